"""The builder of the site as a process of its own: forked or started, it does the same and leaves no trace here."""

import multiprocessing
import os
import sys
from pathlib import Path

import pytest

from seedbed.cli import builder

HOOK = """\
import os, sys

def on_startup(**_):
    print("said", sys.argv[1:], os.environ["WORD"])
    sys.stderr.write("heard é\\n")
    os.environ["WORD"] = sys.path[0]
"""
SETTINGS = {"WORD": "a word", "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}


@pytest.fixture(params=["fork", "spawn"])
def way(request, monkeypatch):
    """Both ways of making a process, where there are both."""
    if request.param not in multiprocessing.get_all_start_methods():
        pytest.skip("this system cannot fork")
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: [request.param])
    monkeypatch.setattr("threading.active_count", lambda: 1)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n")
    (tmp_path / "say.py").write_text(HOOK)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nhooks: [say.py]\nplugins: []\n")
    return tmp_path


@pytest.mark.usefixtures("way")
def test_it_builds_in_its_folder_and_tells_what_it_said(folder):
    before = Path.cwd(), dict(os.environ), sys.argv, sys.path[:]
    ended = builder.begin(["build", "--quiet", "--site-dir", "out"], folder=folder, settings=SETTINGS)()
    assert (ended.code, ended.errors) == (0, "heard é\n")
    assert ended.output == "said ['build', '--quiet', '--site-dir', 'out'] a word\n"
    assert (folder / "out/index.html").is_file()
    assert (Path.cwd(), dict(os.environ), sys.argv, sys.path) == before


@pytest.mark.usefixtures("way")
def test_a_failure_is_told_with_its_words(tmp_path):
    ended = builder.begin(["build"], folder=tmp_path, settings=SETTINGS)()
    assert ended.code == 1
    assert "mkdocs.yml" in ended.errors


@pytest.mark.usefixtures("way")
def test_a_bug_in_a_hook_is_a_failure_too(folder):
    (folder / "say.py").write_text("1 / 0\n")
    ended = builder.begin(["build"], folder=folder, settings=SETTINGS)()
    assert ended.code == 1
    assert "ZeroDivisionError" in ended.errors


def test_beside_threads_nothing_is_forked(folder, monkeypatch):
    monkeypatch.setattr("threading.active_count", lambda: 2)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    assert builder.begin(["build", "--quiet"], folder=folder, settings=SETTINGS)().code == 0
