"""From a template to a page: what index pages and entries have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from seedbed.records import Record
from seedbed.site.page import Page
from seedbed.site.templates import render
from seedbed.site.views import Site

More: TypeAlias = Callable[[], Mapping[str, object]]
"""Values for a template by name, made when the page is drawn."""


def make_index(  # noqa: PLR0913 - what a page is made of, each by its name
    template: str,
    /,
    *,
    site: Site,
    uri: str,
    title: str,
    summary: str,
    depth: int = 3,
    more: More = dict,
    **context: object,
) -> Page:
    """An index page; `summary` is plain text for the search and the head, `depth` the lowest level of heading in its
    table of contents. `context` goes to the template, and what `more` gives when the page is drawn.
    """
    body = partial(draw, template, more, site=site, uri=uri, **context)
    return Page(uri=uri, title=title, summary=summary, body=body, depth=depth)


class Later(partial[Any]):
    """A value for a template that is made when the page is drawn: entries are many, and drawn on all cores; a preview
    leaves most pages out.
    """


def draw(template: str, more: More = dict, /, *, site: Site, **context: object) -> str:
    """The text of a template, with the values in its context that were left for later, and `more` of them."""
    made = {name: value() if isinstance(value, Later) else value for name, value in context.items()}
    return render(template, site=site, **made, **more())


def make_entry(template: str, /, *, site: Site, uri: str, record: Record, summary: str, **context: object) -> Page:
    """The page of one record, in the section of its first folder; the template gets it as `record`."""
    body = partial(draw, template, site=site, uri=uri, record=record, **context)
    section = f"{uri.split('/', 1)[0]}/index.html"
    return Page(uri=uri, title=title_of(record), summary=summary, body=body, source=record.path, section=section)


def title_of(record: Record, /) -> str:
    """What people call a record: its name or title, or its id when it has neither."""
    return str(getattr(record, "name", None) or getattr(record, "title", None) or record.id)
