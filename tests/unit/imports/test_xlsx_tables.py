"""Workbooks: typed cells as texts, and nothing that is more than cells."""

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from seedbed.imports import Refused, read_table
from tests.helpers.inventories import SMALL_HEADER, small_map, xlsx_bytes

ROW = ("1", "Finder", "Sales", "Finds things that are lost", "Long text")


def read(data, lines=""):
    return read_table(data, "list.xlsx", small_map(lines))


def refusal(data, lines=""):
    with pytest.raises(Refused) as caught:
        read(data, lines)
    return caught.value.problems[0].message


def rezipped(data, *, add=(), change=lambda _name, content: content):
    """The same workbook with parts added or changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
        for part, content in add:
            new.writestr(part, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (17, "17"),
        (17.0, "17"),
        (17.25, "17.25"),
        (True, "TRUE"),
        (date(2024, 2, 29), "2024-02-29"),
        (datetime(2024, 2, 29, 13, 30), "2024-02-29 13:30:00"),  # noqa: DTZ001 - a cell knows no zone
        ("two\nlines\u00a0here", "two\nlines here"),
        ("tab_x0009_and bell_x0007_", "tab and bell"),
        ("#REF!", ""),
        (None, ""),
    ],
)
def test_cells_are_texts(value, text):
    table = read(xlsx_bytes([SMALL_HEADER, [value, *ROW[1:]]]))
    assert table.rows[0].cells == (text, *ROW[1:])


def test_rows_are_numbered_as_in_the_sheet_and_may_be_short():
    table = read(xlsx_bytes([SMALL_HEADER, ROW, [], ["2", "Short"], [], []]))
    assert [(row.row, row.cells[1]) for row in table.rows] == [(2, "Finder"), (4, "Short")]
    assert [(row.row, row.reason) for row in table.named] == [(3, "empty row")]
    assert (table.form, table.encoding) == ("XLSX", "")


def test_a_sheet_is_named_when_there_are_several():
    data = xlsx_bytes([SMALL_HEADER, ROW], titles=("Inventory", "Notes"))
    assert refusal(data) == "the workbook has 2 worksheets"
    assert refusal(data, "table: {sheet: Inventry}\n") == "the workbook has no worksheet 'Inventry'"
    assert len(read(data, "table: {sheet: Inventory}\n").rows) == 1


def test_formulas_give_their_last_value_or_are_counted():
    def computed(part, content):
        return (
            re.sub(rb"<f>1\+1</f><v ?/>|<f>1\+1</f><v></v>", b"<f>1+1</f><v>2</v>", content)
            if "sheet1" in part
            else content
        )

    data = rezipped(xlsx_bytes([SMALL_HEADER, ["=1+1", *ROW[1:]], ["=NOW()", *ROW[1:]]]), change=computed)
    table = read(data)
    assert [row.cells[0] for row in table.rows] == ["2", ""]
    said = {count.reason: count.count for count in table.counts if count.reason}
    assert said == {"formula: its last computed value taken": 1, "formula without a computed value": 1}


PARTS = [
    ("xl/vbaProject.bin", "the workbook holds macros (xl/vbaproject.bin)"),
    ("xl/macrosheets/sheet1.xml", "the workbook holds macros (xl/macrosheets/sheet1.xml)"),
    ("xl/externalLinks/externalLink1.xml", "the workbook reaches outside itself (xl/externallinks/externallink1.xml)"),
    ("xl/connections.xml", "the workbook reaches outside itself (xl/connections.xml)"),
]


@pytest.mark.parametrize(("part", "message"), PARTS)
def test_a_workbook_with_more_than_cells_is_refused(part, message):
    assert refusal(rezipped(xlsx_bytes([SMALL_HEADER, ROW]), add=[(part, b"<x/>")])) == message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_anything_is_parsed(encoding):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'.encode(encoding)
    data = rezipped(xlsx_bytes([SMALL_HEADER, ROW]), add=[("xl/more.xml", bomb)])
    assert refusal(data) == "the workbook declares XML entities (xl/more.xml)"


def test_a_bomb_is_judged_by_its_unpacked_size(monkeypatch):
    monkeypatch.setattr("seedbed.imports.xlsx_file.MOST_UNPACKED", 1_000_000)
    data = rezipped(xlsx_bytes([SMALL_HEADER, ROW]), add=[("xl/media/zero.bin", b"\0" * 2_000_000)])
    assert len(data) < 20_000
    assert refusal(data).startswith("the workbook unpacks to 2,")


def test_a_sheet_that_claims_every_column_is_bounded(monkeypatch):
    monkeypatch.setattr("seedbed.imports.xlsx_file.MOST_CELLS", 40_000)

    def widened(part, content):
        return content.replace(b"</row>", b'<c r="XFD1"/></row>') if "sheet1" in part else content

    data = rezipped(xlsx_bytes([SMALL_HEADER, *[ROW] * 4]), change=widened)
    assert refusal(data) == "more than 40,000 cells"


def test_a_stated_size_that_is_a_lie_costs_nothing():
    def stated(part, content):
        return content.replace(b'ref="A1:E2"', b'ref="A1:XFD1048576"') if "sheet1" in part else content

    assert len(read(rezipped(xlsx_bytes([SMALL_HEADER, ROW]), change=stated)).rows) == 1


DAMAGED = [
    (lambda data: data[: len(data) // 2], "not a workbook"),
    (lambda data: b"PK\x03\x04" + b"\0" * 40, "not a workbook"),
    (lambda data: rezipped(data, change=lambda part, text: text[:-40] if "sheet1" in part else text), "the worksheet"),
    (lambda data: rezipped(data, change=lambda part, text: b"<x/>" if part.endswith("book.xml") else text), "the work"),
]


@pytest.mark.parametrize(("damage", "message"), DAMAGED, ids=["cut", "no archive", "broken sheet", "no sheets"])
def test_a_damaged_workbook_is_refused_in_words(damage, message):
    assert refusal(damage(xlsx_bytes([SMALL_HEADER, ROW]))).startswith(message)


def test_a_zip_that_is_no_workbook_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert refusal(stream.getvalue()).startswith("the workbook cannot be read")


def test_openpyxl_is_never_asked_to_keep_links(monkeypatch):
    asked = []
    load = openpyxl.load_workbook
    monkeypatch.setattr(
        openpyxl, "load_workbook", lambda *args, **kwargs: asked.append(kwargs) or load(*args, **kwargs)
    )
    read(xlsx_bytes([SMALL_HEADER, ROW]))
    assert asked == [{"read_only": True, "data_only": True, "keep_links": False}]
