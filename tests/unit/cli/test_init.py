"""`seedbed init`: a repository that is complete from its first commit."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from seedbed import __version__
from seedbed.starter import create_editor_files
from tests.helpers.warm import run_warm

DAY = ("--today", "2026-11-20")
ROOT = Path(__file__).parents[3]


def _git(folder, *arguments):
    return subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.fixture
def fresh(command, tmp_path, monkeypatch):
    """A new portal, made once for each test that looks at it."""
    monkeypatch.chdir(tmp_path)
    ended = command("init", "fresh", "--name", 'Müller: "Söhne" # 1', *DAY)
    assert ended.code == 0
    return tmp_path / "fresh"


def test_the_new_portal_is_clean(command, fresh):
    assert command("check", "--root", "fresh", *DAY).out.startswith("no problems in ")


def test_everything_is_in_one_commit_on_main(fresh):
    assert _git(fresh, "log", "--format=%s", "main") == 'Start the portal of Müller: "Söhne" # 1'
    assert _git(fresh, "status", "--porcelain") == ""
    assert _git(fresh, "log", "-1", "--format=%an <%ae>") == "First Steward <first-steward@localhost>"


def test_the_user_as_git_knows_them_runs_the_portal(command, tmp_path, monkeypatch):
    (tmp_path / "gitconfig").write_text("[user]\n\tname = Jörg Ødegård\n\temail = jo@base.example\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    command("init", "mine", *DAY)
    person = yaml.safe_load((tmp_path / "mine/catalog/people/jorg-odegard.yml").read_text("utf-8"))
    assert (person["name"], person["emails"]) == ("Jörg Ødegård", ["jo@base.example"])
    assert _git(tmp_path / "mine", "log", "-1", "--format=%ae") == "jo@base.example"
    assert command("check", "--root", "mine", *DAY).code == 0


def test_the_site_builds_at_once(fresh):
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795132800"}
    built = run_warm("mkdocs", ["build", "--strict"], cwd=fresh, env=environment)
    assert built.returncode == 0, built.stderr
    assert (fresh / "build/site/agents/meeting-minutes.html").is_file()
    assert _git(fresh, "status", "--porcelain") == ""


def test_the_engine_is_pinned(fresh):
    assert f"seedbed=={__version__}\n" in (fresh / "requirements.txt").read_text("utf-8")


def test_the_engine_may_come_from_elsewhere(command, tmp_path):
    place = "seedbed @ git+https://forge.example/seedbed@v1.2.3"
    command("init", tmp_path / "x", "--engine", place, "--no-git", *DAY)
    assert (tmp_path / "x/requirements.txt").read_text("utf-8").endswith(f"\n{place}\n")


def test_editors_find_a_schema_for_every_yaml_record(fresh):
    settings = json.loads((fresh / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert all((fresh / name).is_file() for name in settings)
    for path in sorted((fresh / "catalog").rglob("*.yml")):
        first = path.read_text("utf-8").splitlines()[0]
        schema = (path.parent / first.split("=")[1]).resolve()
        globs = [glob for name, glob in settings.items() if (fresh / name).resolve() == schema]
        assert any(path.relative_to(fresh).match(glob) for glob in globs), path


def test_this_repository_has_the_same_editor_settings():
    assert {path: (ROOT / path).read_text("utf-8") for path in create_editor_files()} == create_editor_files()


def test_workflows_hold_nothing_that_they_do_not_need(fresh):
    for path in (fresh / ".github/workflows").iterdir():
        workflow = yaml.safe_load(path.read_text("utf-8"))
        assert workflow["permissions"] == {}
        steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
        uses = [step for step in steps if "uses" in step]
        assert all(len(step["uses"].partition("@")[2]) == 40 for step in uses)
        assert all(not step["with"]["persist-credentials"] for step in uses if "checkout" in step["uses"])


def test_workflows_satisfy_zizmor(fresh):
    tool = Path(sys.executable).with_name("zizmor")
    read = [str(tool), "--offline", "--persona=pedantic", "--no-progress", str(fresh / ".github/workflows")]
    done = subprocess.run(read, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_starter_catalogue_can_be_taken_along(command, tmp_path):
    command("init", tmp_path / "x", "--with-starter", "--no-git", *DAY)
    taken = {path.relative_to(tmp_path / "x").as_posix() for path in (tmp_path / "x/catalog").rglob("*.yml")}
    assert taken == {path.relative_to(ROOT).as_posix() for path in (ROOT / "catalog").rglob("*.yml")}


def test_a_folder_that_holds_something_stays_as_it_is(command, tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x/notes.txt").write_text("mine")
    ended = command("init", tmp_path / "x")
    assert (ended.code, [path.name for path in (tmp_path / "x").iterdir()]) == (2, ["notes.txt"])
    assert "is not empty and stays as it is" in ended.err


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_name_that_is_taken_is_refused(command, tmp_path, kind):
    target = tmp_path / "x"
    target.write_text("mine") if kind == "file" else target.symlink_to(tmp_path / "elsewhere")
    assert command("init", target).code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--name", ""],
        ["--name", "a" * 81],
        ["--name", "a\nb"],
        ["--currency", "eur"],
        ["--currency", "EURO"],
        ["--engine", "x\ny"],
        ["--today", "soon"],
    ],
)
def test_words_that_the_records_could_not_hold_are_refused(command, tmp_path, arguments):
    assert command("init", tmp_path / "x", *arguments).code == 2
    assert not (tmp_path / "x").exists()


def test_a_cloned_empty_repository_is_filled_but_not_committed_to(command, tmp_path):
    _git(tmp_path, "init", "--quiet", "x")
    ended = command("init", tmp_path / "x", "--format", "json", *DAY)
    assert json.loads(ended.out)["commit"] is None
    assert "commit the new files there" in ended.err
    assert _git(tmp_path / "x", "rev-list", "--all") == ""


def test_without_git_the_files_are_written_all_the_same(command, tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    monkeypatch.setattr("git.refresh", lambda *_: None, raising=False)  # imports GitPython, which would look for Git
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    ended = command("init", tmp_path / "x", *DAY)
    assert ended.code == 0
    assert "not committed" in ended.err
    assert (tmp_path / "x/mkdocs.yml").is_file()
