"""A built site served on this machine as a good host sends it: text packed, with a policy on every file if asked."""

from __future__ import annotations

import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv")


@contextmanager
def served(site: Path, *, policy: str = "") -> Iterator[str]:
    """The address of a folder for a while; `policy` is the value of its header Content-Security-Policy."""
    server = Server(("127.0.0.1", 0), partial(Handler, policy, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def packed(path: Path, /) -> bytes:
    """A file as it travels."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Server(http.server.ThreadingHTTPServer):
    """Says nothing of readers that hang up early."""

    def handle_error(self, *_: Any) -> None:
        """A browser that is closed leaves connections behind."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, packed where they are text."""

    protocol_version = "HTTP/1.1"

    def __init__(self, policy: str, *args: Any, **options: Any) -> None:
        """`policy` is the value of the header; without one there is no header."""
        self.policy = policy
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        """Send a file, packed when it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in PACKED or not path.is_file():
            super().do_GET()
            return
        body = packed(path)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Every answer carries the policy."""
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""
