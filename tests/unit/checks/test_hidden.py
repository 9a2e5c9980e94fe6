"""Hidden characters: refused where they hide something, let through where writing needs them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.checks.hidden import find_hidden


@pytest.mark.parametrize(
    "text",
    [
        # zero width, bidirectional, fillers, tags, private use
        *("a\u200bb", "a\u2060b", "a\ufeffb", "a\u00adb", "a\u034fb", "a\u180eb", "a\u3164b", "a\u115fb", "a\uffa0b"),
        *("a\u200eb", "a\u200fb", "a\u061cb", "a\u202ab", "a\u202eb", "a\u2066b", "a\u2069b", "a\u2028b"),
        *("a\U000e0001b", "a\U000e0041b", "a\U000e007fb", "a\ue000b", "a\U000f0000b", "a\ufff9b", "a\ufdd0b"),
        # joiners and selectors where nothing is joined or selected
        *(
            "a\u200db",
            "a\u200cb",
            "1\u200d2",
            "👩\u200d",
            "👩\u200db",
            "a\ufe0f",
            "5\ufe0f",
            "❤\ufe0f\ufe0f",
            "a\ufe00b",
        ),
        *("a\U000e0100b", "葛\U000e0100\U000e0101", "a\U000e01ffb"),
        # a flag that is made of tag characters could hide any text
        "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    ],
)
def test_refused(text):
    assert next(find_hidden(text), None) is not None


@pytest.mark.parametrize(
    "text",
    [
        "plain, tab\tand no-break\u00a0space, dash \u2013 quotes “x” … €",
        "한국어 日本語 中文 ελληνικά עברית العربية हिन्दी ไทย",
        # pictures: with a selector, a keycap, a skin tone, a joiner, all of them, a flag
        "\u2764\ufe0f \u260e\ufe0f \u00a9\ufe0f 1\ufe0f\u20e3 #\ufe0f\u20e3 \U0001f44d\U0001f3fd",
        "\U0001f469\u200d\U0001f4bb \U0001f3f3\ufe0f\u200d\U0001f308 \U0001f469\U0001f3fd\u200d\U0001f680",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1fa\U0001f1f3 \U0001f3c3\u200d\u2640\ufe0f",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian: a non-joiner inside a word
        "\u0915\u094d\u200d\u0937 \u0dc1\u0dca\u200d\u0dbb\u0dd3",  # joiners of Hindi and Sinhala
        "\u845b\U000e0100\u57ce",  # one selector after an ideograph
        "e\u0301 combining accents",
    ],
)
def test_let_through(text):
    assert [hex(ord(match[0])) for match in find_hidden(text)] == []


SEEN_IN_OTHER_SCRIPTS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
) | frozenset(map(chr, range(0x13430, 0x13460)))
"""Signs of Arabic, Syriac, Kaithi and Egyptian writing that Unicode counts as format characters and that are drawn."""


@given(st.characters(categories=["Cf", "Co"]))
def test_no_format_character_hides_between_latin_letters(character):
    if character not in SEEN_IN_OTHER_SCRIPTS:
        assert next(find_hidden(f"a{character}b"), None) is not None
