"""What is new, by month, newest first, and what comes up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

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


def create(site: Site, /) -> Iterator[Page]:
    """The one page of news."""
    news = news_of(site)
    months = by_month(news)
    yield make_index(
        "news.html",
        site=site,
        uri=INDEX,
        title=site.language.say("What's new"),
        summary=site.language.say("What spread, what was won and what went wrong lately, and what comes up."),
        opening=opening(news, language=site.language),
        coming=coming_up(site.catalogue.events.values(), today=site.today),
        when=partial(when, language=site.language),
        calendar_uri=calendar_uri,
        months=months[:MOST_MONTHS],
        most=MOST_ITEMS,
        older=sum(len(items) for _, items in months[MOST_MONTHS:]),
    )


def by_month(news: Iterable[NewsItem], /) -> list[tuple[str, list[NewsItem]]]:
    """(month as YYYY-MM, its items), in the order of the news, which is newest first."""
    return [(month, list(items)) for month, items in groupby(news, key=lambda item: item.on[:MONTH])]


def opening(news: tuple[NewsItem, ...], /, *, language: Language = ENGLISH) -> str:
    """The sentence that matters: the newest thing."""
    if not news:
        return language.say("Nothing has happened yet that carries a date.")
    last = news[0]
    return language.say("Last, on {day}: {what}.", day=language.day(last.on), what=last.title.rstrip("."))
