"""Every figure has a definition, and whatever names a definition leads to one."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.site.pages.definitions import create
from tests.helpers.records import policy
from tests.helpers.sites import site_of

ROOT = Path(__file__).parents[4]
SITE = ROOT / "src" / "seedbed" / "site"
NAMED = re.compile(r"""definitions\.html#([a-z-]+)|\bterm\(uri, ["']([a-z-]+)|\bdefinition\(["']([a-z-]+)""")

FORMULAS = {
    "Replication Velocity: when the clock runs": "replication-velocity",
    "Replication Velocity: the median, and those who still wait": "replication-velocity",
    "Replication Velocity: the share copied within 30, 90 and 180 days": "replication-velocity",
    "Replication Velocity: by function, risk, origin, strategy and quarter": "replication-cuts",
    "Replication Velocity: the trend": "replication-trend",
    "R and generation depth": "reproduction generation-depth",
    "The waiting list": "waiting-list",
    "Net Output and hours given back": "net-output hours-given-back high-volume",
    "Accuracy and automation": "accuracy automation",
    "Cost per task": "cost-per-task",
    "Shrinkage: the claim of the day of the copy": "shrinkage",
    "Adoption: the share of routine work": "adoption routine-hours",
    "Adoption: since when, pilot purgatory, the window, and scale": "phase window",
    "Adoption month by month: units, copies, doubling": "units-with-a-live-agent doubling-time",
    "The S-curve: when it is drawn": "s-curve",
    "The network: second-hand share, givers and takers": "second-hand-share balance",
    "The network over time: reach": "reach",
    "Centrality": "centrality",
    "Where to seed next": "seeding-score",
    "From demo to copy": "funnel",
    "What waits on the main branch": "queue",
    "The effort of the programme": "protected-hours token-budget reinvested-share",
    "Small groups: what is left out beside a sum": "small-groups",
}
"""The sections of docs/figures.md, and the definitions of the portal that tell the same in a few words."""


@pytest.fixture(scope="module", params=["policy", "without"])
def anchors(request):
    [page] = create(site_of(policy()) if request.param == "policy" else site_of())
    return {node.attributes["id"] for node in LexborHTMLParser(page.html).css("[id]")}


def test_every_figure_of_the_docs_has_its_definition(anchors):
    sections = re.findall(r"^## (.+)$", (ROOT / "docs" / "figures.md").read_text("utf-8"), flags=re.MULTILINE)
    assert sorted(sections) == sorted(FORMULAS)
    assert {one for some in FORMULAS.values() for one in some.split()} <= anchors


def test_every_definition_that_a_page_names_is_there(anchors):
    sources = [path for ending in ("*.html", "*.py") for path in SITE.rglob(ending)]
    named = {one for path in sources for found in NAMED.findall(path.read_text("utf-8")) for one in found if one}
    assert len(named) > 15
    assert named <= anchors
