"""Stories: highlights, wins and lessons, told by people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import shorten

from seedbed.records import Story
from seedbed.site.language import marked
from seedbed.site.making import Later, make_entry, make_index
from seedbed.site.page import Page
from seedbed.site.views import Site
from seedbed.site.visibility import named

INDEX = "stories/index.html"

MEANINGS = {
    "highlight": marked("worth showing in two minutes"),
    "win": marked("value that was measured"),
    "lesson": marked("what went wrong, and what was learnt"),
}
LENGTH = 180
"""Characters of a teaser."""

LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKS = re.compile(r"(?<!\w)[*_`]+|[*_`]+(?!\w)")
BLOCK = re.compile(r"\s*(#|>|[-*+] |\d+[.)] |\||```|~~~)")


def create(site: Site, /) -> Iterator[Page]:
    """The index and the page of every story."""
    yield _index(site)
    for story in site.catalogue.stories.values():
        yield _entry(site, story)


def newest_first(stories: Iterable[Story], /) -> list[Story]:
    """The stories by their date."""
    return sorted(stories, key=lambda one: (one.on, one.id), reverse=True)


def teaser(story: Story, /) -> str:
    """What a card says: the first plain paragraph of the body, cut to a few lines; '' for a body without one."""
    paragraphs = (part for part in story.body.split("\n\n") if part.strip() and not BLOCK.match(part))
    plain = MARKS.sub("", LINK.sub(r"\1", next(paragraphs, "")))
    return shorten(plain, LENGTH, placeholder=" …")


def _index(site: Site) -> Page:
    stories = newest_first(site.catalogue.stories.values())
    return make_index(
        "stories.html",
        site=site,
        uri=INDEX,
        title=site.language.say("Stories"),
        summary=site.language.say("What worked, what was won and what went wrong, told by the people who did it."),
        stories=stories,
        meanings={
            kind: site.language.look_up(text)
            for kind, text in MEANINGS.items()
            if any(one.kind == kind for one in stories)
        },
        teaser=teaser,
        named=named,
    )


def _origin(site: Site, story: Story) -> str:
    return site.language.say(
        "A {kind} from {unit}, {day}.",
        kind=site.language.word(story.kind),
        unit=site.name("units", story.unit),
        day=site.language.day(story.on),
    )


def _entry(site: Site, story: Story) -> Page:
    uri = f"stories/{story.id}.html"
    return make_entry(
        "story.html",
        site=site,
        uri=uri,
        record=story,
        summary=teaser(story) or _origin(site, story),
        meaning=site.language.look_up(MEANINGS[story.kind]),
        agents=named(site, story.agents),
        body=Later(site.markdown, story.body, uri=uri, path=story.path),
    )
