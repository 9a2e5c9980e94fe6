"""Run docs/story.md: its blocks of commands in an empty folder, one after the other, in one shell.

Every line of the `text` block that follows must be found in what the commands answered, in the same order; the first
one that is not ends the story. `story.py DIR` keeps the portal and its site in DIR.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

PAGE = Path(__file__).parents[1] / "docs" / "story.md"
BLOCK = re.compile(r"^```(bash|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "\x1e"
"""Parts the answers of the blocks."""


class Block(Struct, frozen=True, kw_only=True):
    """Commands, and the lines that their answer holds."""

    commands: str
    answer: tuple[str, ...] = ()


def read_blocks(page: str, /) -> list[Block]:
    """The blocks of a page, in order."""
    found: list[Block] = []
    for kind, text in BLOCK.findall(page):
        if kind == "bash":
            found.append(Block(commands=text))
        else:
            found[-1] = Block(commands=found[-1].commands, answer=tuple(text.splitlines()))
    return found


def tell(blocks: list[Block], folder: Path, /, *, builds: int | None = None) -> Iterator[tuple[Block, str]]:
    """Run the blocks in one shell in `folder`; gives each with its answer, as far as the commands went.

    Of the builds only the last `builds` are made where a number is given.
    """
    script = "".join(f"printf '{MARK}'\n{block.commands}" for block in _spared(blocks, builds))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    answers = done.stdout.decode(errors="replace").split(MARK)[1:]
    yield from zip(blocks, answers, strict=False)
    if done.returncode:
        message = f"the commands ended with {done.returncode}:\n{answers[-1] if answers else ''}"
        raise RuntimeError(message)


def missing(block: Block, answer: str, /) -> str | None:
    """The first line that the page promises and the answer does not hold; None when it holds all."""
    start = 0
    for line in block.answer:
        start = answer.find(line.strip(), start)
        if start < 0:
            return line
        start += len(line.strip())
    return None


def _spared(blocks: list[Block], builds: int | None) -> Iterator[Block]:
    number = sum(block.commands.count("\nbuild\n") for block in blocks)
    for block in blocks:
        commands = block.commands
        if builds is not None and number > builds and "\nbuild\n" in commands:
            commands = commands.replace("\nbuild\n", "\n")
            number -= 1
        yield Block(commands=commands)


def _environment(folder: Path) -> dict[str, str]:
    """Git without the user's settings, and the commands of this installation first."""
    settings = folder / ".gitconfig"
    settings.write_text("[user]\n\tname = Olga Ito\n\temail = olga@brook.example\n", "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_NOSYSTEM": "1",
        "XDG_CACHE_HOME": str(folder / ".cache"),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "LC_ALL": "C.UTF-8",
    }


def main() -> int:
    """Tell the story to whoever watches."""
    parser = argparse.ArgumentParser(description="Run docs/story.md, block by block.")
    parser.add_argument("folder", nargs="?", type=Path, help="an empty folder that keeps what was made")
    folder = parser.parse_args().folder or Path(tempfile.mkdtemp(prefix="seedbed-story-"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        parser.error(f"{folder} is not empty")
    for block, answer in tell(read_blocks(PAGE.read_text("utf-8")), folder.resolve()):
        sys.stdout.write("".join(f"$ {line}\n" for line in block.commands.splitlines()) + answer + "\n")
        lost = missing(block, answer)
        if lost:
            sys.stderr.write(f"The page promises a line that was not there: {lost}\n")
            return 1
    sys.stdout.write(f"The portal is in {folder}/portal, its site in {folder}/site/index.html\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
