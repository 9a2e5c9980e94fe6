"""Links to the forge's forms: there for people who do not use Git, and only where the forge has such forms."""

import pytest

from seedbed.records import Forge
from seedbed.site.frame import form_url
from seedbed.site.templates import environment
from tests.helpers.records import organization


def _organization(kind):
    return organization(forge=Forge(kind=kind, url="https://forge.example/brook/portal/", branch="main"))


def test_github_shows_the_form():
    address = "https://forge.example/brook/portal/issues/new?template=demo.yml"
    assert form_url(_organization("github"), "demo") == address


@pytest.mark.parametrize("kind", ["gitlab", "forgejo", "bitbucket"])
def test_other_forges_have_no_such_address(kind):
    assert form_url(_organization(kind), "demo") is None


def test_without_an_organisation_there_is_no_forge():
    assert form_url(None, "demo") is None


@pytest.mark.parametrize(("address", "links"), [("https://forge.example/?a&b", 1), (None, 0)])
def test_a_form_stands_beside_the_command(address, links):
    act = environment().get_template("macros_records.html").module.act
    shown = str(act("Ask:", "seedbed new request X", address))
    assert shown.count("<code>seedbed new request X</code>") == 1
    assert shown.count('href="https://forge.example/?a&amp;b"') == links
