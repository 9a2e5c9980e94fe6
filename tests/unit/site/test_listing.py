import json

import pytest

from seedbed.records import Stage, Status, Use
from seedbed.site.listing import create_columns, create_facets, default_order
from seedbed.site.profiles import create_profiles
from tests.helpers.records import agent, deployment, incident, platform_item, unit
from tests.helpers.sites import site_of

READER = agent("reader", stage=Stage.PILOT, pains=("letters",), uses=(Use(item="model", access="read"),))
SORTER = agent("sorter", stage=Stage.PRODUCTION, pains=("letters", "piles"), origin="vendor", vendor="Northlight")
SITE = site_of(READER, SORTER, unit("it"), platform_item("model"), deployment("sorter/it"))


def profiles_of(site):
    return list(create_profiles(site).values())


def choices(site, name):
    facets = {facet.name: facet for facet in create_facets(site, profiles_of(site))}
    return [(one.id, one.label, one.count) for one in facets[name].choices] if name in facets else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("stage", [("production", "production", 1), ("pilot", "pilot", 1)]),
        ("pain", [("letters", "letters", 2), ("piles", "piles", 1)]),
        ("origin", [("built", "built", 1), ("vendor", "vendor", 1)]),
        ("item", [("model", "Model", 1)]),
        ("unit", [("it", "IT", 2)]),
    ],
)
def test_facets_count_agents_and_read_as_people_speak(name, expected):
    assert choices(SITE, name) == expected


def test_a_facet_without_a_choice_is_left_out():
    assert choices(site_of(agent()), "pain") is None


def test_what_an_agent_uses_is_not_told_where_only_its_summary_is():
    site = site_of(
        agent(visibility="summary", uses=(Use(item="model", access="read"),), pains=("letters",)),
        platform_item("model"),
    )
    assert choices(site, "item") is None
    assert choices(site, "pain") == [("letters", "letters", 1)]


def test_an_agent_that_may_not_be_named_is_nowhere():
    site = site_of(agent("secret", visibility="none"), agent("known"))
    text = create_columns(profiles_of(site), create_facets(site, profiles_of(site)))
    assert "Known" in text
    assert "secret" not in text.lower()


def test_the_order_is_by_copies_then_stage_then_name():
    copies = [deployment("b/it"), deployment("c/it", status=Status.PLANNED)]
    agents = [agent("a"), agent("b"), agent("c", stage=Stage.RETIRED), agent("d", stage=Stage.PRODUCTION)]
    site = site_of(*agents, *copies)
    assert [one.agent.id for one in default_order(profiles_of(site))] == ["b", "d", "a", "c"]


def test_the_columns_are_a_script_that_hands_over_json():
    ordered = default_order(profiles_of(SITE))
    text = create_columns(ordered, create_facets(SITE, ordered))
    data = json.loads(text.removeprefix("window.SEEDBED_CATALOGUE=JSON.parse('").removesuffix("');\n"))
    assert data["count"] == 2
    assert data["columns"]["name"] == ["Sorter", "Reader"]
    assert data["columns"]["stage"] == "0,1"
    assert data["columns"]["live"] == [1, 0]
    assert [data["lists"]["pain"][ord(sign) - 0x30][0] for sign in data["columns"]["pain"].split(",")[0]] == [
        "letters",
        "piles",
    ]


def test_line_separators_do_not_break_the_script():
    profiles = profiles_of(site_of(agent(name="Two\u2028lines\u2029here")))
    assert not {"\u2028", "\u2029"} & set(create_columns(profiles, ()))


def test_who_runs_an_agent_now_is_a_facet():
    copies = [deployment("reader/hr"), deployment("reader/it", status=Status.ENDED), deployment("sorter/it")]
    site = site_of(READER, SORTER, unit("it"), unit("hr"), *copies)
    assert choices(site, "runs") == [("hr", "HR", 1), ("it", "IT", 1)]


def test_health_is_told_in_the_words_of_the_fleet():
    site = site_of(SORTER, unit("it"), incident("sorter/2026-11-01-mix"))
    assert choices(site, "health") == [("decide", "up for a decision", 1)]


def test_who_runs_an_agent_and_its_health_are_not_told_where_only_its_summary_is():
    site = site_of(agent(visibility="summary"), deployment(), unit("it"))
    assert choices(site, "runs") is None
    assert choices(site, "health") is None
