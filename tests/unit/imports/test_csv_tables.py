"""CSV tables: declared encodings and delimiters, every row accounted for, hostile files refused in words."""

import pytest

from seedbed.imports import Refused, parse_mapping, read_table
from seedbed.imports.grid import MOST_CELL, MOST_COLUMNS
from tests.helpers.inventories import SMALL, SMALL_HEADER, csv_bytes, small_map

ROW = ("1", "Café finder", "Sales", "Finds a café near a customer — always.", "Long “text”")


def read(data, table="", name="list.csv"):
    return read_table(data, name, parse_mapping(f"{SMALL}table: {{{table}}}\n", path="map.yml"))


def refusal(data, table="", name="list.csv"):
    with pytest.raises(Refused) as caught:
        read(data, table, name)
    return [f"{p.path}:{p.line} {p.message} | {p.fix}" for p in caught.value.problems]


ENCODINGS = [
    ("utf-8", "", "utf-8"),
    ("utf-8-sig", "", "utf-8 with a byte order mark"),
    ("utf-16", "encoding: utf-16", "utf-16"),
    ("cp1252", "encoding: cp1252", "cp1252"),
    ("cp1252", "fallback: cp1252", "cp1252"),
    ("utf-8", "fallback: cp1252", "utf-8"),
]


@pytest.mark.parametrize(("encoding", "table", "said"), ENCODINGS)
def test_the_encoding_is_declared_and_reported(encoding, table, said):
    read_back = read(csv_bytes([SMALL_HEADER, ROW], encoding=encoding), table)
    assert read_back.encoding == said
    assert read_back.rows[0].cells == ROW


def test_a_fallback_is_never_taken_in_silence():
    table = read(csv_bytes([SMALL_HEADER, ROW], encoding="cp1252"), "fallback: cp1252")
    assert table.notes == ("read as cp1252, the declared fallback: byte 0xe9 on line 2 is not utf-8",)


def test_an_undeclared_encoding_is_refused():
    assert refusal(csv_bytes([SMALL_HEADER, ROW], encoding="cp1252")) == [
        (
            "list.csv:2 byte 0xe9 on line 2 is not utf-8 | "
            "Say what it is: `fallback: cp1252` under `table` (Windows, Western Europe), or save it as UTF-8."
        )
    ]
    assert "set `encoding: utf-16`" in refusal(csv_bytes([SMALL_HEADER, ROW], encoding="utf-16"))[0]
    assert refusal(b"id,name\n1,\xe9\x81\n", "fallback: cp1252")[0].startswith(
        "list.csv:2 byte 0xe9 on line 2 is not utf-8, and byte 0x81 on line 2 is not cp1252"
    )


@pytest.mark.parametrize(
    ("delimiter", "table", "name"),
    [
        (",", "", "list.csv"),
        (";", 'delimiter: ";"', "list.csv"),
        ("\t", "", "list.TSV"),
        ("|", 'delimiter: "|"', "list"),
    ],
)
def test_the_delimiter_is_declared_or_that_of_the_name(delimiter, table, name):
    data = csv_bytes([SMALL_HEADER, ROW], delimiter=delimiter)
    assert read(data, table, name).rows[0].cells == ROW


def test_a_wrong_delimiter_is_recognised():
    data = csv_bytes([SMALL_HEADER, ROW], delimiter=";")
    assert refusal(data) == ["list.csv:1 the header is a single column | Set `delimiter: ';'` under `table`."]


REFUSED = [
    (b"", "the file is empty"),
    (b" \n\n", "the file is empty"),
    (b"\n\nid,name\n", "row 1, the header, is empty"),
    (b"\xd0\xcf\x11\xe0rest", "an old .xls workbook, or one locked with a password"),
    (
        b'id,name,unit,summary,text\n1,"open\n2,b\n',
        "the row that begins here cannot be split: unexpected end of data (line 3)",
    ),
    (
        b'id,name,unit,summary,text\n1,"a"b\n',
        "the row that begins here cannot be split: ',' expected after '\"' (line 2)",
    ),
    (b"id," + b"x" * (MOST_CELL + 1), "field larger than field limit"),
    (b"a," * MOST_COLUMNS + b"z", f"more than {MOST_COLUMNS:,} columns in row 1"),
]


@pytest.mark.parametrize(
    ("data", "message"), REFUSED, ids=lambda value: repr(value[-20:]) if isinstance(value, bytes) else ""
)
def test_what_is_no_table_is_refused(data, message):
    assert message in refusal(data)[0]


def test_a_workbook_by_name_only_is_refused():
    assert "not a workbook, whatever its name says" in refusal(b"id,name\n", name="list.xlsx")[0]


def test_limits_hold_for_rows_and_cells(monkeypatch):
    monkeypatch.setattr("seedbed.imports.grid.MOST_ROWS", 3)
    assert refusal(csv_bytes([SMALL_HEADER, *[ROW] * 3])) == ["list.csv:4 more than 3 rows | Split the table."]
    monkeypatch.setattr("seedbed.imports.grid.MOST_ROWS", 30)
    monkeypatch.setattr("seedbed.imports.grid.MOST_CELLS", 9)
    assert refusal(csv_bytes([SMALL_HEADER, ROW]))[0].startswith("list.csv:2 more than 9 cells")
    monkeypatch.setattr("seedbed.imports.table.MOST_BYTES", 9)
    assert refusal(csv_bytes([SMALL_HEADER]))[0].endswith("at most 9 are read | Split the table.")


def test_a_header_alone_is_a_table_without_rows():
    table = read(csv_bytes([SMALL_HEADER]))
    assert (table.rows, table.named) == ((), ())


def test_every_row_is_an_entry_or_named_with_its_line():
    above = b"Report of May,,,,\nid,name,unit,summary,text\n"
    data = above + b'1,"two\nlines",u,s,t\n\n2,short\n3,n,u,s,t,,,\n4,n,u,s,t,more\n\n\n'
    table = read(data, "header_row: 2")
    assert [(row.row, row.line, row.cells[1]) for row in table.rows] == [(3, 3, "two\nlines"), (6, 7, "n")]
    assert [(row.row, row.line, row.reason) for row in table.named] == [
        (1, 1, "above the header"),
        (4, 5, "empty row"),
        (5, 6, "2 cells where the header has 5"),
        (7, 8, "6 cells where the header has 5"),
    ]


def test_short_rows_can_be_filled():
    table = read(b"id,name,unit,summary,text\n2,short\n", "short_rows: fill")
    assert table.rows[0].cells == ("2", "short", "", "", "")


def test_twin_headers_are_an_error_until_each_is_addressed():
    data = csv_bytes([[*SMALL_HEADER, "Why", "Other", "why "], [*ROW, "a", "b", "c"]])
    assert refusal(data) == [
        (
            "map.yml:1 2 columns have the header 'Why' (F, H), and not all of them are addressed | "
            "Name each in `columns` or `drop`: Why[1] to Why[2], or by letter."
        )
    ]
    half = small_map("columns: {why_one: 'Why[1]'}\n")
    with pytest.raises(Refused, match="not all of them are addressed"):
        read_table(data, "list.csv", half)
    both = small_map("columns: {why_one: 'Why[1]'}\ndrop: [{column: {letter: H}, why: not needed}]\n")
    table = read_table(data, "list.csv", both)
    assert (table.index["why_one"], table.dropped) == (5, {7: "not needed"})


def test_every_column_that_is_not_there_is_named_at_once():
    mapping = small_map("columns: {gone: Gone}\ndrop: [{column: Lost, why: not needed}]\n")
    with pytest.raises(Refused) as caught:
        read_table(csv_bytes([["id", "nam", "unit", "summary", "text"]]), "list.csv", mapping)
    assert [(p.line, p.message) for p in caught.value.problems] == [
        (7, "no column has the header 'name'"),
        (15, "no column has the header 'Gone'"),
        (16, "no column has the header 'Lost'"),
    ]


def test_blanks_and_repairs_are_counted_by_column():
    rows = [["1", "a", "n/a", "x\u00a0y", "bell\x07"], ["2", "", "N/A", "", "ada@brook.example"]]
    table = read(csv_bytes([SMALL_HEADER, *rows]), "blank: [N/A], remove_emails: true")
    counted = {(c.column, c.fate.value, c.reason): (c.count, [e.row for e in c.examples]) for c in table.counts}
    assert counted == {
        (1, "blank", ""): (1, [3]),
        (2, "blank", "in words"): (2, [2, 3]),
        (3, "blank", ""): (1, [3]),
        (3, "cleaned", "no-break blanks made plain"): (1, [2]),
        (4, "cleaned", "control characters removed"): (1, [2]),
        (4, "cleaned", "e-mail addresses removed"): (1, [3]),
    }
