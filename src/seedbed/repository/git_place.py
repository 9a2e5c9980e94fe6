"""A repository that stands in plain sight: the folder `.git` beside the files, or a bare one.

GitPython knows every other layout (linked work trees, submodules, links, settings that move the work tree) and takes
an eighth of a second to be loaded. Whatever is not as `git init` and `git clone` make it is left to it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

HEAD = re.compile(rb"ref: refs/heads/|[0-9a-f]{40}")

MOVING = re.compile(rb"worktree|include|extensions|\\\n", re.IGNORECASE)
"""Settings that may move the work tree or come from another file, and a line that goes on in the next."""

BARE = re.compile(rb"^\s*bare\s*=\s*(true|false)\s*$", re.MULTILINE)


def find_plain(directory: Path, /) -> tuple[Path, Path | None] | None:
    """The Git folder and the work tree (None when bare) around a folder; None where GitPython has to look."""
    start = directory.absolute()
    for folder in (start, *start.parents) if start.is_dir() and ".." not in start.parts else ():
        beside = folder / ".git"
        if _is_bare(beside) is False:
            return beside, folder
        if beside.exists() or beside.is_symlink():
            return None
        if (folder / "HEAD").exists():
            return (folder, None) if _is_bare(folder) is True else None
    return None


def is_nowhere(directory: Path, /) -> bool:
    """Whether a folder certainly lies in no repository: neither in it nor above it is what every layout has."""
    is_clear = directory.is_dir() and directory.is_absolute() and ".." not in directory.parts
    signs = (folder / name for folder in (directory, *directory.parents) for name in (".git", "HEAD"))
    return is_clear and not any(map(os.path.lexists, signs))


def _is_bare(place: Path) -> bool | None:
    """What the settings of a Git folder say; None where it is none, or not a plain one."""
    try:
        settings, head = ((place / name).read_bytes() for name in ("config", "HEAD"))
    except OSError:
        return None
    is_there = all((place / name).is_dir() for name in ("objects", "refs")) and not place.is_symlink()
    said = BARE.findall(settings)
    if not is_there or (place / "commondir").exists() or not HEAD.match(head) or MOVING.search(settings):
        return None
    return said == [b"true"] if len(said) == 1 else None
