"""Random acts on a tree of records, legal and illegal: what people and scripts do to a catalogue."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from seedbed.repository.csv_text import HEADER
from tests.helpers.histories import Content, Tree

AGENTS = ("ant", "bee", "cat")
UNITS = ("it", "hr")
STAGES = ("idea", "pilot", "validated", "production", "retired", "sleeping", "1.10", "null", "")
BROKEN = (b"stage: [\n", b"stage: idea\nstage: pilot\n", b"\xff\xfe", b"- a list\n", b"", b"stage: &a idea\n")

Changes = dict[str, Content | None]


def folder(agent: str, /) -> str:
    return f"catalog/agents/{agent}"


@st.composite
def blueprints(draw: Any) -> bytes:
    """A blueprint: plain, in flow style, with comments, quotes or odd values."""
    stage, risk = draw(st.sampled_from(STAGES)), draw(st.sampled_from(("low", "high")))
    lines = [f"name: {draw(st.sampled_from(('Sorter', 'Sorter: the second')))!r}", f"stage: {stage}", f"risk: {risk}"]
    owner = draw(st.sampled_from(("it", "hr", None)))
    if owner:
        lines += draw(st.sampled_from(([f"owner: {{unit: {owner}}}"], ["owner:", f"  unit: {owner}  # theirs"])))
    if draw(st.booleans()):
        lines.append(f"version: {draw(st.sampled_from(('0.1.0', '1.10', '0x1')))}")
    formerly = draw(st.lists(st.sampled_from(AGENTS), max_size=2, unique=True))
    if formerly:
        lines.append(f"formerly: [{', '.join(formerly)}]")
    if draw(st.integers(0, 4)) == 0:
        lines += [
            "recorded:",
            "  source: A register",
            f"  validated: {draw(st.sampled_from(DAYS))}",
            "  live: 2024-02-29",
        ]
    return "\n".join(lines).encode() + b"\n"


DAYS = ("2024-05-06", "2024-13-01", "soon", "2023-02-29")


@st.composite
def deployments(draw: Any) -> bytes:
    status = draw(st.sampled_from(("planned", "live", "paused", "ended", "gone", "~")))
    lines = [f"status: {status}", f"version: {draw(st.sampled_from(('0.1.0', '0.2.0')))}"]
    if draw(st.booleans()):
        lines.append("copied_from: it")
    if draw(st.integers(0, 4)) == 0:
        lines.append(f"recorded: {{source: A register, live: {draw(st.sampled_from(DAYS))}}}")
    return "\n".join(lines).encode() + b"\n"


@st.composite
def tables(draw: Any) -> bytes:
    rows = draw(st.lists(st.tuples(st.sampled_from(("2026-01", "2026-02")), st.integers(1, 3)), max_size=3))
    lines = [f'{period},0.1.0,{tasks},1,1,1,5,,,,,measured,"a, b"' for period, tasks in rows]
    return "\n".join([HEADER, *lines]).encode() + draw(st.sampled_from((b"\n", b"")))


@st.composite
def incidents(draw: Any) -> bytes:
    return f"status: {draw(st.sampled_from(('open', 'closed')))}\nunit: {draw(st.sampled_from(UNITS))}\n".encode()


@st.composite
def files(draw: Any) -> Changes:
    """One record file, written, broken, deleted, or replaced by something that is no file."""
    agent, unit = draw(st.sampled_from(AGENTS)), draw(st.sampled_from(UNITS))
    path, contents = draw(
        st.sampled_from(
            (
                (f"{folder(agent)}/blueprint.yml", blueprints()),
                (f"{folder(agent)}/blueprint.yml", blueprints()),
                (f"{folder(agent)}/deployments/{unit}.yml", deployments()),
                (f"{folder(agent)}/measurements/{unit}.csv", tables()),
                (f"{folder(agent)}/incidents/2026-01-0{len(unit)}-lost.yml", incidents()),
            )
        )
    )
    content: Content | None = draw(contents)
    fate = draw(st.integers(0, 11))
    if fate == 0:
        content = draw(st.sampled_from(BROKEN))
    elif fate == 1:
        content = None
    elif fate == 2:
        mode = draw(st.sampled_from(("120000", "100755")))
        content = (mode, bytes(content))
    elif fate == 3:
        path = f"{path}/inside.yml"
    return {path: content}


@st.composite
def several(draw: Any) -> Changes:
    """A few files at once."""
    changes: Changes = {}
    for one in draw(st.lists(files(), min_size=1, max_size=4)):
        if not any(path.startswith(f"{other}/") or other.startswith(f"{path}/") for path in one for other in changes):
            changes |= one
    return changes


@st.composite
def deletions(draw: Any, tree: Tree) -> Changes:
    """A whole agent goes."""
    start = f"{folder(draw(st.sampled_from(AGENTS)))}/"
    return dict.fromkeys(path for path in tree if path.startswith(start))


@st.composite
def renames(draw: Any, tree: Tree) -> Changes:
    """Folders change their names round about, with or without saying so: a move, a shift or a swap."""
    ids = draw(st.permutations(AGENTS))[: draw(st.integers(2, 3))]
    pairs = list(pairwise(ids)) + ([(ids[-1], ids[0])] if draw(st.booleans()) else [])
    changes: Changes = {path: None for old, _ in pairs for path in tree if path.startswith(f"{folder(old)}/")}
    for old, new in pairs:
        for path, content in tree.items():
            if path.startswith(f"{folder(old)}/"):
                changes[path.replace(folder(old), folder(new), 1)] = content
        blueprint = changes.get(f"{folder(new)}/blueprint.yml")
        if isinstance(blueprint, bytes) and draw(st.integers(0, 3)):
            kept = [line for line in blueprint.split(b"\n") if not line.startswith(b"formerly:")]
            changes[f"{folder(new)}/blueprint.yml"] = f"formerly: [{old}]\n".encode() + b"\n".join(kept)
    return _without_clashes(changes)


def _without_clashes(changes: Changes) -> Changes:
    written = {path for path, content in changes.items() if content is not None}
    return {
        path: content
        for path, content in changes.items()
        if not any(other != path and path.startswith(f"{other}/") for other in written)
    }


ODD = (
    "README.md",
    "catalog/agents/ant/recipe.md",
    "catalog/agents/Ant/blueprint.yml",
    'catalog/agents/ant/q"uo\nte.yml',
    "catalog/agents/caf\udce9/blueprint.yml",
    "catalog/people/ada.yml",
)


@st.composite
def junk(draw: Any) -> Changes:
    """Files that are nobody's record, under odd names."""
    return {
        draw(st.sampled_from(ODD)): draw(st.sampled_from((b"forge: ada\n", b"x\n", b"emails: [ada@brook.example]\n")))
    }


@st.composite
def acts(draw: Any, tree: Tree) -> Changes:
    """What one commit does to a tree."""
    kinds = (several(), several(), several(), renames(tree), deletions(tree), junk(), st.just({}))
    return draw(draw(st.sampled_from(kinds)))
