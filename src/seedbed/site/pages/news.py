"""What is new, by month, newest first, and what comes up. Earlier quarters are folded; each month keeps its anchor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any, TypeAlias

from msgspec import Struct

from seedbed.site.gatherings import calendar_uri, coming_up, when
from seedbed.site.language import ENGLISH, Language
from seedbed.site.making import make_index
from seedbed.site.news import NewsItem, news_of
from seedbed.site.page import Page
from seedbed.site.views import Site

INDEX = "news/index.html"
MONTH = len("2026-01")
MOST_MONTHS = 24
"""Months shown; what is older stands in the lists of its own kind."""
MOST_ITEMS = 40
"""Items shown of one month; the rest is counted."""
ENOUGH = 60
"""Items in sight, after which the months before are folded."""
NEWEST_MONTHS = 3
"""Months that may stay in sight."""

Month: TypeAlias = tuple[str, list[NewsItem]]
"""A month as YYYY-MM and its items."""


class Quarter(Struct, frozen=True, kw_only=True):
    """Months of one quarter that are folded, newest first, named by the first and the last that has news."""

    title: str
    months: tuple[Month, ...]
    count: int


def create(site: Site, /) -> Iterator[Page]:
    """The one page of news."""
    yield make_index(
        "news.html",
        site=site,
        uri=INDEX,
        title=site.language.say("What's new"),
        summary=site.language.say("What spread, what was won and what went wrong lately, and what comes up."),
        depth=2,
        more=partial(_context, site),
    )


def _context(site: Site) -> dict[str, Any]:
    news = news_of(site)
    months = by_month(news)
    newest = in_sight(months)
    return {
        "opening": opening(news, language=site.language),
        "coming": coming_up(site.catalogue.events.values(), today=site.today),
        "when": partial(when, language=site.language),
        "calendar_uri": calendar_uri,
        "months": months[:newest],
        "quarters": by_quarter(months[newest:MOST_MONTHS], language=site.language),
        "most": MOST_ITEMS,
        "older": sum(len(items) for _, items in months[MOST_MONTHS:]),
    }


def by_month(news: Iterable[NewsItem], /) -> list[Month]:
    """The months in the order of the news, which is newest first."""
    return [(month, list(items)) for month, items in groupby(news, key=lambda item: item.on[:MONTH])]


def in_sight(months: Sequence[Month], /) -> int:
    """How many of the newest months stay open: the first, and others while there are few items in sight."""
    shown = 0
    for count, (_, items) in enumerate(months[:NEWEST_MONTHS]):
        if shown >= ENOUGH:
            return count
        shown += min(len(items), MOST_ITEMS)
    return min(len(months), NEWEST_MONTHS)


def by_quarter(months: Iterable[Month], /, *, language: Language = ENGLISH) -> list[Quarter]:
    """The months by quarter of their year, newest first."""
    groups = (tuple(found) for _, found in groupby(months, key=lambda one: _quarter(one[0])))
    return [
        Quarter(title=_span(found, language), months=found, count=sum(len(items) for _, items in found))
        for found in groups
    ]


def _quarter(month: str) -> tuple[str, int]:
    year, number = month.split("-")
    return year, (int(number) - 1) // 3


def _span(months: Sequence[Month], language: Language) -> str:
    first, last = language.month(months[-1][0]), language.month(months[0][0])
    return first if first == last else language.say("{first} to {last}", first=first, last=last)


def opening(news: tuple[NewsItem, ...], /, *, language: Language = ENGLISH) -> str:
    """The sentence that matters: the newest thing."""
    if not news:
        return language.say("Nothing has happened yet that carries a date.")
    last = news[0]
    return language.say("Last, on {day}: {what}.", day=language.day(last.on), what=last.title.rstrip("."))
