"""Commands that start warm: a server that has the engine imported forks a process for each of them.

What a command does is what it does for a person: a process of its own, its own folder, environment, and streams. Only
the imports, two thirds of what a short command takes, were made before. A server belongs to one test process and ends
with it. Run as `python -m tests.helpers.warm SOCKET`.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIZE = struct.Struct("!I")
READY = b"ready\n"
PRELOADED = ("mkdocs.commands.build", "seedbed.cli.check", "seedbed.cli.gate", "seedbed.pipeline", "seedbed.portal")

CLIENT = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect({address!r})
    asked = json.dumps([{module!r}, {first!r}, sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(line, [len(asked).to_bytes(4, "big")], [0, 1, 2])
    line.sendall(asked)
    said = line.recv(1)
    sys.exit(said[0] if said else 70)
"""


def run_warm(
    module: str, arguments: Sequence[str], /, *, cwd: Path, env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """What `python -m MODULE ARGUMENTS` does and says."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, Path(os.devnull).open("rb") as none:
        asked = json.dumps([module, str(cwd), list(arguments), str(cwd), dict(env)]).encode()
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
    path.write_text(CLIENT.format(address=server(), module=module, **words), "utf-8")
    path.chmod(0o755)


@cache
def server() -> str:
    """The address of this process's server, which is started when it is first needed."""
    address = str(Path(tempfile.mkdtemp(prefix="seedbed-warm-")) / "line")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.warm", address], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == READY
    _kept.append(process)
    return address


_kept: list[subprocess.Popen[bytes]] = []
"""The server's standard input stays open as long as this process lives."""


def serve(address: str) -> None:
    """Fork a process for each command until whoever started the server is gone."""
    for name in PRELOADED:
        __import__(name)
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


def _end_with_the_tests(address: str) -> None:
    """Wait until the other end of standard input is closed, then end the server and leave nothing behind."""
    parent = os.getppid()
    while os.read(0, 1):
        pass
    os.kill(parent, signal.SIGTERM)
    Path(address).unlink(missing_ok=True)
    Path(address).parent.rmdir()
    os._exit(0)


def _answer(line: socket.socket) -> None:
    """Be the process that was asked for; tells its exit code at the end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    head, streams, _, _ = socket.recv_fds(line, SIZE.size, 3)
    asked = b""
    while len(asked) < SIZE.unpack(head)[0]:
        asked += line.recv(1 << 16)
    module, first, arguments, cwd, env = json.loads(asked)
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
