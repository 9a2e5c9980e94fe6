"""CODEOWNERS: whom the forge asks for a review of a path, made from the catalogue.

On GitHub and GitLab the last line that matches a path decides, so the lines go from the whole to the parts, and the
folder of this file comes last: who may change it decides who may change everything. Forgejo reads regular expressions,
and asks everybody whose line matches. Several names on a line mean that any one of them is enough; that two must agree
is the gate's business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from seedbed.checks.identity import HANDLES
from seedbed.checks.wording import listed
from seedbed.records import Catalogue, Person

FOLDERS: Mapping[str, str] = {"github": ".github", "gitlab": ".gitlab", "forgejo": ".forgejo"}
"""Where a forge looks for the file. Bitbucket reads another form of it, which is not written here."""

MOST_BYTES = 3_000_000
"""GitHub does not read a larger file at all."""

OFFICE, SECURITY = "ai-office", "security"
CONTROL = ("organization.yml", "people/", "platform/", "policy.yml", "waivers/")
"""What in catalog/ is the AI office's, as everything outside catalog/ and playbooks/."""

HEAD = """\
# Made from the catalogue by `seedbed forge write`. Do not edit: change people and units, and run it again.
# One of the names on a line is enough for the forge; the gate asks for more where more is due.
"""


class Gap(Struct, frozen=True, kw_only=True):
    """Somebody whom the forge cannot ask: the path of a record, why, and the mend."""

    path: str
    message: str
    fix: str


class Owners(Struct, frozen=True, kw_only=True):
    """Whom a forge of a kind can ask: handles with their @, sorted, of the AI office, security, and each unit."""

    office: tuple[str, ...]
    security: tuple[str, ...]
    units: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, catalogue: Catalogue, /) -> Owners:
        """The owners that the people of the catalogue make."""
        known = [one for one in catalogue.people.values() if is_known(one, forge_kind(catalogue))]
        members: defaultdict[str, list[Person]] = defaultdict(list)
        for one in known:
            members[one.unit].append(one)
        return cls(
            office=_handles(one for one in known if OFFICE in one.roles),
            security=_handles(one for one in known if SECURITY in one.roles),
            units={unit: _handles(people) for unit, people in members.items()},
        )

    def of_unit(self, unit: str, /) -> tuple[str, ...]:
        """Those of a unit, or the AI office where it has nobody."""
        return self.units.get(unit) or self.office


def forge_kind(catalogue: Catalogue, /) -> str:
    """The software of the forge, GitHub where the organisation does not say."""
    forge = catalogue.organization.forge if catalogue.organization else None
    return forge.kind if forge else "github"


def codeowners_path(catalogue: Catalogue, /) -> str | None:
    """Where the file belongs, None on a forge that does not read it."""
    folder = FOLDERS.get(forge_kind(catalogue))
    return f"{folder}/CODEOWNERS" if folder else None


def is_known(person: Person, kind: str, /) -> bool:
    """Whether a person has a handle that a forge of this kind can know."""
    pattern = HANDLES.get(kind)
    return person.forge is not None and (pattern is None or pattern.fullmatch(person.forge) is not None)


def create_codeowners(catalogue: Catalogue, /) -> str:
    """The file. Where nobody of the AI office has a handle it is its head only: no line is better than a wrong one."""
    owners = Owners.of(catalogue)
    if not owners.office:
        return HEAD
    write = _regular_line if forge_kind(catalogue) == "forgejo" else _line
    text = HEAD + "".join(write(*one) for one in _lines(catalogue, owners, each_agent=True))
    if len(text.encode()) < MOST_BYTES:
        return text
    return HEAD + "".join(write(*one) for one in _lines(catalogue, owners, each_agent=False))


def find_gaps(catalogue: Catalogue, /) -> Iterator[Gap]:
    """Whom the forge cannot ask although the gate will want their word."""
    kind, owners = forge_kind(catalogue), Owners.of(catalogue)
    for one in catalogue.people.values():
        if one.forge is not None and not is_known(one, kind):
            message = f"{one.forge} cannot be an account on {kind}: the forge would skip every line that names it"
            yield Gap(path=one.path, message=message, fix="Correct `forge:`.")
    for role, found in ((OFFICE, owners.office), (SECURITY, owners.security)):
        if not found:
            yield Gap(
                path="catalog/people/",
                message=f"nobody with the role {role} has a handle on the forge",
                fix=f"Give the role {role} to somebody with `forge:`.",
            )
    agents: defaultdict[str, list[str]] = defaultdict(list)
    for agent in catalogue.agents.values():
        agents[agent.owner.unit].append(agent.id)
    for unit, ids in sorted(agents.items()):
        if not owners.units.get(unit):
            shown = listed([*ids[:3], *([f"{len(ids) - 3} more"] if len(ids) > 3 else [])], last="and")
            message = f"nobody of {unit} has a handle on the forge, so the AI office is asked about {shown}"
            yield Gap(path=f"catalog/units/{unit}.yml", message=message, fix="Add `forge:` to somebody of the unit.")


Line = tuple[str, tuple[str, ...]]
"""A pattern as GitHub reads it, and the handles that own what matches."""


def _lines(catalogue: Catalogue, owners: Owners, *, each_agent: bool) -> Iterator[Line]:
    yield "*", owners.office
    for unit in sorted(catalogue.units):
        yield f"/catalog/units/{unit}.yml", owners.of_unit(unit)
    if each_agent:
        yield from _agents(catalogue, owners)
    yield from ((f"/catalog/{name}", owners.office) for name in CONTROL)
    yield f"/{FOLDERS.get(forge_kind(catalogue), '.github')}/", owners.office


def _agents(catalogue: Catalogue, owners: Owners) -> Iterator[Line]:
    """The folder of an agent is its owner's; a copy and its counts are those of the unit that runs it."""
    for agent in sorted(catalogue.agents.values(), key=lambda one: one.id):
        yield f"/catalog/agents/{agent.id}/", owners.of_unit(agent.owner.unit)
    for unit in sorted(unit for unit in catalogue.units if owners.units.get(unit)):
        yield f"/catalog/agents/*/deployments/{unit}.yml", owners.of_unit(unit)
        yield f"/catalog/agents/*/measurements/{unit}.csv", owners.of_unit(unit)


def _line(pattern: str, handles: tuple[str, ...]) -> str:
    return f"{pattern} {' '.join(handles)}\n"


def _regular_line(pattern: str, handles: tuple[str, ...]) -> str:
    """The same as a regular expression of the whole path, in which the file doubles every backslash."""
    if pattern == "*":
        return _line(".*", handles)
    whole = pattern.removeprefix("/").replace(".", r"\\.").replace("*", "[^/]*")
    return _line(f"{whole}.*" if pattern.endswith("/") else whole, handles)


def _handles(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(sorted((f"@{one.forge}" for one in people), key=str.casefold))
