"""Runs our workflows for real: every `run:` step in the shell that the forge would take, with the environment it gives.

Faked is only what the forge provides: its interface (`gh`, see fake_gh.py), the actions of `uses:`, artifacts, the
package index, and the token, whose rights are those of the job's `permissions:`. The remote is a bare repository on
disk; a push by a job needs `contents: write`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.helpers.expressions import Status, fill, holds
from tests.helpers.fake_gh import write_gh
from tests.helpers.git import QUIET, Repo
from tests.helpers.warm import write_client

REPOSITORY = "brook/portal"
BINARIES = Path(sys.executable).parent
SHELLS = {"": ("bash", "-e"), "bash": ("bash", "--noprofile", "--norc", "-eo", "pipefail")}

HOOK = """#!/bin/sh
case "$FAKE_RIGHTS" in
'' | *'"contents": "write"'*) exit 0 ;;
esac
echo 'remote: Permission to push denied to github-actions[bot].' >&2
exit 1
"""
"""Pushes: people (who have no such variable) may, a job only with the right."""


@dataclass
class Job:
    """How a job ended, and what its steps printed."""

    result: str = "success"
    outputs: dict[str, str] = field(default_factory=dict)
    log: str = ""
    summary: str = ""
    ran: list[str] = field(default_factory=list)


@dataclass
class Forge:
    """A forge on disk: a bare repository, what people wrote, and the artifacts of runs.

    `after` is what happens once, after the job of that name in the next run.
    """

    folder: Path
    runs: int = 0
    after: dict[str, Callable[[], object]] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)

    @classmethod
    def init(cls, folder: Path, /, *, like: Path | None = None) -> Forge:
        """A forge whose repository is empty, or a copy of that of the forge in the folder `like`."""
        if like:
            shutil.copytree(like / "remote.git", folder / "remote.git")
        else:
            Repo.init(folder / "remote.git", "--bare")
        hook = folder / "remote.git/hooks/pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(HOOK)
        hook.chmod(0o755)
        (folder / "bin").mkdir()
        forge = cls(folder)
        write_gh(folder / "bin/gh")
        forge.install_in_name_only()
        shelves = ("pulls", "issues", "comments", "reviews", "statuses", "dispatches", "rulesets", "deployments")
        forge.change(**{shelf: [] for shelf in (*shelves, "activity")})
        return forge

    def program(self, name: str, script: str, /) -> None:
        """A program that jobs find before all others."""
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def install_for_real(self) -> None:
        """Let jobs install the engine: seconds each, so one test does, with what is installed here already."""
        for name in ("python", "seedbed", "mkdocs"):
            (self.folder / "bin" / name).unlink()

    def install_in_name_only(self) -> None:
        """Let jobs find installed what they install, as at the beginning."""
        self.program("python", f'[ "$1 $2" = "-m pip" ] || exec {BINARIES / "python"} "$@"')
        for name in ("seedbed", "mkdocs"):
            write_client(self.folder / "bin" / name, name)

    @classmethod
    def hosting(cls, folder: Path, files: Mapping[str, str | bytes], /) -> Forge:
        """A forge whose main holds these files, pushed from a clone."""
        forge = cls.init(folder)
        clone = forge.clone("start")
        clone.commit(files, message="Start the portal")
        clone.git("push", "--quiet", "origin", "HEAD:main")
        return forge

    @property
    def remote(self) -> Repo:
        return Repo(self.folder / "remote.git")

    @property
    def state(self) -> dict[str, Any]:
        file = self.folder / "state.json"
        return json.loads(file.read_text("utf-8")) if file.exists() else {}

    def change(self, **shelves: list[dict[str, Any]]) -> None:
        (self.folder / "state.json").write_text(json.dumps(self.state | shelves), "utf-8")

    def add(self, shelf: str, **facts: Any) -> None:
        self.change(**{shelf: [*self.state[shelf], facts]})

    def clone(self, name: str) -> Repo:
        """A team's clone."""
        self.remote.git("clone", "--quiet", str(self.remote.top), str(self.folder / name))
        return Repo(self.folder / name)

    def open_pull(self, branch: str, author: str, *, number: int, **facts: Any) -> dict[str, Any]:
        """Somebody opens a pull request; gives the event that the forge would send."""
        self.remote.git("update-ref", f"refs/pull/{number}/head", f"refs/heads/{branch}")
        head = {"ref": branch, "repo": {"full_name": REPOSITORY}}
        pull = {"number": number, "user": {"login": author}, "head": head, "base": {"ref": "main"}} | facts
        self.add("pulls", **pull)
        return {"pull_request": pull}

    def review(self, number: int, who: str, *, state: str = "APPROVED", commit: str | None = None) -> None:
        """Somebody reviews the head of a pull request, as GitHub tells it."""
        head = commit or self.remote.git("rev-parse", f"refs/pull/{number}/head")
        place = len(self.state["reviews"])
        self.add(
            "reviews",
            id=place + 1,
            pull=number,
            node_id=f"PRR_{place}",
            user={"login": who, "id": sum(map(ord, who)), "type": "User"},
            body="",
            state=state,
            commit_id=head,
            submitted_at=f"2026-11-20T10:{place // 60:02}:{place % 60:02}Z",
            author_association="MEMBER",
        )

    def read(self, workflow: str, /) -> dict[str, Any]:
        """A workflow of main."""
        text = self.remote.git("show", f"main:.github/workflows/{workflow}.yml")
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only

    def run(self, workflow: str | dict[str, Any], event: str, payload: Mapping[str, Any], /) -> dict[str, Job]:
        """Run a workflow, one of main where only its name is given, as the forge would; gives its jobs."""
        self.runs += 1
        read = self.read(workflow) if isinstance(workflow, str) else workflow
        return Run(self, read, event, payload).jobs()


@dataclass
class Run:
    """One run of a workflow."""

    forge: Forge
    workflow: dict[str, Any]
    event: str
    payload: Mapping[str, Any]

    def jobs(self) -> dict[str, Job]:
        """Every job in order; a job whose needs failed is skipped unless its `if` says otherwise."""
        assert self.event in self.workflow["on"], f"{self.event} does not start this workflow"
        assert self.workflow["permissions"] == {}
        done: dict[str, Job] = {}
        for name, job in self.workflow["jobs"].items():
            needed = job.get("needs", [])
            needs = {one: done[one] for one in ([needed] if isinstance(needed, str) else needed)}
            status = Status(failed=any(one.result != "success" for one in needs.values()))
            context = self.context(needs)
            wanted = holds(job.get("if", "success()"), context, status)
            done[name] = self.do(name, job, context) if wanted else Job(result="skipped")
            self.forge.after.pop(name, lambda: None)()
        return done

    def context(self, needs: Mapping[str, Job]) -> dict[str, Any]:
        github = {
            "event": self.payload,
            "event_name": self.event,
            "repository": REPOSITORY,
            "server_url": "https://github.example",
            "run_id": str(self.forge.runs),
            "token": "a-token",
            "ref": "refs/heads/main",
        }
        told = {name: {"result": job.result, "outputs": job.outputs} for name, job in needs.items()}
        return {"github": github, "inputs": self.payload.get("inputs", {}), "needs": told, "vars": self.forge.variables}

    def do(self, name: str, job: dict[str, Any], context: dict[str, Any]) -> Job:
        assert int(job["timeout-minutes"]) <= 60
        place = self.forge.folder / f"runs/{self.forge.runs}/{name}"
        (place / "work").mkdir(parents=True)
        found, status, steps = Job(), Status(), {}
        for number, step in enumerate(job["steps"]):
            if not holds(step.get("if", "success()"), context | {"steps": steps}, status):
                continue
            found.ran.append(step.get("name", step.get("uses", "")))
            one = Step(self, job, step, place, context | {"steps": steps}, number)
            ended = one.act()
            found.log += ended
            steps[step.get("id", str(number))] = {"outputs": one.outputs}
            status.failed |= not one.is_fine and step.get("continue-on-error") != "true"
        found.result = "failure" if status.failed else "success"
        found.outputs = {key: fill(text, context | {"steps": steps}) for key, text in job.get("outputs", {}).items()}
        found.summary = "".join(path.read_text("utf-8") for path in sorted(place.glob("summary-*")))
        return found


@dataclass
class Step:
    """One step of a job."""

    run: Run
    job: dict[str, Any]
    step: dict[str, Any]
    place: Path
    context: dict[str, Any]
    number: int
    is_fine: bool = True
    outputs: dict[str, str] = field(default_factory=dict)

    def act(self) -> str:
        """Do it; gives what it printed."""
        return self.use() if "uses" in self.step else self.shell()

    def shell(self) -> str:
        output = self.place / f"output-{self.number}"
        output.touch()
        defaults = self.run.workflow.get("defaults", {}).get("run", {})
        command = SHELLS[self.step.get("shell", defaults.get("shell", ""))]
        script = self.place / f"step-{self.number}.sh"
        assert "${{" not in self.step["run"], "an expression inside a script can be a command"
        script.write_text(self.step["run"], "utf-8")
        done = subprocess.run(
            [*command, str(script)],
            cwd=self.place / "work" / self.step.get("working-directory", ""),
            env=self.environment(output),
            capture_output=True,
            text=True,
            check=False,
        )
        self.is_fine = done.returncode == 0
        self.outputs = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
        return done.stdout + done.stderr

    def environment(self, output: Path) -> dict[str, str]:
        """What the forge gives a step, and nothing of the machine but the way to its programs."""
        declared: dict[str, str] = {}
        for level in (self.run.workflow, self.job, self.step):
            declared |= {key: fill(text, self.context) for key, text in level.get("env", {}).items()}
        home = self.place / "home"
        home.mkdir(exist_ok=True)
        return {
            "PATH": f"{self.run.forge.folder / 'bin'}:{BINARIES}:{os.environ['PATH']}",
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "PIP_NO_INDEX": "1",
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.place / f"summary-{self.number}"),
            "CI": "true",
            "FAKE_FORGE": str(self.run.forge.folder),
            "FAKE_RIGHTS": json.dumps(self.job.get("permissions", {})),
            **QUIET,
            **declared,
        }

    def use(self) -> str:
        action, _, commit = self.step["uses"].partition("@")
        assert len(commit) == 40, "an action is pinned by its commit"
        given = {key: fill(text, self.context) for key, text in self.step.get("with", {}).items()}
        acts = {
            "actions/checkout": self.checkout,
            "actions/setup-python": lambda _: None,
            "actions/upload-artifact": self.upload,
            "actions/download-artifact": self.download,
            "actions/upload-pages-artifact": lambda given: self.upload({"name": "github-pages"} | given),
            "actions/deploy-pages": self.deploy,
        }
        try:
            acts[action](given)
        except FileNotFoundError as error:
            self.is_fine = False
            return f"{action}: {error}\n"
        return ""

    def checkout(self, given: dict[str, str]) -> None:
        """As version 7 does: no credentials are left behind, and never the head of a pull request."""
        assert given["persist-credentials"] == "false"
        assert self.job["permissions"]["contents"] in {"read", "write"}
        ref = given.get("ref", "main")
        assert ref == "main", "only main is checked out"
        folder = self.place / "work" / given.get("path", "")
        depth = [] if given.get("fetch-depth") == "0" else ["--depth=1"]
        url = f"file://{self.run.forge.remote.top}"
        self.run.forge.remote.git("clone", "--quiet", "--branch", ref, *depth, url, str(folder))

    def upload(self, given: dict[str, str]) -> None:
        source = self.place / "work" / given["path"]
        if not source.is_dir() or not any(source.iterdir()):
            raise FileNotFoundError(source)
        shutil.copytree(source, self.artifact(given["name"]))

    def download(self, given: dict[str, str]) -> None:
        shutil.copytree(self.artifact(given["name"]), self.place / "work" / given["path"])

    def deploy(self, _: dict[str, str]) -> None:
        rights = self.job["permissions"]
        assert rights == {"pages": "write", "id-token": "write"}
        site = self.run.forge.folder / "site"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(self.artifact("github-pages"), site)
        self.run.forge.add("deployments", sha=self.run.forge.remote.git("rev-parse", "main"))
        self.outputs = {"page_url": "https://brook.github.example/portal/"}

    def artifact(self, name: str) -> Path:
        return self.run.forge.folder / f"artifacts/{self.run.forge.runs}/{name}"


def propose(repo: Repo, who: str, files: Mapping[str, str | bytes | None], /, *, branch: str, message: str) -> str:
    """Somebody (`Name <address>`) commits onto main in their clone and pushes the branch; None removes a file."""
    repo.git("fetch", "--quiet", "origin")
    repo.git("checkout", "--quiet", "-B", branch, "origin/main")
    repo.write({path: data for path, data in files.items() if data is not None})
    for path in (path for path, data in files.items() if data is None):
        (repo.top / path).unlink()
    repo.git("add", "--all")
    repo.git("commit", "--quiet", f"--message={message}", who=who)
    repo.git("push", "--quiet", "--force", "origin", branch)
    return repo.git("rev-parse", "HEAD")
