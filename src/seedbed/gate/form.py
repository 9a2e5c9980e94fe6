"""Form: what is changed passes every check, and breaks nothing that it does not touch."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from seedbed.checks import FAMILIES, secrets
from seedbed.checks.context import Context
from seedbed.checks.wording import counted
from seedbed.gate.context import Review
from seedbed.gate.focus import focus_of
from seedbed.gate.results import Advice, Holds, Outcome, gate_rule
from seedbed.gate.side import Side
from seedbed.kinds import LOOSE, ROOTS, kind_of
from seedbed.problems import Finding, Place, Problem, Severity
from seedbed.repository.file_rules import file_mode, file_size, path_twin, stray_file
from seedbed.repository.tree import REGULAR, Entry

DECIDED = frozenset({"item-retired", "item-data", "risk-floor", "review-far", "certificate-high"})
"""Rules by which a decision of the AI office finds fault with what is there already. The decision does not wait."""


@gate_rule("change-conflict", family="form")
def conflict(review: Review, /) -> Iterator[Outcome]:
    """A change does not touch a file that main has changed since the branch began.

    Merged line by line, two rows for one month or two stages could come together that nobody has proposed. Whoever asks
    merges main first and looks at the result.
    """
    for path in review.proposal.conflicts:
        yield Finding(
            Place(path=path),
            "main has changed this file since the branch began",
            "Merge main into the branch (git merge main), look at the file, and push.",
        )


@gate_rule("change-path", family="reading", idle="no file is added or edited")
def change_path(review: Review, /) -> Iterator[Outcome]:
    """Every changed file below catalog/ and playbooks/ is a regular file of bearable size, in the place of a record.

    No path in the repository differs from another only in capitals or encoding, whether the other is part of the change
    or not: on many disks a folder CATALOG would be laid over catalog.
    """
    entries = [pair.now for pair in review.pairs.all if pair.now]
    problems = [one for entry in entries if entry.path.split("/")[0] in ROOTS for one in _of_entry(entry)]
    problems += path_twin(_neighbours(review.after, entries))
    yield from problems
    if entries and not problems:
        yield Holds(Place(path=entries[0].path), f"{counted(len(entries), 'file')} in its place")


@gate_rule("change-form", family="form", idle="no record changes")
def change_form(review: Review, /) -> Iterator[Outcome]:
    """Every record that a change touches passes all checks, beside all records that it names.

    Each problem is told under the rule that found it, as `seedbed check` does.
    """
    touched = {pair.path for pair in review.pairs.all if pair.kind}
    problems = [problem for problem in problems_of(review, review.after) if problem.path in touched]
    yield from problems
    if touched and not any(problem.severity is Severity.ERROR for problem in problems):
        yield Holds(Place(path=min(touched)), f"{counted(len(touched), 'record')} without an error")


@gate_rule("change-breaks", family="form", idle="no other record depends on what changes")
def change_breaks(review: Review, /) -> Iterator[Outcome]:
    """A change breaks no record that it does not touch.

    What the AI office decides about the platform, the policy or a certificate takes effect on what is there already:
    such consequences are shown and do not block.
    """
    touched = {pair.path for pair in review.pairs.all}
    errors = [one for one in _errors(review, review.after) if one.path not in touched]
    known = {_key(one) for one in _errors(review, review.before)} if errors else set()
    fresh = [one for one in errors if _key(one) not in known]
    for one in fresh:
        place = Place(path=one.path, line=one.line, column=one.column)
        if one.rule in DECIDED:
            yield Advice(place, f"because of this change: {one.message} ({one.rule})", one.fix)
        else:
            yield replace(one, message=f"because of this change: {one.message}")


def problems_of(review: Review, side: Side, /) -> tuple[Problem, ...]:
    """What the checks say about one side of a change, in report order; worked out once."""
    if side not in review.told:
        review.told[side] = tuple(_judge(side.context(focus_of(review), today=review.today), side))
    return review.told[side]


def _judge(context: Context, side: Side) -> list[Problem]:
    files = context.sources.files
    alone = [problem for path in files for problem in side.alone(path)]
    between = [problem for family in FAMILIES for problem in family.check(context)]
    return sorted(secrets.without_secrets([*alone, *between], context.sources), key=lambda one: one.sort_key)


def _errors(review: Review, side: Side) -> Iterator[Problem]:
    return (one for one in problems_of(review, side) if one.severity is Severity.ERROR)


def _key(problem: Problem) -> tuple[str, str, str]:
    return problem.rule, problem.path, problem.message


def _of_entry(entry: Entry) -> Iterator[Problem]:
    """What the loader finds in a file before it is read."""
    if entry.path in LOOSE and entry.mode == REGULAR:
        return
    found = [*file_mode(entry)]
    yield from found or file_size(entry)
    if kind_of(entry.path) is None:
        yield from stray_file(entry.path)


def _neighbours(after: Side, entries: list[Entry]) -> Iterator[Entry]:
    """The changed files and everything that stands beside one of them or of the folders above."""
    folders = {"/".join(parts[:n]) for e in entries for parts in [e.path.split("/")] for n in range(len(parts))}
    for folder in sorted(folders):
        for name in after.reach.names(folder):
            yield Entry(f"{folder}/{name}".lstrip("/"), REGULAR, 0)
