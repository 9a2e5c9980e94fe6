"""The report at a terminal: the source line and its caret."""

import pytest

from seedbed.problems import Problem, Severity
from seedbed.reports import Findings, Format, create_report


def _lines(source: str, column: int) -> tuple[str, str]:
    problem = Problem(rule="r", severity=Severity.ERROR, path="a.yml", line=1, column=column, message="wrong")
    made = create_report(Findings(problems=(problem,), texts={"a.yml": source}), format=Format.TEXT).split("\n")
    assert made[2].startswith("       1 | ")
    return made[2][11:], made[3][11:]


@pytest.mark.parametrize(
    ("source", "column", "caret"),
    [
        ("name: x", 1, "^"),
        ("name: x", 7, "      ^"),
        ("name: x", 99, "       ^"),
        ("契約: x", 5, "      ^"),
        ("a\tb", 3, "   ^"),
        ("\x1b[1m!", 5, "       ^"),
    ],
)
def test_caret_stands_below_the_column(source, column, caret):
    assert _lines(source, column)[1] == caret


def test_a_long_line_is_shown_around_the_column():
    shown, caret = _lines("a" * 500 + "b" + "c" * 500, 501)
    assert shown[caret.index("^")] == "b"
    assert len(shown) < 120


@pytest.mark.parametrize(("text", "line"), [("one line\n", 5), ("\n", 1), ("", 1)])
def test_no_excerpt_where_there_is_no_line(text, line):
    problem = Problem(rule="r", severity=Severity.ERROR, path="a.yml", line=line, column=1, message="wrong", fix="mend")
    made = create_report(Findings(problems=(problem,), texts={"a.yml": text}), format=Format.TEXT)
    assert made.split("\n")[1:3] == ["  wrong", "  fix: mend"]


def test_no_line_with_a_secret_is_quoted():
    token = "ghp_" + "a1B2c3D4" * 5
    problems = tuple(
        Problem(rule=rule, severity=Severity.ERROR, path="a.yml", line=1, column=1, message="wrong")
        for rule in ("schema-pattern", "secret")
    )
    made = create_report(Findings(problems=problems, texts={"a.yml": f"code: {token}\n"}), format=Format.TEXT)
    assert token not in made
