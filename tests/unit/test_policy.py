"""What the policy says about one record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from seedbed.policy import NO_RULE, add_months, certificates_for, is_certified, latest_review, risk_floor
from seedbed.records import Certificate, DataUse, FloorRule, Regulation, Risk, Use
from tests.helpers.portals import check_case

CATALOGUE = check_case(Path("nothing-laid-over")).catalogue
AGENT = replace(
    CATALOGUE.agents["first-reply"], affects=(), autonomy=None, uses=(), data=None, regulation=None, risk=Risk.LOW
)
PERSON = CATALOGUE.people["ada-okoye"]


def policy(*rules: tuple[str, dict[str, tuple[str, ...]]]):
    floors = tuple(FloorRule(risk=Risk(risk), when=when, why=f"because {n}") for n, (risk, when) in enumerate(rules))
    return replace(CATALOGUE.policy, risk_floor=floors)


@pytest.mark.parametrize(
    ("when", "facts"),
    [
        ({"affects": ("public", "customers")}, {"affects": ("own-unit", "customers")}),
        ({"autonomy": ("acts-alone",)}, {"autonomy": "acts-alone"}),
        ({"access": ("pay",)}, {"uses": (Use(item="a", access="read"), Use(item="b", access="pay"))}),
        ({"classification": ("restricted",)}, {"data": DataUse(classification="restricted", personal="none")}),
        ({"personal": ("special",)}, {"data": DataUse(classification="public", personal="special")}),
        ({"eu_ai_act": ("high-risk",)}, {"regulation": Regulation(eu_ai_act="high-risk", role="deployer")}),
    ],
)
def test_each_fact_raises_the_floor_when_it_holds_and_not_when_it_is_unknown(when, facts):
    one = policy(("high", when))
    assert risk_floor(replace(AGENT, **facts), one) == (Risk.HIGH, "because 0")
    assert risk_floor(AGENT, one) == (Risk.LOW, NO_RULE)


def test_every_named_fact_must_hold():
    one = policy(("high", {"affects": ("customers",), "autonomy": ("acts-alone",)}))
    assert risk_floor(replace(AGENT, affects=("customers",)), one)[0] is Risk.LOW
    assert risk_floor(replace(AGENT, affects=("customers",), autonomy="acts-alone"), one)[0] is Risk.HIGH


def test_the_highest_rule_decides_and_among_equals_the_first():
    holds = {"affects": ("customers",)}
    one = policy(("low", holds), ("medium", holds), ("high", holds), ("high", holds), ("medium", holds))
    assert risk_floor(replace(AGENT, affects=("customers",)), one) == (Risk.HIGH, "because 2")
    assert risk_floor(replace(AGENT, affects=("customers",)), policy(("low", holds))) == (Risk.LOW, "because 0")


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2026, 1, 31), False), (date(2026, 2, 1), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)],
)
def test_a_certificate_holds_on_its_first_and_last_day(day, holds):
    one = Certificate(course="c", level=Risk.MEDIUM, on="2026-02-01", expires="2026-12-31")
    assert is_certified(replace(PERSON, certificates=(one,)), Risk.MEDIUM, today=day) is holds


@pytest.mark.parametrize(("risk", "count"), [(Risk.LOW, 1), (Risk.MEDIUM, 1), (Risk.HIGH, 0), (Risk.PROHIBITED, 0)])
def test_a_certificate_covers_its_class_and_those_below(risk, count):
    assert len(certificates_for(PERSON, risk)) == count


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2026, 3, 31), 6, date(2026, 9, 30)),
    ],
)
def test_months_later(day, months, later):
    assert add_months(day, months) == later


def test_the_latest_review_depends_on_the_class():
    today = date(2026, 11, 20)
    assert latest_review(Risk.LOW, CATALOGUE.policy, today=today) == date(2027, 11, 20)
    assert latest_review(Risk.HIGH, CATALOGUE.policy, today=today) == date(2027, 5, 20)
