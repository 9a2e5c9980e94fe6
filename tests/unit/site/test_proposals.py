from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from seedbed.checks import check
from seedbed.records import Forge
from seedbed.repository.load import load_sources
from seedbed.repository.tree import MemoryTree
from seedbed.site.proposals import (
    MOST,
    SOURCE,
    SUPERVISOR,
    VERSION,
    copy_blocks,
    draft_url,
    edit_url,
    editor_of,
    incident_text,
    proposal_url,
    table_text,
    url_of_what_becomes,
)
from tests.helpers.records import organization, unit
from tests.helpers.sites import site_of

PATH = "catalog/agents/sorter/deployments/hr.yml"


def forge(kind="github", *, url="https://git.example.org/it/portal", branch="main"):
    return Forge(kind=kind, url=url, branch=branch)


def site(kind="github"):
    return site_of(organization(forge=forge(kind)), unit("it"))


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("github", f"/new/main?filename={PATH}&value=status%3A%20planned%0A"),
        ("gitlab", "/-/new/main/catalog/agents/sorter/deployments?file_name=hr.yml"),
        ("forgejo", "/_new/main/catalog/agents/sorter/deployments?filename=hr.yml&value=status%3A%20planned%0A"),
        ("bitbucket", None),
    ],
)
def test_each_forge_begins_a_file_at_its_own_address(kind, address):
    found = proposal_url(forge(kind), PATH, "status: planned\n")
    assert found == (address and f"https://git.example.org/it/portal{address}")


@pytest.mark.parametrize(
    ("kind", "address"),
    [("github", "/edit/main/"), ("gitlab", "/-/edit/main/"), ("forgejo", "/_edit/main/"), ("bitbucket", None)],
)
def test_each_forge_edits_a_file_at_its_own_address(kind, address):
    assert edit_url(forge(kind), PATH) == (address and f"https://git.example.org/it/portal{address}{PATH}")


HOSTILE = [
    "a&filename=evil.yml",
    'quote"> <script>alert(1)</script>',
    "line\nbreak\r\nSet-Cookie: x",
    "{text}{folder}{name}{url}",
    "%2e%2e%2f#?&=+",
    "Grüße, 你好 \U0001f331\u2028",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("kind", ["github", "forgejo"])
def test_no_text_leaves_its_place_in_the_address(kind, words):
    query = parse_qs(urlsplit(proposal_url(forge(kind), PATH, words)).query, strict_parsing=True)
    assert query == {"filename": [PATH if kind == "github" else "hr.yml"], "value": [words]}


@pytest.mark.parametrize("words", [one.replace("/", "") for one in HOSTILE])
def test_no_name_leaves_its_place_in_the_address(words):
    whole, folded = (
        urlsplit(proposal_url(forge(kind), f"catalog/{words}/{words}", "x")) for kind in ("github", "forgejo")
    )
    assert parse_qs(whole.query, strict_parsing=True) == {"filename": [f"catalog/{words}/{words}"], "value": ["x"]}
    assert parse_qs(folded.query, strict_parsing=True) == {"filename": [words], "value": ["x"]}
    assert (whole.netloc, whole.path, whole.fragment) == ("git.example.org", "/it/portal/new/main", "")
    assert (folded.netloc, folded.path.count("/"), folded.fragment) == ("git.example.org", 6, "")


@pytest.mark.parametrize("path", ["", "/etc/passwd", "catalog/../../x", "catalog//x", "catalog/.", "catalog/"])
def test_a_path_that_leads_elsewhere_is_refused(path):
    for address in (proposal_url, edit_url):
        with pytest.raises(ValueError, match="no path inside a repository"):
            address(forge(), path)


@pytest.mark.parametrize("url", ["http://git.example.org/x", "javascript:alert(1)//", "//git.example.org/x", ""])
def test_only_an_https_forge_is_led_to(url):
    assert editor_of(forge(url=url)) is None
    assert proposal_url(forge(url=url), PATH, "x") is None
    assert edit_url(forge(url=url), PATH) is None


def test_without_a_forge_there_is_no_address():
    assert proposal_url(None, PATH, "x") is None
    assert edit_url(None, PATH) is None


def test_a_branch_and_a_repository_keep_their_own_signs():
    found = proposal_url(forge(url="https://x.org/{text}/", branch="release/1 #2"), PATH, "y")
    assert found.startswith("https://x.org/%7Btext%7D/new/release/1%20%232?filename=catalog/")


@pytest.mark.parametrize(("length", "fits"), [(1_000, True), (MOST, False), (1_000_000, False)])
def test_a_text_that_is_too_long_is_left_out_whole(length, fits):
    found = proposal_url(forge(), PATH, "x" * length)
    assert ("&value=" in found) is fits
    assert len(found) <= MOST
    assert f"filename={PATH}" in found


@pytest.mark.parametrize(
    ("kind", "record_id", "path"),
    [
        ("request", "your-request", "catalog/requests/YOUR-REQUEST.md"),
        ("agent", "your-agent", "catalog/agents/YOUR-AGENT/blueprint.yml"),
        ("demo", "spring/your-demo", "catalog/demos/spring/YOUR-DEMO.md"),
    ],
)
def test_a_draft_opens_under_a_name_that_does_not_pass_as_it_is(kind, record_id, path):
    query = parse_qs(urlsplit(draft_url(site(), kind, record_id)).query)
    assert query["filename"] == [path]
    assert "TODO:" in query["value"][0]


def test_the_draft_of_what_a_demo_becomes_is_made_once_and_is_that_of_the_demo():
    made = site()
    for demo in ("spring-day/reply-bot", "2026-day/no-2"):
        assert url_of_what_becomes(made, demo) == draft_url(made, "agent", "your-agent", from_demo=demo)


def test_a_draft_holds_what_the_page_knows():
    assert "unit: it\n" in parse_qs(urlsplit(draft_url(site(), "request", "your-request", unit="it")).query)["value"][0]


def test_the_record_of_a_copy_lacks_only_what_the_unit_must_count():
    text = "\n\n".join(copy_blocks(site())) + "\n"
    assert all(text.count(word) == 1 for word in (VERSION, SOURCE, SUPERVISOR))
    assert text.count("TODO:") == 4
    found = check(load_sources(MemoryTree({PATH: text.encode()})), today=date(2026, 11, 20))
    rules = {problem.rule for problem in found.problems if problem.path == PATH}
    assert rules
    assert not {rule for rule in rules if rule.startswith(("yaml", "schema"))}, rules


def test_an_incident_and_a_table_begin_as_the_command_begins_them():
    assert "status: open\n" in incident_text(site())
    header, row = table_text(site()).splitlines()
    assert header.startswith("period,version,tasks")
    assert row.startswith(f"2026-10,{VERSION},0,")
