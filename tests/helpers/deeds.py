"""What teams do to a portal, in the words of tests/workflows/pulls.txt: `climb invoice-match validated`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

AGENTS = Path("catalog/agents")
REQUEST = """\
---
title: Help with {words}
unit: {unit}
pain: {{tag: paper-work, hours_per_month: 12, people: 3}}
status: open
---

It takes three of us every morning.
"""
DEMO = """\
---
title: A bot for {words}
summary: It takes a pile of papers and gives back a sorted one.
team: [Ada Okoye]
unit: {unit}
shows: {{video: https://media.brook.example/{name}}}
---

```mermaid
flowchart LR
  paper --> pile
```
"""
BLUEPRINT = """\
name: {words}
summary: Takes a pile of papers and gives back a sorted one.
function: {function}
stage: {stage}
risk: low
owner: {{unit: {unit}}}
origin: built
"""
INCIDENT = """\
title: It sorted the wrong pile
unit: {unit}
severity: medium
status: open
happened: Forty letters went to the wrong desk before somebody saw it.
"""
COPY = """\
status: {status}
version: {version}
copied_from: {source}
supervisor: {supervisor}
baseline: {{tasks_per_month: 90, minutes_per_task: 5, people: 3, method: estimated}}
"""
PERSON = "name: {words}\nunit: {unit}\nroles: [{role}]\nforge: {name}\nemails: [{name}@brook.example]\n"
WAIVER = """\
rule: {rule}
subject: {subject}
reason: The desk moves house this month.
approver: cleo-ruiz
expires: 2026-12-31
"""


def do(top: Path, line: str, /) -> None:
    """Do what a line says (several deeds are parted by `;`) in the work tree below `top`."""
    for deed in line.split(";"):
        name, *words = deed.split()
        DEEDS[name](top, *words)


def write(top: Path, path: Path | str, text: str) -> None:
    target = top / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def change(top: Path, path: Path | str, pattern: str, words: str) -> None:
    text = (top / path).read_text("utf-8")
    changed, times = re.subn(pattern, words, text, count=1, flags=re.MULTILINE)
    assert times, f"{pattern} is not in {path}"
    (top / path).write_text(changed, "utf-8")


def blueprint(agent: str) -> Path:
    return AGENTS / agent / "blueprint.yml"


def version_of(top: Path, agent: str) -> str:
    found = re.search(r"^version: (.+)$", (top / blueprint(agent)).read_text("utf-8"), re.MULTILINE)
    return found[1] if found else "0.1.0"


def ask(top: Path, unit: str, name: str) -> None:
    write(top, f"catalog/requests/{name}.md", REQUEST.format(words=name.replace("-", " "), unit=unit))


def back(top: Path, unit: str, name: str) -> None:
    change(top, f"catalog/requests/{name}.md", r"^status: open$", f"status: open\nsupporters: [{unit}]")


def show(top: Path, unit: str, name: str) -> None:
    text = DEMO.format(words=name.replace("-", " "), unit=unit, name=name)
    write(top, f"catalog/demos/spring-day/{name}.md", text)


def award(top: Path, name: str) -> None:
    change(top, f"catalog/demos/spring-day/{name}.md", r"^unit: ", "awards: [Best in show]\nunit: ")


def dream(top: Path, unit: str, name: str, stage: str = "idea") -> None:
    words = name.replace("-", " ").capitalize()
    write(top, blueprint(name), BLUEPRINT.format(words=words, unit=unit, function="it", stage=stage))


def count(top: Path, agent: str, unit: str, period: str, done: str) -> None:
    automated, tasks = done.split("/")
    path = top / AGENTS / agent / f"measurements/{unit}.csv"
    row = f"{period},{version_of(top, agent)},{tasks},{automated},60,56,900,,,,1,measured,desk report\n"
    path.write_text(path.read_text("utf-8") + row, "utf-8")


def mend_row(top: Path, agent: str, unit: str, period: str) -> None:
    change(top, AGENTS / agent / f"measurements/{unit}.csv", rf"^({period},[^,]+,[^,]+,)[0-9]+", r"\g<1>1")


def drop_row(top: Path, agent: str, unit: str, period: str) -> None:
    change(top, AGENTS / agent / f"measurements/{unit}.csv", rf"^{period},.*\n", "")


def climb(top: Path, agent: str, stage: str) -> None:
    change(top, blueprint(agent), r"^stage: .*$", f"stage: {stage}")


def end(top: Path, agent: str, stage: str) -> None:
    words = f"stage: {stage}\nended: {{reason: Nobody needs it any more., data: Nothing was kept.}}"
    change(top, blueprint(agent), r"^stage: .*$", words)


def say(top: Path, agent: str) -> None:
    change(top, blueprint(agent), r"^summary: (.*)\.$", r"summary: \1, quickly.")


def give(top: Path, agent: str, unit: str) -> None:
    change(top, blueprint(agent), r"unit: [a-z-]+", f"unit: {unit}")


def ease(top: Path, agent: str, risk: str) -> None:
    change(top, blueprint(agent), r"^risk: .*$", f"risk: {risk}")


def rise(top: Path, agent: str, version: str) -> None:
    change(top, blueprint(agent), r"^version: .*$", f"version: {version}")


def use(top: Path, agent: str, item: str) -> None:
    change(top, blueprint(agent), r"^uses:\n", f"uses:\n  - {{item: {item}, access: read}}\n")


def copy(top: Path, agent: str, unit: str, source: str, supervisor: str, status: str = "planned") -> None:
    facts = {"version": version_of(top, agent), "source": source, "supervisor": supervisor, "status": status}
    write(top, AGENTS / agent / f"deployments/{unit}.yml", COPY.format(**facts))


def turn(top: Path, agent: str, unit: str, status: str) -> None:
    change(top, AGENTS / agent / f"deployments/{unit}.yml", r"^status: .*$", f"status: {status}")


def report(top: Path, agent: str, unit: str, dated: str) -> None:
    write(top, AGENTS / agent / f"incidents/{dated}.yml", INCIDENT.format(unit=unit))


def close(top: Path, agent: str, dated: str) -> None:
    words = "status: closed\nmended: The prompt names both piles now.\nclosed: 2026-11-20"
    change(top, AGENTS / agent / f"incidents/{dated}.yml", r"^status: open$", words)


def remove(top: Path, path: str) -> None:
    (top / path).unlink()


def bar(top: Path, name: str, value: str) -> None:
    change(top, "catalog/policy.yml", rf"^(  {name}: ).*$", rf"\g<1>{value}")
    text = (top / "catalog/policy.yml").read_text("utf-8")
    number = re.search(r"^version: (\d+)$", text, re.MULTILINE)
    assert number
    change(top, "catalog/policy.yml", r"^version: \d+$", f"version: {int(number[1]) + 1}")


def hire(top: Path, name: str, unit: str, role: str) -> None:
    text = PERSON.format(words=name.replace("-", " ").title(), unit=unit, role=role, name=name)
    write(top, f"catalog/people/{name}.yml", text)


def waive(top: Path, rule: str, subject: str) -> None:
    write(top, f"catalog/waivers/{rule}-{subject}.yml", WAIVER.format(rule=rule, subject=subject))


def touch(top: Path, path: str) -> None:
    target = top / path
    write(top, path, (target.read_text("utf-8") if target.exists() else "") + "# changed\n")


def leak(top: Path, name: str) -> None:
    text = REQUEST.format(words="keys", unit="support") + "\nThe key is " + "AKIA" + "QYLPMN5HHHFPZAM2.\n"
    write(top, f"catalog/requests/{name}.md", text)


def link(top: Path, path: str, target: str) -> None:
    (top / path).parent.mkdir(parents=True, exist_ok=True)
    os.symlink(target, top / path)  # noqa: PTH211 - what a link says is the point


def inject(top: Path, name: str) -> None:
    text = REQUEST.format(words="tags", unit="support") + "\n<script>alert(1)</script>\n"
    write(top, f"catalog/requests/{name}.md", text)


def break_yaml(top: Path, agent: str) -> None:
    write(top, blueprint(agent), "name: &a [*a, *a]\nname: twice\n")


DEEDS: dict[str, Callable[..., None]] = {
    name.replace("_", "-"): deed
    for name, deed in globals().copy().items()
    if callable(deed) and getattr(deed, "__module__", "") == __name__ and name not in {"do", "write", "change"}
}
