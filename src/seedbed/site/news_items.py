"""One thing of the news, and the merge that brought it."""

from __future__ import annotations

from msgspec import Struct

from seedbed.site.language import marked

KINDS = (marked("proof"), marked("promotion"), marked("first copy"), marked("phase"))
"""Kinds that are no closed values of records, so that translators find them."""


class Merge(Struct, frozen=True, kw_only=True):
    """Where something came onto the main branch: `who` in a few words ('' where nobody is named), what names the merge,
    and where the forge shows it (None where no forge is known).
    """

    commit: str
    who: str
    label: str
    url: str | None


class NewsItem(Struct, frozen=True, kw_only=True):
    """One dated thing: ISO date, kind, what happened, the page that tells it, the record that shows it.

    Kinds: highlight, win, lesson (stories), event, demo, incident, proof (a copy first met the thresholds of the
    policy), waiver; and of the history promotion, first-copy, ended, phase. `merge` is None where none is known that
    brought it.
    """

    on: str
    kind: str
    title: str
    summary: str
    uri: str
    path: str
    merge: Merge | None = None

    @property
    def key(self) -> str:
        """What no other item has: the record, and of what only the history tells the commit too."""
        return f"{self.path}#{self.kind}-{self.merge.commit}" if self.merge and self.kind != "proof" else self.path
