"""The written repository against an independent replay, against Git, and against its own promises."""

import json
import re
import subprocess
from collections import Counter
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from seedbed.checks import check
from seedbed.example import ExampleError, Options, write_example
from seedbed.example.stream import FastImport
from seedbed.problems import Severity
from seedbed.repository.load import load_sources
from seedbed.repository.tree import WorkingTree
from seedbed.repository.yaml_text import parse_yaml
from seedbed.resources import load_schema
from tests.helpers.git import Repo

AGENT = re.compile(r"catalog/agents/([^/]+)/(.+)")
PLAYBOOK = """\
---
title: "Choose the risk class"
summary: "Which class an agent belongs to, and what a unit needs before its first one of a higher class."
order: 10
stage: governance
for: [team]
time: "10 minutes"
produces: []
---
## Steps

1. Read the facts. The highest floor that holds is the class.
"""
FILES = {"mkdocs.yml": b"site_name: Example\n", "hooks/portal.py": b"", "playbooks/risk-classes.md": PLAYBOOK.encode()}
SMALL = Options(agents=16, units=8, months=16, seed=2, skew=2)


class Written:
    """An example on disk, with the truth beside it."""

    def __init__(self, folder, options):
        self.options = options
        self.path = folder / "portal"
        self.said = []
        self.summary = write_example(self.path, options, portal_files=FILES, progress=self.said.append)
        self.truth = json.loads(self.summary.truth.read_text("utf-8"))
        self.repo = Repo(self.path)

    def log(self, form, *options):
        return self.repo.git("log", "--reverse", f"--format={form}", *options, "main").split("\n")

    @cached_property
    def objects(self):
        """Every object of the repository by id, read in one go."""
        batch = ["git", "cat-file", "--batch-all-objects", "--batch", "--buffer"]
        data = subprocess.run(batch, cwd=self.path, capture_output=True, check=True).stdout
        found, place = {}, 0
        while place < len(data):
            end = data.index(b"\n", place)
            oid, _, size = data[place:end].decode().split()
            found[oid] = data[end + 1 : end + 1 + int(size)]
            place = end + 2 + int(size)
        return found

    def files(self, tree, prefix=""):
        """The ids of the files in a tree by path, folder by folder as Git stores them."""
        data, place = self.objects[tree], 0
        while place < len(data):
            end = data.index(b"\0", place)
            mode, name = data[place:end].decode().split(" ", 1)
            oid, place = data[end + 1 : end + 21].hex(), end + 21
            if mode == "40000":
                yield from self.files(oid, f"{prefix}{name}/")
            else:
                yield f"{prefix}{name}", oid


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return Written(tmp_path_factory.mktemp("small"), SMALL)


@cache
def _facts(text):
    return yaml.load(text, Loader=yaml.CSafeLoader)


def _state(written, commit):
    """Everything that can be an event, read from the files of one commit."""
    fields, statuses = {}, {}
    tree = written.objects[commit].split()[1].decode()
    for path, oid in written.files(tree):
        match = AGENT.fullmatch(path)
        if not match:
            continue
        agent, name = match.groups()
        folder, _, leaf = name.rpartition("/")
        unit, text = leaf.rpartition(".")[0], written.objects[oid]
        if name == "blueprint.yml":
            facts = _facts(text)
            fields[agent] = {"stage": facts["stage"], "risk": facts["risk"], "owner": facts["owner"]["unit"]}
            fields[agent] |= {"version": facts.get("version"), "formerly": facts.get("formerly", [])}
        elif folder == "deployments":
            statuses["deployment", agent, unit] = (unit, _facts(text)["status"])
        elif folder == "measurements":
            rows = text.decode().splitlines()
            statuses["measurement", agent, unit] = (unit, rows[-1][:7], len(rows))
        elif folder == "incidents":
            statuses["incident", agent, leaf] = (_facts(text)["unit"], _facts(text)["status"])
    return fields, statuses


def _difference(before, after):
    """The events between two states, as (kind, agent, unit, from, to)."""
    (old_fields, old_statuses), (fields, statuses) = before, after
    came = {a: f["formerly"][-1] for a, f in fields.items() if a not in old_fields and f["formerly"]}
    for new, old in came.items():
        yield "renamed", new, None, old, new
        old_fields = {new if a == old else a: f for a, f in old_fields.items()}
        old_statuses = {(k, new if a == old else a, u): v for (k, a, u), v in old_statuses.items()}
    for agent in {*old_fields, *fields}:
        was, now = old_fields.get(agent), fields.get(agent)
        if now is None:
            yield "removed", agent, None, agent, None
            continue
        if was is None:
            yield "added", agent, None, None, agent
        for kind in ("stage", "risk", "owner", "version"):
            if (was or {}).get(kind) != now[kind]:
                yield kind, agent, None, (was or {}).get(kind), now[kind]
    for key in {*old_statuses, *statuses}:
        was, now = old_statuses.get(key), statuses.get(key)
        if was != now:
            yield key[0], key[1], (now or was)[0], was and was[1], now and now[1]


def test_the_truth_is_what_a_replay_of_the_repository_finds(small):
    told = {}
    for event in small.truth["events"]:
        row = (event["kind"], event["agent"], event["unit"], event["from"], event["to"])
        told.setdefault(event["commit"], Counter())[row] += 1
    before = ({}, {})
    for commit in small.log("%H", "--first-parent"):
        after = _state(small, commit)
        assert Counter(_difference(before, after)) == told.pop(commit, Counter()), commit
        before = after
    assert told == {}


def test_the_small_history_holds_what_makes_histories_hard(small):
    kinds = Counter(event["kind"] for event in small.truth["events"])
    assert {"added", "stage", "deployment", "version", "risk", "owner", "measurement", "incident"} <= set(kinds)
    subjects = small.log("%s", "--first-parent")
    assert any(subject.startswith('Revert "') for subject in subjects)
    merges = [row for row in small.log("%P", "--first-parent") if len(row.split()) == 2]
    squashes = [subject for subject in subjects if re.search(r" \(#\d+\)$", subject)]
    assert min(len(merges), len(squashes), len(subjects) - len(merges) - len(squashes)) > 20


def test_events_carry_pull_request_author_and_merger(small):
    rows = [row.split("\t") for row in small.log("%H%x09%s%x09%P%x09%ae%x09%ce%x09%ct")]
    emails = {email: name for name, person in small.truth["people"].items() for email in person["emails"]}
    by_commit = {row[0]: row for row in rows}
    for event in small.truth["events"]:
        _, subject, parents, author, committer, at = by_commit[event["commit"]]
        number = re.search(r"(?:^Merge pull request |\()#(\d+)", subject)
        assert event["change"] == (int(number[1]) if number else None)
        if len(parents.split()) == 2:
            author = by_commit[parents.split()[1]][3]
        assert event["author"] == emails.get(author, "count-collector[bot]")
        assert event["merged_by"] == emails[committer]
        assert event["at"] == int(at) or event["commit"] in small.truth["skewed"]


def test_dates_run_forward_but_for_the_wrong_clocks(small):
    rows = [(commit, int(at)) for commit, at in (row.split() for row in small.log("%H %ct", "--first-parent"))]
    right = [at for commit, at in rows if commit not in small.truth["skewed"]]
    assert len(small.truth["skewed"]) == 2
    assert right == sorted(set(right))
    assert [at for _, at in rows] != sorted(at for _, at in rows)


def test_a_side_branch_begins_before_it_is_merged(small):
    parents = {row.split()[0]: row.split()[1:] for row in small.log("%H %P")}
    times = {row.split()[0]: int(row.split()[1]) for row in small.log("%H %ct")}
    main, older = set(small.log("%H", "--first-parent")), 0
    for merge in main - set(small.truth["skewed"]):
        if len(parents[merge]) == 2:
            first, side = parents[merge]
            while side not in main:
                assert times[side] < times[merge]
                child, side = side, parents[side][0]
            assert times[side] < times[child] or side in small.truth["skewed"]
            older += side != first
    assert older > 10


def test_git_finds_nothing_wrong(small):
    assert small.repo.git("fsck", "--strict", "--full", "--no-dangling") == ""
    assert small.repo.git("fsck", "--full", "--unreachable", "--no-reflogs") == ""
    assert small.repo.git("status", "--porcelain") == ""
    assert small.repo.git("for-each-ref", "--format=%(refname)") == "refs/heads/main"
    assert small.repo.git("rev-parse", "HEAD") == small.summary.head == small.truth["head"]


def test_the_head_passes_every_check(small):
    problems = check(load_sources(WorkingTree(small.path)), today=small.options.until).problems
    assert [str(problem) for problem in problems if problem.severity is Severity.ERROR] == []


@pytest.mark.parametrize("seed", [11, 12])
def test_other_heads_pass_too(tmp_path, seed):
    written = Written(tmp_path, Options(agents=30, units=9, months=18, seed=seed))
    problems = check(load_sources(WorkingTree(written.path)), today=date(2026, 11, 20)).problems
    assert [str(problem) for problem in problems if problem.severity is Severity.ERROR] == []


def test_every_version_of_every_record_fits_its_schema(small):
    seen = {row for commit in small.log("%T", "--first-parent")[::-5] for row in small.files(commit)}
    checked = Counter()
    for path, oid in sorted(seen):
        kind = KINDS.get(Path(path).parent.name) or KINDS.get(Path(path).stem)
        if kind and path.endswith(".yml"):
            document, problems = parse_yaml(small.objects[oid].decode(), path=path)
            errors = [error.message for error in Draft7Validator(load_schema(kind)).iter_errors(document.data)]
            assert (errors, problems) == ([], ()), path
            checked[kind] += 1
    assert set(checked) == set(KINDS.values())


KINDS = {
    "blueprint": "agent",
    "deployments": "deployment",
    "incidents": "incident",
    "people": "person",
    "units": "unit",
    "platform": "platform-item",
    "programs": "program",
    "event": "event",
}
"""The schema of a YAML record by its folder or its name."""


def test_the_portals_files_are_in_the_first_commit(small):
    first = dict(small.files(small.log("%T")[0]))
    for path, content in FILES.items():
        assert small.objects[first[path]] == content
        assert (small.path / path).read_bytes() == content


def test_lives_agree_with_events(small):
    firsts = {}
    for event in small.truth["events"]:
        if event["kind"] == "stage" and event["to"] == "validated":
            firsts.setdefault(event["agent"], event["at"])
    lives = small.truth["agents"]
    aliases = {old: agent for agent, life in lives.items() for old in life["formerly"]}
    assert firsts
    for agent, at in firsts.items():
        assert lives[aliases.get(agent, agent)]["validated_at"] <= at
    assert any(life["first_replication"] for life in lives.values())
    assert small.truth["months"][-1]["agents"] == sum(life["removed_at"] is None for life in lives.values())


def test_the_same_options_give_the_same_commits(small, tmp_path):
    again = Written(tmp_path, SMALL)
    assert again.log("%H") == small.log("%H")
    assert again.summary.truth.read_bytes() == small.summary.truth.read_bytes()


def test_another_seed_gives_another_history(small, tmp_path):
    other = Written(tmp_path, Options(agents=16, units=8, months=16, seed=3))
    assert other.summary.head != small.summary.head


def test_progress_is_told_in_words(small):
    assert small.said[0] == "counting what happens"
    assert sum("commits" in words for words in small.said) == SMALL.months + 2


@pytest.mark.parametrize("wished", [600, 1300])
def test_the_main_branch_gets_about_the_wished_length(tmp_path, wished):
    written = Written(tmp_path, Options(agents=20, months=14, commits=wished))
    assert abs(written.summary.commits - wished) <= wished * 0.03


@pytest.mark.parametrize(
    "path", ["../out", "a//b", "/etc/passwd", ".git/config", "a/.git/x", "catalog/policy.yml", "a\0b", ""]
)
def test_portal_files_that_reach_elsewhere_are_refused(tmp_path, path):
    with pytest.raises(ExampleError, match="portal file"):
        write_example(tmp_path / "portal", SMALL, portal_files={path: b""})


def test_a_folder_in_use_is_left_alone(tmp_path):
    (tmp_path / "mine").write_text("kept", "utf-8")
    with pytest.raises(ExampleError, match="not empty"):
        write_example(tmp_path, SMALL, portal_files={})
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_missing_parent_is_named(tmp_path):
    with pytest.raises(ExampleError, match="is no folder"):
        write_example(tmp_path / "no" / "portal", SMALL, portal_files={})


def test_an_empty_folder_is_used(tmp_path):
    (tmp_path / "portal").mkdir()
    write_example(tmp_path / "portal", Options(agents=1, units=2, months=1), portal_files={})
    assert (tmp_path / "portal/catalog/policy.yml").is_file()


def test_nothing_is_left_without_git(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ExampleError, match="Git is not installed"):
        write_example(tmp_path / "portal", SMALL, portal_files={})
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_when_git_stops(tmp_path, monkeypatch):
    def hand_over_nonsense(importer, _):
        importer._send(b"nonsense\n")  # noqa: SLF001 - there is no public way to say a wrong thing

    monkeypatch.setattr(FastImport, "commit", hand_over_nonsense)
    with pytest.raises(ExampleError, match=r"fast-import ended with 128: .*Unsupported command: nonsense"):
        write_example(tmp_path / "portal", Options(agents=8, months=6), portal_files={})
    assert list(tmp_path.iterdir()) == []


def test_the_users_settings_and_the_callers_variables_do_not_matter(small, tmp_path, monkeypatch):
    (tmp_path / "config").write_text(
        "[core]\n\tautocrlf = true\n[init]\n\tdefaultBranch = trunk\n[user]\n\tname = X\n", "utf-8"
    )
    for name, value in (("GIT_CONFIG_GLOBAL", "config"), ("GIT_DIR", "elsewhere"), ("GIT_DEFAULT_HASH", "sha256")):
        monkeypatch.setenv(name, str(tmp_path / value) if name != "GIT_DEFAULT_HASH" else value)
    again = write_example(tmp_path / "portal", SMALL, portal_files=FILES)
    assert again.head == small.summary.head
