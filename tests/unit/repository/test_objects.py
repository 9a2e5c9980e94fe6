import pytest

from seedbed.repository.git import Git, GitError
from seedbed.repository.objects import Objects
from tests.helpers.git import Repo


def test_objects_are_read_in_the_order_asked_for(repo):
    repo.commit({"a.txt": "one\n", "b.txt": b"\0two"})
    ids = [repo.git("rev-parse", f"HEAD:{name}") for name in ("b.txt", "a.txt")]
    with Objects(Git.open(repo.top)) as objects:
        assert list(objects.read_all(ids)) == [b"\0two", b"one\n"]
        assert objects.sizes([*ids, "0" * 40]) == dict(zip(ids, (4, 4), strict=True))


def test_many_more_objects_than_a_pipe_holds_are_read(repo):
    repo.commit({f"{number}.txt": f"{number}\n" * 50 for number in range(400)})
    ids = [repo.git("rev-parse", f"HEAD:{number}.txt") for number in (0, 200, 399)] * 2000
    with Objects(Git.open(repo.top)) as objects:
        assert sum(len(data) for data in objects.read_all(ids)) == 2000 * 50 * (2 + 4 + 4)


def test_a_folder_lists_odd_names(repo):
    repo.commit_entries(("100644", "a b/ä\n.md", "x"), ("120000", "a b/link", "target"), ("100755", "run", "x"))
    with Objects(Git.open(repo.top)) as objects:
        root = objects.folder(repo.git("rev-parse", "HEAD^{tree}"))
        assert {name: mode for name, (mode, _) in root.items()} == {"a b": "40000", "run": "100755"}
        below = objects.folder(root["a b"][1])
        assert {name: mode for name, (mode, _) in below.items()} == {"ä\n.md": "100644", "link": "120000"}


def test_an_object_that_is_not_there_is_said(repo):
    repo.commit({"a.txt": "one\n"})
    with Objects(Git.open(repo.top)) as objects, pytest.raises(GitError, match="not in this clone"):
        objects.read("1" * 40)


def test_a_repository_with_longer_ids(tmp_path):
    repo = Repo.init(tmp_path / "sha256", "--object-format=sha256")
    repo.commit({"catalog/a.txt": "one\n"})
    with Objects(Git.open(repo.top)) as objects:
        root = objects.folder(repo.git("rev-parse", "HEAD^{tree}"))
        assert objects.folder(root["catalog"][1])["a.txt"][1] == repo.git("rev-parse", "HEAD:catalog/a.txt")
