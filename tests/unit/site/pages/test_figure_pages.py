"""The pages of figures: their opening sentences, what they say when nothing was measured, and how they stay light."""

from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.metrics.network import network_of
from seedbed.metrics.output import MonthHours
from seedbed.records import Forge, Function, Funding, Owner, Pain, Stage, Status
from seedbed.site.pages import definitions, diffusion, fleet, functions, value
from seedbed.site.pages.diffusion import ranked, uncopied
from seedbed.site.pages.functions import by_share, function_views
from tests.helpers.golden import assert_golden
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, demo, deployment, incident, month, organization, policy, unit, waiver
from tests.helpers.sites import base_site, catalogue_of, site_of

TODAY = date(2026, 4, 15)
MARCH = month("2026-03", tasks=1320, automated=1240, judged=300, correct=261, human_minutes=5280, cost=190)
GOLDEN = {
    definitions: ["definitions"],
    diffusion: ["diffusion/index"],
    fleet: ["fleet/index"],
    functions: ["functions/index", "functions/support"],
    value: ["value/index"],
}


def _organization(**changes):
    return organization(**{"programme_start": "2026-01-01"} | changes)


def _family(**changes):
    """IT owns, law copied from IT, art from law; IT and law measured March."""
    return [
        policy(),
        agent(owner=Owner(unit="it", supervisor=None), stage=Stage.VALIDATED),
        *(unit(one, function=one, routine_hours_per_month=1240, **changes) for one in ("it", "law", "art")),
        deployment("paper-sorter/it", baseline=baseline()),
        deployment("paper-sorter/law", baseline=baseline(), copied_from="it"),
        deployment("paper-sorter/art", copied_from="law", status=Status.PAUSED),
        table("paper-sorter/it", month("2026-02", tasks=100, human_minutes=300), MARCH),
        table("paper-sorter/law", MARCH),
    ]


def _page(place, *records, uri=None):
    pages = {page.uri: page for page in place.create(site_of(*records, today=TODAY))}
    return LexborHTMLParser(pages[uri or next(iter(pages))].html)


def _lead(place, *records, uri=None):
    return _page(place, *records, uri=uri).css_first(".sb-lead").text()


@pytest.mark.parametrize(("place", "uri"), [(place, uri) for place, uris in GOLDEN.items() for uri in uris])
def test_page_is_the_golden_one(place, uri):
    html = next(page.html for page in place.create(base_site()) if page.uri == f"{uri}.html")
    text = "".join(f"{line.strip()}\n" for line in html.splitlines() if line.strip())
    assert_golden(f"pages/{uri.replace('/', '.')}.html", text)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (diffusion, "No agent has been copied by a second unit yet."),
        (value, "What the agents give back is not measured yet."),
        (fleet, "No agent runs or may be copied yet."),
        (functions, "No function is recorded yet."),
    ],
)
def test_empty_portal_says_what_is_not_there(place, words):
    page = _page(place)
    assert page.css_first(".sb-lead").text() == words
    assert page.css(".sb-empty")
    assert not page.css("figure")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (diffusion, "2 units took 2 copies of 1 agent from others; 50 % of the copies came at second hand."),
        (value, "In March 2026 the agents gave back 88 hours, all of them measured."),
        (functions, "IT has handed over most: 10 % of its routine work in March 2026."),
    ],
)
def test_page_opens_with_the_sentence_that_matters(place, words):
    named = tuple(Function(id=one, name=one.upper()) for one in ("it", "law", "art"))
    assert _lead(place, _organization(functions=named), *_family()).startswith(words)


def test_velocity_is_said_to_be_not_measured_and_why():
    page = _page(diffusion, *_family())
    assert "not measured yet" in page.css_first(".sb-stat").text()
    assert "No history was read." in page.css_first(".sb-empty").text()


def test_families_are_ranked_by_copies_then_depth():
    made = [
        deployment(f"{name}/{one}", copied_from=source)
        for name, copies in {
            "wide": {"b": "a", "c": "a"},
            "deep": {"b": "a", "c": "b"},
            "lone": {"b": "a"},
            "none": {},
        }.items()
        for one, source in copies.items()
    ]
    owned = [agent(one, owner=Owner(unit="a")) for one in ("wide", "deep", "lone", "none")]
    assert [one.agent for one in ranked(network_of(catalogue_of(*owned, *made)))] == ["deep", "wide", "lone"]


def test_agents_that_wait_are_told_with_the_units_that_lose_hours_to_their_pain():
    pains = {"it": (Pain(tag="minutes", hours_per_month=99),), "law": (Pain(tag="minutes", hours_per_month=30),)}
    units = [unit(one, pains=found) for one, found in pains.items()]
    waiting = uncopied(site_of(*units, agent("quiet"), agent("loud", pains=("minutes",)), today=TODAY))
    assert [(one.agent.id, one.units, one.hours) for one in waiting] == [("loud", ("law",), 30), ("quiet", (), 0)]


def test_functions_are_ordered_by_share_and_those_without_come_last():
    units = [unit("it", function="it"), unit("law", function="law", routine_hours_per_month=100)]
    site = site_of(agent(), *units, deployment("paper-sorter/it"), today=TODAY)
    assert [one.id for one in by_share(function_views(site))] == ["law", "it"]


def test_function_of_few_people_shows_no_share():
    page = _page(functions, *_family(headcount=4), uri="functions/it.html")
    assert "to protect small groups" in page.css_first(".sb-lead").text()
    assert not page.css("figure")
    assert "10 %" not in page.text()


def test_small_groups_stand_in_no_table_of_value():
    page = _page(value, *_family(headcount=4))
    assert "not shown, to protect small groups" in page.text()
    assert "+50 %" not in page.text()


def test_net_output_that_is_not_quoted_says_why():
    seldom = table("paper-sorter/it", month("2026-03", tasks=12, automated=10, judged=0, correct=0))
    page = _page(value, policy(), agent(), unit(), deployment(baseline=baseline(tasks_per_month=9)), seldom)
    assert page.css_first("td span[title]").attributes["title"] == "12 tasks a month; quoted from 100 on"


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("github", "https://forge.example/us/portal/blob/main/catalog/agents/paper-sorter/measurements/it.csv"),
        ("gitlab", "https://forge.example/us/portal/-/blob/main/catalog/agents/paper-sorter/measurements/it.csv"),
        ("forgejo", "https://forge.example/us/portal/src/branch/main/catalog/agents/paper-sorter/measurements/it.csv"),
        ("bitbucket", "https://forge.example/us/portal/src/main/catalog/agents/paper-sorter/measurements/it.csv"),
    ],
)
def test_figures_lead_to_their_rows_on_the_forge(kind, address):
    forge = Forge(kind=kind, url="https://forge.example/us/portal/", branch="main")
    page = _page(value, _organization(forge=forge), *_family())
    assert address in {node.attributes["href"] for node in page.css("a[href^=https]")}


def test_without_a_forge_the_path_of_the_rows_is_told():
    assert "catalog/agents/paper-sorter/measurements/it.csv" in _page(value, *_family()).text()


@pytest.mark.parametrize(
    ("incidents", "words"),
    [
        (1, "1 of 2 agents asks for a decision; 1 is sound. Every reason is younger than 30 days."),
        (0, "No agent asks for a decision; 2 of 2 agents are sound."),
    ],
)
def test_fleet_opens_with_the_decisions(incidents, words):
    owned = {"stage": Stage.PROTOTYPE, "owner": Owner(unit="it")}
    opened = [incident("one/2026-04-01-fell")] * incidents
    assert _lead(fleet, policy(), unit(), agent("one", **owned), agent("two", **owned), *opened) == words


def test_long_lists_are_cut_and_counted():
    owned = {"stage": Stage.PROTOTYPE, "owner": Owner(unit="it"), "review_by": "2026-01-01"}
    page = _page(fleet, policy(), unit(), *(agent(f"agent-{n}", **owned) for n in range(70)))
    rows = [len(one.css("tbody tr")) for one in page.css("table")]
    assert max(rows) == 50
    assert "The first 50 of 70." in page.text()


def test_definitions_are_worked_out_by_the_code_that_makes_the_figures():
    text = " ".join(_page(definitions, policy()).text().split())
    for words in (
        "261 ÷ 300 = 87 %, surely above 83 %.",
        "1 240 ÷ 1 320 = 94 %.",
        "Net Output: +50 %.",
        "= 44 hours.",
        "Accounting shows +50 %, its copy in logistics +38 %: 12 points.",
        "190 ÷ 1 320 = 0.14.",
        "The units state 1 600 routine hours: 10 %.",
        "4 of 5 units.",
        "depth 2.",
        "One of 3 copies came from logistics: 33 %.",
        "Accounting reaches 3 units, logistics 1.",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("by_method", "words"),
    [
        ({"measured": 30.0, "survey": 10.0}, "40 hours; 75 % of them measured, the rest"),
        ({"survey": 10.0}, "10 hours, none of them measured."),
        ({"measured": 10.0, "survey": -5.0}, "5 hours."),
        ({"measured": -10.0}, "-10 hours."),
    ],
)
def test_hours_are_told_with_how_they_were_counted(by_method, words):
    latest = MonthHours(period="2026-03", by_method=by_method, deployments=1, paths=())
    assert value.opening(latest).startswith(f"In March 2026 the agents gave back {words}")


def test_funnel_follows_demos_to_copies():
    shown = [demo("spring/one", agent="paper-sorter"), demo("spring/two")]
    bars = [
        row.text(separator="|") for row in _page(diffusion, *_family(), *shown).css("tbody tr") if "Now" in row.text()
    ]
    assert bars == [
        "Now prototype or further|1",
        "Now pilot or further|1",
        "Now validated or further|1",
        "Now production or further|0",
    ]
    text = _page(diffusion, *_family(), *shown).text()
    assert "2 demos led to 1 agent; other units copied 1 of them." in text


def test_funding_is_told_by_source():
    paid = [
        deployment(f"paper-sorter/{one}", funding=Funding(source=source, amount=amount))
        for one, source, amount in [("it", "central", 300), ("law", "reinvested", 100)]
    ]
    text = _page(value, _organization(), agent(), *paid).text()
    assert "400 EUR went into deployments; 25 % of it came from savings." in text


def test_the_fleet_counts_waivers_only_where_one_stands():
    records = [policy(), unit(), agent("late", review_by="2026-01-01"), deployment("late/it")]
    assert "Waived" not in _heads(_page(fleet, *records))
    lifted = waiver(subject="late", rule="review-overdue", expires="2027-01-01")
    assert "Waived" in _heads(_page(fleet, *records, lifted))


def _heads(page):
    return [one.text() for one in page.css("figure thead th")]
