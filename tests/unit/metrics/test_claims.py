"""Shrinkage on the day of the copy: which months the claim rests on, and what can be compared."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.metrics import figures_of
from seedbed.metrics.claims import claims_of
from seedbed.metrics.growth.spans import copies_of
from seedbed.metrics.lives import end_of_day, lives_of
from seedbed.metrics.periods import end_of
from seedbed.records import Owner
from tests.helpers.chronicle import timeline_of
from tests.helpers.examples import examples
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, deployment, month, policy, unit
from tests.helpers.sites import catalogue_of

TODAY = date(2026, 6, 15)
LETTERS = agent("letters", owner=Owner(unit="it"))
HR = "letters/hr"
STORY = """
    2026-01-05 letters added by it
    2026-01-05 letters in it live
    2026-04-10 letters in hr live from it
"""


def gain(period: str, percent: int, **changes):
    """A month of 1,000 tasks of six minutes with so much Net Output."""
    return month(period, **{"tasks": 1000, "automated": 950, "human_minutes": 600_000 / (100 + percent)} | changes)


def claims(*records, text: str = STORY, source=(), own=()):
    tables = [table("letters/it", *source)] if source else []
    tables += [table(HR, *own)] if own else []
    copies = [deployment("letters/it", baseline=baseline(6)), deployment(HR, baseline=baseline(6), copied_from="it")]
    catalogue = catalogue_of(policy(), LETTERS, *copies, *tables, *(records or (unit("it"), unit("hr"))))
    taken = copies_of(lives_of(timeline_of(text)), until=end_of_day(TODAY))
    return claims_of(catalogue, figures_of(catalogue, TODAY).output.by_deployment, taken)


SOURCE = [gain("2026-02", 50), gain("2026-03", 50), gain("2026-04", 100), gain("2026-05", 100)]
OWN = [gain("2026-05", 25)]


def test_claim_is_what_the_ended_months_of_the_source_showed():
    [claim] = claims(source=SOURCE, own=OWN).copies
    assert (claim.on, claim.months, claim.claim) == (date(2026, 4, 10), ("2026-02", "2026-03"), Fraction(1, 2))
    assert (claim.reached, claim.points) == (Fraction(1, 4), Fraction(1, 4))
    assert (claim.source, claim.commit) == ("it", "2026-04-10")
    assert claim.paths == ("catalog/agents/letters/measurements/it.csv", "catalog/agents/letters/measurements/hr.csv")


def test_only_months_of_the_last_version_are_claimed():
    rows = [
        gain("2026-01", 900, version="1.0.0"),
        gain("2026-02", 60, version="2.0.0"),
        gain("2026-03", 60, version="2.0.0"),
    ]
    [claim] = claims(source=rows, own=OWN).copies
    assert (claim.months, claim.claim) == (("2026-02", "2026-03"), Fraction(3, 5))


@pytest.mark.parametrize("source", [(), [gain("2026-04", 50)], [gain("2026-03", 50, human_minutes=0)]])
def test_source_with_nothing_to_quote_claims_nothing(source):
    found = claims(source=source, own=OWN)
    assert (found.copies, found.unclaimed, found.median_points) == ((), 1, None)


def test_copy_that_shows_nothing_yet_stands_with_the_reason():
    [claim] = claims(source=SOURCE).copies
    assert (claim.reached, claim.points, claim.reason) == (None, None, "nothing measured")


def test_copy_may_do_better_than_its_source():
    [claim] = claims(source=SOURCE, own=[gain("2026-05", 100)]).copies
    assert claim.points == Fraction(-1, 2)


def test_imported_copy_has_no_day():
    found = claims(text=f"{STORY}2026-04-10 import", source=SOURCE, own=OWN)
    assert (found.copies, found.undated, found.unclaimed) == ((), 1, 0)


@pytest.mark.parametrize("small", ["it", "hr"])
def test_small_unit_on_either_side_guards_the_copy(small):
    units = [unit(one, headcount=4 if one == small else 90) for one in ("it", "hr")]
    assert claims(*units, source=SOURCE, own=OWN).copies[0].is_small


def test_median_is_told_over_all_copies():
    assert claims(source=SOURCE, own=OWN).median_points == Fraction(1, 4)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.integers(0, 200), min_size=1, max_size=12), st.integers(0, 400))
def test_claim_looks_at_no_month_that_had_not_ended(percents, days):
    rows = [gain(f"2025-{place + 1:02}", percent) for place, percent in enumerate(percents)]
    day = date.fromordinal(date(2025, 1, 1).toordinal() + days)
    text = f"2025-01-01 letters added by it\n{day} letters in hr live from it"
    found = claims(text=text, source=rows).copies
    ended = tuple(row.period for row in rows if end_of(row.period) < day)
    assert [one.months for one in found] == ([ended] if ended else [])
