"""Whatever a change makes of the records, the gate gives an answer: no rule breaks down, no report either.

Each example takes a file of the base portal and does to its lines what people and tools do to them: leaves some out,
doubles and exchanges them, puts other values in, brings in lines of another record, moves the file.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.reports.verdict import VERDICT_REPORTS, create_verdict_report
from tests.helpers.examples import examples
from tests.helpers.gate_stories import base_files, changed, link, story

PATHS = sorted(base_files())
VALUES = (
    *("", "null", "[]", "{}", "0", "-1", "9" * 20, "true", "2026-13-45", "x" * 300, "~", "&a 1", "*a", "!!x 1", "\t"),
    *(
        "idea",
        "pilot",
        "validated",
        "suspended",
        "retired",
        "live",
        "ended",
        "low",
        "high",
        "prohibited",
        "0.0.0",
        "1.2",
    ),
)

lines = st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(VALUES), st.sampled_from(PATHS))
acts = st.sampled_from(["drop", "double", "exchange", "value", "other", "cell"])
edits = st.lists(st.tuples(acts, lines), min_size=1, max_size=3)
moves = st.sampled_from([str.upper, lambda path: f"x/{path}", lambda path: path.replace("first-reply", "other")])
steps = st.one_of(edits, edits, edits, st.none(), st.just(link("x")), moves)


def edited(data: bytes, edit: list) -> bytes:
    text = data.decode().split("\n")
    for act, (one, other, value, path) in edit:
        at, to = one % len(text), other % len(text)
        if act == "drop":
            text = [*text[:at], *text[at + 1 :]] or [""]
        elif act == "double":
            text.insert(to, text[at])
        elif act == "exchange":
            text[at], text[to] = text[to], text[at]
        elif act == "value":
            text[at] = f"{text[at].partition(':')[0]}: {value}"
        elif act == "cell":
            cells = text[at].split(",")
            text[at] = ",".join([*cells[: other % len(cells)], value, *cells[other % len(cells) + 1 :]])
        else:
            text.insert(at, base_files()[path].decode().split("\n")[0])
    return "\n".join(text).encode()


def steps_of(plan: dict) -> dict:
    """What a plan does to the base portal."""
    found = {}
    for path, step in plan.items():
        if callable(step):
            found[step(path)] = base_files()[path]
        else:
            found[path] = edited(base_files()[path], step) if isinstance(step, list) else step
    return found


plans = st.dictionaries(st.sampled_from(PATHS), steps, min_size=1, max_size=3)


@settings(max_examples=examples(30))
@given(
    st.dictionaries(st.sampled_from([p for p in PATHS if "policy" not in p]), edits, max_size=2),
    plans,
    st.sampled_from(["ada", "ben", "cleo", "dora", "stranger", None]),
)
def test_every_change_gets_an_answer(before, plan, author):
    base = steps_of(before)
    change = {path: step for path, step in steps_of(plan).items() if step is not None or path in changed_base(base)}
    verdict = story(change, base=base, author=author)
    assert not [result for result in verdict.results if result.status == "error"]
    for format in VERDICT_REPORTS:
        assert create_verdict_report(verdict, format=format).endswith("\n")


def changed_base(base: dict) -> dict:
    return changed(base_files(), base)[0]


@settings(max_examples=examples(30))
@given(st.sampled_from([p for p in PATHS if "measurements" in p]), edits)
def test_rows_that_were_there_are_there_or_it_is_refused(path, edit):
    before, after = base_files()[path], edited(base_files()[path], edit)
    verdict = story({path: after}, author="ada")
    assert after.startswith(before) or after.strip() == before.strip() or verdict.answer == "fail"
