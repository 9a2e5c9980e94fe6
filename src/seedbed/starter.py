"""A fresh portal: what `seedbed init` and `seedbed example` put around the records.

The site configuration, schemas and playbooks are copied from this installation; the rest, a hook that runs those of the
installed engine among it, is a folder of templates. Files are given as bytes by their path; nothing is written here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from seedbed import __version__
from seedbed.imports.slugs import own_slug
from seedbed.kinds import KINDS, Form
from seedbed.quoting import scalar
from seedbed.resources import shared_path

TEMPLATES = Path(__file__).parent / "portal_template"
BORROWED = ("mkdocs.yml", "overrides", "playbooks", "requirements", "schemas")
"""What a portal shares with the repository of the engine."""

LEFT_OUT = re.compile(r"(?:^|/)(?:__pycache__|output)/|\.pyc$|/dev\.lock$")
SITE_DIR = re.compile(rb"^site_dir: .*$", re.MULTILINE)
POLICY_VERSION = re.compile(rb"^version: [0-9]+$", re.MULTILINE)
EMAIL = re.compile(r"[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9.-]{1,180}")
NAME_CHARACTERS = 100
NAMED = re.compile(r"@([a-z_]+)@")


class Start(Struct, frozen=True, kw_only=True):
    """What a new portal says about itself: whose it is, who runs it, and which engine it needs."""

    today: date
    name: str = "Your organisation"
    currency: str = "EUR"
    person_name: str = "First Steward"
    email: str | None = None
    engine: str = f"seedbed=={__version__}"

    def run_by(self, name: str, email: str, /) -> Start:
        """The same, with the person who runs it, as far as a record can hold their name and address."""
        known = name.strip() and name.isprintable() and len(name) <= NAME_CHARACTERS
        return replace(
            self,
            person_name=name.strip() if known else self.person_name,
            email=email if EMAIL.fullmatch(email) and not email.endswith("@localhost") else None,
        )

    def with_engine(self, requirement: str | None, /) -> Start:
        """The same, with another place from which the engine is installed."""
        return replace(self, engine=requirement.strip()) if requirement else self

    @property
    def words(self) -> Mapping[str, str]:
        """What stands for `@word@` in the templates; values of records are quoted as YAML needs it."""
        return {
            "title": self.name,
            "name": scalar(self.name),
            "currency": self.currency,
            "today": self.today.isoformat(),
            "person": own_slug(self.person_name),
            "person_name": scalar(self.person_name),
            "emails": f"emails: [{scalar(self.email)}]" if self.email else "# emails: [the address they commit with]",
            "engine": self.engine,
        }


def create_portal_files(start: Start, /) -> dict[str, bytes]:
    """Everything of a portal but its records in catalog/."""
    borrowed = {path: content for name in BORROWED for path, content in _shared(name)}
    borrowed["mkdocs.yml"] = SITE_DIR.sub(b"site_dir: build/site", borrowed["mkdocs.yml"])
    own = {path: content for path, content in _templates(start) if not path.startswith("catalog/")}
    return borrowed | own | {path: text.encode() for path, text in create_editor_files().items()}


def create_first_records(start: Start, /) -> dict[str, bytes]:
    """A small catalogue to begin with: one record of each kind that a portal cannot do without, and one idea."""
    policy = POLICY_VERSION.sub(b"version: 1", shared_path("catalog/policy.yml").read_bytes())
    own = {path: content for path, content in _templates(start) if path.startswith("catalog/")}
    return own | {"catalog/policy.yml": policy}


def read_starter_catalogue() -> dict[str, bytes]:
    """The catalogue of the invented organisation that comes with the engine."""
    return dict(_shared("catalog"))


def create_editor_files() -> dict[str, str]:
    """Settings by which an editor checks and completes every YAML record against its schema."""
    schemas = {
        f"./schemas/{kind.name}.json": re.sub(r"\{\d\}", "*", kind.template) for kind in KINDS if kind.form is Form.YAML
    }
    settings = {"files.eol": "\n", "files.insertFinalNewline": True, "yaml.schemas": schemas}
    extensions = {"recommendations": ["redhat.vscode-yaml"]}
    return {
        ".vscode/settings.json": json.dumps(settings, indent=2) + "\n",
        ".vscode/extensions.json": json.dumps(extensions, indent=2) + "\n",
    }


def _shared(name: str) -> Iterator[tuple[str, bytes]]:
    """A shared file or the files of a shared folder, by the path from the portal's root."""
    top = shared_path(name)
    for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
        shown = path.relative_to(top.parent).as_posix()
        if path.is_file() and not LEFT_OUT.search(shown):
            yield shown, path.read_bytes()


def _templates(start: Start) -> Iterator[tuple[str, bytes]]:
    """The templates with their words filled in. A part `dot-x` of a path stands for `.x`, which Git would act upon."""
    words = start.words
    for path in sorted(TEMPLATES.rglob("*")):
        if path.is_file():
            shown = "/".join(re.sub(r"^dot-", ".", part) for part in path.relative_to(TEMPLATES).parts)
            text = path.read_text("utf-8")
            yield _filled(shown, words), _filled(text, words).encode()


def _filled(text: str, words: Mapping[str, str]) -> str:
    return NAMED.sub(lambda match: words[match[1]], text)
