"""`seedbed preview`: the page of one record is that of the whole portal, drawn from the records near it alone."""

from __future__ import annotations

import os
import re

import pytest

from tests.helpers.building import SETTINGS, build, make_portal, write
from tests.helpers.warm import run_warm

AGENT = "catalog/agents/first-reply"
ALIKE = re.compile(r'<section class="sb-alike".*?</section>', re.DOTALL)
"""What compares an agent with all others; a preview does not know them."""


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    return make_portal(tmp_path_factory.mktemp("portal"))


@pytest.fixture(scope="module")
def whole(portal):
    return build(portal, portal / "site")


def preview(portal, *arguments):
    return run_warm("seedbed", ["preview", *arguments], cwd=portal, env=os.environ | SETTINGS)


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
def test_the_page_is_that_of_the_whole_portal(portal, whole, file, uri):
    done = preview(portal, file)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith(f"build/preview/{uri}")
    drawn = (portal / "build/preview" / uri).read_text("utf-8")
    assert ALIKE.sub("", drawn) == ALIKE.sub("", whole.page(uri))


def test_the_places_of_the_navigation_say_that_they_are_left_out(portal):
    preview(portal, f"{AGENT}/blueprint.yml")
    assert "no part of the preview" in (portal / "build/preview/agents/index.html").read_text("utf-8")


def test_what_is_wrong_with_the_record_is_told_and_with_others_is_not(tmp_path):
    blueprint = (make_portal(tmp_path) / AGENT / "blueprint.yml").read_text("utf-8")
    write(tmp_path, {f"{AGENT}/blueprint.yml": f"{blueprint}nonsense: 1\n", "catalog/units/finance.yml": "names: x\n"})
    done = preview(tmp_path, f"{AGENT}/blueprint.yml")
    assert done.returncode == 1
    assert f"{AGENT}/blueprint.yml" in done.stderr
    assert "mend what is told above" in done.stderr
    assert "finance.yml" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("catalog/policy.yml", "has no page of its own"),
        ("mkdocs.yml", "is no record"),
        ("catalog/units/nobody.yml", "is no file"),
    ],
)
def test_what_has_no_page_is_said_with_what_to_do(portal, file, words):
    done = preview(portal, file)
    assert done.returncode == 2
    assert words in done.stderr
