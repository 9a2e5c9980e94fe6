import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.records import Pain, Stage
from seedbed.site.pages.home import create
from tests.helpers.records import agent, deployment, event, story, unit
from tests.helpers.sites import base_site, site_of


def home(*records):
    (page,) = create(site_of(*records))
    return LexborHTMLParser(page.html)


def figures(tree):
    return {one.css_first("dt").text(): one.css_first(".sb-stat__value").text() for one in tree.css(".sb-stat")}


def test_an_empty_portal_says_what_is_not_measured():
    assert figures(home()) == {
        "Open for copying": "0",
        "Units with a live agent": "0 of 0",
        "Hours given back": "not measured yet",
        "Routine work handed over": "not measured yet",
    }


def test_the_figures_are_counted_from_the_records():
    records = [agent("one"), agent("two", stage=Stage.PILOT), unit("it"), unit("hr"), deployment("one/it")]
    found = figures(home(*records))
    assert found["Open for copying"] == "1"
    assert found["Units with a live agent"] == "1 of 2"


def test_the_hours_of_the_last_month_come_with_their_method():
    (page,) = create(base_site())
    tiles = LexborHTMLParser(page.html).css(".sb-stat")
    (hours,) = [one.text() for one in tiles if "Hours given back" in one.text()]
    assert "measured" in hours


def test_pains_that_an_open_agent_removes_come_by_hours():
    units = [
        unit("it", pains=(Pain(tag="b", hours_per_month=5), Pain(tag="c", hours_per_month=90))),
        unit("hr", pains=(Pain(tag="a", hours_per_month=2), Pain(tag="b", hours_per_month=4))),
    ]
    tree = home(agent("one", pains=("a", "b")), agent("two", pains=("c",), stage=Stage.IDEA), *units)
    assert [one.attributes["href"] for one in tree.css(".sb-band__pains a")] == [
        "agents/index.html?pain=b",
        "agents/index.html?pain=a",
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2026-11-20", None, "20 November 2026"),
        ("2026-12-01T14:00", None, "1 December 2026, 14:00"),
        ("2026-01-14", "2026-12-18", "On until 18 December 2026"),
        ("2026-11-19", None, None),
    ],
)
def test_the_next_event_is_on_or_to_come(starts, ends, words):
    tree = home(event("day", starts=starts, ends=ends))
    found = tree.css_first(".sb-next__day")
    assert (found and found.text()) == words


def test_an_event_to_come_is_shown_before_one_that_runs():
    tree = home(event("desk", starts="2026-01-14", ends="2026-12-18"), event("day", starts="2026-12-10"))
    assert tree.css_first(".sb-next h3").text() == "Day"


def test_the_newest_stories_are_told_and_none_of_tomorrow():
    told = ["2026-11-21-late", "2026-11-20-new", "2026-05-12-old", "2026-03-01-older", "2026-01-01-oldest"]
    tree = home(*(story(one, on=one[:10], title=one) for one in told))
    assert [one.text() for one in tree.css(".sb-told h3")] == told[1:4]


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([], "No agent is open for every unit yet"),
        ([agent("idle", stage=Stage.IDEA)], "No agent is open for every unit yet"),
        ([agent("one"), agent("two")], "2 agents are open for every unit; nobody has measured one here yet."),
    ],
)
def test_no_proof_is_promised_where_nobody_measured(records, words):
    assert words in home(*records).css_first(".sb-door").text()


def test_proof_is_promised_where_somebody_measured():
    (page,) = create(base_site())
    assert "with its proof and its steps" in LexborHTMLParser(page.html).css_first(".sb-door").text()
