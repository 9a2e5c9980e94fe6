"""The recipes of docs/forges.md for other forges: taken from the page, checked, and run with what they would get."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.helpers import forges
from tests.helpers.git import QUIET
from tests.helpers.workflows import BINARIES, propose

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[2] / "docs/forges.md").read_text("utf-8")
GITLAB, FORGEJO = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
ADA = "Ada Okoye <ada@brook.example>"
REQUEST = """\
---
title: Sort the post
unit: support
pain: {tag: post, hours_per_month: 12, people: 3}
status: open
---

Two of us sort letters every morning.
"""


@pytest.mark.parametrize(("schema", "text"), [("gitlab-ci", GITLAB), ("github-workflows", FORGEJO)])
def test_a_recipe_is_valid_for_its_forge(tmp_path, schema, text):
    (tmp_path / "recipe.yml").write_text(text, "utf-8")
    tool = str(Path(sys.executable).with_name("check-jsonschema"))
    command = [tool, "--builtin-schema", f"vendor.{schema}", str(tmp_path / "recipe.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def scripts():
    jobs = yaml.safe_load(GITLAB)
    yield from ("\n".join(job["script"]) for job in jobs.values() if isinstance(job, dict) and "script" in job)
    yield from (step["run"] for step in yaml.safe_load(FORGEJO)["jobs"]["gate"]["steps"])


def test_scripts_are_scripts_and_hold_no_expression():
    for script in scripts():
        assert "${{" not in script
        done = subprocess.run(["bash", "-n", "-c", script], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


CURL = """\
for url in "$@"; do :; done
case "$url" in
{cases}
*) echo "curl: no answer for $url" >&2; exit 22 ;;
esac
"""


class Place:
    """A machine on which a recipe runs: a remote with a change on it, and a `curl` that knows some answers."""

    def __init__(self, forge, folder):
        self.forge, self.folder = forge, folder
        self.head = propose(
            forge.clone("team"), ADA, {"catalog/requests/post.md": REQUEST}, branch="post", message="Ask for help"
        )
        self.work = folder / "work"
        self.work.mkdir()

    def answers(self, **answers):
        """What the forge's interface says, by the end of an address."""
        cases = []
        for number, (end, answer) in enumerate(answers.items()):
            (self.folder / f"{number}.json").write_text(json.dumps(answer))
            cases.append(f"*'{end}') cat {self.folder / f'{number}.json'} ;;")
        self.forge.program("curl", CURL.format(cases="\n".join(cases)))

    def run(self, script, **variables):
        environment = {
            "PATH": f"{self.forge.folder / 'bin'}:{BINARIES}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            **QUIET,
            **variables,
        }
        return subprocess.run(
            ["bash", "-e", "-c", script], cwd=self.work, env=environment, capture_output=True, text=True, check=False
        )


@pytest.fixture
def place(forge, tmp_path):
    return Place(forge, tmp_path)


def gitlab(place, *approvers):
    refs = place.forge.remote
    refs.git("update-ref", "refs/merge-requests/7/head", place.head)
    place.answers(
        **{
            "/merge_requests/7": {"author": {"username": "ada"}},
            "/approvals": forges.approvals(**dict.fromkeys(approvers, "2026-11-20T10:00:00Z")),
            "/versions?per_page=100": [forges.version(place.head, "2026-11-20T09:00:00Z")],
            "/notes?per_page=100&sort=desc": [],
        }
    )
    script = "\n".join(yaml.safe_load(GITLAB)["gate"]["script"])
    elsewhere = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{refs.top}.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://gitlab-ci-token:t@gitlab.example/brook/portal.git",
    }
    return place.run(
        script,
        CI_JOB_TOKEN="t",
        CI_SERVER_HOST="gitlab.example",
        CI_PROJECT_PATH="brook/portal",
        CI_PROJECT_ID="5",
        CI_API_V4_URL="https://gitlab.example/api/v4",
        CI_MERGE_REQUEST_IID="7",
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
        CI_COMMIT_SHA=place.head,
        SEEDBED_READ_TOKEN="r",
        **elsewhere,
    )


def test_gitlab_judges_and_counts_approvals(place):
    refused = gitlab(place)
    assert refused.returncode == 1, refused.stderr
    assert "ai-office" in refused.stdout
    assert (place.work / "portal/gate.xml").is_file()
    shutil.rmtree(place.work / "portal")
    agreed = gitlab(place, "cleo")
    assert agreed.returncode == 0, agreed.stdout + agreed.stderr


def forgejo(place, *reviews):
    top = place.forge.remote.top
    top.parent.joinpath("brook").mkdir(exist_ok=True)
    link = top.parent / "brook/portal.git"
    if not link.exists():
        link.symlink_to(top)
    place.answers(**{"page=1": [*reviews], "page=2": []})
    (step,) = yaml.safe_load(FORGEJO)["jobs"]["gate"]["steps"]
    return place.run(
        step["run"],
        TOKEN="t",
        NUMBER="7",
        AUTHOR="ada",
        HEAD=place.head,
        GITHUB_SERVER_URL=f"file://{top.parent}",
        GITHUB_REPOSITORY="brook/portal",
    )


def test_forgejo_judges_and_counts_approvals(place):
    place.forge.remote.git("update-ref", "refs/pull/7/head", place.head)
    refused = forgejo(place)
    assert refused.returncode == 1, refused.stderr
    assert "ai-office" in refused.stdout
    shutil.rmtree(place.work / "portal")
    agreed = forgejo(place, forges.forgejo("cleo", commit_id=place.head))
    assert agreed.returncode == 0, agreed.stdout + agreed.stderr


def test_a_newer_head_is_left_to_its_own_run(place):
    place.forge.remote.git("update-ref", "refs/pull/7/head", "main")
    assert forgejo(place).returncode == 1
    assert not (place.work / "portal/reviews.json").exists()
