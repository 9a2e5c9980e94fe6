from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.records import (
    Ended,
    Experience,
    Forge,
    MeasurementTable,
    Oversight,
    Owner,
    Recorded,
    Risk,
    Stage,
    Status,
    Use,
)
from seedbed.site.pages.agents import FIRST, LINKED, create, create_files
from tests.helpers.records import agent, deployment, incident, month, organization, person, platform_item, policy, unit
from tests.helpers.sites import base_site, site_of

FORGE = Forge(kind="github", url="https://git.example.org/portal", branch="main")
ORGANIZATION = organization(forge=FORGE)


def pages(*records):
    return {page.uri: LexborHTMLParser(page.html) for page in create(site_of(*records))}


def page_of(one, *records):
    return pages(one, unit("it"), *records)[f"agents/{one.id}.html"]


def tiles(tree):
    return {one.css_first("dt").text(): one.css_first(".sb-stat__value").text() for one in tree.css(".sb-stat")}


def table(record_id, *rows):
    name, unit_id = record_id.split("/")
    path = f"catalog/agents/{name}/measurements/{unit_id}.csv"
    return MeasurementTable(id=record_id, path=path, agent=name, unit=unit_id, rows=rows)


# --- the catalogue


def test_an_empty_catalogue_says_how_the_first_agent_begins():
    tree = pages()["agents/index.html"]
    assert "seedbed new agent" in tree.css_first(".sb-empty").text()
    assert not tree.css("script")


@pytest.mark.parametrize("count", [1, FIRST, FIRST + 1, LINKED])
def test_a_catalogue_of_hundreds_links_to_every_agent_itself(count):
    found = pages(*(agent(f"agent-{number}") for number in range(count)))
    links = {link.attributes["href"] for link in found["agents/index.html"].css(".sb-results a")}
    assert links == {f"agent-{number}.html" for number in range(count)}
    assert len(found["agents/index.html"].css(".sb-card h3 a[href^=agent]")) == min(count, FIRST)


def test_a_large_catalogue_has_lists_that_lead_to_every_agent():
    found = pages(*(agent(f"agent-{number}") for number in range(LINKED + 400)))
    lists = [link.attributes["href"] for link in found["agents/index.html"].css("#sb_rest a")]
    assert lists == ["list/1.html", "list/2.html"]
    linked = {Path(a.attributes["href"]).name for one in lists for a in found[f"agents/{one}"].css("tbody a")}
    assert linked == {f"agent-{number}.html" for number in range(LINKED + 400)}


def test_the_catalogue_hands_its_columns_to_the_script():
    assert "agents/catalogue.js" in create_files(base_site())


# --- an agent


def test_an_agent_that_nobody_measured_says_so():
    tree = page_of(agent())
    assert not tiles(tree)
    assert "No figures yet." in tree.css_first(".sb-proof").text()


def test_figures_of_versions_before_are_not_denied():
    records = [deployment(version="0.9.0"), table("paper-sorter/it", month("2026-09", version="0.9.0")), policy()]
    proof = page_of(agent(version="1.0.0", stage=Stage.PILOT), *records).css_first(".sb-proof").text()
    assert "No figures of version 1.0.0 yet." in proof
    assert "To be validated it still lacks: a measured or sampled row of version 1.0.0." in " ".join(proof.split())


def test_net_output_that_is_not_quoted_has_no_empty_column():
    rows = (month("2026-09", tasks=40), month("2026-10", tasks=40))
    tree = page_of(agent(version="1.0.0"), deployment(version="1.0.0"), table("paper-sorter/it", *rows), policy())
    assert "Net Output" not in [one.text() for one in tree.css(".sb-months thead th")]
    (row,) = tree.css(".sb-running tbody tr")
    assert row.css("td")[-1].text() == "not quoted"


def test_an_open_incident_is_called_one_where_it_speaks_against_the_agent():
    tree = page_of(agent(), incident(title="Lost letters"), policy())
    assert "Open incident: Lost letters (low severity) since" in tree.css_first(".sb-note--warn").text()


def test_an_idea_names_the_unit_to_ask_where_nobody_supervises_it():
    tree = page_of(agent(stage=Stage.IDEA))
    assert "Ask IT." in tree.css_first("#sb_copy").parent.text()


def test_proof_comes_with_its_sample_and_its_bound():
    rows = (month("2026-09"), month("2026-10"))
    tree = page_of(agent(version="1.0.0"), deployment(version="1.0.0"), table("paper-sorter/it", *rows), policy())
    assert tiles(tree)["Accuracy"] == "95 %"
    assert "114 of 120 judged tasks right; at least 90 % with 95 % certainty" in tree.css_first(".sb-proof").text()
    assert [one.text() for one in tree.css(".sb-months tbody th")] == ["October 2026", "September 2026"]


def test_an_idea_has_no_tiles_and_cannot_be_copied():
    tree = page_of(agent(stage=Stage.IDEA))
    assert not tree.css(".sb-proof")
    assert tree.css_first("#sb_copy").text() == "Not open for copying yet"


def test_an_open_agent_says_how_it_is_copied_and_where():
    tree = page_of(agent(), ORGANIZATION, policy())
    assert tree.css_first(".sb-copy pre code").text() == "seedbed new deployment paper-sorter/UNIT"
    address = "https://git.example.org/portal/new/main?filename=catalog/agents/paper-sorter/deployments/UNIT.yml"
    assert tree.css_first("#sb_copy_plain .sb-button").attributes["href"] == address
    assert "the owning unit and the AI office" in tree.css_first(".sb-copy").text()


def test_without_a_forge_the_command_is_the_way():
    assert not page_of(agent()).css(".sb-copy a.sb-button, .sb-part a.sb-button")


def test_a_retired_agent_names_its_successor_and_is_not_to_be_copied():
    gone = agent(stage=Stage.RETIRED, ended=Ended(reason="Too slow.", data="Deleted.", successor="new-sorter"))
    tree = page_of(gone, agent("new-sorter"))
    note = tree.css_first(".sb-note")
    assert "Too slow." in note.text()
    assert note.css_first("a").attributes["href"] == "new-sorter.html"
    assert not tree.css("#sb_copy")


def test_what_a_register_declared_is_marked_as_declared():
    imported = agent(recorded=Recorded(source="AI register 2024", validated="2024-05-01"))
    assert "Declared, imported from AI register 2024. Validated 1 May 2024." in page_of(imported).css_first(
        ".sb-note"
    ).text(strip=True)


def test_an_origin_that_no_register_held_is_not_made_up():
    imported = agent(origin=None, recorded=Recorded(source="AI register 2024"))
    assert "not recorded" in page_of(imported).css_first("[aria-labelledby=sb_people]").text()


def test_the_risk_comes_with_the_reason_of_the_policy():
    tree = page_of(agent(risk=Risk.HIGH), policy())
    touch = tree.css_first("[aria-labelledby=sb_touch]").text()
    assert "The policy asks for low; its team set it higher." in touch


def test_uses_lead_to_the_platform():
    tree = page_of(agent(uses=(Use(item="model", access="read"),)), platform_item("model"))
    assert tree.css_first("a[href='../platform/model.html']").text() == "Model"


def test_who_runs_it_tells_drift_and_how_copying_went():
    went = Experience(hours_to_deploy=14, steps_changed=2, worked=True)
    copies = [
        deployment("paper-sorter/hr", version="1.0.0", copied_from="it", experience=went),
        deployment("paper-sorter/it", version="2.0.0"),
        deployment("paper-sorter/legal", status=Status.PLANNED),
    ]
    tree = page_of(agent(version="2.0.0"), unit("hr"), *copies)
    rows = [" ".join(row.text().split()) for row in tree.css(".sb-running tbody tr")]
    assert rows == ["IT owner live 2.0.0", "HR live 1.0.0 now 2.0.0 IT 14 2 yes", "legal planned"]


def test_small_units_show_no_figures_of_their_copy():
    copy = deployment("paper-sorter/hr", version="1.0.0")
    records = [unit("hr", headcount=2), copy, table("paper-sorter/hr", month("2026-10")), policy(small_group=5)]
    tree = page_of(agent(version="1.0.0"), *records)
    assert "%" not in tree.css_first(".sb-running").text()
    assert not tiles(tree)


def test_people_oversight_and_incidents_are_on_the_page():
    watched = agent(
        owner=Owner(unit="it", supervisor="ada", champion="ben"),
        oversight=Oversight(prompting="One file.", auditing="Ten a week.", escalation="To Ada.", stop="Take the key."),
    )
    tree = page_of(watched, person("ada"), person("ben"), incident())
    assert tree.css_first(".sb-status a[href='../people/ada.html']").text() == "Ada"
    assert "Take the key." in tree.css_first(".sb-oversight").text()
    assert "Forty letters went to the wrong desk." in tree.css_first(".sb-incidents").text()
    assert "Sorted into the wrong pile" in tree.css_first(".sb-proof .sb-note").text()


def test_a_summary_is_all_that_is_told_where_the_record_asks_for_it():
    quiet = agent(visibility="summary", recipe="## Steps\n\n1. Secret step.\n", pains=("letters",), code="https://x.y")
    (entry,) = [one for one in create(site_of(quiet, deployment())) if one.is_entry]
    assert quiet.summary in entry.html
    assert "Secret step" not in entry.html
    assert "https://x.y" not in entry.html
    assert entry.source is None


def test_an_agent_that_may_not_be_named_has_no_page():
    found = pages(agent("secret", visibility="none"), agent("known"))
    assert set(found) == {"agents/index.html", "agents/known.html"}
    assert "Secret" not in found["agents/index.html"].text()
