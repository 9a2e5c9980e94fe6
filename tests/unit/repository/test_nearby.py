"""Which records are near one: those that it names, and those that name it."""

import os
import shutil

import pytest

from seedbed.repository.nearby import find_nearby
from tests.helpers.portals import BASE

AGENT = "catalog/agents/first-reply"
DEMO = "catalog/demos/spring-day/reply-bot.md"


@pytest.fixture
def portal(tmp_path):
    folder = tmp_path / "portal"
    shutil.copytree(BASE, folder)
    return folder


def write(file, text):
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")


def near(portal, path):
    return {entry.path for entry in find_nearby(portal, path).entries()}


def test_an_agent_brings_its_own_folder_and_what_everybody_may_name(portal):
    found = near(portal, f"{AGENT}/recipe.md")
    assert {f"{AGENT}/blueprint.yml", f"{AGENT}/measurements/support.csv", "catalog/units/billing.yml"} <= found
    assert "catalog/agents/paper-sorter/blueprint.yml" not in found


def test_an_agent_brings_the_agents_that_it_names(portal):
    recipe = portal / AGENT / "recipe.md"
    recipe.write_text(f"{recipe.read_text('utf-8')}\nSee [the other](../paper-sorter/blueprint.yml).\n", "utf-8")
    assert "catalog/agents/paper-sorter/blueprint.yml" in near(portal, f"{AGENT}/recipe.md")


@pytest.mark.parametrize(
    ("path", "brought"),
    [
        ("catalog/units/billing.yml", f"{AGENT}/deployments/billing.yml"),
        ("catalog/people/ada-okoye.yml", DEMO),
        (DEMO, "catalog/demos/spring-day/event.yml"),
        (DEMO, f"{AGENT}/blueprint.yml"),
    ],
)
def test_a_record_brings_those_that_name_it_and_those_that_it_names(portal, path, brought):
    assert brought in near(portal, path)


def test_a_unit_brings_of_an_agent_that_it_runs_what_its_page_shows(portal):
    brought = {path for path in near(portal, "catalog/units/billing.yml") if path.startswith(AGENT)}
    assert brought == {f"{AGENT}/blueprint.yml", f"{AGENT}/deployments/billing.yml"}


def test_a_unit_brings_the_copies_that_were_taken_from_it(portal):
    write(portal / AGENT / "deployments/billing.yml", "status: live\n")
    write(portal / AGENT / "deployments/finance.yml", "status: live\ncopied_from: billing\n")
    assert f"{AGENT}/deployments/finance.yml" in near(portal, "catalog/units/billing.yml")


@pytest.mark.parametrize("word", ["ended", '"ended"', "'ended'"])
def test_a_unit_brings_the_whole_of_an_agent_whose_copy_has_ended(portal, word):
    write(portal / AGENT / "deployments/billing.yml", f"status: {word}\n")
    assert f"{AGENT}/measurements/support.csv" in near(portal, "catalog/units/billing.yml")


def test_no_file_is_told_twice(portal):
    entries = [entry.path for entry in find_nearby(portal, "catalog/units/support.yml").entries()]
    assert len(entries) == len(set(entries))


def test_an_id_with_signs_of_patterns_is_only_text(portal):
    assert near(portal, "catalog/people/a.*(.yml") >= {"catalog/organization.yml"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
@pytest.mark.parametrize("path", ["catalog/units/billing.yml", f"{AGENT}/recipe.md"])
def test_a_pipe_is_not_waited_for(portal, path):
    place = portal / AGENT / "deployments/billing.yml"
    place.unlink()
    os.mkfifo(place)
    assert "catalog/organization.yml" in near(portal, path)


@pytest.mark.parametrize("path", ["catalog/units/billing.yml", f"{AGENT}/recipe.md"])
def test_a_link_out_of_the_portal_is_not_followed(portal, tmp_path, path):
    (tmp_path / "outside.yml").write_text("supervisor: paper-sorter\nunit: billing\n")
    blueprint = portal / "catalog/agents/paper-sorter/blueprint.yml"
    blueprint.unlink()
    blueprint.symlink_to(tmp_path / "outside.yml")
    (portal / AGENT / "deployments/more.yml").symlink_to(tmp_path / "outside.yml")
    assert "catalog/agents/paper-sorter/blueprint.yml" not in near(portal, path)
