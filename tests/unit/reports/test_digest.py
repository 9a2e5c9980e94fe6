"""What a digest tells, to whom it owes thanks, and that no record can write it."""

import dataclasses
from datetime import date

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from seedbed.records import Ended, Forge, Owner, Stage, Status
from seedbed.reports import Format
from seedbed.reports.digest import DIGEST_REPORTS, create_digest
from seedbed.timeline import Kind
from tests.helpers.golden import assert_golden
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, demo, deployment, event, month, organization, person, policy, story, unit
from tests.helpers.sites import site_of
from tests.helpers.timelines import happened, timeline_of

SINCE, TODAY = date(2026, 3, 1), date(2026, 3, 31)
FORGE = Forge(kind="github", url="https://git.example.org/portal", branch="main")
ORGANIZATION = organization(name="Brook & Alder", forge=FORGE)
PROVEN = ("2026-01", "2026-02")
RECORDS = (
    ORGANIZATION,
    policy(),
    unit("it", headcount=20),
    unit("law", headcount=20),
    unit("hr", headcount=20),
    person("ada"),
    person("ben", unit="law"),
    agent(owner=Owner(unit="it", supervisor="ada"), version="1.0.0"),
    agent("old-hand", stage=Stage.RETIRED, ended=Ended(reason="Nobody used it.", data="deleted")),
    deployment(baseline=baseline(), version="1.0.0"),
    deployment("paper-sorter/law", copied_from="it", supervisor="ben"),
    deployment("paper-sorter/hr", copied_from="law", status=Status.LIVE),
    table("paper-sorter/it", *(month(period, automated=198, human_minutes=40) for period in PROVEN)),
    event("spring", starts="2026-03-14"),
    event("summer", starts="2026-06-20"),
    demo("spring/bot", awards=("First prize",)),
    story("2026-03-12-first-copy"),
    story("2026-02-12-too-early", title="Before the period"),
)
EVENTS = (
    happened("2026-01-05", Kind.ADDED, "paper-sorter"),
    happened("2026-01-05", Kind.STAGE, "pilot"),
    happened("2026-01-05", Kind.OWNER, "it"),
    happened("2026-01-05", Kind.DEPLOYMENT, "live", unit="it"),
    happened("2026-01-06", Kind.ADDED, "old-hand", agent="old-hand"),
    happened("2026-01-06", Kind.STAGE, "production", agent="old-hand"),
    happened("2026-01-07", Kind.ADDED, "gone", agent="gone"),
    happened("2026-02-05", Kind.MEASUREMENT, "2026-01", unit="it"),
    happened("2026-03-02", Kind.STAGE, "validated", old="pilot", change=11),
    happened("2026-03-04", Kind.MEASUREMENT, "2026-02", unit="it"),
    happened("2026-03-10", Kind.DEPLOYMENT, "live", unit="law", source="it", change=12),
    happened("2026-03-20", Kind.DEPLOYMENT, "live", unit="hr", source="law"),
    happened("2026-03-22", Kind.STAGE, "retired", agent="old-hand", old="production", change=13),
    happened("2026-03-23", Kind.REMOVED, agent="gone", old="gone"),
)


def site(*records, events=EVENTS, **more):
    return site_of(*(records or RECORDS), today=TODAY, timeline=timeline_of(*events, **more))


def told(made, since=SINCE):
    """The items of each section as plain text."""
    digest = create_digest(made, None, since=since)
    return {section.title: ["".join(one.text for one in item) for item in section.items] for section in digest.sections}


def written(made, before=None):
    return {form: report(create_digest(made, before, since=SINCE)) for form, report in DIGEST_REPORTS.items()}


def test_each_section_holds_what_happened_in_the_period():
    sections = told(site())
    assert sections["Copied for the first time"] == [
        "Paper sorter in LAW, copied from IT, 8 days after its validation (pull request 12)"
    ]
    assert sections["Promoted"] == ["Paper sorter of IT: pilot to validated (pull request 11)"]
    assert sections["Further copies"] == ["Paper sorter in HR"]
    assert sections["Ended"] == [
        "Old hand was retired: Nobody used it. (pull request 13)",
        "1 agent left the catalogue",
    ]
    assert sections["Won"] == ["The first copy, told by IT", "Bot won First prize at Spring"]
    assert sections["Congratulations to"] == [
        "Ada: Paper sorter is validated; Paper sorter was copied for the first time",
        "Ada Okoye: won First prize at Spring",
        "Ben: first to copy Paper sorter",
    ]
    assert sections["Coming up"] == ["Summer on 20 June 2026, Hall 2"]


def test_a_threshold_is_reached_when_the_row_is_merged():
    proof = "Paper sorter in IT met every threshold with the rows of January 2026: accuracy 95 %, automation 99 %"
    assert told(site())["Thresholds reached"] == []
    assert told(site(), since=date(2026, 2, 1))["Thresholds reached"] == [proof]


def test_a_small_unit_is_not_said_to_have_reached_anything():
    records = [replace(one, headcount=2) if one.id == "it" else one for one in RECORDS]
    assert told(site(*records), since=date(2026, 2, 1))["Thresholds reached"] == []


def test_an_empty_period_says_so():
    quiet = create_digest(site(events=EVENTS[:1]), None, since=SINCE)
    text = DIGEST_REPORTS[Format.TEXT](quiet)
    assert "No agent was first copied." in text
    assert "No agent was promoted." in text
    assert "Further copies" not in text


def test_what_an_import_brought_or_declared_did_not_happen_in_the_period():
    brought = [replace_commit(one) for one in EVENTS]
    sections = told(site(events=tuple(brought), imports=("2026-03-30",)))
    assert not any(sections[name] for name in ("Copied for the first time", "Promoted", "Further copies"))


def replace_commit(one):
    return one._replace(commit="20260330".ljust(40, "0"), at=EVENTS[-1].at)


@pytest.mark.parametrize("visibility", ["summary", "none"])
def test_an_agent_that_may_not_be_told_is_in_no_voice(visibility):
    hidden = [replace(one, visibility=visibility) if one.id == "paper-sorter" else one for one in RECORDS]
    for text in written(site(*hidden)).values():
        assert "Paper sorter" not in text
        assert "paper-sorter" not in text


def test_an_agent_that_was_removed_is_counted_and_not_named():
    for text in written(site()).values():
        assert "1 agent left the catalogue" in text
        assert "gone" not in text


def test_a_renamed_agent_is_told_under_its_present_name():
    events = [one._replace(agent="first-name") if one.agent == "paper-sorter" else one for one in EVENTS]
    renamed = happened("2026-03-25", Kind.RENAMED, "paper-sorter", old="first-name")
    assert told(site(events=(*events, renamed)))["Copied for the first time"] == [
        "Paper sorter in LAW, copied from IT, 8 days after its validation (pull request 12)"
    ]


def test_figures_stand_beside_what_they_were():
    before = site_of(*RECORDS, today=date(2026, 2, 28), timeline=timeline_of(*EVENTS[:8]))
    lead = create_digest(site(), before, since=SINCE).lead
    assert lead[0] == "Half of the proven agents are copied within 8 days; none waiting for a first copy."
    assert lead[1].startswith("3 of 3 units run a live agent (3 before)")


def test_a_long_section_says_what_was_left_out():
    more = [agent(f"agent-{number:02}") for number in range(30)]
    events = [
        happened("2026-03-02", Kind.STAGE, "validated", old="pilot", agent=one.id, commit=f"{number:04}")
        for number, one in enumerate(more)
    ]
    texts = written(site(*RECORDS, *more, events=tuple(events)))
    assert all("and 10 more on the portal" in text for text in texts.values())


@pytest.mark.parametrize("form", DIGEST_REPORTS)
def test_every_voice_is_the_golden_one(form):
    made = dataclasses.replace(site(), url="https://portal.example/")
    assert_golden(f"reports/digest.{form}", written(made)[form])


EVIL = '</title><script>alert(1)</script>[x](javascript:alert(1)) @everyone "><img src=x>\x1b[2J\n# no heading'


def evil_site():
    records = [
        replace(ORGANIZATION, name=EVIL, forge=Forge(kind="github", url="javascript:alert(1)//", branch="main")),
        *(replace(one, name=EVIL) for one in RECORDS[2:8]),
        replace(RECORDS[8], ended=Ended(reason=EVIL, data="")),
        *RECORDS[9:13],
        replace(event("spring", starts="2026-03-14"), name=EVIL),
        replace(event("summer", starts="2026-06-20"), name=EVIL, place=EVIL),
        demo("spring/bot", title=EVIL, team=(EVIL,), awards=(EVIL,)),
        story("2026-03-12-first-copy", title=EVIL),
    ]
    return site(*records)


def test_no_record_writes_a_mail():
    page = LexborHTMLParser(written(evil_site())[Format.HTML])
    assert not page.css("script, img, style, [style], a[href^=javascript]")
    assert page.css_first("title").text().startswith("What spread at </title>")


def test_no_record_writes_markdown():
    text = written(evil_site())[Format.MARKDOWN]
    page = LexborHTMLParser(MarkdownIt("commonmark").render(text))
    assert not page.css("script, img, a[href^=javascript]")
    assert [node.text() for node in page.css("h1, h2")][1:3] == ["Copied for the first time", "Promoted"]
    assert "@everyone" not in text
    assert not [line for line in text.splitlines() if line.startswith("# no")]


def test_no_record_steers_a_terminal():
    text = written(evil_site())[Format.TEXT]
    assert "\x1b" not in text
    assert not [line for line in text.splitlines() if line.startswith("# no")]
