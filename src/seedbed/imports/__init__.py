"""Bring in: inventories that already exist become records, and nothing they hold is lost without a word."""

from seedbed.imports.mapping import ImportMap
from seedbed.imports.mapping_file import parse_mapping
from seedbed.imports.plan import ImportPlan, plan_import
from seedbed.imports.refusal import Refused
from seedbed.imports.report import ImportReport, report_json, report_text
from seedbed.imports.table import Table, read_table

__all__ = [
    "ImportMap",
    "ImportPlan",
    "ImportReport",
    "Refused",
    "Table",
    "parse_mapping",
    "plan_import",
    "read_table",
    "report_json",
    "report_text",
]
