"""Measurement tables: strict cells with their places, and the same reading of good input as the csv module."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.repository.csv_text import COLUMNS, FORMULA, HEADER, MOST_PROBLEMS, parse_measurements

GOOD = "2026-01,1.0.0,10,9,5,5,60,,,,,measured,report"


def parse(*lines: str):
    return parse_measurements("\n".join([HEADER, *lines]) + "\n", path="x.csv")


def test_a_row_has_typed_values_its_line_and_the_column_of_each_cell():
    rows, problems = parse(GOOD, '2026-02,1.0.0,10,9,5,5,60.5,1.20,,,,measured,"a, ""b"""')
    assert problems == ()
    assert rows[1].line == 3
    assert rows[1].data["human_minutes"] == 60.5
    assert rows[1].data["source"] == 'a, "b"'
    assert "input_tokens" not in rows[1].data
    assert rows[1].columns["source"] == 46


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("tasks", "0", 0),
        ("tasks", "999999999999999", 999999999999999),
        ("human_minutes", "0.5", 0.5),
        ("cost", "12", 12.0),
        ("cost", "", None),
        ("escalations", "", None),
        ("source", "NaN", "NaN"),
    ],
)
def test_good_cells(column, text, value):
    rows, problems = parse(with_cell(column, text))
    assert problems == ()
    assert rows[0].data.get(column) == value


@pytest.mark.parametrize("column", ["tasks", "human_minutes"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "+1",
        "01",
        "1e3",
        "NaN",
        "inf",
        "1,0",
        " 1",
        "1 ",
        "1_0",
        "90%",
        "0x1",
        "true",
        "\u0661",
        "1.",
        ".5",
        "-0",
    ],
)
def test_bad_numbers_are_refused_in_their_cell(column, text):
    rows, problems = parse(with_cell(column, f'"{text}"' if "," in text else text))
    assert rows == ()
    assert [(p.rule, p.line, p.column) for p in problems] == [("csv-value", 2, column_of(column))]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-a", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"])
def test_a_text_that_a_spreadsheet_would_run_is_refused(text):
    rows, problems = parse(with_cell("source", text))
    assert rows == ()
    assert [(p.rule, p.line, p.column) for p in problems] == [("csv-value", 2, column_of("source"))]
    assert "formula" in problems[0].fix


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("", "csv-cells"),
        ("   ", "csv-cells"),
        (GOOD + ",", "csv-cells"),
        (GOOD.rsplit(",", 1)[0], "csv-cells"),
        (GOOD + '"', "csv-cells"),
        (GOOD.replace("report", '"report'), "csv-cells"),
        (GOOD.replace("report", '"re"port'), "csv-cells"),
    ],
)
def test_bad_lines_are_refused_and_do_not_hide_the_next(line, rule):
    rows, problems = parse(line, GOOD)
    assert [(p.rule, p.line) for p in problems] == [(rule, 2)]
    assert [row.line for row in rows] == [3]


@pytest.mark.parametrize(
    "text", ["", "\n", "period\n", HEADER.upper() + "\n", HEADER + ",more\n", '"' + HEADER + '"\n']
)
def test_any_other_header_is_refused(text):
    rows, problems = parse_measurements(text, path="x.csv")
    assert (rows, [problem.rule for problem in problems]) == ((), ["csv-header"])


def test_a_table_of_nothing_but_mistakes_stops_being_listed():
    _, problems = parse(*[""] * 1000)
    assert len(problems) == MOST_PROBLEMS


cells = st.text(st.characters(codec="utf-8", exclude_characters="\n\r\0"), min_size=1, max_size=12).filter(
    lambda text: not text.startswith(FORMULA)
)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=5))
def test_good_input_is_read_as_the_csv_module_reads_it(texts):
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    for version, method, source in texts:
        writer.writerow(["2026-01", version, 10, 9, 5, 5, 60, "", "", "", "", method, source])
    rows, problems = parse_measurements(f"{HEADER}\n{written.getvalue()}", path="x.csv")
    read = [dict(zip(COLUMNS, row, strict=True)) for row in csv.reader(io.StringIO(written.getvalue()))]
    assert problems == ()
    assert [(r.data["version"], r.data["method"], r.data["source"]) for r in rows] == [
        (r["version"], r["method"], r["source"]) for r in read
    ]


def with_cell(column: str, text: str) -> str:
    parts = GOOD.split(",")
    parts[COLUMNS.index(column)] = text
    return ",".join(parts)


def column_of(column: str) -> int:
    return len(",".join(GOOD.split(",")[: COLUMNS.index(column)])) + 2
