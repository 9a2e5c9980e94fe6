"""Compiled templates kept beside the compiled modules, as Python keeps those: compiling took a tenth of a build.

They lie in the `__pycache__` of the engine, are written by whoever may write there, and are as trusted as the modules
themselves. What has changed (a template, a filter, Jinja) is compiled again. Only templates of the engine and of the
theme are kept; a portal's own are few.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import material  # type: ignore[import-untyped]

import seedbed.site
from seedbed.resources import shared_path

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

    from seedbed.site.language import Language


def keep_compiled(environment: jinja2.Environment, language: Language) -> None:
    """Let an environment look for its compiled templates, in this language, before it compiles them."""
    engine, theme = (Path(module.__path__[0]) for module in (seedbed.site, material))
    folder = Path(cache_from_source(str(engine / "templates.py"))).with_suffix(f".{language.code}")
    environment.bytecode_cache = Compiled(
        folder, digest_of(environment, language), (engine, theme, shared_path("theme"))
    )


class Compiled(jinja2.BytecodeCache):
    """One file for each template: a line that says what it was made from, then the code."""

    def __init__(self, folder: Path, digest: str, places: tuple[Path, ...]) -> None:
        """Files in `folder`, for templates below `places`; `digest` is of all that compiling depends on."""
        self.folder, self.digest, self.places = folder, digest, tuple(f"{place}{os.sep}" for place in places)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of the file; empty for a template that is not kept."""
        is_kept = filename is not None and filename.startswith(self.places)
        return super().get_cache_key(name, filename) if is_kept else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code from its file, if that is there and of this very template."""
        if not bucket.key:
            return
        with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
            head, _, code = (self.folder / bucket.key).read_bytes().partition(b"\n")
            if head == self._head(bucket):
                bucket.code = marshal.loads(code)  # noqa: S302 - as trusted as the .pyc files beside it

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the code, whole or not at all."""
        if not bucket.key or bucket.code is None or sys.dont_write_bytecode:
            return
        draft = self.folder / f"{bucket.key}.{os.getpid()}"
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(self._head(bucket) + b"\n" + marshal.dumps(bucket.code))
            draft.replace(self.folder / bucket.key)

    def _head(self, bucket: Bucket) -> bytes:
        return f"{bucket.checksum} {self.digest}".encode()


def digest_of(environment: jinja2.Environment, language: Language) -> str:
    """A digest of what code depends on beside its template: sentences are told, and filters of constants worked out,
    while compiling.
    """
    parts = (*environment.filters.values(), *environment.extensions.values(), environment.code_generator_class)
    modules = {made.__module__ for made in parts}
    files = sorted(str(getattr(sys.modules.get(module), "__file__", "")) for module in modules)
    facts = [jinja2.__version__, language.digest, str(environment.autoescape), str(environment.trim_blocks)]
    facts += environment.extensions
    for file in files:
        with contextlib.suppress(OSError):
            status = Path(file).stat()
            facts.append(f"{file} {status.st_mtime_ns} {status.st_size}")
    return sha256("\n".join(facts).encode()).hexdigest()
