"""What single voices promise beyond their golden form."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from markdown_it import MarkdownIt

from seedbed.problems import Severity
from seedbed.reports import Findings, Format, create_report
from seedbed.reports.markdown import escape
from seedbed.resources import shared_path
from tests.unit.reports.sample import FINDINGS, PROBLEMS, any_findings, many

SCHEMA = json.loads(Path(shared_path("schemas"), "output", "check.json").read_text("utf-8"))


@given(any_findings().filter(lambda findings: all(problem.message for problem in findings.problems)))
def test_json_keeps_its_promise(findings):
    data = json.loads(create_report(findings, format=Format.JSON))
    Draft7Validator(SCHEMA).validate(data)
    assert data["errors"] + data["warnings"] == len(data["problems"]) == len(findings.problems)


@pytest.mark.parametrize("severity", Severity)
def test_github_says_how_many_more_there_are(severity):
    made = create_report(many(13, severity), format=Format.GITHUB)
    assert made.count(f"::{severity} file=") == 10
    assert f"3 more {severity}s beside the 10 annotations" in made
    assert "catalog/units/u00012.yml:1:1" in made


def test_github_puts_errors_first():
    commands = re.findall(r"^::(\w+)", create_report(FINDINGS, format=Format.GITHUB), re.MULTILINE)
    assert commands == ["error"] * 4 + ["warning"]


def test_github_escapes_properties():
    made = create_report(FINDINGS, format=Format.GITHUB)
    assert "file=portal/catalog/agents/Odd|name%2C50%25%3A `x`.txt,line=1" in made


@pytest.mark.parametrize("message", ["wrong", "@" * 5000, "|`<" * 300])
def test_markdown_fits_a_comment_and_says_what_does_not(message):
    made = create_report(many(1500, message=message), format=Format.MARKDOWN)
    assert len(made) < 60_000
    left = re.search(r"([\d,]+) further lines did not fit", made)
    assert left
    assert made.count("| catalog/units/u") == 1500 - int(left[1].replace(",", ""))


@given(st.text(max_size=200) | st.text(alphabet="|`*_<>[]()!&@#:/.\\~w1a ", max_size=60))
def test_markdown_escape_leaves_only_text(text):
    row = "".join(character if character.isprintable() else " " for character in text)
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"| a | b |\n| --- | --- |\n| x{escape(row)}x | y |\n")
    cells = [token for token in tokens if token.type == "inline"]
    assert len(cells) == 4
    children = [child for child in cells[2].children or [] if child.content != "<!-- -->"]
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children).replace(" ", "") == f"x{row}x".replace(" ", "")


def test_markdown_mentions_nobody():
    assert re.findall(r"[@#]\w", escape("@everyone see #12 and a@b.example")) == []
    assert "://" not in escape("https://x.example HTTP://X.EXAMPLE")


def test_sarif_messages_hold_no_link():
    made = create_report(many(1, message="see [this](https://x.example)"), format=Format.SARIF)
    assert json.loads(made)["runs"][0]["results"][0]["message"]["text"] == "see [this] (https://x.example)"


def test_sarif_results_point_to_their_rules():
    run = json.loads(create_report(FINDINGS, format=Format.SARIF))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [problem.rule for problem in PROBLEMS]
    assert run["results"][2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (
        "portal/catalog/agents/Odd%7Cname%2C50%25%3A%20%60x%60.txt"
    )


@given(any_findings())
def test_junit_has_a_case_for_every_file(findings):
    suite = ET.fromstring(create_report(findings, format=Format.JUNIT))[0]  # noqa: S314 - our own output
    failing = {problem.path for problem in findings.safe.problems if problem.severity is Severity.ERROR}
    assert int(suite.get("tests", "")) == len(suite) == len({case.get("name") for case in suite})
    assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure")) == len(failing)


def test_junit_lists_clean_files_too():
    suite = ET.fromstring(create_report(Findings(problems=(), texts={"a.yml": ""}), format=Format.JUNIT))[0]  # noqa: S314
    assert [(case.get("name"), len(case)) for case in suite] == [("a.yml", 0)]
