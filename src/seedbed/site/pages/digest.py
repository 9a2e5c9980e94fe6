"""The digest of the week, ready to be sent round: the last whole week first, then the week so far and some before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from msgspec import Struct

from seedbed.reports import Format
from seedbed.reports.digest import DIGEST_REPORTS, Digest, create_digest
from seedbed.site.page import Page
from seedbed.site.templates import render
from seedbed.site.views import Site

URI = "news/digest.html"
WEEKS = 3
"""Whole weeks that are told."""
WEEK = timedelta(days=7)


class Week(Struct, frozen=True, kw_only=True):
    """One week with its digest, whose links start from the page."""

    first: date
    last: date
    digest: Digest

    @property
    def id(self) -> str:
        """The name of the week inside the page: `week_2026-w47`."""
        year, number, _ = self.first.isocalendar()
        return f"week_{year}-w{number:02}"


def create(site: Site, /) -> Iterator[Page]:
    """The one page of digests."""
    language = site.language
    yield Page(
        uri=URI,
        title=language.say("The digest of the week"),
        summary=language.say("What was first copied, promoted, ended and won last week, and whom to congratulate."),
        body=partial(_body, site),
        section="news/index.html",
    )


def weeks_of(today: date, /) -> list[tuple[date, date]]:
    """(Monday, last day) of the last whole week, of the week so far, and of the whole weeks before, in this order."""
    monday = today - timedelta(days=today.weekday())
    whole = [
        (monday - WEEK * number, monday - WEEK * (number - 1) - timedelta(days=1)) for number in range(1, WEEKS + 1)
    ]
    return [whole[0], (monday, today), *whole[1:]]


def _body(site: Site) -> str:
    weeks = [
        Week(first=first, last=last, digest=create_digest(site, None, since=first, until=last, address="../"))
        for first, last in weeks_of(site.today)
    ]
    abroad = create_digest(site, None, since=weeks[0].first, until=weeks[0].last)
    return render("digest.html", site=site, uri=URI, weeks=weeks, markdown=DIGEST_REPORTS[Format.MARKDOWN](abroad))
