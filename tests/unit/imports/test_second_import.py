"""The next edition of a register: agents are found again, people's work stays, and what is gone is said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.imports import parse_mapping, plan_import
from seedbed.imports.identity import Key, match_keys
from seedbed.imports.report import State
from seedbed.repository.yaml_text import parse_yaml
from tests.helpers.examples import examples
from tests.helpers.inventories import PORTAL, SMALL, imported, small_map, small_table, sources

FINDER = ("1", "Finder", "Sales", "Finds what is lost in the files", "It finds.")
KEEPER = ("2", "Keeper", "Sales", "Keeps what was found in the files", "It keeps.")
BLUEPRINT = "catalog/agents/finder/blueprint.yml"
RECIPE = "catalog/agents/finder/recipe.md"
LIVE = SMALL.replace("recipe:", "deployment: {status: {constant: live}, recorded.live: text}\nrecipe:")


@pytest.fixture
def first():
    return imported(PORTAL, small_table([FINDER, KEEPER]), small_map())[1]


def record(files, path):
    return parse_yaml(files[path], path=path)[0].data


def again(files, *rows, mapping=None):
    mapping = mapping or small_map()
    return imported(files, small_table(rows, mapping), mapping)


def test_a_new_name_is_the_same_agent(first):
    plan, files = again(first, KEEPER, ("1", "Searcher", *FINDER[2:]))
    assert list(plan.files) == [BLUEPRINT]
    assert [(e.id, e.state, e.changed) for e in plan.report.entries] == [
        ("keeper", State.UNCHANGED, ()),
        ("finder", State.UPDATED, ("name",)),
    ]
    assert files[BLUEPRINT] == first[BLUEPRINT].replace("name: Finder", "name: Searcher")


def test_what_people_wrote_stays(first):
    by_hand = first[BLUEPRINT].replace("owner:\n", "# Ada took it over\nowner:\n  supervisor: ada-okoye\n")
    by_hand += "visibility: summary # until May\n"
    page = first[RECIPE] + "\n## Steps\n\n1. Ask Ada.\n"
    edited = {**first, BLUEPRINT: by_hand, RECIPE: page}
    plan, files = again(edited, ("1", "Searcher", *FINDER[2:4], "It searches."), KEEPER)
    assert files[BLUEPRINT] == by_hand.replace("name: Finder", "name: Searcher")
    assert files[RECIPE] == page.replace("It finds.", "It searches.")
    assert plan.report.entries[0].changed == ("name", "recipe.md")


def test_fields_that_the_mapping_keeps_are_written_once(first):
    promoted = {**first, BLUEPRINT: first[BLUEPRINT].replace("risk: low", "risk: high")}
    assert again(promoted, FINDER, KEEPER)[1][BLUEPRINT] == first[BLUEPRINT]
    keep = small_map("update: {keep: [risk]}\n")
    assert again(promoted, FINDER, KEEPER, mapping=keep)[0].files == {}


def test_a_blank_cell_takes_nothing_away(first):
    plan, _ = again(first, (*FINDER[:4], ""), KEEPER)
    assert plan.files == {}


def test_what_is_gone_is_said_and_left(first):
    plan, files = again(first, KEEPER)
    assert plan.report.vanished == ("finder",)
    assert files == first


def test_a_row_that_cannot_be_read_this_time_is_not_gone(first):
    plan, _ = again(first, ("1", "", *FINDER[2:]), KEEPER)
    assert plan.report.vanished == ()
    assert [row.reason for row in plan.report.named] == ["no name: blank"]


def test_an_agent_that_was_renamed_by_hand_is_found(first):
    moved = {path.replace("agents/finder/", "agents/searcher/"): text for path, text in first.items()}
    plan, _ = again(moved, FINDER, KEEPER)
    assert plan.files == {}


def test_another_register_knows_nothing_of_these_agents(first):
    other = parse_mapping(SMALL.replace("small-list", "other-list"), path="map.yml")
    plan, _ = again(first, FINDER, mapping=other)
    assert [entry.state for entry in plan.report.entries] == [State.CREATED]
    assert plan.report.vanished == ()


def test_recorded_dates_are_written_once_unless_renewed():
    mapping = parse_mapping(LIVE, path="map.yml")
    path = "catalog/agents/finder/deployments/sales.yml"
    _, files = again(PORTAL, (*FINDER[:4], "2024-02-01"), mapping=mapping)
    later = small_table([(*FINDER[:4], "2024-03-01")], mapping)
    plan = plan_import(later, mapping, existing=sources(files))
    assert list(plan.files) == [RECIPE]
    renewed = plan_import(later, mapping, existing=sources(files), renew=True)
    assert renewed.files[path] == files[path].replace("2024-02-01", "2024-03-01")


def test_a_copy_that_people_recorded_is_theirs(first):
    path = "catalog/agents/finder/deployments/sales.yml"
    by_hand = {**first, path: "status: paused\nversion: 1.0.0\n"}
    mapping = parse_mapping(LIVE, path="map.yml")
    plan, _ = again(by_hand, FINDER, KEEPER, mapping=mapping)
    assert list(plan.files) == ["catalog/agents/keeper/deployments/sales.yml"]


def test_a_new_owner_is_noted(first):
    plan, _ = again(first, ("1", "Finder", "Service", *FINDER[3:]), KEEPER)
    assert plan.report.notes == ("agent finder moved from unit sales to service",)


def keys(*texts):
    return [Key(*text.split(".")) for text in texts]


@pytest.mark.parametrize(
    ("rows", "known", "matched"),
    [
        (["a.1", "b.1"], ["b.1"], {"b.1": "b.1"}),
        (["a.2"], ["a.1"], {"a.2": "a.1"}),  # only its description changed
        (["a.1", "a.2"], ["a.1"], {"a.1": "a.1"}),  # a twin came in
        (["a.1", "a.3"], ["a.1", "a.2"], {"a.1": "a.1", "a.3": "a.2"}),
        (["a.3", "a.4"], ["a.1", "a.2"], {}),  # nobody can say which is which
    ],
)
def test_keys_match_when_they_can_mean_one_agent(rows, known, matched):
    found = match_keys(keys(*rows), {key: key.text for key in keys(*known)})
    assert {key.text: agent for key, agent in found.items()} == matched


TEXT = st.text(max_size=30) | st.sampled_from(["Finder", "finder ", "Index", "x" * 90])
ROWS = st.lists(st.tuples(st.sampled_from("123456"), TEXT, st.sampled_from(["Sales", "Service", "", "IT"]), TEXT, TEXT))
LOOSE = parse_mapping(
    SMALL.replace("  summary: summary\n", "  summary: [summary, {text: '{name}, of which nothing more is known'}]\n"),
    path="map.yml",
)


@settings(deadline=None, max_examples=examples(30))
@given(ROWS)
def test_every_row_is_an_entry_or_named(rows):
    table = small_table(rows, LOOSE)
    plan, _ = imported(PORTAL, table, LOOSE)
    numbers = [entry.row for entry in plan.report.entries] + [row.row for row in plan.report.named]
    assert sorted(numbers) == sorted({row.row for row in (*table.rows, *table.named)})


@settings(deadline=None, max_examples=examples(30))
@given(ROWS)
def test_an_import_twice_is_an_import_once(rows):
    table = small_table(rows, LOOSE)
    _, files = imported(PORTAL, table, LOOSE)
    plan, _ = imported(files, table, LOOSE)
    assert plan.files == {}


@settings(deadline=None, max_examples=examples(30))
@given(ROWS, st.randoms())
def test_the_order_of_rows_decides_nothing(rows, random):
    shuffled = random.sample(rows, len(rows))
    plans = [imported(PORTAL, small_table(order, LOOSE), LOOSE)[0] for order in (rows, shuffled)]
    paths, others = ({*plan.files} for plan in plans)
    assert paths == others
    assert {e.id for e in plans[0].report.entries} == {e.id for e in plans[1].report.entries}


@settings(deadline=None, max_examples=examples(30))
@given(ROWS, ROWS)
def test_editions_never_make_two_agents_of_one_key(rows, later):
    _, files = imported(PORTAL, small_table(rows, LOOSE), LOOSE)
    _, after = imported(files, small_table(later, LOOSE), LOOSE)
    marks = [
        record(after, path)["recorded"]["source"].rsplit("[", 1)[1] for path in after if path.endswith("blueprint.yml")
    ]
    assert len(set(marks)) == len(marks)
    assert imported(after, small_table(later, LOOSE), LOOSE)[0].files == {}
