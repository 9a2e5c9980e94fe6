from datetime import date

import pytest

from seedbed.problems import Problem, Severity
from seedbed.records import Risk, Stage
from seedbed.site.pages.governance import (
    MOST_PLACES,
    MOST_ROWS,
    create,
    due_soon,
    group_problems,
    open_incidents,
    opening,
    overdue_reviews,
    split_waivers,
)
from tests.helpers.records import agent, incident, policy, waiver
from tests.helpers.sites import site_of

TODAY = date(2026, 11, 20)


def _problem(rule="yaml-syntax", path="catalog/units/it.yml", severity=Severity.ERROR, line=3):
    return Problem(rule=rule, severity=severity, path=path, line=line, column=5, message="It is wrong.", fix="Mend it.")


def _ids(records):
    return [one.id for one in records]


def test_waivers_hold_on_their_last_day():
    days = ["2026-11-19", "2026-11-20", "2027-01-01", "2026-01-01"]
    in_force, expired = split_waivers([waiver(f"w{n}", expires=day) for n, day in enumerate(days)], today=TODAY)
    assert (_ids(in_force), _ids(expired)) == (["w1", "w2"], ["w0", "w3"])


def test_reviews_are_overdue_from_the_day_after():
    agents = [
        agent("yesterday", review_by="2026-11-19"),
        agent("today", review_by="2026-11-20"),
        agent("long-ago", review_by="2025-01-01"),
        agent("none"),
        agent("retired", review_by="2025-01-01", stage=Stage.RETIRED),
        agent("idea", review_by="2025-01-01", stage=Stage.IDEA),
        agent("in-a-month", review_by="2026-12-20"),
        agent("later", review_by="2026-12-21"),
    ]
    assert _ids(overdue_reviews(agents, today=TODAY)) == ["long-ago", "yesterday"]
    assert _ids(due_soon(agents, today=TODAY)) == ["today", "in-a-month"]


def test_open_incidents_stand_worst_first_and_only_where_they_may_be_told():
    found = open_incidents(
        site_of(
            agent("a"),
            agent("hidden", visibility="none"),
            incident("a/2026-01-02-low"),
            incident("a/2026-01-01-low"),
            incident("a/2026-05-01-high", severity=Risk.HIGH),
            incident("a/2026-05-02-closed", status="closed"),
            incident("hidden/2026-05-02-open"),
            incident("unknown/2026-05-02-open"),
        )
    )
    assert _ids(found) == ["a/2026-05-01-high", "a/2026-01-01-low", "a/2026-01-02-low"]


def test_problems_stand_by_rule_most_first_and_are_cut():
    many = [_problem("recorded-gap", line=n) for n in range(MOST_PLACES + 5)]
    groups = group_problems([_problem("b-rule"), *many, _problem("a-rule")])
    assert [(one.rule, one.count, len(one.shown)) for one in groups] == [
        ("recorded-gap", MOST_PLACES + 5, MOST_PLACES),
        ("a-rule", 1, 1),
        ("b-rule", 1, 1),
    ]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0, 0), "No incident is open and no review is overdue; 0 waivers are in force."),
        ((1, 0, 1), "1 incident is open; 1 waiver is in force."),
        ((2, 1, 3), "2 incidents are open and 1 review is overdue; 3 waivers are in force."),
    ],
)
def test_opening_says_what_asks_for_attention(counts, words):
    assert opening(*counts) == words


def _page(*records, problems=()):
    (page,) = create(site_of(*records, problems=problems))
    return page


def test_quarantined_records_stand_first_with_place_rule_and_mend():
    page = _page(problems=[_problem()])
    assert page.headings[0].id == "quarantine"
    assert "catalog/units/it.yml:3:5" in page.html
    assert 'href="rules.html#yaml-syntax"' in page.html
    assert "It is wrong." in page.html
    assert "Mend it." in page.html


def test_a_clean_catalogue_has_no_quarantine():
    assert "quarantine" not in _page().html


def test_problems_and_waivers_of_agents_that_may_not_be_told_are_only_counted():
    hidden = agent("hidden", visibility="none")
    problem = _problem(path="catalog/agents/hidden/blueprint.yml", severity=Severity.WARNING)
    page = _page(hidden, waiver(subject="hidden"), policy(), problems=[problem])
    assert "hidden" not in page.html
    assert "1 problem in records that are not shown is left out" in page.html


def test_the_policy_is_missed_when_it_is_not_there():
    assert "There is no policy." in _page().html
    assert "There is no policy." not in _page(policy()).html


def test_long_lists_are_cut_and_counted():
    page = _page(*[agent(f"a{number}", review_by="2026-01-01") for number in range(MOST_ROWS + 7)])
    assert page.html.count("1 January 2026") == MOST_ROWS
    assert "<p>7 more." in page.html
