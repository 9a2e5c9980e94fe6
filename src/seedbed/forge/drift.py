"""Settings of the forge against those that the repository asks for, so that nobody lowers a fence unseen.

The files in .github/rulesets/ are what is due. What a forge exports is compared by the names of rulesets: every rule
and every value that is asked for must be there; what a forge adds of its own is left alone, but for exceptions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

HIDDEN = "(not shown to this account)"
"""What stands for exceptions that a forge tells to administrators alone."""
ERRORS = "errors"
"""The key by which GitHub's answer about CODEOWNERS is known."""


class Drift(Struct, frozen=True, kw_only=True):
    """One setting that is not as asked for. `certain` is False where the forge does not show it to this account."""

    where: str
    expected: str
    found: str
    certain: bool = True

    def __str__(self) -> str:
        """On one line."""
        return f"{self.where}: expected {self.expected}, found {self.found}"


def find_drift(expected: Sequence[Mapping[str, Any]], exported: Sequence[Any], /) -> Iterator[Drift]:
    """Every difference between the rulesets asked for and the JSON documents that a forge gave.

    A document is a ruleset, a list of them, or GitHub's answer about errors in CODEOWNERS.
    """
    live: dict[str, Mapping[str, Any]] = {}
    for document in _flat(exported):
        if isinstance(document, Mapping) and isinstance(document.get(ERRORS), list):
            yield from _codeowners(document[ERRORS])
        elif isinstance(document, Mapping) and isinstance(document.get("name"), str):
            live[document["name"]] = document
        else:
            yield Drift(where="export", expected="rulesets", found=_shown(document))
    for one in expected:
        found = live.get(one["name"])
        if found is None:
            yield Drift(where=one["name"], expected="a ruleset of this name", found="none")
        else:
            yield from _ruleset(one, found)


def _ruleset(expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Drift]:
    name = expected["name"]
    for key in ("target", "enforcement", "conditions"):
        yield from _values(expected[key], found.get(key), f"{name}, {key}")
    yield from _bypasses(expected, found)
    rules = found.get("rules")
    by_type = {rule.get("type"): rule for rule in rules if isinstance(rule, Mapping)} if isinstance(rules, list) else {}
    for rule in expected["rules"]:
        where = f"{name}, rule {rule['type']}"
        if rule["type"] not in by_type:
            yield Drift(where=where, expected="this rule", found="none")
        else:
            yield from _values(rule.get("parameters", {}), by_type[rule["type"]].get("parameters") or {}, where)


def _bypasses(expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Drift]:
    """Who may pass all of it. A forge that does not say so to this account has not said that there is nobody."""
    where = f"{expected['name']}, bypass_actors"
    if "bypass_actors" not in found:
        yield Drift(where=where, expected=_shown(expected["bypass_actors"]), found=HIDDEN, certain=False)
        return
    actors = found["bypass_actors"] if isinstance(found["bypass_actors"], list) else [found["bypass_actors"]]
    for actor in actors:
        if not any(_holds(one, actor) for one in expected["bypass_actors"]):
            yield Drift(where=where, expected=_shown(expected["bypass_actors"]), found=_shown(actor))


def _values(expected: Any, found: Any, where: str) -> Iterator[Drift]:
    """Every value below that differs; a list must hold each item that is asked for, and nothing that widens it."""
    if isinstance(expected, Mapping):
        for key, value in expected.items():
            inner = found.get(key) if isinstance(found, Mapping) else None
            yield from _values(value, inner, f"{where}, {key}")
    elif isinstance(expected, list):
        if not isinstance(found, list) or not _same(expected, found, wider=where.endswith("_checks")):
            yield Drift(where=where, expected=_shown(expected), found=_shown(found))
    elif not (_holds(expected, found) or _is_stricter(expected, found, where)):
        yield Drift(where=where, expected=_shown(expected), found=_shown(found))


def _is_stricter(expected: Any, found: Any, where: str) -> bool:
    """More approvals than asked for are no drift."""
    numbers = type(expected) is int and type(found) is int
    return numbers and where.endswith("_count") and found > expected


def _same(expected: list[Any], found: list[Any], *, wider: bool) -> bool:
    """Whether two lists hold the same; further required checks are welcome."""
    all_there = all(any(_holds(one, other) for other in found) for one in expected)
    return all_there and (wider or all(any(_holds(one, other) for one in expected) for other in found))


def _holds(expected: Any, found: Any) -> bool:
    """Whether everything that is asked for stands in what was found."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return all(key in found and _holds(value, found[key]) for key, value in expected.items())
    return type(expected) is type(found) and bool(expected == found)


def _codeowners(errors: list[Any]) -> Iterator[Drift]:
    for error in errors:
        facts = error if isinstance(error, Mapping) else {}
        where = f"CODEOWNERS, line {_shown(facts.get('line'))}"
        yield Drift(where=where, expected="a line that the forge understands", found=_shown(facts.get("kind")))


def _flat(documents: Sequence[Any]) -> Iterator[Any]:
    for document in documents:
        if isinstance(document, list):
            yield from _flat(document)
        else:
            yield document


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    return text if len(text) <= 200 else f"{text[:199]}…"
