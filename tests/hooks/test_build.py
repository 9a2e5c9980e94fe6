"""The hooks under the real builders: what a portal's maintainer sees when things go well, and when they do not."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.helpers.building import SETTINGS, build, make_portal
from tests.helpers.portals import BASE

BAD = {"catalog/units/finance.yml": "name: Finance\nfunktion: finance\n"}


def text(html, selector):
    node = LexborHTMLParser(html).css_first(selector)
    return node.text(strip=True) if node else None


def test_a_good_portal_builds_without_a_warning(whole):
    assert whole.code == 0, whole.said
    assert "WARNING" not in whole.said
    assert "first-reply" in whole.page("agents/index.html")


def test_the_site_has_the_name_of_the_organisation(whole):
    assert text(whole.page("agents/index.html"), "title") == "Agents - Brook & Alder agents"


def test_the_footer_tells_the_day_of_the_build(whole):
    assert "20 November 2026" in text(whole.page("index.html"), ".sb-foot")


def test_an_entry_stands_in_the_section_that_leads_to_it(whole):
    page = whole.page("agents/first-reply.html")
    assert text(page, ".md-tabs__item--active") == "Agents"
    assert text(page, "h1") == text(page, "title").split(" - ")[0]
    assert "seedbed.invalid" not in page


def test_the_search_index_holds_titles_and_summaries_only(whole):
    index = whole.page("search/pages.js")
    assert '"playbooks/first-steps.html"' in index
    assert '"definitions.html#net-output"' in index
    assert '"about.html"' in index
    assert "agents/first-reply.html" not in index  # agents are found by the columns of the catalogue
    assert "When it fails" not in index
    assert not (whole.site / "search/search_index.json").exists()


def test_the_sitemap_lists_every_page(tmp_path):
    portal = make_portal(tmp_path, site_url="https://portal.example.org/sub/", site_name="Our own")
    result = build(portal, tmp_path / "site")
    listed = set(re.findall(r"<loc>https://portal.example.org/sub/(.*)</loc>", result.page("sitemap.xml")))
    bare = {
        "embed.html",
        "present.html",
        "diffusion/present.html",
    }  # shown in frames and on screens, never searched for
    assert listed >= set(result.pages) - {"404.html", "index.html"} - bare
    assert text(result.page("index.html"), "title") == "Our own"


def test_no_page_names_another_host_for_what_it_loads(whole):
    for uri, html in whole.pages.items():
        tree = LexborHTMLParser(html)
        loaded = [node.attributes.get("src") or node.attributes.get("href") for node in tree.css("[src], link[href]")]
        assert not [url for url in loaded if url and "//" in url and "rel=canonical" not in url], uri


def test_no_page_has_a_style_or_a_handler_of_ours(whole):
    for uri, html in whole.pages.items():
        tree = LexborHTMLParser(html)
        assert not tree.css("[style], style, [onclick], [onload], [onerror]"), uri


def test_what_the_theme_writes_against_the_standard_is_put_right(whole):
    for uri, html in whole.pages.items():
        tree = LexborHTMLParser(html)
        assert not tree.css("input[type=checkbox][autocomplete]"), uri
        ids = {node.attributes["id"] for node in tree.css("input[id], select[id], textarea[id], output[id]")}
        assert {node.attributes["for"] for node in tree.css("label[for]")} <= ids, uri


def test_a_build_without_the_hooks_fails(tmp_path):
    portal = make_portal(tmp_path, hooks=[], nav=None)
    result = build(portal, tmp_path / "site")
    assert result.code != 0
    assert "portal.html" in result.said


def test_a_bad_record_stops_the_build_with_its_place_and_no_traceback(tmp_path):
    result = build(make_portal(tmp_path, files=BAD), tmp_path / "site")
    assert result.code == 1
    assert "catalog/units/finance.yml:2:1" in result.said
    assert "on_error: quarantine" in result.said
    assert "Traceback" not in result.said
    assert not (tmp_path / "site").exists()


def test_quarantine_publishes_the_good_records(tmp_path):
    portal = make_portal(tmp_path, files=BAD, extra={"seedbed": {"on_error": "quarantine"}})
    result = build(portal, tmp_path / "site")
    assert result.code == 0, result.said
    assert (tmp_path / "site/agents/first-reply.html").exists()
    assert not (tmp_path / "site/units/finance.html").exists()


def test_a_wrong_setting_is_named_with_its_values(tmp_path):
    result = build(make_portal(tmp_path, extra={"seedbed": {"on_error": "ignore"}}), tmp_path / "site")
    assert result.code == 1
    assert "'ignore'; it can be stop or quarantine" in result.said
    assert "Traceback" not in result.said


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """A portal of an organisation with a sign of markup in its name, on a forge, with a place that has no page."""
    organization = (BASE / "catalog/organization.yml").read_text("utf-8").replace("Brook & Alder", "Salt & Pepper")
    forge = "forge: {kind: gitlab, url: https://git.example.org/it/portal, branch: main}\n"
    nav = [{"Home": "index.md"}, {"Agents": "agents/index.md"}, {"Nowhere": "nowhere/index.md"}, "about.md"]
    quiet = (BASE / "catalog/agents/first-reply/blueprint.yml").read_text("utf-8") + "visibility: summary\n"
    files = {"catalog/organization.yml": organization + forge, "catalog/agents/first-reply/blueprint.yml": quiet}
    portal = make_portal(tmp_path_factory.mktemp("other"), files=files, nav=nav)
    return build(portal, portal / "site")


def test_a_place_without_a_page_is_left_out_of_the_navigation(other):
    assert other.code == 0, other.said
    tabs = LexborHTMLParser(other.page("index.html")).css(".md-tabs__item")
    assert [tab.text(strip=True) for tab in tabs] == ["Home", "Agents", "About"]


def test_a_name_with_markup_signs_is_escaped_once(other):
    assert "<title>Salt &amp; Pepper agents</title>" in other.page("index.html")
    sources = re.compile("<pre><code.*?</code></pre>", re.DOTALL)  # Markdown to be copied is shown as it is written
    assert "&amp;amp;" not in "".join(sources.sub("", html) for html in other.pages.values())


@pytest.mark.parametrize(
    ("uri", "path"),
    [("agents/paper-sorter.html", "catalog/agents/paper-sorter/blueprint.yml"), ("about.html", "docs/about.md")],
)
def test_a_page_leads_to_the_forge_where_its_source_is_edited(other, uri, path):
    link = LexborHTMLParser(other.page(uri)).css_first(".sb-edit a")
    assert link.attributes["href"] == f"https://git.example.org/it/portal/-/edit/main/{path}"


def test_the_source_of_what_is_not_told_is_not_linked(other):
    assert not LexborHTMLParser(other.page("agents/first-reply.html")).css(".sb-edit a")


def test_properdocs_builds_the_same_site(whole, tmp_path):
    other = build(whole.site.parent, tmp_path / "site", builder="properdocs")
    assert other.code == 0, other.said
    assert other.pages == whole.pages


def test_a_second_build_in_the_same_process_knows_nothing_of_the_first(tmp_path):
    portal = make_portal(tmp_path)
    script = (
        "import pathlib, mkdocs.config, mkdocs.commands.build as b\n"
        "for name in 'Old name', 'New name':\n"
        "    path = pathlib.Path('catalog/agents/paper-sorter/blueprint.yml')\n"
        "    path.write_text('name: ' + name + path.read_text()[path.read_text().index('\\nsummary'):])\n"
        "    b.build(mkdocs.config.load_config(site_dir='site-' + name[:3]))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=portal, env=SETTINGS, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    assert "Old name" in (portal / "site-Old/agents/paper-sorter.html").read_text("utf-8")
    new = (portal / "site-New/agents/index.html").read_text("utf-8")
    assert "New name" in new
    assert "Old name" not in new
