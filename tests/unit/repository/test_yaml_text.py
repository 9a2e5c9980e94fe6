"""The guarded YAML reader: what it means, what it refuses, and that nothing makes it raise or run away."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from seedbed.repository.yaml_rules import MOST_DEPTH, MOST_NODES
from seedbed.repository.yaml_text import MOST_PROBLEMS, _Builder, parse_yaml

BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def rules_of(text: str) -> list[str]:
    return [problem.rule for problem in parse_yaml(text, path="x.yml")[1]]


def value_of(text: str) -> object:
    document, problems = parse_yaml(f"v: {text}\n", path="x.yml")
    assert problems == ()
    return document.data["v"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # words of YAML 1.1 that are words here
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("nUll", "nUll"),
        # the only special words
        ("true", True),
        ("False", False),
        ("NULL", None),
        ("~", None),
        ("", None),
        # numbers as JSON has them
        ("0", 0),
        ("-12", -12),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        ("0.0", 0.0),
        # what only looks like a number
        ("017", "017"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("+1", "+1"),
        (".5", ".5"),
        ("1.", "1."),
        ("12:30:45", "12:30:45"),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("NaN", "NaN"),
        # dates stay text
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31T10:00", "2026-01-31T10:00"),
        # quotes make text
        ('"5"', "5"),
        ("'true'", "true"),
        ('""', ""),
    ],
)
def test_plain_scalars_mean_what_json_would_say(text, value):
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("text", ["1e999", "-1e999", "-0", "-0.0", "1234567890123456", "0.1234567890123456"])
def test_numbers_that_readers_disagree_on_are_refused(text):
    assert rules_of(f"v: {text}\n") == ["yaml-number"]


@pytest.mark.parametrize(
    ("text", "path", "value_at", "key_at"),
    [
        ("a: 1\nb: two\n", ("b",), (2, 4), (2, 1)),
        ("a:\n  b: [x, y]\n", ("a", "b", 1), (2, 10), (2, 10)),
        ("a:\n  - {b: 1, c: 2}\n", ("a", 0, "c"), (2, 15), (2, 12)),
        ("ä: ö\n한: 글\n", ("한",), (2, 4), (2, 1)),
        ("a: |\n  text\nb: 1\n", ("b",), (3, 4), (3, 1)),
        # what is not there is where its parent is
        ("a:\n  b: 1\n", ("a", "missing"), (2, 3), (2, 3)),
    ],
)
def test_positions_are_lines_and_columns_in_characters(text, path, value_at, key_at):
    document, _ = parse_yaml(text, path="x.yml")
    assert (document.at(*path), document.key_at(*path)) == (value_at, key_at)


def test_first_line_moves_every_position():
    document, problems = parse_yaml("a: 1\na: 2\n", path="x.md", first_line=11)
    assert document.key_at("a") == (11, 1)
    assert [(p.line, p.column) for p in problems] == [(12, 1)]


def test_a_bomb_costs_what_it_says_and_not_what_it_means():
    builder = _Builder(path="x.yml", offset=0)
    problems = list(builder.build(BOMB))
    assert len(BOMB) < 450
    assert builder.nodes <= BOMB.count(",") + BOMB.count("[") * 2 + 1
    assert {problem.rule for problem in problems} == {"yaml-anchor", "yaml-alias"}


def test_depth_is_refused_before_anything_deeper_is_built():
    builder = _Builder(path="x.yml", offset=0)
    assert [problem.rule for problem in builder.build("[" * 200_000)] == ["yaml-depth"]
    assert builder.nodes == MOST_DEPTH + 1


def test_nodes_are_refused_as_soon_as_there_are_too_many():
    builder = _Builder(path="x.yml", offset=0)
    assert [problem.rule for problem in builder.build("- x\n" * 100_000)] == ["yaml-nodes"]
    assert builder.nodes == MOST_NODES + 1


def test_at_most_so_many_problems_of_one_file_are_listed():
    assert len(rules_of("".join(f"k{n}: !t x\n" for n in range(500)))) == MOST_PROBLEMS


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_json_is_read_as_json_and_as_yaml_reads_it(value):
    text = json.dumps({"v": value})
    document, problems = parse_yaml(text, path="x.yml")
    # JSON escapes a character beyond the 16-bit range as two halves, which YAML refuses.
    if "yaml-syntax" not in {problem.rule for problem in problems}:
        assert problems == ()
        assert document.data == {"v": value} == yaml.safe_load(text)


INGREDIENTS = [
    *("a", "b: ", "- ", "\n", "  ", "? ", ": ", "[", "]", "{", "}", ", ", "#", "|\n", ">\n", '"', "'", "\t", "@", "`"),
    *("&x ", "*x", "!t ", "---\n", "...\n", "%Y 1\n", "<<: ", "1", "-0", "1e999", "ü", "😀", "\\u0000"),
]
ingredients = st.sampled_from(INGREDIENTS)


@given(st.lists(ingredients, max_size=40).map("".join) | st.text(st.characters(codec="utf-8"), max_size=60))
def test_nothing_makes_it_raise_and_every_position_is_in_the_text(text):
    document, problems = parse_yaml(text, path="x.yml")
    lines = text.split("\n")
    # YAML counts more characters as the end of a line than the loader lets through.
    if not set(text) & set("\r\x85\u2028\u2029"):
        spots = [
            *document.spots.values.values(),
            *document.spots.keys.values(),
            *((p.line, p.column) for p in problems),
        ]
        assert all(1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1 for line, column in spots)


@given(st.lists(ingredients, max_size=40).map("".join))
def test_what_it_lets_pass_is_plain_data(text):
    document, problems = parse_yaml(text, path="x.yml")
    if not problems:
        assert json.loads(json.dumps(document.data, allow_nan=False)) == document.data
