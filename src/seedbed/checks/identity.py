"""Identity: one id, one record; what lies in a folder belongs to the record of that folder."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from seedbed.checks import fields
from seedbed.checks.context import Context
from seedbed.problems import Finding, Place, Problem, rule

DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)})
"""Names that Windows keeps for devices: a file of that name cannot be checked out there."""

INDEX = "index"

HANDLES: Mapping[str, re.Pattern[str]] = {
    "github": re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}(?:_[A-Za-z0-9]+)?"),
    "gitlab": re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}"),
    "forgejo": re.compile(r"[A-Za-z0-9](?:[._-]?[A-Za-z0-9]){0,39}"),
}
"""Names that an account of a forge can have. On GitHub those that a company manages end in _ and its short code."""


def check(context: Context, /) -> Iterator[Problem]:
    """Ids, former ids, and folders without the record that they are named for."""
    yield from reserved(context)
    yield from formerly(context)
    yield from agent_folder(context)
    yield from event_folder(context)
    yield from shared_handle(context)
    yield from forge_handle(context)


@rule("id-reserved", family="identity")
def reserved(context: Context, /) -> Iterator[Finding]:
    """No record is called `index`, or by a name that Windows keeps for a device.

    The page of a record `index` would take the place of the list of its kind. Files called con, prn, aux, nul, com1 to
    com9 or lpt1 to lpt9 cannot be checked out on Windows, so the whole repository could not.
    """
    for source in context.sources.files.values():
        for part in source.id.split("/"):
            if part == INDEX or part in DEVICES:
                why = "the page of the list of records" if part == INDEX else "a device of Windows"
                yield Finding(Place(path=source.path), f"the id {part} is reserved for {why}", "Choose another id.")


@rule("formerly", family="identity")
def formerly(context: Context, /) -> Iterator[Finding]:
    """An id is never used again: a former id belongs to exactly one agent, and no agent has it now.

    Links, copies and history follow the former id to where the agent is today.
    """
    agents = context.catalogue.agents.values()
    claims = Counter(old for one in agents for old in one.formerly)
    for one in agents:
        for position, old in enumerate(one.formerly):
            place = context.place(one, "formerly", position)
            if context.has("agent", old):
                whose = "its id today" if old == one.id else "an agent of its own"
                yield Finding(
                    place, f"the former id {old} is {whose}", "Remove it, or rename the agent that has it now."
                )
            elif claims[old] > 1:
                others = sorted(other.id for other in agents if old in other.formerly and other is not one)
                message = f"the former id {old} is claimed by {', '.join(others)} too"
                yield Finding(place, message, "Leave it with the agent that had it.")


@rule("agent-folder", family="identity")
def agent_folder(context: Context, /) -> Iterator[Finding]:
    """The folder of an agent holds its blueprint.

    A recipe, copies, measurements and incidents without a blueprint.yml beside them belong to no agent.
    """
    yield from _without_head(context, ("recipe", "deployment", "measurement", "incident"), "agent")


@rule("event-folder", family="identity")
def event_folder(context: Context, /) -> Iterator[Finding]:
    """The folder of an event holds its event.yml: a demo is shown somewhere, on a day."""
    yield from _without_head(context, ("demo",), "event")


@rule("person-shared", family="identity")
def shared_handle(context: Context, /) -> Iterator[Finding]:
    """A forge handle and an e-mail address belong to one person.

    Who approved a change is told by them; two people with one handle could approve each other's work as one.
    """
    owners: dict[str, list[str]] = defaultdict(list)
    for one in context.catalogue.people.values():
        for word in {one.forge or "", *one.emails} - {""}:
            owners[word.casefold()].append(one.id)
    for one in context.catalogue.people.values():
        accounts: list[tuple[fields.Path, str]] = [(("emails", i), mail) for i, mail in enumerate(one.emails)]
        for path, word in [*accounts, (("forge",), one.forge or "")]:
            others = [other for other in owners[word.casefold()] if other != one.id]
            if others:
                message = f"{word} belongs to {', '.join(others)} too"
                yield Finding(context.place(one, *path), message, "Leave it with the person whose account it is.")


@rule("forge-handle", family="identity")
def forge_handle(context: Context, /) -> Iterator[Finding]:
    """A forge handle is a name that an account of the organisation's forge can have.

    Code owners and approvals go by it. A forge passes over a name that it cannot know without a word, and then nobody
    is asked.
    """
    organization = context.catalogue.organization
    kind = organization.forge.kind if organization and organization.forge else ""
    for one in context.catalogue.people.values():
        if kind in HANDLES and one.forge and not HANDLES[kind].fullmatch(one.forge):
            message = f"{one.forge} cannot be an account on {kind}"
            yield Finding(context.place(one, "forge"), message, "Write the name as it stands in their profile.")


def _without_head(context: Context, kinds: tuple[str, ...], head: str) -> Iterator[Finding]:
    reported: set[str] = set()
    for source in context.sources.of(*kinds):
        folder = source.id.split("/")[0]
        if folder in reported or context.has(head, folder):
            continue
        reported.add(folder)
        file = "blueprint.yml" if head == "agent" else "event.yml"
        root = "/".join(source.path.split("/")[:3])
        yield Finding(
            Place(path=source.path), f"{root} holds no {file}", f"Add {root}/{file}: seedbed new {head} {folder}"
        )
