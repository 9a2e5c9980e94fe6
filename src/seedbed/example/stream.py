"""`git fast-import` as a function: commits and blobs in, a repository out. All of Git's own settings are shut out."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from msgspec import Struct

from seedbed.example.options import ExampleError
from seedbed.repository.git import clean_environment

SIDE, MAIN = "refs/heads/side", "refs/heads/main"
NO_COMMIT = "0" * 40


class Signature(Struct, frozen=True, kw_only=True):
    """Who did something, when, and in which zone (minutes east of UTC)."""

    name: str
    email: str
    at: int
    zone: int

    def __str__(self) -> str:
        sign, (hours, minutes) = "-" if self.zone < 0 else "+", divmod(abs(self.zone), 60)
        return f"{self.name} <{self.email}> {self.at} {sign}{hours:02}{minutes:02}"


class Commit(Struct, frozen=True, kw_only=True):
    """A commit with the id of its whole tree. Without `onto` it follows the last one of its branch."""

    branch: str
    mark: int
    tree: bytes
    author: Signature
    committer: Signature
    message: str
    onto: int | None = None
    merges: int | None = None

    def __bytes__(self) -> bytes:
        message = self.message.encode()
        onto = f"from :{self.onto}\n" if self.onto else ""
        merges = f"merge :{self.merges}\n" if self.merges else ""
        head = f"commit {self.branch}\nmark :{self.mark}\nauthor {self.author}\ncommitter {self.committer}\n"
        tail = f"{onto}{merges}M 040000 {self.tree.hex()} \n\n"
        return b"%sdata %d\n%s\n%s" % (head.encode(), len(message), message, tail.encode())


class FastImport:
    """One `git fast-import` process. Blobs go to it at once; commits wait in a file until every tree is in place."""

    def __init__(self, repository: Path, /) -> None:
        """Start it in a repository that has no commit yet."""
        self._marks = repository / ".git" / "example-marks"
        self._commits = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - as above
        self._process = subprocess.Popen(  # noqa: S603 - fixed program, arguments are never joined into a shell line
            [
                *("git", "-C", str(repository), "-c", "core.compression=1", "-c", "fastimport.unpackLimit=0"),
                *("fast-import", "--quiet", "--done", "--date-format=raw-permissive", f"--export-marks={self._marks}"),
            ],
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._complaints,
            bufsize=1 << 20,
        )

    def __enter__(self) -> FastImport:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        with contextlib.suppress(BrokenPipeError):  # what could not be sent is lost with the process
            self._stdin().close()
        self._commits.close()
        self._complaints.close()

    def blob(self, content: bytes, /) -> None:
        """Hand over the content of a file."""
        self._send(b"blob\ndata %d\n%s\n" % (len(content), content))

    def commit(self, commit: Commit, /) -> None:
        """Hand over a commit; it is kept until `finish`."""
        self._commits.write(bytes(commit))

    def finish(self) -> Mapping[int, str]:
        """Send the commits, end the process, and give back the commit ids by mark."""
        self._commits.seek(0)
        while part := self._commits.read(1 << 20):
            self._send(part)
        self._send(f"reset {SIDE}\nfrom {NO_COMMIT}\n\ndone\n".encode())
        self._end()
        with self._marks.open() as lines:
            marks = {int(mark[1:]): oid for mark, oid in map(str.split, lines)}
        self._marks.unlink()
        return marks

    def _send(self, data: bytes) -> None:
        try:
            self._stdin().write(data)
        except BrokenPipeError:
            self._fail()

    def _end(self) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._stdin().close()
        if self._process.wait():
            self._fail()

    def _stdin(self) -> IO[bytes]:
        if self._process.stdin is None:
            raise ExampleError("git fast-import was started without a pipe")
        return self._process.stdin

    def _fail(self) -> None:
        code = self._process.wait()
        self._complaints.seek(0)
        words = self._complaints.read().decode(errors="backslashreplace").strip()
        raise ExampleError(f"git fast-import ended with {code}: {words or 'it gave no reason'}")


def start_repository(directory: Path, /) -> None:
    """Make an empty repository with the branch main and no hooks. Raises ExampleError when that fails."""
    _git("init", "--quiet", "--template=", "--object-format=sha1", "--initial-branch=main", str(directory))


def check_out(directory: Path, /) -> None:
    """Fill the working tree with the state of main."""
    _git("-C", str(directory), "reset", "--quiet", "--hard", "main", "--")


def _git(*arguments: str) -> None:
    try:
        done = subprocess.run(["git", *arguments], env=_environment(), capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise ExampleError("Git is not installed, or not on the PATH. Install Git 2.30 or newer.") from error
    if done.returncode:
        raise ExampleError(f"git {arguments[0]} failed: {done.stderr.decode(errors='backslashreplace').strip()}")


def _environment() -> dict[str, str]:
    """Git's cleaned environment, also without the hash that new repositories would get by default."""
    return {name: value for name, value in clean_environment().items() if name != "GIT_DEFAULT_HASH"}
