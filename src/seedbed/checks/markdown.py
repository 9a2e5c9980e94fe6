"""Markdown bodies as blocks with their lines: what rules about prose look at.

The same grammar as the portal's own renderer, with raw HTML and every link address left in, so that what the renderer
would drop without a word can be named here. Inline text is parsed only where something in it can matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from seedbed.repository.plain_markdown import Listing, Piece, scan_prose

TELLING = frozenset("<[")
"""Every link, image and piece of raw HTML begins with one of these."""


class Inline(Struct, frozen=True):
    """One piece of inline text: its token and the line of the body on which it stands (from 1, as near as is known)."""

    token: Token
    line: int


UNASKED = frozenset(
    {"paragraph_open", "paragraph_close", "heading_close", "bullet_list_open", "bullet_list_close"}
    | {"ordered_list_close", "list_item_open", "list_item_close"}
)
"""Blocks that no check asks for; an inventory has tens of thousands of them."""


class Heading(Struct, frozen=True):
    """A heading: level, text and line of the body (from 1)."""

    level: int
    text: str
    line: int


def parse_blocks(body: str, /) -> list[Token]:
    """The blocks of a body; the inline text of a block is parsed only where it may hold a link, an image or HTML."""
    environment: dict[str, object] = {}
    tokens = prose_tokens(body) or parser_tokens(body, environment)
    for token in tokens:
        if token.type == "inline" and not TELLING.isdisjoint(token.content):
            token.children = _complete().parseInline(token.content, environment)[0].children
    return tokens


def parser_tokens(body: str, environment: dict[str, object], /) -> list[Token]:
    """The blocks of any body; the definitions of links go into the environment."""
    return _blocks_only().parse(body, environment)


def prose_tokens(body: str, /) -> list[Token] | None:
    """The same of a body that is plain prose, without the parser and without what is `UNASKED`; None for any other."""
    pieces = scan_prose(body)
    if pieces is None:
        return None
    return [token for one in pieces for token in (_list_tokens(one) if isinstance(one, Listing) else _tokens(one))]


def _list_tokens(listing: Listing) -> Iterator[Token]:
    if listing.is_ordered:
        yield Token("ordered_list_open", "ol", 1, map=[listing.start, listing.end], markup=".", block=True)
    for line, (_, text) in enumerate(listing.items, start=listing.start):
        yield Token("inline", "", 0, map=[line, line + 1], level=3, children=[], content=text, block=True)


def _tokens(piece: Piece) -> Iterator[Token]:
    lines = [piece.start, piece.end]
    if piece.level:
        yield Token("heading_open", f"h{piece.level}", 1, map=lines, markup="#" * piece.level, block=True)
    yield Token("inline", "", 0, map=lines, level=1, children=[], content=piece.text, block=True)


def has_more(tokens: Iterable[Token], /) -> bool:
    """Whether there may be HTML, links or pictures among the blocks, as hardly ever in imported prose."""
    return any(token.children or token.type == "html_block" for token in tokens)


def headings(tokens: list[Token], /) -> list[Heading]:
    """The headings of a body in order."""
    return [
        Heading(int(token.tag[1:]), tokens[position + 1].content.strip(), _line(token))
        for position, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def section(tokens: list[Token], name: str, /) -> list[Token]:
    """The tokens below the heading `name` of level 2, up to the next heading of that level."""
    found: list[Token] = []
    inside = False
    for position, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag in {"h1", "h2"}:
            inside = token.tag == "h2" and tokens[position + 1].content.strip() == name
        elif inside:
            found.append(token)
    return found


def inlines(tokens: Iterable[Token], /) -> Iterator[Inline]:
    """Every inline token of a body that was parsed, images within links too."""
    for token in tokens:
        line = _line(token)
        for child in token.children or ():
            yield Inline(child, line)
            if child.type == "image":
                yield from (Inline(inner, line) for inner in child.children or ())
            line += child.type in {"softbreak", "hardbreak"}
            line += child.content.count("\n")


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


@cache
def _complete() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return _outspoken(parser)


@cache
def _blocks_only() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("inline")
    return _outspoken(parser)


def _outspoken(parser: MarkdownIt) -> MarkdownIt:
    """The parser, taking every address for a link and leaving it as it is: what is refused must be seen first."""
    parser.validateLink = _is_address  # type: ignore[method-assign]
    parser.normalizeLink = _as_it_is  # type: ignore[method-assign]
    return parser


def _as_it_is(url: str) -> str:
    return url


def _is_address(url: str) -> bool:
    return isinstance(url, str)
