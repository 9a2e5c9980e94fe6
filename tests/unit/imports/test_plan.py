"""The import walk: portals that are not ready, rows that are twins, units and functions that are new or known."""

import pytest

from seedbed.imports import Refused, parse_mapping, plan_import
from seedbed.repository.yaml_text import parse_yaml
from tests.helpers.inventories import PORTAL, SMALL, imported, small_map, small_table, sources

ROW = ("1", "Finder", "Sales", "Finds what is lost in the files", "Text.")


def record(files, path):
    return parse_yaml(files[path], path=path)[0].data


def refusal(files, rows=(ROW,), mapping=None):
    mapping = mapping or small_map()
    with pytest.raises(Refused) as caught:
        plan_import(small_table(rows, mapping), mapping, existing=sources(files))
    return [f"{p.path}:{p.line} {p.rule} {p.message}" for p in caught.value.problems]


def test_a_folder_that_is_no_portal_is_refused():
    assert refusal({}) == [
        "catalog/organization.yml:1 import-target the target has no such file",
        "catalog/policy.yml:1 import-target the target has no such file",
    ]


def test_records_that_cannot_be_read_stop_the_import():
    broken = {**PORTAL, "catalog/agents/a/blueprint.yml": "name: [\n", "catalog/units/b.yml": "name: a\nname: b\n"}
    said = refusal(broken)
    assert [line.split(" ")[1] for line in said] == ["yaml-syntax", "yaml-duplicate-key"]


def test_an_organization_without_fields_stops_the_import():
    said = refusal({**PORTAL, "catalog/organization.yml": "- a list\n"})
    assert [line.split(" ")[:2] for line in said] == [["catalog/organization.yml:1", "schema-type"]]


def test_a_table_without_rows_is_an_import_of_nothing():
    plan, _ = imported(PORTAL, small_table([]), small_map())
    assert (plan.files, plan.report.rows) == ({}, 0)


def test_every_unknown_text_is_listed_with_its_rows():
    text = SMALL.replace("stage: {constant: production}", "stage: {column: text, values: {live: production}}")
    mapping = parse_mapping(text, path="map.yml")
    rows = [("1", "Aaa", "U", ROW[3], "live"), ("2", "Bbb", "U", ROW[3], "dead"), ("3", "Ccc", "U", ROW[3], "dead")]
    assert refusal(PORTAL, rows, mapping) == [
        "map.yml:10 import-map 'dead' is not in this value table (2 rows, first row 3)"
    ]


def test_a_table_of_nothing_but_unknown_texts_is_said_briefly():
    mapping = parse_mapping(
        SMALL.replace("stage: {constant: production}", "stage: {column: name, values: {x: idea}}"), path="map.yml"
    )
    said = refusal(PORTAL, [(n, f"Name {n}", *ROW[2:]) for n in range(250)], mapping)
    assert len(said) == 201
    assert said[0] == "map.yml:1 import-map 50 further texts are not in their value tables"


def test_functions_are_added_only_when_allowed():
    plan, files = imported(PORTAL, small_table([ROW]), small_map())
    added = record(files, "catalog/organization.yml")["functions"][-1]
    assert (plan.report.functions, added) == (("sales",), {"id": "sales", "name": "Sales"})
    closed = parse_mapping(SMALL.replace("create: true", "create: false"), path="map.yml")
    assert refusal(PORTAL, mapping=closed) == ["map.yml:9 import-map organization.yml has no function sales"]


def test_functions_have_names_of_the_mapping_and_a_largest_number():
    named = parse_mapping(SMALL.replace("create: true", "create: true, names: {sales: Selling}"), path="map.yml")
    _, files = imported(PORTAL, small_table([ROW]), named)
    assert record(files, "catalog/organization.yml")["functions"][-1]["name"] == "Selling"
    rows = [(str(n), f"Name {n}", f"Unit {n}", ROW[3], "") for n in range(100)]
    assert refusal(PORTAL, rows) == ["map.yml:9 import-map 100 new functions would make more than 100"]


def test_known_units_stay_as_they_are():
    known = {**PORTAL, "catalog/units/sales.yml": "name: The sellers\nfunction: support\n"}
    plan, _ = imported(known, small_table([ROW]), small_map())
    assert "catalog/units/sales.yml" not in plan.files
    assert plan.report.notes == ("unit sales stays 'The sellers'; the register says 'Sales'",)


def test_spellings_of_a_unit_are_one_unit_with_the_most_frequent_name():
    rows = [(str(n), f"Name {n}", unit, ROW[3], "") for n, unit in enumerate(("R & D", "R and D", "R & D", "r & d"))]
    plan, files = imported(PORTAL, small_table(rows), small_map())
    assert plan.report.units == ("r-and-d",)
    assert record(files, "catalog/units/r-and-d.yml")["name"] == "R & D"
    assert plan.report.notes == ("unit r-and-d is spelled R & D | R and D | r & d",)


LEVELS = """\
units:
  - {name: unit, function: {constant: support}}
  - {name: text, function: most-common}
"""


@pytest.mark.parametrize(
    ("unit", "part", "owner"),
    [
        ("Sales", "Desk", "sales-desk"),
        ("Sales", "", "sales"),
        ("Sales", "SALES", "sales"),  # a level that repeats the one above
        ("", "Desk", "desk"),
        ("North Desk", "Desk", "north-desk-desk"),
        ("Index", "", "index-1bc04b"),
        ("Sales", "x" * 70, f"sales-{'x' * 51}-a6cc97"),
    ],
)
def test_the_smallest_level_owns_the_agent(unit, part, owner):
    text = SMALL.replace("units:\n  - {name: unit, function: most-common}\n", LEVELS)
    text = text.replace("function: {column: unit, unknown: keep}", "function: {constant: finance}")
    mapping = parse_mapping(text, path="map.yml")
    plan, files = imported(PORTAL, small_table([("1", "Finder", unit, ROW[3], part)], mapping), mapping)
    assert record(files, "catalog/agents/finder/blueprint.yml")["owner"] == {"unit": owner}
    assert plan.report.units[-1] == owner


def test_twins_are_named_and_the_reason_says_whether_anything_is_lost():
    rows = [ROW, (*ROW[:4], "Another text."), ROW, ("2", *ROW[1:])]
    plan, _ = imported(PORTAL, small_table(rows), small_map())
    assert [(row.row, row.reason) for row in plan.report.named] == [
        (2, "has the key of row 3: name more columns under `identity: distinguish:`"),
        (4, "has the key of row 3: name more columns under `identity: distinguish:`"),
    ]
    told = parse_mapping(SMALL.replace("key: [id]", "key: [id], distinguish: [text]"), path="map.yml")
    plan, _ = imported(PORTAL, small_table(rows, told), told)
    assert [(row.row, row.reason) for row in plan.report.named] == [(4, "repeats row 2 word for word")]


def test_ids_that_are_or_were_in_use_are_not_given_again():
    other = "name: Other\nformerly: [finder]\n"
    files = {**PORTAL, "catalog/agents/other/blueprint.yml": other, "catalog/agents/keeper/recipe.md": "Left over.\n"}
    plan, _ = imported(files, small_table([ROW, ("2", "Keeper", *ROW[2:])]), small_map())
    assert all(entry.id.startswith(("finder-", "keeper-")) for entry in plan.report.entries)


def test_groups_of_fields_are_whole_or_absent():
    text = SMALL.replace("  name: name\n", "  name: name\n  data.classification: {constant: internal}\n", 1)
    half = parse_mapping(text, path="map.yml")
    whole = parse_mapping(text.replace("recipe:", "  data.personal: {constant: none}\nrecipe:"), path="map.yml")
    _, files = imported(PORTAL, small_table([ROW]), half)
    assert "data" not in record(files, "catalog/agents/finder/blueprint.yml")
    _, files = imported(PORTAL, small_table([ROW]), whole)
    assert record(files, "catalog/agents/finder/blueprint.yml")["data"]["personal"] == "none"


def test_a_record_that_its_schema_refuses_is_a_named_row():
    mapping = parse_mapping(SMALL.replace("risk: {constant: low}", "risk: {constant: prohibited}"), path="map.yml")
    plan, _ = imported(PORTAL, small_table([ROW]), mapping)
    assert plan.files == {}
    assert plan.report.named[0].reason.startswith("no valid record: stage: ")


def test_a_huge_cell_becomes_one_page():
    plan, _ = imported(
        PORTAL, small_table([(*ROW[:4], "word " * 20_000), ("2", *ROW[1:4], "x" * 100_000)]), small_map()
    )
    assert max(len(text) for text in plan.files.values()) < 20_000
    said = [
        count for column in plan.report.columns for count in column.counts if count.field == "recipe.md, What it does"
    ]
    assert [(count.count, count.reason) for count in said] == [(1, "to fit one page")]


def test_formula_texts_stay_texts():
    _, files = imported(
        PORTAL, small_table([("1", "=HYPERLINK(1)", "Sales", "@SUM(1+1)*cmd|' /C calc'!A0", "-1")]), small_map()
    )
    fields = record(files, "catalog/agents/hyperlink-1/blueprint.yml")
    assert (fields["name"], fields["summary"]) == ("=HYPERLINK(1)", "@SUM(1+1)*cmd|' /C calc'!A0")


@pytest.mark.parametrize(
    ("text", "path"), [("2024-02-01", ["catalog/agents/finder/deployments/sales.yml"]), ("soon", [])]
)
def test_a_status_may_ask_for_a_day(text, path):
    lines = "deployment: {status: {constant: live, dated: true}, recorded.live: {column: text, date: {formats: []}}}\n"
    plan, _ = imported(PORTAL, small_table([(*ROW[:4], text)]), small_map(lines))
    assert [name for name in plan.files if "deployments" in name] == path
