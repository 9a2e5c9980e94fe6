"""Inventories for tests: a small portal to import into, and the steps of an import in one call."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl

from seedbed.imports import ImportMap, ImportPlan, Table, parse_mapping, plan_import, read_table
from seedbed.repository.load import Sources, load_sources
from seedbed.repository.tree import MemoryTree

INVENTORIES = Path(__file__).parent.parent / "inventories"
BASE = Path(__file__).parent.parent / "cases" / "_base"

PORTAL: Mapping[str, str] = {
    path: (BASE / path).read_text("utf-8")
    for path in ("catalog/organization.yml", "catalog/policy.yml", "catalog/people/ada-okoye.yml")
}
"""The least that is a portal, and one person in it."""

SMALL = """\
register: {name: Small list, family: small-list}
identity: {key: [id]}
units:
  - {name: unit, function: most-common}
functions: {create: true}
agent:
  name: name
  summary: summary
  function: {column: unit, unknown: keep}
  stage: {constant: production}
  risk: {constant: low}
  origin: {constant: built}
recipe:
  - {heading: What it does, paragraphs: [text]}
"""
"""A mapping for tables with the columns of SMALL_HEADER."""
SMALL_HEADER = ("id", "name", "unit", "summary", "text")


def sources(files: Mapping[str, str] = PORTAL, /) -> Sources:
    """The files of a portal as they are loaded."""
    return load_sources(MemoryTree(files))


def csv_bytes(rows: Iterable[Sequence[object]], /, *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows: Iterable[Sequence[object]], /, *, titles: Sequence[str] = ("Sheet",)) -> bytes:
    """Rows as the first sheet of a workbook; further titles are empty sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = titles[0]
    for row in rows:
        sheet.append(list(row))
    for title in titles[1:]:
        book.create_sheet(title)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def small_map(text: str = "", /) -> ImportMap:
    """The small mapping with further lines."""
    return parse_mapping(SMALL + text, path="map.yml")


def small_table(rows: Iterable[Sequence[object]], /, mapping: ImportMap | None = None) -> Table:
    """A table with the small header."""
    return read_table(csv_bytes([SMALL_HEADER, *rows]), "list.csv", mapping or small_map())


def imported(files: Mapping[str, str], table: Table, mapping: ImportMap, /) -> tuple[ImportPlan, dict[str, str]]:
    """The plan of an import into a portal of these files, and the files after it."""
    plan = plan_import(table, mapping, existing=sources(files))
    return plan, {**files, **plan.files}
