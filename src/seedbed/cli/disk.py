"""Writing into a portal: only new files, only inside it, all of them or none."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from seedbed.cli.shell import CannotRunError

PLAIN = 0o644
"""The mode of a written file; a temporary one can be read by its owner alone."""


def write_new(root: Path, files: Mapping[str, str | bytes], /) -> None:
    """Write files by their path from `root`. Raises CannotRunError before the first when one of them is there."""
    for path in files:
        guard(root, path)
        if (root / path).exists():
            raise CannotRunError(f"{path} is there already and stays as it is. Edit it, or choose another id.")
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(content.encode() if isinstance(content, str) else content)


def guard(root: Path, path: str, /) -> None:
    """Raise CannotRunError when a link stands on the way to `path`: what lies behind it may be outside the portal."""
    place = root
    for part in path.split("/"):
        place /= part
        if place.is_symlink():
            raise CannotRunError(f"{place.relative_to(root)} is a link. Replace it by a folder or file of the portal.")


def append_row(root: Path, path: str, table: str, before: str, /) -> None:
    """Put the last line of `table` at the end of the file that held `before`: rows are only ever added.

    Raises CannotRunError when the row belongs further up, or when its month has a row already.
    """
    *_, last, new = table.splitlines()
    period, previous = new.split(",", 1)[0], last.split(",", 1)[0]
    if any(line.startswith(f"{period},") for line in before.splitlines()):
        raise CannotRunError(
            f"{path} has a row for {period}. Name another month with --period, or correct by hand: a further row."
        )
    if period < previous and previous[:1].isdigit():
        raise CannotRunError(f"{path} goes on to {previous}; periods never fall. Name a later month with --period.")
    with (root / path).open("ab") as file:
        file.write(f"{'' if before.endswith(chr(10)) else chr(10)}{new}\n".encode())


def write_over(root: Path, files: Mapping[str, str], /) -> None:
    """Write files by their path from `root`, each one whole or not at all; what was there before is replaced."""
    for path in files:
        guard(root, path)
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("wb", dir=target.parent, prefix=".seedbed-", delete=False) as file:
            file.write(text.encode())
        Path(file.name).chmod(PLAIN)
        Path(file.name).replace(target)


def read_bytes(path: Path, /) -> bytes:
    """The bytes of a file that the user named. Raises CannotRunError when there is no such file."""
    if not path.is_file():
        raise CannotRunError(f"{path} is no file. Check the path.")
    return path.read_bytes()
