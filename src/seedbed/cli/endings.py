"""How a command ends. The exit codes are a contract: 0 clean, 1 findings, 2 cannot run, 3 a bug, 130 interrupted."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence

import typer

from seedbed import __version__
from seedbed.cli.shell import CannotRunError, complain
from seedbed.reports.findings import safe_text
from seedbed.repository.git import GitError

CLEAN, FINDINGS, CANNOT_RUN, BUG, INTERRUPTED = 0, 1, 2, 3, 130

PARTS = ("typer", "rich", "pyyaml", "jsonschema", "jsonschema-rs", "msgspec", "gitpython", "mkdocs")
"""Distributions whose versions a report of a bug names."""

DEBUG = "SEEDBED_DEBUG"
"""The variable with which a user lets a report of a bug quote the error."""


def end(command: Callable[[Sequence[str]], object], arguments: Sequence[str], /) -> int:
    """Run a command and give back its exit code; whatever goes wrong is said on standard error."""
    code: object
    try:
        code = command(arguments)
    except (KeyboardInterrupt, EOFError, typer.Abort):
        code = INTERRUPTED
    except (CannotRunError, GitError) as error:
        return _refuse(str(error))
    except typer.TyperException as error:
        path = getattr(getattr(error, "ctx", None), "command_path", "seedbed")
        return _refuse(f"{error.format_message().rstrip('.')}. See {path} --help.")
    except OSError as error:
        return _refuse(_system(error))
    except Exception as error:  # noqa: BLE001 - the last net: a bug ends with a report, never with silence
        sys.stderr.writelines(f"{line}\n" for line in create_bug_report(error, arguments))
        return BUG
    if code == INTERRUPTED:
        complain("seedbed: interrupted")
    return code if isinstance(code, int) else CLEAN


def _refuse(words: str) -> int:
    complain(f"seedbed: {words}")
    return CANNOT_RUN


def _system(error: OSError) -> str:
    """What the operating system refused, without its error number."""
    what = f"{error.filename}: " if error.filename else ""
    return f"{what}{error.strerror or type(error).__name__}. Check the path, its permissions and the free space."


def create_bug_report(error: BaseException, arguments: Sequence[str], /) -> Iterator[str]:
    """The lines to paste: versions and where it happened, without the words of the error: they may quote a record."""
    yield "seedbed: a bug in Seedbed, not in your records. Please report it with these lines; they quote no file."
    yield ""
    yield f"  command   {next((word for word in arguments if not word.startswith('-')), '')}"
    yield f"  seedbed   {__version__}, Python {platform.python_version()}, {platform.platform()}"
    yield f"  with      {', '.join(_versions())}"
    for link in reversed(list(_chain(error))):
        yield f"  {type(link).__module__}.{type(link).__qualname__}: {_words(link)}"
        for frame in traceback.extract_tb(link.__traceback__):
            yield f"    {frame.filename}:{frame.lineno} in {frame.name}"


def _words(error: BaseException) -> str:
    return (
        safe_text(str(error)) if os.environ.get(DEBUG) else f"(set {DEBUG}=1 to see its words; they may quote a record)"
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _versions() -> Iterator[str]:
    from importlib import metadata

    for name in PARTS:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} missing"
