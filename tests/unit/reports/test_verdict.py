"""The voices of a verdict: golden forms, promises to programs, and nothing that steers a reader."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from msgspec.structs import replace

from seedbed.changes import Change, ChangeKind
from seedbed.gate.approvals import Approvals, Given, How, Need
from seedbed.gate.results import Result, Status
from seedbed.gate.verdict import Answer, Verdict
from seedbed.reports import Format, sarif
from seedbed.reports.verdict import VERDICT_REPORTS, create_verdict_report, markdown
from seedbed.reports.verdict.markdown import MARK
from seedbed.resources import shared_path
from tests.helpers.golden import assert_golden

SCHEMA = json.loads((shared_path("schemas") / "output" / "gate.json").read_text("utf-8"))
BASE, HEAD, POLICY = "b" * 40, "f" * 40, "d" * 40
ENDINGS = {"text": "txt", "json": "json", "markdown": "md", "github": "log", "sarif": "sarif", "junit": "xml"}
PATH = "catalog/agents/first-reply/blueprint.yml"
HOSTILE = "x\n::error::pwn\x1b[2J\u202e ##[command]y @ada #12 [a](javascript:b) <script>|`%0A"


def result(rule: str = "stage-step", status: Status = Status.FAIL, **facts: object) -> Result:
    said = {"subject": "first-reply", "path": PATH, "line": 4, "column": 8, "message": "two steps", "fix": "Take one."}
    return Result(rule=rule, status=status, **said | facts)


def change(**facts: object) -> Change:
    said = {"kind": ChangeKind.STAGE, "subject": "first-reply", "record": "agent", "path": PATH, "field": "stage"}
    return Change(**said | {"old": "pilot", "new": "validated", "line": 4} | facts)


def need(role: str = "ai-office", **facts: object) -> Need:
    said = {"people": ("cleo-ruiz", "ivo-stern"), "why": "an agent of low risk", "subjects": ("first-reply",)}
    return Need(role=role, **said | {"path": PATH} | facts)


OWNER = need("owner", unit="support", people=("eva-lind",))
PROPOSED = Given(person="ada-okoye", role="owner", unit="support", how=How.PROPOSAL, subjects=("first-reply",))
CHECKED = Approvals(
    required=(OWNER, need(), need("security", people=())),
    given=(PROPOSED, Given(person="cleo-ruiz", role="ai-office", subjects=("first-reply",))),
    missing=(need("security", people=()),),
    is_checked=True,
    objections=("jana-holt",),
    uncounted=(f"mallory{HOSTILE}: the account belongs to nobody",),
    remarks=("GitLab does not say which commit was approved.",),
)
RESULTS = (
    result("change-conflict", Status.PASS, subject="", path="", line=1, column=1, message="", fix=""),
    result(),
    result("stage-evidence", Status.WAIVED, message="thin (waived until 2026-12-31 by catalog/waivers/x.yml)", fix=""),
    result("rows-late", Status.WARNING, message=f"late: {HOSTILE}", fix=HOSTILE, path=f"catalog/{HOSTILE}.csv"),
    result("change-size", Status.ERROR, subject="", path="", line=1, column=1, message="the rule broke down"),
    result("owner-edits", Status.PASS, message="proposed by Ada Okoye", fix=""),
    result("id-reused", Status.NOT_APPLICABLE, subject="", path="", line=1, column=1, message="nothing is new", fix=""),
    result("control-split", Status.FAIL, path=":/README.md", line=1, column=1, subject=":/README.md"),
)


def verdict(**facts: object) -> Verdict:
    said = {
        "base": BASE,
        "head": HEAD,
        "policy": POLICY,
        "policy_version": 4,
        "engine": "1.2.3",
        "changes": (change(), change(kind=ChangeKind.FIELD, field="name", old=None, new=HOSTILE)),
        "results": RESULTS,
        "approvals": CHECKED,
    }
    return Verdict(**said | facts)


GOOD = verdict(
    results=RESULTS[:1], changes=(change(),), approvals=Approvals(required=(OWNER, need()), given=(PROPOSED,))
)


@pytest.fixture(autouse=True)
def _fixed_rules(monkeypatch):
    """What a rule asks is not what these reports are tested for."""
    monkeypatch.setattr(sarif, "__version__", "1.2.3")
    monkeypatch.setattr(sarif, "RULES", {})
    monkeypatch.setattr(markdown, "RULES", {})


@pytest.mark.parametrize("name", VERDICT_REPORTS)
@pytest.mark.parametrize(("case", "told"), [("blocked", verdict()), ("passed", GOOD)])
def test_report_is_the_golden_one(name, case, told):
    assert_golden(f"verdicts/{case}.{ENDINGS[name]}", create_verdict_report(told, format=name, prefix="portal/"))


texts = st.text(max_size=40) | st.sampled_from([HOSTILE, "::stop-commands::x", "##vso[x]", "a\r\nb", "\u2028", "]]>"])


@st.composite
def any_verdict(draw):
    results = tuple(
        result(
            draw(st.sampled_from(["stage-step", "made-up"])),
            draw(st.sampled_from(Status)),
            message=draw(texts),
            fix=draw(texts),
            path=draw(texts),
            subject=draw(texts),
        )
        for _ in range(draw(st.integers(0, 4)))
    )
    changes = tuple(
        change(
            kind=draw(st.sampled_from(ChangeKind)),
            subject=draw(texts),
            old=draw(texts | st.none()),
            new=draw(texts | st.none()),
            field=draw(texts),
            path=draw(texts),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    needs = tuple(
        need(subjects=(draw(texts),), path=draw(texts), why=draw(texts)) for _ in range(draw(st.integers(0, 2)))
    )
    given_for = tuple(Given(person="cleo-ruiz", role=one.role, subjects=one.subjects) for one in needs[:1])
    said = Approvals(
        required=needs,
        given=given_for,
        missing=needs[1:],
        is_checked=draw(st.booleans()),
        uncounted=(draw(texts),),
        remarks=(draw(texts),),
    )
    return verdict(results=results, changes=changes, approvals=said)


@pytest.mark.parametrize("name", VERDICT_REPORTS)
@given(told=any_verdict())
def test_no_report_steers_its_reader(name, told):
    made = create_verdict_report(told, format=name, prefix="portal/")
    assert made.endswith("\n")
    assert all(character == "\n" or character.isprintable() for character in made)
    lines = [line for line in made.split("\n") if line.lstrip().startswith("::")]
    known = ("::error file=", "::error title=", "::warning file=", "::warning title=", "::notice title=")
    assert all(line.startswith(known) for line in lines)
    assert bool(lines) <= (name is Format.GITHUB)
    assert "##[" not in made
    assert "##vso[" not in made


@given(told=any_verdict())
def test_json_keeps_its_promise(told):
    said = [replace(one, message=one.message or "x") for one in told.results]
    data = json.loads(create_verdict_report(replace(told, results=tuple(said)), format=Format.JSON))
    Draft7Validator(SCHEMA).validate(data)
    assert data["verdict"] == told.answer.value
    assert len(data["results"]) == len(told.results)


def test_schema_knows_every_word():
    found = SCHEMA["properties"]
    assert found["results"]["items"]["properties"]["status"]["enum"] == [one.value for one in Status]
    assert set(found["changes"]["items"]["properties"]["kind"]["enum"]) == set(ChangeKind)
    assert found["verdict"]["enum"] == [one.value for one in Answer]


@pytest.mark.parametrize("name", VERDICT_REPORTS)
def test_every_voice_names_what_was_judged_by_what(name):
    made = create_verdict_report(verdict(), format=name)
    assert all(word[:12] in made for word in (BASE, HEAD, POLICY))


@pytest.mark.parametrize(("count", "message"), [(3000, "wrong"), (400, "|<@`" * 150), (30, "x" * 90_000)])
def test_comment_fits_a_forge_and_says_what_does_not(count, message):
    many = tuple(result(line=number + 1, message=message) for number in range(count))
    made = create_verdict_report(verdict(results=many, changes=(change(),) * 3000), format=Format.MARKDOWN)
    assert len(made.encode("utf-16-le")) // 2 < 65_536
    assert made.startswith(f"{MARK}\n")
    assert "did not fit" in made
    assert made.count("<details>") == made.count("</details>")
    assert BASE[:12] in made


def test_comment_tells_what_blocks_before_all_else():
    made = create_verdict_report(verdict(), format=Format.MARKDOWN)
    titles = ["### In the way", "### Who must agree", "### What changes", "### To look at", "<details>"]
    assert sorted(titles, key=made.index) == titles


def test_comment_does_not_call_unchecked_approvals_a_yes():
    made = create_verdict_report(GOOD, format=Format.MARKDOWN)
    assert "pass: nothing in the way, approvals not checked" in made
    assert "This change may be merged." not in made


def test_junit_counts_each_rule_once():
    root = ET.fromstring(create_verdict_report(verdict(), format=Format.JUNIT))  # noqa: S314 - made here
    assert root.attrib == {"name": "seedbed", "tests": "8", "failures": "2", "errors": "1", "skipped": "1"}
    cases = root.findall("./testsuite/testcase")
    assert [one.get("name") for one in cases if one.find("failure") is not None] == ["stage-step", "control-split"]


def test_paths_are_told_from_the_top_of_the_repository():
    made = create_verdict_report(verdict(), format=Format.GITHUB, prefix="portal/")
    assert f"::error file=portal/{PATH},line=4,col=8,title=seedbed stage-step::" in made
    assert "::error file=README.md,line=1,col=1,title=seedbed control-split::" in made
    assert "::error title=seedbed change-size::the rule broke down" in made


def test_sarif_has_a_place_for_every_result():
    data = json.loads(create_verdict_report(verdict(), format=Format.SARIF))
    uris = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in data["runs"][0]["results"]]
    assert uris[0] == PATH
    assert "catalog" in uris
    assert data["runs"][0]["properties"]["head"] == HEAD
