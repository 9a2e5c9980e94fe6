"""Mapping files: everything that is wrong in one is said at once, in its place, with the mend."""

from pathlib import Path

import pytest

from seedbed.imports import Refused, parse_mapping
from seedbed.imports.columns import Address
from seedbed.resources import shared_path
from tests.helpers.inventories import INVENTORIES, SMALL, small_map


def line_of(problem):
    """A problem as the .txt files hold it: in full where the import itself found it, by place and rule elsewhere."""
    own = f" {problem.message} | {problem.fix}" if problem.rule.startswith("import-") else ""
    return f"{problem.line}:{problem.column} {problem.rule}{own}\n"


BAD = sorted((INVENTORIES / "bad-maps").glob("*.yml"))
SHIPPED = sorted(Path(shared_path("docs") / "import").glob("*.yml"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_mapping_is_refused_in_full(path):
    with pytest.raises(Refused) as caught:
        parse_mapping(path.read_text("utf-8"), path=path.name)
    assert "".join(map(line_of, caught.value.problems)) == path.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_mappings_of_the_manual_can_be_used(path):
    mapping = parse_mapping(path.read_text("utf-8"), path=path.name)
    assert mapping.unused == []


def test_a_mapping_file_has_a_largest_size():
    with pytest.raises(Refused, match="more than 1,048,576 characters"):
        parse_mapping("#" * 2_000_000, path="map.yml")


def test_every_way_to_name_a_column():
    lines = "columns: {a: A head, b: {letter: AD}, c: {position: 3}, d: {header: Why, nth: 2}}\n"
    assert small_map(lines).columns == {
        "a": Address(header="A head"),
        "b": Address(position=29),
        "c": Address(position=2),
        "d": Address(header="Why", nth=2),
    }


def test_identifiers_are_made_from_the_name_unless_told():
    mapping = small_map()
    assert mapping.identity.slug == mapping.agent["name"]
    text = SMALL.replace("key: [id]", "key: [id], slug: {join: [unit, name]}")
    assert parse_mapping(text, path="map.yml").identity.slug[0].columns == ("unit", "name")
