"""A portal in German with colours and a logo of its own, built as a whole."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.helpers.building import build, make_portal
from tests.helpers.portals import BASE

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><script>alert(1)</script><circle r="4"/></svg>'
LOOK = """language: de
brand:
  name: Wo Arbeit wächst
  logo: docs/look/logo.svg
  accent: "#0a5c8a"
"""
OWN = {"catalog/organization.yml": (BASE / "catalog/organization.yml").read_text("utf-8") + LOOK}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    portal = make_portal(tmp_path_factory.mktemp("portal"), files=OWN | {"docs/look/logo.svg": LOGO})
    result = build(portal, portal / "site")
    assert result.code == 0, result.said
    return result


def text(html, selector):
    return LexborHTMLParser(html).css_first(selector).text(strip=True)


def test_every_page_names_its_language(built):
    assert {re.search(r'<html lang="([^"]*)"', html)[1] for html in built.pages.values()} == {"de"}


def test_places_theme_and_foot_speak_it(built):
    page = built.page("agents/first-reply.html")
    assert text(page, ".md-tabs__item--active") == "Agenten"
    assert "20.\xa0November 2026" in text(page, ".sb-foot")
    assert text(built.page("404.html"), "h1") == "Unter dieser Adresse gibt es nichts"


def test_scripts_find_their_sentences(built):
    assert '"Copied.":"Kopiert."' in built.page("assets/seedbed/texts.js")
    page = built.page("agents/index.html")
    assert page.index("assets/seedbed/texts.js") < page.index("assets/seedbed/say.js")


def test_the_name_of_the_portal_stands_at_its_head(built):
    assert text(built.page("index.html"), ".sb-brand__name") == "Wo Arbeit wächst"


def test_the_logo_is_shown_without_what_could_do_harm(built):
    page = LexborHTMLParser(built.page("agents/first-reply.html"))
    assert page.css_first(".sb-brand__mark").attributes["src"] == "../assets/seedbed/brand/logo.svg"
    assert page.css_first("link[rel=icon]").attributes["href"] == "../assets/seedbed/brand/logo.svg"
    logo = built.page("assets/seedbed/brand/logo.svg")
    assert "circle" in logo
    assert "script" not in logo


def test_the_colours_stand_over_the_tokens(built):
    assert "--sb-leaf: #0a5c8a;" in built.page("assets/seedbed/brand.css")
    sheet = built.page("assets/seedbed/portal.css")
    assert sheet.index("--sb-leaf: #17643c;") < sheet.index("--sb-leaf: #0a5c8a;")
    page = built.page("agents/first-reply.html")
    assert "assets/seedbed/portal.css" in page
    assert "style=" not in page


def test_a_logo_that_is_not_there_ends_the_build_with_its_mend(tmp_path):
    portal = make_portal(tmp_path, files=OWN)
    result = build(portal, portal / "site")
    assert result.code != 0
    assert "brand.logo: docs/look/logo.svg is not a file of the portal: put the logo there" in result.said


def test_a_logo_behind_a_link_ends_the_build(tmp_path):
    portal = make_portal(tmp_path / "portal", files=OWN)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/logo.svg").write_text(LOGO, "utf-8")
    (portal / "docs/look").symlink_to(tmp_path / "elsewhere")
    assert "is not a file of the portal" in build(portal, portal / "site").said
