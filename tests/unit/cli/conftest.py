"""A portal on disk for each test, and a way to run one command line."""

import shutil
from typing import NamedTuple

import pytest

from seedbed import checks
from seedbed.cli import run
from seedbed.example import Options, write_example
from seedbed.starter import Start, create_portal_files
from tests.helpers.portals import BASE, TODAY, each_file_once
from tests.helpers.sharing import made_once


@pytest.fixture(scope="module", autouse=True)
def _looked_at_once():
    """Of each portal only what a test changes is new; the example of them all is judged once for each day."""
    with each_file_once(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(checks, "check", portal_once(checks.check))
        yield


def portal_once(check):
    """A check that is asked once for the same files, strays and options: they are parsed once, so they are the same."""
    known = {}

    def checked(sources, **options):
        asked = (*map(id, sources.files.values()), sources.strays, *sorted(options.items()))
        if asked not in known:
            known[asked] = check(sources, **options)
        return known[asked]

    return checked


class Ended(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def portal(tmp_path, monkeypatch):
    """A valid portal, which is also the current folder."""
    folder = tmp_path / "portal"
    shutil.copytree(BASE, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """A small organisation with 22 months of history."""
    size = Options(agents=14, units=8, months=22, seed=5)

    def make(folder):
        write_example(folder / "small", size, portal_files=create_portal_files(Start(today=TODAY)))

    return made_once(tmp_path_factory, "example", make) / "small"


@pytest.fixture
def command(capsys):
    def end(*arguments):
        code = run([str(argument) for argument in arguments])
        return Ended(code, *capsys.readouterr())

    return end


@pytest.fixture(autouse=True)
def _no_git_of_the_user(monkeypatch, tmp_path):
    """The machine's own Git identity, repositories and cache take no part."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("SEEDBED_HISTORY", raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
