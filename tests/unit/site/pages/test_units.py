"""What a unit is told: what it could copy next, what runs there, and nothing about a handful of people."""

from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.records import Owner, Pain, Stage, Status
from seedbed.site.pages import units
from seedbed.site.pages.unit import offers_for, opening
from seedbed.site.unit_views import unit_view
from tests.helpers.measuring import baseline, table
from tests.helpers.records import agent, deployment, month, policy, unit
from tests.helpers.sites import site_of

TODAY = date(2026, 4, 15)
PAINS = (Pain(tag="invoices", hours_per_month=300), Pain(tag="minutes", hours_per_month=40))
MARCH = month("2026-03", tasks=1320, automated=1240, human_minutes=5280)


def _pages(*records):
    return {page.uri: LexborHTMLParser(page.html) for page in units.create(site_of(*records, today=TODAY))}


def _offers(*agents, taken=(), **changes):
    made = unit("law", **{"pains": PAINS} | changes)
    by_tag = {tag: [one for one in agents if tag in one.pains] for tag in ("invoices", "minutes")}
    return [(one.agent.id, one.hours) for one in offers_for(made, by_tag, taken, site_of(made, *agents))]


def test_offers_are_ordered_by_the_hours_they_would_give_back():
    both, small = agent("both", pains=("minutes", "invoices")), agent("small", pains=("minutes",))
    assert _offers(small, both) == [("both", 340), ("small", 40)]


def test_among_equals_the_agent_that_runs_in_more_units_comes_first():
    site = site_of(
        unit("law", pains=PAINS),
        agent("lone", pains=("minutes",)),
        agent("spread", pains=("minutes",)),
        deployment("spread/it"),
    )
    by_tag = {"minutes": [site.catalogue.agents["lone"], site.catalogue.agents["spread"]]}
    offers = offers_for(site.catalogue.units["law"], by_tag, (), site)
    assert [one.agent.id for one in offers] == ["spread", "lone"]


def test_what_runs_here_or_is_not_open_is_no_offer():
    pilot, here = agent("pilot", stage=Stage.PILOT, pains=("minutes",)), agent("here", pains=("minutes",))
    assert _offers(pilot, here, taken=["here"]) == []


def test_agent_that_a_unit_gave_up_may_be_offered_again():
    records = [unit("law", pains=PAINS), agent("sorter", pains=("minutes",)), policy()]
    page = _pages(*records, deployment("sorter/law", status=Status.ENDED))["units/law.html"]
    assert "Sorter could be next" in page.css_first(".sb-lead").text()


@pytest.mark.parametrize(
    ("live", "agents", "words"),
    [
        (0, 0, "No agent is live here yet."),
        (1, 0, "1 agent is live here."),
        (2, 1, "2 agents are live here. Offer 0 could be next: it answers a pain of 40 hours a month."),
        (0, 3, "No agent is live here yet. Offer 0 could be next: it answers a pain of 40 hours a month, and 2 more"),
    ],
)
def test_opening_tells_what_runs_and_what_could_be_next(live, agents, words):
    made = unit("law", pains=PAINS)
    offered = [agent(f"offer-{n}", pains=("minutes",)) for n in range(agents)]
    running = [one for n in range(live) for one in (agent(f"other-{n}"), deployment(f"other-{n}/law"))]
    site = site_of(made, *offered, *running)
    offers = offers_for(made, {"minutes": offered}, (), site)
    assert opening(unit_view(site, made), offers).startswith(words)


def _measured(**changes):
    return [
        policy(),
        agent(owner=Owner(unit="law")),
        unit("law", **{"routine_hours_per_month": 1240, "headcount": 9} | changes),
        deployment("paper-sorter/law", baseline=baseline()),
        table("paper-sorter/law", MARCH),
    ]


def test_unit_shows_hours_share_and_net_output_with_method():
    text = " ".join(_pages(*_measured())["units/law.html"].text().split())
    assert "Hours given back 44 March 2026" in text
    assert "Routine work offloaded 10 %" in text
    assert "+50 %" in text
    assert "measured" in text


def test_unit_lists_what_it_gave_by_agent_and_leads_to_the_copying_of_the_next():
    copies = [deployment(f"paper-sorter/{one}", copied_from="law") for one in ("it", "art")]
    wanted = agent("scan", pains=("minutes",))
    page = _pages(*_measured(pains=PAINS), *copies, wanted, unit("it"), unit("art"))["units/law.html"]
    assert "Given: Paper sorter to ART, IT." in " ".join(page.css_first("#copies + p").text().split())
    assert page.css_first("#next ~ .sb-act a").attributes["href"] == "../agents/scan.html#sb_copy"


def test_small_group_shows_no_figure_about_its_work():
    others = [unit("it", headcount=90, routine_hours_per_month=1240)]
    pages = _pages(*_measured(headcount=4), *others)
    row = next(one.text() for one in pages["units/index.html"].css("tbody tr") if "LAW" in one.text())
    for text in (row, pages["units/law.html"].text()):
        assert "not shown, to protect small groups" in text
        assert not any(figure in text for figure in ("+50 %", "44", "10 %", "4 people"))
    assert not any(page.css("figure") for page in pages.values())


def test_index_without_measurements_says_so():
    page = _pages(agent(), unit("law"), deployment("paper-sorter/law"))["units/index.html"]
    assert (
        page.css_first(".sb-lead").text() == "An agent is live in 1 of 1 unit; what it gives back is not measured yet."
    )


def test_index_without_units_tells_how_they_come():
    assert "catalog/units/" in _pages()["units/index.html"].css_first(".sb-empty").text()


def test_hidden_agent_leaves_no_trace_in_its_unit():
    records = [one for one in _measured() if one.id != "paper-sorter"]
    pages = _pages(*records, agent(owner=Owner(unit="law"), visibility="none"))
    for page in pages.values():
        assert "aper-sorter" not in page.html
        assert "44" not in page.css_first("h1").parent.text()
