"""Hatchling build hook: a wheel carries the portal's own files, an editable install reads them from the repository.

`seedbed init` needs the theme, hooks, schemas, playbooks and configuration that live at the top of this repository.
A static `force-include` would also copy them on an editable install, where the copy goes stale at the next edit.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PORTAL_FILES = ("schemas", "theme", "hooks", "overrides", "playbooks", "catalog", "requirements", "mkdocs.yml")


class PortalFilesHook(BuildHookInterface):  # type: ignore[type-arg]  # the configuration class is private to hatchling
    """Puts PORTAL_FILES under `seedbed/_portal/` of a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises FileNotFoundError when a portal file is missing, since a wheel without it cannot make a portal."""
        if version == "editable":
            return
        for name in PORTAL_FILES:
            source = Path(self.root, name)
            if not source.exists():
                raise FileNotFoundError(f"{source} is missing: a wheel without it could not make a portal")
            build_data["force_include"][str(source)] = f"seedbed/_portal/{name}"
