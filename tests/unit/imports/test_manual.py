"""docs/import.md as a promise: its example works as printed, and it names every key of a mapping."""

import re

from seedbed.imports import parse_mapping, plan_import, read_table
from seedbed.imports.target import find_target
from seedbed.resources import load_schema, shared_path
from tests.helpers.inventories import sources

MANUAL = (shared_path("docs") / "import.md").read_text("utf-8")
SCHEMA = load_schema("import-map")


def block(language):
    return re.search(rf"```{language}\n(.*?)```", MANUAL, re.DOTALL)[1]


def keys():
    value = SCHEMA["definitions"]["value"]["properties"]
    tables = [SCHEMA["properties"], value, value["date"]["properties"], SCHEMA["definitions"]["address"]["properties"]]
    tables += [SCHEMA["properties"][name]["properties"] for name in ("table", "identity", "functions", "update")]
    tables += [SCHEMA["properties"][name]["items"]["properties"] for name in ("units", "recipe", "drop")]
    return sorted({key for table in tables for key in table} - {"names"})


def test_every_key_is_in_the_manual():
    assert [key for key in keys() if not re.search(rf"\b{key}\b", MANUAL)] == []


def test_the_example_works_as_printed():
    mapping = parse_mapping(block("yaml"), path="map.yml")
    table = read_table(block("csv").encode(), "inventory.csv", mapping)
    plan = plan_import(table, mapping, existing=sources())
    assert [(entry.id, entry.state.value) for entry in plan.report.entries] == [
        ("first-reply", "created"),
        ("invoice-reader", "created"),
        ("quote-helper", "created"),
    ]
    assert "live: 2025-03-01" in plan.files["catalog/agents/first-reply/deployments/support.yml"]
    assert "risk: high" in plan.files["catalog/agents/quote-helper/blueprint.yml"]


def test_every_field_of_the_mapping_is_a_field_of_the_record():
    agent, deployment = (SCHEMA["properties"][name]["properties"] for name in ("agent", "deployment"))

    assert all(find_target("agent", name).schema for name in agent)
    assert all(find_target("deployment", name).schema for name in deployment)
