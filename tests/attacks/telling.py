"""Stories of the attack suite: a YAML file tells who does what to the portal in `base`, the gate answers.

A file has `theme` (a sentence), `attacks` and `honest`, both lists of stories. A story has `id`, `title`, `does` (what
happens, in words), and:

- `by`: the forge account that asks, as the forge vouches for it (`nobody`: the forge did not say)
- `write: {path: text}`, `append: {path: text}`, `edit: {path: [[words, other words], …]}`,
  `sub: {path: [pattern, text]}` (as `re.sub`, once), `delete: [path or folder]`,
  `copy: {from: to}`, `move: {from: to}`, `bytes: {path: hexadecimal}`, `huge: {path: bytes}`,
  `links: {path: target}`, `programs: [path]`, `nested: [path]`, `paths: {"odd\\npath": text}` (as `write`)
- `many: {path, count, text}`: as many files, with `{n}` in the path for the number
- `many_words: {path: number}`: as many words at the end; `join: true`: " + " in this commit's texts is nothing (so that
  no file of this repository holds what looks like a secret)
- `commits`: several of these, oldest first, each with `signed` and `committed_by` (`Name <address>`), `says`, `at`
- `merge: main` in a commit: it merges main, with these changes on top; `merge: ours` keeps its own side of everything
- `main`: what main does meanwhile, after the branch began; `begin`: what main did before
- `reviews`: accounts that approve the head, or mappings `{by, state, commit: head | earlier, …}`; without it nothing is
  handed over. `pushed_by`: accounts that pushed
- `each`: sets of words; the story is told once for each, with the words for `<name>` in every text of it
- `caught_by`: exactly the rules that must stand in the way (attacks); honest stories pass
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from seedbed.gate.verdict import Verdict
from seedbed.gate.walk import review
from seedbed.repository.objects import Objects
from seedbed.repository.proposed import read_proposal
from seedbed.repository.reviews import read_reviews
from tests.helpers import forges
from tests.helpers.histories import START, Content, Tree, Writer, data_of

HERE = Path(__file__).parent
BASE = HERE / "base"
STORIES = HERE / "stories"
TODAY = date(2026, 11, 20)
OFFICE = "Cleo Ruiz <cleo@brook.example>"
NOW = START + 319 * 86_400
"""20 November 2026."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
STEPS = frozenset(
    (
        "write",
        "append",
        "edit",
        "delete",
        "copy",
        "move",
        "bytes",
        "huge",
        "links",
        "programs",
        "nested",
        "paths",
        "sub",
    )
) | {"many", "many_words", "join"}
KEYS = STEPS | {"id", "title", "does", "by", "commits", "main", "begin", "reviews", "pushed_by", "caught_by"}
"""What a story may hold."""


@dataclass(frozen=True)
class Story:
    """One story with the file and the kind it stands under."""

    theme: str
    kind: str
    told: Mapping[str, Any] = field(repr=False)

    @property
    def id(self) -> str:
        return f"{self.theme}/{self.told['id']}"

    @property
    def caught_by(self) -> frozenset[str]:
        return frozenset(self.told.get("caught_by", ()))

    @property
    def commits(self) -> list[Mapping[str, Any]]:
        return self.told.get("commits") or [self.told]


@cache
def load_books() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Every file of stories with its name, in order."""
    paths = sorted(STORIES.glob("*.yml"))
    return tuple((path.stem, yaml.load(path.read_text("utf-8"), Loader=LOADER)) for path in paths)  # noqa: S506 - safe


def load_stories(kind: str, /) -> list[Story]:
    """Every story of a kind, in the order of the files."""
    return [Story(name, kind, one) for name, book in load_books() for told in book.get(kind, []) for one in _each(told)]


def _each(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The story, or one story for each set of words that stand for `<name>` in it."""
    for words in told.get("each", [{}]):
        rest = {key: value for key, value in told.items() if key != "each"}
        yield _said(rest, words)


def _said(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {_said(key, words): _said(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [_said(inner, words) for inner in value]
    for name, word in words.items() if isinstance(value, str) else ():
        value = value.replace(f"<{name}>", word)
    return value


def base_tree() -> Tree:
    """The portal that all stories begin with, and a file of machinery beside it."""
    files = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in BASE.rglob("*") if path.is_file()}
    return files | {"README.md": b"# The portal\n", ".github/workflows/gate.yml": b"name: gate\n"}


def former_tree() -> Tree:
    """What main held before: an agent that was removed since."""
    blueprint = (BASE / "catalog/agents/stock-count/blueprint.yml").read_bytes().replace(b"Stock count", b"Label maker")
    return base_tree() | {"catalog/agents/label-maker/blueprint.yml": blueprint}


@dataclass
class Teller:
    """Writes stories as commits of one repository and asks the gate about them."""

    writer: Writer
    main: int
    heads: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    @classmethod
    def begin(cls, top: Path, stories: list[Story], /) -> Teller:
        """Write every story; nothing is judged yet."""
        writer = Writer.init(top, "--bare")
        former = writer.commit(former_tree(), at=NOW - 400 * 86_400)
        teller = cls(writer, writer.commit(base_tree(), parents=[former], at=NOW - 30 * 86_400))
        for story in stories:
            teller.heads[story.id] = teller.write(story)
        writer.sync()
        return teller

    def write(self, story: Story, /) -> tuple[int, int, int]:
        """The marks of main, of the head, and of the first commit of the branch."""
        start = self._advance([self.main], story.told["begin"]) if "begin" in story.told else self.main
        tip = self._advance([start], story.told["main"]) if "main" in story.told else start
        head, first = start, 0
        for step in story.commits:
            ground = self._merged(start, head, tip) if step.get("merge") == "main" else self.writer.trees[head]
            parents = [head, tip] if "merge" in step else [head]
            head = self._advance(parents, step, ground=ground, signed=_signature(story, step))
            first = first or head
        return tip, head, first

    def _merged(self, start: int, ours: int, theirs: int) -> Tree:
        """What main changed since the start, and for the rest our side."""
        before, mine, other = (self.writer.trees[mark] for mark in (start, ours, theirs))
        changed = {path for path in {*before, *other} if before.get(path) != other.get(path)}
        kept = {path: data for path, data in mine.items() if path not in changed}
        return kept | {path: other[path] for path in changed if path in other}

    def _advance(
        self, parents: list[int], step: Mapping[str, Any], *, ground: Tree | None = None, signed: str = OFFICE
    ) -> int:
        at = int(datetime.fromisoformat(f"{step['at']}T12:00:00+00:00").timestamp()) if "at" in step else NOW
        return self.writer.commit(
            stepped(ground or self.writer.trees[parents[0]], step),
            parents=parents,
            at=at,
            message=_joined(step).get("says", "Change"),
            author=signed,
            committer=step.get("committed_by"),
        )

    def verdict(self, story: Story, objects: Objects, /) -> Verdict:
        """What the gate says."""
        base, head, first = (self.writer.id(mark) for mark in self.heads[story.id])
        by = story.told.get("by")
        reviews = story.told.get("reviews")
        answer = None if reviews is None else [_review(one, head, first, n) for n, one in enumerate(reviews, start=1)]
        return review(
            read_proposal(objects, base, head),
            today=TODAY,
            author=None if by in {None, "nobody"} else by,
            reviews=None if answer is None else read_reviews(json.dumps(answer).encode()),
            pushers=tuple(story.told.get("pushed_by", ())),
        )


def _signature(story: Story, step: Mapping[str, Any]) -> str:
    account = story.told.get("by", "nobody")
    plain = "Somebody Else <somebody@elsewhere.example>"
    known = {path.stem.split("-")[0]: path.stem for path in (BASE / "catalog/people").glob("*.yml")}
    person = known.get(str(account).lower())
    own = f"{person.replace('-', ' ').title()} <{account.lower()}@brook.example>" if person else plain
    return step.get("signed", own)


def _review(one: Any, head: str, first: str, number: int) -> dict[str, Any]:
    facts = {"by": one} if isinstance(one, str) else dict(one)
    commit = {"head": head, "earlier": first, "none": None}[facts.pop("commit", "head")]
    moment = f"2026-11-20T10:{number:02d}:00Z"
    state = facts.pop("state", "APPROVED")
    return forges.github(facts.pop("by"), state, id=number, commit_id=commit, submitted_at=moment, **facts)


def stepped(tree: Tree, step: Mapping[str, Any], /) -> Tree:
    """The tree after one commit."""
    after = dict(tree)
    step = _joined(step)
    for path in step.get("delete", ()):
        gone = [one for one in after if one == path or one.startswith(f"{path}/")]
        assert gone, f"{path} is not there"
        for one in gone:
            del after[one]
    for verb in ("copy", "move"):
        for source, target in step.get(verb, {}).items():
            _carry(after, source, target, leaves=verb == "move")
    for path, pairs in step.get("edit", {}).items():
        after[path] = _edited(after[path], pairs, path)
    for path, (pattern, text) in step.get("sub", {}).items():
        changed, times = re.subn(pattern, text, data_of(after, path).decode(), count=1, flags=re.MULTILINE)
        assert times, f"{pattern} is not in {path}"
        after[path] = changed.encode()
    after.update(_written(after, step))
    return after


def _joined(step: Any) -> Any:
    if not isinstance(step, Mapping) or not step.get("join"):
        return step
    return yaml.safe_load(yaml.safe_dump(dict(step)).replace(" + ", ""))


def _carry(tree: Tree, source: str, target: str, *, leaves: bool) -> None:
    found = [path for path in tree if path == source or path.startswith(f"{source}/")]
    assert found, f"{source} is not there"
    for path in found:
        tree[f"{target}{path.removeprefix(source)}"] = tree[path]
        if leaves:
            del tree[path]


def _edited(content: Content, pairs: list[list[str]], path: str) -> bytes:
    assert isinstance(content, bytes)
    for old, new in pairs:
        assert content.count(old.encode()) == 1, f"{old!r} stands {content.count(old.encode())} times in {path}"
        content = content.replace(old.encode(), new.encode())
    return content


def _written(tree: Tree, step: Mapping[str, Any]) -> Iterator[tuple[str, Content]]:
    for path, text in (step.get("write", {}) | step.get("paths", {})).items():
        yield path, text.encode(errors="surrogatepass")
    for path, text in step.get("append", {}).items():
        yield path, data_of(tree, path) + text.encode()
    for path, number in step.get("many_words", {}).items():
        yield path, data_of(tree, path) + b"\n" + b"word " * number + b"\n"
    for path, digits in step.get("bytes", {}).items():
        yield path, bytes.fromhex(digits)
    for path, size in step.get("huge", {}).items():
        yield path, b"# " + b"x" * size + b"\n"
    if many := step.get("many"):
        yield from ((many["path"].format(n=n), many["text"].encode()) for n in range(many["count"]))
    yield from _odd(tree, step)


def _odd(tree: Tree, step: Mapping[str, Any]) -> Iterator[tuple[str, Content]]:
    """What is no regular file."""
    for path, target in step.get("links", {}).items():
        yield path, ("120000", target.encode())
    for path in step.get("programs", ()):
        yield path, ("100755", data_of(tree, path))
    for path in step.get("nested", ()):
        yield path, ("160000", b"a" * 40)
