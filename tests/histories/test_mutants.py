"""Readers that are wrong on purpose: the random histories must find every one of them, or they prove nothing.

Those that ask Git wrongly are hunted in growing repositories, those that think wrongly in memory.
"""

from __future__ import annotations

from array import array

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from msgspec.structs import replace

from seedbed.repository import history_changes
from seedbed.repository.git import Git
from seedbed.repository.history import read_newer
from seedbed.repository.history_changes import ABSENT, Changes
from seedbed.timeline import fold as folding
from seedbed.timeline import state as states
from seedbed.timeline import view
from seedbed.timeline.fold import fold
from seedbed.timeline.landing import change_number
from seedbed.timeline.mailmap import Mailmap
from seedbed.timeline.renames import Register
from seedbed.timeline.state import State
from tests.helpers import memory_history
from tests.histories.comparing import compare_going_on, compare_with_oracle, rows_of_trees
from tests.histories.machine import Growing, Reader

HUNT = settings(
    max_examples=3000,
    stateful_step_count=25,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


class OtherGit(Git):
    """Git that is asked for other commits than it should be."""

    def start(self, *arguments, **options):
        return super().start(*(self.changed(arguments) if "--first-parent" in arguments else arguments), **options)


class WithoutMerges(OtherGit):
    def changed(self, arguments):
        return (arguments[0], "--no-merges", *arguments[1:])


class EveryParent(OtherGit):
    def changed(self, arguments):
        return tuple(argument for argument in arguments if argument != "--first-parent")


class Since(OtherGit):
    known = ""

    def changed(self, arguments):
        return (*arguments[:-1], f"^{self.known}", arguments[-1])


def with_git(git_class):
    class Other(Reader):
        def __init__(self, git):
            super().__init__(git_class(git.git_dir, git.top))

    return Other


class NaiveReader(Reader):
    """Takes `cached..head` for what is new, as if nobody ever rewrote a branch or merged it the wrong way."""

    def read(self, head, history, log):
        if history.head is None:
            return super().read(head, history, log)
        git, kept = Since(self.git.git_dir, self.git.top), len(history.chain)
        Since.known = history.head
        newer = read_newer(git, head, history, number_of=change_number)
        columns = newer.changes
        later = Changes(
            commits=array("I", (place + kept for place in columns.commits)), paths=columns.paths, facts=columns.facts
        )
        history.join(replace(newer, kept=kept, changes=later))
        fold(history, log, kept)
        return view.create_timeline(history, log, mailmap=Mailmap())


def running_maximum(dates, *, latest=None):
    highest, repaired = 0, array("q")
    for date in dates:
        highest = max(highest, date)
        repaired.append(highest)
    return repaired, sum(one != other for one, other in zip(dates, repaired, strict=True))


def links_ever_anew(register, turns, gone):
    register.claimed.clear()
    return LINKS(register, turns, gone)


def forgetful(changes, commits):
    """Takes the last version for what stands, whether it could be read or not."""
    end = changes.end(commits)
    last = dict(zip(changes.paths[:end], changes.facts[:end], strict=True))
    return {path: max(fact, ABSENT) for path, fact in last.items()}, last


def new_where_nothing_stood(state, path, facts):
    change = CHANGE(state, path, facts)
    return change and change._replace(is_new=change.old is None)


LINKS, CHANGE = Register.links, State.change

PATCHES = {
    "a broken version deletes": (memory_history, "UNREADABLE", ABSENT),
    "the last version stands, even a broken one": (states, "_files", forgetful),
    "renames are not seen": (folding, "find_moves", lambda turns: {}),
    "links are told again": (Register, "links", links_ever_anew),
    "a healed record is new": (State, "change", new_where_nothing_stood),
    "ids are not remembered": (folding, "register_of", lambda state, log: Register()),
    "what stood is not remembered": (states, "_files", lambda changes, commits: ({}, {})),
    "moved records begin anew": (State, "records_of", lambda state, agent: {}),
}

STARTS = dict.fromkeys(PATCHES, 1) | {"the last version stands, even a broken one": None}
"""Where chance begins (None: at its usual start); from elsewhere it can take a thousand histories."""

READERS = {
    "cached..head": NaiveReader,
    "merges are skipped": with_git(WithoutMerges),
    "every parent counts": with_git(EveryParent),
}


def hunt_in_repositories(reader_class=Reader):
    machine = type("Hunted", (Growing,), {"reader_class": reader_class})
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=HUNT)


@HUNT
@given(rows_of_trees(), st.integers(0, 10))
def hunt_in_memory(trees, kept):
    compare_with_oracle(trees)
    compare_going_on(trees, min(kept, len(trees)))


@pytest.mark.parametrize("reader_class", READERS.values(), ids=READERS)
def test_a_reader_that_asks_wrongly_is_found(reader_class):
    hunt_in_repositories(reader_class)


def test_dates_that_follow_a_running_maximum_are_found(monkeypatch):
    monkeypatch.setattr(view, "repair_dates", running_maximum)
    hunt_in_repositories()


def test_symbolic_links_taken_for_files_are_found(monkeypatch):
    monkeypatch.setattr(history_changes, "_blob", lambda facts: facts.split(b" ")[3].replace(b"0" * 40, b""))
    hunt_in_repositories()


@pytest.mark.parametrize("words", PATCHES)
def test_a_reader_that_thinks_wrongly_is_found(words, monkeypatch):
    monkeypatch.setattr(*PATCHES[words])
    with pytest.raises(AssertionError):
        seed(STARTS[words])(hunt_in_memory)()
