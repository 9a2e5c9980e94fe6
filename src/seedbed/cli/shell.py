"""What every command shares: the common options, the way to the portal, the clock, and how to speak."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct

from seedbed.reports import Format
from seedbed.reports.findings import safe_text

if TYPE_CHECKING:
    from seedbed.reports.text import Line

RootOption = Annotated[
    Path | None,
    typer.Option("--root", metavar="DIR", help="The portal repository; by default the one around the current folder."),
]
FormatOption = Annotated[Format | None, typer.Option("--format", help="The form of the answer; text by default.")]
AlsoOption = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="FORMAT=FILE", help="Write the same answer in a further form into a file."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what was asked for.")]


class CannotRunError(Exception):
    """The command cannot do what was asked; the message says why and how to mend it, on one line."""


class Common(Struct, frozen=True, kw_only=True):
    """The options that every command takes, before or after its name."""

    root: Path | None = None
    format: Format | None = None
    quiet: bool = False

    def form(self, *allowed: Format) -> Format:
        """The format asked for, text by default. Raises CannotRunError for one that the command does not have."""
        asked = self.format or Format.TEXT
        if asked not in allowed:
            raise CannotRunError(f"this command has no --format {asked.value}; it has {', '.join(allowed)}.")
        return asked

    def portal(self) -> Path:
        """The folder of the portal. Raises CannotRunError when there is none."""
        if self.root is not None and not self.root.is_dir():
            raise CannotRunError(f"{self.root} is no folder. Name the portal repository with --root DIR.")
        start = Path(os.path.abspath(self.root or "."))  # noqa: PTH100 - links stay as the user named them
        if (start / "catalog").is_dir():
            return start
        around = () if self.root else start.parents
        found = next((folder for folder in around if (folder / "catalog" / "organization.yml").is_file()), None)
        if found is None:
            raise CannotRunError(
                f"no portal in {start}: it has no folder catalog. Name the portal with --root DIR, "
                "or make one: seedbed init DIR"
            )
        return found


def settle(context: typer.Context, /, *, root: Path | None, format: Format | None, quiet: bool) -> Common:
    """The common options of a command, joined with those that were given before its name."""
    before = context.obj if isinstance(context.obj, Common) else Common()
    return Common(root=root or before.root, format=format or before.format, quiet=quiet or before.quiet)


def further_forms(words: list[str], forms: Sequence[Format], /) -> list[tuple[Format, Path]]:
    """What --also asks for, of the forms that a command has. Raises CannotRunError for what is not FORMAT=FILE."""
    found = []
    for one in words:
        name, _, path = one.partition("=")
        if name not in forms or not path:
            raise CannotRunError(f"--also {one}: write FORMAT=FILE, with one of {', '.join(forms)} as the format.")
        found.append((Format(name), Path(path)))
    return found


def today() -> date:
    """The day of the clock of this machine: the only place of the engine that reads it."""
    return datetime.now().astimezone().date()


def parse_day(text: str | None, /) -> date:
    """The day that an option names, today where it names none. Raises CannotRunError for anything but YYYY-MM-DD."""
    if text is None:
        return today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise CannotRunError(f"{text!r} is no day. Write it as YYYY-MM-DD.")
    return day


def prepare_streams() -> None:
    """Let no character end a command: what the terminal cannot show stands as an escape; files are UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def print_answer(text: str, /) -> None:
    """Write what was asked for to standard output. A reader that has seen enough is no failure."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes standard output once more at its end and would complain there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_text(text: str, /) -> None:
    """Write lines that may hold text of others to standard output: control characters stand as escapes."""
    print_answer("".join(f"{safe_text(line)}\n" for line in text.splitlines()))


def print_lines(lines: Iterable[Line], /) -> None:
    """Write styled lines to standard output: in colour on a terminal (unless NO_COLOR is set), else plain."""
    if not sys.stdout.isatty():
        print_answer("".join("".join(text for text, _ in line) + "\n" for line in lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*line))


def note(words: str, /, *, common: Common) -> None:
    """Tell something beside the answer, on standard error, unless the user wants quiet."""
    if not common.quiet:
        complain(words)


def complain(words: str, /) -> None:
    """Write one line to standard error."""
    sys.stderr.write(f"{safe_text(words)}\n")


def ask(prompt: str, /) -> str:
    """One line from the user, without blanks around it. Raises typer.Abort when there is nobody to answer."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return input(prompt).strip()
    # Python would write the prompt to standard output, which holds the answer of the command and nothing else.
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise typer.Abort
    return line.strip()


@contextmanager
def working(words: str, /, *, common: Common) -> Iterator[Callable[[str], None]]:
    """Show on a terminal that something takes its time; gives a function that is told how far it is."""
    if common.quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(words)) as status:
        yield lambda further: status.update(Text(safe_text(further)))


def print_json(data: Mapping[str, Any] | list[Any], /) -> None:
    """Write plain data to standard output as JSON in ASCII."""
    import json

    print_answer(json.dumps(data, indent=2) + "\n")
