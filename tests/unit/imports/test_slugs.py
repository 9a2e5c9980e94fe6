"""Identifiers: safe everywhere, unique, and owed to nobody's place in the table."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.imports.slugs import RESERVED, assign_slugs, own_slug, slugify

SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WANTED = st.dictionaries(st.text(min_size=1), st.text() | st.sampled_from(["index", "A b", "a-B", "con", "x" * 99]))
TAKEN = st.sets(st.sampled_from(["a-b", "x", "agent", "x" * 64]))

CASES = [
    ("First reply", "first-reply"),
    ("  O'Neill's “Größe” & Œuvre ", "oneills-grosse-and-oeuvre"),
    ("AI/ML -- Ünïcode №7", "ai-ml-unicode-no7"),
    ("Łódź İstanbul ısı", "lodz-istanbul-isi"),  # noqa: RUF001 - Turkish letters
    ("会議", ""),
    ("../../etc/passwd", "etc-passwd"),
    ("x" * 80, "x" * 64),
    ("word " * 20, "word-word-word-word-word-word-word-word-word-word-word-word-word"[:64]),
]


@pytest.mark.parametrize(("text", "slug"), CASES, ids=[case[0][:20] for case in CASES])
def test_slugify(text, slug):
    assert slugify(text) == slug


@given(st.text(), st.integers(8, 64))
def test_slugify_is_safe_or_empty(text, most):
    slug = slugify(text, most=most)
    assert len(slug) <= most
    assert not slug or SAFE.fullmatch(slug)


@given(WANTED, TAKEN)
def test_assigned_slugs_are_safe_unique_and_free(wanted, taken):
    slugs = assign_slugs(wanted, taken=taken, stem="agent")
    assert slugs.keys() == wanted.keys()
    assert len(set(slugs.values())) == len(slugs)
    assert all(SAFE.fullmatch(slug) and len(slug) <= 64 for slug in slugs.values())
    assert not set(slugs.values()) & (taken | RESERVED)


@given(WANTED, TAKEN, st.randoms())
def test_assigned_slugs_do_not_depend_on_the_order_of_rows(wanted, taken, random):
    rows = list(wanted.items())
    random.shuffle(rows)
    assert assign_slugs(dict(rows), taken=taken, stem="agent") == assign_slugs(wanted, taken=taken, stem="agent")


def test_no_twin_has_the_better_claim():
    slugs = assign_slugs({"k1": "Chatbot", "k2": "chatbot", "k3": "Other"}, taken=frozenset(), stem="agent")
    assert slugs["k3"] == "other"
    assert {slug[:8] for slug in (slugs["k1"], slugs["k2"])} == {"chatbot-"}


@given(st.text())
def test_own_slug_depends_on_its_text_alone(text):
    slug = own_slug(text)
    assert slug == own_slug(text)
    assert SAFE.fullmatch(slug)
    assert len(slug) <= 64
    assert slug not in RESERVED


def test_own_slug_does_not_mind_spelling():
    assert own_slug("INDEX") == own_slug(" index") != "index"
    assert own_slug("R & D " * 20) == own_slug("r and d " * 20)


def test_own_slug_tells_long_texts_apart():
    start = "Office of the Associate Administrator for Information Management and Chief "
    assert own_slug(start + "Data Officer") != own_slug(start + "Information Officer")
