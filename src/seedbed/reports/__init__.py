"""Reports: the findings of a check in several voices, one module each, behind one interface.

A report takes findings and gives the whole text; it prints, counts and decides nothing. Text from records reaches a
voice only through `create_report`, which makes it safe first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeAlias

from seedbed.reports.findings import Findings
from seedbed.reports.github import report_github
from seedbed.reports.json import report_json
from seedbed.reports.junit import report_junit
from seedbed.reports.markdown import report_markdown
from seedbed.reports.sarif import report_sarif
from seedbed.reports.text import report_text

__all__ = ["REPORTS", "Findings", "Format", "Report", "create_report"]

Report: TypeAlias = Callable[[Findings], str]


class Format(StrEnum):
    """The forms of an answer; no command has them all."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"
    CSV = "csv"
    HTML = "html"


REPORTS: Mapping[Format, Report] = {
    Format.TEXT: report_text,
    Format.JSON: report_json,
    Format.MARKDOWN: report_markdown,
    Format.GITHUB: report_github,
    Format.SARIF: report_sarif,
    Format.JUNIT: report_junit,
}


def create_report(findings: Findings, /, *, format: Format) -> str:
    """The report in one voice, ending with a line feed; free of control characters but for line feeds."""
    return REPORTS[format](findings.safe)
