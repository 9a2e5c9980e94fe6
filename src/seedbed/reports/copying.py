"""What a planned copy says to people: the pull request ready to send, the commands that send it, or what is in the way.

The texts of records come from main, and still only ever stand as text.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from seedbed.gate.needs import OWNER
from seedbed.gate.settle import needs_words
from seedbed.records import Forge
from seedbed.reports.findings import count, safe_text
from seedbed.reports.markdown import escape
from seedbed.reports.text import Line
from seedbed.scaffold.copying import Copy, Plan

MOST_NAMED = 5
"""People who are named where many could agree."""

SHORT = 12

BLANKS = "Still to fill in, each below a comment that begins with TODO and then goes"


class Branch(Struct, frozen=True, kw_only=True):
    """Where the record went: the new branch, its commit (None: nothing was written), and the branch it shall join.

    `base` is the commit on which it stands; `prefix` leads from the repository's top to the portal.
    """

    name: str
    commit: str | None
    base: str
    target: str
    remote: str | None
    forge: Forge | None
    prefix: str = ""


def create_title(copy: Copy, /) -> str:
    """The title of the pull request, on one line."""
    model = f" from {copy.source.name}" if copy.source else ""
    return safe_text(f"Copy {copy.agent.name} into {copy.unit.name}{model}")


def create_text(copy: Copy, /) -> str:
    """The text of the pull request: Markdown that ends with a line feed."""
    return "".join(_text(copy))


def _text(copy: Copy) -> Iterator[str]:
    agent, version = copy.agent, f", version {copy.agent.version}" if copy.agent.version else ""
    model = f", after the copy of {_safe(copy.source.name)}" if copy.source else ""
    yield "**Which agent, from which unit?**\n\n"
    yield f"{_safe(agent.name)} (`{agent.id}`{version}, {agent.stage}, {agent.risk} risk), for "
    yield f"{_safe(copy.unit.name)}{model}. The record: `{copy.path}`.\n"
    yield "\n**What had to be done differently from the recipe?**\n\n"
    yield "Nothing yet: the copy is planned. What changes on the way is listed under `changes` in the record.\n"
    yield "\n**Who oversees it, and from which day?**\n\n"
    yield f"{_safe(copy.supervisor.name)}, from the day on which the record says `live`.\n"
    yield from _list(BLANKS, (f"[ ] line {line}: {_safe(words)}" for line, words in copy.blanks))
    yield from _list("What holds, judged today by the rules of main", map(_safe, copy.holds))
    yield from _list("To look at before it is merged", map(_safe, copy.advice))
    yield from _list("Who must agree", _needs(copy))


def _list(title: str, items: Iterator[str]) -> Iterator[str]:
    lines = [f"- {item}\n" for item in items]
    if lines:
        yield f"\n**{title}**\n\n"
        yield from lines


def _needs(copy: Copy) -> Iterator[str]:
    for need in copy.needs:
        named = ", ".join(need.people[:MOST_NAMED]) + (" …" if len(need.people) > MOST_NAMED else "")
        whoever = "whoever of it proposes this" if need.role == OWNER else "nobody known yet"
        yield f"{_safe(needs_words(need))} ({_safe(named or whoever)})"


def _safe(text: str) -> str:
    return escape(safe_text(text))


def create_commands(copy: Copy, branch: Branch, /) -> list[tuple[str, str]]:
    """What to type next, each with what it is for; no command is run for anybody."""
    name, path = shlex.quote(branch.name), shlex.quote(f"{branch.prefix}{copy.path}")
    remote = shlex.quote(branch.remote or "origin")
    steps = [("Go to the branch", f"git switch {name}")]
    if copy.blanks:
        places = count(len(copy.blanks), "place")
        steps.append((f"Fill in {places} in {path}, then", f"seedbed check {shlex.quote(copy.path)}"))
        steps.append(("Keep it", f'git commit --message="Fill in the record of the copy" -- {path}'))
    if branch.forge and branch.forge.kind == "gitlab":
        options = f"-o merge_request.create -o merge_request.target={shlex.quote(branch.target)}"
        return [*steps, ("Push, and open the merge request", f"git push {options} --set-upstream {remote} {name}")]
    return [*steps, ("Push", f"git push --set-upstream {remote} {name}"), _opening(branch)]


def _opening(branch: Branch) -> tuple[str, str]:
    """How the pull request is opened; its title and text come from the commit."""
    forge, source, target = branch.forge, quote(branch.name), quote(branch.target)
    url = forge.url.rstrip("/") if forge else ""
    match forge.kind if forge else "":
        case "github":
            chosen = f"--base {shlex.quote(branch.target)} --head {shlex.quote(branch.name)}"
            return "Open the pull request", f"gh pr create {chosen} --fill-first"
        case "forgejo":
            return "Open the pull request in the browser", f"{url}/compare/{target}...{source}"
        case "bitbucket":
            return "Open the pull request in the browser", f"{url}/pull-requests/new?source={source}&dest={target}"
        case _:
            return "Open the pull request where the repository lives", f"from {branch.name} into {branch.target}"


def create_plan_lines(plan: Plan, branch: Branch, /) -> Iterator[Line]:
    """The report for people at a terminal."""
    if plan.copy is None:
        yield from _refusal(plan)
        return
    copy = plan.copy
    kept = f"{branch.name}, commit {branch.commit[:SHORT]}" if branch.commit else f"{branch.name}: nothing was written"
    yield ((create_title(copy), "bold"),)
    yield ()
    yield from (((line, ""),) for line in create_text(copy).splitlines())
    yield ()
    if branch.commit is None:
        yield ((f"{branch.prefix}{copy.path}", "bold"),)
        yield from (((safe_text(line), ""),) for line in copy.text.splitlines())
        yield ()
    yield ("branch  ", "bold"), (f"{safe_text(kept)}, on {branch.target} ({branch.base[:SHORT]})", "")
    for words, command in create_commands(copy, branch) if branch.commit else ():
        yield ((f"{safe_text(words)}:", ""),)
        yield ((f"    {safe_text(command)}", "cyan"),)


def _refusal(plan: Plan) -> Iterator[Line]:
    for one in plan.obstacles:
        yield (safe_text(one.message), "bold red"), (f"  {one.rule}" if one.rule else "", "cyan")
        yield ((f"    {safe_text(one.fix)}", ""),)
    yield ()
    things = count(len(plan.obstacles), "thing")
    verb = "stands" if len(plan.obstacles) == 1 else "stand"
    yield ((f"{things} {verb} in the way; nothing was written.", "bold"),)


def report_plan_json(plan: Plan, branch: Branch, /) -> str:
    """The shape is schemas/output/replicate.json."""
    obstacles = [{"rule": one.rule, "message": one.message, "fix": one.fix} for one in plan.obstacles]
    shared = {"agent": plan.wish.agent, "unit": plan.wish.unit, "base": branch.base, "obstacles": obstacles}
    return json.dumps(shared | {"copy": _plain(plan.copy, branch) if plan.copy else None}, indent=2) + "\n"


def _plain(copy: Copy, branch: Branch) -> dict[str, Any]:
    return {
        "path": f"{branch.prefix}{copy.path}",
        "record": copy.text,
        "branch": branch.name,
        "commit": branch.commit,
        "title": create_title(copy),
        "text": create_text(copy),
        "blanks": [{"line": line, "words": words} for line, words in copy.blanks],
        "holds": list(copy.holds),
        "advice": list(copy.advice),
        "needs": [{"role": need.role, "unit": need.unit, "people": list(need.people)} for need in copy.needs],
        "commands": [command for _, command in create_commands(copy, branch)] if branch.commit else [],
    }
