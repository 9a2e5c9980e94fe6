"""A repository in plain sight: what is told without GitPython is what GitPython tells, and the rest is left to it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import git
import pytest

from seedbed.repository.git import Git, NoRepositoryError
from seedbed.repository.git_place import find_plain, is_nowhere
from tests.helpers.git import Repo

Layout = Callable[[Repo, Path], Path]


def below(repo: Repo, _: Path) -> Path:
    return repo.top / "catalog/units"


def the_git_folder(repo: Repo, _: Path) -> Path:
    return repo.top / ".git"


def inside_the_git_folder(repo: Repo, _: Path) -> Path:
    return repo.top / ".git/refs"


def bare(repo: Repo, beside: Path) -> Path:
    repo.git("clone", "--quiet", "--bare", str(repo.top), str(beside / "bare.git"))
    return beside / "bare.git"


def inside_a_bare_one(repo: Repo, beside: Path) -> Path:
    return bare(repo, beside) / "refs"


def a_linked_work_tree(repo: Repo, beside: Path) -> Path:
    repo.git("worktree", "add", "--quiet", "--detach", str(beside / "other"))
    return beside / "other/catalog"


def a_link_to_the_folder(repo: Repo, beside: Path) -> Path:
    (beside / "link").symlink_to(repo.top)
    return beside / "link"


def a_moved_work_tree(repo: Repo, beside: Path) -> Path:
    (beside / "moved").mkdir()
    repo.git("config", "core.worktree", str(beside / "moved"))
    return repo.top


def a_bare_one_named_dot_git(repo: Repo, _: Path) -> Path:
    repo.git("config", "core.bare", "true")
    return repo.top


def a_detached_head(repo: Repo, _: Path) -> Path:
    repo.git("checkout", "--quiet", "--detach")
    return repo.top


def a_repository_in_another(repo: Repo, _: Path) -> Path:
    Repo.init(repo.top / "catalog/inner")
    return repo.top / "catalog/inner"


def a_git_folder_that_is_none(repo: Repo, _: Path) -> Path:
    (repo.top / "catalog/.git").mkdir()
    return repo.top / "catalog"


def a_git_folder_elsewhere(repo: Repo, beside: Path) -> Path:
    repo.git("clone", "--quiet", f"--separate-git-dir={beside / 'apart'}", str(repo.top), str(beside / "tree"))
    return beside / "tree"


PLAIN = [below, bare, inside_a_bare_one, a_link_to_the_folder, a_detached_head, a_repository_in_another]
ODD = [
    the_git_folder,
    inside_the_git_folder,
    a_linked_work_tree,
    a_moved_work_tree,
    a_bare_one_named_dot_git,
    a_git_folder_that_is_none,
    a_git_folder_elsewhere,
]


@pytest.fixture
def filled(repo: Repo) -> Repo:
    repo.commit({"catalog/units/a.yml": "name: a\n"})
    return repo


def told_by_gitpython(place: Path) -> tuple[Path, Path | None]:
    with git.Repo(place, search_parent_directories=True, expand_vars=False) as repo:
        top = repo.working_tree_dir
        return Path(repo.git_dir), Path(top) if top else None


@pytest.mark.parametrize("layout", PLAIN)
def test_plain_ones_are_found_as_gitpython_finds_them(filled: Repo, tmp_path: Path, layout: Layout):
    place = layout(filled, tmp_path)
    assert find_plain(place) == told_by_gitpython(place)


@pytest.mark.parametrize("layout", ODD)
def test_others_are_left_to_gitpython(filled: Repo, tmp_path: Path, layout: Layout):
    place = layout(filled, tmp_path)
    assert find_plain(place) is None
    opened = Git.open(place)
    assert (opened.git_dir, opened.top) == told_by_gitpython(place)


@pytest.mark.parametrize("layout", [*PLAIN, *ODD])
def test_no_layout_of_a_repository_is_nowhere(filled: Repo, tmp_path: Path, layout: Layout):
    assert not is_nowhere(layout(filled, tmp_path))


def test_nowhere_is_told_without_gitpython(tmp_path: Path, monkeypatch):
    assert is_nowhere(tmp_path)
    monkeypatch.setitem(sys.modules, "git", None)
    with pytest.raises(NoRepositoryError):
        Git.open(tmp_path)


@pytest.mark.parametrize("place", ["nowhere", "../elsewhere"])
def test_what_cannot_be_looked_at_is_left_to_gitpython(tmp_path: Path, place: str):
    assert not is_nowhere(tmp_path / place)


@pytest.mark.parametrize("place", ["nowhere", "."])
def test_no_repository_is_not_in_plain_sight(tmp_path: Path, place: str):
    assert find_plain(tmp_path / place) is None


def test_a_work_tree_named_by_the_environment_is_not_believed(filled: Repo, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert Git.open(filled.top).top == filled.top
