import json
import re

import pytest

from seedbed.records import Contact, Pain, Risk, Stage, Status, Use
from seedbed.site.own_unit import create_unit_files
from seedbed.site.page import text_of
from tests.helpers.records import agent, certificate, deployment, incident, month, person, policy, unit
from tests.helpers.sites import base_site, site_of
from tests.unit.site.pages.test_agents import table

OLD = certificate("2025-01-01", "2026-11-19", level=Risk.HIGH)
HELD = certificate("2025-01-01", "2027-01-01", level=Risk.MEDIUM)


def unit_of(name, *records):
    text = text_of(create_unit_files(site_of(*records))[f"agents/unit/{name}.js"])
    return json.loads(text.removeprefix("window.SEEDBED_UNIT=").removesuffix(";\n"))


def test_every_unit_has_a_file_and_stands_in_the_list():
    files = create_unit_files(base_site())
    listed = json.loads(files["agents/units.js"].removeprefix("window.SEEDBED_UNITS=").removesuffix(";\n"))
    assert {f"agents/unit/{one}.js" for one, _ in listed["units"]} | {"agents/units.js"} == set(files)
    assert listed["editor"] is None
    assert "status: planned" in "\n".join(listed["record"])


def test_a_portal_without_units_has_an_empty_list():
    assert '"units":[]' in create_unit_files(site_of(agent()))["agents/units.js"]


def test_what_is_here_is_told_with_its_status_live_first():
    records = [agent(), agent("b"), deployment("b/hr", status=Status.PLANNED), deployment("paper-sorter/hr")]
    found = unit_of("hr", unit("hr"), *records, table("paper-sorter/hr", month("2026-10")))
    assert found["here"] == [["paper-sorter", "Paper sorter", "live", True], ["b", "B", "planned", False]]


def test_what_peers_run_is_told_by_how_many_and_only_while_it_is_open():
    hr = unit("hr", contacts=(Contact(unit="legal", weight=3), Contact(unit="it", weight=2)))
    agents = [agent("a"), agent("b"), agent("early", stage=Stage.PILOT)]
    copies = [deployment(one) for one in ("a/it", "b/it", "b/legal", "early/it")]
    units = [unit("it", function="it"), unit("legal", function="legal")]
    found = unit_of("hr", hr, *units, *agents, *copies)
    assert [(one[0], one[3]) for one in found["peers"]] == [("b", "IT, LEGAL"), ("a", "IT")]


def test_what_is_recommended_says_why():
    hr = unit("hr", pains=(Pain(tag="paper-piles", hours_per_month=40),), contacts=(Contact(unit="it", weight=1),))
    records = [hr, unit("it", function="it"), agent(pains=("paper-piles",), risk=Risk.MEDIUM), deployment()]
    assert unit_of("hr", *records)["next"] == [
        [
            "paper-sorter",
            "Paper sorter",
            "medium",
            "Against paper piles, 40 hours a month here; 1 of 1 peer runs it; a live agent of low risk comes first.",
        ]
    ]


def test_an_agent_that_may_not_be_told_is_nowhere():
    secret = agent("secret", visibility="none", pains=("letters",), uses=(Use(item="model", access="read"),))
    quiet = agent("quiet", visibility="summary", pains=("letters",))
    hr = unit("hr", pains=(Pain(tag="letters", hours_per_month=9),), contacts=(Contact(unit="it", weight=1),))
    copies = [deployment(f"{one}/{where}") for one in ("secret", "quiet") for where in ("hr", "it")]
    files = create_unit_files(site_of(hr, unit("it"), secret, quiet, *copies))
    assert not [name for name, text in files.items() if re.search("secret|quiet", text_of(text).lower())]


@pytest.mark.parametrize(
    ("months", "records", "lack"),
    [
        (0, [], "0 measured months with low risk so far, 2 are due"),
        (3, [], None),
        (3, [incident()], "an incident with one of its agents is open"),
    ],
)
def test_a_class_is_earned_by_measured_months_without_an_open_incident(months, records, lack):
    rows = [month(f"2026-0{number}") for number in range(1, months + 1)]
    found = unit_of("it", unit("it"), agent(), deployment(), table("paper-sorter/it", *rows), policy(), *records)
    assert found["lacks"].get("medium") == lack
    assert found["lacks"]["high"] == "an agent of medium risk has to run here first"


def test_only_certificates_of_today_count():
    staff = [
        person("ada", unit="it", certificates=(OLD, HELD)),
        person("ben", unit="hr", certificates=(HELD,)),
        person("cleo", unit="it"),
    ]
    found = unit_of("it", unit("it"), *staff)["people"]
    assert found == [["ada", "Ada", "medium", "2027-01-01"]]


def test_what_its_live_agents_use_is_there():
    uses = (Use(item="model", access="read"), Use(item="desk", access="write"))
    gone = agent("gone", uses=(Use(item="old", access="read"),))
    records = [agent(uses=uses), gone, deployment(), deployment("gone/it", status=Status.ENDED)]
    assert unit_of("it", unit("it"), *records)["items"] == ["desk", "model"]


def test_too_small_a_unit_says_so():
    found = unit_of("hr", unit("hr", headcount=2), unit("it"), agent(), deployment(), policy(small_group=5))
    assert found["guarded"]
    assert (found["next"], found["peers"]) == ([], [])
