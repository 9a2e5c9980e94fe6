"""Values: one row of a table per way in which a cell becomes a field, with what is noted on the way."""

import pytest

from seedbed.imports import parse_mapping
from seedbed.imports.cells import BlankWords
from seedbed.imports.target import find_target, shortened
from seedbed.imports.values import Cells, evaluate

ROW = {
    "a": "Alpha",
    "b": "n/a",
    "c": "",
    "long": "One sentence here. " * 20,
    "words": "word " * 80,
    "list": "Rework; seam checks;; rework",
    "python": "['public', \"customers\", 'martians']",
    "stage": "  In Use ",
    "date": "Feb-25",
    "url": "https://x.example/a",
    "http": "http://x.example",
    "number": "1,240",
    "minutes": "7.5",
    "half": "about 7",
}
CELLS = Cells(tuple(ROW.values()), {name: place for place, name in enumerate(ROW)}, BlankWords(("N/A",)))

MAP = """\
register: {{name: List, family: list}}
identity: {{key: [a]}}
units: [{{name: a, function: most-common}}]
agent: {{name: a, summary: a, function: a, stage: a, risk: a, origin: a, {field}: {value}}}
"""


def outcome(field, value):
    mapping = parse_mapping(MAP.format(field=field, value=value).replace(f"{field}: a,", "", 1), path="map.yml")
    return evaluate(mapping.agent[field], CELLS, find_target("agent", field))


FOUND = [
    ("vendor", "a", "Alpha"),
    ("vendor", "{first_of: [c, b, a]}", "Alpha"),
    ("vendor", "{join: [a, b, url], with: ' / '}", "Alpha / https://x.example/a"),
    ("vendor", "{text: '{a} and {a}'}", "Alpha and Alpha"),
    ("vendor", "{column: b, values: {N/A: Nobody}}", "Nobody"),  # a value table may name a blank word
    ("vendor", "{column: c, default: Somebody}", "Somebody"),
    ("vendor", "[{column: a, needs: [c]}, {constant: Last}]", "Last"),
    ("stage", "{column: stage, values: {in use: production}}", "production"),
    ("stage", "{column: a, values: {x: idea}, unknown: default, default: pilot}", "pilot"),
    ("function", "{column: stage, unknown: keep}", "in-use"),
    ("pains", "{column: list, split: ;}", ["rework", "seam-checks"]),
    ("pains", "{constant: [one, two]}", ["one", "two"]),
    ("pains", "{column: a, values: {alpha: [one, two]}}", ["one", "two"]),
    ("affects", "{column: python}", ["public", "customers"]),
    ("affects", "{column: c, default: public}", ["public"]),
    ("code", "url", "https://x.example/a"),
    ("recorded.live", "{column: date, date: {formats: ['%b-%y'], partial: last}}", "2025-02-28"),
    ("recorded.live", "{column: date, values: {Feb-25: 2025-02-14}, date: {formats: []}}", "2025-02-14"),
    ("task.baseline.tasks_per_month", "number", 1240),
    ("task.baseline.minutes_per_task", "minutes", 7.5),
]
MISSED = [
    ("vendor", "b", "blank"),
    ("vendor", "{text: '{a} and {b}'}", "blank"),
    ("vendor", "{column: a, values: {alpha: ~}}", "'Alpha' is mapped to nothing"),
    ("stage", "{column: a, values: {x: idea}, unknown: drop}", "'Alpha' is not in the value table"),
    ("stage", "a", "not one of idea, prototype, pilot, validated, production, suspended, retired"),
    ("code", "http", "not a full https:// address"),
    ("summary", "a", "too short: 5 of at least 20 characters"),
    ("recorded.live", "{column: date, date: {formats: ['%b-%y']}}", "'Feb-25': month without a day"),
    ("recorded.live", "a", "not a date"),
    ("task.baseline.people", "half", "not a value of the field"),
    ("task.baseline.people", "minutes", "not a value of the field"),
]


@pytest.mark.parametrize(("field", "value", "found"), FOUND, ids=[f"{case[0]} {case[1]}" for case in FOUND])
def test_values_that_are_found(field, value, found):
    assert outcome(field, value).value == found


@pytest.mark.parametrize(("field", "value", "reason"), MISSED, ids=[f"{case[0]} {case[1]}" for case in MISSED])
def test_values_that_are_not_found_say_why(field, value, reason):
    missed = outcome(field, value)
    assert (missed.value, missed.reason) == (None, reason)


NOTED = [
    ("vendor", "{column: c, default: Somebody}", [("C", "default", "where blank")]),
    ("vendor", "[c, {constant: Last}]", [("C", "default", "Last, for want of anything else")]),
    ("stage", "{column: a, values: {x: idea}, unknown: drop}", [("A", "unknown", "dropped")]),
    ("stage", "{column: a, values: {x: idea}, unknown: default, default: idea}", [("A", "unknown", "default taken")]),
    ("code", "http", [("K", "dropped", "not a full https:// address")]),
    ("summary", "words", [("E", "truncated", "at 200 characters")]),
    ("summary", "{column: words, truncate: 60}", [("E", "truncated", "at 60 characters")]),
    (
        "affects",
        "{column: python}",
        [("G", "dropped", "not one of own-unit, other-units, customers, partners, applicants, public")],
    ),
    ("summary", "[a, {text: '{a}, which is long enough now'}]", []),  # the second alternative uses the same column
    (
        "summary",
        "[http, {text: '{a}, which is long enough now'}]",
        [("K", "dropped", "too short: 16 of at least 20 characters")],
    ),
]


@pytest.mark.parametrize(("field", "value", "noted"), NOTED, ids=[f"{case[0]} {case[1]}" for case in NOTED])
def test_what_is_lost_is_noted(field, value, noted):
    notes = outcome(field, value).notes
    assert [("ABCDEFGHIJKLMN"[note.column], note.fate.value, note.reason) for note in notes] == noted


def test_a_text_that_a_table_must_know_stops_the_import():
    unmapped = outcome("stage", "[{column: a, values: {x: idea}}, {constant: idea}]").unmapped
    assert [(value.at, text) for value, text in unmapped] == [(("agent", "stage", 0), "Alpha")]


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("First part. Second part is much longer than that.", "First part."),
        ("No sentence ends before the limit is reached", "No sentence ends before…"),
        ("x" * 50, "x" * 26 + "…"),
        ("A. Then one long sentence without any end", "A. Then one long sentence…"),
    ],
)
def test_shortened_keeps_sentences_or_words(line, cut):
    assert shortened(line, 27) == cut
