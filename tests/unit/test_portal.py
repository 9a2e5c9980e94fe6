"""A portal in memory: a whole one makes every place at once, a preview no page but that of the record."""

import jinja2
import pytest

from seedbed.portal import create_portal, create_preview
from seedbed.site.pages import create_places
from tests.helpers.sites import base_site, pages_of

AGENT, PAGE = "catalog/agents/first-reply/blueprint.yml", "agents/first-reply.html"


@pytest.fixture(scope="module")
def site():
    return base_site()


@pytest.fixture
def drawn(monkeypatch):
    """The names of the templates that are drawn."""
    names, render = [], jinja2.Template.render

    def noted(template, *words, **context):
        names.append(template.name)
        return render(template, *words, **context)

    monkeypatch.setattr(jinja2.Template, "render", noted)
    return names


def test_a_preview_draws_nothing_before_its_page_is_asked_for(site, drawn):
    portal = create_preview(site, AGENT)
    assert drawn == []
    assert [page.uri for page in portal.pages if page.is_entry] == [PAGE]
    assert next(page.html for page in portal.pages if page.uri == PAGE)
    assert "agent.html" in drawn


def test_a_preview_has_every_place_and_each_is_empty(site):
    places = [page for page in create_preview(site, AGENT).pages if not page.is_entry]
    assert [page.uri for page in places] == [page.uri for page in pages_of(site) if not page.is_entry]
    assert all("no part of the preview" in page.html and page.headings == () for page in places)


def test_a_record_without_a_page_has_a_preview_of_places_alone(site):
    portal = create_preview(site, "catalog/policy.yml")
    assert portal.pages
    assert not any(page.is_entry for page in portal.pages)


def test_the_places_of_a_whole_portal_are_made_and_its_entries_are_not(site):
    assert all(isinstance(page.body, str) != page.is_entry for page in create_portal(site).pages)


def test_index_pages_come_before_entries(site):
    for place in create_places(site):
        kinds = [page.is_entry for page in place]
        assert kinds == sorted(kinds)


def test_a_page_is_the_same_whenever_it_is_drawn(site):
    for page in pages_of(site):
        assert page.html == page.html, page.uri
