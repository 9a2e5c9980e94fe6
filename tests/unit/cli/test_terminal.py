"""What changes on a terminal: colours, progress and questions. The tests hold the other end of the line."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.warm import programs

COLOUR = re.compile(rb"\x1b\[[0-9;]*3[0-9][0-9;]*m")
DAY = ("--today", "2026-11-20")

PAUSE = 0.05
PATIENCE = 2000
"""So often a command that does not mind Ctrl-C is waited for, each time as long as a pause."""


def _on_a_terminal(folder, *arguments, typed=b"", interrupt=b"", **variables):
    """Run a command with a terminal on all three streams; gives its code and everything that it showed.

    With `interrupt` the command gets once what Ctrl-C sends: when it has shown those bytes and waits for an answer. It
    is then a process of its own from the beginning, since a command that starts warm hears no signal of its client.
    """
    ours, theirs = pty.openpty()
    python = sys.executable if interrupt else str(programs() / "python")
    command = [python, "-m", "seedbed", *arguments]
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "COLUMNS": "200", **variables}
    shown = b""
    # What runs in the background ignores Ctrl-C, and so would its children.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        signal.signal(signal.SIGINT, before)
        os.close(theirs)
        os.write(ours, typed)
        turns, is_pressed = 0, False
        while True:
            is_quiet = not select.select([ours], [], [], PAUSE)[0]
            part = b"" if is_quiet else _read(ours)
            shown += part
            if not (part or is_quiet):
                break
            turns += is_quiet
            if interrupt and interrupt in shown and not is_pressed and _sleeps(process.pid):
                process.send_signal(signal.SIGINT)
                is_pressed = True
            if turns > PATIENCE:
                process.kill()
    os.close(ours)
    return process.returncode, shown


def _sleeps(pid):
    """Whether a process waits: between the prompt and the reading Ctrl-C could go unheard."""
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "S"


def _read(descriptor):
    try:
        return os.read(descriptor, 4096)
    except OSError:  # how Linux says that nobody is at the other end any more
        return b""


@pytest.fixture
def broken(portal):
    (portal / "catalog/units/it.yml").write_text("name: IT\nfunktion: it\n")
    return portal


def test_a_terminal_gets_colours(broken):
    code, shown = _on_a_terminal(broken, "check", *DAY)
    assert code == 1
    assert COLOUR.search(shown)
    assert b"schema-unknown-key" in shown


def test_no_color_is_respected(broken):
    _, shown = _on_a_terminal(broken, "check", "--quiet", *DAY, NO_COLOR="1")
    assert not COLOUR.search(shown)


def test_json_stays_plain_on_a_terminal(broken):
    _, shown = _on_a_terminal(broken, "check", "--format", "json", "--quiet", *DAY)
    assert b"\x1b" not in shown


def test_long_lines_are_not_cut_at_the_width_of_the_terminal(broken):
    _, shown = _on_a_terminal(broken, "check", *DAY, COLUMNS="40")
    assert b"catalog/units/it.yml:2:1" in re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", shown)


def test_a_terminal_is_asked(portal):
    code, shown = _on_a_terminal(portal, "new", "unit", "it", typed=b"IT desk\nit\n")
    assert code == 0
    assert b"name [It]: " in shown
    assert "name: IT desk\n" in (portal / "catalog/units/it.yml").read_text("utf-8")


def test_control_c_ends_with_130_and_writes_nothing(portal):
    code, shown = _on_a_terminal(portal, "new", "unit", "it", interrupt=b"name [It]: ")
    assert code == 130
    assert not (portal / "catalog/units/it.yml").exists()
    assert b"Traceback" not in shown
