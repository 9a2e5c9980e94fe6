"""The decks: a sentence on every slide, nothing empty, whole documents that ask nothing of another site."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.site.pages.decks.diffusion import diffusion_deck
from seedbed.site.pages.decks.home import home_deck
from seedbed.site.pages.presenting import create_files
from tests.helpers.sites import base_site, site_of

DECKS = {"present.html": home_deck, "diffusion/present.html": diffusion_deck}


def _page(site, uri):
    return create_files(site)[uri]()


@pytest.mark.parametrize("uri", DECKS)
def test_every_slide_says_something_and_shows_it(uri):
    deck = DECKS[uri](base_site())
    assert deck.slides[0].kind == "title"
    assert len(deck.slides) > 2
    for slide in deck.slides:
        assert slide.says
        assert slide.chart or slide.facts or slide.lines


@pytest.mark.parametrize("uri", DECKS)
def test_the_deck_of_an_empty_portal_has_a_first_slide(uri):
    deck = DECKS[uri](site_of())
    assert [slide.kind for slide in deck.slides] == ["title"]


@pytest.mark.parametrize("uri", DECKS)
def test_a_deck_is_a_whole_document_with_its_policy(uri):
    page = _page(base_site(), uri)
    assert page.startswith("<!doctype html>")
    assert "script-src 'self';" in page
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script[^>]*>[^<]", page)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


@pytest.mark.parametrize("uri", DECKS)
def test_ids_are_free_on_a_deck(uri):
    tree = LexborHTMLParser(_page(base_site(), uri))
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))


def test_slides_are_numbered_and_named():
    tree = LexborHTMLParser(_page(base_site(), "present.html"))
    slides = tree.css("section.sb-slide")
    assert [one.attributes["id"] for one in slides] == [f"slide-{n}" for n in range(1, len(slides) + 1)]
    assert tree.css_first("[data-leave]").attributes["href"] == "index.html"
