"""`seedbed forge` and `seedbed form`: thin shells around the forge room."""

import json
import os
import shutil
import subprocess

import pytest

from tests.helpers.forms import body_of
from tests.helpers.git import Repo
from tests.helpers.warm import programs

DAY = ("--today", "2026-11-20")


@pytest.fixture
def fresh(command, tmp_path, monkeypatch):
    """A new portal in a repository, which is also the current folder."""
    monkeypatch.chdir(tmp_path)
    assert command("init", "fresh", *DAY).code == 0
    monkeypatch.chdir(tmp_path / "fresh")
    return Repo(tmp_path / "fresh")


def test_a_new_portal_is_not_behind_its_catalogue(command, fresh):
    assert command("forge", "write", "--check", *DAY).code == 0
    assert fresh.git("status", "--porcelain") == ""


def test_what_is_behind_is_named_and_then_written(command, fresh):
    (fresh.top / ".github/CODEOWNERS").write_text("* @mallory\n")
    (fresh.top / ".github/ISSUE_TEMPLATE/demo.yml").unlink()
    ended = command("forge", "write", "--check", "--format", "json", *DAY)
    assert (ended.code, json.loads(ended.out)["stale"]) == (
        1,
        [".github/CODEOWNERS", ".github/ISSUE_TEMPLATE/demo.yml"],
    )
    assert command("forge", "write", *DAY).code == 0
    assert fresh.git("status", "--porcelain") == ""


def test_people_who_cannot_be_asked_are_named(command, fresh):
    ended = command("forge", "codeowners", *DAY)
    assert ended.code == 1
    assert "nobody with the role ai-office has a handle" in ended.err


def test_codeowners_name_the_office_once_it_has_an_account(command, portal):
    ended = command("forge", "codeowners", *DAY)
    assert ended.out.splitlines()[2] == "* @cleo"
    assert ended.out.splitlines()[-1] == "/.github/ @cleo"


def test_settings_as_asked_for_have_not_drifted(command, fresh):
    ended = command("forge", "drift", *sorted((fresh.top / ".github/rulesets").iterdir()))
    assert (ended.code, ended.out) == (0, "")


def test_lowered_settings_are_told(command, fresh, tmp_path):
    live = json.loads((fresh.top / ".github/rulesets/main.json").read_text())
    export = tmp_path / "live.json"
    export.write_text(json.dumps([live | {"enforcement": "disabled"}]))
    ended = command("forge", "drift", export, "--format", "json")
    assert ended.code == 1
    assert {one["found"] for one in json.loads(ended.out)["drift"]} == {"disabled", "none"}


@pytest.mark.parametrize("text", ["", "{", "[" * 5000, '{"a": NaN}', "\udcff"])
def test_what_is_no_export_cannot_be_compared(command, fresh, tmp_path, text):
    (tmp_path / "x.json").write_bytes(text.encode(errors="surrogateescape"))
    ended = command("forge", "drift", tmp_path / "x.json")
    assert ended.code == 2
    assert "x.json: " in ended.err


def test_without_rulesets_there_is_nothing_to_compare_with(command, portal, tmp_path):
    (tmp_path / "x.json").write_text("[]")
    assert command("forge", "drift", tmp_path / "x.json").code == 2


def test_the_nightly_issue_tells_what_is_due(command, portal):
    ended = command("forge", "nightly", "--today", "2029-01-01", "--format", "markdown")
    assert ended.code == 1
    assert "### From pilot on, the supervisor of an agent holds a certificate" in ended.out


def test_the_nightly_issue_closes_when_all_is_done(command, portal):
    command("forge", "write", *DAY)
    (portal / "catalog/people/dora-klein.yml").write_text(
        "name: Dora Klein\nunit: finance\nroles: [sponsor]\nforge: dora\n"
    )
    command("forge", "write", *DAY)
    assert command("forge", "nightly", *DAY)[:2] == (0, "Nothing is due.\n")


def test_the_bot_finds_its_comment(command, portal, tmp_path):
    pages = [[{"id": 5, "user": {"login": "github-actions[bot]"}, "body": "<!-- x -->\nhello"}]]
    (tmp_path / "pages.json").write_text(json.dumps(pages))
    assert command("forge", "own", tmp_path / "pages.json", "--marker", "x")[:2] == (0, "5\n")
    assert command("forge", "own", tmp_path / "pages.json", "--marker", "y")[:2] == (0, "")


FORM = ("form", "--env", "ISSUE_BODY", "--author", "ada", *DAY)


def test_a_form_becomes_a_file(command, portal, monkeypatch):
    monkeypatch.setenv("ISSUE_BODY", body_of("request"))
    ended = command(*FORM, "--issue", 12, "--title", "title.txt")
    assert ended.code == 0
    assert "`catalog/requests/sort-the-post.md`" in ended.out
    assert "Closes #12." in ended.out
    assert (portal / "title.txt").read_text() == "Ask for an agent: Sort the post"
    assert command("check", "catalog/requests/sort-the-post.md", *DAY).code == 0


def test_a_form_becomes_a_commit_of_its_author(command, portal, monkeypatch):
    repo = Repo.init(portal)
    repo.commit({})
    monkeypatch.setenv("ISSUE_BODY", body_of("demo"))
    assert command(*FORM, "--branch", "form/12").code == 0
    assert repo.git("log", "-1", "--format=%an <%ae> %cn", "form/12") == (
        "Ada Okoye <ada@brook.example> github-actions[bot]"
    )
    assert repo.git("diff", "--name-status", "main", "form/12") == "A\tcatalog/demos/spring-day/parcel-finder.md"
    assert repo.git("status", "--porcelain") == ""


def test_a_stranger_commits_under_the_address_that_hides_theirs(command, portal, monkeypatch):
    repo = Repo.init(portal)
    repo.commit({})
    monkeypatch.setenv("ISSUE_BODY", body_of("request"))
    command("form", "--env", "ISSUE_BODY", "--author", "Eve-1", "--author-id", 7, "--branch", "form/1", *DAY)
    assert repo.git("log", "-1", "--format=%an <%ae>", "form/1") == "Eve-1 <7+Eve-1@users.noreply.github.com>"


def test_what_is_to_mend_is_said_and_nothing_is_written(command, portal, monkeypatch):
    monkeypatch.setenv("ISSUE_BODY", body_of("request", hours="lots", title="<b>@all</b>"))
    before = sorted(portal.rglob("*"))
    ended = command(*FORM)
    assert ended.code == 1
    assert "- **Hours a month** Write a number, as in 12 or 12.5.\n" in ended.out
    assert sorted(portal.rglob("*")) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("form", "--author", "ada"),
        ("form", "x.md", "--env", "ISSUE_BODY", "--author", "ada"),
        ("form", "--env", "NO_SUCH_VARIABLE", "--author", "ada"),
        ("form", "--env", "ISSUE_BODY", "--author", "ada; id"),
        ("form", "--env", "ISSUE_BODY", "--author", "-ada"),
    ],
)
def test_what_cannot_be_read_is_refused(command, portal, arguments):
    assert command(*arguments).code == 2


def test_bytes_that_are_no_text_are_no_crash(command, portal):
    (portal / "body.md").write_bytes(body_of("request").encode() + b"\xff\xfe\x00")
    assert command("form", "body.md", "--author", "ada", *DAY).code == 1


def test_a_link_on_the_way_is_not_followed(command, portal, monkeypatch, tmp_path):
    shutil.rmtree(portal / "catalog/requests")
    (portal / "catalog/requests").symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.setenv("ISSUE_BODY", body_of("request"))
    assert command(*FORM).code == 2
    assert not list(tmp_path.glob("*.md"))


def test_the_shell_never_sees_the_form(portal, tmp_path):
    """The step of the workflow hands the text over in the environment: whatever it says, nothing of it runs."""
    hostile = body_of("request", hurts='"; touch pwned; $(touch pwned) `touch pwned`\n$ISSUE_BODY')
    script = "seedbed form --env ISSUE_BODY --author ada --today 2026-11-20"
    path = f"{programs()}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"ISSUE_BODY": hostile, "PATH": path}
    done = subprocess.run(["bash", "-ec", script], env=environment, cwd=portal, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not (portal / "pwned").exists()
    assert "touch pwned" in (portal / "catalog/requests/sort-the-post.md").read_text()
