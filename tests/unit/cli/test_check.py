"""`seedbed check`: what is read, what is reported, in which form."""

import json
import shutil
import subprocess

import pytest
from jsonschema import Draft7Validator

from seedbed.repository.start import Identity, start_repository
from seedbed.resources import shared_path

DAY = ("--today", "2026-11-20")
BROKEN = "name: IT\nfunktion: it\n"


def _break(portal, name="it"):
    path = portal / "catalog" / "units" / f"{name}.yml"
    path.write_text(BROKEN)
    return path.relative_to(portal).as_posix()


def _rules(ended):
    return sorted({problem["rule"] for problem in json.loads(ended.out)["problems"]})


def test_a_clean_portal_ends_with_0(command, portal):
    assert command("check", *DAY) == (0, "no problems in 26 records\n", "")


def test_quiet_says_nothing_about_a_clean_portal(command, portal):
    assert command("check", "--quiet", *DAY) == (0, "", "")


def test_findings_end_with_1_and_show_the_line(command, portal):
    _break(portal)
    ended = command("check", *DAY)
    assert ended.code == 1
    assert "catalog/units/it.yml:2:1  error  schema-unknown-key" in ended.out
    assert "       2 | funktion: it\n         | ^" in ended.out
    assert ended.out.endswith("2 errors in 27 records\n")


def test_warnings_alone_end_with_0(command, portal):
    blueprint = portal / "catalog" / "agents" / "paper-sorter" / "blueprint.yml"
    blueprint.write_text(blueprint.read_text().replace("idea", "pilot") + "recorded: {source: Old register}\n")
    ended = command("check", "catalog/agents/paper-sorter/blueprint.yml", "--format", "json", *DAY)
    assert (ended.code, _rules(ended)) == (0, ["recorded-gap"])


def test_json_stands_alone_on_standard_output(command, portal):
    _break(portal)
    ended = command("check", "--format", "json", *DAY)
    assert ended.err == ""
    schema = json.loads((shared_path("schemas") / "output" / "check.json").read_text("utf-8"))
    Draft7Validator(schema).validate(json.loads(ended.out))
    assert _rules(ended) == ["schema-required", "schema-unknown-key"]


@pytest.mark.parametrize("before", [True, False])
def test_common_options_stand_before_or_after_the_command(command, portal, tmp_path, monkeypatch, before):
    monkeypatch.chdir(tmp_path)
    options = ["--root", "portal", "--format", "json"]
    ended = command(*options, "check", *DAY) if before else command("check", *options, *DAY)
    assert json.loads(ended.out)["records"] == 26


def test_the_later_of_two_options_counts(command, portal):
    assert command("--format", "sarif", "check", "--format", "text", *DAY).out == "no problems in 26 records\n"


def test_the_portal_around_the_current_folder_is_found(command, portal, monkeypatch):
    monkeypatch.chdir(portal / "catalog" / "units")
    assert command("check", *DAY).out == "no problems in 26 records\n"


@pytest.mark.parametrize("named", ["catalog/units/it.yml", "catalog/units", "catalog/units/", "./catalog", "."])
def test_paths_keep_the_problems_below_them(command, portal, named):
    _break(portal)
    assert command("check", named, *DAY).code == 1


def test_paths_leave_other_problems_out(command, portal):
    _break(portal)
    assert command("check", "catalog/people", "playbooks", *DAY) == (0, "no problems in 5 records\n", "")


def test_a_path_counts_from_the_current_folder_first(command, portal, monkeypatch):
    _break(portal)
    monkeypatch.chdir(portal / "catalog" / "units")
    assert command("check", "it.yml", *DAY).code == 1
    assert command("check", "catalog/units/it.yml", *DAY).code == 1


def test_references_are_judged_although_only_one_path_is_named(command, portal):
    (portal / "catalog" / "units" / "finance.yml").unlink()
    ended = command("check", "catalog/agents/paper-sorter", "--format", "json", *DAY)
    assert {problem["path"] for problem in json.loads(ended.out)["problems"]} == {
        "catalog/agents/paper-sorter/blueprint.yml"
    }


def test_a_file_that_is_no_record_can_be_named(command, portal):
    (portal / "catalog" / "units" / "Notes.txt").write_text("x\n")
    ended = command("check", "catalog/units/Notes.txt", "--format", "json", *DAY)
    assert _rules(ended) == ["stray-file"]


def test_a_link_out_of_the_portal_is_not_followed(command, portal, tmp_path):
    shutil.move(portal / "catalog" / "people", tmp_path / "people")
    (portal / "catalog" / "people").symlink_to(tmp_path / "people")
    ended = command("check", "catalog/people", "--format", "json", *DAY)
    assert [problem["path"] for problem in json.loads(ended.out)["problems"]] == ["catalog/people"] * 2
    assert _rules(ended) == ["file-mode", "stray-file"]


def test_a_commit_is_read_instead_of_the_files(command, portal):
    _break(portal)
    start_repository(portal, message="Start", author=Identity("Ada", "ada@base.example"))
    (portal / "catalog" / "units" / "it.yml").unlink()
    assert command("check", *DAY).code == 0
    assert command("check", "--at", "HEAD", *DAY).code == 1
    assert command("check", "catalog/units/it.yml", "--at", "main", *DAY).code == 1


def test_a_commit_of_a_portal_inside_a_larger_repository(command, portal, tmp_path):
    _break(portal)
    start_repository(tmp_path, message="Start", author=Identity("Ada", "ada@base.example"))
    assert command("check", "--at", "HEAD", *DAY).code == 1


def test_a_commit_without_records_cannot_be_checked(command, portal):
    start_repository(portal, message="Start", author=Identity("Ada", "ada@base.example"))
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@b.example", "-C", str(portal))
    subprocess.run([*git, "rm", "-rq", "--cached", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "Empty", "--allow-empty"], check=True)
    ended = command("check", "--at", "HEAD")
    assert (ended.code, ended.err[:22]) == (2, "seedbed: no records in")


def test_annotations_name_files_from_the_top_of_the_checkout(command, portal, tmp_path, monkeypatch):
    _break(portal)
    monkeypatch.chdir(tmp_path)
    assert "file=portal/catalog/units/it.yml," in command("check", "--root", "portal", "--format", "github", *DAY).out


def test_explain_prints_the_rule(command):
    ended = command("check", "--explain", "yaml-number")
    assert ended.code == 0
    assert ended.out.startswith("yaml-number (error, reading)\n\nA number is finite")


def test_explain_gives_json(command):
    rule = json.loads(command("check", "--explain", "yaml-number", "--format", "json").out)
    assert (rule["id"], rule["severity"]) == ("yaml-number", "error")


def test_rules_lists_every_rule(command):
    listed = [line.split()[0] for line in command("check", "--rules").out.splitlines()]
    assert {"yaml-number", "schema-required", "draft-placeholder"} <= set(listed)
    assert len(listed) == len(set(listed)) > 30
