"""A verdict whose every text is fit for a terminal, a log and a forge."""

from __future__ import annotations

from msgspec.structs import replace

from seedbed.changes import Change
from seedbed.gate.approvals import Approvals, Given, Need
from seedbed.gate.results import Result
from seedbed.gate.verdict import Verdict
from seedbed.reports.findings import safe_text


def safe_verdict(verdict: Verdict, /) -> Verdict:
    """The same verdict; text from records, paths and the forge commands nothing any more."""
    return replace(
        verdict,
        changes=tuple(_safe_change(change) for change in verdict.changes),
        results=tuple(_safe_result(result) for result in verdict.results),
        approvals=_safe_approvals(verdict.approvals),
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


def _safe_approvals(approvals: Approvals) -> Approvals:
    return replace(
        approvals,
        required=tuple(map(_safe_need, approvals.required)),
        given=tuple(map(_safe_given, approvals.given)),
        missing=tuple(map(_safe_need, approvals.missing)),
        uncounted=tuple(map(safe_text, approvals.uncounted)),
        remarks=tuple(map(safe_text, approvals.remarks)),
    )


def _safe_need(need: Need) -> Need:
    """The ids of people are those of main."""
    unit, subjects = _safe(need.unit), tuple(map(safe_text, need.subjects))
    return replace(need, path=safe_text(need.path), why=safe_text(need.why), unit=unit, subjects=subjects)


def _safe_given(given: Given) -> Given:
    return replace(given, unit=_safe(given.unit), subjects=tuple(map(safe_text, given.subjects)))


def _safe(text: str | None) -> str | None:
    return text if text is None else safe_text(text)
