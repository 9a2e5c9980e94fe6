"""The fast reader of YAML gives what the guarded parser gives: the same data, the same problems, the same places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.repository.plain_yaml import parse_texts, scan_texts, scan_values
from seedbed.repository.read_yaml import read_yaml
from seedbed.repository.yaml_text import parse_yaml

CATALOG = Path(__file__).parents[3] / "catalog"

KEYS = st.sampled_from(["a", "b", "c", "on", "x-y", "_z", "null", "True", "1", "'q'", "a b", "<<"])
SCALARS = st.sampled_from(
    [
        *(
            "text",
            "two words",
            "it's",
            "true",
            "FALSE",
            "nUll",
            "null",
            "~",
            "",
            " ",
            "no",
            "2026-03-04",
            "1.10",
            "017",
        ),
        *("0", "12", "-3", "-0", "1e3", "1e999", "999999999999999", "1234567890123456", "0.5", "1.", ".5", "12:30"),
        *(
            "a: b",
            "a:",
            "a #b",
            "a#b",
            "#c",
            "x # c",
            "'single'",
            "'it''s'",
            '"double"',
            '"a\\n"',
            '"open',
            "&a x",
            "*a",
        ),
        *("!!str x", "!", "| ", ">", "- x", "-x", "?", "%", "@", "`", "é", "\u00a0", "a\u2028b", "a\tb", "\ufeff", "…"),
        *("x ", "'a' # b", "[]", "[a]", "[a, 'b', 3]", "[a, ]", "[ a , b ]", "{}", "{a: b}", "{a: b, a: c}", "{a:b}"),
        *("{a: 1, b: [c]}", "{true: x}", "[a: b]", "[null, true, 1.5, 2026-01-01]", "{ a: 'x', b: ~ }", "[a, b] # c"),
        "[a",
    ]
)
INDENTS = st.sampled_from(["", "", "", "  ", "  ", "    ", " ", "   ", "\t"])
LINES = st.one_of(
    st.builds("{}{}: {}".format, INDENTS, KEYS, SCALARS),
    st.builds("{}{}:".format, INDENTS, KEYS),
    st.builds("{}- {}".format, INDENTS, SCALARS),
    st.builds("{}- {}: {}".format, INDENTS, KEYS, SCALARS),
    st.builds("{}{}:  {}".format, INDENTS, KEYS, SCALARS),
    st.sampled_from(["", "# remark", "  # remark", "---", "...", "-", "  - ", "a", "%YAML 1.2"]),
)
DOCUMENTS = st.builds(
    "{}{}".format, st.lists(LINES, max_size=8).map("\n".join), st.sampled_from(["\n", "", "\n\n", " "])
)


@st.composite
def plain_documents(draw: st.DrawFn, depth: int = 0) -> str:
    """A record as people write them, so that most examples reach the scanner's end."""
    pad = "  " * depth
    lines = []
    for key in draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True)):
        form = draw(st.integers(0, 4)) if depth < 3 else 0
        if form < 2:
            lines.append(f"{pad}{key}: {draw(SCALARS)}")
        elif form == 2:
            lines.append(f"{pad}{key}:\n{draw(plain_documents(depth=depth + 1))}")
        else:
            inner = draw(plain_documents(depth=depth + 2)) if form == 3 else draw(SCALARS)
            lines += [f"{pad}{key}:", f"{pad}  - {inner.lstrip(' ')}", f"{pad}  - {draw(SCALARS)}"]
    return "\n".join(lines)


@pytest.mark.parametrize("documents", [DOCUMENTS, plain_documents()], ids=["lines", "records"])
def test_the_fast_reader_gives_what_the_parser_gives(documents: st.SearchStrategy[str]) -> None:
    @given(documents, st.integers(1, 3))
    def agree(text: str, first_line: int) -> None:
        fast, found = read_yaml(text, path="x.yml", first_line=first_line)
        exact, problems = parse_yaml(text, path="x.yml", first_line=first_line)
        assert (fast.data, found, fast.spots) == (exact.data, problems, exact.spots)
        assert str(fast.data) == str(exact.data)  # 1 is 1.0 and True to an equal sign

    agree()


@given(st.one_of(DOCUMENTS, plain_documents()))
def test_the_texts_are_those_of_the_parser(text: str) -> None:
    assert scan_texts(text) in (None, parse_texts(text))


def test_places_in_real_records() -> None:
    for text in (path.read_text("utf-8") for path in CATALOG.rglob("*.yml")):
        assert read_yaml(text, path="x")[0].spots == parse_yaml(text, path="x")[0].spots


def test_a_record_of_many_forms_is_scanned() -> None:
    text = "# head\na: 'x'\nb:\n  c: [1, two]\n  d: {e: 1.5}\nf:\n- g: true\n  h:\n- plain # why\nlast:\n"
    assert scan_values(text) == {
        "a": "x",
        "b": {"c": [1, "two"], "d": {"e": 1.5}},
        "f": [{"g": True, "h": None}, "plain"],
        "last": None,
    }
