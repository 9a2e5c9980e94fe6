"""The digest as Markdown, in which text from records is only ever text."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.reports.digest.parts import Digest, Item, Section, Words
from seedbed.reports.findings import safe_text
from seedbed.reports.markdown import escape


def report_markdown(digest: Digest, /) -> str:
    """Markdown for a page, a chat or an issue."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    yield f"# {_text(digest.title)}"
    yield ""
    yield " ".join(map(_text, digest.lead))
    for section in digest.told:
        yield ""
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}"
    yield ""
    yield from (f"- {_item(item)}" for item in section.items)
    if section.rest:
        yield f"- {section.rest}"
    if not section.items:
        yield section.empty


def _item(item: Item) -> str:
    return "".join(map(_words, item))


def _words(one: Words) -> str:
    text = _text(one.text)
    if one.href:
        return f"[{text}](<{_address(one.href)}>)"
    return f"**{text.strip()}**" if one.strong and text.strip() else text


def _text(text: str) -> str:
    return escape(safe_text(text))


def _address(href: str) -> str:
    return safe_text(href).replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
