"""Three trees, one answer: the disk, a commit and a dictionary, each with its odd entries."""

from __future__ import annotations

import inspect
import os
import socket
import stat
import sys

import pytest

from seedbed.repository.git import Git, GitError
from seedbed.repository.load import load_sources
from seedbed.repository.tree import (
    EXECUTABLE,
    REGULAR,
    SPECIAL,
    SUBMODULE,
    SYMLINK,
    UNREADABLE,
    Entry,
    GitTree,
    MemoryTree,
    WorkingTree,
)
from tests.helpers.git import Repo
from tests.helpers.portals import BASE

UNIT = "catalog/units/a.yml"
FILES = {UNIT: "name: a\n", "playbooks/p.md": "text", "README.md": "not a record", "catalog/ä b.yml": "x"}


def modes(tree) -> dict[str, str]:
    return {entry.path: entry.mode for entry in tree.entries()}


def contents(tree) -> dict[str, bytes]:
    return {entry.path: tree.read(entry) for entry in tree.entries() if entry.mode == REGULAR}


def test_disk_commit_and_memory_hold_the_same(repo: Repo):
    repo.commit(FILES)
    expected = {path: text.encode() for path, text in FILES.items() if path != "README.md"}
    with GitTree(Git.open(repo.top), "HEAD") as tree:
        assert contents(tree) == expected
    assert contents(WorkingTree(repo.top)) == expected
    assert contents(MemoryTree({path: text for path, text in FILES.items() if path != "README.md"})) == expected


def test_the_base_portal_is_read_alike_from_disk_and_commit(repo: Repo):
    repo.commit({entry.path: (BASE / entry.path).read_bytes() for entry in WorkingTree(BASE).entries()})
    with GitTree(Git.open(repo.top), "main") as tree:
        committed, on_disk = load_sources(tree), load_sources(WorkingTree(BASE))
    assert {path: source.text for path, source in committed.files.items()} == {
        path: source.text for path, source in on_disk.files.items()
    }
    assert all(source.oid for source in committed.files.values())


def test_sizes_are_bytes(repo: Repo):
    repo.commit({UNIT: "name: ä\n"})
    with GitTree(Git.open(repo.top), "HEAD") as tree:
        assert [entry.size for entry in tree.entries()] == [9]
    assert [entry.size for entry in WorkingTree(repo.top).entries()] == [9]


class TestWorkingTree:
    def test_nothing_there(self, tmp_path):
        assert list(WorkingTree(tmp_path).entries()) == []

    def test_links_are_entries_and_are_not_followed(self, tmp_path):
        (tmp_path / "catalog/units").mkdir(parents=True)
        (tmp_path / "catalog/units/a.yml").symlink_to("/etc/passwd")
        (tmp_path / "catalog/units/gone.yml").symlink_to("nowhere")
        (tmp_path / "catalog/round").symlink_to("..")
        assert set(modes(WorkingTree(tmp_path)).values()) == {SYMLINK}

    def test_a_linked_catalog_is_one_entry(self, tmp_path):
        (tmp_path / "elsewhere/units").mkdir(parents=True)
        (tmp_path / "elsewhere/units/a.yml").write_text("name: a")
        (tmp_path / "catalog").symlink_to("elsewhere")
        assert modes(WorkingTree(tmp_path)) == {"catalog": SYMLINK}

    def test_a_file_in_the_place_of_the_catalog_is_an_entry(self, tmp_path):
        (tmp_path / "catalog").write_text("x")
        assert modes(WorkingTree(tmp_path)) == {"catalog": REGULAR}

    def test_pipes_and_sockets_are_never_opened(self, tmp_path):
        (tmp_path / "catalog").mkdir()
        os.mkfifo(tmp_path / "catalog/pipe.yml")
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(str(tmp_path / "catalog/s"))
            assert modes(WorkingTree(tmp_path)) == {"catalog/pipe.yml": SPECIAL, "catalog/s": SPECIAL}
            assert {problem.rule for problem in load_sources(WorkingTree(tmp_path)).problems} == {
                "file-mode",
                "stray-file",
            }

    def test_a_nested_repository_is_one_entry(self, tmp_path):
        Repo.init(tmp_path / "catalog/units").commit({"a.yml": "name: a"})
        assert modes(WorkingTree(tmp_path)) == {"catalog/units": SUBMODULE}

    def test_executables(self, tmp_path):
        (tmp_path / "catalog").mkdir()
        (tmp_path / "catalog/run.yml").write_text("x")
        (tmp_path / "catalog/run.yml").chmod(0o755)
        assert modes(WorkingTree(tmp_path)) == {"catalog/run.yml": EXECUTABLE}

    def test_a_name_that_is_not_utf8_is_an_entry_and_a_printable_problem(self, tmp_path):
        (tmp_path / "catalog").mkdir()
        (tmp_path / "catalog" / os.fsdecode(b"\xff\n.yml")).touch()
        (problem,) = load_sources(WorkingTree(tmp_path)).problems
        assert (problem.rule, problem.path) == ("stray-file", "catalog/\\xff\\n.yml")

    def test_folders_nested_deeper_than_python_recurses(self, tmp_path):
        deep = "catalog" + "/d" * 150
        (tmp_path / deep).mkdir(parents=True)
        (tmp_path / deep / "f.yml").touch()
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(len(inspect.stack()) + 60)
        try:
            entries = list(WorkingTree(tmp_path).entries())
        finally:
            sys.setrecursionlimit(limit)
        assert entries == [Entry(f"{deep}/f.yml", REGULAR, 0)]

    def test_a_folder_that_may_not_be_listed_is_an_entry(self, tmp_path, monkeypatch):
        (tmp_path / "catalog/units").mkdir(parents=True)
        (tmp_path / UNIT).write_text("name: a")

        def refuse(path):
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(os, "scandir", refuse)
        assert modes(WorkingTree(tmp_path)) == {"catalog": UNREADABLE}


class TestGitTree:
    def test_odd_entries_are_told_by_their_modes(self, repo: Repo):
        nested = repo.commit({"README.md": "x"})
        repo.commit_entries(
            ("120000", "catalog/units/link.yml", "/etc/passwd"),
            ("160000", "catalog/units/nested", nested),
            ("100755", "catalog/units/run.yml", "name: a\n"),
            ("100644", "catalog/units/a\tb\n\udcff.yml", "name: a\n"),
        )
        with GitTree(Git.open(repo.top), "main") as tree:
            assert modes(tree) == {
                "catalog/units/link.yml": SYMLINK,
                "catalog/units/nested": SUBMODULE,
                "catalog/units/run.yml": EXECUTABLE,
                "catalog/units/a\tb\n\udcff.yml": REGULAR,
            }
            assert len([p for p in load_sources(tree).problems if p.rule == "file-mode"]) == 3

    def test_a_linked_catalog_is_one_entry(self, repo: Repo):
        repo.commit_entries(("120000", "catalog", "elsewhere"))
        with GitTree(Git.open(repo.top), "main") as tree:
            assert modes(tree) == {"catalog": SYMLINK}

    def test_case_twins_of_a_commit_are_found(self, repo: Repo):
        repo.commit_entries(
            ("100644", "catalog/units/a.yml", "name: a\n"), ("100644", "catalog/units/A.yml", "name: b\n")
        )
        with GitTree(Git.open(repo.top), "main") as tree:
            assert sorted(p.rule for p in load_sources(tree).problems) == ["path-twin", "stray-file"]

    @pytest.mark.parametrize("prefix", ["portal", "portal/", "/portal/"])
    def test_a_prefix_is_taken_off_every_path(self, repo: Repo, prefix):
        repo.commit(
            {"portal/catalog/units/a.yml": "name: a", "catalog/units/b.yml": "name: b", "portal2/catalog/c": "x"}
        )
        with GitTree(Git.open(repo.top), "HEAD", prefix=prefix) as tree:
            assert contents(tree) == {UNIT: b"name: a"}

    def test_a_portal_without_records_is_empty(self, repo: Repo):
        repo.commit({"README.md": "x"})
        with GitTree(Git.open(repo.top), "HEAD") as tree:
            assert list(tree.entries()) == []

    def test_empty_and_large_blobs_in_any_order(self, repo: Repo):
        large = "x" * 3_000_000
        repo.commit({"catalog/a.yml": "", "catalog/b.yml": large, "catalog/c.yml": "\n"})
        with GitTree(Git.open(repo.top), "HEAD") as tree:
            found = {entry.path: tree.read(entry) for entry in reversed(list(tree.entries()))}
        assert found == {"catalog/a.yml": b"", "catalog/b.yml": large.encode(), "catalog/c.yml": b"\n"}

    def test_a_large_file_is_refused_by_its_size_and_never_read(self, repo: Repo):
        repo.commit({UNIT: "x" * 300_000})
        with GitTree(Git.open(repo.top), "HEAD") as tree:
            assert [problem.rule for problem in load_sources(tree).problems] == ["file-size"]
            assert tree.reader is None

    def test_a_missing_object_is_said_with_its_mend(self, repo: Repo):
        repo.commit({UNIT: "name: a\n"})
        with GitTree(Git.open(repo.top), "HEAD") as tree:
            (entry,) = tree.entries()
            loose = repo.top / ".git/objects" / entry.oid[:2] / entry.oid[2:]
            loose.chmod(stat.S_IWUSR | stat.S_IRUSR)
            loose.unlink()
            with pytest.raises(GitError, match="is not in this clone; fetch it with"):
                tree.read(entry)

    def test_the_reading_process_is_gone_afterwards(self, repo: Repo):
        repo.commit({UNIT: "name: a\n"})
        with GitTree(Git.open(repo.top), "HEAD") as tree:
            contents(tree)
            process = tree.reader
        assert process.poll() is not None
        assert tree.reader is None

    def test_a_reading_process_that_died_is_a_git_error(self, repo: Repo):
        repo.commit({UNIT: "name: a\n"})
        with GitTree(Git.open(repo.top), "HEAD") as tree:
            (entry,) = tree.entries()
            tree.read(entry)
            tree.reader.kill()
            tree.reader.wait()
            with pytest.raises(GitError):
                tree.read(entry)

    def test_the_sha256_format(self, tmp_path):
        repo = Repo.init(tmp_path / "r", "--object-format=sha256")
        repo.commit({UNIT: "name: a\n"})
        with GitTree(Git.open(repo.top), "HEAD") as tree:
            assert contents(tree) == {UNIT: b"name: a\n"}
