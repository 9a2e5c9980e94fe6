"""Findings for the tests of reports: ordinary ones, hostile ones, and any that hypothesis can think of."""

from hypothesis import strategies as st

from seedbed.problems import Problem, Rule, Severity
from seedbed.reports import Findings

RULES = {
    "reference-unknown": Rule(
        id="reference-unknown",
        family="references",
        severity=Severity.ERROR,
        text="What a record names exists.\n\nA name that leads nowhere is a link that breaks.",
    ),
    "text-hidden": Rule(
        id="text-hidden", family="text", severity=Severity.ERROR, text="Text holds no | hidden *characters*."
    ),
    "review-due": Rule(
        id="review-due", family="fleet", severity=Severity.WARNING, text="An agent is reviewed in time."
    ),
}

BLUEPRINT = """\
name: Invoice triage
owner:
  unit: finanse
review_by: 2026-01-31
"""
LONG = "A long line. " * 30 + "Here. " + "And on. " * 20
STORY = f"---\ntitle: 契約書の要約 \u202egnp.exe\nkind: win\n---\n{LONG}\n"
HOSTILE = "turns\x1b[2J\r\n::error::forged <script>alert(1)</script> @everyone #12 https://x.example | _a_"

PROBLEMS = (
    Problem(
        rule="reference-unknown",
        severity=Severity.ERROR,
        path="catalog/agents/invoice-triage/blueprint.yml",
        line=3,
        column=9,
        message="there is no unit `finanse`",
        fix="Did you mean `finance`?",
    ),
    Problem(
        rule="review-due",
        severity=Severity.WARNING,
        path="catalog/agents/invoice-triage/blueprint.yml",
        line=4,
        column=12,
        message="the review was due on 2026-01-31",
    ),
    Problem(
        rule="stray-file",
        severity=Severity.ERROR,
        path="catalog/agents/Odd|name,50%: `x`.txt",
        line=1,
        column=1,
        message="no kind of record lives at this path",
        fix="Records of this folder are named <agent>/blueprint.yml",
    ),
    Problem(
        rule="text-hidden",
        severity=Severity.ERROR,
        path="catalog/stories/2026-01-05-contract.md",
        line=2,
        column=15,
        message=f"'\u202e' {HOSTILE}",
        fix="::add-mask::Remove it ##[warning]or write it out.",
    ),
    Problem(
        rule="text-hidden",
        severity=Severity.ERROR,
        path="catalog/stories/2026-01-05-contract.md",
        line=5,
        column=391,
        message="something in a long line",
        fix="Remove it.",
    ),
)

FINDINGS = Findings(
    problems=PROBLEMS,
    texts={
        "catalog/agents/invoice-triage/blueprint.yml": BLUEPRINT,
        "catalog/stories/2026-01-05-contract.md": STORY,
        "catalog/units/finance.yml": "name: Finance\nfunction: finance\n",
    },
    prefix="portal/",
)

_TEXTS = st.text() | st.sampled_from(
    ["::error::x", "  ::stop-commands::x", "##[add-mask]x", "##vso[x", "\x1b[31m", "a|b"]
)
_PROBLEMS = st.builds(
    Problem,
    rule=st.sampled_from(["reference-unknown", "not-registered"]),
    severity=st.sampled_from(Severity),
    path=_TEXTS.filter(bool),
    line=st.integers(1, 9),
    column=st.integers(1, 400),
    message=_TEXTS,
    fix=_TEXTS,
)


@st.composite
def any_findings(draw: st.DrawFn) -> Findings:
    """Problems of any words at any place, some of them in files whose text is known."""
    problems = sorted(draw(st.lists(_PROBLEMS, max_size=25)), key=lambda problem: problem.sort_key)
    texts = {problem.path: draw(_TEXTS) for problem in problems[::2]}
    return Findings(problems=tuple(problems), texts=texts, prefix=draw(st.sampled_from(["", "portal/"])))


def many(number: int, severity: Severity = Severity.ERROR, *, message: str = "wrong") -> Findings:
    """As many problems as asked for, one file each."""
    problems = (
        Problem(
            rule="review-due", severity=severity, path=f"catalog/units/u{n:05}.yml", line=1, column=1, message=message
        )
        for n in range(number)
    )
    return Findings(problems=tuple(problems), texts={})
