"""Random changes of a portal: bytes, lines, words, paths and modes, mild and malicious."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from seedbed.repository.tree import EXECUTABLE, SYMLINK

Files = dict[str, bytes]
Change = Callable[[random.Random, bytes], bytes]

NASTY = tuple(
    word.encode(errors="surrogatepass") if isinstance(word, str) else word
    for word in (
        *("&a *a", "<<: {}", "!!python/object:x {}", b"\xff", "\0", "\r\n", "\ufeff", "---\n", "...\n", "- - - -"),
        *("\u202e", "\u200b", "\U000e0041", "\u3164", "e\u0301", "\u2028", "\ud800"),
        *(
            ".nan",
            "1e999",
            "0x7fffffffffffffff",
            "null",
            "~",
            "yes",
            "-1",
            "9" * 20,
            '"',
            "'",
            "{",
            "[",
            "|",
            ">",
            ", ",
            ": ",
        ),
        *("stage: production", "stage: validated", "stage: retired", "risk: low", "risk: high", "status: live"),
        *("status: ended", "unit: finance", "version: 9.9.9", "approved: true", "formerly: [first-reply]"),
        *(
            "recorded: {source: x, validated: 2024-01-01}",
            "awards: [Best in show]",
            "roles: [ai-office]",
            "forge: cleo",
        ),
        *("<script>", "<!-- x -->", "[a](javascript:b)", "![](https://x.example/y.png)", "::error::x", "=1+1"),
        "2026-11,1.0.0,220,205,60,54,900,,,,3,measured,desk report\n",
        "2026-09,1.0.0,1,1,1,1,1,,,,1,measured,x\n",
    )
)
PATHS = (
    "catalog/agents/ant/blueprint.yml",
    "catalog/agents/Ant/blueprint.yml",
    "catalog/agents/first-reply/deployments/finance.yml",
    "catalog/agents/first-reply/measurements/finance.csv",
    "catalog/agents/old-helper/recipe.md",
    "catalog/people/mallory.yml",
    "catalog/units/new-unit.yml",
    "catalog/waivers/new.yml",
    "catalog/policy.yaml",
    "catalog/../x.yml",
    "catalog/requests/caf\u00e9.md",
    "catalog/stories/2026-13-45-x.md",
    'catalog/"x\n".yml',
    "playbooks/-rf.md",
    "README.md",
    ".github/workflows/x.yml",
    "catalog",
    "x",
)


def mutated(files: Mapping[str, bytes], seed: int, /) -> tuple[Files, dict[str, str]]:
    """The portal after one to four random changes, and the modes of what is no regular file."""
    dice = random.Random(seed)
    after, modes = dict(files), {}
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        path = dice.choice(sorted(after))
        act = dice.choices(("edit", "delete", "move", "copy", "mode", "take"), weights=(70, 6, 6, 8, 3, 7))[0]
        if act == "edit":
            after[path] = _edited(dice, after[path])
        elif act == "mode":
            modes[path] = dice.choice((SYMLINK, EXECUTABLE))
        elif act == "take":
            after[path] = after[dice.choice(sorted(after))]
        else:
            data = after[path] if act == "copy" else after.pop(path)
            if act != "delete":
                after[_new_path(dice, path)] = data
    return _without_clashes(after), {path: mode for path, mode in modes.items() if path in after}


def _new_path(dice: random.Random, path: str) -> str:
    folder, _, name = path.rpartition("/")
    return dice.choice(
        (*PATHS, f"{folder}/{name.upper()}", f"{folder}/new-{name}", f"{path}/inside.yml", f"{folder}.yml")
    )


def _edited(dice: random.Random, data: bytes) -> bytes:
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        data = dice.choice(EDITS)(dice, data)
    return data


def _splice(dice: random.Random, data: bytes) -> bytes:
    at = dice.randint(0, len(data))
    return data[:at] + dice.choice(NASTY) + data[at:]


def _spliced_line(dice: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    lines.insert(dice.randint(0, len(lines)), dice.choice(NASTY))
    return b"\n".join(lines)


def _value(dice: random.Random, data: bytes) -> bytes:
    """Another value behind a colon."""
    lines = data.split(b"\n")
    place = dice.randrange(len(lines))
    key, colon, _ = lines[place].partition(b": ")
    lines[place] = key + colon + dice.choice(NASTY) if colon else dice.choice(NASTY)
    return b"\n".join(lines)


def _digit(dice: random.Random, data: bytes) -> bytes:
    """Another digit: nearer to what people do."""
    places = [place for place, byte in enumerate(data) if chr(byte).isdigit()]
    if not places:
        return data
    place = dice.choice(places)
    return data[:place] + str(dice.randint(0, 9)).encode() + data[place + 1 :]


def _line(dice: random.Random, data: bytes) -> bytes:
    """A line doubled, gone, or in another place."""
    lines = data.split(b"\n")
    place = dice.randrange(len(lines))
    line = lines[place]
    act = dice.randrange(3)
    if act:
        del lines[place]
    if act != 1:
        lines.insert(dice.randint(0, len(lines)), line)
    return b"\n".join(lines)


def _byte(dice: random.Random, data: bytes) -> bytes:
    at = dice.randint(0, len(data))
    return data[:at] + bytes([dice.randrange(256)]) + data[at + dice.randint(0, 3) :]


def _cut(dice: random.Random, data: bytes) -> bytes:
    return data[: dice.randint(0, len(data))]


def _repeat(dice: random.Random, data: bytes) -> bytes:
    start = dice.randint(0, len(data))
    piece = data[start : start + dice.randint(1, 30)]
    return data[:start] + piece * dice.choice((2, 50, 3000)) + data[start:]


EDITS: tuple[Change, ...] = (_splice, _spliced_line, _value, _value, _digit, _digit, _line, _line, _byte, _cut, _repeat)


def _without_clashes(files: Files) -> Files:
    """No path is a file and a folder at once: Git cannot hold that."""
    folders = {"/".join(path.split("/")[:n]) for path in files for n in range(1, path.count("/") + 1)}
    return {path: data for path, data in files.items() if path not in folders and not path.endswith("/")}
