"""`seedbed seed`: suggestions with their factors, and questions that have no answer."""

import csv
import io
import json
import math

import pytest
from jsonschema import Draft7Validator

from seedbed.resources import shared_path
from tests.helpers.portals import BASE

DAY = ("--today", "2026-11-20")


def seeds(command, *arguments):
    ended = command("seed", "--format", "json", *DAY, *arguments)
    assert ended.code == 0, ended.err
    data = json.loads(ended.out)
    Draft7Validator(json.loads((shared_path("schemas") / "output/seed.json").read_text("utf-8"))).validate(data)
    return data


def test_every_score_is_the_product_of_its_factors(command, example):
    found = seeds(command, "--root", example)["seeds"]
    assert found
    for one in found:
        assert math.isclose(one["score"], math.prod(one["factors"].values()))
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)


def test_a_limit_holds(command, example):
    every = seeds(command, "--root", example)["seeds"]
    assert len(every) > 1
    assert seeds(command, "--root", example, "--limit", 1)["seeds"] == every[:1]
    assert command("seed", "--root", example, "--limit", 0).code == 2


def test_suggestions_for_one_unit_and_one_agent(command, example):
    best = seeds(command, "--root", example)["seeds"][0]
    unit = seeds(command, "--root", example, "--unit", best["unit"])["seeds"]
    agent = seeds(command, "--root", example, "--agent", best["agent"])["seeds"]
    both = seeds(command, "--root", example, "--unit", best["unit"], "--agent", best["agent"])["seeds"]
    assert {one["unit"] for one in unit} == {best["unit"]}
    assert {one["agent"] for one in agent} == {best["agent"]}
    assert both == [best]


def test_text_shows_every_factor_and_the_formula(command, example):
    ended = command("seed", "--root", example, *DAY)
    assert ended.out.startswith("Where to seed next, 20 November 2026: ")
    assert all(word in ended.out for word in ("Hours", "Appetite", "Autonomy", "Central", "Peers", "Score", "score = "))


def test_csv_has_one_row_a_suggestion(command, example):
    rows = list(csv.DictReader(io.StringIO(command("seed", "--root", example, "--format", "csv", *DAY).out)))
    assert [row["agent"] for row in rows] == [one["agent"] for one in seeds(command, "--root", example)["seeds"]]


def test_a_past_day_has_its_own_suggestions(command, example):
    past = seeds(command, "--root", example, "--as-of", "2026-01-31")
    assert (past["as_of"], past["pairs"] < seeds(command, "--root", example)["pairs"]) == ("2026-01-31", True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--unit", "suport"), "there is no unit 'suport': did you mean support?"),
        (("--agent", "nothing-like-it"), "there is no agent 'nothing-like-it'"),
        (("--agent", "paper-sorter"), "paper-sorter is at stage"),
        (("--agent", "first-reply"), "takes no part in figures, as its record asks (visibility: none)"),
        (("--unit", "support"), "fewer people than the policy lets be shown"),
    ],
)
def test_a_question_without_an_answer_is_refused_on_one_line(command, portal, arguments, words):
    agent, unit = portal / "catalog/agents/first-reply/blueprint.yml", portal / "catalog/units/support.yml"
    agent.write_text(agent.read_text("utf-8") + "visibility: none\n", "utf-8")
    unit.write_text(unit.read_text("utf-8").replace("headcount: 20", "headcount: 2"), "utf-8")
    ended = command("seed", *DAY, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err


def test_nothing_to_suggest_is_explained(command, portal):
    for path in (portal / "catalog/agents").glob("*/blueprint.yml"):
        path.write_text((BASE / path.relative_to(portal)).read_text("utf-8") + "visibility: none\n", "utf-8")
    ended = command("seed", *DAY)
    assert ended.code == 0
    assert "State `pains` in" in ended.out
    assert seeds(command)["seeds"] == []
