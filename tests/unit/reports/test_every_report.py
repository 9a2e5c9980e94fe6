"""What all voices promise: their golden form, no character that steers a reader, no problem lost."""

import os
from pathlib import Path

import pytest
from hypothesis import given

from seedbed.reports import REPORTS, Findings, Format, create_report, markdown, sarif
from tests.unit.reports.sample import FINDINGS, PROBLEMS, RULES, any_findings

GOLDEN = Path(__file__).parents[2] / "golden" / "reports"
ENDINGS = {"text": "txt", "json": "json", "markdown": "md", "github": "log", "sarif": "sarif", "junit": "xml"}


@pytest.fixture(autouse=True)
def _fixed_rules(monkeypatch):
    monkeypatch.setattr(markdown, "RULES", RULES)
    monkeypatch.setattr(sarif, "RULES", RULES)
    monkeypatch.setattr(sarif, "__version__", "1.2.3")


def test_every_format_has_a_report():
    assert [*REPORTS, Format.CSV, Format.HTML] == list(Format)  # figures and the digest have these two


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_the_golden_one(name):
    """SEEDBED_UPDATE_GOLDEN=1 makes them anew; read the difference before you commit it."""
    golden = GOLDEN / f"mixed.{ENDINGS[name]}"
    made = create_report(FINDINGS, format=name)
    if os.environ.get("SEEDBED_UPDATE_GOLDEN"):
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


@pytest.mark.parametrize("name", REPORTS)
def test_report_without_problems_is_the_golden_one(name):
    golden = GOLDEN / f"clean.{ENDINGS[name]}"
    made = create_report(Findings(problems=(), texts={"catalog/units/it.yml": "name: IT\n"}), format=name)
    if os.environ.get("SEEDBED_UPDATE_GOLDEN"):
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


@pytest.mark.parametrize("name", REPORTS)
@given(findings=any_findings())
def test_report_holds_no_control_character(name, findings):
    made = create_report(findings, format=name)
    assert made.endswith("\n")
    assert all(character == "\n" or character.isprintable() for character in made)


@pytest.mark.parametrize("name", REPORTS)
@given(findings=any_findings())
def test_report_gives_no_command_to_a_build_server(name, findings):
    lines = create_report(findings, format=name).split("\n")
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert all(line.startswith(("::error file=", "::warning file=", "::notice title=seedbed::")) for line in commands)
    assert not [line for line in lines if "##[" in line or "##vso[" in line]


@pytest.mark.parametrize("name", [Format.TEXT, Format.JSON, Format.MARKDOWN, Format.GITHUB, Format.JUNIT])
def test_report_tells_every_problem(name):
    made = create_report(FINDINGS, format=name)
    assert all(problem.rule in made for problem in PROBLEMS)


def test_findings_below_keeps_a_folder_and_nothing_beside_it():
    kept = FINDINGS.below(["catalog/stories"])
    assert [problem.rule for problem in kept.problems] == ["text-hidden", "text-hidden"]
    assert list(kept.texts) == ["catalog/stories/2026-01-05-contract.md"]


def test_findings_below_does_not_take_a_beginning_for_a_folder():
    assert FINDINGS.below(["catalog/sto"]).texts == {}


def test_findings_below_the_root_keeps_all():
    assert FINDINGS.below([""]) == FINDINGS


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (PROBLEMS, "4 errors, 1 warning in 3 records"),
        (PROBLEMS[:1], "1 error in 3 records"),
        (PROBLEMS[1:2], "1 warning in 3 records"),
        ((), "no problems in 3 records"),
    ],
)
def test_summary_counts(kept, words):
    assert Findings(problems=kept, texts=FINDINGS.texts).summary == words
