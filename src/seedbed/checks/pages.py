"""Which pages a portal has, for links in prose: the files of records that have a page, and the pages themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from seedbed.checks.context import Context
from seedbed.kinds import KIND, kind_of

PAGES: Mapping[str, str] = {
    "agent": "agents/{0}.md",
    "unit": "units/{0}.md",
    "person": "people/{0}.md",
    "platform-item": "platform/{0}.md",
    "event": "demos/{0}/index.md",
    "demo": "demos/{0}.md",
    "request": "requests/{0}.md",
    "story": "stories/{0}.md",
    "playbook": "playbooks/{0}.md",
}
"""The page of each kind of record that has one, from the site's root, with `.md` for `.html`."""

LISTS = frozenset(
    f"{name}/index.md"
    for name in (
        "agents",
        "units",
        "functions",
        "demos",
        "requests",
        "playbooks",
        "platform",
        "people",
        "stories",
        "programs",
        "diffusion",
        "value",
        "fleet",
        "governance",
        "news",
    )
) | {"index.md", "governance/rules.md"}
"""Pages that every portal has."""


@dataclass(frozen=True, slots=True, eq=False)
class Pages(AbstractSet[str]):
    """Every path to which a link may lead; a broken record counts, since its own problems are told already.

    Gone through are those of the records that are being checked; whether a path is one is answered for every record
    that is there.
    """

    context: Context
    listed: frozenset[str]

    def __contains__(self, path: object) -> bool:
        return path in self.listed or (isinstance(path, str) and any(self._is_there(one) for one in _records_at(path)))

    def __iter__(self) -> Iterator[str]:
        return iter(self.listed)

    def __len__(self) -> int:
        return len(self.listed)

    def _is_there(self, path: str) -> bool:
        if path not in self.context.sources.files and path not in self.context.broken:
            return False
        found = kind_of(path)
        agent = self.context.catalogue.agents.get(found[1]) if found and found[0].name == "agent" else None
        return agent is None or agent.visibility != "none"


def pages_of(context: Context, /) -> Pages:
    """Every path to which a link may lead."""
    return Pages(context, LISTS | frozenset(_of_records(context)) | frozenset(_of_functions(context)))


def _records_at(path: str) -> Iterator[str]:
    """The paths of the records to whose file or page a path could lead."""
    found = kind_of(path)
    if found and found[0].name in PAGES:
        yield path
    for kind, template in PAGES.items():
        start, _, end = template.partition("{0}")
        if path.startswith(start) and path.endswith(end):
            try:
                yield KIND[kind].path(path[len(start) : len(path) - len(end)])
            except ValueError:
                continue


def _of_records(context: Context) -> Iterator[str]:
    for path in {*context.sources.files, *context.broken} - _unpublished(context):
        found = kind_of(path)
        if found and found[0].name in PAGES:
            yield path
            yield PAGES[found[0].name].format(found[1])


def _of_functions(context: Context) -> Iterator[str]:
    organization = context.catalogue.organization
    yield from (f"functions/{one.id}.md" for one in (organization.functions if organization else ()))


def _unpublished(context: Context) -> set[str]:
    return {agent.path for agent in context.catalogue.agents.values() if agent.visibility == "none"}
