"""`seedbed metrics`: the figures of today and of any past day, and every way in which they cannot be told."""

import csv
import io
import json
import re
import shutil

import pytest
from jsonschema import Draft7Validator

from seedbed.resources import shared_path
from tests.helpers.git import Repo
from tests.helpers.portals import BASE

DAY = ("--today", "2026-11-20")
PAST = ["2025-11-30", "2026-03-31", "2026-08-15"]


@pytest.fixture
def repository(portal):
    """The portal of the tests, committed once on 5 January 2026."""
    repo = Repo.init(portal)
    repo.commit({}, message="Begin (#1)")
    return repo


def validate(text):
    schema = json.loads((shared_path("schemas") / "output/metrics.json").read_text("utf-8"))
    data = json.loads(text)
    Draft7Validator(schema).validate(data)
    return data


def told(command, *arguments):
    ended = command("metrics", "--format", "json", *arguments)
    assert ended.code == 0, ended.err
    return validate(ended.out)


class TestForms:
    def test_json_keeps_to_its_schema_and_to_the_design(self, command, example):
        data = told(command, "--root", example, *DAY)
        assert list(data) == [
            "as_of",
            "commit",
            "replication",
            "adoption",
            "output",
            "usage",
            "fleet",
            "network",
            "programme",
        ]
        assert data["replication"].keys() >= {"median_days", "interval", "replicated", "waiting", "agents"}
        agent = next(iter(data["replication"]["agents"].values()))
        assert agent.keys() >= {
            "validated_at",
            "first_replication_at",
            "lag_days",
            "unit",
            "censored",
            "declared",
        }
        assert data["commit"] == Repo(example).git("rev-parse", "HEAD")

    def test_csv_holds_every_figure_in_a_row(self, command, example):
        ended = command("metrics", "--format", "csv", "--root", example, *DAY)
        rows = list(csv.DictReader(io.StringIO(ended.out)))
        data = told(command, "--root", example, *DAY)
        found = {(row["area"], row["subject"], row["figure"]): row["value"] for row in rows}
        assert len(found) == len(rows) > 200
        assert found["usage", "everything", "tasks"] == str(data["usage"]["everything"]["tasks"])
        assert found["replication", "", "waiting"] == str(data["replication"]["waiting"])
        assert {row["as_of"] for row in rows} == {"2026-11-20"}

    def test_text_says_what_matters(self, command, example):
        ended = command("metrics", "--root", example, "--quiet", *DAY)
        assert (ended.code, ended.err) == (0, "")
        for words in ("Replication Velocity", "Adoption", "Network", "Value", "Use", "Fleet health", "Programme"):
            assert f"\n{words}" in ended.out
        assert max(map(len, ended.out.splitlines())) < 140

    def test_a_format_that_figures_do_not_have_is_refused(self, command, portal):
        ended = command("metrics", "--format", "sarif")
        assert (ended.code, ended.out) == (2, "")
        assert "it has text, json, csv" in ended.err


class TestPast:
    @pytest.mark.parametrize("day", PAST)
    def test_the_figures_of_a_day_are_those_of_a_clone_at_its_last_commit(self, command, example, tmp_path, day):
        repo = Repo(example)
        last = repo.git("rev-list", "-1", "--first-parent", f"--before={day}T23:59:59Z", "HEAD")
        Repo(tmp_path).git("clone", "--quiet", str(example), "clone")
        Repo(tmp_path / "clone").git("checkout", "--quiet", last)
        past = told(command, "--root", example, "--as-of", day)
        assert past == told(command, "--root", tmp_path / "clone", "--today", day)
        assert (past["as_of"], past["commit"]) == (day, last)

    def test_a_commit_is_told_on_the_day_on_which_it_landed(self, command, example):
        repo = Repo(example)
        middle = repo.git("rev-list", "-1", "--first-parent", "--before=2026-03-31T23:59:59Z", "HEAD")
        on = repo.git("show", "--no-patch", "--format=%cd", "--date=format-local:%Y-%m-%d", middle)
        assert told(command, "--root", example, "--at", middle) == told(
            command, "--root", example, "--at", middle, "--as-of", on
        )

    def test_more_is_known_later(self, command, example):
        rows = [told(command, "--root", example, "--as-of", day)["usage"]["everything"]["rows"] for day in PAST]
        assert rows == sorted(rows)
        assert rows[0] < rows[-1]

    def test_a_past_day_does_not_look_at_the_files_on_disk(self, command, repository):
        before = told(command, "--as-of", "2026-02-01")
        shutil.rmtree(repository.top / "catalog/agents")
        assert told(command, "--as-of", "2026-02-01") == before
        assert told(command, *DAY)["usage"]["everything"]["rows"] == 0

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("--as-of", "2026-13-01"), "'2026-13-01' is no day. Write it as YYYY-MM-DD."),
            (("--as-of", "2026-11-21", *DAY), "2026-11-21 is yet to come"),
            (("--as-of", "2025-12-31"), "the history began after 2025-12-31"),
            (("--at", "nowhere"), "'nowhere' names no commit here"),
            (("--at", "--help"), "names no commit here"),
        ],
    )
    def test_what_cannot_be_told_is_said_on_one_line(self, command, repository, arguments, words):
        ended = command("metrics", *arguments)
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
        assert words in ended.err

    def test_a_portal_in_a_folder_of_a_larger_repository_is_told_from_any_of_its_folders(
        self, command, portal, monkeypatch
    ):
        Repo.init(portal.parent).commit({})
        monkeypatch.chdir(portal / "catalog/units")
        data = told(command, "--as-of", "2026-11-19", *DAY)
        assert data["usage"]["everything"]["rows"] > 0
        assert data["replication"]["waiting"] + data["replication"]["early"] + data["replication"]["unknown"] > 0

    def test_a_day_before_everything_has_no_history_yet(self, command, repository):
        assert told(command, "--today", "2019-06-01")["replication"]["agents"] == {}

    def test_a_commit_without_a_portal_is_refused(self, command, portal):
        repo = Repo.init(portal)
        repo.git("commit", "--quiet", "--allow-empty", "--message=Nothing yet")
        ended = command("metrics", "--at", "HEAD")
        assert (ended.code, ended.out) == (2, "")
        assert "no records in" in ended.err

    def test_what_a_reader_of_dates_must_know_is_said_beside_the_figures(self, command, repository):
        for number in range(40):  # so many commits are kept in a cache
            repository.git(
                "commit", "--quiet", "--allow-empty", f"--message=Step {number}", date="2026-02-01T09:00:00Z"
            )
        command("metrics", *DAY)
        repository.git("reset", "--quiet", "--hard", "HEAD~40")
        repository.git("commit", "--quiet", "--allow-empty", "--message=Skewed", date="1970-01-01T09:00:00Z")
        ended = command("metrics", "--as-of", "2026-11-19", *DAY)
        assert "the branch was rewritten: 40 commits left it" in ended.err
        assert "1 commit had a date that cannot be right" in ended.err
        assert command("metrics", "--quiet", *DAY).err == ""


class TestWithoutHistory:
    def test_outside_git_there_is_no_velocity_and_the_rest_is_told(self, command, portal):
        data = told(command, *DAY)
        assert (data["commit"], data["replication"], data["adoption"]["journey"]) == (None, None, None)
        assert data["usage"]["everything"]["tasks"] > 0
        assert "no history was read" in command("metrics", *DAY).out

    def test_before_the_first_commit_likewise(self, command, portal):
        Repo.init(portal)
        assert told(command, *DAY)["replication"] is None

    @pytest.mark.parametrize("option", ["--as-of", "--at"])
    def test_a_past_needs_a_history(self, command, portal, option):
        ended = command("metrics", option, "2026-02-01")
        assert (ended.code, ended.out) == (2, "")
        assert "has no Git history" in ended.err

    def test_a_shallow_clone_is_refused_with_the_mend(self, command, repository, tmp_path):
        repository.commit({"note.txt": "more"}, date="2026-02-01T09:00:00Z")
        Repo(tmp_path).git("clone", "--quiet", "--depth=1", f"file://{repository.top}", "shallow")
        ended = command("metrics", "--root", tmp_path / "shallow", *DAY)
        assert (ended.code, ended.out) == (2, "")
        assert "fetch --unshallow" in ended.err

    def test_the_history_can_be_turned_off(self, command, repository, monkeypatch):
        monkeypatch.setenv("SEEDBED_HISTORY", "off")
        ended = command("metrics", "--format", "json", *DAY)
        assert validate(ended.out)["replication"] is None
        assert "NO HISTORY" in ended.err
        assert command("metrics", "--as-of", "2026-02-01").code == 2

    def test_another_word_at_the_switch_is_refused(self, command, repository, monkeypatch):
        monkeypatch.setenv("SEEDBED_HISTORY", "perhaps")
        ended = command("metrics", *DAY)
        assert (ended.code, "it can be on or off" in ended.err) == (2, True)


class TestRecords:
    def test_records_with_errors_are_left_out_and_that_is_said(self, command, portal):
        (portal / "catalog/agents/paper-sorter/blueprint.yml").write_text("name: [\n", "utf-8")
        ended = command("metrics", "--format", "json", "--quiet", *DAY)
        assert ended.code == 0
        assert "with errors left out; seedbed check lists what to mend" in ended.err
        assert "paper-sorter" not in ended.out

    @pytest.mark.parametrize("visibility", ["summary", "none"])
    def test_an_agent_that_is_not_told_takes_no_part(self, command, repository, visibility):
        path = "catalog/agents/first-reply/blueprint.yml"
        repository.commit({path: (BASE / path).read_text("utf-8") + f"visibility: {visibility}\n"}, message="Hide")
        for form in ("text", "json", "csv"):
            ended = command("metrics", "--format", form, *DAY)
            assert "first-reply" not in ended.out
            assert "First reply" not in ended.out
            assert "1 agent left out, as their records ask" in ended.err

    def test_a_small_function_is_not_shown(self, command, portal):
        unit = portal / "catalog/units/support.yml"
        unit.write_text(re.sub("headcount: [0-9]+", "headcount: 4", unit.read_text("utf-8")), "utf-8")
        data = told(command, *DAY)
        assert "support" not in data["adoption"]["functions"].keys() | data["usage"]["functions"].keys()
        assert data["adoption"]["withheld"] == 1
        assert not [name for name in data["output"]["deployments"] if name.endswith("/support")]
        assert "Customer support" not in command("metrics", *DAY).out

    def test_an_empty_portal_has_figures_too(self, command, tmp_path):
        (tmp_path / "new/catalog").mkdir(parents=True)
        shutil.copy(BASE / "catalog/organization.yml", tmp_path / "new/catalog/organization.yml")
        data = told(command, "--root", tmp_path / "new", *DAY)
        assert data["usage"]["everything"]["tasks"] == 0
        assert "not measured yet" in command("metrics", "--root", tmp_path / "new", *DAY).out

    def test_no_name_of_a_record_steers_the_terminal_or_a_spreadsheet(self, command, repository):
        path = "catalog/organization.yml"
        text = (BASE / path).read_text("utf-8").replace("Brook & Alder", "Brook \\e[2J", 1)
        (repository.top / path).write_text(text, "utf-8")
        assert "\x1b" not in command("metrics", *DAY).out
