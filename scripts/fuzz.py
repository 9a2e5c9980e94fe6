"""Look for input that makes the readers crash, hang or disagree: `fuzz.py TARGET [FOLDER …] [-option=…]`.

Atheris (libFuzzer) changes bytes and keeps those that reach new code. Each target holds the readers to a promise: none
raises, the fast way gives what the exact one gives, and whatever is read can be checked and reported. Files of the test
cases are where it begins; what follows is libFuzzer's: folders of further inputs, a file to try again, and options such
as `-max_total_time=600`. Atheris is not among the requirements, since it has no wheels for every Python:

    python3.11 -m venv build/fuzzing && build/fuzzing/bin/pip install atheris -e .
    nice build/fuzzing/bin/python scripts/fuzz.py yaml -max_total_time=600 -timeout=5 -max_len=4000
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["seedbed"]):
    from seedbed.checks import check
    from seedbed.checks.markdown import parser_tokens, prose_tokens
    from seedbed.kinds import kind_of
    from seedbed.reports import Findings, Format, create_report
    from seedbed.repository.load import Source, load_sources, parse_source
    from seedbed.repository.plain_yaml import parse_texts, scan_texts
    from seedbed.repository.read_yaml import read_yaml
    from seedbed.repository.tree import MemoryTree
    from seedbed.repository.yaml_text import parse_yaml

ROOT = Path(__file__).parents[1]
CASES, PLACE = ROOT / "tests" / "cases", ROOT / "build" / "fuzzing"
TODAY = date(2026, 11, 20)
UNIT, BLUEPRINT = "catalog/units/a.yml", "catalog/agents/a/blueprint.yml"
STORY, TABLE = "catalog/stories/2026-11-01-a.md", "catalog/agents/a/measurements/b.csv"
WORDS = (
    r": |\x0a- |\x0a  |---\x0a|&a|*a|!!|<<: |>-\x0a|{|[|\xe2\x80\xa8|\xef\xbb\xbf"
    r"|```mermaid\x0a|](javascript:|<b>|1e400|2026-10,|ignore all previous instructions"
)
"""What libFuzzer may put in, as it writes it; parted by bars."""


def promise(is_kept: bool, /) -> None:  # noqa: FBT001 - the one thing that it is told
    """Raise AssertionError for a promise that is not kept: libFuzzer keeps the input then."""
    if not is_kept:
        raise AssertionError


def yaml(data: bytes) -> None:
    """A YAML record: the fast reader is right or silent, and places can be told of everything that was read."""
    text = data.decode(errors="replace")
    fast, problems = read_yaml(text, path=UNIT)
    exact, others = parse_yaml(text, path=UNIT)
    promise((str(fast.data), problems, fast.spots) == (str(exact.data), others, exact.spots))
    promise(scan_texts(text) in (None, parse_texts(text)))


def blueprint(data: bytes) -> None:
    """A blueprint, which most rules look at."""
    _judged(BLUEPRINT, data)


def story(data: bytes) -> None:
    """Front matter and Markdown: what follows the front matter is the end of the file, and prose is read as it is."""
    source = _judged(STORY, data)
    promise(source.text.endswith(source.body))
    promise(prose_tokens(source.body) in (None, parser_tokens(source.body, {})))


def table(data: bytes) -> None:
    """A table of measurements: no more rows than lines."""
    source = _judged(TABLE, data)
    promise(len(source.rows) <= source.text.count("\n") + 1)


TARGETS: dict[str, tuple[Callable[[bytes], None], str]] = {
    "yaml": (yaml, "*.yml"),
    "blueprint": (blueprint, "blueprint.yml"),
    "story": (story, "*.md"),
    "table": (table, "*.csv"),
}
"""Each target, and the files with which it begins."""


def _judged(path: str, data: bytes) -> Source:
    """The source of one file, after a check of a portal that holds nothing else, and a report of what was found."""
    sources = load_sources(MemoryTree({path: data}))
    result = check(sources, today=TODAY)
    texts = {one: source.text for one, source in sources.files.items()}
    create_report(Findings(problems=result.problems, texts=texts), format=Format.TEXT)
    kind, record_id = kind_of(path) or sys.exit(f"{path} is no path of a record")
    return parse_source(data, path=path, kind=kind, record_id=record_id)


def main() -> None:
    """Fuzz the target that the first argument names; libFuzzer ends the process."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: fuzz.py {'|'.join(TARGETS)} [FOLDER …] [libFuzzer options]")
    name = sys.argv.pop(1)
    target, pattern = TARGETS[name]
    begin, words = PLACE / f"{name}-begin", PLACE / "words"
    begin.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted(filter(Path.is_file, CASES.rglob(pattern)))):
        (begin / str(number)).write_bytes(path.read_bytes())
    words.write_text("".join(f'"{word}"\n' for word in WORDS.split("|")), "ascii")
    is_again = any(Path(word).is_file() for word in sys.argv[1:])
    atheris.Setup([*sys.argv, f"-dict={words}", *([] if is_again else [str(begin)])], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
