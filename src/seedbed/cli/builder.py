"""The builder of the site as a process of its own, for a command that asks it for something.

It is forked where that is safe: what this process has loaded (a quarter of a second for Python alone) is then not
loaded a second time. Elsewhere it is started anew.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO, TypeAlias

from msgspec import Struct


class Ended(Struct, frozen=True, kw_only=True):
    """How it ended: its exit code, and what it wrote to standard output and standard error."""

    code: int
    output: str
    errors: str


Wait: TypeAlias = Callable[[], Ended]


def begin(words: Sequence[str], /, *, folder: Path, settings: Mapping[str, str]) -> Wait:
    """Let MkDocs begin with a command line in a folder, with further settings in its environment.

    Gives what waits for its end, to be asked once. To be begun before a thread is (as one that shows the progress).
    """
    may_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return (_fork if may_fork else _start)(words, folder, settings)


def _start(words: Sequence[str], folder: Path, settings: Mapping[str, str]) -> Wait:
    process = subprocess.Popen(  # noqa: S603 - our own Python, the words are this module's callers'
        [sys.executable, "-m", "mkdocs", *words],
        cwd=folder,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )

    def wait() -> Ended:
        output, errors = process.communicate()
        return Ended(code=process.returncode, output=output, errors=errors)

    return wait


def _fork(words: Sequence[str], folder: Path, settings: Mapping[str, str]) -> Wait:
    with ExitStack() as opened:
        output, errors = (opened.enter_context(tempfile.TemporaryFile()) for _ in range(2))
        call = partial(_build, words, folder, settings, output, errors)
        process = multiprocessing.get_context("fork").Process(target=call)
        process.start()
        keep = opened.pop_all()

    def wait() -> Ended:
        with keep:
            process.join()
            return Ended(code=process.exitcode or 0, output=_text(output), errors=_text(errors))

    return wait


def _build(
    words: Sequence[str], folder: Path, settings: Mapping[str, str], output: IO[bytes], errors: IO[bytes]
) -> None:
    """What `python -m mkdocs` does in a folder. Raises SystemExit, as it does."""
    for number, file in ((1, output), (2, errors)):
        os.dup2(file.fileno(), number)
    sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115
    os.chdir(folder)
    os.environ.update(settings)
    sys.path.insert(0, str(folder))
    sys.argv = ["mkdocs", *words]
    runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")
