"""How findings say things."""

from __future__ import annotations

import pytest

from seedbed.checks import wording
from seedbed.checks.wording import counted, listed, nearest, shown, slugified


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "empty"),
        (True, "true"),
        (5, "5"),
        (0.5, "0.5"),
        ([], "a list"),
        ({}, "a mapping"),
        ("a\nb", '"a\\nb"'),
        ("\x1b]0;x\x07\u202e", '"\\x1b]0;x\\x07\\u202e"'),
        ("x" * 61, '"' + "x" * 59 + '…"'),
    ],
)
def test_values_are_shown_safely(value, words):
    assert shown(value) == words


def test_lists_and_numbers():
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "a", "c"]) == "a, b or c"
    assert listed(["a", "b"], last="and") == "a and b"
    assert listed([]) == "nothing"
    assert (counted(1, "day"), counted(1200, "day")) == ("1 day", "1,200 days")


@pytest.mark.parametrize(("text", "slug"), [("Marketing Team", "marketing-team"), ("--a__b--", "a-b"), ("한", "")])
def test_slugs(text, slug):
    assert slugified(text) == slug


@pytest.mark.parametrize(
    ("word", "meant"),
    [("suport", "support"), ("SUPPORT", "support"), ("sup_port", "support"), ("xyz", None), ("", None)],
)
def test_the_nearest_word(word, meant):
    assert nearest(word, ["billing", "support"]) == meant


def test_among_many_words_only_those_that_begin_alike_are_compared(monkeypatch):
    compared: list[str] = []

    def record(word, known, **_):
        compared.extend(known)
        return []

    monkeypatch.setattr(wording.difflib, "get_close_matches", record)
    nearest("ab", [f"{first}{n}" for first in ("ab", "cd") for n in range(200)])
    assert {word[:2] for word in compared} == {"ab"}
