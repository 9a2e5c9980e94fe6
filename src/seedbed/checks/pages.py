"""Which pages a portal has, for links in prose: the files of records that have a page, and the pages themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seedbed.checks.context import Context
from seedbed.kinds import kind_of

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


def pages_of(context: Context, /) -> frozenset[str]:
    """Every path to which a link may lead; a broken record counts, since its own problems are told already."""
    return LISTS | frozenset(_of_records(context)) | frozenset(_of_functions(context))


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
