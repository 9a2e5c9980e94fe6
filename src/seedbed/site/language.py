"""The language of a portal: its sentences, and how it writes numbers, days and money.

English is the source: its sentences stand where they are used, and nothing is looked up. Every other language has one
file, `texts/<code>.po`. A sentence may hold `{blanks}`; numbers given for them are written as the language writes
numbers. What people wrote into records is never translated.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from seedbed.resources import read_texts
from seedbed.sentences import Sentence
from seedbed.site import words

if TYPE_CHECKING:
    from seedbed.site.locales import Locale, Texts

CODES = ("en", "de")
"""The languages that a portal can be in; schemas/organization.json names the same."""
NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def marked(text: str, /) -> str:
    """The text itself: marks a sentence in a table, so that it is collected for the translators; `say` tells it."""
    return text


LINKS = (marked("and"), marked("or"))
"""What stands before the last part of a list."""


class Language(Struct, frozen=True, kw_only=True):
    """One language by its code (`en`, `de`). Make it by `language_of`."""

    code: str = "en"

    @property
    def messages(self) -> Mapping[str, tuple[str, ...]]:
        """Every translated text by its English one (of a plural: the singular), in as many forms as it has."""
        return NOTHING if self.code == "en" else _texts(self.code).messages

    @property
    def in_scripts(self) -> Mapping[str, tuple[str, ...]]:
        """Likewise, only what the scripts of the pages say."""
        return NOTHING if self.code == "en" else _texts(self.code).in_scripts

    @property
    def digest(self) -> str:
        """What changes when a sentence of this language changes; for whoever keeps what was made from them."""
        return self.code if self.code == "en" else f"{self.code} {sha256(read_texts(self.code)).hexdigest()}"

    def look_up(self, text: str, /) -> str:
        """The text in this language with its blanks as they are; the English text where it has no translation."""
        found = self.messages.get(text)
        return found[0] if found else text

    def forms(self, one: str, many: str, /) -> tuple[str, ...]:
        """All forms of a text that depends on a number, in the order of `form`, with their blanks as they are."""
        return self.messages.get(one) or (one, many)

    def form(self, count: float | Fraction, /) -> int:
        """Which of the forms this count takes."""
        return self._locale.form(count) if self._locale else int(count != 1)

    def say(self, text: str, /, **values: object) -> str:
        """A sentence, its blanks filled."""
        return self._fill(self.look_up(text), values)

    def plural(self, count: float | Fraction, one: str, many: str, /, **values: object) -> str:
        """A sentence that depends on a number, which is the blank `{count}`; the last of the forms for many."""
        forms = self.forms(one, many)
        return self._fill(forms[min(self.form(count), len(forms) - 1)], {"count": count} | values)

    def counted(self, count: float | Fraction, one: str, many: str | None = None, /) -> str:
        """A count with its noun: `1 unit`, `3 units`. In a sentence of more words say `plural`."""
        return self.plural(count, f"{{count}} {one}", f"{{count}} {many or one + 's'}")

    def retell(self, text: str | None, /) -> str | None:
        """A sentence of the figures (seedbed.sentences) in this language; any other text, and None, as it is."""
        if not isinstance(text, Sentence) or self.code == "en":
            return text
        values = {name: self._retold(one) for name, one in text.values.items()}
        if text.many:
            return self.plural(values["count"], text.text, text.many, **values)  # type: ignore[arg-type]
        return self.say(text.text, **values)

    def word(self, value: str, /) -> str:
        """A closed value of the records: `acts-with-approval` is `acts with approval`."""
        return self.look_up(words.title(value))

    def inside(self, text: str, /) -> str:
        """A name that begins with a capital as it stands inside a sentence; German nouns keep theirs."""
        return text[:1].lower() + text[1:] if self.code == "en" else text

    def listed(self, parts: list[str] | tuple[str, ...], /, *, last: str = "and") -> str:
        """Parts as a list with `and` or `or` before the last."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.look_up(last)} {parts[-1]}"

    def number(self, value: float | Fraction | None, /) -> str:
        """A number with thousands apart, without decimals from 10 on."""
        if value is None:
            return self.look_up(words.NOT_MEASURED)
        return self._locale.number(value) if self._locale else words.number(value)  # type: ignore[arg-type]

    def exactly(self, value: float | Fraction | Decimal, /) -> str:
        """A number with all the decimals that it was written with."""
        plain = f"{float(value):.10g}"
        return self._locale.decimal(plain) if self._locale else plain

    def percent(self, value: Fraction | float | None, /) -> str:
        """A share 0-1 as a whole per cent."""
        return self._kept(words.percent(value)) if value is not None else self.look_up(words.NOT_MEASURED)

    def gain(self, value: Fraction | float | None, /) -> str:
        """A relative gain as a signed per cent: 0.42 is `+42 %`."""
        return self._kept(words.gain(value)) if value is not None else self.look_up(words.NOT_MEASURED)

    def ordinal(self, count: int, /) -> str:
        """`1st`, `2nd`, `11th`."""
        return f"{count}." if self._locale else words.ordinal(count)

    def money(self, value: float | None, currency: str, /) -> str:
        """An amount with its currency; small ones with two decimals."""
        if value is None:
            return self.look_up(words.NOT_MEASURED)
        is_small = abs(value) < words.CENTS_BELOW and value % 1
        return f"{self.cents(value) if is_small else self.number(round(value))} {currency}".strip()

    def cents(self, value: float, /) -> str:
        """An amount with two decimals."""
        return self._locale.cents(value) if self._locale else words.cents(value)

    def day(self, value: str | date | None, /) -> str:
        """An ISO date or moment as `5 March 2026`, with the time of a moment."""
        if value is None:
            return self.look_up(words.NOT_MEASURED)
        if self._locale is None:
            return words.day(value)
        moment = datetime.fromisoformat(str(value))
        said = self._locale.day(moment.date())
        return f"{said}, {moment:%H:%M}" if "T" in str(value) else said

    def month(self, value: str, /) -> str:
        """A period `2026-03` as `March 2026`."""
        return self._locale.month(date.fromisoformat(f"{value}-01")) if self._locale else words.month(value)

    def short_month(self, value: str, /) -> str:
        """A period `2026-03` as `Mar 2026`, for axes; one that no calendar has stands as it is."""
        try:
            first = date.fromisoformat(f"{value}-01")
        except ValueError:
            return value
        return self._locale.short_month(first) if self._locale else f"{first:%b %Y}"

    @property
    def _locale(self) -> Locale | None:
        return None if self.code == "en" else _locale(self.code)

    def _kept(self, percentage: str, /) -> str:
        """A percentage that no line breaks; English ones stand as they always did."""
        return percentage.replace(" ", "\u00a0") if self._locale else percentage

    def _fill(self, text: str, values: Mapping[str, object], /) -> str:
        if not values:
            return text
        return text.format(**{name: self._written(value) for name, value in values.items()})

    def _retold(self, value: object, /) -> object:
        if isinstance(value, Decimal):
            return self.exactly(value)
        return self.retell(value) if isinstance(value, str) else value

    def _written(self, value: object, /) -> object:
        if isinstance(value, str):  # most are, and whether one is a Fraction is dear to find out
            return value
        return self.number(value) if isinstance(value, int | float | Fraction) else value


@cache
def language_of(code: str = "en", /) -> Language:
    """The language of this code. Raises FileNotFoundError when it is used and there is no file of its texts."""
    return Language(code=code)


@cache
def _texts(code: str, /) -> Texts:
    from seedbed.site.locales import parse_texts  # noqa: PLC0415 - Babel is not loaded for English

    return parse_texts(read_texts(code), code=code)


@cache
def _locale(code: str, /) -> Locale:
    from seedbed.site.locales import Locale  # noqa: PLC0415 - likewise

    return Locale(code)


ENGLISH = language_of("en")
