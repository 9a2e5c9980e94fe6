"""Commands that start warm: a server that has run before forks a process for each of them.

What a command does is what it does for a person: a process of its own, its own folder, environment, and streams. Only
what every process makes anew and alike was made before, most of what a short command takes: modules, compiled schemas
and templates, the tree of commands. To have it made the server builds a small portal and forgets the portal's own
modules again; `mkdocs serve` builds many times in one process too, and a test holds that no build knows of another.
A server belongs to one test process and ends with it. Run as `python -m tests.helpers.warm SOCKET`.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import io
import logging
import marshal
import os
import runpy
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
SIZE = struct.Struct("!I")
READY = b"ready\n"
PRELOADED = ("mkdocs.commands.build", "seedbed.cli", "seedbed.gate.walk", "seedbed.pipeline", "seedbed.portal")

CLIENT = """#!{python} -IS
import _socket, marshal, os, sys
line = _socket.socket(_socket.AF_UNIX)
line.connect({address!r})
asked = marshal.dumps(({module!r}, {first!r}, sys.argv[1:], os.getcwd(), dict(os.environ)))
streams = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
line.sendmsg([len(asked).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
line.sendall(asked)
said = line.recv(1)
sys.exit(said[0] if said else 70)
"""
"""Only modules that are built in, since it starts hundreds of times."""


PYTHON = """#!/bin/sh
case "$1 $2" in
'-m seedbed' | '-m mkdocs') program={folder}/$2; shift 2; exec "$program" "$@" ;;
*) exec {python} "$@" ;;
esac
"""
COMMANDS = ("seedbed", "mkdocs")


def run_warm(
    module: str, arguments: Sequence[str], /, *, cwd: Path, env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """What `python -m MODULE ARGUMENTS` does and says."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, Path(os.devnull).open("rb") as none:
        asked = marshal.dumps((module, str(cwd), list(arguments), str(cwd), dict(env)))
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(server())
            socket.send_fds(line, [SIZE.pack(len(asked))], [none.fileno(), out.fileno(), err.fileno()])
            line.sendall(asked)
            said = line.recv(1)
        out.seek(0)
        err.seek(0)
        code = said[0] if said else -1
        return subprocess.CompletedProcess([module, *arguments], code, out.read().decode(), err.read().decode())


def run_cold(
    module: str, arguments: Sequence[str], /, *, cwd: Path, env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """The same in a process that imports everything anew."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def write_client(path: Path, module: str, /) -> None:
    """A program that stands for the command of an installed module: nothing is imported from where it is called."""
    words = {"python": sys.executable, "first": str(Path(sys.executable).parent)}
    _write_program(path, CLIENT.format(address=server(), module=module, **words))


@cache
def programs() -> Path:
    """A folder with `seedbed`, `mkdocs`, and a `python` whose `-m seedbed` and `-m mkdocs` start warm too."""
    folder = Path(server()).parent
    for module in COMMANDS:
        write_client(folder / module, module)
    _write_program(folder / "python", PYTHON.format(folder=folder, python=sys.executable))
    return folder


def _write_program(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(0o755)


@cache
def server() -> str:
    """The address of this process's server, which is started when it is first needed."""
    address = str(Path(tempfile.mkdtemp(prefix="seedbed-warm-")) / "line")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.warm", address], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    with process.stdout as said:
        assert said.readline() == READY
    atexit.register(_end, process.stdin, process)
    return address


def _end(line: IO[bytes], process: subprocess.Popen[bytes]) -> None:
    """What ends a server is that its standard input is closed, by this or because this process is gone."""
    line.close()
    process.wait()


def serve(address: str) -> None:
    """Fork a process for each command until whoever started the server is gone."""
    _warm_up()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(64)
    if os.fork() == 0:
        _end_with_the_tests(address)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    os.write(1, READY)
    while True:
        line, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            _answer(line)
        line.close()


def _warm_up() -> None:
    """Let this process hold whatever each of its forks would make first."""
    for name in PRELOADED:
        importlib.import_module(name)
    typer = importlib.import_module("typer.main")
    typer.get_command = cache(typer.get_command)
    known, thresholds = set(sys.modules), gc.get_threshold()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        portal = _build_once(Path(folder).resolve())
        for name in set(sys.modules) - known:
            if str(getattr(sys.modules[name], "__file__", None)).startswith(str(portal)):
                del sys.modules[name]
    gc.set_threshold(*thresholds)
    gc.freeze()  # what is here stays; looking through it would only copy its pages


def _build_once(folder: Path) -> Path:
    """Build a small portal in a folder, and check it. If that fails, whoever builds next will hear of it."""
    building = importlib.import_module("tests.helpers.building")
    portal = building.make_portal(folder / "portal")
    os.environ.update(building.SETTINGS | {"SEEDBED_HISTORY": "off"})
    logging.disable()
    with contextlib.suppress(Exception), contextlib.chdir(portal), contextlib.redirect_stdout(io.StringIO()):
        build, config = (importlib.import_module(f"mkdocs.{name}") for name in ("commands.build", "config"))
        build.build(config.load_config(site_dir=str(folder / "site")))
        importlib.import_module("seedbed.cli").run(["check"])
    logging.disable(logging.NOTSET)
    return portal


def _end_with_the_tests(address: str) -> None:
    """Wait until the other end of standard input is closed, then end the server and leave nothing behind."""
    parent = os.getppid()
    while os.read(0, 1):
        pass
    os.kill(parent, signal.SIGTERM)
    shutil.rmtree(Path(address).parent, ignore_errors=True)
    os._exit(0)


def _answer(line: socket.socket) -> None:
    """Be the process that was asked for; tells its exit code at the end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    head, streams, _, _ = socket.recv_fds(line, SIZE.size, 3)
    asked = b""
    while len(asked) < SIZE.unpack(head)[0]:
        asked += line.recv(1 << 16)
    module, first, arguments, cwd, env = marshal.loads(asked)  # noqa: S302 - from this very test
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
        os.close(stream)
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = [module, *arguments]
    sys.path[0] = first
    line.sendall(bytes([_run(module) & 255]))
    os._exit(0)


def _run(module: str) -> int:
    """Run a module as a program; gives its exit code."""
    code: object = 0
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001  # as Python itself does at the end of a program
        sys.excepthook(*sys.exc_info())
        code = 1
    if isinstance(code, str):
        sys.stderr.write(f"{code}\n")
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else int(code is not None)


if __name__ == "__main__":
    serve(sys.argv[1])
