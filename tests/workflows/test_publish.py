"""The publish workflow: all of main is judged again, built, and only then handed to Pages."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def small(quiet_forge):
    """A forge with a small portal, and its administrator's clone."""
    return quiet_forge, quiet_forge.clone("main")


def publish(forge):
    jobs = forge.run("publish", "push", {})
    return {name: job.result for name, job in jobs.items()}, jobs["build"].log


def test_a_site_is_published_when_somebody_has_said_so_and_only_then(small):
    forge, _ = small
    forge.install_for_real()
    assert publish(forge)[0] == {"build": "success", "publish": "skipped"}
    assert forge.state["deployments"] == []
    forge.install_in_name_only()
    forge.variables = {"PUBLISH_PAGES": "true"}
    ended, log = publish(forge)
    assert ended == {"build": "success", "publish": "success"}, log
    assert (forge.folder / "site/index.html").is_file()
    assert "No promotion could be judged again." in (forge.folder / "site/governance/audit.html").read_text("utf-8")
    assert forge.state["deployments"] == [{"sha": forge.remote.git("rev-parse", "main")}]


def test_what_came_to_main_past_the_gate_is_not_published(small):
    forge, clone = small
    forge.variables = {"PUBLISH_PAGES": "true"}
    clone.commit({"catalog/units/second.yml": "name: Second\nfunction: nowhere\n"})
    clone.git("push", "--quiet", "origin", "HEAD:main")
    ended, log = publish(forge)
    assert ended == {"build": "failure", "publish": "skipped"}
    assert "::error file=catalog/units/second.yml" in log
    assert "Building documentation" not in log


def test_a_rewritten_history_is_not_published(small):
    forge, clone = small
    forge.variables = {"PUBLISH_PAGES": "true"}
    forge.add("deployments", sha=clone.commit({"README.md": "published\n"}))
    clone.git("push", "--quiet", "origin", "HEAD:main")
    clone.git("reset", "--quiet", "--hard", "HEAD~1")
    clone.commit({"README.md": "another past\n"})
    clone.git("push", "--quiet", "--force", "origin", "HEAD:main")
    ended, log = publish(forge)
    assert ended == {"build": "failure", "publish": "skipped"}
    assert "history was rewritten" in log
