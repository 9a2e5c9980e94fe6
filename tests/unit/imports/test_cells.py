"""Cleaning a cell: invisible things go and are named, words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.checks.hidden import find_hidden
from seedbed.imports.cells import BlankWords, clean, fold

CASES = [
    ("plain text", "plain text", ()),
    ("  round  about ", "round about", ()),
    ("one\r\ntwo\rthree", "one\ntwo\nthree", ()),
    ("one \n\n\n\n two", "one\n\ntwo", ()),
    ("no\u00a0break\tand tab", "no break and tab", ("no-break blanks made plain",)),
    ("bell\x07 and nul\x00", "bell and nul", ("control characters removed",)),
    ("soft\u00adhyphen\u200b", "softhyphen", ("invisible characters removed",)),
    ("right\u202eto left", "rightto left", ("invisible characters removed",)),
    ("half a pair \ud83d", "half a pair", ("control characters removed",)),
    ("cafe\u0301", "café", ()),
    ("می\u200cخواهم", "می\u200cخواهم", ()),  # noqa: RUF001 - a joiner that Persian spelling needs
    ("", "", ()),
]


@pytest.mark.parametrize(("text", "cleaned", "done"), CASES, ids=[repr(case[0]) for case in CASES])
def test_clean(text, cleaned, done):
    assert clean(text) == (cleaned, done)


def test_clean_removes_addresses_only_when_told():
    text = "Ask ada.okoye@brook.example, or @support"
    assert clean(text) == (text, ())
    removed = "Ask [e-mail address removed], or @support"
    assert clean(text, remove_emails=True) == (removed, ("e-mail addresses removed",))


@given(st.text())
def test_clean_leaves_nothing_hidden_and_nothing_to_do(text):
    cleaned, _ = clean(text)
    assert clean(cleaned) == (cleaned, ())
    assert not list(find_hidden(cleaned))
    assert "\r" not in cleaned
    cleaned.encode()


def test_blank_words_compare_like_people_do():
    blanks = BlankWords(("N/A", "none given"))
    assert [text for text in ("", "n/a", "None  given", "none", "N/A.") if text in blanks] == ["", "n/a", "None  given"]


def test_fold_makes_compatible_letters_equal():
    assert fold(" ＦＤＡ \n Office ") == fold("fda office")  # noqa: RUF001 - full-width letters
