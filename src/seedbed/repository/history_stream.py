"""Git processes that run beside each other, and what must hold of them: none is left behind, every failure is told."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from subprocess import Popen
from types import TracebackType
from typing import IO, Any, Self, TypeVar

from seedbed.repository.git import PIPE_BUFFER, Git, GitError

T = TypeVar("T")

BLOCK = 512
"""Lines handed to a process at once."""


class Streams:
    """Starts Git commands and the threads that serve them; ends all of them when it is left, whatever happened."""

    def __init__(self, git: Git, /, *, threads: int) -> None:
        """Nothing is started yet."""
        self.git = git
        self._processes: list[tuple[str, Popen[bytes], IO[bytes]]] = []
        self._stopped: set[int] = set()
        self._threads = ThreadPoolExecutor(threads)
        self._work: list[Future[Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kill()
        self._threads.shutdown()
        for _, process, complaints in self._processes:
            for pipe in (process.stdin, process.stdout, complaints):
                with contextlib.suppress(OSError):
                    if pipe:
                        pipe.close()
            process.wait()

    def start(self, *arguments: str) -> Popen[bytes]:
        """Start a Git command."""
        complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        process = self.git.start(*arguments, errors=complaints)
        self._processes.append((arguments[0], process, complaints))
        return process

    def run(self, work: Callable[[], T], /) -> Future[T]:
        """Do something in a thread of its own; when it fails, everything is stopped."""

        def guarded() -> T:
            """The work; a failure ends every process, so that no thread waits for one."""
            try:
                return work()
            except BaseException:
                self._kill()
                raise

        future = self._threads.submit(guarded)
        self._work.append(future)
        return future

    def stop(self, process: Popen[bytes], /) -> None:
        """End a process that has told enough."""
        self._stopped.add(process.pid)
        process.kill()

    def finish(self) -> None:
        """Wait for everything. Raises GitError for a command that failed, or else what went wrong in a thread."""
        errors = [error for future in self._work if (error := future.exception())]
        for name, process, complaints in self._processes:
            code = process.wait()
            if code > 0 and process.pid not in self._stopped:
                complaints.seek(0)
                words = complaints.read().decode(errors="backslashreplace").strip()
                raise GitError(f"git {name} failed: {words or f'exit code {code}'}")
        if errors:
            raise errors[0]

    def _kill(self) -> None:
        for _, process, _ in self._processes:
            process.kill()


def chunks_of(process: Popen[bytes], /) -> Iterator[bytes]:
    """What a process prints, as it comes."""
    pipe: Any = output_of(process)
    while chunk := pipe.read1(PIPE_BUFFER):
        yield chunk


def output_of(process: Popen[bytes], /) -> IO[bytes]:
    """The pipe from a process. Raises GitError when it was started without."""
    if process.stdout is None:
        raise GitError("Git was started without a pipe from it")
    return process.stdout


class Feed:
    """Lines to a process, handed over in blocks. A process that has ended takes no more; its exit code tells why."""

    def __init__(self, process: Popen[bytes], /) -> None:
        """Feed this process."""
        if process.stdin is None:
            raise GitError("Git was started without a pipe to it")
        self._pipe = process.stdin
        self._lines: list[bytes] = []

    def add(self, line: bytes, /) -> None:
        """Take a line without its end."""
        self._lines.append(line)
        if len(self._lines) >= BLOCK:
            self.flush()

    def flush(self) -> None:
        """Hand over what has come together."""
        if not self._lines:
            return
        with contextlib.suppress(BrokenPipeError):
            self._pipe.write(b"\n".join(self._lines) + b"\n")
            self._pipe.flush()
        self._lines.clear()

    def close(self) -> None:
        """Hand over the rest and say that there is no more."""
        self.flush()
        with contextlib.suppress(BrokenPipeError):
            self._pipe.close()
