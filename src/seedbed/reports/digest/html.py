"""The digest as an HTML mail: plain elements without class, style, image or script: no mail program has to guess."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from seedbed.reports.digest.parts import Digest, Item, Section, Words
from seedbed.reports.findings import safe_text


def report_html(digest: Digest, /) -> str:
    """A whole document in UTF-8."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    title = _text(digest.title)
    yield "<!doctype html>"
    yield f'<html lang="{digest.language.code}"><head><meta charset="utf-8"><title>{title}</title></head><body>'
    yield f"<h1>{title}</h1>"
    yield from (f"<p>{_text(sentence)}</p>" for sentence in digest.lead)
    for section in digest.told:
        yield from _section(section)
    yield "</body></html>"


def _section(section: Section) -> Iterator[str]:
    yield f"<h2>{_text(section.title)}</h2>"
    if not section.items:
        yield f"<p>{_text(section.empty)}</p>"
        return
    yield "<ul>"
    yield from (f"<li>{_item(item)}</li>" for item in section.items)
    if section.rest:
        yield f"<li>{_text(section.rest)}</li>"
    yield "</ul>"


def _item(item: Item) -> str:
    return "".join(map(_words, item))


def _words(one: Words) -> str:
    text = _text(one.text)
    if one.href:
        text = f'<a href="{_text(one.href)}">{text}</a>'
    return f"<strong>{text}</strong>" if one.strong else text


def _text(text: str) -> str:
    return escape(safe_text(text))
