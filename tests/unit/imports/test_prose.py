"""Prose: whatever stands in a cell reads the same on the page, and is nothing but words there."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from seedbed.checks.recipe import MOST_WORDS
from seedbed.imports.cells import clean
from seedbed.imports.prose import (
    CUT_NOTE,
    count_words,
    cut_paragraphs,
    escape,
    merge_page,
    paragraphs,
    share_out,
    split_sections,
    steps,
)

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HARMLESS = {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
TRICKS = [
    "<script>alert(1)</script>",
    "[here](javascript:alert(1)) ![x](http://x.example/y.png)",
    "<https://x.example> &lt;b&gt; &amp; &#60;",
    "# Heading",
    "## What it does",
    "- item",
    "+ item",
    "1. one",
    "2) two",
    "> quote",
    "```mermaid",
    "~~~",
    "| a | b |",
    "***",
    "---",
    "===",
    "`code` *em* __strong__ ~~gone~~",
    "\\<b>",
    "[x]: https://x.example",
    "[ ] task",
    ": definition",
    "!!! note",
    "a  b",
    "trailing\\",
]


def words_of(lines):
    tokens = MARKDOWN.parse("\n\n".join(lines))
    children = [child for token in tokens for child in (token, *(token.children or ()))]
    assert {token.type for token in children} <= HARMLESS
    return ["".join(child.content for child in token.children) for token in tokens if token.type == "inline"]


@pytest.mark.parametrize("text", TRICKS)
def test_tricks_are_read_as_they_are_written(text):
    assert words_of(paragraphs(text)) == [" ".join(text.split())]


@given(st.text(alphabet=st.sampled_from("ab1. \n#-+*_`~<>[]()!|\\&;:@/{}^$=\"'\t")) | st.text())
@example("1\\.")
def test_every_text_is_read_as_it_is_written(text):
    cleaned, _ = clean(text)
    said = [" ".join(line.split()) for line in cleaned.split("\n") if line.strip()]
    assert words_of(paragraphs(cleaned)) == said


@pytest.mark.parametrize("text", ["see https://x.example", "www.x.example", "ada@brook.example"])
def test_no_address_is_left_for_a_renderer_to_find(text):
    assert not re.search(r"(?<!\\)(?:://|@)|\bwww\.", escape(text))


def test_a_label_stands_before_the_first_paragraph():
    assert paragraphs("one\n\ntwo", label="Risks *") == ["**Risks \\*:** one", "two"]
    assert paragraphs(" \n ", label="Risks") == []


def test_steps_are_numbered_once():
    lines = paragraphs("1. Mount it.\n2) Show it.\n- Wait.\n• Go.\n3.5 volts")
    assert steps(lines) == ["1. Mount it.", "2. Show it.", "3. Wait.", "4. Go.", "5. 3.5 volts"]


def test_a_word_without_an_end_is_cut():
    assert len(paragraphs("x" * 10_000)[0]) < 300


@pytest.mark.parametrize(
    ("wanted", "total", "shares"),
    [([10, 500, 500], 610, [10, 300, 300]), ([5, 5], 100, [5, 5]), ([9], -3, [0]), ([], 5, [])],
)
def test_shares_favour_the_small(wanted, total, shares):
    assert share_out(wanted, total) == shares


@given(st.lists(st.integers(0, 900), max_size=5), st.integers(0, 700))
def test_shares_never_exceed_the_whole(wanted, total):
    shares = share_out(wanted, total)
    assert sum(shares) <= total
    assert all(share <= want for share, want in zip(shares, wanted, strict=True))


@given(st.lists(st.integers(0, 700), min_size=1, max_size=4))
def test_a_page_is_one_page(sizes):
    headings = ("What it does", "Before you start", "Oversight", "When it fails")
    sections = {heading: ["word " * size] for heading, size in zip(headings, sizes, strict=False)}
    page = merge_page("", sections)
    assert count_words(page.text) <= MOST_WORDS
    assert (CUT_NOTE in page.text) == bool(page.cut)


def test_a_label_is_not_cut_in_two():
    assert cut_paragraphs(["**A long label:** and its text, which goes on and on and on"], 12, 1000) == [CUT_NOTE]


def test_sections_of_people_stay_where_they_are():
    old = "Intro.\n\n## Before you start\n\nOld.\n\n## Notes\n\nMine.\n\n## Notes\n\nMine too.\n"
    page = merge_page(old, {"Before you start": ["New."], "Oversight": ["Look."], "What it does": ["It does."]})
    assert page.text == (
        "Intro.\n\n## What it does\n\nIt does.\n\n## Before you start\n\nNew.\n\n## Notes\n\nMine.\n\n"
        "## Notes\n\nMine too.\n\n## Oversight\n\nLook.\n"
    )


def test_a_page_that_says_it_already_is_not_touched():
    odd = "\n\n## What it does\nSame.\n\n\n\n## Notes\n* mine"
    assert merge_page(odd, {"What it does": ["Same."]}).text == odd


def test_a_heading_in_a_code_block_is_no_heading():
    text = "## Steps\n\n```\n## not one\n```\n"
    assert [heading for heading, _ in split_sections(text)] == ["", "Steps"]
