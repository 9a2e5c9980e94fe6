"""The two validators: what each lets pass, that they agree, and that hostile data costs little."""

from __future__ import annotations

import json
import re
from functools import reduce
from operator import getitem

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.checks import fields, schema, strict, walker
from seedbed.kinds import KINDS
from seedbed.repository.load import load_sources
from seedbed.repository.tree import WorkingTree
from seedbed.resources import load_schema
from tests.helpers.portals import BASE, CASES, check_case

KIND_NAMES = sorted({kind.schema for kind in KINDS} - {None})
SOURCES = load_sources(WorkingTree(BASE))
RECORDS = [source for source in SOURCES.files.values() if isinstance(source.data, dict)]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_schemas_hold_only_keywords_that_have_words_and_patterns_that_can_be_compared(kind):
    root = load_schema(kind)
    conditions = {"allOf", "if", "then", "not", "const", "items", "properties", "required", "additionalProperties"}
    told = {*schema.RULE_OF, *conditions, "type", "title", "description", "$schema", "definitions", "$ref"}
    for path, field in fields.walk(root):
        assert set(field) <= told, f"{path} holds a keyword that no rule explains"
        if "pattern" in field:
            assert re.fullmatch(r"\^[^$]*\$", field["pattern"]), f"{path} is not anchored at both ends"
            assert not re.search(r"\\[dDwWbB]", field["pattern"]), f"{path} means other things to other readers"


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_field_has_a_title_and_a_description(kind):
    bare = [path for path, field in fields.walk(load_schema(kind)) if not {"title", "description"} <= set(field)]
    # The two months of the adoption window are explained by the list that holds them.
    assert bare == ([("adoption", "window_months", "*")] if kind == "policy" else [])


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("^[a-z]+$", "abc", True),
        ("^[a-z]+$", "abc\n", False),
        ("^[a-z]+$", "\nabc", False),
        ("^[0-9]+$", "\u0661", False),
        ("^a|b$", "b", True),
    ],
)
def test_a_strict_pattern_ends_at_the_very_end(pattern, text, fits):
    assert bool(strict.strict_pattern(pattern).search(text)) is fits
    assert jsonschema_rs.is_valid({"pattern": pattern}, text) is fits


@pytest.mark.parametrize("value", [5.0, True, float("nan"), float("inf"), "5", None, [5]])
def test_what_is_no_whole_number(value):
    unit = {"name": "a", "function": "b", "headcount": value}
    assert [error.validator for error in strict.find_violations("unit", unit)] == ["type"]


@pytest.mark.parametrize("value", [0, 5, 1.5, 5.0])
def test_what_is_a_number(value):
    unit = {"name": "a", "function": "b", "routine_hours_per_month": value}
    assert strict.find_violations("unit", unit) == []


@pytest.mark.parametrize("value", [True, float("nan"), float("inf"), "5"])
def test_what_is_no_number(value):
    unit = {"name": "a", "function": "b", "routine_hours_per_month": value}
    assert strict.find_violations("unit", unit) != []


def test_a_record_that_only_one_validator_refuses_is_refused(monkeypatch):
    monkeypatch.setattr(walker, "walker", lambda kind: type("Blind", (), {"iter_errors": lambda *_: iter(())})())
    source = next(source for source in RECORDS if source.kind.name == "unit")
    spots = schema.RowSpots("x.csv", schema.Row(4, {}, {"a": 7}))
    (error,) = strict.find_violations("unit", {"name": 5})
    (problem,) = schema.other(schema.Violation(error, load_schema("unit"), spots))
    assert (problem.rule, problem.line, problem.message) == (
        "schema-other",
        4,
        "the record does not fit the schema: two readers of the schema disagree",
    )
    assert strict.find_violations("unit", source.data) == []


leaves = st.none() | st.booleans() | st.integers(-5, 10**6) | st.floats(allow_nan=False) | st.text(max_size=6)
values = st.recursive(leaves, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3))


def paths_of(source):
    """Where values stand in a record."""
    every = (".".join(map(str, field)) for field, _ in fields.walk(load_schema(source.kind.name)))
    return [path for field in every for path, _ in fields.values_at(source.data, field) if path]


@pytest.mark.parametrize("source", RECORDS, ids=lambda source: source.path)
def test_both_validators_agree_whatever_stands_in_a_record(source):
    fast = jsonschema_rs.Draft7Validator(load_schema(source.kind.name))

    @given(st.sampled_from(paths_of(source)), values)
    def agree(path, value):
        record = json.loads(json.dumps(source.data))
        *parents, last = path
        reduce(getitem, parents, record)[last] = value
        found = strict.find_violations(source.kind.name, record)
        assert fast.is_valid(record) or found, "refused without a reason"
        assert not (fast.is_valid(record) and found) or "integer" in {error.validator_value for error in found}
        assert all(error.validator != "other" for error in found)

    agree()


def test_duplicates_are_found_in_one_pass():
    hostile = [{"n": n % 5000} for n in range(6000)]
    assert list(strict.duplicates(hostile)) == list(range(5000, 6000))
    assert list(strict.duplicates([1, True, 1.0, "1", [1], {"a": 1}, {"a": 1}])) == [6]


def test_a_record_full_of_mistakes_is_told_up_to_a_bound():
    found = strict.find_violations("agent", {"formerly": ["A"] * 5000, **{f"k{n}": n for n in range(5000)}})
    assert len(found) == strict.MOST_VIOLATIONS


@pytest.mark.parametrize("case", sorted((CASES / "recorded-gap").glob("*/*")), ids=lambda case: case.name)
def test_what_is_due_is_what_the_schema_would_ask_for(case):
    """`fields.due` reads the conditions of a schema by itself; the validator is asked whether it read them well."""
    for source in load_sources(WorkingTree(case)).of("agent", "deployment"):
        data = {key: value for key, value in source.data.items() if key != "recorded"}
        asked = [
            ".".join([*map(str, error.absolute_path), error.message])
            for error in strict.find_violations(source.kind.name, data)
            if error.validator == "required"
        ]
        assert sorted(fields.due(source.data, load_schema(source.kind.name))) == sorted(asked)


def test_the_reason_of_a_condition_is_told():
    root = load_schema("agent")
    assert fields.why_due(("allOf", 1, "then", "required"), root) == " from stage pilot on"
    assert fields.why_due(("allOf", 2, "then", "required"), root) == " when stage is suspended or retired"
    assert fields.why_due(("required",), root) == ""


def test_places_of_a_table_are_its_cells():
    result = check_case(CASES / "schema-pattern/bad/cell")
    assert [(p.line, p.column) for p in result.problems if p.rule == "schema-pattern"] == [(3, 1), (3, 8)]
