"""The public interfaces: their shape by schema, their promises about what stays hidden."""

import csv
import dataclasses
import io
import json
from datetime import date
from pathlib import Path

import feedparser
import pytest
from jsonschema import Draft7Validator
from msgspec.structs import replace

from seedbed.checks import check
from seedbed.exports import EXPORTS, export_all
from seedbed.exports.tables import export_tables
from seedbed.repository.load import load_sources
from seedbed.repository.tree import WorkingTree
from seedbed.resources import shared_path
from seedbed.site.page import text_of
from seedbed.site.views import Site
from seedbed.timeline import Kind
from tests.helpers.measuring import table
from tests.helpers.records import agent as an_agent
from tests.helpers.records import deployment, month, policy, unit
from tests.helpers.sites import site_of
from tests.helpers.timelines import happened, timeline_of

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def site() -> Site:
    result = check(load_sources(WorkingTree(ROOT)), today=TODAY)
    return Site(catalogue=result.catalogue, problems=(), today=TODAY, commit="0" * 40, url="https://portal.example/")


def _schema(name: str) -> Draft7Validator:
    return Draft7Validator(json.loads((shared_path("schemas") / "output" / f"{name}.json").read_text("utf-8")))


def test_api_files_keep_to_their_schemas(site: Site) -> None:
    files = {uri: json.loads(text_of(text)) for uri, text in EXPORTS["api"](site).items()}
    _schema("api-index").validate(files.pop("api/v1/index.json"))
    assert files
    for data in files.values():
        _schema("api-agent").validate(data)


def test_api_tells_the_history_of_an_agent_without_its_rows(site: Site) -> None:
    name = "meeting-summaries"
    events = (
        happened("2026-02-01", Kind.STAGE, "pilot", old="idea", agent=name, change=3),
        happened("2026-03-01", Kind.MEASUREMENT, "2026-02", agent=name, unit="it"),
        happened("2026-04-01", Kind.DEPLOYMENT, "live", agent=name, unit="it", declared=True),
    )
    told = dataclasses.replace(site, timeline=timeline_of(*events))
    data = json.loads(text_of(EXPORTS["api"](told)[f"api/v1/agents/{name}.json"]))
    _schema("api-agent").validate(data)
    assert [(one["at"][:10], one["kind"], one["declared"]) for one in data["history"]] == [
        ("2026-02-01", "stage", False),
        ("2026-04-01", "deployment", True),
    ]
    assert json.loads(text_of(EXPORTS["api"](site)[f"api/v1/agents/{name}.json"]))["history"] is None


def test_api_index_leads_to_every_agent_file(site: Site) -> None:
    files = EXPORTS["api"](site)
    named = {agent["data"] for agent in json.loads(files["api/v1/index.json"])["agents"] if agent["data"]}
    assert named == set(files) - {"api/v1/index.json"}


@pytest.mark.parametrize(
    ("visibility", "named", "whole"), [("all", True, True), ("summary", True, False), ("none", False, False)]
)
def test_exports_keep_what_an_agent_hides(site: Site, visibility: str, named: bool, whole: bool) -> None:
    agent = replace(site.catalogue.agents["meeting-summaries"], visibility=visibility)
    agents = {**site.catalogue.agents, agent.id: agent}
    hidden = dataclasses.replace(site, catalogue=replace(site.catalogue, agents=agents))
    files = export_all(hidden)
    assert (f"api/v1/agents/{agent.id}.json" in files) is whole
    assert (agent.id in files["data/agents.csv"]) is named
    assert (f"{agent.id}," in files["data/deployments.csv"]) is whole


def test_rows_of_small_groups_are_in_no_export() -> None:
    places = {"it": 40, "hr": 8, "law": 3}
    records = [unit(name, headcount=people) for name, people in places.items()]
    records += [deployment(f"paper-sorter/{name}") for name in places]
    records += [table(f"paper-sorter/{name}", month("2026-03", tasks=4321)) for name in places]
    files = export_all(site_of(policy(small_group=5), an_agent(), *records))
    data = json.loads(text_of(files["api/v1/agents/paper-sorter.json"]))
    _schema("api-agent").validate(data)
    told = {one["unit"]: (one["withheld"], len(one["measurements"])) for one in data["deployments"]}
    assert told == {"it": (False, 1), "hr": (True, 0), "law": (True, 0)}
    rows = csv.DictReader(io.StringIO(text_of(files["data/measurements.csv"])))
    assert [row["unit"] for row in rows] == ["it"]
    assert sum(text_of(text).count("4321") for text in files.values()) == 2


def test_atom_feed_is_well_formed_and_newest_first(site: Site) -> None:
    feed = feedparser.parse(EXPORTS["feed"](site)["feed.xml"])
    assert (feed.bozo, feed.version) == (False, "atom10")
    dates = [entry.updated for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)
    assert len({entry.id for entry in feed.entries}) == len(feed.entries) > 0


def test_json_feed_holds_the_same_items(site: Site) -> None:
    feeds = EXPORTS["feed"](site)
    items = json.loads(feeds["feed.json"])["items"]
    assert [item["url"] for item in items] == [entry.link for entry in feedparser.parse(feeds["feed.xml"]).entries]


def test_feed_of_an_empty_portal_is_valid() -> None:
    result = check(load_sources(WorkingTree(ROOT / "schemas")), today=TODAY)
    empty = Site(catalogue=result.catalogue, problems=(), today=TODAY, commit=None)
    feed = feedparser.parse(EXPORTS["feed"](empty)["feed.xml"])
    assert (feed.bozo, feed.entries) == (False, [])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_tables_hold_no_formula(site: Site, start: str) -> None:
    agent = replace(site.catalogue.agents["meeting-summaries"], summary=f"{start}cmd|' /C calc'!A0")
    hostile = dataclasses.replace(site, catalogue=replace(site.catalogue, agents={agent.id: agent}))
    rows = list(csv.DictReader(io.StringIO(export_tables(hostile)["data/agents.csv"])))
    assert [row["summary"] for row in rows] == [f"'{agent.summary}"]
