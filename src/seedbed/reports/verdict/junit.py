"""The verdict as JUnit XML: one test case a rule, for build servers that show nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.gate.results import Result, Status
from seedbed.gate.verdict import Verdict
from seedbed.reports.verdict.wording import headline, judged
from seedbed.reports.xml import escape, quoteattr


def report_junit(verdict: Verdict, /) -> str:
    """A failure for each rule that blocks, an error for each that broke down, `skipped` for those that do not apply."""
    cases = {rule: [one for one in verdict.results if one.rule == rule] for rule in _rules(verdict)}
    ends = [_end(results) for results in cases.values()]
    counts = " ".join(
        f'{name}="{ends.count(status)}"'
        for name, status in (("failures", Status.FAIL), ("errors", Status.ERROR), ("skipped", Status.NOT_APPLICABLE))
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="seedbed" tests="{len(cases)}" {counts}>',
        f'  <testsuite name="seedbed gate" tests="{len(cases)}" {counts}>',
        *(line for rule, results in cases.items() for line in _case(rule, results)),
        f"    <system-out>{escape(headline(verdict))}\n{escape(judged(verdict))}</system-out>",
        "  </testsuite>",
        "</testsuites>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _rules(verdict: Verdict) -> list[str]:
    return list(dict.fromkeys(result.rule for result in verdict.results))


def _end(results: list[Result]) -> Status:
    """The gravest status of a rule; it does not apply when nothing else was said."""
    order = (Status.ERROR, Status.FAIL, Status.WAIVED, Status.WARNING, Status.PASS, Status.NOT_APPLICABLE)
    return min((result.status for result in results), key=order.index)


def _case(rule: str, results: list[Result]) -> Iterator[str]:
    end = _end(results)
    told = [one for one in results if one.status is end and one.message]
    opening = f'    <testcase classname="seedbed gate" name={quoteattr(rule)}'
    words = quoteattr(told[0].message if told else end.value)
    match end:
        case Status.ERROR | Status.FAIL:
            tag = "failure" if end is Status.FAIL else "error"
            yield f"{opening}>"
            yield f"      <{tag} type={quoteattr(rule)} message={words}>{escape(_listed(told))}</{tag}>"
            yield "    </testcase>"
        case Status.NOT_APPLICABLE:
            yield f"{opening}><skipped message={words}/></testcase>"
        case _ if told:
            yield f"{opening}><system-out>{escape(_listed(told))}</system-out></testcase>"
        case _:
            yield f"{opening}/>"


def _listed(results: list[Result]) -> str:
    return "\n".join(_line(one) for one in results)


def _line(result: Result) -> str:
    place = f"{result.path}:{result.line}:{result.column}: " if result.path else ""
    return f"{place}{result.message} {result.fix}".rstrip()
