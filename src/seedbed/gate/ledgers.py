"""Ledgers: rows are only appended, what happened stays told, and an id is never used twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from seedbed.changes import ChangeKind, Pair, RowEvent
from seedbed.checks.wording import counted
from seedbed.gate.context import Review
from seedbed.gate.ladder import version_number
from seedbed.gate.results import Advice, Holds, Outcome, Skipped, gate_rule
from seedbed.metrics.periods import end_of
from seedbed.problems import Finding, Place
from seedbed.records import Agent, Incident, Stage, Status
from seedbed.repository.load import Source

KEPT = frozenset({"measurement", "incident"})
"""Kinds of records that are never removed."""

LASTING = {"agent": "agent", "person": "person", "unit": "unit"}
"""Kinds whose ids others remember: in links, in the history, as the author of a change."""

WORDS = {"reordered": "moved to another place"}

LATE = "Look at what it was counted from before you approve it."
APPEND = "Put the rows back as they were; append a further row for the same period, the last one counts."


@gate_rule("rows-kept", family="ledgers", idle="no measurement table changes")
def rows_kept(review: Review, /) -> Iterator[Outcome]:
    """Rows of a measurement table are only ever appended: none is edited, removed or reordered.

    A correction is a further row for the same period, and the last one counts. So the figures of a day can always be
    told again.
    """
    added: dict[str, int] = defaultdict(int)
    for change in review.of(ChangeKind.MEASUREMENT):
        if change.field == RowEvent.ADDED:
            added[change.path] += 1
        else:
            period, what = (change.old or "").split(",")[0], change.field.removeprefix("row ")
            message = f"the row of {period} was {WORDS.get(what, what)}"
            yield Finding(Place(path=change.path, line=change.line), message, APPEND)
    for path, count in added.items():
        yield Holds(Place(path=path), f"{counted(count, 'row')} added")


@gate_rule("rows-late", family="ledgers", idle="no row is added")
def rows_late(review: Review, /) -> Iterator[Outcome]:
    """Rows are reported while somebody can still look into them.

    A row for a month that ended longer ago than evidence may be old is taken, and shown to whoever approves.
    """
    for change in review.of(ChangeKind.MEASUREMENT):
        if change.field != RowEvent.ADDED or change.new is None or not review.after.table(change.subject):
            continue
        period = change.new.split(",")[0]
        age = (review.today - end_of(period)).days
        if age > review.policy.thresholds.evidence_days:
            place = Place(path=change.path, line=change.line)
            yield Advice(place, f"the row of {period} is reported {counted(age, 'day')} after its month", LATE)


@gate_rule("rows-version", family="ledgers", idle="no row is added")
def rows_version(review: Review, /) -> Iterator[Outcome]:
    """A row tells of a version that the agent has or had, not of one to come.

    Rows for a later version would wait there as its evidence, measured on an agent that nobody had built.
    """
    for pair in review.pairs.of("measurement"):
        agent = review.after.agent(pair.id.split("/")[0])
        present = version_number(agent.version) if agent else None
        known = {row.line for row in pair.before.rows} if pair.before else set()
        for row in pair.after.rows if pair.after and present else ():
            number = version_number(row.data.get("version"))
            if row.line not in known and (number is None or (present and number > present)):
                place = Place(path=pair.path, line=row.line, column=row.columns.get("version", 1))
                message = f"the row of {row.data.get('period')} is of version {row.data.get('version')}"
                message += f", the agent is at {agent.version if agent else None}"
                yield Finding(place, message, "Write the version that did the work; raise the agent's version first.")


@gate_rule("record-removed", family="ledgers", idle="no record is removed")
def record_removed(review: Review, /) -> Iterator[Outcome]:
    """What happened stays told: agents, copies, measurements and incidents are ended, not deleted.

    An agent that is only an idea may be deleted with its folder, and a copy that was only planned. An agent that moves
    to another folder says so under `formerly` and takes everything along.
    """
    for pair in review.pairs.of("agent", "deployment", "measurement", "incident"):
        if pair.now is None:
            place = Place(path=pair.path)
            if _may_go(review, pair):
                yield Holds(place, "it never ran")
            else:
                yield Finding(place, "a record of something that happened is removed", _instead(pair))


def _may_go(review: Review, pair: Pair) -> bool:
    record = review.before.at(pair.path)
    if isinstance(record, Agent):
        below = [path for path in review.before.below(f"catalog/agents/{pair.id}") if path != pair.path]
        return record.stage is Stage.IDEA and all(path.endswith("/recipe.md") for path in below)
    return getattr(record, "status", None) is Status.PLANNED and not review.before.table(pair.id)


def _instead(pair: Pair) -> str:
    name = pair.kind.name if pair.kind else ""
    return {
        "agent": "Put it back with `stage: retired`; for a new id, list the old one under `formerly` of the new one.",
        "deployment": "Put it back with `status: ended`.",
        "incident": "Put it back with `status: closed` and what was mended.",
    }.get(name, APPEND)


@gate_rule("id-reused", family="ledgers", idle="no agent, person or unit is new")
def id_reused(review: Review, /) -> Iterator[Outcome]:
    """An id that was ever in use is never given to another agent, person or unit.

    Links, copies and the history would tell of the old one as if it were the new one. Asked are the former ids of all
    agents and the history of main.
    """
    fresh = [pair for pair in review.pairs.of(*LASTING) if pair.now and (pair.was is None or pair.is_moved)]
    used = review.proposal.used(pair.path for pair in fresh) if fresh else {}
    claims = _claims(review, [pair.id for pair in fresh if pair.kind and pair.kind.name == "agent"])
    for pair in fresh:
        place, who = Place(path=pair.path), claims.get(pair.id)
        if who and who != review.pairs.renames.get(pair.id):
            yield Finding(place, f"{pair.id} is a former id of {who}", "Choose another id.")
        elif review.before.reach.find(pair.path):
            yield Finding(place, f"{pair.id} is in use on main by now", "Choose another id.")
        elif pair.path in used:
            yield Finding(place, f"{pair.id} was in use until commit {used[pair.path][:12]}", "Choose another id.")
        else:
            yield Holds(place, "the id is new")


def _claims(review: Review, ids: list[str]) -> dict[str, str]:
    """Which of the ids are former ones of agents of main, and whose."""
    found = {}
    for path in review.before.holding(ids, kinds=["agent"]) if ids else ():
        record = review.before.at(path)
        for old in record.formerly if isinstance(record, Agent) else ():
            if old in ids:
                found[old] = path.split("/")[2]
    return found


@gate_rule("recorded-first", family="ledgers", idle="no record states where it was imported from")
def recorded_first(review: Review, /) -> Iterator[Outcome]:
    """The dates of an older register (`recorded`) come with the change that adds the record, by the AI office.

    Later nobody could tell a date that was known from one that was wished for.
    """
    for pair in review.pairs.of("agent", "deployment"):
        old, new = _recorded(pair.before), _recorded(pair.after)
        if new is None or new == old:
            continue
        place = pair.after.key_place("recorded") if pair.after else Place(path=pair.path)
        if pair.was is not None:
            fix = "Take `recorded` back as it was; it is only stated by the change that adds the record."
            yield Finding(place, "`recorded` is added or changed in a record that is there already", fix)
        elif not review.asker.is_office:
            yield Finding(place, f"{review.asker.words} is not of the AI office, which alone imports", "Remove it.")
        else:
            yield Skipped(place, f"imported by {review.asker.words}")


def _recorded(source: Source | None) -> object:
    return source.data.get("recorded") if source and isinstance(source.data, dict) else None


@gate_rule("incident-kept", family="ledgers", idle="no incident is edited")
def incident_kept(review: Review, /) -> Iterator[Outcome]:
    """The severity of an incident is not lowered, its story not shortened, by anybody but the AI office."""
    for pair in review.pairs.of("incident"):
        old, new = review.before.at(pair.old_path), review.after.at(pair.path)
        if not (isinstance(old, Incident) and isinstance(new, Incident)):
            continue
        is_less = new.severity.rank < old.severity.rank
        if (is_less or not new.happened.startswith(old.happened)) and not review.asker.is_office:
            what = f"the severity falls to {new.severity}" if is_less else "what happened is told anew"
            place = review.place(new, "severity" if is_less else "happened")
            yield Finding(place, what, "Leave it as it was reported, and add to it; or ask the AI office.")
        else:
            yield Holds(review.place(new), "nothing of it is taken back")
