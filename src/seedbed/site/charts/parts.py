"""What all charts share: the frame around a drawing, its sentence, and its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

SERIES = 8
"""Looks that are told apart: a colour, a dash pattern and a texture each."""
DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "12 4", "1 4", "9 2 2 2 2 2")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, and the address of what it names."""

    text: str
    href: str | None = None
    after: str = ""

    @property
    def html(self) -> Markup:
        """The text, as a link where there is an address, and what stands after it."""
        link = Markup('<a href="{}">{}</a>') if self.href else Markup("{1}")
        text = link.format(self.href, self.text)
        return Markup("{} {}").format(text, self.after) if self.after else text

    def beside(self, words: str, /) -> Cell:
        """The same cell with words after it."""
        return replace(self, after=words)


def look(number: int, /) -> int:
    """The look of the series at this place, counted from 1; after the eighth they begin again."""
    return number % SERIES + 1


def frame(kind: str, says: str, /, *parts: Markup) -> Markup:
    """A figure: the sentence that it shows, then its parts."""
    return Markup(
        '<figure class="sb-chart sb-chart--{}"><figcaption class="sb-chart__says">{}</figcaption>{}</figure>'
    ).format(kind, says, Markup("").join(parts))


def draw(content: Iterable[Markup], /, *, id: str, title: str, says: str, size: tuple[str, int]) -> Markup:
    """A drawing of `size` (width, height) that is named `title` and described by what it says."""
    return Markup(
        '<svg class="sb-chart__drawing" width="{}" height="{}" role="img" aria-labelledby="{id}-title {id}-desc">'
        '<title id="{id}-title">{}</title><desc id="{id}-desc">{}</desc>{}</svg>'
    ).format(*size, title, says, join(content), id=id)


def scroller(name: str, content: Markup, /) -> Markup:
    """What is wider than a phone scrolls by itself, with the keyboard too."""
    return Markup('<div class="sb-scroll" role="region" aria-label="{}" tabindex="0">{}</div>').format(name, content)


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], /) -> Markup:
    """A table whose first column names its rows."""
    content = Markup(
        '<table class="sb-table"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(caption, join(_head(head, number) for number, head in enumerate(heads)), join(_row(row) for row in rows))
    return scroller(caption, content)


def data_table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], /) -> Markup:
    """The table of a drawing, folded away."""
    return Markup('<details class="sb-chart__data"><summary>The figures as a table</summary>{}</details>').format(
        table(caption, heads, rows)
    )


def join(parts: Iterable[Markup], /) -> Markup:
    """Markup after markup."""
    return Markup("").join(parts)


def _head(text: str, number: int) -> Markup:
    return Markup('<th scope="col"{}>{}</th>').format(Markup(' class="sb-num"') if number else "", text)


def _row(cells: Sequence[Cell]) -> Markup:
    first, *rest = cells
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(
        first.html, join(Markup('<td class="sb-num">{}</td>').format(cell.html) for cell in rest)
    )
