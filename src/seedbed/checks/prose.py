"""Markdown bodies: prose that every reader shows alike, links that lead somewhere, nothing loaded from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote, urlsplit

from seedbed.checks.context import Context
from seedbed.checks.markdown import Inline, has_more, headings, inlines
from seedbed.checks.pages import Pages, pages_of
from seedbed.checks.wording import nearest, shown
from seedbed.kinds import Form
from seedbed.problems import Finding, Place, Problem, rule
from seedbed.repository.load import Source

SCHEMES = frozenset({"https", "mailto"})
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
IGNORED = re.compile(r"[\x00-\x20\x7f-\x9f]")
"""Characters that browsers drop from an address before they read its scheme."""

MOST_FINDINGS = 50
"""Findings of each of these rules that are listed of one body."""

COMMENT = "<!--"
BODIES = frozenset({Form.MARKDOWN, Form.FRONT_MATTER})


def check(context: Context, /) -> Iterator[Problem]:
    """The body of every page that could be read."""
    pages = pages_of(context)
    for source in context.sources.files.values():
        if source.kind.form in BODIES and not source.problems:
            yield from islice(body_heading(context, source), MOST_FINDINGS)
            if has_more(context.blocks(source)):  # hardly any of thousands of imported recipes
                for found in (
                    raw_html(context, source),
                    html_comment(context, source),
                    link_scheme(context, source),
                    link_target(context, source, pages),
                    image(context, source),
                ):
                    yield from islice(found, MOST_FINDINGS)


@rule("raw-html", family="text")
def raw_html(context: Context, source: Source, /) -> Iterator[Finding]:
    """A body holds no raw HTML.

    Tags are a way to run scripts, load pictures and hide text; the portal would show them as text. Markdown has
    headings, lists, tables, code and links; more is not needed.
    """
    seen: set[int] = set()
    for line, text in _html(context, source):
        if not text.startswith(COMMENT) and line not in seen:
            seen.add(line)
            fix = "Remove the tag. A < that is meant as such is written \\< or stands in `code`."
            yield Finding(_spot(source, line, text), f"raw HTML: {shown(text.strip()[:30])}", fix)


@rule("html-comment", family="text")
def html_comment(context: Context, source: Source, /) -> Iterator[Finding]:
    """A body holds no HTML comments.

    A reader of the page does not see them, a program that reads the file does.
    """
    for line, text in _html(context, source):
        if text.startswith(COMMENT):
            yield Finding(_spot(source, line, COMMENT), "an HTML comment", "Say it in the text, or remove it.")


@rule("link-scheme", family="text")
def link_scheme(context: Context, source: Source, /) -> Iterator[Finding]:
    """A link leads to an https or mailto address, or to a page of this portal by a relative path.

    `javascript:` and `data:` run what they carry, `http:` can be changed on the way, `//host` and `/path` lead
    elsewhere as soon as the portal moves.
    """
    for one in _tokens(context, source, "link_open"):
        target = str(one.token.attrGet("href") or "")
        bare = IGNORED.sub("", target)
        scheme = SCHEME.match(bare)
        if scheme and scheme[1].lower() not in SCHEMES:
            fix = f"Write https{bare[4:]}." if scheme[1].lower() == "http" else "Link to an https address."
            yield Finding(_spot(source, one.line, target), f"a link with the scheme {shown(scheme[1])}", fix)
        elif not scheme and (bare.startswith("/") or "\\" in bare):
            fix = "Write a path relative to this file, such as ../../agents/index.md, or a full https address."
            yield Finding(
                _spot(source, one.line, target), f"the link {shown(target)} is neither relative nor full", fix
            )


@rule("link-target", family="text")
def link_target(context: Context, source: Source, pages: Pages, /) -> Iterator[Finding]:
    """A relative link leads to a record or a page that exists.

    The path is relative to the file in which it stands. It names the file of a record
    (`../agents/invoice-triage/blueprint.yml`), or a page of the portal with `.md` for `.html`
    (`../../agents/index.md`).
    """
    for one in _tokens(context, source, "link_open"):
        target = str(one.token.attrGet("href") or "")
        bare = IGNORED.sub("", target)
        if SCHEME.match(bare) or bare.startswith(("/", "#")) or "\\" in bare:
            continue
        path = _resolved(source, bare)
        if path not in pages:
            meant = _meant(path, pages)
            start = posixpath.dirname(source.path)
            fix = f"Write {posixpath.relpath(meant, start)}." if meant else "Correct the path, or remove the link."
            yield Finding(_spot(source, one.line, target), f"the link {shown(target)} leads nowhere", fix)


@rule("image", family="text")
def image(context: Context, source: Source, /) -> Iterator[Finding]:
    """A picture is a png, jpg or webp file of the portal.

    A picture from elsewhere tells its owner who reads the page, and shows tomorrow what it did not show at review. SVG
    can hold scripts. A flow is better drawn as a mermaid block.
    """
    for one in _tokens(context, source, "image"):
        target = str(one.token.attrGet("src") or "")
        bare = IGNORED.sub("", target)
        place = _spot(source, one.line, target)
        if SCHEME.match(bare) or bare.startswith(("/", "\\")):
            fix = "Describe it in words, draw it as a mermaid block, or link to it."
            yield Finding(place, f"the picture {shown(target)} is not a file of the portal", fix)
        elif not urlsplit(bare).path.lower().endswith(PICTURES):
            yield Finding(place, f"the picture {shown(target)} is no png, jpg or webp", "Save it as png, jpg or webp.")


@rule("body-heading", family="text")
def body_heading(context: Context, source: Source, /) -> Iterator[Finding]:
    """Headings begin at level 2 and go down one level at a time.

    The title of the page is its only heading of level 1; people who listen to a page find their way by the levels.
    """
    level = 1
    for one in headings(context.blocks(source)):
        place = Place(path=source.path, line=source.body_line + one.line - 1)
        if one.level == 1:
            yield Finding(place, f"a heading of level 1: {shown(one.text)}", f"Write `## {one.text}`.")
        elif one.level > level + 1:
            marks = "#" * (level + 1)
            yield Finding(
                place, f"a heading of level {one.level} below one of level {level}", f"Write `{marks} {one.text}`."
            )
        level = max(one.level, 2)


def _html(context: Context, source: Source) -> Iterator[tuple[int, str]]:
    """Every piece of raw HTML with the line of the body on which it stands."""
    for token in context.blocks(source):
        if token.type == "html_block":
            yield (token.map[0] + 1 if token.map else 1), token.content.lstrip()
    for one in _tokens(context, source, "html_inline"):
        yield one.line, one.token.content


def _tokens(context: Context, source: Source, kind: str) -> Iterator[Inline]:
    return (one for one in inlines(context.blocks(source)) if one.token.type == kind)


def _spot(source: Source, line: int, text: str) -> Place:
    """Where a text stands, looked for from a line of the body on; that line itself where it is spelt otherwise."""
    needle = text.split("\n", 1)[0]
    for number, words in enumerate(source.body.split("\n")[line - 1 :], start=source.body_line + line - 1):
        column = words.find(needle)
        if needle and column >= 0:
            return Place(path=source.path, line=number, column=column + 1)
        if not words.strip():
            break
    return Place(path=source.path, line=source.body_line + line - 1)


def _meant(path: str, pages: Pages) -> str | None:
    """The page that was probably meant: one of nearly the same path, or of the same name somewhere else."""
    folder, _, name = path.rpartition("/")
    beside = nearest(name, sorted(page.rpartition("/")[2] for page in pages if page.rpartition("/")[0] == folder))
    if beside:
        return f"{folder}/{beside}"
    return next((page for page in sorted(pages) if page.endswith(f"/{name}") and name != "index.md"), None)


def _resolved(source: Source, target: str) -> str:
    """The path from the portal's root to which a relative link leads."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source.path), unquote(urlsplit(target).path)))
