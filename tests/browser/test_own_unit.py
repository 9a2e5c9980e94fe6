"""From a pain to a copy for the reader's own unit: chosen once, kept in the browser, and never needed."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from seedbed.checks import check
from seedbed.repository.load import load_sources
from seedbed.repository.tree import MemoryTree

pytestmark = pytest.mark.browser

AGENT = "agents/invoice-triage.html"
PATH = "catalog/agents/invoice-triage/deployments/controlling.yml"
EDITOR = {"new": "https://f.org/-/new/main/{folder}?file_name={name}", "text": "", "edit": "https://f.org/{path}"}


def choose(page, name):
    page.get_by_role("button", name="Choose your unit").click()
    page.get_by_label("Your unit", exact=True).select_option(label=name)


def test_a_pain_leads_to_proof_to_what_is_missing_and_to_the_record(visit):
    here = visit()
    page = here.go("index.html")
    page.locator(".sb-band__pains a", has_text="invoice coding").click()
    page.get_by_role("link", name="Invoice triage").click()
    expect(page.locator(".sb-proof")).to_contain_text("judged tasks right")
    choose(page, "Controlling")
    expect(page.locator(".sb-ready__good").first).to_contain_text("may supervise medium risk")
    expect(page.locator(".sb-ready__lack")).to_contain_text("No agent here uses Thornbill Invoices yet.")
    address = urlsplit(page.get_by_role("link", name="Open the record in the editor").get_attribute("href"))
    query = parse_qs(address.query)
    assert (address.scheme, query["filename"]) == ("https", [PATH])
    assert "copied_from: finance\n" in query["value"][0]
    assert query["value"] == [page.locator("#sb_copying pre code").first.text_content()]
    assert not here.errors
    assert all(url.startswith(here.base) for url in here.asked)


def test_the_record_lacks_only_what_the_unit_must_count(visit):
    page = visit().go(AGENT)
    choose(page, "Controlling")
    text = page.locator("#sb_copying pre code").first.text_content()
    assert text.count("TODO:") == 4
    assert not broken(text)
    command = page.locator("#sb_copying pre code").last.text_content()
    assert command.startswith("seedbed new deployment invoice-triage/controlling --set copied_from=finance")


def test_a_unit_that_lacks_nothing_gets_the_command_that_copies_at_once(visit):
    page = visit().go("agents/job-posting-drafts.html")
    choose(page, "Controlling")
    expect(page.locator(".sb-ready__good").first).to_be_attached()
    expect(page.locator(".sb-ready__lack")).to_have_count(0)
    command = page.locator("#sb_copying pre code").last.text_content()
    assert command.startswith("seedbed replicate job-posting-drafts controlling --copied-from ")


@pytest.mark.parametrize("facts", [{}, {"source": "finance"}, {"supervisor": "ada"}, {"version": "1.2.3"}])
def test_what_nobody_knows_yet_stays_marked_and_the_record_can_be_read(visit, facts):
    page = visit().go(AGENT)
    script = "facts => SeedbedUnit.list().then(all => SeedbedCopying.record(all.record, facts))"
    text = page.evaluate(script, {"version": "", "source": "", "supervisor": ""} | facts)
    assert text.count("TODO:") == 6 - ("version" in facts) - ("supervisor" in facts)
    assert ("copied_from: finance\n" in text) is ("source" in facts)
    assert "the-source" not in text
    assert not broken(text)


def broken(text):
    """The rules of form that a record breaks by itself."""
    found = check(load_sources(MemoryTree({PATH: text.encode()})), today=date(2026, 11, 20)).problems
    return {one.rule for one in found if one.path == PATH and one.rule.startswith(("yaml", "schema"))}


@pytest.mark.parametrize("text", ["a&b=c#d", "{name}{path}", "$&$1", "x" * 9_000, "Grüße\n"])
def test_the_script_makes_the_addresses_that_the_engine_makes(visit, text):
    page = visit().go(AGENT)
    github = {"new": "https://f.org/x/new/main?filename={path}", "text": "&value={text}", "edit": ""}
    make = "([editor, path, text]) => SeedbedCopying.address(editor, path, text)"
    assert page.evaluate(make, [EDITOR, PATH, text]) == (
        "https://f.org/-/new/main/catalog/agents/invoice-triage/deployments?file_name=controlling.yml"
    )
    query = parse_qs(urlsplit(page.evaluate(make, [github, PATH, text])).query)
    assert query["filename"] == [PATH]
    assert query.get("value", [text]) == [text]
    assert ("value" in query) is (len(text) < 9_000)


@pytest.mark.parametrize(
    ("risk", "unit", "missing"),
    [
        ("low", {}, ["Nobody in U holds a certificate for low risk."]),
        ("low", {"people": [["a", "Ada", "high", "2026-12-01"]]}, []),
        ("low", {"people": [["a", "Ada", "high", "2026-10-01"]]}, ["Nobody in U holds a certificate for low risk."]),
        ("high", {"people": [["a", "Ada", "low", "2027-01-01"]]}, ["Nobody in U holds a certificate for high risk."]),
        (
            "medium",
            {"people": [["a", "Ada", "medium", "2027-01-01"]], "lacks": {"medium": "something comes first"}},
            ["Not yet for medium risk: something comes first."],
        ),
        ("low", {"people": [["a", "Ada", "low", "2027-01-01"]], "items": []}, ["No agent here uses Model yet."]),
    ],
)
def test_what_is_missing_is_told_before_anybody_asks(visit, risk, unit, missing):
    page = visit().go(AGENT)
    agent = {"risk": risk, "uses": [["model", "Model", ""]]}
    plain = {"name": "U", "people": [], "lacks": {}, "items": ["model"]}
    script = (
        "([agent, unit]) => SeedbedCopying.readiness(agent, unit, '2026-11-20').filter(o => !o.good).map(o => o.text)"
    )
    assert page.evaluate(script, [agent, plain | unit]) == missing


def test_the_unit_is_chosen_once_and_turns_the_catalogue_to_it(visit):
    page = visit().go("agents/index.html")
    expect(page.locator("#sb_mine_body")).to_be_hidden()
    choose(page, "AI office")
    expect(page.locator("#sb_mine h3")).to_have_text(["Recommended, and why", "What your peers run", "Here already"])
    expect(page.locator("#sb_mine_body")).to_contain_text("hours a month here")
    expect(page.locator("#sb_mine_body")).to_contain_text("Nothing yet.")
    page.goto(page.url.replace("index.html", "invoice-triage.html"))
    expect(page.get_by_label("Your unit", exact=True)).to_have_value("ai-office")
    page.get_by_label("Your unit", exact=True).select_option("")
    expect(page.locator("#sb_copy_plain")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Choose your unit")).to_be_visible()


@pytest.mark.parametrize(
    ("unit", "said", "link", "record"),
    [
        pytest.param(
            "Finance and accounting",
            "Finance and accounting has it already: live.",
            "Add a month of figures",
            "measurements/finance.csv",
            id="runs it",
        ),
        pytest.param(
            "Procurement",
            "Procurement has planned it.",
            "Open its record",
            "deployments/procurement.yml",
            id="planned it",
        ),
    ],
)
def test_a_unit_that_has_it_is_led_to_its_next_step(visit, unit, said, link, record):
    page = visit().go(AGENT)
    choose(page, unit)
    expect(page.locator("#sb_copying_body")).to_contain_text(said)
    address = page.get_by_role("link", name=link).get_attribute("href")
    assert address.endswith(f"/edit/main/catalog/agents/invoice-triage/{record}")


def test_a_unit_narrows_the_list_to_what_is_for_it_and_the_view_can_be_sent(visit):
    here = visit()
    page = here.go("agents/index.html")
    choose(page, "Finance and accounting")
    button = page.locator("#sb_mine_ways button[value=here]")
    expect(button.locator(".sb-facet__count")).not_to_be_empty()
    promised = button.locator(".sb-facet__count").inner_text()
    button.click()
    expect(page.locator("#sb_count")).to_contain_text(f"{promised} of")
    expect(page.locator("#sb_cards .sb-own--here")).to_have_count(int(promised))
    here.expect_query("mine=here&for=finance")
    names, other = here.names, visit()
    page = other.go("agents/index.html?mine=here&for=finance")
    expect(page.locator("#sb_count")).to_contain_text(f"{promised} of")
    assert other.names == names
    assert page.evaluate("localStorage.getItem('seedbed.unit')") is None
    page.get_by_label("Your unit", exact=True).select_option("")
    expect(page.locator("#sb_count")).not_to_contain_text(" of ")
    expect(page.locator(".sb-own")).to_have_count(0)
    other.expect_query("")


def test_cards_that_nobody_touched_say_what_runs_here(visit):
    here = visit()
    page = here.go("agents/index.html")
    choose(page, "Finance and accounting")
    page.reload()
    expect(page.locator("#sb_cards .sb-card", has_text="Invoice triage").locator(".sb-own")).to_have_text(
        "Runs in your unit"
    )


@pytest.mark.parametrize("kept", ["gone-unit", "../../x", '"><img src=x>', "a" * 5_000, ""])
def test_whatever_the_browser_kept_the_page_stands(visit, kept):
    here = visit()
    page = here.go(AGENT)
    page.evaluate("kept => localStorage.setItem('seedbed.unit', kept)", kept)
    page.reload()
    expect(page.get_by_role("button", name="Choose your unit")).to_be_visible()
    expect(page.locator("#sb_copy_plain")).to_be_visible()
    assert {url.rpartition("/")[2] for url in here.asked if "agents/unit/" in url} <= {"gone-unit.js"}


def test_a_browser_that_keeps_nothing_still_chooses(visit):
    here = visit()
    here.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})")
    page = here.go(AGENT)
    choose(page, "Controlling")
    expect(page.locator("#sb_copying .sb-ready li")).not_to_have_count(0)


def test_the_keyboard_alone_gets_from_the_agent_to_the_record(visit):
    page = visit().go(AGENT)
    page.get_by_role("button", name="Choose your unit").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your unit", exact=True)).to_be_focused()
    page.keyboard.type("Contr")
    expect(page.locator("#sb_copying h3")).to_contain_text("What Controlling has")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Open the record in the editor":
            return
    pytest.fail("the keyboard does not reach the record")


def test_it_works_from_a_file(visit, site):
    here = visit(base=site.as_uri() + "/")
    page = here.go(AGENT)
    choose(page, "Controlling")
    expect(page.get_by_role("link", name="Open the record in the editor")).to_be_visible()
    assert not here.errors
    assert all(url.startswith("file:") for url in here.asked)


def test_without_javascript_the_instructions_stay(visit):
    page = visit(script=False).go(AGENT)
    expect(page.locator("#sb_copying")).to_be_hidden()
    expect(page.locator("#sb_copy_plain pre code").first).to_have_text("seedbed new deployment invoice-triage/UNIT")
    expect(page.get_by_role("link", name="Record a copy in the browser")).to_be_visible()
    page = visit(script=False).go("agents/index.html")
    expect(page.locator("#sb_mine")).to_be_hidden()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (320, False), (320, True)])
@pytest.mark.parametrize("uri", [AGENT, "agents/index.html"])
def test_axe_finds_nothing_where_a_unit_was_chosen(visit, uri, width, dark):
    page = visit(width=width, dark=dark).go(uri)
    choose(page, "AI office")
    if width == 320 and uri != AGENT:
        page.get_by_role("button", name="Show the reasons").click()
    expect(page.locator("#sb_copying h3, #sb_mine h3").first).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("uri", ["requests/index.html", "agents/index.html"])
def test_whoever_lacks_an_agent_asks_for_it_in_the_browser(visit, uri):
    page = visit(script=False).go(uri)
    address = page.locator(".sb-act", has_text="Ask for").get_by_role("link", name="Write it in the browser")
    query = parse_qs(urlsplit(address.first.get_attribute("href")).query)
    assert query["filename"] == ["catalog/requests/YOUR-REQUEST.md"]
    assert query["value"][0].startswith("---\n# What is wanted")
