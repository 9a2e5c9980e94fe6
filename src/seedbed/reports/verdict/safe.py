"""A verdict whose every text is fit for a terminal, a log and a forge."""

from __future__ import annotations

from dataclasses import replace

from seedbed.changes import Change
from seedbed.gate.results import Result
from seedbed.gate.verdict import Verdict
from seedbed.reports.findings import safe_text


def safe_verdict(verdict: Verdict, /) -> Verdict:
    """The same verdict; text from records and paths commands nothing any more."""
    return replace(
        verdict,
        changes=tuple(_safe_change(change) for change in verdict.changes),
        results=tuple(_safe_result(result) for result in verdict.results),
    )


def _safe_change(change: Change) -> Change:
    return replace(
        change,
        subject=safe_text(change.subject),
        path=safe_text(change.path),
        field=safe_text(change.field),
        old=_safe(change.old),
        new=_safe(change.new),
        source=_safe(change.source),
    )


def _safe_result(result: Result) -> Result:
    return replace(
        result,
        subject=safe_text(result.subject),
        path=safe_text(result.path),
        message=safe_text(result.message),
        fix=safe_text(result.fix),
    )


def _safe(text: str | None) -> str | None:
    return text if text is None else safe_text(text)
