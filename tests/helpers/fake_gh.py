"""The forge's command line, as far as our workflows use it: `gh api`, answered from a folder instead of a network.

It is given what a forge would know (FAKE_FORGE, a folder with state.json) and what the job's token may do
(FAKE_RIGHTS, its `permissions:`); what the token does not allow is refused, as the forge would. The program itself is a
few lines of shell that ask a thread of the tests: it starts hundreds of times.
"""

from __future__ import annotations

import argparse
import atexit
import json
import re
import shlex
import socketserver
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.helpers.git import Repo

PROGRAM = """#!/bin/bash
exec 3<>/dev/tcp/127.0.0.1/{port} || exit 70
printf '%s\\0' "$#" "$FAKE_FORGE" "$FAKE_RIGHTS" "$GITHUB_REPOSITORY" "$PWD" "${{GH_TOKEN:?gh needs a token}}" "$@" >&3
read -r code <&3
if [[ $code == 0 ]]; then cat <&3; else cat <&3 >&2; fi
exit "$code"
"""
BOT = "github-actions[bot]"
LEVELS = ("none", "read", "write")

Query = dict[str, list[str]]


class RefusedError(Exception):
    """What the forge answers with an error."""


class Forge:
    """State in a file, one method for each route; a route names the right that it needs."""

    def __init__(self, folder: Path, rights: dict[str, str], repository: str) -> None:
        self.file, self.rights, self.repository = folder / "state.json", rights, repository
        self.state = json.loads(self.file.read_text("utf-8"))

    def may(self, *scopes: str, level: str = "read") -> None:
        if not any(LEVELS.index(self.rights.get(scope, "none")) >= LEVELS.index(level) for scope in scopes):
            raise RefusedError(f"Resource not accessible by integration ({' or '.join(scopes)}: {level})")

    def save(self) -> None:
        self.file.write_text(json.dumps(self.state, indent=1), "utf-8")

    def find(self, shelf: str, key: str, value: Any) -> dict[str, Any]:
        found = next((one for one in self.state[shelf] if one[key] == value), None)
        if found is None:
            raise RefusedError("Not Found")
        return found

    def get_pull(self, number: str, _: Query) -> Any:
        self.may("pull-requests")
        pull = self.find("pulls", "number", int(number))
        return pull | {"head": pull["head"] | {"sha": self.git("rev-parse", f"refs/pull/{number}/head")}}

    def get_reviews(self, number: str, _: Query) -> Any:
        self.may("pull-requests")
        return [one for one in self.state["reviews"] if one["pull"] == int(number)]

    def get_activity(self, query: Query) -> Any:
        self.may("contents")
        return [one for one in self.state["activity"] if one["ref"] == query["ref"][0]]

    def get_issue(self, number: str, _: Query) -> Any:
        self.may("issues")
        return self.find("issues", "number", int(number))

    def get_comments(self, number: str, _: Query) -> Any:
        self.may("issues", "pull-requests")
        return [one for one in self.state["comments"] if one["on"] == int(number)]

    def get_issues(self, query: Query) -> Any:
        self.may("issues")
        wanted = query.get("labels", [""])[0]
        return [one for one in self.state["issues"] if wanted in [label["name"] for label in one["labels"]]]

    def get_rulesets(self, _: Query) -> Any:
        return [{"id": one["id"], "name": one["name"]} for one in self.state["rulesets"]]

    def get_ruleset(self, number: str, _: Query) -> Any:
        return self.find("rulesets", "id", int(number))

    def get_codeowners(self, _: Query) -> Any:
        self.may("contents")
        return {"errors": []}

    def get_deployments(self, _: Query) -> Any:
        self.may("deployments")
        return self.state["deployments"][-1:]

    def post_status(self, sha: str, given: dict[str, Any]) -> Any:
        self.may("statuses", level="write")
        self.state["statuses"].append({"sha": sha} | given)
        return {}

    def post_comment(self, number: str, given: dict[str, Any]) -> Any:
        self.may("issues", "pull-requests", level="write")
        comment = {"id": len(self.state["comments"]) + 1, "on": int(number), "user": {"login": BOT}} | given
        self.state["comments"].append(comment)
        return comment

    def patch_comment(self, number: str, given: dict[str, Any]) -> Any:
        self.may("issues", "pull-requests", level="write")
        return self._changed(self.find("comments", "id", int(number)), given)

    def post_issue(self, given: dict[str, Any]) -> Any:
        self.may("issues", level="write")
        labels = [{"name": name} for name in given.pop("labels", [])]
        issue = {"number": self._number(), "user": {"login": BOT}, "state": "open", "labels": labels} | given
        self.state["issues"].append(issue)
        return issue

    def patch_issue(self, number: str, given: dict[str, Any]) -> Any:
        self.may("issues", level="write")
        return self._changed(self.find("issues", "number", int(number)), given)

    def post_pull(self, given: dict[str, Any]) -> Any:
        self.may("pull-requests", level="write")
        pull = {"number": self._number(), "user": {"login": BOT}, "title": given["title"], "body": given["body"]}
        head = {"ref": given["head"], "repo": {"full_name": self.repository}}
        self.state["pulls"].append(pull | {"head": head, "base": {"ref": given["base"]}})
        self.git("update-ref", f"refs/pull/{pull['number']}/head", f"refs/heads/{given['head']}")
        return pull

    def post_dispatch(self, workflow: str, given: dict[str, Any]) -> Any:
        self.may("actions", level="write")
        self.state["dispatches"].append({"workflow": workflow} | given)
        return {}

    def git(self, *arguments: str) -> str:
        """What Git says about the repository that the forge hosts."""
        return Repo(self.file.parent / "remote.git").git(*arguments)

    def _number(self) -> int:
        return 1 + max((one["number"] for shelf in ("pulls", "issues") for one in self.state[shelf]), default=0)

    def _changed(self, one: dict[str, Any], given: dict[str, Any]) -> Any:
        one.update(given)
        return one


ROUTES = (
    ("GET", r"pulls/(\d+)", Forge.get_pull),
    ("GET", r"pulls/(\d+)/reviews", Forge.get_reviews),
    ("GET", r"activity", Forge.get_activity),
    ("GET", r"issues/(\d+)", Forge.get_issue),
    ("GET", r"issues/(\d+)/comments", Forge.get_comments),
    ("GET", r"issues", Forge.get_issues),
    ("GET", r"rulesets", Forge.get_rulesets),
    ("GET", r"rulesets/(\d+)", Forge.get_ruleset),
    ("GET", r"codeowners/errors", Forge.get_codeowners),
    ("GET", r"deployments", Forge.get_deployments),
    ("POST", r"statuses/([0-9a-f]{40})", Forge.post_status),
    ("POST", r"issues/(\d+)/comments", Forge.post_comment),
    ("PATCH", r"issues/comments/(\d+)", Forge.patch_comment),
    ("POST", r"issues", Forge.post_issue),
    ("PATCH", r"issues/(\d+)", Forge.patch_issue),
    ("POST", r"pulls", Forge.post_pull),
    ("POST", r"actions/workflows/([a-z.]+)/dispatches", Forge.post_dispatch),
)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="gh")
    parser.add_argument("command", choices=["api"])
    parser.add_argument("path")
    parser.add_argument("--method", default="GET")
    parser.add_argument("--raw-field", action="append", default=[])
    parser.add_argument("--field", action="append", default=[])
    parser.add_argument("--jq")
    for flag in ("--silent", "--paginate", "--slurp"):
        parser.add_argument(flag, action="store_true")
    return parser.parse_args(arguments)


def fields(asked: argparse.Namespace, cwd: Path) -> dict[str, Any]:
    """The fields of a request; a field with an @ is the content of a file, `a[]` a list, `a[b]` an object."""
    given: dict[str, Any] = {}
    texts = [(pair, False) for pair in asked.raw_field] + [(pair, True) for pair in asked.field]
    for pair, is_magic in texts:
        name, _, value = pair.partition("=")
        if is_magic and value.startswith("@"):
            value = (cwd / value[1:]).read_text("utf-8")
        if name.endswith("[]"):
            given.setdefault(name[:-2], []).append(value)
        elif inner := re.fullmatch(r"(\w+)\[(\w+)\]", name):
            given.setdefault(inner[1], {})[inner[2]] = value
        else:
            given[name] = value
    return given


def picked(answer: Any, path: str) -> list[str]:
    """What `--jq` picks: `.a.b`, or `.[].a`, or `.[] | select(.a != "b") | .c`."""
    if choice := re.fullmatch(r'\.\[\] \| select\(\.(\w+) != "(\w+)"\) \| (.+)', path):
        answer, path = [one for one in answer if one[choice[1]] != choice[2]], f".[]{choice[3]}"
    many = path.startswith(".[].")
    steps = path.removeprefix(".[].").removeprefix(".").split(".")
    values = []
    for one in answer if many else [answer]:
        value = one
        for step in steps:
            value = value[step] if value is not None else None
        values.append("null" if value is None else str(value))
    return values


def answer(asked: argparse.Namespace, forge: Forge, cwd: Path) -> Any:
    parts = urlsplit(asked.path)
    place = parts.path.removeprefix(f"repos/{forge.repository}/")
    given = fields(asked, cwd)
    for method, route, act in ROUTES:
        match = re.fullmatch(route, place)
        if method == asked.method and match:
            if method == "GET":
                given = parse_qs(parts.query) | {name: [value] for name, value in given.items()}
            return act(forge, *match.groups(), given)
    raise RefusedError(f"no such route: {asked.method} {place}")


@dataclass(frozen=True)
class Call:
    """A call of the program: what its process was given."""

    folder: str
    rights: str
    repository: str
    cwd: str
    token: str
    arguments: Sequence[str]

    def end(self) -> tuple[int, str]:
        """The exit code, and what is printed: on the standard output if that is 0."""
        try:
            asked = parse(self.arguments)
            forge = Forge(Path(self.folder), json.loads(self.rights), self.repository)
            found = answer(asked, forge, Path(self.cwd))
        except RefusedError as error:
            return 1, f"gh: {error}\n"
        except SystemExit:
            return 2, f"gh: not understood: {shlex.join(self.arguments)}\n"
        forge.save()
        if asked.jq:
            return 0, "".join(f"{line}\n" for line in picked(found, asked.jq))
        return 0, "" if asked.silent else json.dumps([found] if asked.slurp else found)


class Handler(socketserver.StreamRequestHandler):
    """Reads the words of one call, each ended by a NUL, the number of its arguments first, and writes how it ends."""

    def handle(self) -> None:
        words: list[str] = []
        data = b""
        while not words or len(words) < 6 + int(words[0]):
            data += self.request.recv(1 << 16)
            *found, data = data.split(b"\0")
            words += [word.decode() for word in found]
        code, said = Call(*words[1:6], arguments=words[6:]).end()
        self.wfile.write(f"{code}\n{said}".encode())


@cache
def port() -> int:
    """Where the thread answers; it begins when it is first asked for, and ends with the tests."""
    server = socketserver.TCPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def end() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    atexit.register(end)
    return server.server_address[1]


def write_gh(path: Path, /) -> None:
    """The program, which answers as long as the tests run."""
    path.write_text(PROGRAM.format(port=port()), "utf-8")
    path.chmod(0o755)
