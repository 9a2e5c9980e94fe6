"""The portal's sentences: all of them collected, all of them translated, and none on a page that is not."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from seedbed.resources import load_schema, read_texts
from seedbed.site.language import CODES, ENGLISH
from tests.helpers.building import ROOT
from tests.helpers.collected import collected, texts

OTHERS = [code for code in CODES if code != ENGLISH.code]
KEPT = re.compile(r"\{\w*\}|</?[a-z][^>]*>")
"""What stands in a translation exactly as often as in the original: blanks and markup."""
UPDATE = "run `make texts` and translate what it leaves open"


@cache
def catalogue(code):
    return [message for message in read_po(BytesIO(read_texts(code)), locale=code) if message.id]


def plain_texts(source):
    """Texts and labels of a template that stand outside its sentences and expressions."""
    plain = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "", source, flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*[A-Za-z]{2}[^"]*)"', plain)
    return labels + [text.strip() for text in re.findall(r">([^<>]*[A-Za-z]{2}[^<>]*)<", plain)]


def forms(message):
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def test_the_schema_offers_the_languages_that_there_are():
    assert load_schema("organization")["properties"]["language"]["enum"] == list(CODES)


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_in_the_file_and_no_other(code):
    assert {forms(message) for message in catalogue(code)} == set(collected()), UPDATE


def test_no_text_of_the_theme_is_left_out():
    left = {
        path.name: found for path in (ROOT / "theme").rglob("*.html") if (found := plain_texts(path.read_text("utf-8")))
    }
    assert left == {}


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_translated(code):
    open_ones = [message.id for message in catalogue(code) if message.fuzzy or not texts.is_told(message)]
    assert open_ones == [], UPDATE


@pytest.mark.parametrize("code", OTHERS)
def test_blanks_and_markup_stay(code):
    for message in catalogue(code):
        told = (message.string,) if isinstance(message.string, str) else message.string
        for place, (original, translated) in enumerate(zip(forms(message), told, strict=True)):
            asked, kept = sorted(KEPT.findall(original)), sorted(KEPT.findall(translated))
            is_one = len(told) > 1 and place == 0  # a count of one may be a word
            assert kept == asked or (is_one and kept == [one for one in asked if one not in {"{count}", "{n}"}]), (
                original
            )


@pytest.mark.parametrize("code", OTHERS)
def test_the_file_is_as_the_collector_writes_it(code):
    written = texts.written(texts.updated(code, collected()))
    assert written.decode() == Path(ROOT / f"src/seedbed/site/texts/{code}.po").read_text("utf-8"), "run `make texts`"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{% trans %}Two\n  lines{% endtrans %}", [("Two lines",)]),
        ("{% trans n=x %}{{ n }} unit{% pluralize %}{{ n }} units{% endtrans %}", [("{n} unit", "{n} units")]),
        ('{{ _("A {b}", b=c) ~ _("d") }}', [("A {b}",), ("d",)]),
        ('{{ 3 | plural("copy", "copies") }}', [("{count} copy", "{count} copies")]),
        ('{{ language.plural(n, "{count} a", "{count} b") }}', [("{count} a", "{count} b")]),
    ],
)
def test_sentences_of_a_template(source, found):
    assert texts.in_template(source) == found


def test_sentences_of_a_module():
    source = 'a.say("A" " b", x=1); a.plural(n, "{count} c", "{count} d"); marked("e"); a.counted(n, "unit"); a.say(x)'
    source += '; partial(Sentence, "f")'
    found = [("A b",), ("{count} c", "{count} d"), ("e",), ("{count} unit", "{count} units"), ("f",)]
    assert sorted(texts.in_python(source)) == sorted(found)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            'say("A {b}", {b: 1}); x.plural(n, "{count} c", "{count} d"); say(name)',
            [("A {b}",), ("{count} c", "{count} d")],
        ),
        ('t.replace(/["\']/g, ""); say("after")', [("after",)]),
        ('plural(list(a, "b").length, "{count} c, d", "{count} e")', [("{count} c, d", "{count} e")]),
        ('say("with \\"quotes\\"")', [('with "quotes"',)]),
        ('essay("no"); saying("no")', []),
    ],
)
def test_sentences_of_a_script(source, found):
    assert list(texts.in_script(source)) == found
