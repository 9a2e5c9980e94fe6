"""The house keeps its own floor plan: imports run one way, the middle is silent, nothing asks a hidden clock."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import seedbed

SOURCE = Path(seedbed.__file__).parent
# portal_template holds the files of another repository: a fresh portal.
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "portal_template" not in path.parts)

FLOORS = (
    ("problems", "kinds", "records", "quoting", "sentences", "colours"),
    ("resources",),
    ("repository",),
    ("catalogue",),
    ("timeline",),
    ("policy", "metrics", "changes"),
    ("checks",),
    ("gate",),
    ("imports", "example", "scaffold", "starter"),
    ("site", "reports", "exports", "forge"),
    ("portal", "ledger"),
    ("pipeline",),
    ("workers", "cli"),
)
"""The engine from the ground up: a module may import from its own floor and from those below it."""

READS_FILES = frozenset({"repository", "resources", "example", "starter", "cli"})
READS_CLOCK = frozenset({"cli"})
DISK_CALLS = frozenset(
    {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "Popen", "scandir"}
)
CLOCK_CALLS = frozenset({"now", "today", "utcnow", "time", "monotonic", "perf_counter"})
CLOCKS = frozenset({"date", "datetime", "time"})


def _room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def _floor(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    """The imports and calls of a module; each is asked for several times."""
    walked = ast.walk(ast.parse(path.read_text("utf-8")))
    return tuple(node for node in walked if isinstance(node, (ast.Import, ast.ImportFrom, ast.Call)))


def _imports(path: Path) -> Iterator[str]:
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in _nodes(path):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            yield name, node.lineno


def test_every_room_has_a_floor() -> None:
    rooms = {_room(path) for path in MODULES} - {"__init__", "__main__", "_portal"}
    assert rooms <= {room for floor in FLOORS for room in floor}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_downwards(path: Path) -> None:
    room = _room(path)
    if room in {"__init__", "__main__"}:
        return
    names = {name.split(".")[1] for name in _imports(path) if name.startswith("seedbed.")}
    above = sorted(name for name in names if name != room and name in _known() and _floor(name) > _floor(room))
    assert not above, f"{room} imports from the floors above it: {above}"


def _known() -> set[str]:
    return {room for floor in FLOORS for room in floor}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_the_engine_does_not_know_mkdocs(path: Path) -> None:
    names = {name.split(".")[0] for name in _imports(path)}
    assert not names & {"mkdocs", "material", "properdocs"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_reading_floor_touches_the_disk(path: Path) -> None:
    if _room(path) in READS_FILES:
        return
    calls = [f"{name} on line {line}" for name, line in _calls(path) if name in DISK_CALLS]
    assert not calls


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_shells_ask_the_clock(path: Path) -> None:
    if _room(path) in READS_CLOCK:
        return
    calls = [
        f"{node.func.attr} on line {node.lineno}"
        for node in _nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS
        if isinstance(node.func.value, ast.Name) and node.func.value.id in CLOCKS
    ]
    assert not calls


def test_no_module_outgrows_its_room() -> None:
    lengths = {str(path.relative_to(SOURCE)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert not {name: length for name, length in lengths.items() if length > 350}
