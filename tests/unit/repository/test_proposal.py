"""A commit on its own branch: nothing of the user's is touched, and nothing that exists is overwritten."""

import pytest

from seedbed.repository.git import Git, GitError
from seedbed.repository.proposal import Proposal, commit_files
from seedbed.repository.start import Identity

ADA, BOT = Identity("Ada Okoye", "ada@brook.example"), Identity("bot[bot]", "1+bot@noreply.example")


@pytest.fixture
def begun(repo):
    repo.commit({"catalog/a.yml": "one\n", "README.md": "hello\n"})
    return repo


def propose(repo, **changes):
    facts = {
        "base": "HEAD",
        "branch": "form/12",
        "files": {"catalog/b.yml": "two\n"},
        "message": "Add b\n\nWhy: é\n",
        "author": ADA,
        "committer": BOT,
    }
    return commit_files(Git.open(repo.top), Proposal(**facts | changes))


def test_the_branch_holds_the_base_and_the_new_files(begun):
    commit = propose(begun)
    assert begun.git("rev-parse", "form/12") == commit
    assert begun.git("diff", "--name-status", "main", "form/12") == "A\tcatalog/b.yml"
    assert begun.git("show", "form/12:catalog/b.yml") == "two"
    assert begun.git("log", "-1", "--format=%an <%ae> / %cn <%ce> / %s", commit) == (
        "Ada Okoye <ada@brook.example> / bot[bot] <1+bot@noreply.example> / Add b"
    )


def test_work_tree_index_and_head_stay_as_they_are(begun):
    begun.write({"README.md": "half written\n", "new.txt": "mine"})
    begun.git("add", "new.txt")
    before = begun.git("status", "--porcelain=v2", "--branch")
    propose(begun)
    assert begun.git("status", "--porcelain=v2", "--branch") == before


def test_a_branch_that_is_there_stays(begun):
    first = propose(begun)
    with pytest.raises(GitError, match="there is a branch form/12 already"):
        propose(begun, files={"catalog/c.yml": "three\n"})
    assert begun.git("rev-parse", "form/12") == first


@pytest.mark.parametrize("branch", ["", "a..b", "-x", "a b", "x.lock", "a\nb", "/a", "a~1"])
def test_a_name_that_is_no_branch_is_refused(begun, branch):
    with pytest.raises(GitError, match="cannot be the name of a branch"):
        propose(begun, branch=branch)


def test_names_cannot_forge_the_head_of_a_commit(begun):
    odd = Identity("Eve\ncommitter Root <root@x>", "e>v<e@x\nparent 0")
    commit = propose(begun, author=odd)
    head = begun.git("cat-file", "commit", commit).split("\n\n")[0].splitlines()
    assert [line.split()[0] for line in head] == ["tree", "parent", "author", "committer"]


def test_a_file_that_is_there_is_replaced(begun):
    propose(begun, files={"catalog/a.yml": "new\n"})
    assert begun.git("diff", "--name-status", "main", "form/12") == "M\tcatalog/a.yml"


@pytest.mark.parametrize("path", ["../x", "/etc/x", ".git/config", "a/../b"])
def test_git_refuses_paths_that_lead_away(begun, path):
    with pytest.raises(GitError):
        propose(begun, files={path: "x"})
