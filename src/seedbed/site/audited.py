"""Past promotions as an audit judged them again: the file that `seedbed audit` wrote, as a build shows it.

An audit goes through every promotion with the gate's own rules, a few hundredths of a second each: too long for every
build, and the same from build to build. So it is made once, where the portal is published, and read here as data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import jsonschema_rs
from msgspec import Struct

from seedbed.resources import load_schema

DAY = len("2026-01-31")
BLOCKING = frozenset({"fail", "error"})


class AuditFileError(ValueError):
    """A file is no audit that `seedbed audit --format json` could have written; the message says where."""


class Reason(Struct, frozen=True):
    """What stood against a promotion: the rule, and what it said."""

    rule: str
    words: str


class Judged(Struct, frozen=True, kw_only=True):
    """One promotion, judged again; `agent` is its id at that moment.

    `then` and `today` are what stood against it under the policy of its day (`policy_version`) and under the present
    one, `gaps` what the agent lacks today. `skipped` is why it was not judged, '' where it was.
    """

    on: date
    commit: str
    agent: str
    old: str | None
    new: str
    change: int | None
    merged_by: str | None
    policy_version: int | None
    is_direct: bool
    is_finding: bool
    skipped: str
    then: tuple[Reason, ...]
    today: tuple[Reason, ...]
    gaps: tuple[str, ...]


class Audited(Struct, frozen=True, kw_only=True):
    """An audit up to the commit `head`: its promotions, newest first."""

    head: str
    policy_version: int
    promotions: tuple[Judged, ...]


def parse_audit(text: str, /) -> Audited:
    """The audit in a file. Raises AuditFileError for anything that is none."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise AuditFileError(f"it is no JSON ({error})") from None
    wrong = next(_validator().iter_errors(data), None)
    if wrong is not None:
        raise AuditFileError(f"at {'/'.join(map(str, wrong.instance_path)) or 'its top'}: {wrong.message}")
    found = sorted(data["promotions"], key=lambda one: str(one["at"]), reverse=True)
    return Audited(head=data["head"], policy_version=data["policy_version"], promotions=tuple(map(_judged, found)))


def _judged(one: Mapping[str, Any]) -> Judged:
    return Judged(
        on=date.fromisoformat(one["at"][:DAY]),
        commit=one["commit"],
        agent=one["agent"],
        old=one["from"],
        new=one["to"],
        change=one["change"],
        merged_by=one["merged_by"],
        policy_version=one["policy_version"],
        is_direct=one["direct"],
        is_finding=one["finding"],
        skipped=one["skipped"] or "",
        then=tuple(_reasons(one["then"])),
        today=tuple(_reasons(one["today"])),
        gaps=tuple(one["gaps"]),
    )


def _reasons(results: Iterable[Mapping[str, str]]) -> Iterable[Reason]:
    return (Reason(one["rule"], one["message"]) for one in results if one["status"] in BLOCKING)


@cache
def _validator() -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator(load_schema("output/audit"))
