"""Reports of the gate: one verdict in several voices, one module each, behind one interface.

As with the findings of a check, text from records reaches a voice only through `create_verdict_report`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from seedbed.gate.verdict import Verdict
from seedbed.reports import Format
from seedbed.reports.verdict.github import report_github
from seedbed.reports.verdict.json import report_json
from seedbed.reports.verdict.junit import report_junit
from seedbed.reports.verdict.markdown import report_markdown
from seedbed.reports.verdict.problems import located
from seedbed.reports.verdict.safe import safe_verdict
from seedbed.reports.verdict.sarif import report_sarif
from seedbed.reports.verdict.text import report_text

__all__ = ["VERDICT_REPORTS", "VerdictReport", "create_verdict_report"]

VerdictReport: TypeAlias = Callable[[Verdict], str]

VERDICT_REPORTS: Mapping[Format, VerdictReport] = {
    Format.TEXT: report_text,
    Format.JSON: report_json,
    Format.MARKDOWN: report_markdown,
    Format.GITHUB: report_github,
    Format.SARIF: report_sarif,
    Format.JUNIT: report_junit,
}

FROM_THE_TOP = frozenset({Format.GITHUB, Format.SARIF})
"""Voices whose paths a forge looks up, from the top of the repository."""


def create_verdict_report(verdict: Verdict, /, *, format: Format, prefix: str = "") -> str:
    """The report in one voice, ending with a line feed; free of control characters but for line feeds.

    `prefix` is the portal's folder in the repository with its slash, or ''.
    """
    placed = located(verdict, prefix) if format in FROM_THE_TOP else verdict
    return VERDICT_REPORTS[format](safe_verdict(placed))
