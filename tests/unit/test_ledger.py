"""The walk to the timeline and its cache: what was read is not read again, and nothing about the cache can mislead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from seedbed import ledger
from seedbed.ledger import FEW, read_portal_timeline, read_timeline, wants_history
from seedbed.repository import cache
from seedbed.repository.git import GitError
from seedbed.repository.history_paths import portal_layout
from tests.helpers.git import Repo
from tests.helpers.histories import DAY, START, Writer

LONG = FEW + 10


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    """The folder of the cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / "cache"))
    return tmp_path / "home" / "cache" / "seedbed"


@pytest.fixture
def top(tmp_path):
    """A repository with more commits than are read again."""
    with Writer.init(tmp_path / "repo") as writer:
        mark = 0
        for number in range(LONG):
            stage = ("idea", "pilot")[number % 2]
            tree = {"catalog/agents/sorter/blueprint.yml": f"stage: {stage}\n".encode()}
            mark = writer.commit(tree, parents=[mark] if mark else [], at=START + number * DAY)
        writer.point("main", mark)
    return tmp_path / "repo"


def read(top, **options):
    return read_timeline(top, lambda _: portal_layout(), **options)


def add(top, *stages, onto="main", at=START + LONG * DAY):
    """Commits on top of `onto`, to which main then points; gives the last."""
    repo = Repo(top)
    parent = repo.git("rev-parse", onto)
    for stage in stages:
        entry = "catalog/agents/sorter/blueprint.yml"
        blob = repo.git("hash-object", "-w", "--stdin", text=f"stage: {stage}\n")
        repo.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{entry}")
        tree = repo.git("write-tree")
        parent = repo.git("commit-tree", tree, "-p", parent, "-m", "One more", date=f"@{at} +0000")
    repo.git("update-ref", "refs/heads/main", parent)
    return parent


def test_the_second_reading_reads_nothing(top):
    first, second = read(top), read(top)
    assert (first.read, first.stored, second.read, second.stored) == (LONG, True, 0, None)
    assert second.timeline == first.timeline


def test_only_what_is_new_is_read(top):
    read(top)
    add(top, "validated", "production")
    again = read(top)
    assert (again.read, again.dropped, again.timeline) == (2, 0, read(top, cached=False).timeline)


def test_a_few_new_commits_are_not_stored(top):
    read(top)
    add(top, "validated")
    assert (read(top).stored, read(top).read) == (None, 1)


def test_many_new_commits_are_stored(top):
    read(top)
    add(top, *(("pilot", "validated") * FEW))
    assert (read(top).stored, read(top).read) == (True, 0)


def test_a_rewritten_branch_says_how_many_dates_moved(top):
    read(top)
    add(top, "validated", onto="main~3", at=START + LONG * DAY)
    again = read(top)
    assert (again.dropped, again.moved, again.read, again.stored) == (3, 3, 1, True)
    assert again.timeline == read(top, cached=False).timeline
    assert read(top).dropped == 0  # it is told once


def test_a_rewrite_that_changes_no_date_moves_nothing(top):
    last = read(top).timeline.events[-1]
    add(top, last.new, onto="main~1", at=last.at)
    again = read(top)
    assert (again.dropped, again.moved, again.timeline.head) == (1, 0, Repo(top).git("rev-parse", "main"))


def test_an_older_commit_is_read_without_losing_the_newer_ones(top):
    read(top)
    older = read(top, at="main~20")
    assert (older.timeline, older.stored) == (read(top, at="main~20", cached=False).timeline, None)
    assert read(top).read == 0


def test_without_a_cache_nothing_is_written(top, shelf):
    assert read(top, cached=False).stored is None
    assert not shelf.exists()


def test_nothing_is_written_into_the_repository(top):
    Repo(top).git("gc", "--quiet", "--prune=now")
    before = traces_of(top)
    assert (read(top).read, traces_of(top)) == (LONG, before)
    add(top, "validated")
    before = traces_of(top)
    assert (read(top).read, traces_of(top)) == (1, before)


def traces_of(top):
    """Every file and folder with what tells that it was written to."""
    states = {path: path.lstat() for path in top.rglob("*")}
    return {path: (state.st_mtime_ns, state.st_ctime_ns, state.st_size) for path, state in states.items()}


def test_a_foxtrot_merge_is_read_as_if_for_the_first_time(top):
    """Main was merged into a branch, and the branch became main: what was newest is on no first parent any more."""
    read(top)
    repo, was = Repo(top), Repo(top).git("rev-parse", "main")
    branch = add(top, "validated", onto="main~5")
    merge = repo.git("commit-tree", f"{was}^{{tree}}", "-p", branch, "-p", was, "-m", "Merge branch 'main' into x")
    repo.git("update-ref", "refs/heads/main", merge)
    again = read(top)
    assert (again.dropped, again.read, again.timeline.head) == (5, 2, merge)
    assert again.timeline == read(top, cached=False).timeline


def test_a_linked_work_tree_reads_what_its_repository_left(top, tmp_path):
    read(top)
    Repo(top).git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"), "main")
    assert read(tmp_path / "linked").read == 0


@pytest.mark.parametrize("inside", [".", "catalog/cache", ".git"])
def test_a_cache_folder_inside_the_repository_is_not_used(top, inside, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(top / inside))
    assert read(top).stored is None
    assert not list(top.rglob("*.timeline"))


def test_a_repository_without_a_home_is_read_all_the_same(top, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setattr(cache.Path, "home", lambda: (_ for _ in ()).throw(RuntimeError))
    assert (read(top).stored, read(top).read) == (None, LONG)


def damage(data, kind):
    middle = len(data) // 2
    return {
        "cut": data[:middle],
        "empty": b"",
        "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "longer": data + b"x",
        "other": b"something else\n" + data,
        "no head": cache.MAGIC + b"\n" + data,
        "wrong head": cache.MAGIC + b'{"key": 1, "parts": 3}\n',
    }[kind]


@pytest.mark.parametrize("kind", ["cut", "empty", "flipped", "longer", "other", "no head", "wrong head"])
def test_a_damaged_cache_is_not_there(top, shelf, kind):
    first = read(top)
    file = next(shelf.glob("*.timeline"))
    file.write_bytes(damage(file.read_bytes(), kind))
    again = read(top)
    assert (again.read, again.timeline) == (LONG, first.timeline)
    assert read(top).read == 0  # and it is mended


@pytest.mark.parametrize(
    "part", ["ids", "people", "paths", "path kinds", "chain 0q", "changes 1I", "events kinds", "head"]
)
def test_parts_that_do_not_fit_together_are_not_there(top, part, monkeypatch):
    first = read(top)
    whole = cache.load_cached

    def torn(folder, key):
        parts = whole(folder, key)
        return {name: data for name, data in parts.items() if name != part} if parts else None

    monkeypatch.setattr(ledger, "load_cached", torn)
    assert (read(top).read, read(top).timeline) == (LONG, first.timeline)


@pytest.mark.parametrize("name", ["tool", "code", "objects"])
def test_another_engine_has_another_cache(top, name, monkeypatch):
    read(top)
    monkeypatch.setattr(ledger.CacheKey, "text", property(lambda key: f"{name} {sorted(key.facts)}"))
    assert read(top).read == LONG


def test_the_same_folder_may_become_another_repository(top, tmp_path):
    read(top)
    top.rename(tmp_path / "away")
    other = Repo.init(top)
    other.commit({"catalog/agents/filer/blueprint.yml": "stage: idea\n"})
    again = read(top)
    assert {event.agent for event in again.timeline.events} == {"filer"}
    assert again.timeline == read(top, cached=False).timeline


KILLED = """
import os, signal, sys
from pathlib import Path
from seedbed.ledger import read_timeline
from seedbed.repository import cache
from seedbed.repository.history_paths import portal_layout

class Path_(type(Path())):
    def replace(self, target):
        os.kill(os.getpid(), signal.SIGKILL)

real = cache.cache_folder
import seedbed.ledger as ledger
ledger.cache_folder = lambda outside: Path_(real(outside))
read_timeline(Path(sys.argv[1]), lambda _: portal_layout())
"""


def test_a_run_that_is_killed_while_it_stores_leaves_no_trace_that_matters(top, shelf):
    killed = subprocess.run([sys.executable, "-c", KILLED, top], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [path.suffix for path in shelf.iterdir()] == [".new"]
    assert (read(top).read, read(top).read) == (LONG, 0)
    assert [path.suffix for path in shelf.iterdir()] == [".timeline"]


FULL = """
import resource, signal, sys
from pathlib import Path
from seedbed.ledger import read_timeline
from seedbed.repository.history_paths import portal_layout

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
reading = read_timeline(Path(sys.argv[1]), lambda _: portal_layout())
print(reading.read, reading.stored, len(reading.timeline.events))
"""


def test_a_full_disk_costs_only_time(top, shelf):
    done = subprocess.run([sys.executable, "-c", FULL, top], check=True, capture_output=True, text=True)
    assert done.stdout.split() == [str(LONG), "False", str(LONG + 1)]
    assert not list(shelf.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_costs_only_time(top, shelf):
    shelf.parent.mkdir(parents=True)
    shelf.parent.chmod(0o500)
    assert read(top).stored is False


def test_a_file_in_the_place_of_the_folder_costs_only_time(top, shelf):
    shelf.parent.mkdir(parents=True)
    shelf.write_text("in the way")
    assert (read(top).stored, read(top).read) == (False, LONG)


def test_two_runs_at_once_both_get_it_right(top, shelf):
    results = []
    threads = [threading.Thread(target=lambda: results.append(read(top))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(result.timeline == results[0].timeline for result in results)
    assert [path.suffix for path in shelf.iterdir()] == [".timeline"]
    assert read(top).read == 0


def test_reading_leaves_no_process_and_no_open_file_behind(top):
    before = held()
    for _ in range(3):
        read(top, cached=False)
    assert held() == before


def held():
    """How many files this process holds open, and its children, where the system tells."""
    process = Path("/proc/self")
    children = [path.read_text("ascii").split() for path in process.glob("task/*/children")]
    return len(list(process.glob("fd/*"))), sum(map(len, children))


def test_a_portal_outside_git_has_no_history(tmp_path):
    assert read_portal_timeline(tmp_path) is None


def test_a_portal_before_its_first_commit_has_no_history(tmp_path):
    assert read_portal_timeline(Repo.init(tmp_path / "fresh").top) is None


@pytest.mark.parametrize("folder", ["portal", "portal/"])
def test_a_portal_in_a_folder_of_a_larger_repository_has_its_own_history(tmp_path, folder):
    repo = Repo.init(tmp_path / "large")
    inside = {
        "catalog/agents/other/blueprint.yml": "stage: idea\n",
        "portal/catalog/agents/sorter/blueprint.yml": "stage: idea\n",
    }
    head = repo.commit(inside)
    timeline = read_portal_timeline(repo.top / folder).timeline
    assert (timeline.head, {event.agent for event in timeline.events}) == (head, {"sorter"})


def test_a_shallow_portal_is_refused_with_the_command_that_mends_it(top, tmp_path):
    Repo(tmp_path).git("clone", "--quiet", "--depth=1", f"file://{top}", "shallow")
    with pytest.raises(GitError, match=r"git -C .*shallow fetch --unshallow"):
        read_portal_timeline(tmp_path / "shallow")


@pytest.mark.parametrize(("word", "wanted"), [(None, True), ("", True), ("on", True), ("off", False)])
def test_the_switch_of_the_history(word, wanted):
    assert wants_history(word) is wanted


@pytest.mark.parametrize("word", ["no", "OFF", "0", "false"])
def test_another_word_at_the_switch_is_refused_with_those_it_knows(word):
    with pytest.raises(ValueError, match="it can be on or off"):
        wants_history(word)
