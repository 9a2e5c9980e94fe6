"""From what every commit changed to what it told: commit by commit, each against the state before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from seedbed.repository.history import History
from seedbed.timeline.events import Kind
from seedbed.timeline.log import CODES, Log, Row, Writer
from seedbed.timeline.renames import Register, Turn, find_moves
from seedbed.timeline.state import AGENT_KINDS, File, Records, State
from seedbed.timeline.told import Change, blueprint_of, tell

PAST_PROTOTYPE = frozenset({"pilot", "validated", "production", "suspended", "retired"})
"""As texts: loading the records to read five names would cost every reading of a history more than the fold."""
IMPORT_AGENTS, IMPORT_SHARE = 10, 20
"""A commit that brings more than ten agents past prototype, and more than a twentieth of all, is an import."""


def fold(history: History, log: Log, kept: int, /) -> None:
    """Bring `log`, which holds what the oldest `kept` commits of the history told, up to its head.

    The result is that of folding the whole history at once.
    """
    log.cut(kept)
    if history.changes.end(kept) == len(history.changes):
        return
    folder = _Folder(history, log, kept)
    for commit, files in history.changes.since(kept):
        folder.take(commit, files)


class _Folder:
    """The state, the ids, and the log that grows."""

    def __init__(self, history: History, log: Log, kept: int) -> None:
        self.state = State(history, kept)
        self.names = history.paths.names
        self.log, self.writer = log, Writer(log)
        self.register: Register | None = None

    def take(self, commit: int, files: list[File]) -> None:
        """Write what a commit told, and go on to the state after it."""
        changes = [change for file in files if (change := self.state.change(*file))]
        turns = {one.agent: Turn(blueprint_of(one.old), blueprint_of(one.new)) for one in changes if is_agent(one)}
        if any(turn.touches_ids for turn in turns.values()):
            self.take_ids(commit, files, changes, turns)
            return
        self.state.apply(files)
        if len(changes) > 1:
            changes.sort(key=self.order)
        self.writer.write(commit, (row for change in changes for row in tell(change)))

    def take_ids(self, commit: int, files: list[File], changes: list[Change], turns: Mapping[str, Turn]) -> None:
        """The same where agents come, go, or declare earlier ids."""
        state = self.state
        if self.register is None:
            self.register = register_of(state, self.log)
        moves = find_moves(turns)
        moved = sorted({*moves, *moves.values()})
        before = {agent: state.records_of(moves[agent]) if agent in moves else {} for agent in moved}
        fresh = {change.path for change in changes if change.is_new}
        state.apply(files)
        told = [change for change in changes if change.agent not in before]
        for agent in moved:
            told += self.compare(agent, before[agent], fresh)
        rows = [row for agent, turn in turns.items() for row in self.id_rows(agent, turn, moves)]
        rows += self.note_ids(self.register, turns, moves)
        self.write(commit, rows, told)
        self.note_import(commit, turns, moves)

    def compare(self, agent: str, before: Records, fresh: set[int]) -> list[Change]:
        """What changed of an agent whose files were somebody else's, or are somebody else's now."""
        state, after = self.state, self.state.records_of(agent)
        changes = []
        for kind, name in {**before, **after}:
            old, new = before.get((kind, name)), after.get((kind, name))
            path, _ = new or old or (0, 0)
            earlier, later = (state.facts(file[1]) if file else None for file in (old, new))
            changes.append(Change(kind, agent, name, path, earlier, later, old is None and path in fresh))
        return changes

    def id_rows(self, agent: str, turn: Turn, moves: Mapping[str, str]) -> list[Row]:
        """Whether an agent came, went, or got another id."""
        path = self.state.blueprint_path(agent)
        if agent in moves:
            return [Row(Kind.RENAMED, agent, path, moves[agent], agent)]
        if turn.new is None:
            return [] if agent in moves.values() else [Row(Kind.REMOVED, agent, path, agent, None)]
        return [] if turn.old else [Row(Kind.ADDED, agent, path, None, agent)]

    def note_ids(self, register: Register, turns: Mapping[str, Turn], moves: Mapping[str, str]) -> list[Row]:
        """Take the ids down, and tell the renames that are declared without a move."""
        for agent, turn in turns.items():
            register.note(agent, turn)
        register.move(moves)
        gone = [agent for agent, turn in turns.items() if turn.new is None]
        pairs = register.links(turns, gone)
        return [Row(Kind.RENAMED, agent, self.state.blueprint_path(agent), old, agent) for agent, old in pairs]

    def write(self, commit: int, rows: Iterable[Row], changes: Iterable[Change]) -> None:
        """Write a commit's rows in the order of events: by agent, what concerns its id first, then by record."""
        entries = [((row.agent, 0, CODES[row.kind], row.old or ""), [row]) for row in rows]
        entries += [((change.agent, 1, 0, self.names[change.path]), list(tell(change))) for change in changes]
        entries.sort(key=itemgetter(0))
        self.writer.write(commit, (row for _, told in entries for row in told))

    def order(self, change: Change) -> tuple[str, str]:
        """By agent, then by record."""
        return change.agent, self.names[change.path]

    def note_import(self, commit: int, turns: Mapping[str, Turn], moves: Mapping[str, str]) -> None:
        """Mark the commit when it is an import."""
        born = [turn.new for agent, turn in turns.items() if turn.new and not turn.old and agent not in moves]
        grown = sum(blueprint.stage in PAST_PROTOTYPE for blueprint in born)
        if self.register and grown > IMPORT_AGENTS and grown * IMPORT_SHARE > len(self.register.alive):
            self.log.imports.append(commit)


def is_agent(change: Change, /) -> bool:
    """Whether an agent comes and goes with this record."""
    return change.kind in AGENT_KINDS


def register_of(state: State, log: Log, /) -> Register:
    """The ids as they are after a state, of which `log` holds the events."""
    register = Register()
    for agent, facts in state.agents().items():
        register.note(agent, Turn(None, blueprint_of(facts)))
    for _, places in groupby(log.places_of(Kind.RENAMED, Kind.ADDED), key=lambda place: log.commits[place]):
        events = [(log.text(log.agents[place]) or "", log.text(log.olds[place])) for place in places]
        came = {agent for agent, _ in events}
        register.ever |= came
        register.claimed |= {old for _, old in events if old is not None}
        register.claimed -= came
    register.claimed -= register.alive
    return register
