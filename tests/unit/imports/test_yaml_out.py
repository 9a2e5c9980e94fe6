"""Writing YAML: the guarded reader gets back what was meant, and changes touch only what changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.imports.yaml_out import change_record, dump, dump_record
from seedbed.repository.yaml_text import parse_yaml

KEYS = st.text(alphabet="abcdefghij_", min_size=1, max_size=8)
NUMBERS = st.integers(-(10**14), 10**14) | st.floats(-1e6, 1e6).map(lambda x: round(x, 3)).filter(lambda x: x != 0)
SCALARS = (
    st.text()
    | NUMBERS
    | st.booleans()
    | st.sampled_from(
        [
            "no",
            "null",
            "2024-01-01",
            "1.0.0",
            "- x",
            "a: b",
            "a #b",
            "[x]",
            "{x}",
            "x, y",
            "",
            "~",
            "0x1f",
            "https://x.example/a",
        ]
    )
)
INNER = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(KEYS, SCALARS, max_size=3)
VALUES = INNER | st.lists(INNER, max_size=3) | st.dictionaries(KEYS, INNER, max_size=3)
DATA = st.dictionaries(KEYS, VALUES)


def read(text):
    document, problems = parse_yaml(text, path="x.yml")
    assert not problems
    return document


@given(DATA)
def test_what_is_written_is_what_is_read(data):
    assert (read(dump(data)).data or {}) == data


@given(DATA, DATA)
def test_what_is_changed_is_what_is_read(old, new):
    text = dump(old) or "{}\n"
    changed = change_record(text, read(text), new, path="x.yml", schema="agent")
    assert (read(changed).data or {}) == new


OLD = """\
# yaml-language-server: $schema=../../../schemas/agent.json
name: Old name # said by the register

# Ada found out:
uses:
  - {item: plain-model, access: read}
owner:
  unit: support # the desk
  supervisor: ada-okoye

# Last look: May
stage: pilot
"""


def test_comments_and_fields_of_people_stay():
    document = read(OLD)
    data = {**document.data, "name": "New name", "stage": "production", "pains": ["rework"]}
    changed = change_record(OLD, document, data, path="catalog/agents/a/blueprint.yml", schema="agent")
    expected = OLD.replace("Old name # said by the register", "New name").replace("pilot", "production")
    assert changed == f"{expected}pains: [rework]\n"


@pytest.mark.parametrize("text", ["{name: a, stage: idea}\n", "name: a\nstage: |\n  # idea\n  \n"])
def test_unusual_forms_are_written_anew(text):
    data = {"name": "b", "stage": "idea"}
    changed = change_record(text, read(text), data, path="catalog/agents/a/blueprint.yml", schema="agent")
    assert read(changed).data == data


def test_a_record_begins_with_its_schema_and_follows_its_order():
    text = dump_record({"stage": "idea", "name": "A"}, path="catalog/agents/a/blueprint.yml", schema="agent")
    assert text == "# yaml-language-server: $schema=../../../schemas/agent.json\nname: A\nstage: idea\n"
