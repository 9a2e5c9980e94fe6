"""Stories of the attack suite: a YAML file tells who does what to the portal in `base`, the gate answers.

A file has `theme` (a sentence), `attacks` and `honest`, both lists of stories. A story has `id`, `title`, `does` (what
happens, in words), and:

- `by`: the forge account that asks, as the forge vouches for it (`nobody`: the forge did not say)
- `write: {path: text}`, `append: {path: text}`, `edit: {path: [[words, other words], …]}`, `delete: [path or folder]`,
  `copy: {from: to}`, `move: {from: to}`, `bytes: {path: hexadecimal}`, `huge: {path: bytes}`,
  `links: {path: target}`, `programs: [path]`, `nested: [path]`, `paths: {"odd\\npath": text}` (as `write`)
- `many: {path, count, text}`: as many files, with `{n}` in the path for the number
- `many_words: {path: number}`: as many words at the end; `join: true`: " + " in this commit's texts is nothing (so that
  no file of this repository holds what looks like a secret)
- `commits`: several of these, oldest first, each with `signed` (`Name <address>`) and `says` (its message)
- `main`: what main does meanwhile, after the branch began; `begin`: what main did before
- `reviews`: accounts that approve the head, or mappings `{by, state, commit: head | earlier, …}`; without it nothing is
  handed over. `pushed_by`: accounts that pushed
- `caught_by`: exactly the rules that must stand in the way (attacks); honest stories pass
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from seedbed.gate.verdict import Verdict
from seedbed.gate.walk import review
from seedbed.repository.objects import Objects
from seedbed.repository.proposed import read_proposal
from seedbed.repository.reviews import read_reviews
from tests.helpers import forges
from tests.helpers.histories import START, Content, Tree, Writer

HERE = Path(__file__).parent
BASE = HERE / "base"
STORIES = HERE / "stories"
TODAY = date(2026, 11, 20)
NOW = START + 319 * 86_400
"""20 November 2026."""
KINDS = ("attacks", "honest")
STEPS = frozenset("write append edit delete copy move bytes huge links programs nested paths many many_words join".split())  # noqa: SIM905


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


def load_stories(kind: str, /) -> list[Story]:
    """Every story of a kind, in the order of the files."""
    found = []
    for path in sorted(STORIES.glob("*.yml")):
        book = yaml.safe_load(path.read_text("utf-8"))
        found += [Story(path.stem, kind, told) for told in book.get(kind, [])]
    return found


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
        start = self._advance(self.main, story.told["begin"]) if "begin" in story.told else self.main
        head, first = start, 0
        for step in story.commits:
            head = self._advance(head, step, signed=_signature(story, step))
            first = first or head
        tip = self._advance(start, story.told["main"]) if "main" in story.told else start
        return tip, head, first

    def _advance(self, parent: int, step: Mapping[str, Any], *, signed: str = "Cleo Ruiz <cleo@brook.example>") -> int:
        tree = stepped(self.writer.trees[parent], step)
        return self.writer.commit(tree, parents=[parent], at=NOW, message=_joined(step).get("says", "Change"), author=signed)

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
    for verb in ("write", "paths"):
        for path, text in step.get(verb, {}).items():
            yield path, text.encode(errors="surrogatepass")
    for path, text in step.get("append", {}).items():
        old = tree[path]
        assert isinstance(old, bytes)
        yield path, old + text.encode()
    for path, number in step.get("many_words", {}).items():
        old = tree[path]
        assert isinstance(old, bytes)
        yield path, old + b"\n" + b"word " * number + b"\n"
    for path, digits in step.get("bytes", {}).items():
        yield path, bytes.fromhex(digits)
    for path, size in step.get("huge", {}).items():
        yield path, b"# " + b"x" * size + b"\n"
    if many := step.get("many"):
        yield from ((many["path"].format(n=n), many["text"].encode()) for n in range(many["count"]))
    for path, target in step.get("links", {}).items():
        yield path, ("120000", target.encode())
    for path in step.get("programs", ()):
        old = tree[path]
        yield path, ("100755", old if isinstance(old, bytes) else old[1])
    for path in step.get("nested", ()):
        yield path, ("160000", b"a" * 40)
