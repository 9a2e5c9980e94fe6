"""The exit codes are a contract: 0 clean, 1 findings, 2 cannot run, 3 a bug, 130 interrupted."""

import subprocess
import sys

import pytest

from seedbed import __version__
from seedbed.cli import check as check_command
from seedbed.cli.endings import create_bug_report
from tests.helpers.warm import programs

SEEDBED = (sys.executable, "-m", "seedbed")
DAY = ("--today", "2026-11-20")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["chekc"], "No such command 'chekc'"),
        (["check", "--fromat", "json"], "No such option: --fromat"),
        (["check", "--format", "yaml"], "'yaml' is not one of 'text', 'json'"),
        (["check", "--root", "nowhere"], "nowhere is no folder"),
        (["check", "--today", "20261120"], "'20261120' is no day"),
        (["check", "--at", "no-such-branch"], "is in no Git repository"),
        (["check", "catalog/units/nobody.yml"], "there is no such file or folder"),
        (["check", "../elsewhere"], "is outside the portal"),
        (["check", "--explain", "yaml-numbr"], "did you mean yaml-number?"),
        (["new", "agnt", "x"], "Did you mean agent?"),
        (["export", "api", "--format", "sarif"], "this command has no --format sarif"),
    ],
)
def test_a_mistake_ends_with_2_and_one_line(command, portal, arguments, reason):
    ended = command(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert reason in ended.err
    assert ended.err.startswith("seedbed: ")
    assert ended.err.count("\n") == 1


def test_no_command_prints_help_and_ends_with_2(command):
    ended = command()
    assert (ended.code, ended.out) == (2, "")
    assert "check" in ended.err


def test_help_and_version_end_with_0(command):
    assert command("--help").code == 0
    assert command("--version") == (0, f"seedbed {__version__}\n", "")


def test_a_folder_without_a_portal_says_how_to_make_one(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ended = command("check")
    assert ended.code == 2
    assert "seedbed init DIR" in ended.err


def test_an_interrupt_ends_with_130(command, portal, monkeypatch):
    monkeypatch.setattr(check_command, "judge", _raising(KeyboardInterrupt()))
    assert command("check") == (130, "", "seedbed: interrupted\n")


def test_a_bug_ends_with_3_and_a_report_without_contents(command, portal, monkeypatch):
    monkeypatch.setattr(check_command, "judge", _raising(RuntimeError("words of a record")))
    ended = command("check")
    assert (ended.code, ended.out) == (3, "")
    assert f"seedbed   {__version__}" in ended.err
    assert "builtins.RuntimeError" in ended.err
    assert "words of a record" not in ended.err


def test_the_words_of_a_bug_are_shown_when_asked_for(monkeypatch):
    monkeypatch.setenv("SEEDBED_DEBUG", "1")
    error = RuntimeError("words\x1b[2J")
    error.__cause__ = ValueError("the first reason")
    lines = "\n".join(create_bug_report(error, ["check"]))
    assert lines.index("ValueError: the first reason") < lines.index(r"RuntimeError: words\x1b[2J")


def test_a_refusal_of_the_system_ends_with_2(command, portal, monkeypatch):
    monkeypatch.setattr(check_command, "judge", _raising(PermissionError(13, "Permission denied", "catalog")))
    ended = command("check")
    assert (ended.code, ended.err[:39]) == (2, "seedbed: catalog: Permission denied. Ch")


def test_the_process_ends_with_the_code(portal):
    command = (str(programs() / "seedbed"), "check", *DAY)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "no problems in 26 records\n")
    (portal / "catalog" / "units" / "it.yml").write_text("name: IT\n")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_a_reader_that_has_seen_enough_is_no_failure(portal):
    with subprocess.Popen([*SEEDBED, "check", *DAY], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)


def test_an_ascii_terminal_sees_escapes_instead_of_a_crash(portal):
    (portal / "catalog" / "units" / "it.yml").write_text("name: 契約\nfunktion: it\n", "utf-8")
    done = subprocess.run(
        [*SEEDBED, "check"], capture_output=True, check=False, env={"PYTHONIOENCODING": "ascii", "PATH": ""}
    )
    assert done.returncode == 1
    assert "契約".encode() not in done.stderr


def _raising(error):
    def judge(*_arguments, **_options):
        raise error

    return judge
