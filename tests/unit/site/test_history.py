"""The history of an agent's page: one entry a merge, rows in one line, everything as text."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.records import Forge
from seedbed.site.history import history_entries, life_of
from seedbed.site.history_words import LONGEST
from seedbed.site.pages.agent import NEWEST
from seedbed.site.pages.agents import create
from seedbed.timeline import Kind
from tests.helpers.records import agent, organization, person, unit
from tests.helpers.sites import site_of
from tests.helpers.timelines import happened, timeline_of

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
BIRTH = (
    happened("2026-01-05", Kind.ADDED, "paper-sorter"),
    happened("2026-01-05", Kind.STAGE, "idea"),
    happened("2026-01-05", Kind.RISK, "low"),
    happened("2026-01-05", Kind.OWNER, "it"),
)


def _forge(kind, url="https://git.brook.example/portal"):
    return organization(forge=Forge(kind=kind, url=url, branch="main"))


def _site(*events, records=(), **more):
    return site_of(agent(), unit("it"), unit("law"), *records, timeline=timeline_of(*events, **more))


def _words(*events, **more):
    return [(entry.on, entry.words) for entry in history_entries(_site(*events, **more), "paper-sorter")]


def _page(site, name="paper-sorter"):
    return LexborHTMLParser(next(page.html for page in create(site) if page.uri == f"agents/{name}.html"))


def test_what_one_merge_did_is_one_entry_in_the_order_of_the_events():
    assert _words(*BIRTH) == [("2026-01-05", "Entered the catalogue, as an idea, low risk, owned by IT")]


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (happened("2026-02-01", Kind.STAGE, "validated", old="pilot"), "From pilot to validated"),
        (happened("2026-02-01", Kind.STAGE, "someday", old="idea"), "From idea to someday"),
        (happened("2026-02-01", Kind.VERSION, "1.1.0", old="1.0.0"), "Version 1.1.0"),
        (happened("2026-02-01", Kind.VERSION, "1.1.0", unit="law", old="1.0.0"), "LAW runs version 1.1.0"),
        (happened("2026-02-01", Kind.RISK, "high", old="low"), "High risk, before low"),
        (happened("2026-02-01", Kind.OWNER, "law", old="it"), "Owned by LAW, before by IT"),
        (happened("2026-02-01", Kind.DEPLOYMENT, "live", unit="law", source="it"), "Live in LAW, copied from IT"),
        (happened("2026-02-01", Kind.DEPLOYMENT, "live", unit="law", old="paused"), "Live again in LAW"),
        (happened("2026-02-01", Kind.DEPLOYMENT, None, unit="law", old="live"), "The record of the copy in LAW went"),
        (happened("2026-02-01", Kind.DEPLOYMENT, "odd {x}", unit="law"), "Copy in LAW: odd {x}"),
        (happened("2026-02-01", Kind.REMOVED, None, old="paper-sorter"), "Left the catalogue"),
        (happened("2026-02-01", Kind.RENAMED, "paper-sorter", old="sorter"), "Renamed, formerly sorter"),
        (happened("2026-02-01", Kind.MEASUREMENT, "2026-01", unit="it"), "Rows for January 2026 from IT"),
        (happened("2026-02-01", Kind.MEASUREMENT, "lately", unit="it"), "Measured rows of IT changed"),
        (happened("2026-02-01", Kind.MEASUREMENT, None, unit="it", old="2026-01"), "Measured rows of IT went"),
        (
            happened("2026-02-01", Kind.INCIDENT, "open", unit="it", path="a/incidents/2026-01-30-wrong-pile.yml"),
            "Incident of 30 January 2026 in IT opened",
        ),
        (
            happened("2026-02-01", Kind.INCIDENT, "open", old="closed", path="a/incidents/2026-99-99-x.yml"),
            "Incident of 2026-99-99 opened again",
        ),
    ],
)
def test_every_kind_of_event_has_words(event, words):
    assert _words(event) == [("2026-02-01", words)]


def test_a_copy_that_is_new_does_not_tell_its_version_apart():
    copy = [
        happened("2026-02-01", Kind.DEPLOYMENT, "live", unit="law"),
        happened("2026-02-01", Kind.VERSION, "1.0.0", unit="law"),
    ]
    assert _words(*copy) == [("2026-02-01", "Live in LAW")]


def test_units_that_did_the_same_are_one_phrase_and_many_are_counted():
    live = [happened("2026-02-01", Kind.DEPLOYMENT, "live", unit=f"u{number}") for number in range(9)]
    assert _words(*live) == [("2026-02-01", "Live in u0, u1, u2, u3 and 5 more units")]


def test_months_of_rows_are_one_entry_up_to_the_next_turn_of_life():
    rows = [happened(f"2026-0{n}-08", Kind.MEASUREMENT, f"2026-0{n - 1}", unit="it") for n in range(2, 7)]
    copy = happened("2026-04-20", Kind.DEPLOYMENT, "live", unit="law")
    validated = happened("2026-05-01", Kind.STAGE, "validated", old="pilot")
    events = sorted([*BIRTH, *rows, copy, validated], key=lambda event: event.at)
    entries = history_entries(_site(*events), "paper-sorter")
    assert [(entry.on, entry.until, entry.words) for entry in entries[:4]] == [
        ("2026-05-08", "2026-06-08", "Rows for April 2026 to May 2026 from IT"),
        ("2026-05-01", "", "From pilot to validated"),
        ("2026-04-20", "", "Live in LAW"),
        ("2026-02-08", "2026-04-08", "Rows for January 2026 to March 2026 from IT"),
    ]


def test_a_declared_date_stands_by_its_day_and_says_so():
    declared = happened("2024-03-01", Kind.STAGE, "validated", declared=True, commit="2026-01-05")
    entries = history_entries(_site(*BIRTH[:1], declared, *BIRTH[1:], imports=("2026-01-05",)), "paper-sorter")
    assert [(entry.on, entry.declared, entry.imported) for entry in entries] == [
        ("2026-01-05", False, True),
        ("2024-03-01", True, True),
    ]
    page = _page(_site(*BIRTH[:1], declared, *BIRTH[1:], imports=("2026-01-05",)))
    assert "Declared by the register" in page.css_first(".sb-history").text()
    assert "validated 1 March 2024 (declared)" in page.css_first(".sb-history__life").text()


@pytest.mark.parametrize(
    ("kind", "label", "path"),
    [
        ("github", "#12", "/pull/12"),
        ("gitlab", "!12", "/-/merge_requests/12"),
        ("forgejo", "#12", "/pulls/12"),
        ("bitbucket", "#12", "/pull-requests/12"),
    ],
)
def test_a_pull_request_is_linked_on_every_forge(kind, label, path):
    merge = happened("2026-02-01", Kind.STAGE, "pilot", old="idea", change=12)
    link = _page(_site(merge, records=[_forge(kind)])).css_first(".sb-history a")
    assert (link.text(), link.attributes["href"]) == (label, f"https://git.brook.example/portal{path}")


def test_without_a_pull_request_the_commit_is_named():
    site = _site(happened("2026-02-01", Kind.STAGE, "pilot", old="idea"), records=[_forge("github")])
    link = _page(site).css_first(".sb-history a")
    assert (link.text(), link.attributes["href"]) == (
        "commit 2026020100",
        f"https://git.brook.example/portal/commit/{'20260201'.ljust(40, '0')}",
    )


def test_without_a_forge_nothing_is_linked():
    history = _page(_site(happened("2026-02-01", Kind.STAGE, "pilot", old="idea", change=12))).css_first(".sb-history")
    assert ("#12 by ada" in history.text(), history.css("a")) == (True, [])


def test_people_of_the_catalogue_are_named_and_linked():
    merge = happened("2026-02-01", Kind.STAGE, "pilot", old="idea", change=1, author="ada", merged_by="Zoe Ray")
    history = _page(_site(merge, records=[person("ada")])).css_first(".sb-history")
    assert history.css_first("a").attributes["href"] == "../people/ada.html"
    assert "#1 by Ada, merged by Zoe Ray" in history.text()


def test_whoever_merges_their_own_change_is_named_once():
    merge = happened("2026-02-01", Kind.STAGE, "pilot", old="idea", merged_by="ada")
    assert "merged by" not in _page(_site(merge)).css_first(".sb-history").text()


def test_the_life_in_a_line_holds_the_last_stages():
    stages = ["prototype", "pilot", "validated", "pilot", "validated", "production", "suspended"]
    turns = [
        happened(f"2026-0{n + 2}-01", Kind.STAGE, new, old=old)
        for n, (old, new) in enumerate(zip(["idea", *stages], stages, strict=False))
    ]
    steps = life_of(_site(*BIRTH, *turns), "paper-sorter")
    assert [step.words for step in steps] == ["Here since", *stages[-6:]]


def test_a_long_history_unfolds():
    turns = [
        happened(f"2026-{n + 1:02}-01", Kind.VERSION, f"1.{n}.0", old=f"1.{n - 1}.0", commit=f"{n:08}")
        for n in range(12)
    ]
    history = _page(_site(*turns)).css_first(".sb-history")
    assert len(history.css(".sb-history__on")) == 12
    assert history.css_first("details > summary").text() == f"{12 - NEWEST} earlier entries"
    assert len(history.css("details li")) == 12 - NEWEST


def test_pages_say_why_there_is_no_history():
    assert "No history was read." in _page(site_of(agent(), unit("it"))).css_first(".sb-history").text()
    assert "Nothing has been merged yet." in _page(_site()).css_first(".sb-history").text()


@pytest.mark.parametrize("visibility", ["summary", "none"])
def test_an_agent_that_is_not_told_has_no_history_anywhere(visibility):
    merge = happened("2026-02-01", Kind.STAGE, "pilot", old="idea", agent="quiet", author="Nobody Knows")
    site = site_of(agent("quiet", visibility=visibility), agent(), unit("it"), timeline=timeline_of(*BIRTH, merge))
    assert site.history_of("quiet") == ()
    assert "Nobody Knows" not in "".join(page.html for page in create(site))
    assert not any(event.agent == "quiet" for event in site.timeline.events)


@pytest.mark.parametrize("kind", list(Kind))
def test_no_value_of_the_past_becomes_markup(kind):
    event = happened(
        "2026-02-01", kind, EVIL, old=EVIL, unit=EVIL, author=EVIL, merged_by=f"{EVIL}2", source=EVIL, path=EVIL
    )
    page = _page(_site(event, records=[_forge("github", url="javascript:alert(1)//https://")]))
    history = page.css_first(".sb-history")
    assert not history.css("script, img, a")


def test_a_value_without_end_is_cut():
    words = _words(happened("2026-02-01", Kind.STAGE, "x" * 10_000, old="idea"))[0][1]
    assert len(words) < LONGEST + len("From idea to …") + 1
