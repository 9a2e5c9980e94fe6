"""From a template to a page: what index pages and entries have in common."""

from __future__ import annotations

from functools import partial
from typing import Any

from seedbed.records import Record
from seedbed.site.headings import headings_in
from seedbed.site.page import Page
from seedbed.site.templates import render
from seedbed.site.views import Site


def make_index(
    template: str, /, *, site: Site, uri: str, title: str, summary: str, depth: int = 3, **context: object
) -> Page:
    """An index page; `summary` is plain text for the search and the head, `depth` the lowest level of heading in its
    table of contents. `context` goes to the template.
    """
    html = render(template, site=site, uri=uri, **context)
    headings = tuple(one for one in headings_in(html) if one.level <= depth)
    return Page(uri=uri, title=title, summary=summary, body=html, headings=headings)


class Later(partial[Any]):
    """A value for a template that is made when the page is drawn: entries are many, and drawn on all cores."""


def draw(template: str, /, *, site: Site, **context: object) -> str:
    """The text of a template, with the values in its context that were left for later."""
    made = {name: value() if isinstance(value, Later) else value for name, value in context.items()}
    return render(template, site=site, **made)


def make_entry(template: str, /, *, site: Site, uri: str, record: Record, summary: str, **context: object) -> Page:
    """The page of one record, in the section of its first folder; the template gets it as `record`."""
    body = partial(draw, template, site=site, uri=uri, record=record, **context)
    section = f"{uri.split('/', 1)[0]}/index.html"
    return Page(uri=uri, title=title_of(record), summary=summary, body=body, source=record.path, section=section)


def title_of(record: Record, /) -> str:
    """What people call a record: its name or title, or its id when it has neither."""
    return str(getattr(record, "name", None) or getattr(record, "title", None) or record.id)
