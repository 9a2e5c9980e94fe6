"""Drafts as values: ids, proposals, stand-ins, and text that reads back as it was meant."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.checks import schema
from seedbed.kinds import KIND, KINDS
from seedbed.records import Catalogue
from seedbed.repository.load import parse_source
from seedbed.resources import load_schema
from seedbed.scaffold import Draft, ScaffoldError, complete_id, parse_settings

TODAY = date(2026, 11, 20)
IDS = {
    "organization": "organization",
    "policy": "policy",
    "deployment": "a/b",
    "measurement": "a/b",
    "incident": "a/2026-01-01-b",
    "demo": "a/b",
    "story": "2026-01-01-b",
}


def _draft(kind, record_id="", **answers):
    return Draft(
        kind=KIND[kind],
        id=record_id or IDS.get(kind, "something"),
        catalogue=Catalogue(),
        today=TODAY,
        answers=answers,
    )


def _data(draft):
    text = draft.create_files()[draft.path]
    source = parse_source(text.encode(), path=draft.path, kind=draft.kind, record_id=draft.id)
    assert [*source.problems, *schema.check(source)] == []
    return source.data


@pytest.mark.parametrize(
    ("kind", "given_id", "whole"),
    [
        ("story", "it-works", "2026-11-20-it-works"),
        ("story", "2025-01-02-it-works", "2025-01-02-it-works"),
        ("incident", "sorter/lost-page", "sorter/2026-11-20-lost-page"),
        ("incident", "sorter/2025-01-02-lost-page", "sorter/2025-01-02-lost-page"),
        ("unit", "2026-budget", "2026-budget"),
        ("organization", "", "organization"),
    ],
)
def test_complete_id_adds_the_day_where_one_belongs(kind, given_id, whole):
    assert complete_id(KIND[kind], given_id, today=TODAY) == whole


@given(st.text(max_size=80), st.sampled_from(KINDS))
def test_complete_id_never_leaves_the_portal(text, kind):
    try:
        path = kind.path(complete_id(kind, text, today=TODAY))
    except ScaffoldError:
        return
    assert kind.pattern.fullmatch(path)
    assert ".." not in path
    assert path.startswith(("catalog/", "playbooks/"))


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS if kind.name not in {"policy", "recipe", "measurement"}])
def test_every_draft_passes_its_schema_and_marks_what_is_open(kind):
    draft = _draft(kind)
    assert _data(draft)
    assert "TODO:" in draft.create_files()[draft.path]


@pytest.mark.parametrize("stage", load_schema("agent")["properties"]["stage"]["enum"])
@pytest.mark.parametrize("origin", ["built", "vendor"])
def test_an_agent_of_every_stage_passes_its_schema(stage, origin):
    data = _data(_draft("agent", stage=stage, origin=origin))
    assert (data["stage"], data["origin"]) == (stage, origin)


def test_an_imported_deployment_needs_less():
    assert "baseline" not in _data(_draft("deployment", recorded={"source": "Old register"}))


@given(name=st.text(min_size=1, max_size=100))
def test_any_name_is_written_as_it_was_given(name):
    draft = _draft("unit", name=name)
    try:
        assert _data(draft)["name"] == name
    except ScaffoldError:
        assert not name.isprintable() or not name.strip()


@given(st.lists(st.sampled_from(["a", "b.c", "a,b", "1", "true", "x: y", "#", ""]), max_size=5))
def test_parse_settings_takes_lists_apart_at_commas(words):
    text = ",".join(words)
    parsed = parse_settings([f"supporters={text}"], root=load_schema("request"))
    assert parsed == {"supporters": [word for word in text.split(",") if word]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1.5", 1.5),
        ("-3", -3),
        ("1e3", 1000.0),
        ("many", "many"),
        ("NaN", "NaN"),
        ("1e999", "1e999"),
        ("", ""),
    ],
)
def test_parse_settings_reads_numbers(text, value):
    parsed = parse_settings([f"headcount={text}"], root=load_schema("unit"))["headcount"]
    assert parsed == value
    assert type(parsed) is type(value)


def test_settings_of_one_list_join():
    settings = ["contacts.0.unit=it", "contacts.0.weight=3", "contacts.1.unit=hr"]
    assert parse_settings(settings, root=load_schema("unit")) == {
        "contacts": [{"unit": "it", "weight": 3}, {"unit": "hr"}]
    }


def test_a_setting_below_a_plain_value_is_refused():
    with pytest.raises(ScaffoldError, match=r"no field name\.first"):
        parse_settings(["name.first=x"], root=load_schema("unit"))


def test_questions_follow_the_schema_and_stop_when_answered():
    asked = [question.name for question in _draft("agent", name="Sorter", owner={"unit": "it"}).questions()]
    assert asked == ["summary", "function", "stage", "risk", "origin"]


def test_a_measurement_goes_on_from_the_table():
    table = "header,line\n2026-09,1.0.0\n"
    draft = Draft(
        kind=KIND["measurement"], id="a/b", catalogue=Catalogue(), today=TODAY, answers={"tasks": 3}, begun=table
    )
    with pytest.raises(ScaffoldError, match="header"):
        draft.create_files()
