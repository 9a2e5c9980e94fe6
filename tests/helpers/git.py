"""Small real repositories for tests: fixed dates, fixed identity, none of the user's configuration."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

START = "2026-01-05T09:00:00+00:00"
IDENTITY = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in (("NAME", "Ada Okoye"), ("EMAIL", "ada@brook.example"), ("DATE", START))
}
QUIET = {
    "GIT_CONFIG_GLOBAL": str(Path(__file__).with_name("gitconfig")),
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


def _named(who: str) -> dict[str, str]:
    name, _, address = who.rstrip(">").partition(" <")
    facts = {"NAME": name, "EMAIL": address} if who else {}
    return {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in facts.items()}


@dataclass(frozen=True)
class Repo:
    """A repository in a folder of the test; `top` is its work tree, or the Git folder itself when bare."""

    top: Path

    @classmethod
    def init(cls, top: Path, /, *options: str) -> Repo:
        """A new repository on the branch main."""
        top.mkdir(parents=True, exist_ok=True)
        repo = cls(top)
        repo.git("init", "--quiet", "--initial-branch=main", *options)
        return repo

    def git(self, *arguments: str, date: str = START, text: str | bytes | None = None, who: str = "") -> str:
        """What a Git command prints; fails the test when Git does. `who` (`Name <address>`) does it, else Ada."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        data = text.encode() if isinstance(text, str) else text
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.top,
            env=kept | QUIET | IDENTITY | _named(who) | dates,
            input=data,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout.decode(errors="surrogateescape").strip()

    def write(self, files: Mapping[str, str | bytes], /) -> None:
        """Write files into the work tree."""
        for name, data in files.items():
            path = self.top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)

    def commit(self, files: Mapping[str, str | bytes], /, *, message: str = "Change records", date: str = START) -> str:
        """Write files, commit everything, and give the commit's id."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}", date=date)
        return self.head()

    def head(self) -> str:
        """The id of the commit that is checked out; read from its file where there is one, which costs no process."""
        try:
            told = (self.top / ".git/HEAD").read_text("utf-8").strip()
            return (self.top / ".git" / told.removeprefix("ref: ")).read_text("utf-8").strip()
        except OSError:
            return self.git("rev-parse", "HEAD")

    def commit_entries(self, *entries: tuple[str, str, bytes | str]) -> str:
        """Commit (mode, path, data) as Git objects, whatever the disk thinks of such paths; gives the commit's id.

        For mode 160000 the data is the id of the nested commit.
        """
        lines = []
        for mode, path, data in entries:
            oid = str(data) if mode == "160000" else self.git("hash-object", "-w", "--stdin", text=data)
            lines.append(f"{mode} {oid}\t{path}".encode(errors="surrogateescape") + b"\0")
        self.git("update-index", "-z", "--index-info", text=b"".join(lines))
        tree = self.git("write-tree")
        commit = self.git("commit-tree", tree, "-m", "Odd entries")
        self.git("update-ref", "refs/heads/main", commit)
        return commit
