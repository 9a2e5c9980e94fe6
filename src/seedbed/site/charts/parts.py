"""What all charts share: the frame around a drawing, its sentence, and its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from seedbed.site.charts.scale import Format, Value
from seedbed.site.language import ENGLISH, Language
from seedbed.site.stacking import label_cells
from seedbed.site.words import NOT_MEASURED

FITTING = 2
"""Columns of a table that have room side by side on every phone."""
STEP, STEPS = 400, 12
"""Of the heights that the style sheet knows, in px, and how many there are."""
SERIES = 8
"""Looks that are told apart: a colour, a dash pattern and a texture each."""
DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "12 4", "1 4", "9 2 2 2 2 2")


class Cell(Struct, frozen=True):
    """A cell of a table: its text, the address of what it names, and the number behind a figure, for whoever saves the
    table.
    """

    text: str
    href: str | None = None
    after: str = ""
    value: float | Fraction | None = None

    @property
    def html(self) -> Markup:
        """The text, as a link where there is an address, and what stands after it."""
        text = Markup('<a href="%s">%s</a>') % (self.href, self.text) if self.href else escape(self.text)
        return text + " " + self.after if self.after else text

    @property
    def data(self) -> Markup:
        """The number as an attribute, to six figures: another program reads it whatever the language of the text."""
        plain = "" if self.value is None else f"{float(self.value):.6g}"
        return Markup("") if plain in {"", self.text} else Markup(' data-value="%s"') % plain

    def beside(self, words: str, /) -> Cell:
        """The same cell with words after it."""
        return replace(self, after=words)


def figure_of(value: Value, form: Format, /, language: Language = ENGLISH) -> Cell:
    """The cell of a figure; None is said in words."""
    return Cell(language.look_up(NOT_MEASURED)) if value is None else Cell(form(float(value)), value=value)


def look(number: int, /) -> int:
    """The look of the series at this place, counted from 1; after the eighth they begin again."""
    return number % SERIES + 1


def frame(kind: str, says: str, /, *parts: Markup, height: int = STEP) -> Markup:
    """A figure: the sentence that it shows, then its parts; it will be about `height` px tall on a phone."""
    return Markup(
        '<figure class="sb-chart sb-chart--{}{}"><figcaption class="sb-chart__says">{}</figcaption>{}</figure>'
    ).format(kind, tall(height), says, Markup("").join(parts))


def tall(height: int, /) -> str:
    """The class that tells how tall something will be before it is laid out, with a blank before it; later.css has the
    steps.
    """
    steps = min(round(height / STEP), STEPS)
    return f" sb-tall--{steps}" if steps > 1 else ""


def draw(
    content: Iterable[Markup], /, *, id: str, title: str, says: str, size: tuple[str, int], is_whole: bool = False
) -> Markup:
    """A drawing of `size` (width, height) that is named `title` and described by what it says.

    A whole one may be shrunk with everything in it, and may hold links; the others keep their letters and stretch.
    """
    width, height = size
    return Markup(
        '<svg class="sb-chart__drawing" width="{}" height="{}"{} role="{}" aria-labelledby="{id}-title {id}-desc">'
        '<title id="{id}-title">{}</title><desc id="{id}-desc">{}</desc>{}</svg>'
    ).format(
        width,
        height,
        Markup(' viewBox="0 0 {} {}"').format(width, height) if is_whole else "",
        "group" if is_whole else "img",
        title,
        says,
        join(content),
        id=id,
    )


def scroller(name: str, content: Markup, /) -> Markup:
    """What is wider than a phone scrolls by itself, with the keyboard too."""
    return Markup('<div class="sb-scroll" role="region" aria-label="{}" tabindex="0">{}</div>').format(name, content)


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], /) -> Markup:
    """A table whose first column names its rows; on a phone one of several figures breaks its rows."""
    is_wide = len(heads) > FITTING
    body = join(_row(row) for row in rows)
    content = Markup(
        '<table class="sb-table{}"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(
        " sb-table--stacked sb-table--figures" if is_wide else "",
        caption,
        join(_head(head, number) for number, head in enumerate(heads)),
        label_cells(body, heads) if is_wide else body,
    )
    return scroller(caption, content)


def data_table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], /, language: Language = ENGLISH
) -> Markup:
    """The table of a drawing, folded away."""
    return Markup('<details class="sb-chart__data"><summary>{}</summary>{}</details>').format(
        language.say("The figures as a table"), table(caption, heads, rows)
    )


def join(parts: Iterable[Markup], /) -> Markup:
    """Markup after markup."""
    return Markup("").join(parts)


def _head(text: str, number: int) -> Markup:
    return Markup('<th scope="col"{}>{}</th>').format(Markup(' class="sb-num"') if number else "", text)


def figure_cell(cell: Cell, /, head: str = "") -> Markup:
    """A cell that holds a figure; `head` names it where the head of its column is out of sight."""
    named = Markup(' data-head="%s"') % head if head else ""
    # Tables have thousands of cells, and `format` takes five times as long as `%`.
    return Markup('<td class="sb-num"%s%s>%s</td>') % (named, cell.data, cell.html)


def _row(cells: Sequence[Cell]) -> Markup:
    first, *rest = cells
    return Markup('<tr><th scope="row">%s</th>%s</tr>') % (first.html, join(map(figure_cell, rest)))
