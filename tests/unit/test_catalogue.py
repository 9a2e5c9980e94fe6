"""From sources to records: every kind of the base portal, and no way to make the one door raise."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from seedbed.catalogue import CLASSES, build_catalogue, build_record
from seedbed.checks import dates, schema
from seedbed.repository.load import load_sources
from seedbed.repository.tree import WorkingTree
from tests.helpers.portals import BASE, check_case

SOURCES = load_sources(WorkingTree(BASE))
CATALOGUE = build_catalogue(SOURCES)


def test_every_kind_has_its_record_with_id_and_path():
    for kind, (shelf, cls) in CLASSES.items():
        held = getattr(CATALOGUE, shelf)
        records = [held] if kind in {"organization", "policy"} else list(held.values())
        assert {type(record) for record in records} == {cls}
        assert all(SOURCES.files[record.path].kind.name == kind for record in records)


def test_numbers_keep_the_value_that_was_written():
    assert CATALOGUE.policy.thresholds.accuracy == Fraction(4, 5)
    assert CATALOGUE.policy.adoption.window_months == (18, 36)


def test_derived_fields():
    assert CATALOGUE.agents["first-reply"].recipe.startswith("## What it does")
    assert CATALOGUE.deployments["first-reply/billing"].agent == "first-reply"
    assert CATALOGUE.incidents["first-reply/2026-09-14-wrong-price"].on == "2026-09-14"
    assert CATALOGUE.stories["2026-05-12-first-copy"].on == "2026-05-12"
    assert CATALOGUE.demos["spring-day/reply-bot"].event == "spring-day"
    assert CATALOGUE.playbooks["first-steps"].audience == ("staff",)
    assert [row.line for row in CATALOGUE.measurements["first-reply/support"].rows] == [2, 3, 4]


def test_the_last_row_of_a_period_stands():
    case = Path(__file__).parent.parent / "cases/measurement-order/good/correction"
    table = check_case(case).catalogue.measurements["first-reply/support"]
    assert [(row.period, row.line) for row in table.standing] == [("2026-08", 2), ("2026-09", 3), ("2026-10", 5)]


def test_what_is_left_out_takes_its_recipe_along():
    recipe = "catalog/agents/first-reply/recipe.md"
    without = build_catalogue(SOURCES, without={recipe, "catalog/units/billing.yml"})
    assert without.agents["first-reply"].recipe == ""
    assert set(without.units) == {"ai-office", "finance", "support"}


def test_counts():
    assert CATALOGUE.counts["units"] == 4
    assert "policy" not in CATALOGUE.counts


broken_values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([]), st.just({}), st.just(["x"])
)


@pytest.mark.parametrize("path", sorted(SOURCES.files))
@given(data=st.data())
def test_whatever_the_schema_accepts_becomes_a_record(path, data):
    """Replace one value of a record at random: either its schema refuses it, or the record can be built."""
    source = SOURCES.files[path]
    if not isinstance(source.data, dict):
        return
    key = data.draw(st.sampled_from(sorted(source.data)))
    document = replace(source.document, data=source.data | {key: data.draw(broken_values)})
    changed = replace(source, document=document)
    if not [*schema.check(changed), *dates.check_source(changed)]:
        assert build_record(changed).path == path
