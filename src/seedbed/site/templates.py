"""The template environment: everything escaped, every undefined name an error."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from seedbed.site import words
from seedbed.site.frame import form_url
from seedbed.site.page import relative
from seedbed.site.proposals import draft_url


@cache
def environment() -> Environment:
    """The one environment of all page templates."""
    made = Environment(
        loader=PackageLoader("seedbed.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= words.FILTERS
    made.filters["from_page"] = lambda uri, start: relative(uri, start=start)
    made.filters["draft"] = draft_url
    made.filters["form"] = lambda site, form: form_url(site.catalogue.organization, form)
    return made


def render(template: str, /, **context: object) -> str:
    """The text of one template with this context. Raises jinja2.UndefinedError for a name that is not there."""
    return environment().get_template(template).render(**context)
