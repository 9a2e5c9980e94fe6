"""The house keeps its own floor plan: imports run one way, the middle is silent, nothing asks a hidden clock."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import seedbed

SOURCE = Path(seedbed.__file__).parent
# portal_template holds the files of another repository: a fresh portal.
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "portal_template" not in path.parts)

FLOORS = (
    ("problems", "running", "kinds", "records", "quoting", "sentences", "colours"),
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
BUILDERS = frozenset({"mkdocs", "material", "properdocs"})
CLOCKS = frozenset({"date", "datetime", "time"})


def _room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


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


def _offences(find: Callable[[Path], Iterable[str]], *, but: Iterable[str] = ()) -> dict[str, list[str]]:
    """What is found in each module outside the rooms `but`; modules without a finding are left out."""
    found = {str(path.relative_to(SOURCE)): [*find(path)] for path in MODULES if _room(path) not in but}
    return {module: offences for module, offences in found.items() if offences}


def test_imports_run_downwards() -> None:
    floors = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

    def above(path: Path) -> list[str]:
        names = {name.split(".")[1] for name in _imports(path) if name.startswith("seedbed.")}
        return sorted(name for name in names & floors.keys() if floors[name] > floors[_room(path)])

    assert not _offences(above, but=("__init__", "__main__"))


def test_the_engine_does_not_know_mkdocs() -> None:
    assert not _offences(lambda path: {name.split(".")[0] for name in _imports(path)} & BUILDERS)


def test_only_the_reading_floor_touches_the_disk() -> None:
    def calls(path: Path) -> list[str]:
        return [f"{name} on line {line}" for name, line in _calls(path) if name in DISK_CALLS]

    assert not _offences(calls, but=READS_FILES)


def test_only_the_shells_ask_the_clock() -> None:
    def calls(path: Path) -> list[str]:
        return [
            f"{node.func.attr} on line {node.lineno}"
            for node in _nodes(path)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS
            if isinstance(node.func.value, ast.Name) and node.func.value.id in CLOCKS
        ]

    assert not _offences(calls, but=READS_CLOCK)


def test_no_module_outgrows_its_room() -> None:
    lengths = {str(path.relative_to(SOURCE)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert not {name: length for name, length in lengths.items() if length > 350}
