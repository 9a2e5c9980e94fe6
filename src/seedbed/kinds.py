"""The kinds of records and where each lives: the one table that maps paths to kinds and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
DATED = rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-{SLUG}"


MOST_REMEMBERED = 10_000
"""Paths and ids whose other half is kept: each is asked for several times in a row."""


class Form(StrEnum):
    """How a record is written."""

    YAML = "yaml"
    FRONT_MATTER = "front matter and Markdown"
    MARKDOWN = "Markdown"
    CSV = "CSV"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """One kind of record. `template` is its path under the portal's root, with `{0}`, `{1}` for the parts of its id."""

    name: str
    title: str
    template: str
    form: Form
    parts: tuple[str, ...] = (SLUG,)
    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compile the path pattern from the template."""
        groups = [f"({part})" for part in self.parts]
        literal = re.escape(self.template).replace(r"\{", "{").replace(r"\}", "}")
        object.__setattr__(self, "pattern", re.compile(literal.format(*groups)))

    def __reduce__(self) -> tuple[Callable[[str], Kind], tuple[str]]:
        """There is one of each: a source that another process has read names its kind."""
        return _named, (self.name,)

    @property
    def schema(self) -> str | None:
        """Name of the JSON Schema, or None for prose without fields."""
        return None if self.form is Form.MARKDOWN else self.name

    @lru_cache(maxsize=MOST_REMEMBERED)  # noqa: B019 - kinds are as old as the process
    def path(self, record_id: str) -> str:
        """The path of the record with this id (`a` or `a/b`). Raises ValueError when the id does not fit the kind."""
        parts = record_id.split("/") if self.parts else []
        path = self.template.format(*parts) if len(parts) == len(self.parts) else ""
        if not self.pattern.fullmatch(path) or any(len(part) > MOST_CHARACTERS for part in parts):
            shape = "/".join(self.shape) or "nothing"
            rule = f"expected {shape}, lower-case letters, digits and hyphens"
            message = f"{record_id!r} is no id of a {self.title.lower()}: {rule}"
            raise ValueError(message)
        return path

    @property
    def shape(self) -> tuple[str, ...]:
        """The parts of an id in words, for messages."""
        words = {"agent": "AGENT", "unit": "UNIT", "event": "EVENT"}
        named = {
            "recipe": ("agent",),
            "deployment": ("agent", "unit"),
            "measurement": ("agent", "unit"),
            "incident": ("agent", "YYYY-MM-DD-slug"),
            "demo": ("event", "demo"),
            "story": ("YYYY-MM-DD-slug",),
        }.get(self.name, (self.name,) if self.parts else ())
        return tuple(words.get(word, word) for word in named)


MOST_CHARACTERS = 64
"""Longest part of an identifier (DESIGN §3)."""

KINDS: tuple[Kind, ...] = (
    Kind(name="organization", title="Organisation", template="catalog/organization.yml", form=Form.YAML, parts=()),
    Kind(name="policy", title="Policy", template="catalog/policy.yml", form=Form.YAML, parts=()),
    Kind(name="waiver", title="Waiver", template="catalog/waivers/{0}.yml", form=Form.YAML),
    Kind(name="unit", title="Unit", template="catalog/units/{0}.yml", form=Form.YAML),
    Kind(name="person", title="Person", template="catalog/people/{0}.yml", form=Form.YAML),
    Kind(name="platform-item", title="Platform item", template="catalog/platform/{0}.yml", form=Form.YAML),
    Kind(name="agent", title="Agent", template="catalog/agents/{0}/blueprint.yml", form=Form.YAML),
    Kind(name="recipe", title="Recipe", template="catalog/agents/{0}/recipe.md", form=Form.MARKDOWN),
    Kind(
        name="deployment",
        title="Deployment",
        template="catalog/agents/{0}/deployments/{1}.yml",
        form=Form.YAML,
        parts=(SLUG, SLUG),
    ),
    Kind(
        name="measurement",
        title="Measurement",
        template="catalog/agents/{0}/measurements/{1}.csv",
        form=Form.CSV,
        parts=(SLUG, SLUG),
    ),
    Kind(
        name="incident",
        title="Incident",
        template="catalog/agents/{0}/incidents/{1}.yml",
        form=Form.YAML,
        parts=(SLUG, DATED),
    ),
    Kind(name="event", title="Event", template="catalog/demos/{0}/event.yml", form=Form.YAML),
    Kind(name="demo", title="Demo", template="catalog/demos/{0}/{1}.md", form=Form.FRONT_MATTER, parts=(SLUG, SLUG)),
    Kind(name="request", title="Request", template="catalog/requests/{0}.md", form=Form.FRONT_MATTER),
    Kind(name="program", title="Program", template="catalog/programs/{0}.yml", form=Form.YAML),
    Kind(name="story", title="Story", template="catalog/stories/{0}.md", form=Form.FRONT_MATTER, parts=(DATED,)),
    Kind(name="playbook", title="Playbook", template="playbooks/{0}.md", form=Form.FRONT_MATTER),
)

KIND: dict[str, Kind] = {kind.name: kind for kind in KINDS}


def _named(name: str) -> Kind:
    return KIND[name]


ROOTS = ("catalog", "playbooks")
"""The folders that hold records; everything else in the repository is machinery."""

LOOSE = frozenset({"catalog/README.md", "playbooks/README.md"})
"""Files beside the records that are nobody's record."""


def _folder(path: str) -> str:
    """The two uppermost folders of a path, which tell most kinds apart."""
    return "/".join(path.split("/")[:-1][:2])


_BY_FOLDER = {
    folder: tuple(kind for kind in KINDS if _folder(kind.template) == folder)
    for folder in {_folder(kind.template) for kind in KINDS}
}


@lru_cache(maxsize=MOST_REMEMBERED)
def kind_of(path: str, /) -> tuple[Kind, str] | None:
    """The kind and the id of the record at `path` (POSIX, from the portal's root), or None where no record lives."""
    for kind in _BY_FOLDER.get(_folder(path), ()):
        match = kind.pattern.fullmatch(path)
        if match and all(len(part) <= MOST_CHARACTERS for part in match.groups()):
            return kind, "/".join(match.groups()) or kind.name
    return None
