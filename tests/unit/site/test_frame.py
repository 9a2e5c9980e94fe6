from datetime import date

import pytest

from seedbed.records import Forge, Link, Organization
from seedbed.site.frame import create_frame, new_file_url

TODAY = date(2026, 11, 20)


def organization(**changes):
    facts = {"name": "Brook & Alder", "currency": "EUR", "functions": (), "programme_start": "2025-01-13"}
    return Organization(id="organization", path="catalog/organization.yml", **facts | changes)


def forge(kind):
    return Forge(kind=kind, url="https://git.example.org/it/portal", branch="main")


def test_a_portal_without_an_organisation_says_only_when_it_was_made():
    frame = create_frame(None, today=TODAY, commit=None)
    assert (frame.name, frame.notice, frame.commit, frame.repository, frame.edit_uri) == ("", "", "", "", "")
    assert frame.made_on == "20 November 2026"


def test_what_the_organisation_says_stands_around_every_page():
    links = (Link(title="Help", url="https://desk.example.org"),)
    frame = create_frame(organization(notice="Invented.", links=links), today=TODAY, commit="0123456789abcdef")
    assert (frame.name, frame.notice, frame.links, frame.commit) == ("Brook & Alder", "Invented.", links, "0123456789")


@pytest.mark.parametrize(
    ("kind", "edit", "new"),
    [
        ("github", "edit/main/", "/new/main/catalog/units?filename=it.yml"),
        ("gitlab", "-/edit/main/", "/-/new/main/catalog/units?file_name=it.yml"),
        ("forgejo", "_edit/main/", "/_new/main/catalog/units?filename=it.yml"),
        ("bitbucket", "src/main/", None),
    ],
)
def test_each_forge_has_its_own_addresses(kind, edit, new):
    assert create_frame(organization(forge=forge(kind)), today=TODAY, commit=None).edit_uri == edit
    found = new_file_url(forge(kind), folder="catalog/units", name="it.yml")
    assert found == (new and f"https://git.example.org/it/portal{new}")


def test_without_a_forge_no_file_is_begun_in_the_browser():
    assert new_file_url(None, folder="catalog/units", name="it.yml") is None
