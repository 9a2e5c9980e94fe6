"""Pages without the frame of the portal, for a big screen or the frame of another site: whole documents with their own
policy. What stands on them is escaped by their template.
"""

from __future__ import annotations

from seedbed.site.brand import create_brand
from seedbed.site.content_policy import with_policy
from seedbed.site.frame import create_frame
from seedbed.site.language import ENGLISH
from seedbed.site.templates import render
from seedbed.site.views import Site


def bare_page(template: str, /, *, site: Site, uri: str, title: str, **context: object) -> str:
    """The whole HTML of the page at `uri`; `context` goes to the template, which extends bare.html."""
    organization = site.catalogue.organization
    frame = create_frame(organization, today=site.today, commit=site.commit, language=site.language)
    first = ["say"] if site.language == ENGLISH else ["texts", "say"]
    html = render(
        template,
        site=site,
        uri=uri,
        title=title,
        frame=frame,
        first_scripts=first,
        brand=list(create_brand(site.brand)),
        **context,
    )
    return with_policy(html)
