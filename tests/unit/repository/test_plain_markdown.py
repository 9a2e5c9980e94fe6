"""Plain prose is read without the parser, and means what it means to the parser."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seedbed.checks.markdown import UNASKED, parser_tokens, prose_tokens
from seedbed.repository.plain_markdown import scan_prose
from seedbed.site.markdown import render_any, render_prose

PLAIN = st.sampled_from(
    [
        *("word", "Two words.", "R&D", "x > y", "it's", '"so"', "C#", "2024 saw", "(1)", "**bold**", "**bold:** then"),
        *("\\*", "\\\\", "\\[x\\]", "\\_", "\\-", "\\#", "é", "日本", "“q”", "• dot", "!", "$", "{x}", "%", "50 &"),
        *("https://a.example/x", "## Steps", "# One", "###### Six", "", ""),
        *("- item", "- two words", "1. one", "2. two", "*it*", "*it goes.*", "`code`", "`a *b*`", "`seedbed new`"),
    ]
)
ODD = st.sampled_from(
    [
        *(
            "&amp;",
            "&#65;",
            "a & b;",
            "x < y",
            "#tag",
            "1. one",
            "3.5",
            "12)",
            "** no **",
            "a**b**",
            "**a*",
            "*it*",
            "_it_",
        ),
        *("a_b", "\\", "\\a", "\\&amp;", "`code`", "[a](b)", "[a]: b", "![a](b)", "<b>", "<https://a.b>", "~~gone~~"),
        *("~", "| a | b |", "|---|---|", ":--", "---", "===", "- item", "+ item", "* item", "> quote", "    code"),
        *(
            "```",
            "  ",
            " ",
            "\t",
            "\u00a0",
            "\u3000",
            "\x00",
            "\r",
            "### ",
            "## a #",
            "##",
            "####### Seven",
            "## **b**",
        ),
        *("[ ] task", "\u200b", "\u2028", "\x0c", "**b** **c**", "**a\\**", "**a_b**"),
    ]
)
LINES = st.lists(st.one_of(*[PLAIN] * 9, ODD), max_size=3).map(" ".join)
BODIES = st.lists(LINES, max_size=7).map("\n".join)


@given(BODIES)
@example("a\n**b:** c\n\n## d\ne\n")
@example("a\n\n- b\n- c\n\n\nd\n\n1. e\n2. f\n\n\n")
@example("- a\n## b")
def test_blocks_are_those_of_the_parser(body: str) -> None:
    assert prose_tokens(body) in (None, [token for token in parser_tokens(body, {}) if token.type not in UNASKED])


@given(BODIES)
@example("## a\n\n**b:** \\*c & d > e\nf\n\n## a\n")
@example("- a `b` *c.* d\n\n1. *e*\n7. `f`\n")
def test_pages_are_those_of_the_parser(body: str) -> None:
    assert render_prose(body) in (None, render_any(body, resolve=str, diagram=lambda _: None))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "a\nb\n\n\nc\n",
        "## A\nb",
        "# A\n\n#### B",
        "2024 saw (1) & 50 %",
        "**A:** b",
        "- a\n- *b* `c`",
        "1. a\n2. b",
    ],
)
def test_plain_prose_needs_no_parser(body: str) -> None:
    assert render_prose(body) is not None


@pytest.mark.parametrize("line", ["- a", "1. a", "1) a", "> a", "    a", "|a|", "a\n---", "<a>", "[a]: b", "```"])
def test_anything_more_is_left_to_the_parser(line: str) -> None:
    assert scan_prose(f"words\n{line}\n") is None
