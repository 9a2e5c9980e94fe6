"""`seedbed preview`: the page of one record is that of the whole portal, drawn from the records near it alone."""

from __future__ import annotations

import re
import sys
from typing import NamedTuple

import pytest

from seedbed.cli import run
from tests.helpers.building import SETTINGS, make_portal, write
from tests.helpers.warm import programs

AGENT = "catalog/agents/first-reply"
ALIKE = re.compile(r'<section class="sb-alike".*?</section>', re.DOTALL)
"""What compares an agent with all others; a preview does not know them."""


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    return make_portal(tmp_path_factory.mktemp("portal"))


@pytest.fixture
def preview(monkeypatch, capfd):
    """Runs the command in a portal; the builder that it starts is a process of its own."""
    for name, word in SETTINGS.items():
        monkeypatch.setenv(name, word)
    monkeypatch.setattr(sys, "executable", str(programs() / "python"))

    def end(portal, *arguments):
        monkeypatch.chdir(portal)
        return Ended(run(["preview", *arguments]), *capfd.readouterr())

    return end


class Ended(NamedTuple):
    code: int
    out: str
    err: str


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        (f"{AGENT}/blueprint.yml", "agents/first-reply.html"),
        (f"{AGENT}/recipe.md", "agents/first-reply.html"),
        ("catalog/units/support.yml", "units/support.html"),
        ("catalog/people/ada-okoye.yml", "people/ada-okoye.html"),
        ("playbooks/first-steps.md", "playbooks/first-steps.html"),
    ],
)
def test_the_page_is_that_of_the_whole_portal(preview, portal, whole, file, uri):
    done = preview(portal, file)
    assert done.code == 0, done.err
    assert done.out.strip().endswith(f"build/preview/{uri}")
    drawn = (portal / "build/preview" / uri).read_text("utf-8")
    assert ALIKE.sub("", drawn) == ALIKE.sub("", whole.page(uri))


def test_the_places_of_the_navigation_say_that_they_are_left_out(preview, portal):
    preview(portal, f"{AGENT}/blueprint.yml")
    assert "no part of the preview" in (portal / "build/preview/agents/index.html").read_text("utf-8")


def test_what_is_wrong_with_the_record_is_told_and_with_others_is_not(preview, tmp_path):
    blueprint = (make_portal(tmp_path) / AGENT / "blueprint.yml").read_text("utf-8")
    write(tmp_path, {f"{AGENT}/blueprint.yml": f"{blueprint}nonsense: 1\n", "catalog/units/finance.yml": "names: x\n"})
    done = preview(tmp_path, f"{AGENT}/blueprint.yml")
    assert done.code == 1
    assert f"{AGENT}/blueprint.yml" in done.err
    assert "mend what is told above" in done.err
    assert "finance.yml" not in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("catalog/policy.yml", "has no page of its own"),
        ("mkdocs.yml", "is no record"),
        ("catalog/units/nobody.yml", "is no file"),
    ],
)
def test_what_has_no_page_is_said_with_what_to_do(preview, portal, file, words):
    done = preview(portal, file)
    assert done.code == 2
    assert words in done.err
