"""References: whatever a record names is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from seedbed.checks import fields
from seedbed.checks.context import Context
from seedbed.checks.wording import counted, listed, nearest
from seedbed.kinds import KIND
from seedbed.problems import Finding, Place, Problem, Severity, rule
from seedbed.repository.load import Source

FIELDS: Mapping[str, Mapping[str, str]] = {
    "organization": {"sponsor": "person"},
    "waiver": {"approver": "person"},
    "unit": {"function": "function", "part_of": "unit", "lead": "person", "contacts.*.unit": "unit"},
    "person": {"unit": "unit", "certificates.*.course": "platform-item"},
    "platform-item": {"guide": "playbook", "owner": "unit"},
    "agent": {
        "function": "function",
        "owner.unit": "unit",
        "owner.supervisor": "person",
        "owner.champion": "person",
        "from_demo": "demo",
        "from_request": "request",
        "uses.*.item": "platform-item",
        "incident_contact": "person",
        "ended.successor": "agent",
    },
    "deployment": {"copied_from": "unit", "supervisor": "person", "champion": "person"},
    "incident": {"unit": "unit", "reported_by": "person"},
    "event": {"sponsor": "person"},
    "demo": {"unit": "unit", "built_with.*": "platform-item", "agent": "agent"},
    "request": {"unit": "unit", "answered_by": "agent", "supporters.*": "unit"},
    "program": {"units.*": "unit", "sessions.*.led_by": "person", "sessions.*.unit": "unit"},
    "story": {"agents.*": "agent", "unit": "unit", "quote.who": "person"},
}
"""For each kind of record the fields that name another one, and its kind; `*` stands for each entry of a list."""


MOST_STEPS = 6
"""Steps of a circle that a message shows."""

MOST_MEANT = 200
"""So many missing names of a kind get a "did you mean"; where more are missing, a list is, and not a spelling."""


class Reference(Struct, frozen=True):
    """A record that names another one, at `path` of its data; None: by the name of its file."""

    source: Source
    path: fields.Path | None
    target: str
    id: str

    @property
    def place(self) -> Place:
        """Where it does so. Asked of the few that lead nowhere: to know it the file is gone through once more."""
        return Place(path=self.source.path) if self.path is None else self.source.place(*self.path)

    @property
    def name(self) -> str:
        """What names it, in words."""
        return "the file's name" if self.path is None else fields.named(self.path)


def check(context: Context, /) -> Iterator[Problem]:
    """Every reference of every record that can be used."""
    found = list(_references(context))
    for judge in (unit, person, platform_item, agent, demo, request, playbook):
        yield from judge(context, found)
    yield from function(context, found)
    yield from broken(context, found)
    yield from copied_from(context)
    yield from circle(context)


@rule("reference-unit", family="references")
def unit(context: Context, found: list[Reference], /) -> Iterator[Finding]:
    """Every unit that a record names has a file in catalog/units/.

    The unit is what adoption is counted by; a misspelt one would count for nobody.
    """
    yield from _missing(context, found, "unit")


@rule("reference-person", family="references")
def person(context: Context, found: list[Reference], /) -> Iterator[Finding]:
    """Every person that a record names has a file in catalog/people/.

    Somebody has to answer for an agent; a name that nobody can look up is nobody.
    """
    yield from _missing(context, found, "person")


@rule("reference-platform-item", family="references")
def platform_item(context: Context, found: list[Reference], /) -> Iterator[Finding]:
    """Every model, tool, connector or course that a record names has a file in catalog/platform/.

    Only what the AI office offers there has a status and a limit for data.
    """
    yield from _missing(context, found, "platform-item")


@rule("reference-agent", family="references")
def agent(context: Context, found: list[Reference], /) -> Iterator[Finding]:
    """Every agent that a record names has a blueprint in catalog/agents/.

    After a rename the new id is due; the blueprint lists the old ones under `formerly`.
    """
    renamed = {old: one.id for one in context.catalogue.agents.values() for old in one.formerly}
    yield from _missing(context, found, "agent", renamed=renamed)


@rule("reference-demo", family="references")
def demo(context: Context, found: list[Reference], /) -> Iterator[Finding]:
    """Every demo that a record names, as event/demo, has a file in catalog/demos/."""
    yield from _missing(context, found, "demo")


@rule("reference-request", family="references")
def request(context: Context, found: list[Reference], /) -> Iterator[Finding]:
    """Every request that a record names has a file in catalog/requests/."""
    yield from _missing(context, found, "request")


@rule("reference-playbook", family="references")
def playbook(context: Context, found: list[Reference], /) -> Iterator[Finding]:
    """Every playbook that a record names has a file in playbooks/."""
    yield from _missing(context, found, "playbook")


@rule("reference-function", family="references")
def function(context: Context, found: list[Reference], /) -> Iterator[Finding]:
    """Every business function that a record names is in the list of organization.yml."""
    if context.catalogue.organization is None:
        return
    known = [one.id for one in context.catalogue.organization.functions]
    for one in found:
        if one.target == "function" and one.id not in known:
            meant = nearest(one.id, known)
            fix = f"Write {meant}." if meant else "Choose one, or add it to catalog/organization.yml."
            yield Finding(
                one.place, f"{one.name} names {one.id}, which is no function", f"{fix} Known: {listed(known)}."
            )


@rule("reference-broken", family="references", severity=Severity.WARNING)
def broken(context: Context, found: list[Reference], /) -> Iterator[Finding]:
    """A record that others name can be read.

    The others are right and wait: what they have to do with this one cannot be judged before its own problems are
    mended.
    """
    waiting: dict[str, list[Reference]] = defaultdict(list)
    for one in found:
        if one.target in KIND and context.is_broken(one.target, one.id):
            waiting[KIND[one.target].path(one.id)].append(one)
    for path, names in waiting.items():
        first = names[0].place
        others = f" and {counted(len(names) - 1, 'other place')}" if len(names) > 1 else ""
        message = f"named in {first.path}, line {first.line}{others}, and cannot be used"
        yield Finding(Place(path=path), message, "Mend the other problems of this file.")


@rule("copied-from", family="references")
def copied_from(context: Context, /) -> Iterator[Finding]:
    """A copy names as its model another unit that has the agent.

    The chain of copies is the lineage by which the spread of an agent is counted. The owner's unit has no model.
    """
    copies = context.catalogue.deployments
    for one in copies.values():
        model = one.copied_from
        if model is None or (model != one.unit and context.has("deployment", f"{one.agent}/{model}")):
            continue
        where = [other.unit for other in copies.values() if other.agent == one.agent and other.unit != one.unit]
        message = (
            "copied from itself" if model == one.unit else f"copied from {model}, which has no copy of {one.agent}"
        )
        fix = f"Name a unit that has it: {listed(where)}." if where else "Remove the line."
        yield Finding(context.place(one, "copied_from"), message, fix)


@rule("reference-circle", family="references")
def circle(context: Context, /) -> Iterator[Finding]:
    """No chain of records leads back to where it began.

    A unit is not part of itself, an agent is not its own successor, and a copy is not the model of its own model,
    however many steps lie between.
    """
    units = {one.id: one.part_of for one in context.catalogue.units.values()}
    agents = {one.id: one.ended.successor if one.ended else None for one in context.catalogue.agents.values()}
    copies = {
        one.id: f"{one.agent}/{one.copied_from}"
        for one in context.catalogue.deployments.values()
        if one.copied_from and one.copied_from != one.unit
    }
    for kind, path, chain in (
        ("unit", ("part_of",), units),
        ("agent", ("ended", "successor"), agents),
        ("deployment", ("copied_from",), copies),
    ):
        for ring in _rings(chain):
            for position, one in enumerate(ring):
                steps = [*ring[position:], *ring[:position], one]
                words = " → ".join(steps if len(steps) <= MOST_STEPS else [*steps[:MOST_STEPS], "…"])
                message = f"the chain of {fields.named(path)} runs in a circle: {words}"
                source = context.sources.files[KIND[kind].path(one)]
                yield Finding(source.place(*path), message, "Break the circle at one of these records.")


def _rings(chain: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Every circle in a map from each record to the next one; each record is visited once."""
    done: set[str] = set()
    for start in chain:
        walk: dict[str, int] = {}
        step: str | None = start
        while step is not None and step not in done and step not in walk:
            walk[step] = len(walk)
            step = chain.get(step)
        if step in walk:
            yield list(walk)[walk[step] :]
        done |= set(walk)


def _references(context: Context) -> Iterator[Reference]:
    for source in context.usable():
        for text, target in FIELDS.get(source.kind.name, {}).items():
            for path, value in fields.values_at(source.data, text):
                yield Reference(source, path, target, value)
        if source.kind.name == "deployment":
            yield Reference(source, None, "unit", source.id.split("/")[1])


def _missing(
    context: Context, found: list[Reference], target: str, *, renamed: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    known = context.ids(target)
    kind = KIND[target]
    meant: dict[str, str | None] = {}
    for one in found:
        if one.target != target or context.has(target, one.id):
            continue
        if one.id not in meant:
            meant[one.id] = nearest(one.id, known) if len(meant) < MOST_MEANT else None
        path = kind.template.format(*one.id.split("/"))
        fix = f"Write {meant[one.id]}." if meant[one.id] else f"Add {path}, or correct the name."
        if renamed and one.id in renamed:
            fix = f"Write {renamed[one.id]}, which is its id today."
        yield Finding(one.place, f"{one.name} names {one.id}, which is no {kind.title.lower()} here", fix)
