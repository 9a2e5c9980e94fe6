"""Reading with other means: a screen reader's tree by axe, and paper."""

from __future__ import annotations

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from tests.browser.visits import kinds_of
from tests.helpers.building import build, make_portal
from tests.helpers.portals import BASE

pytestmark = pytest.mark.browser

KINDS = ["index.html", "agents/index.html", "agents/invoice-triage.html", "agents/expense-checks.html"]
STEP = "- Ask the desk for the list of open cases and compare each line with the page it came from.\n"


@pytest.mark.parametrize("uri", KINDS)
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(visit, uri, width, dark):
    page = visit(width=width, dark=dark).go(uri)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, True)])
def test_axe_finds_nothing_on_any_kind_of_page(visit, site, width, dark):
    here = visit(width=width, dark=dark)
    found = {}
    for uri in kinds_of(site):
        report = Axe().run(here.go(uri))
        found |= {uri: report.generate_report()} if report.violations_count else {}
    assert not found


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_blueprint_prints_on_one_page(visit, site, paper):
    here = visit()
    for path in sorted((site / "agents").glob("*.html")):
        if path.name != "index.html":
            assert pages_of(here.go(f"agents/{path.name}"), paper) == 1, path.name


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_longest_recipe_prints_on_one_page(visit, tmp_path, paper):
    recipe = (BASE / "catalog/agents/first-reply/recipe.md").read_text("utf-8")
    steps = STEP * ((645 - len(recipe.split())) // (len(STEP.split()) - 1))
    portal = make_portal(tmp_path, files={"catalog/agents/first-reply/recipe.md": f"{recipe.rstrip()}\n\n{steps}"})
    built = build(portal, tmp_path / "site")
    assert built.code == 0, built.said
    assert pages_of(visit(base=built.site.as_uri() + "/").go("agents/first-reply.html"), paper) == 1


def test_a_summary_is_all_that_is_printed_of_an_agent_that_is_not_told(visit, tmp_path):
    blueprint = (BASE / "catalog/agents/first-reply/blueprint.yml").read_text("utf-8")
    files = {"catalog/agents/first-reply/blueprint.yml": f"{blueprint.rstrip()}\nvisibility: summary\n"}
    built = build(make_portal(tmp_path, files=files), tmp_path / "site")
    assert built.code == 0, built.said
    text = visit(base=built.site.as_uri() + "/").go("agents/first-reply.html").locator("article").inner_text()
    assert "Only the summary of this agent is published" in text
    assert "Steps" not in text


def pages_of(page, paper):
    return len(PdfReader(io.BytesIO(page.pdf(format=paper))).pages)
