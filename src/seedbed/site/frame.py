"""What stands around every page and comes from the records: name, notice, origin, links, and the way to the forge."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from seedbed.records import Brand, Link, Organization
from seedbed.site.language import ENGLISH, Language

SHORT_ID = 10
EDIT_FOLDERS = {
    "github": "edit/{branch}/",
    "gitlab": "-/edit/{branch}/",
    "forgejo": "_edit/{branch}/",
    "bitbucket": "src/{branch}/",
}
"""Where each forge edits a file of a branch, below the repository."""
FORM = {"github": "{url}/issues/new?template={form}.yml"}
"""Where a forge shows an issue form of the portal; the address of the others differs from version to version."""


class Frame(Struct, frozen=True, kw_only=True):
    """Plain text, to be escaped by whoever puts it into HTML. Empty where the records do not say."""

    language: Language
    name: str
    title: str
    brand: Brand | None
    notice: str
    made_on: str
    commit: str
    links: tuple[Link, ...]
    repository: str
    edit_uri: str


def create_frame(
    organization: Organization | None, /, *, today: date, commit: str | None, language: Language = ENGLISH
) -> Frame:
    """The frame of a portal made on `today` from the commit `commit`."""
    forge = organization.forge if organization else None
    return Frame(
        language=language,
        name=organization.name if organization else "",
        title=_title(organization, language) if organization else "",
        brand=organization.brand if organization else None,
        notice=(organization.notice or "") if organization else "",
        made_on=language.day(today),
        commit=(commit or "")[:SHORT_ID],
        links=organization.links if organization else (),
        repository=forge.url if forge else "",
        edit_uri=EDIT_FOLDERS[forge.kind].format(branch=forge.branch) if forge else "",
    )


def _title(organization: Organization, language: Language) -> str:
    own = organization.brand.name if organization.brand else None
    return own or language.say("{name} agents", name=organization.name)


def form_url(organization: Organization | None, form: str, /) -> str | None:
    """The address of an issue form (`demo`, `request`, `incident`, `replicate`), or None where the forge has none."""
    forge = organization.forge if organization else None
    pattern = FORM.get(forge.kind) if forge else None
    return pattern.format(url=forge.url.rstrip("/"), form=form) if forge and pattern else None
