"""Sites for tests: made of single records, or of the portal in tests/cases/_base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from seedbed.catalogue import CLASSES, build_catalogue
from seedbed.problems import Problem
from seedbed.records import Catalogue, Record
from seedbed.repository.load import load_sources
from seedbed.repository.tree import WorkingTree
from seedbed.site.page import Page
from seedbed.site.pages import create_places
from seedbed.site.views import Site
from seedbed.timeline import Timeline
from tests.helpers.portals import BASE, TODAY

SHELVES = {cls: shelf for shelf, cls in CLASSES.values()}


def catalogue_of(*records: Record) -> Catalogue:
    """A catalogue that holds just these records."""
    shelves: dict[str, Any] = {}
    for record in records:
        shelf = SHELVES[type(record)]
        if shelf in {"organization", "policy"}:
            shelves[shelf] = record
        else:
            shelves.setdefault(shelf, {})[record.id] = record
    return Catalogue(**shelves)


def site_of(
    *records: Record, today: date = TODAY, problems: Iterable[Problem] = (), timeline: Timeline | None = None
) -> Site:
    """A site that holds just these records, with this history."""
    return Site(catalogue=catalogue_of(*records), problems=tuple(problems), today=today, commit=None, timeline=timeline)


def pages_of(site: Site) -> Iterator[Page]:
    """Every page of its portal."""
    return chain.from_iterable(create_places(site))


def base_site(problems: Iterable[Problem] = ()) -> Site:
    """The site of the portal in tests/cases/_base."""
    catalogue = build_catalogue(load_sources(WorkingTree(BASE)))
    return Site(catalogue=catalogue, problems=tuple(problems), today=TODAY, commit=None)
