"""How many pull requests the small work takes: what can land together does, unless a longer history is wished for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from seedbed.example.acts import Act, Change, merged
from seedbed.example.landing import FORMS, REBASE_SPLITS, Form, splits
from seedbed.example.simulate import MonthOfActs


class Census(Struct, frozen=True, kw_only=True):
    """What a month holds: acts of their own, batches, acts in batches, acts that may land as two commits."""

    single: int = 0
    batches: int = 0
    batched: int = 0
    splitting: int = 0

    @property
    def commits(self) -> float:
        """Commits on the main branch, when every batch lands as one."""
        return self.single + self.batches + self.splitting * FORMS[Form.REBASE] * REBASE_SPLITS


class Plan(Struct, frozen=True, kw_only=True):
    """`share` of the acts in batches open a pull request of their own; `extra` small ones are added each month."""

    share: float
    extra: tuple[int, ...]


def take_census(month: MonthOfActs, /) -> Census:
    """Count the acts of a month."""
    batched = [act for act in month.acts if act.batch]
    return Census(
        single=len(month.acts) - len(batched),
        batches=len({act.batch for act in batched}),
        batched=len(batched),
        splitting=sum(map(splits, month.acts)),
    )


def plan_for(wished: int | None, months: Iterable[Census], /) -> Plan:
    """The plan that brings the main branch to about the wished length, never below what the acts need."""
    counted = tuple(months)
    natural = sum(month.commits for month in counted)
    spare = sum(month.batched - month.batches for month in counted)
    missing = max(0.0, (wished or 0) - natural)
    share = min(1.0, missing / spare) if spare else 0.0
    return Plan(share=share, extra=_spread(round(missing - share * spare), counted))


def grouped(acts: Iterable[Act], share: float, carried: float = 0.0, /) -> tuple[tuple[Act, ...], float]:
    """The acts with those of a batch made one, and the part of a further pull request that is carried over.

    An act stands where its first part stood: whatever shares a batch touches nothing that lies between.
    """
    open_batches: dict[str, list[Act]] = {}
    groups: list[list[Act]] = []
    for act in acts:
        known = open_batches.get(act.batch) if act.batch else None
        if known is not None:
            carried += share
            if carried < 1.0:
                known.append(act)
                continue
            carried -= 1.0
        group = [act]
        groups.append(group)
        if act.batch:
            open_batches[act.batch] = group
    return tuple(_one(group) for group in groups), carried


def _one(group: list[Act]) -> Act:
    if len(group) == 1:
        return group[0]
    return replace(group[0], changes=merged(_all_changes(group)))


def _all_changes(group: list[Act]) -> Iterator[Change]:
    for act in group:
        yield from act.changes


def _spread(extra: int, months: tuple[Census, ...]) -> tuple[int, ...]:
    """`extra` acts over the months, in proportion to what happens in each."""
    weights = [month.single + month.batched for month in months]
    total = sum(weights) or 1
    return tuple(
        extra * sum(weights[: place + 1]) // total - extra * sum(weights[:place]) // total
        for place in range(len(weights))
    )
