"""What small groups measured: nothing that is published about an agent depends on it, so that nothing follows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from seedbed.exports import export_all
from seedbed.metrics.reasons import FEW, SOMETHING, Why
from seedbed.problems import Problem, Severity
from seedbed.records import Owner, Pain, Stage
from seedbed.reports.metrics.plain import plain_figures
from seedbed.site.listing import create_columns
from seedbed.site.page import text_of
from seedbed.site.pages import agents, diffusion, fleet, governance, units, value
from seedbed.site.profiles import create_profiles
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, deployment, month, policy, unit
from tests.helpers.sites import site_of

TODAY = date(2026, 4, 15)
MONTHS = ("2026-02", "2026-03")
NAMES = ("it", "hr", "law", "sales", "shop")
NOT_SHOWN = "not shown, to protect small groups"

PEOPLE = st.tuples(st.just(40), *[st.none() | st.integers(1, 12)] * (len(NAMES) - 1))
"""The owner's unit is large, so that the agent has a proof that is told."""
COUNTS = st.tuples(*[st.integers(60, 5_000)] * len(NAMES))


def _records(people, counts, *, share: float = 0.95, owner: str = "it", stage=Stage.VALIDATED):
    """An agent copied by every unit, and the tasks that each of them had a month."""
    facts = {"stage": stage, "version": "1.0.0", "owner": Owner(unit=owner), "pains": ("triage",)}
    some = [policy(small_group=5), agent("triage", **facts)]
    for name, heads, tasks in zip(NAMES, people, counts, strict=True):
        right = int(tasks * share)
        row = {"tasks": tasks, "automated": right, "judged": tasks, "correct": right, "human_minutes": tasks / 60}
        some += [
            unit(name, headcount=heads, function="one" if name < "l" else "two", routine_hours_per_month=9_000),
            deployment(f"triage/{name}", version="1.0.0", baseline=baseline()),
            table(f"triage/{name}", *(month(period, cost=tasks / 7, **row) for period in MONTHS)),
        ]
    return some


def _site(*args, **facts):
    return site_of(*_records(*args, **facts), today=TODAY)


def _about_the_agent(site):
    """All that a portal and the command tell of one agent and its copies, by where it stands."""
    pages = {page.uri: page.html for create in (agents.create, fleet.create) for page in create(site)}
    figures = plain_figures(site)
    told = {area: figures[area] for area in ("fleet", "network")}
    told |= {area: figures[area]["deployments"] for area in ("usage", "output")}
    told["shrinkage"] = figures["output"]["shrinkage"]
    told["list"] = create_columns(create_profiles(site).values(), ())
    told["copies"] = _rows_of(next(value.create(site)).html, "copies")
    return pages | told | {uri: text_of(text) for uri, text in export_all(site).items()}


def _rows_of(html: str, anchor: str) -> list[str]:
    return [row.html for row in LexborHTMLParser(html).css(f"#{anchor} ~ .sb-scroll tbody tr")]


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate))  # to shrink would take minutes
@given(PEOPLE, COUNTS, COUNTS)
def test_nothing_about_an_agent_depends_on_what_small_groups_measured(people, counts, others):
    """Whatever they had counted, every text is the same: no sum and no difference of what it says can tell it."""
    first = _site(people, counts)
    small = {one.unit for one in first.figures.output.by_deployment.values() if one.is_small}
    changed = [then if name in small else now for name, now, then in zip(NAMES, counts, others, strict=True)]
    before, after = _about_the_agent(first), _about_the_agent(_site(people, changed))
    assert [uri for uri in before if before[uri] != after[uri]] == []


def test_the_hours_of_an_agent_are_those_of_the_copies_shown():
    """One small copy takes another along; the total of the agent leaves both out, and says so."""
    site = _site((40, 9, 3, 20, 30), (900, 300, 2_000, 400, 700))
    profile = create_profiles(site)["triage"]
    shown = [one.output for one in profile.running if one.output]
    assert [one.unit for one in shown] == ["it", "hr", "shop"]
    assert profile.hours == pytest.approx(sum(one.hours_in("2026-03") for one in shown))
    page = {one.uri: one.html for one in agents.create(site)}["agents/triage.html"]
    assert "in March 2026, without units too small to be shown" in page


def test_without_small_groups_the_total_is_of_all_units():
    site = _site((40, 9, 8, 20, 30), (900,) * 5)
    page = {one.uri: one.html for one in agents.create(site)}["agents/triage.html"]
    assert "in March 2026, all units together" in page


@pytest.mark.parametrize("share", [0.1, 0.7])
def test_a_small_group_below_the_bar_is_listed_without_its_figures(share):
    """Which figure stays below, and how far, would be a figure of the group; that somebody has to look is none."""
    site = _site((3, 40, 40, 40, 40), (600,) * 5, share=share)
    [own] = [one for one in site.figures.fleet.culling[0].own if one.why is Why.BELOW]
    assert own.text == SOMETHING
    copies = [reason.text for _, reason in site.figures.fleet.failing_copies if reason.unit == "shop"]
    assert len(copies) > 1
    assert SOMETHING not in copies
    [page] = fleet.create(site)
    assert SOMETHING in LexborHTMLParser(page.html).css_first("#culling ~ .sb-scroll").text()
    told = {one.uri: one.html for one in agents.create(site)}["agents/triage.html"]
    assert SOMETHING in LexborHTMLParser(told).css_first(".sb-proof").text()


def test_too_few_tasks_of_a_small_group_are_not_counted_out():
    site = _site((3, 40, 40, 40, 40), (12, 600, 600, 600, 600))
    assert [one.text for one in site.figures.fleet.conditions["triage"].own if one.why is Why.THIN] == [FEW]


def test_where_others_may_copy_it_the_proof_of_a_small_owner_is_not_told():
    place = unit("far", headcount=50, pains=(Pain(tag="triage", hours_per_month=10),))
    site = site_of(*_records((3, 40, 40, 40, 40), (600,) * 5), place, today=TODAY)
    page = {one.uri: one.html for one in units.create(site)}["units/far.html"]
    cell = LexborHTMLParser(page).css_first("#next ~ .sb-scroll td.sb-long").text()
    assert (NOT_SHOWN in cell, "95 %" in page) == (True, False)


def test_while_it_waits_for_its_first_copy_neither():
    owner = [unit(headcount=3), agent("triage", version="1.0.0"), deployment("triage/it", baseline=baseline())]
    rows = [month(period, judged=200, correct=193) for period in MONTHS]
    site = site_of(policy(small_group=5), *owner, table("triage/it", *rows), today=TODAY)
    [page] = [one for one in diffusion.create(site) if one.uri == "diffusion/index.html"]
    cells = LexborHTMLParser(page.html).css_first("#waiting ~ .sb-later tbody").text()
    assert (NOT_SHOWN in cells, "96" in cells) == (True, False)


def test_what_a_check_says_of_a_small_table_stands_on_no_page():
    told = [
        Problem(
            rule="evidence-below",
            severity=Severity.WARNING,
            path=f"catalog/agents/triage/measurements/{name}.csv",
            line=2,
            column=1,
            message=f"accuracy of {name} is 61.7 %",
            fix="Find out why.",
        )
        for name in ("it", "law")
    ]
    site = site_of(*_records((40, 9, 3, 20, 30), (600,) * 5), problems=told, today=TODAY)
    text = LexborHTMLParser(next(governance.create(site)).html).body.text()
    assert ("accuracy of it is" in text, "accuracy of law is" in text) == (True, False)
    assert "1 problem in records that are not shown is left out" in text


def test_the_place_in_a_list_tells_nothing_of_a_small_group():
    """It stands at the end of the value page, however much it gave back."""
    rows = _rows_of(next(value.create(_site((40, 9, 3, 20, 30), (600, 300, 5_000, 4_000, 900)))).html, "copies")
    assert [NOT_SHOWN in row for row in rows] == [False, False, False, True, True]
