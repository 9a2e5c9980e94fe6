"""The files of the theme, listed without its icons.

There are 14,000 of them, and looking at each to leave it out took a tenth of a second. MkDocs copies no file of a theme
that lies in a folder whose name begins with a dot. Templates may still take the icons in from there.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from mkdocs.theme import Theme


def list_quickly(theme: Theme) -> None:
    """Let the environments of a theme list what is not hidden alone."""
    get_env = theme.get_env

    def made() -> jinja2.Environment:
        """The environment of the theme, with a loader that passes hidden folders by."""
        env = get_env()
        if type(env.loader) is jinja2.FileSystemLoader:  # another one may take templates from anywhere
            env.loader = Visible(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
        return env

    # There is no event between making and listing.
    theme.get_env = made  # type: ignore[method-assign]


class Visible(jinja2.FileSystemLoader):
    """Finds every template, lists those outside of hidden folders."""

    def list_templates(self) -> list[str]:
        """The names of the templates, as the loader of Jinja gives them."""
        found: set[str] = set()
        for top in self.searchpath:
            for place, folders, files in os.walk(top, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = os.path.relpath(place, top).replace(os.sep, "/")
                found.update(files if below == "." else (f"{below}/{name}" for name in files))
        return sorted(found)
