"""The claim of an owner beside what copies reached, and its way over the months."""

from datetime import date

import pytest

from seedbed.records import Owner
from seedbed.site.claims import accuracy_trend, copies_reached
from seedbed.site.profiles import create_profiles
from tests.helpers.measuring import table, task
from tests.helpers.records import agent, deployment, month, policy, unit
from tests.helpers.sites import site_of

TODAY = date(2026, 11, 20)


def _said(**correct):
    """What is said of an agent whose units got so many of 100 judged tasks right; `it` owns it."""
    copies = [deployment(f"a/{name}", version="1.0.0") for name in correct]
    tables = [table(f"a/{name}", month("2026-10", judged=100, correct=right)) for name, right in correct.items()]
    units = [unit(name, headcount=50) for name in correct]
    site = site_of(policy(), *units, agent("a", version="1.0.0", task=task(), owner=Owner(unit="it")), *copies, *tables)
    return copies_reached(site, create_profiles(site)["a"])


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ({"it": 95}, ""),
        ({"hr": 95}, ""),
        ({"it": 95, "hr": 80}, "1 copy measured its own: 80 %, against the 95 % here."),
        (
            {"it": 95, "hr": 80, "law": 90, "lab": 92},
            "3 copies measured their own: half of them reach 90 % or more, against the 95 % here; the lowest 80 %.",
        ),
    ],
)
def test_the_claim_stands_beside_what_copies_reached(units, words):
    assert _said(**units) == words


def test_a_trend_tells_its_ends_and_leaves_out_months_nobody_judged():
    rows = [
        month("2026-07", judged=50, correct=40),
        month("2026-08", judged=0, correct=0),
        month("2026-09", judged=50, correct=45),
    ]
    line = accuracy_trend(site_of(today=TODAY), rows)
    assert 'aria-label="Accuracy from 80 % in July 2026 to 90 % in September 2026"' in line


@pytest.mark.parametrize("rows", [[], [month("2026-09")], [month("2026-08", judged=0, correct=0), month("2026-09")]])
def test_one_month_has_no_trend(rows):
    assert accuracy_trend(site_of(), rows) == ""
