"""What the search of the whole portal finds beside agents: every page by its title and its summary, in groups.

Agents are found by the columns of the catalogue, which hold their names and summaries already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from seedbed.site.language import Language, marked
from seedbed.site.packing import classic_script
from seedbed.site.page import Page

URI = "search/pages.js"
GROUPS: Mapping[str, str] = {
    "playbooks": marked("Playbooks"),
    "definitions": marked("Definitions"),
    "platform": marked("Platform"),
    "people": marked("People"),
    "units": marked("Units"),
    "functions": marked("Functions"),
    "demos": marked("Demos and events"),
    "requests": marked("Requests"),
    "stories": marked("Stories"),
    "pages": marked("Pages"),
}
"""The groups by the folder of their pages; what lies elsewhere is a page."""
DEFINITIONS = "definitions.html"


class Found(NamedTuple):
    """One thing to be found."""

    group: str
    uri: str
    title: str
    text: str


def findable(pages: Iterable[Page], /) -> Iterator[Found]:
    """What can be found among these pages: all but those of agents, and each definition by itself."""
    for page in pages:
        if page.is_entry and page.folder == "agents":
            continue
        group = page.folder if page.is_entry and page.folder in GROUPS else "pages"
        yield Found(group, page.uri, page.title, page.summary)
        if page.uri == DEFINITIONS:
            for heading in page.headings:
                yield Found("definitions", f"{page.uri}#{heading.id}", heading.text, "")


def create_search(found: Iterable[Found], language: Language, /) -> str:
    """The columns of what can be found, as a classic script: it runs from a file too."""
    rows = list(found)
    places = {group: place for place, group in enumerate(GROUPS)}
    data = {
        "groups": [language.look_up(name) for name in GROUPS.values()],
        "group": [places[row.group] for row in rows],
        "uri": [row.uri for row in rows],
        "title": [row.title for row in rows],
        "text": [row.text for row in rows],
    }
    return classic_script("SEEDBED_PAGES", data)
