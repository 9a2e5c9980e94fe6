"""One inventory with everything that registers do, against every file and every line of its report."""

import json
from datetime import date

import pytest

from seedbed.checks import check
from seedbed.imports import parse_mapping, plan_import, read_table, report_json, report_text
from tests.helpers.inventories import BASE, INVENTORIES, PORTAL, csv_bytes, imported, sources, xlsx_bytes

FOLDER = INVENTORIES / "workshop"
EXPECTED = FOLDER / "expected"


@pytest.fixture(scope="module")
def mapping():
    return parse_mapping((FOLDER / "map.yml").read_text("utf-8"), path="map.yml")


@pytest.fixture(scope="module")
def table(mapping):
    return read_table((FOLDER / "list.csv").read_bytes(), "list.csv", mapping)


@pytest.fixture(scope="module")
def first(table, mapping):
    return imported(PORTAL, table, mapping)


def test_every_file_is_as_expected(first):
    plan, _ = first
    expected = {
        path.relative_to(EXPECTED).as_posix(): path.read_text("utf-8")
        for path in sorted(EXPECTED.rglob("*"))
        if path.is_file() and path.parent != EXPECTED
    }
    assert plan.files == expected


def test_the_report_is_as_expected(first):
    assert report_text(first[0].report) == (EXPECTED / "report.txt").read_text("utf-8")


def test_the_report_is_plain_data(first):
    report = first[0].report
    data = json.loads(json.dumps(report_json(report)))
    assert data["rows"] == len(data["entries"]) + len(data["named"]) == 15
    assert data["states"] == {"created": 9, "updated": 0, "unchanged": 0}


def test_the_outcome_is_a_portal_without_errors(first):
    base = {path.relative_to(BASE).as_posix(): path.read_text("utf-8") for path in BASE.rglob("*.*") if path.is_file()}
    result = check(sources({**base, **first[1]}), today=date(2026, 11, 20))
    assert [problem for problem in result.problems if problem.severity == "error"] == []


def test_a_second_import_changes_nothing(first, table, mapping):
    plan, _ = imported(first[1], table, mapping)
    assert plan.files == {}
    assert plan.report.states == {"created": 0, "updated": 0, "unchanged": 9}
    assert plan.report.vanished == ()


def test_a_workbook_of_the_same_cells_says_the_same(first, table, mapping):
    rows = [[column.header for column in table.columns], *(row.cells for row in table.rows)]
    book = read_table(xlsx_bytes(rows), "list.xlsx", mapping)
    text = read_table(csv_bytes(rows), "list.csv", mapping)
    existing = sources()
    assert plan_import(book, mapping, existing=existing).files == plan_import(text, mapping, existing=existing).files
