import json
import re
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.site.packing import (
    FIRST_SIGN,
    MOST_PLACES,
    classic_script,
    pack_id,
    pack_places,
    pack_texts,
    parsed_script,
)

TEXTS = st.lists(st.text(alphabet=st.sampled_from("ab ĀāĂ\u2028é中\U0001f331,.-"), max_size=30), max_size=12)


def unpacked(taken, words, texts):
    """What the script does with texts, said another way."""
    free = (sign for sign in map(chr, count(FIRST_SIGN)) if sign not in taken)
    signs = dict(zip(free, words, strict=False))
    return ["".join(signs.get(letter, letter) for letter in text) for text in texts]


@given(TEXTS, TEXTS)
def test_packed_texts_give_the_texts_back(names, summaries):
    names = names * 3
    taken, words, packed = pack_texts(names, summaries)
    assert [unpacked(taken, words, column) for column in packed] == [names, summaries]


def test_frequent_words_stand_once():
    taken, words, (packed,) = pack_texts(["Sort the invoices", "Read the invoices", "Pay the invoices"])
    assert words == [" the", " invoices"]
    assert packed == ["Sort\u0100\u0101", "Read\u0100\u0101", "Pay\u0100\u0101"]
    assert taken == ""


def test_letters_of_the_texts_are_no_signs():
    taken, words, (packed,) = pack_texts(["Ānanda ĀĀ ĀĀ ĀĀ"])
    assert taken == "Ā"
    assert words == [" ĀĀ"]
    assert packed == ["Ānandaāāā"]


@pytest.mark.parametrize("rows", [[[]], [[0]], [[0, 3], [], [44, 5]], [[70, 200, 9_000, 40_000]]])
def test_places_are_signs_parted_by_commas(rows):
    packed = json.loads(classic_script("x", pack_places(rows)).removeprefix("window.x=").removesuffix(";\n"))
    assert [[ord(sign) - 0x30 for sign in row] for row in packed.split(",")] == rows


def test_more_places_than_signs_stay_numbers():
    assert pack_places([[MOST_PLACES], []]) == [[MOST_PLACES], []]


@pytest.mark.parametrize("data", ["it's", 'a "b" \\ c\\n', "\u2028'\\u2029", {"a": ["\n", None, 1.5]}])
def test_json_inside_a_text_of_a_script_is_the_same_json(data):
    text = parsed_script("x", data).removeprefix("window.x=JSON.parse('").removesuffix("');\n")
    assert not re.search(r"(?<!\\)(\\\\)*'|[\n\u2028\u2029]", text)
    assert json.loads(re.sub(r"\\(.)", r"\1", text)) == data


def test_line_separators_travel_as_escapes():
    text = classic_script("x", "a\u2028b\u2029")
    assert not {"\u2028", "\u2029"} & set(text)
    assert json.loads(text.removeprefix("window.x=").removesuffix(";\n")) == "a\u2028b\u2029"


@pytest.mark.parametrize(
    ("id", "name", "packed"),
    [
        ("invoice-triage", "Invoice triage", "*"),
        ("finance-invoice-triage", "Invoice triage", "finance-*"),
        ("invoice-triage-2", "Invoice triage", "*-2"),
        ("va-invoice-tri", "Invoice triage", "va-*11"),
        ("invoice-triage2", "Invoice triage", "invoice-triage2"),
        ("a1b2", "Invoice triage", "a1b2"),
        ("ai", "AI", "ai"),
        ("grosse-hilfe", "Große Hilfe", "grosse-hilfe"),
        ("x", "…", "x"),
    ],
)
def test_an_id_leaves_out_what_its_name_says(id, name, packed):
    assert pack_id(id, name) == packed
