"""What's new from the history: who did what, when, and by which merge; nobody is named who may not be."""

from datetime import date

import pytest

from seedbed.exports.feeds import create_json_feed
from seedbed.records import Ended, Forge, Owner, Stage
from seedbed.site.news import news_of
from seedbed.timeline import Kind
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, deployment, month, organization, person, policy, unit
from tests.helpers.sites import site_of
from tests.helpers.timelines import happened, timeline_of

CAME = (happened("2026-01-05", Kind.ADDED), happened("2026-01-05", Kind.OWNER, "it"))
GREW = (
    happened("2026-01-05", Kind.STAGE, "pilot"),
    happened("2026-03-01", Kind.STAGE, "validated", old="pilot", change=12, merged_by="cleo"),
)
COPIED = happened("2026-03-11", Kind.DEPLOYMENT, "live", unit="law", source="it", change=15)
RETIRED = happened("2026-05-01", Kind.STAGE, "retired", old="validated")
RECORDS = (unit("it", name="IT"), unit("law", name="Legal"), deployment("paper-sorter/law", copied_from="it"))
FORGE = Forge(kind="github", url="https://forge.example/o/r", branch="main")
ORGANIZATION = organization(programme_start="2026-01-01", forge=FORGE)


def _site(*events, records=RECORDS, imports=(), **facts):
    told = agent(**{"owner": Owner(unit="it"), "stage": Stage.VALIDATED} | facts)
    return site_of(told, *records, timeline=timeline_of(*events, imports=imports))


def _titles(site):
    return [(item.on, item.kind, item.title) for item in news_of(site)]


def test_promotions_and_first_copies_are_news():
    assert _titles(_site(*CAME, *GREW, COPIED)) == [
        ("2026-03-11", "first-copy", "Legal is the first unit to copy Paper sorter"),
        ("2026-03-01", "promotion", "Paper sorter: pilot to validated"),
    ]


def test_an_item_names_who_merged_it_and_leads_to_the_change():
    people = (person("ada", name="Ada"), person("cleo", name="Cleo"), ORGANIZATION)
    site = _site(*CAME, *GREW, COPIED, records=(*RECORDS, *people))
    copied, promoted = (item.merge for item in news_of(site))
    assert (promoted.who, promoted.label, promoted.url) == (
        "By Ada, merged by Cleo",
        "#12",
        "https://forge.example/o/r/pull/12",
    )
    assert (copied.who, copied.label) == ("By Ada", "#15")


def test_a_first_copy_tells_its_lag_and_its_source():
    [copied, _] = news_of(_site(*CAME, *GREW, COPIED))
    assert copied.summary == "Copied from IT, 10 days after its validation."


def test_a_copy_before_the_validation_says_so():
    early = happened("2026-02-01", Kind.DEPLOYMENT, "live", unit="law", source="it")
    [_, copied] = news_of(_site(*CAME, GREW[0], early, GREW[1]))
    assert copied.summary == "Copied from IT, before it was validated."


def test_only_the_first_copy_is_one():
    again = happened("2026-04-01", Kind.DEPLOYMENT, "live", unit="hr", source="law")
    assert [item.kind for item in news_of(_site(*CAME, *GREW, COPIED, again))] == ["first-copy", "promotion"]


def test_an_end_tells_its_reason():
    ended = Ended(reason="A better one came.", data="Deleted.")
    site = _site(*CAME, *GREW, RETIRED, stage=Stage.RETIRED, ended=ended)
    item = news_of(site)[0]
    assert (item.kind, item.title, item.summary) == ("ended", "Paper sorter was retired", "A better one came.")


@pytest.mark.parametrize("visibility", ["summary", "none"])
def test_agents_that_may_not_be_told_are_no_news(visibility):
    assert _titles(_site(*CAME, *GREW, COPIED, visibility=visibility)) == []


def test_a_removed_agent_is_named_nowhere():
    gone = happened("2026-06-01", Kind.REMOVED, old="paper-sorter")
    assert _titles(site_of(*RECORDS, timeline=timeline_of(*CAME, *GREW, COPIED, gone))) == []


def test_an_earlier_life_under_the_same_id_is_no_news():
    gone = happened("2026-06-01", Kind.REMOVED, old="paper-sorter")
    back = (happened("2026-07-01", Kind.ADDED), happened("2026-07-01", Kind.STAGE, "pilot"))
    assert [item for item in _titles(_site(*CAME, *GREW, gone, *back)) if item[1] == "promotion"] == []


def test_an_import_is_no_news():
    born = happened("2026-01-05", Kind.STAGE, "validated")
    live = happened("2026-01-05", Kind.DEPLOYMENT, "live", unit="law", source="it")
    assert _titles(_site(*CAME, born, live, imports=("2026-01-05",))) == []


def test_items_of_one_record_have_ids_of_their_own():
    site = _site(*CAME, *GREW, happened("2026-04-01", Kind.STAGE, "production", old="validated"), COPIED)
    news = news_of(site)
    assert len({item.key for item in news}) == len(news) == 3
    assert create_json_feed(site, news).count('"id": "urn:uuid:') == 3


def _measured(*automated):
    """A site whose unit automated so many of 1,000 tasks of six minutes in the months from January on; 1,000 hours are
    routine.
    """
    rows = [
        month(f"2026-{place:02}", tasks=10_000, automated=count, judged=0, correct=0)
        for place, count in enumerate(automated, 1)
    ]
    records = (policy(), unit("it", headcount=9, routine_hours_per_month=1_000), table("paper-sorter/it", *rows))
    copy = deployment("paper-sorter/it", baseline=baseline(6))
    return _site(*CAME, happened("2026-01-06", Kind.DEPLOYMENT, "live", unit="it"), records=(*records, copy))


def _phases(site):
    return [(item.on, item.title, item.summary) for item in news_of(site) if item.kind == "phase"]


def test_a_group_that_rose_to_a_phase_is_news_on_the_last_day_of_the_month():
    function, everything = _phases(_measured(500, 1_200))
    share = "12 % of its routine work was offloaded in that month."
    assert everything == ("2026-02-28", "The whole organisation reached the phase “Crossing point”", share)
    assert function[0] == "2026-02-28"


def test_a_group_that_fell_or_began_in_a_phase_is_no_news():
    assert _phases(_measured(2_000, 1_200)) == _phases(_measured(1_200, 1_200)) == []


@pytest.mark.parametrize(("headcount", "kinds"), [(5, ["proof"]), (4, [])])
def test_the_proof_of_a_unit_with_too_few_people_is_not_told(headcount, kinds):
    records = (policy(), unit("it", headcount=headcount), deployment("paper-sorter/it", baseline=baseline()))
    proof = table("paper-sorter/it", month("2026-03"))
    site = site_of(agent(owner=Owner(unit="it")), *records, proof, today=date(2026, 5, 1))
    assert [item.kind for item in news_of(site)] == kinds


def test_a_proof_leads_to_the_merge_that_brought_the_rows():
    records = (policy(), unit("it", headcount=9), deployment("paper-sorter/it", baseline=baseline()))
    rows = table("paper-sorter/it", month("2026-02", judged=0, correct=0), month("2026-03"))
    events = [happened(f"2026-0{place + 1}-04", Kind.MEASUREMENT, f"2026-0{place}", unit="it") for place in (2, 3, 4)]
    [item] = news_of(_site(*CAME, *events, records=(*records, rows)))
    assert (item.on, item.merge.who, item.merge.label) == ("2026-03-31", "By ada", "commit 2026040400")
    assert item.key == rows.path
