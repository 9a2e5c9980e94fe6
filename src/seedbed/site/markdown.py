"""Markdown bodies to safe HTML: one parser for every body, sanitised after rendering, links made addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.tasklists import tasklists_plugin
from msgspec import Struct

from seedbed.repository.plain_markdown import Listing, inline_html, scan_prose
from seedbed.site.headings import Heading
from seedbed.site.page import relative

TAGS = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption"}
    | {"figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "kbd", "li", "mark", "ol", "p", "pre", "q"}
    | {"s", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
    | {"u", "ul", "label"}
)
ATTRIBUTES = {
    "*": {"class", "id", "title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "input": {"type", "checked", "disabled"},
    "ol": {"start"},
    "td": {"align", "data-head"},
    "th": {"align", "scope"},
}
FITTING = 3
"""Columns of a table that have room side by side on a phone."""


class Rendered(Struct, frozen=True):
    """Safe HTML and the headings in it."""

    html: str
    headings: tuple[Heading, ...]


def render_markdown(
    text: str, /, *, resolve: Callable[[str], str | None], diagram: Callable[[str], str | None]
) -> Rendered:
    """Render a body.

    `resolve` turns a link target into a site address, or None where nothing is there (the link then becomes plain
    text); `diagram` turns the text of a mermaid block into trusted HTML, or None to show the source.
    Raw HTML in the source stands as text. The result is sanitised whatever the parser made of the source.
    """
    return render_prose(text) or render_any(text, resolve=resolve, diagram=diagram)


def render_any(text: str, /, *, resolve: Callable[[str], str | None], diagram: Callable[[str], str | None]) -> Rendered:
    """The same by the parser alone."""
    parser = _parser()
    tokens = parser.parse(text)
    headings = _number_headings(tokens)
    diagrams = _take_diagrams(tokens, diagram)
    _demote_empty_heads(tokens)
    _name_cells(tokens)
    for token in tokens:
        _resolve_links(token.children or (), resolve)
    html = _cleaner().clean(parser.renderer.render(tokens, parser.options, {}))
    for mark, figure in diagrams.items():
        html = html.replace(f"<p>{mark}</p>", figure)
    return Rendered(html, headings)


def render_prose(text: str, /) -> Rendered | None:
    """A body of plain headings, paragraphs and lists; None for any other.

    Every mark in it is escaped: nothing is left to sanitise.
    """
    pieces = scan_prose(text)
    html, headings, taken = "", [], set[str]()
    for piece in pieces or ():
        if isinstance(piece, Listing):
            told = _list_html(piece)
            if told is None:
                return None
            html += told
            continue
        inner = inline_html(piece.text)
        if inner is None or (piece.level and inner != piece.text):
            return None
        if piece.level:
            heading = Heading(level=max(piece.level, 2), id=_free_slug(inner, taken), text=inner)
            headings.append(heading)
            html += f'<h{heading.level} id="{heading.id}">{inner}</h{heading.level}>\n'
        else:
            html += f"<p>{inner}</p>\n"
    return None if pieces is None else Rendered(html, tuple(headings))


def _list_html(listing: Listing) -> str | None:
    tag, html = "ol" if listing.is_ordered else "ul", ""
    for _, text in listing.items:
        inner = inline_html(text)
        if inner is None:
            return None
        html += f"<li>{inner}</li>\n"
    return f"<{tag}>\n{html}</{tag}>\n"


def page_resolver(start: str, *, source: str, uris: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """A `resolve` for the page `start` made from the file `source`.

    `uris` maps the path of a source file, or of a page with `.md` for `.html`, to the uri of a page.
    """

    def resolve(target: str) -> str | None:
        """The link as it stands on the page; None where it leads nowhere that may be linked."""
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return target if parts.scheme in {"https", "mailto"} else None
        if not parts.path:
            return target
        uri = uris(posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path))))
        return None if uri is None else relative(uri, start=start) + (f"#{parts.fragment}" if parts.fragment else "")

    return resolve


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return parser.use(tasklists_plugin, label=True)  # a box without a label is silence to a screen reader


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes={"https", "mailto"},
        link_rel="noopener",
        attribute_filter=_attribute,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keep images to this site, and ids off those that the theme's own scripts look up."""
    if tag == "img" and name == "src":
        return value if re.fullmatch(r"[A-Za-z0-9._/-]+\.(png|jpe?g|webp)", value) and "//" not in value else None
    if name == "id" and value.startswith("__"):
        return None
    return value


def _number_headings(tokens: Sequence[Token]) -> tuple[Heading, ...]:
    """Give every heading an id, demote H1 (the page has one), and list them."""
    headings: list[Heading] = []
    taken: set[str] = set()
    for position, token in enumerate(tokens):
        if token.type not in {"heading_open", "heading_close"}:
            continue
        token.tag = "h2" if token.tag == "h1" else token.tag
        if token.type == "heading_open":
            text = _plain_text(tokens[position + 1])
            anchor = _free_slug(text, taken)
            token.attrSet("id", anchor)
            headings.append(Heading(level=int(token.tag[1]), id=anchor, text=text))
    return tuple(headings)


def _demote_empty_heads(tokens: Sequence[Token]) -> None:
    """The empty corner of a table is no heading of anything: a screen reader would announce one."""
    for start, content, end in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if start.type == "th_open" and not content.content.strip():
            start.tag = end.tag = "td"


def _name_cells(tokens: Sequence[Token]) -> None:
    """The cells of a wide table after the first name their column: a phone shows each row as a block, without heads."""
    heads: list[str] = []
    column = 0
    for token, content in pairwise(tokens):
        if token.type == "table_open":
            heads = []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            heads.append(_plain_text(content))
        elif token.type == "td_open":
            if column and len(heads) > FITTING:
                token.attrSet("data-head", heads[column])
            column += 1


def _plain_text(token: Token) -> str:
    return "".join(child.content for child in token.children or () if child.type in {"text", "code_inline"})


def _free_slug(text: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    taken.add(slug)
    return slug


def _take_diagrams(tokens: list[Token], diagram: Callable[[str], str | None]) -> dict[str, str]:
    """Put a mark in the place of every mermaid block that can be drawn; the drawings are put in after sanitising."""
    drawn: dict[str, str] = {}
    for position, token in enumerate(tokens):
        if token.type != "fence" or token.info.strip() != "mermaid":
            continue
        figure = diagram(token.content)
        if figure is None:
            continue
        # No source text holds this mark: a private-use character is refused in every record (rule hidden-characters).
        mark = f"\ue000diagram-{len(drawn)}\ue000"
        drawn[mark] = figure
        tokens[position] = Token("html_block", "", 0, content=f"<p>{mark}</p>\n")
    return drawn


def _resolve_links(children: Sequence[Token], resolve: Callable[[str], str | None]) -> None:
    dropped = 0
    for token in children:
        if token.type == "link_open":
            target = resolve(str(token.attrGet("href") or ""))
            dropped += target is None
            token.tag = "span" if target is None else "a"
            token.attrs = {} if target is None else {"href": target}
        elif token.type == "link_close" and dropped:
            token.tag = "span"
            dropped -= 1
