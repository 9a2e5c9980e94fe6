"""`seedbed audit`: past promotions under the policy of their day and under today's, told over real Git."""

import json

import jsonschema
import pytest

from seedbed.cli import run
from seedbed.resources import shared_path
from tests.helpers.gate_stories import FIRST, TABLE, Edit, base_files, changed

PILOT = {FIRST: Edit("stage: production", "stage: pilot")}
POLICY = "catalog/policy.yml"
SCHEMA = json.loads((shared_path("schemas") / "output" / "audit.json").read_text("utf-8"))


def stage(old, new):
    return {FIRST: Edit(f"stage: {old}", f"stage: {new}")}


@pytest.fixture
def grow(repo, monkeypatch):
    """Commits steps onto main, one after the other: (steps, message, day)."""
    monkeypatch.chdir(repo.top)
    files = dict(base_files())
    day = "2026-11-10"

    def act(steps, message, *, on=day):
        nonlocal files
        files, _ = changed(files, steps)
        for path in steps:
            if path not in files:
                (repo.top / path).unlink(missing_ok=True)
        return repo.commit(files, message=message, date=f"{on}T09:00:00+00:00")

    return act


def audit(capsys, *arguments):
    code = run(["audit", *arguments, "--today", "2026-11-20", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    jsonschema.validate(told, SCHEMA)
    return code, told


def failed(results):
    return {one["rule"] for one in results if one["status"] in {"fail", "error"}}


def test_a_promotion_that_held_holds_again(grow, capsys):
    grow(PILOT, "Begin")
    grow(stage("pilot", "validated"), "Validate first reply (#7)")
    code, told = audit(capsys)
    assert code == 0
    (one,) = told["promotions"]
    assert (one["agent"], one["from"], one["to"], one["change"]) == ("first-reply", "pilot", "validated", 7)
    assert not failed(one["then"]) | failed(one["today"])
    assert {"stage-step", "stage-evidence"} <= {result["rule"] for result in one["then"]}


def test_a_direct_push_is_a_finding_whatever_it_brought(grow, capsys):
    grow(PILOT, "Begin")
    grow(stage("pilot", "validated"), "Validate first reply")
    code, told = audit(capsys)
    assert (code, told["findings"], told["promotions"][0]["direct"]) == (1, 1, True)


def test_a_step_too_far_and_missing_evidence_are_found_years_later(grow, capsys):
    grow({FIRST: Edit("stage: production", "stage: prototype"), TABLE: None}, "Begin")
    grow(stage("prototype", "production"), "Run it (#8)")
    code, told = audit(capsys)
    assert code == 1
    assert {"stage-step", "stage-evidence"} <= failed(told["promotions"][0]["then"])
    assert told["promotions"][0]["gaps"]


def test_a_bar_that_rose_since_counts_for_nothing_but_is_told(grow, capsys):
    grow(PILOT, "Begin")
    grow(stage("pilot", "validated"), "Validate first reply (#7)")
    grow(
        {POLICY: (Edit("accuracy: 0.8\n", "accuracy: 0.99\n"), Edit("version: 1", "version: 2"))}, "Raise the bar (#9)"
    )
    code, told = audit(capsys)
    (one,) = told["promotions"]
    assert (code, told["policy_version"], one["policy_version"]) == (0, 2, 1)
    assert failed(one["today"]) == {"stage-evidence"}
    assert not failed(one["then"])


def test_a_bar_that_fell_since_excuses_nothing(grow, capsys):
    grow(PILOT | {POLICY: Edit("accuracy: 0.8\n", "accuracy: 0.99\n")}, "Begin")
    grow(stage("pilot", "validated"), "Validate first reply (#7)")
    grow({POLICY: Edit("accuracy: 0.99\n", "accuracy: 0.8\n")}, "Lower the bar (#9)")
    code, told = audit(capsys)
    assert code == 1
    assert failed(told["promotions"][0]["then"]) == {"stage-evidence"}
    assert not failed(told["promotions"][0]["today"])


def test_what_came_with_the_first_commit_is_named_and_not_judged(grow, capsys):
    grow({}, "Begin")
    code, told = audit(capsys)
    assert code == 0
    assert all("first commit" in one["skipped"] for one in told["promotions"])


def test_promotions_before_a_day_are_left_out(grow, capsys):
    grow(PILOT, "Begin", on="2026-11-01")
    grow(stage("pilot", "validated"), "Validate first reply", on="2026-11-02")
    code, told = audit(capsys, "--since", "2026-11-03")
    assert (code, told["promotions"]) == (0, [])


def test_text_tells_the_finding_its_reason_and_the_tally(grow, capsys):
    grow(PILOT, "Begin")
    grow(stage("pilot", "validated"), "Validate first reply")
    assert run(["audit", "--today", "2026-11-20"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2026-11-10  first-reply: pilot → validated")
    assert lines[1].strip() == "no pull request: it came in a plain commit that names none"
    assert "promotion judged again: 1 finding" in lines[-1]


def test_markdown_is_a_table_that_no_name_can_break(grow, capsys):
    grow(PILOT, "Begin")
    grow(stage("pilot", "validated"), "Validate | first reply")
    assert run(["audit", "--today", "2026-11-20", "--format", "markdown"]) == 1
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| 20")]
    assert [row.replace("\\|", "").count("|") for row in rows] == [8] * len(rows)


def test_without_history_there_is_nothing_to_judge(tmp_path, monkeypatch, capsys):
    (tmp_path / "catalog").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run(["audit"]) == 2
    assert "history" in capsys.readouterr().err


def test_a_policy_that_cannot_be_used_ends_with_the_reason(grow, capsys):
    grow({POLICY: "version: no\n"}, "Begin")
    assert run(["audit"]) == 2
    assert "catalog/policy.yml" in capsys.readouterr().err


def test_one_audit_is_told_in_several_forms(grow, capsys, tmp_path):
    grow(PILOT, "Begin")
    grow(stage("pilot", "validated"), "Validate first reply")
    files = {form: tmp_path / form for form in ("json", "text", "markdown")}
    options = [word for form, path in files.items() for word in ("--also", f"{form}={path}")]
    assert run(["audit", "--today", "2026-11-20", *options]) == 1
    assert files["text"].read_text("utf-8") == capsys.readouterr().out
    jsonschema.validate(json.loads(files["json"].read_text("utf-8")), SCHEMA)
    assert files["markdown"].read_text("utf-8").startswith("# Audit of promotions\n")


def test_a_further_form_that_an_audit_does_not_have_is_refused(grow, capsys):
    grow(PILOT, "Begin")
    assert run(["audit", "--also", "sarif=x"]) == 2
    assert "--also sarif=x: write FORMAT=FILE, with one of text, json, markdown" in capsys.readouterr().err
