"""Reports of the gate: one verdict in several voices, one module each, behind one interface.

As with the findings of a check, text from records reaches a voice only through `create_verdict_report`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from seedbed.gate.verdict import Verdict
from seedbed.reports import Format
from seedbed.reports.verdict.json import report_json
from seedbed.reports.verdict.safe import safe_verdict
from seedbed.reports.verdict.text import report_text

__all__ = ["VERDICT_REPORTS", "VerdictReport", "create_verdict_report"]

VerdictReport: TypeAlias = Callable[[Verdict], str]

VERDICT_REPORTS: Mapping[Format, VerdictReport] = {
    Format.TEXT: report_text,
    Format.JSON: report_json,
}


def create_verdict_report(verdict: Verdict, /, *, format: Format) -> str:
    """The report in one voice, ending with a line feed; free of control characters but for line feeds."""
    return VERDICT_REPORTS[format](safe_verdict(verdict))
