"""Which records must be looked at again after a change: those it touches, what belongs to them, what names them."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.changes import Pair
from seedbed.checks.references import FIELDS
from seedbed.gate.context import Review
from seedbed.gate.side import Side
from seedbed.kinds import KIND, Form

ALWAYS = ("organization", "policy")
"""Records that every check may need to go through."""

WHOLE = frozenset({"unit", "person", "waiver"})
"""Kinds that are compared among themselves: a change of one is judged beside all others."""

DECIDES = {"platform-item": frozenset({"status", "data_allowed", "kind"}), "person": frozenset({"roles", "unit"})}
"""Fields whose change matters to records that name the record."""


def focus_of(review: Review, /) -> frozenset[str]:
    """The paths that the checks go through; on both sides, so that what broke can be told from what was broken."""
    found = {KIND[name].template for name in ALWAYS}
    for pair in review.pairs.all:
        if pair.kind:
            found |= {pair.path, *_belonging(review.after, pair)}
    kinds = {pair.kind.name for pair in review.pairs.all if pair.kind}
    for kind in (kinds & WHOLE) | ({"waiver"} if _gone(review) else set()):
        found |= set(review.after.paths(kind))
    return frozenset(found | set(_referring(review)))


def _belonging(after: Side, pair: Pair) -> Iterator[str]:
    """Everything in the folder of the same agent or event."""
    parts = pair.path.split("/")
    if len(parts) > len(("catalog", "agents", "id")):
        yield from after.below("/".join(parts[:3]))


def _referring(review: Review) -> Iterator[str]:
    """Records that name one that is gone, or one that is not what it was."""
    gone = [pair for pair in _gone(review) if pair.kind and pair.kind.name != "measurement"]
    words = {pair.id.rpartition("/")[2] for pair in gone} | set(review.pairs.renames.values())
    words |= {pair.id for pair in review.pairs.of(*DECIDES) if pair.kind and _is_another(pair, pair.kind.name)}
    words |= set(_lost_functions(review)) | set(_claimed(review))
    if words:
        kinds = {*FIELDS, *(kind.name for kind in KIND.values() if kind.form in {Form.MARKDOWN, Form.FRONT_MATTER})}
        yield from review.after.holding(words, kinds=kinds)


def _claimed(review: Review) -> Iterator[str]:
    """Former ids that a blueprint newly claims: nobody else may claim them."""
    for before, after in review.agents():
        yield from set(after.formerly) - set(before.formerly if before else ())


def _gone(review: Review) -> list[Pair]:
    return [pair for pair in review.pairs.all if pair.kind and pair.now is None]


def _is_another(pair: Pair, kind: str) -> bool:
    if pair.before is None or pair.after is None:
        return pair.was is not None
    old, new = (side.data if isinstance(side.data, dict) else {} for side in (pair.before, pair.after))
    return any(old.get(name) != new.get(name) for name in DECIDES[kind])


def _lost_functions(review: Review) -> Iterator[str]:
    for pair in review.pairs.of("organization"):
        sides = (pair.before, pair.after)
        old, new = (set(_function_ids(side.data)) if side else set() for side in sides)
        yield from old - new


def _function_ids(data: object) -> Iterator[str]:
    functions = data.get("functions") if isinstance(data, dict) else None
    for one in functions if isinstance(functions, list) else ():
        if isinstance(one, dict) and isinstance(one.get("id"), str):
            yield one["id"]
