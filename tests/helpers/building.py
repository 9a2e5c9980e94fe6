"""Portals built by a site builder, as a person builds them: in a process of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.helpers.portals import BASE
from tests.helpers.warm import run_cold, run_warm

ROOT = Path(__file__).parents[2]
SETTINGS = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "1795132800"}
"""The day of every build is 20 November 2026."""


@dataclass(frozen=True)
class Built:
    """What a build left: its exit code, everything it said, and the folder of the site."""

    code: int
    said: str
    site: Path

    def page(self, uri: str) -> str:
        return (self.site / uri).read_text("utf-8")

    @property
    def pages(self) -> dict[str, str]:
        found = sorted(self.site.rglob("*.html"))
        return {path.relative_to(self.site).as_posix(): path.read_text("utf-8") for path in found}


def make_portal(folder: Path, /, *, files: Mapping[str, str] | None = None, **settings: object) -> Path:
    """A portal repository with the records of tests/cases/_base, other `files` over them, other settings of mkdocs.yml.

    An empty text removes a file, None a setting.
    """
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("catalog", "playbooks"):
        shutil.copytree(BASE / name, folder / name)
    write(folder, {"docs/about.md": "# About\n", **(files or {})})
    own = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8")) | settings
    (folder / "mkdocs.yml").write_text(
        yaml.safe_dump({key: one for key, one in own.items() if one is not None}), "utf-8"
    )
    return folder


def write(folder: Path, files: Mapping[str, str], /) -> None:
    """Write files below a folder; an empty text removes one."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8") if text else path.unlink()


def build(
    portal: Path, site: Path, /, *options: str, builder: str = "mkdocs", settings: Mapping[str, str] | None = None
) -> Built:
    """Build a portal with `mkdocs` or `properdocs`, strictly; `settings` are further variables of the environment.

    Only this repository heeds what the environment says of its history: the checkout may be shallow.
    """
    kept = {name: word for name, word in os.environ.items() if portal == ROOT or name != "SEEDBED_HISTORY"}
    environment = kept | SETTINGS | (settings or {})
    command = ["build", "--strict", "--site-dir", str(site), *options]
    # ProperDocs takes the place of MkDocs among the modules: it cannot start where that was imported.
    run = (run_cold if builder == "properdocs" else run_warm)(builder, command, cwd=portal, env=environment)
    return Built(code=run.returncode, said=run.stdout + run.stderr, site=site)
