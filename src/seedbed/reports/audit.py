"""An audit for people at a terminal, as JSON, and as a page of Markdown that a portal or a wiki can show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from seedbed.gate.audit import Audit, Promotion
from seedbed.gate.results import Result
from seedbed.reports import Format
from seedbed.reports.findings import count, safe_text
from seedbed.reports.markdown import escape
from seedbed.reports.text import Line
from seedbed.timeline import Event
from seedbed.timeline.events import moment_text

DIRECT = "no pull request: it came in a plain commit that names none"


def report_audit_json(audit: Audit, /) -> str:
    """The shape is schemas/output/audit.json."""
    data = {
        "head": audit.head,
        "policy_version": audit.policy_version,
        "promotions": [_plain(one) for one in audit.promotions],
        "findings": len(audit.findings),
    }
    return json.dumps(data, indent=2) + "\n"


def _plain(one: Promotion) -> dict[str, Any]:
    event = one.event
    return {
        "at": moment_text(event.at),
        "commit": event.commit,
        "agent": event.agent,
        "from": event.old,
        "to": event.new,
        "change": event.change,
        "author": event.author,
        "merged_by": event.merged_by,
        "direct": one.is_direct,
        "skipped": one.skipped or None,
        "policy_version": one.policy_version,
        "then": [_plain_result(result) for result in one.then],
        "today": [_plain_result(result) for result in one.today],
        "gaps": list(one.gaps),
        "finding": one.is_finding,
    }


def _plain_result(result: Result) -> dict[str, Any]:
    return {"rule": result.rule, "status": result.status.value, "path": result.path, "message": result.message}


def create_audit_lines(audit: Audit, /) -> Iterator[Line]:
    """Findings first, each with what was wrong; then what today's policy would refuse; then the tally."""
    found = audit.findings
    for one in found:
        yield from _told(one, [*([DIRECT] if one.is_direct else []), *map(_words, one.broken_then)], "red")
    later = [one for one in audit.promotions if one.broken_today and not one.broken_then]
    if later:
        yield ((f"under today's policy (version {audit.policy_version}) these would be refused", "bold"),)
        for one in later:
            yield from _told(one, [_words(result) for result in one.broken_today], "yellow")
    lacking = [one for one in audit.promotions if one.gaps]
    if lacking:
        yield (("open for copying, and below the bar today", "bold"),)
        for one in lacking:
            yield from _told(one, list(one.gaps), "yellow")
    yield ((tally(audit), "bold"),)


def tally(audit: Audit, /) -> str:
    """How many were judged, how many were wrong, how many could not be judged."""
    judged = [one for one in audit.promotions if not one.skipped]
    words = f"{count(len(judged), 'promotion')} judged again: {count(len(audit.findings), 'finding')}"
    skipped = len(audit.promotions) - len(judged)
    return f"{words}; {skipped} not judged (imports, first commit, no policy)" if skipped else words


def _told(one: Promotion, reasons: list[str], style: str) -> Iterator[Line]:
    yield ((f"{one.event.moment:%Y-%m-%d}  ", "dim"), (safe_text(_subject(one.event)), style), (_way(one.event), "dim"))
    yield from (((f"    {safe_text(reason)}", ""),) for reason in reasons)


def _subject(event: Event) -> str:
    return f"{event.agent}: {event.old or 'new'} → {event.new}"


def _way(event: Event) -> str:
    change = f"#{event.change}" if event.change is not None else event.commit[:10]
    return safe_text(f"  {change}" + (f", merged by {event.merged_by}" if event.merged_by else ""))


def _words(result: Result) -> str:
    return f"{result.rule}: {result.message}"


def report_audit_markdown(audit: Audit, /) -> str:
    """One table of every promotion, newest first."""
    lines = [
        "# Audit of promotions",
        "",
        f"{tally(audit)}. Up to commit `{audit.head[:10]}`; today's policy is version {audit.policy_version}.",
        "",
        "| Day | Agent | Step | Change | Merged by | On its day | Under today's policy |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += ["| " + " | ".join(map(_cell, _row(one))) + " |" for one in reversed(audit.promotions)]
    return "\n".join(lines) + "\n"


def _row(one: Promotion) -> list[str]:
    event = one.event
    then = [*([DIRECT] if one.is_direct else []), *map(_words, one.broken_then)]
    today = [*map(_words, one.broken_today), *(f"lacks today: {gap}" for gap in one.gaps)]
    return [
        f"{event.moment:%Y-%m-%d}",
        event.agent,
        f"{event.old or 'new'} → {event.new}",
        f"#{event.change}" if event.change is not None else event.commit[:10],
        event.merged_by or "",
        one.skipped or "; ".join(then) or "holds",
        "" if one.skipped else "; ".join(today) or "holds",
    ]


def _cell(text: str) -> str:
    """Text of others in a cell, as every report in Markdown writes it."""
    return escape(safe_text(text))


def report_audit_text(audit: Audit, /) -> str:
    """What a terminal shows, without its colours."""
    return "".join(f"{''.join(text for text, _ in line)}\n" for line in create_audit_lines(audit))


AUDIT_REPORTS = {Format.TEXT: report_audit_text, Format.JSON: report_audit_json, Format.MARKDOWN: report_audit_markdown}
"""The voices of an audit."""
