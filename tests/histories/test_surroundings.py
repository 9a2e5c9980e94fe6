"""The same history in every kind of repository: what surrounds it changes nothing, or is refused with the mend."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from seedbed.ledger import read_timeline
from seedbed.repository.git import GitError
from seedbed.repository.history_paths import foreign_layout, portal_layout
from seedbed.repository.history_source import open_source, prefix_of
from tests.helpers.git import QUIET, Repo
from tests.helpers.histories import Writer
from tests.helpers.scripts import load_case, write_case

CASES = Path(__file__).parent / "cases"
CASE = load_case(CASES / "broken-and-healed.yml")


@pytest.fixture
def plain(tmp_path):
    """The repository as it was written, without a checkout."""
    top = tmp_path / "plain"
    write_case(CASE, top)
    return Repo(top)


def read(directory, *, prefix="", at=None):
    return read_timeline(directory, lambda _: portal_layout(prefix), at=at, cached=False).timeline


def run(*arguments, cwd):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    subprocess.run(["git", *arguments], cwd=cwd, env=kept | QUIET, check=True, capture_output=True)


def test_a_bare_repository(plain, tmp_path):
    run("clone", "--bare", str(plain.top), str(tmp_path / "bare.git"), cwd=tmp_path)
    assert read(tmp_path / "bare.git") == read(plain.top)


def test_a_folder_below_the_top(plain):
    (plain.top / "catalog" / "agents").mkdir(parents=True)
    assert read(plain.top / "catalog" / "agents") == read(plain.top)


def test_a_linked_work_tree(plain, tmp_path):
    plain.git("worktree", "add", "--detach", str(tmp_path / "linked"), "main")
    assert read(tmp_path / "linked") == read(plain.top)


def test_a_detached_head(plain):
    plain.git("checkout", "--detach", "--quiet", "main~2")
    assert read(plain.top).head == plain.git("rev-parse", "main~2")
    assert read(plain.top, at="main").commits == 5


def test_a_work_tree_that_was_changed(plain):
    plain.git("checkout", "--quiet", "main")
    before = read(plain.top)
    plain.write({"catalog/agents/sorter/blueprint.yml": "stage: retired\n"})
    plain.git("rm", "--cached", "-r", "--quiet", "catalog")
    assert read(plain.top) == before


def test_an_unborn_branch_tells_nothing(tmp_path):
    Repo.init(tmp_path)
    timeline = read(tmp_path)
    assert (timeline.head, timeline.commits, list(timeline.events)) == (None, 0, [])


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:README.md", ""])
def test_a_revision_that_names_no_commit_is_refused(plain, revision):
    with pytest.raises(GitError, match="names no commit here"):
        read(plain.top, at=revision)


def test_a_folder_outside_git_is_refused(tmp_path):
    with pytest.raises(GitError, match="is in no Git repository"):
        read(tmp_path)


def test_a_shallow_clone_is_refused_and_the_command_mends_it(plain, tmp_path):
    clone = tmp_path / "shallow"
    run("clone", "--depth=1", plain.top.as_uri(), str(clone), cwd=tmp_path)
    with pytest.raises(GitError, match="fetch --unshallow") as refused:
        read(clone)
    command = str(refused.value).split("Run: ")[1].split(" (")[0]
    run(*command.split()[1:], cwd=tmp_path)
    assert read(clone) == read(plain.top)


@pytest.mark.parametrize("missing", ["blob:none", "tree:0"])
def test_a_partial_clone_is_refused_and_the_command_mends_it(plain, tmp_path, missing):
    plain.git("config", "uploadpack.allowFilter", "true")
    plain.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone = tmp_path / "partial"
    run("clone", "--no-checkout", f"--filter={missing}", plain.top.as_uri(), str(clone), cwd=tmp_path)
    with pytest.raises(GitError, match="partial clone") as refused:
        read(clone)
    command = str(refused.value).split("Run: ")[1].split(" (")[0]
    run(*command.split()[1:], cwd=tmp_path)
    assert read(clone) == read(plain.top)


def test_a_partial_clone_that_has_what_is_needed_is_read(plain, tmp_path):
    run("clone", "--no-checkout", plain.top.as_uri(), str(tmp_path / "whole"), cwd=tmp_path)
    run("config", "remote.origin.promisor", "true", cwd=tmp_path / "whole")
    assert read(tmp_path / "whole") == read(plain.top)


def test_an_object_that_is_gone_is_named(plain):
    blob = plain.git("rev-parse", "main:catalog/agents/filer/blueprint.yml")
    pack = next((plain.top / ".git/objects/pack").glob("*.pack"))
    moved = plain.top / "moved.pack"
    pack.rename(moved)
    for other in pack.parent.glob("*"):
        other.unlink()
    plain.git("unpack-objects", "-q", text=moved.read_bytes())
    (plain.top / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(GitError, match=f"object {blob} is missing from this clone. Run: git -C .* fsck"):
        read(plain.top)


@pytest.mark.parametrize("content", ["1" * 40, "nonsense", ""])
def test_a_branch_that_is_damaged_is_not_taken_for_a_new_one(plain, content):
    (plain.top / ".git/refs/heads/main").write_text(f"{content}\n")
    with pytest.raises(GitError, match=r"HEAD names no commit: the repository is damaged\. Run: git .* fsck"):
        read(plain.top)


def test_a_detached_head_that_is_gone_is_damaged(plain):
    (plain.top / ".git/HEAD").write_text(f"{'1' * 40}\n")
    with pytest.raises(GitError, match="HEAD names no commit: the repository is damaged"):
        read(plain.top)


def test_a_packed_branch_whose_commit_is_gone_is_damaged(plain):
    plain.git("pack-refs", "--all")
    for pack in (plain.top / ".git/objects/pack").iterdir():
        pack.unlink()
    with pytest.raises(GitError, match="names no commit: the repository is damaged"):
        read(plain.top)


def test_a_parent_that_is_gone_is_named(plain):
    head = plain.git("rev-parse", "main")
    raw = plain.git("cat-file", "commit", head).replace(plain.git("rev-parse", "main~1"), "1" * 40)
    broken = plain.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", text=f"{raw}\n")
    with pytest.raises(GitError, match=f"{'1' * 40}(.|\n)* Run: git -C .* fsck"):
        read(plain.top, at=broken)


def test_replaced_objects_and_grafts_change_nothing(plain):
    before = read(plain.top)
    names = [plain.git("rev-parse", f"main~{n}:catalog/agents/sorter") for n in (1, 4)]
    plain.git("replace", *names)
    plain.git("replace", "main", "main~3")
    (plain.top / ".git" / "info").mkdir(exist_ok=True)
    (plain.top / ".git" / "info" / "grafts").write_text(f"{before.head}\n")
    assert read(plain.top) == before


HOSTILE = {
    "core.quotePath": "true",
    "core.abbrev": "5",
    "core.precomposeUnicode": "true",
    "core.ignoreCase": "true",
    "diff.renames": "copies",
    "diff.relative": "true",
    "diff.noprefix": "true",
    "diff.ignoreSubmodules": "all",
    "diff.orderFile": "/nowhere",
    "i18n.logOutputEncoding": "ISO-8859-1",
    "i18n.commitEncoding": "UTF-16",
    "log.showSignature": "true",
    "log.date": "relative",
    "log.diffMerges": "off",
    "log.mailmap": "false",
    "format.pretty": "oneline",
    "color.ui": "always",
    "rev-list.showPulls": "true",
}


@pytest.mark.parametrize("case", ["people", "odd-paths", "merge"])
def test_settings_of_the_repository_change_nothing(case, tmp_path):
    write_case(load_case(CASES / f"{case}.yml"), tmp_path)
    before = read(tmp_path)
    for name, value in HOSTILE.items():
        Repo(tmp_path).git("config", name, value)
    assert read(tmp_path) == before


def test_variables_of_a_surrounding_git_command_change_nothing(plain, tmp_path, monkeypatch):
    before = read(plain.top)
    Repo.init(tmp_path / "other")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_NAMESPACE", "x")
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "0")
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'log.showSignature=true'")
    assert read(plain.top) == before


def test_a_portal_in_a_folder_of_a_larger_repository(tmp_path):
    write_case(CASE, tmp_path / "plain")
    write_case(CASE, tmp_path / "larger", prefix="tools/our portal/")
    found, plain = read(tmp_path / "larger", prefix="tools/our portal/"), read(tmp_path / "plain")
    assert [event[2:] for event in found.events] == [event[2:] for event in plain.events]
    assert [path for path, _ in found.unreadable] == [path for path, _ in plain.unreadable]
    assert not read(tmp_path / "larger").events


def test_the_prefix_follows_from_the_folder(tmp_path):
    repo = Repo.init(tmp_path / "larger")
    portal = repo.top / "tools" / "portal"
    portal.mkdir(parents=True)
    (tmp_path / "link").symlink_to(portal)
    git = open_source(repo.top).git
    folders = (repo.top, repo.top / ".git", repo.top / ".git" / "refs", portal, tmp_path / "link")
    assert [prefix_of(git, folder) for folder in folders] == ["", "", "", "tools/portal/", "tools/portal/"]


def test_a_bare_repository_that_does_not_say_so(plain, tmp_path):
    run("clone", "--bare", str(plain.top), str(tmp_path / "bare"), cwd=tmp_path)
    (tmp_path / "bare" / "config").unlink()
    assert prefix_of(open_source(tmp_path / "bare").git, tmp_path / "bare") == ""
    assert read(tmp_path / "bare") == read(plain.top)


def test_a_portal_that_is_a_submodule_of_another_repository(plain, tmp_path):
    outer = Repo.init(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(plain.top), "portal")
    outer.git("commit", "--quiet", "--message=Take the portal in")
    assert read(outer.top / "portal") == read(plain.top)
    assert not read(outer.top).events


def test_a_latin_1_commit_is_read_in_its_encoding(tmp_path):
    repo = Repo.init(tmp_path)
    repo.git("config", "i18n.commitEncoding", "ISO-8859-1")
    repo.git("config", "user.name", "x")
    repo.write({"catalog/agents/sorter/blueprint.yml": "stage: idea\n"})
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--file=-", text="Sortiere Büroklammern (#3)\n".encode("latin-1"))
    raw = repo.git("cat-file", "commit", "HEAD").encode(errors="surrogateescape")
    named = raw.replace(b"Ada Okoye", "Åsa Öz".encode("latin-1"))
    commit = repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", text=named + b"\n")
    repo.git("update-ref", "refs/heads/main", commit)
    assert [(event.author, event.change) for event in read(tmp_path).events] == [("Åsa Öz", 3)] * 2


def test_a_history_that_starts_with_ten_thousand_files(tmp_path):
    tree = {}
    for number in range(2_500):
        folder = f"catalog/agents/agent-{number}"
        tree[f"{folder}/blueprint.yml"] = f"name: Agent {number}\nstage: production\nrisk: low\n".encode()
        tree[f"{folder}/recipe.md"] = b"## Steps\n"
        tree[f"{folder}/deployments/it.yml"] = b"status: live\n"
        tree[f"{folder}/measurements/it.csv"] = b"period,version\n"
    with Writer.init(tmp_path) as writer:
        first = writer.commit(tree)
        second = writer.commit(tree | {"catalog/agents/agent-7/blueprint.yml": b"stage: retired\n"}, parents=[first])
        writer.point("main", second)
        ids = [writer.id(mark) for mark in (first, second)]
        writer.sync()
    timeline = read(tmp_path)
    assert len(timeline.events) == 2_500 * 4 + 2
    assert len(timeline.unreadable) == 2_500
    assert timeline.imports == {ids[0]}


def agents(count, stage, *, start=0):
    names = (f"agent-{number}" for number in range(start, start + count))
    return {f"catalog/agents/{name}/blueprint.yml": f"stage: {stage}\n".encode() for name in names}


@pytest.mark.parametrize(
    ("before", "brought", "is_import"),
    [
        ({}, agents(11, "pilot"), True),
        ({}, agents(10, "pilot"), False),  # ten are not more than ten
        ({}, agents(30, "prototype"), False),
        ({}, agents(30, "sleeping"), False),  # a stage that nobody knows is past nothing
        (agents(208, "idea", start=100), agents(11, "retired"), True),  # eleven of 219 are more than a twentieth
        (agents(209, "idea", start=100), agents(11, "retired"), False),  # of 220 they are a twentieth and no more
        (agents(40, "pilot"), agents(40, "retired"), False),  # they were there before
    ],
)
def test_an_import_brings_many_agents_past_prototype(before, brought, is_import, tmp_path):
    with Writer.init(tmp_path) as writer:
        first = writer.commit(before)
        second = writer.commit(before | brought, parents=[first])
        writer.point("main", second)
        head = writer.id(second)
        writer.sync()
    assert (head in read(tmp_path).imports) is is_import


FOREIGN = {
    "keps/sig-node/12-fast/kep.yaml": "title: Fast\nstatus: provisional\n",
    "keps/sig-auth/13-safe/kep.yaml": 'title: Safe\nstatus: "implementable" # soon\nowner: {unit: it}\n',
    "keps/sig-auth/13-safe/README.md": "Hello\n",
    "keps/prod/sig-node/12.yaml": "status: no record\n",
    "pages/one.md": "---\nstatus: draft\n---\nBody\n",
}


@pytest.mark.parametrize(
    ("pattern", "field", "expected"),
    [
        ("keps/*/*/kep.yaml", "status", {"sig-node/12-fast": "provisional", "sig-auth/13-safe": "implementable"}),
        ("keps/**/kep.yaml", "owner.unit", {"sig-node/12-fast": None, "sig-auth/13-safe": "it"}),
        ("**/kep.yaml", "title", {"keps/sig-node/12-fast": "Fast", "keps/sig-auth/13-safe": "Safe"}),
        ("keps/sig-auth/13-safe/kep.yaml", "owner", {"13-safe": '{"unit": "it"}'}),
        ("keps/prod/*/??.yaml", "status", {"sig-node/12": "no record"}),
        ("pages/*.md", "status", {"one": "draft"}),
        ("nowhere/*.yml", "status", {}),
    ],
)
def test_records_of_another_repository(pattern, field, expected, repo):
    repo.commit(FOREIGN)
    timeline = read_timeline(repo.top, lambda _: foreign_layout(pattern, field), cached=False).timeline
    assert {event.new for event in timeline.events if event.kind == "added"} == set(expected)
    told = {event.agent: event.new for event in timeline.events if event.kind == "stage"}
    assert told == {agent: value for agent, value in expected.items() if value is not None}
