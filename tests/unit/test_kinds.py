"""The table of kinds: from path to kind and id, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.catalogue import CLASSES
from seedbed.kinds import KIND, KINDS, Form, kind_of
from seedbed.resources import load_schema, shared_path

slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
dated = st.builds("{}-{}".format, st.dates().map(str), slugs)


@given(st.sampled_from(KINDS), slugs, slugs, dated)
def test_path_and_id_lead_to_each_other(kind, first, second, day):
    parts = [day if "{4}" in part else word for part, word in zip(kind.parts, (first, second), strict=False)]
    record_id = "/".join(parts) or kind.name
    assert kind_of(kind.path(record_id)) == (kind, record_id)


@pytest.mark.parametrize(
    ("path", "kind", "record_id"),
    [
        ("catalog/organization.yml", "organization", "organization"),
        ("catalog/agents/a-1/blueprint.yml", "agent", "a-1"),
        ("catalog/agents/a/deployments/b.yml", "deployment", "a/b"),
        ("catalog/agents/a/measurements/b.csv", "measurement", "a/b"),
        ("catalog/agents/a/incidents/2026-01-31-x.yml", "incident", "a/2026-01-31-x"),
        ("catalog/demos/e/event.yml", "event", "e"),
        ("catalog/demos/e/d.md", "demo", "e/d"),
        ("catalog/stories/2026-01-31-x.md", "story", "2026-01-31-x"),
        ("playbooks/p.md", "playbook", "p"),
    ],
)
def test_where_records_live(path, kind, record_id):
    assert kind_of(path) == (KIND[kind], record_id)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "catalog",
        "catalog/units/a.yaml",
        "catalog/units/A.yml",
        "catalog/units/a_b.yml",
        "catalog/units/-a.yml",
        "catalog/units/a-.yml",
        "catalog/units/a--b.yml",
        "catalog/units/.yml",
        "catalog/units/a/b.yml",
        "catalog/units/a.yml\n",
        "catalog/units/\u0430.yml",  # a Cyrillic letter that looks like a
        "catalog/units/\uff41.yml",  # a full-width a
        "catalog/units/..",
        "xcatalog/units/a.yml",
        "catalog/organizationxyml",
        "catalog/agents/a/incidents/2026-1-31-x.yml",
        "catalog/stories/x.md",
        f"catalog/units/{'a' * 65}.yml",
    ],
)
def test_where_no_records_live(path):
    assert kind_of(path) is None


@pytest.mark.parametrize(
    ("kind", "record_id"),
    [
        ("unit", ""),
        ("unit", "a/b"),
        ("unit", "A"),
        ("unit", "a" * 65),
        ("deployment", "a"),
        ("story", "x"),
        ("demo", "/"),
    ],
)
def test_an_id_of_another_shape_is_refused_with_the_right_one(kind, record_id):
    with pytest.raises(ValueError, match=r"expected .*, lower-case letters, digits and hyphens"):
        KIND[kind].path(record_id)


def test_every_kind_with_fields_has_a_schema_and_a_class():
    with_fields = {kind.name for kind in KINDS if kind.form is not Form.MARKDOWN}
    assert with_fields == set(CLASSES)
    assert all(load_schema(name)["title"] for name in with_fields)


def test_every_schema_belongs_to_a_kind():
    names = {path.stem for path in shared_path("schemas").glob("*.json")} - {"common", "import-map"}
    assert names == {kind.schema for kind in KINDS} - {None}
