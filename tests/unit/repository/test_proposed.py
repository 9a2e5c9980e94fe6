from contextlib import ExitStack

import pytest

from seedbed.repository.git import Git, GitError
from seedbed.repository.objects import Objects
from seedbed.repository.proposed import read_proposal


@pytest.fixture
def read():
    """Reads proposals; what is asked of them later is still answered."""
    with ExitStack() as opened:

        def read_one(repo, base="main", head="change", **options):
            return read_proposal(opened.enter_context(Objects(Git.open(repo.top))), base, head, **options)

        yield read_one


def on(repo, branch, files, message="Change"):
    repo.git("checkout", "--quiet", branch)
    for path in [path for path, data in files.items() if data is None]:
        (repo.top / path).unlink()
    return repo.commit({path: data for path, data in files.items() if data is not None}, message=message)


@pytest.fixture
def branched(repo):
    repo.commit({"catalog/a.yml": "1\n", "catalog/b.yml": "1\n", "other.txt": "1\n"})
    repo.git("branch", "change")
    return repo


def kinds(proposal):
    return {
        one.path: f"{'-' if one.before is None else '1'}{'-' if one.after is None else '1'}" for one in proposal.deltas
    }


def test_a_change_adds_edits_and_removes(branched, read):
    on(branched, "change", {"catalog/a.yml": "2\n", "catalog/b.yml": None, "catalog/c.yml": "3\n"})
    found = read(branched)
    assert kinds(found) == {"catalog/a.yml": "11", "catalog/b.yml": "1-", "catalog/c.yml": "-1"}
    assert {one.path: one.after.size for one in found.deltas if one.after} == {"catalog/a.yml": 2, "catalog/c.yml": 2}


def test_what_main_did_since_is_no_part_of_the_change(branched, read):
    on(branched, "change", {"catalog/a.yml": "2\n"})
    on(branched, "main", {"catalog/b.yml": "2\n", "catalog/new.yml": "1\n"})
    found = read(branched)
    assert kinds(found) == {"catalog/a.yml": "11"}
    assert found.conflicts == ()
    assert set(found.after.names("catalog")) == {"a.yml", "b.yml", "new.yml"}
    assert found.after.find("catalog/b.yml").oid == branched.git("rev-parse", "main:catalog/b.yml")


def test_a_path_that_both_sides_changed_is_a_conflict(branched, read):
    on(branched, "change", {"catalog/a.yml": "2\n", "catalog/b.yml": None})
    on(branched, "main", {"catalog/a.yml": "3\n", "catalog/b.yml": "2\n"})
    assert read(branched).conflicts == ("catalog/a.yml", "catalog/b.yml")


def test_the_same_on_both_sides_is_neither_change_nor_conflict(branched, read):
    on(branched, "change", {"catalog/a.yml": "2\n", "catalog/b.yml": None})
    on(branched, "main", {"catalog/a.yml": "2\n", "catalog/b.yml": None})
    found = read(branched)
    assert (found.deltas, found.conflicts) == ((), ())


def test_merging_main_settles_a_conflict(branched, read):
    on(branched, "change", {"catalog/a.yml": "2\n"})
    on(branched, "main", {"catalog/a.yml": "3\n"})
    branched.git("checkout", "--quiet", "change")
    branched.git("merge", "--quiet", "--strategy=ours", "--no-edit", "main")
    found = read(branched)
    assert found.conflicts == ()
    assert kinds(found) == {"catalog/a.yml": "11"}


def test_a_rename_is_a_removal_and_an_addition(branched, read):
    branched.git("checkout", "--quiet", "change")
    branched.git("mv", "catalog/a.yml", "catalog/z.yml")
    branched.commit({})
    assert kinds(read(branched)) == {"catalog/a.yml": "1-", "catalog/z.yml": "-1"}


def test_every_commit_says_what_it_brought_and_who_signed(branched, read):
    on(
        branched,
        "change",
        {"catalog/c.yml": "secret\n"},
        "First\n\nCo-authored-by: Bo Li <bo@x.example>\nco-AUTHORED-by:<c@x.example>",
    )
    on(branched, "change", {"catalog/c.yml": None, "catalog/d.yml": "x\n"})
    first, second = read(branched).commits
    assert [entry.path for entry in first.brought] == ["catalog/c.yml"]
    assert [entry.path for entry in second.brought] == ["catalog/d.yml"]
    assert [one.email for one in first.co_authors] == ["bo@x.example", "c@x.example"]
    assert (first.author.name, first.author.email) == ("Ada Okoye", "ada@brook.example")


def test_a_merge_that_adds_something_of_its_own_is_seen(branched, read):
    on(branched, "change", {"catalog/c.yml": "1\n"})
    on(branched, "main", {"catalog/d.yml": "1\n"})
    branched.git("checkout", "--quiet", "change")
    branched.git("merge", "--quiet", "--no-commit", "main")
    branched.write({"catalog/evil.yml": "x\n", "catalog/a.yml": "evil\n"})
    branched.git("add", "--all")
    branched.git("commit", "--quiet", "--message=Merge")
    branched.commit({"catalog/evil.yml": ""})
    merge = next(one for one in read(branched).commits if one.message.startswith("Merge"))
    assert {entry.path for entry in merge.brought} == {"catalog/evil.yml", "catalog/a.yml"}


def test_odd_paths_and_modes_are_told(branched, read):
    branched.git("checkout", "--quiet", "-b", "odd")
    head = branched.commit_entries(("120000", "catalog/odd\tna\nme", "/etc/passwd"), ("160000", "sub", "a" * 40))
    base = branched.git("rev-parse", "change")
    branched.git("update-ref", "refs/heads/main", base)
    grafted = branched.git("commit-tree", f"{head}^{{tree}}", "-p", base, "-m", "Odd")
    found = read(branched, "main", grafted)
    assert {one.path: one.after.mode for one in found.deltas if one.after} == {
        "catalog/odd\tna\nme": "120000",
        "sub": "160000",
    }
    assert {(entry.path, entry.mode) for entry in found.commits[-1].brought} == {
        ("catalog/odd\tna\nme", "120000"),
        ("sub", "160000"),
    }


def test_paths_beside_the_portal_are_marked(repo, read):
    repo.commit({"portal/catalog/a.yml": "1\n", ".github/x.yml": "1\n"})
    repo.git("branch", "change")
    on(repo, "change", {"portal/catalog/a.yml": "2\n", ".github/x.yml": "2\n"})
    assert [one.path for one in read(repo, prefix="portal/").deltas] == [":/.github/x.yml", "catalog/a.yml"]


@pytest.mark.parametrize("many", [0, 60])
def test_the_history_of_main_knows_paths_that_are_gone(branched, read, many):
    on(branched, "main", {"catalog/agents/old/blueprint.yml": "1\n"})
    gone = on(branched, "main", {"catalog/agents/old/blueprint.yml": None, "catalog/agents/new/blueprint.yml": "1\n"})
    asked = ["catalog/agents/old/blueprint.yml", "catalog/agents/never/blueprint.yml", "catalog/agents/*/blueprint.yml"]
    asked += [f"catalog/agents/a{number}/blueprint.yml" for number in range(many)]
    assert read(branched).used(asked) == {"catalog/agents/old/blueprint.yml": gone}
    assert read(branched).used([]) == {}


def test_what_a_merge_took_away_is_known_too(branched, read):
    on(branched, "main", {"catalog/old.yml": "1\n"})
    branched.git("checkout", "--quiet", "-b", "side")
    on(branched, "side", {"catalog/old.yml": None})
    branched.git("checkout", "--quiet", "main")
    branched.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    assert set(read(branched).used(["catalog/old.yml"])) == {"catalog/old.yml"}


@pytest.mark.parametrize(("base", "head"), [("main", "nothing"), ("--output=x", "main"), ("main", "main:catalog")])
def test_what_names_no_commit_is_said(branched, read, base, head):
    with pytest.raises(GitError, match="names no commit"):
        read(branched, base, head)


def test_branches_without_a_common_commit_are_said(branched, read):
    branched.git("checkout", "--quiet", "--orphan", "alien")
    branched.commit({"catalog/a.yml": "9\n"})
    with pytest.raises(GitError, match="share no history"):
        read(branched, "main", "alien")


def test_a_shallow_clone_is_refused(branched, tmp_path):
    on(branched, "change", {"catalog/a.yml": "2\n"})
    branched.git("clone", "--quiet", "--depth=1", branched.top.as_uri(), str(tmp_path / "shallow"))
    with Objects(Git.open(tmp_path / "shallow")) as objects, pytest.raises(GitError, match="unshallow"):
        read_proposal(objects, "HEAD", "HEAD")


def test_branches_merged_crosswise_are_refused(branched, read):
    on(branched, "change", {"catalog/a.yml": "2\n"})
    on(branched, "main", {"catalog/b.yml": "2\n"})
    tips = {name: branched.git("rev-parse", name) for name in ("main", "change")}
    for name, other in (("main", "change"), ("change", "main")):
        branched.git("checkout", "--quiet", name)
        branched.git("merge", "--quiet", "--no-ff", "--no-edit", tips[other])
        on(branched, name, {f"catalog/{name}.yml": "1\n"})
    with pytest.raises(GitError, match="crosswise"):
        read(branched)
