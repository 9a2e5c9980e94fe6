"""The page of the audit: what it lists, and of whom it says nothing."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from seedbed.site.audited import Audited, Judged, Reason
from seedbed.site.language import ENGLISH
from seedbed.site.pages import fleet, governance
from seedbed.site.pages.audit import URI, create, opening
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, deployment, month, policy, unit
from tests.helpers.sites import site_of

AGENTS = (
    agent("triage", formerly=("sorting",)),
    agent("secret", visibility="none"),
    agent("brief", visibility="summary"),
)
HELD = Judged(
    on=date(2026, 5, 4),
    commit="c0ffee" * 6 + "abcd",
    agent="triage",
    old="pilot",
    new="validated",
    change=7,
    merged_by="Cleo",
    policy_version=1,
    is_direct=False,
    is_finding=False,
    skipped="",
    then=(),
    today=(),
    gaps=(),
)
BROKEN = replace(HELD, is_finding=True, then=(Reason("stage-evidence", "accuracy is <b>70 %</b>"),))


def site_with(*judged: Judged, head: str = "ab" * 20):
    return dataclasses.replace(site_of(*AGENTS), audit=Audited(head=head, policy_version=3, promotions=judged))


def page(*judged: Judged):
    (made,) = create(site_with(*judged))
    assert made.uri == URI
    return LexborHTMLParser(made.html)


def headings(html) -> list[str]:
    return [one.text() for one in html.css("h2")]


def test_without_an_audit_there_is_no_page_and_governance_names_the_command():
    assert list(create(site_of(*AGENTS))) == []
    (made,) = governance.create(site_of(*AGENTS))
    assert "seedbed audit" in made.html
    assert "audit.html" not in made.html


def test_governance_leads_to_it():
    (made,) = governance.create(site_with(HELD))
    assert 'href="audit.html"' in made.html


def test_a_finding_stands_with_its_rule_and_its_words_escaped():
    html = page(BROKEN)
    row = html.css_first("#findings ~ * tbody tr, #findings + * tbody tr")
    assert "stage-evidence accuracy is <b>70 %</b>" in row.text()
    assert row.css_first("td.sb-long a").attributes["href"] == "rules.html#stage-evidence"
    assert [one.text() for one in row.css("th, td")[:1]] == [AGENTS[0].name]
    assert "#7" in row.text()


def test_what_only_today_would_refuse_and_what_lacks_today_have_parts_of_their_own():
    below = "Open for copying, and below the bar today"
    assert headings(page(HELD)) == ["Should not have been merged", below, "Every promotion"]
    assert "No open agent is below the bar." in page(HELD).text()
    html = page(replace(HELD, today=(Reason("stage-evidence", "too low"),), gaps=("accuracy is 70 %",)))
    assert headings(html)[1:3] == ["Would be refused today", below]


def test_an_agent_is_known_by_its_former_id():
    assert AGENTS[0].name in page(replace(BROKEN, agent="sorting")).body.text()


@pytest.mark.parametrize("agent_id", ["secret", "brief", "gone"])
def test_of_agents_that_are_not_told_only_the_number_is(agent_id):
    html = page(replace(BROKEN, agent=agent_id), replace(BROKEN, agent=agent_id))
    assert "2 promotions of agents that are not shown here are left out." in html.body.text()
    assert not html.css("tbody tr")
    assert agent_id not in html.body.html


def test_a_portal_newer_than_its_audit_says_so():
    site = dataclasses.replace(site_with(HELD), commit="cd" * 20)
    (made,) = create(site)
    assert "newer commit than the audit saw" in made.html
    (made,) = create(dataclasses.replace(site, commit="ab" * 20))
    assert "newer commit than the audit saw" not in made.html


@pytest.mark.parametrize(
    ("judged", "findings", "words"),
    [
        (0, 0, "No promotion could be judged again."),
        (1, 0, "1 promotion was judged again: each would be merged again by the policy of its day."),
        (9, 1, "9 promotions were judged again: 1 should not have been merged as it was."),
        (3, 2, "3 promotions were judged again: 2 should not have been merged as they were."),
    ],
)
def test_the_opening_counts(judged, findings, words):
    assert opening(judged, findings, language=ENGLISH) == words


def test_the_list_below_the_bar_and_the_culling_list_lead_to_each_other():
    gap = replace(HELD, gaps=("accuracy is 70.0 % (80.0 % is due)",))
    assert page(gap).css_first('a[href="../fleet/index.html#culling"]').text() == "culling list"
    late = agent("late", review_by="2026-01-01")
    site = dataclasses.replace(
        site_of(late, deployment("late/it")), audit=Audited(head="ab" * 20, policy_version=3, promotions=())
    )
    (made,) = fleet.create(site)
    assert 'href="../governance/audit.html#below"' in made.html


def measured_page(judged: Judged, *records, people: int, correct: int = 47, first: int = 8, **facts):
    """The page of a promotion of an agent that a unit of so many people has measured for three months."""
    rows = [month(f"2026-{number:02}", correct=correct) for number in range(first, first + 3)]
    some = [
        policy(),
        unit(headcount=people),
        agent("triage", version="1.0.0", **facts),
        deployment("triage/it", baseline=baseline()),
        table("triage/it", *rows),
        *records,
    ]
    audit = Audited(head="ab" * 20, policy_version=3, promotions=(judged,))
    (made,) = create(dataclasses.replace(site_of(*some, today=date(2026, 11, 20)), audit=audit))
    return LexborHTMLParser(made.html)


NOT_SHOWN = "not shown, to protect small groups"
LACKING = replace(HELD, gaps=("accuracy is 78.3 % (80.0 % is due)",))


@pytest.mark.parametrize(("people", "words"), [(40, "accuracy 78.3 %, 80 % needed"), (2, NOT_SHOWN)])
def test_what_an_agent_lacks_today_is_told_as_elsewhere(people, words):
    html = measured_page(LACKING, people=people)
    assert html.css("#below ~ .sb-scroll td.sb-long")[0].text() == words


@pytest.mark.parametrize(("people", "words"), [(40, LACKING.gaps[0]), (2, NOT_SHOWN)])
@pytest.mark.parametrize("facts", [{"stage": "pilot"}, {"correct": 60}])
def test_what_only_the_audit_says_is_not_told_of_a_small_group_either(people, words, facts):
    html = measured_page(LACKING, people=people, **facts)
    assert html.css("#below ~ .sb-scroll td.sb-long")[0].text() == words


OLD = (Reason("stage-evidence", "pilot → validated without the evidence: accuracy is 61.7 % (80.0 % is due)"),)
OTHER = Reason("risk-floor", "risk is low, at least high is due")


@pytest.mark.parametrize(("people", "first", "is_told"), [(40, 3, True), (2, 3, False), (2, 5, False), (2, 8, True)])
@pytest.mark.parametrize("judged", [replace(BROKEN, then=(*OLD, OTHER)), replace(HELD, today=(*OLD, OTHER))])
def test_an_old_figure_of_a_small_group_is_not_told(judged, people, first, is_told):
    """The promotion is of May: figures of a group that began to count later are not in it."""
    text = measured_page(judged, people=people, first=first).body.text()
    assert ("61.7" in text, NOT_SHOWN in text) == (is_told, not is_told)
    assert OTHER.words in text


def test_an_old_figure_may_be_of_any_group_that_had_measured_by_then():
    law = [unit("law", headcount=3), unit("hr", headcount=9), table("triage/law", month("2026-04"))]
    text = measured_page(replace(BROKEN, then=OLD), *law, people=40, first=3).body.text()
    assert "61.7" not in text
