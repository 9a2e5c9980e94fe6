"""The policy in words: every number of it is said, and said exactly."""

import re
from fractions import Fraction

import pytest
from msgspec.structs import replace

from seedbed.records import FloorRule, Risk
from seedbed.site.policy_words import bar, class_rules, floor_words, floors, further, phases, share
from tests.helpers.records import policy, thresholds


@pytest.mark.parametrize(
    ("value", "words"),
    [("0.8", "80 %"), ("0.825", "82.5 %"), ("1", "100 %"), ("0", "0 %"), ("0.333", "33.3 %"), ("12", "1200 %")],
)
def test_share_says_what_was_written(value, words):
    assert share(Fraction(value)) == words


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ({}, "Always."),
        ({"affects": ("customers", "public")}, "It affects customers or the public."),
        ({"classification": ("public", "internal")}, "Its data are public or internal."),
        ({"personal": ("special",)}, "It touches special personal data such as health or belief."),
        ({"eu_ai_act": ("high-risk",)}, "The EU AI Act puts the use under high risk."),
        (
            {"access": ("pay", "execute"), "autonomy": ("acts-alone",)},
            "It may pay or execute through something it uses, and it acts alone.",
        ),
    ],
)
def test_floor_words_say_the_whole_condition(when, sentence):
    assert floor_words(FloorRule(risk=Risk.HIGH, when=when, why="")) == sentence


def test_floors_stand_highest_first_and_keep_the_order_of_the_policy():
    risks = [(Risk.MEDIUM, "a"), (Risk.HIGH, "b"), (Risk.MEDIUM, "c"), (Risk.PROHIBITED, "d")]
    rules = tuple(FloorRule(risk=risk, when={}, why=why) for risk, why in risks)
    assert [floor.why for floor in floors(policy(risk_floor=rules))] == ["d", "b", "a", "c"]


def test_every_number_of_the_policy_is_said():
    odd = policy(
        thresholds=thresholds(
            accuracy=Fraction("0.811"),
            automation=Fraction("0.922"),
            net_output=Fraction("0.333"),
            judged_tasks=51,
            measured_tasks=103,
            evidence_days=97,
            high_volume_tasks_per_month=107,
        ),
        adoption=replace(
            policy().adoption,
            crossing=Fraction("0.11"),
            acceleration=Fraction("0.17"),
            saturation=Fraction("0.63"),
            scaled=Fraction("0.43"),
            window_months=(19, 37),
            purgatory_months=13,
        ),
        ladder=replace(policy().ladder, medium_after_low_months=21, high_after_medium_months=29),
        review_months={"low": 31, "medium": 41, "high": 53},
        small_group=59,
        waiver_days=61,
    )
    rows = " ".join(f"{one.trail} {one.review}" for one in class_rules(odd))
    said = " ".join([*bar(odd).values(), *(words for _, words in phases(odd)), *further(odd), rows])
    asked = {81.1, 92.2, 33.3, 51, 103, 97, 107, 11, 17, 63, 43, 19, 37, 13, 21, 29, 31, 41, 53, 59, 61}
    assert asked <= {float(number) for number in re.findall(r"[0-9]+(?:\.[0-9]+)?", said)}


def test_class_rules_name_who_must_agree():
    rules = class_rules(policy(approvals={"low": ("owner", "ai-office"), "high": ("security", "second-unit")}))
    assert [rule.approvals for rule in rules] == [
        "the owning unit, the AI office",
        "nobody",
        "security, somebody of another unit",
    ]
