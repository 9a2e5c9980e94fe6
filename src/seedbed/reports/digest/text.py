"""The digest as plain text, for a terminal or a mail without markup."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.reports.digest.parts import Digest, Item, Section
from seedbed.reports.findings import safe_text


def report_text(digest: Digest, /) -> str:
    """Plain text; addresses stand behind the words they belong to."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    yield safe_text(digest.title)
    yield "=" * len(safe_text(digest.title))
    yield ""
    yield from map(safe_text, digest.lead)
    for section in digest.told:
        yield ""
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield section.title
    yield "-" * len(section.title)
    yield from (f"* {_item(item)}" for item in section.items)
    if section.rest:
        yield f"  {section.rest}"
    if not section.items:
        yield section.empty


def _item(item: Item) -> str:
    return "".join(
        f"{safe_text(one.text)} <{safe_text(one.href)}>" if one.href else safe_text(one.text) for one in item
    )
