from datetime import date

import pytest

from seedbed.records import Forge, Link
from seedbed.site.frame import create_frame
from tests.helpers.records import organization

TODAY = date(2026, 11, 20)


def _organization(**changes):
    return organization(**{"name": "Brook & Alder"} | changes)


def forge(kind):
    return Forge(kind=kind, url="https://git.example.org/it/portal", branch="main")


def test_a_portal_without_an_organisation_says_only_when_it_was_made():
    frame = create_frame(None, today=TODAY, commit=None)
    assert (frame.name, frame.notice, frame.commit, frame.repository, frame.edit_uri) == ("", "", "", "", "")
    assert frame.made_on == "20 November 2026"


def test_what_the_organisation_says_stands_around_every_page():
    links = (Link(title="Help", url="https://desk.example.org"),)
    frame = create_frame(_organization(notice="Invented.", links=links), today=TODAY, commit="0123456789abcdef")
    assert (frame.name, frame.notice, frame.links, frame.commit) == ("Brook & Alder", "Invented.", links, "0123456789")


@pytest.mark.parametrize(
    ("kind", "edit"),
    [
        ("github", "edit/main/"),
        ("gitlab", "-/edit/main/"),
        ("forgejo", "_edit/main/"),
        ("bitbucket", "src/main/"),
    ],
)
def test_each_forge_has_its_own_addresses(kind, edit):
    assert create_frame(_organization(forge=forge(kind)), today=TODAY, commit=None).edit_uri == edit
