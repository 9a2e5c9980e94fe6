"""The report as SARIF 2.1.0, for the code scanning of forges and for editors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from seedbed import __version__
from seedbed.problems import RULES, Problem
from seedbed.reports.findings import Findings

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

WHOLE = "catalog"
"""Where a problem of the whole change is shown: forges refuse results without a place."""


def report_sarif(findings: Findings, /) -> str:
    """One run with the rules that were broken and a result for each problem, as JSON in ASCII."""
    return create_sarif(findings.problems, name="check", prefix=findings.prefix)


def create_sarif(problems: Sequence[Problem], /, *, name: str, prefix: str = "", more: Any = None) -> str:
    """The run of the command `name`; `more` is what stands beside it for whoever reads on."""
    rules = sorted({problem.rule for problem in problems})
    run = {
        "tool": {"driver": {"name": "Seedbed", "version": __version__, "rules": [_rule(one) for one in rules]}},
        "automationDetails": {"id": f"seedbed/{name}/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, rules.index(problem.rule), prefix) for problem in problems],
    } | ({"properties": more} if more else {})
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _plain(text: str, /) -> str:
    """A message in which nothing is taken for a link, which SARIF writes as `[words](address)`."""
    return text.replace("](", "] (")


def _rule(rule_id: str, /) -> dict[str, Any]:
    known = RULES.get(rule_id)
    if known is None:
        return {"id": rule_id}
    return {
        "id": rule_id,
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": known.text},
        "help": {"text": known.text},
        "defaultConfiguration": {"level": known.severity.value},
        "properties": {"tags": [known.family]},
    }


def _result(problem: Problem, index: int, prefix: str, /) -> dict[str, Any]:
    location = {
        "artifactLocation": {"uri": quote(prefix + (problem.path or WHOLE)), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": problem.line, "startColumn": problem.column},
    }
    return {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": problem.severity.value,
        "message": {"text": _plain("\n".join(filter(None, (problem.message, problem.fix))))},
        "locations": [{"physicalLocation": location}],
    }
