"""The rules of `seedbed check` and of the gate, from the registry in which each rule's docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct

import seedbed.gate.rules  # noqa: F401 - defining the rules fills the registry; it brings those of the checks along
from seedbed.problems import RULES, Rule
from seedbed.site.making import Later, make_index
from seedbed.site.markdown import render_markdown
from seedbed.site.page import Page
from seedbed.site.views import Site

URI = "governance/rules.html"


class Explained(Struct, frozen=True, kw_only=True):
    """A rule with its text as safe HTML."""

    rule: Rule
    html: str


def create(site: Site, /) -> Iterator[Page]:
    """The page of every rule; the anchor of a rule is its id."""
    yield make_index(
        "rules.html",
        site=site,
        uri=URI,
        title=site.language.say("Rules"),
        summary=site.language.plural(
            len(RULES),
            "{count} rule for records and for changes, each in its own words.",
            "{count} rules for records and for changes, each in its own words.",
        ),
        depth=2,
        count=len(RULES),
        families=Later(by_family, RULES),
    )


def by_family(rules: Mapping[str, Rule], /) -> list[tuple[str, list[Explained]]]:
    """(family, its rules by id), families in the alphabet."""
    ordered = sorted(rules.values(), key=lambda one: (one.family, one.id))
    return [(family, list(_explained(group))) for family, group in groupby(ordered, key=lambda one: one.family)]


def _explained(rules: Iterable[Rule]) -> Iterator[Explained]:
    for one in rules:
        text = render_markdown(one.text, resolve=lambda _: None, diagram=lambda _: None)
        yield Explained(rule=one, html=text.html)
