"""Languages beside English: their texts and their way to write numbers and days, by Babel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from io import BytesIO

from babel import Locale as Rules
from babel.dates import format_date, format_skeleton
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol
from msgspec import Struct


class Locale:
    """How one language writes numbers and days."""

    def __init__(self, code: str) -> None:
        """Raises babel.UnknownLocaleError for a code that no language has."""
        self.rules = Rules.parse(code)
        self.days: dict[date, str] = {}
        self.places = {category: number for number, category in enumerate(sorted_categories(self.rules))}

    def form(self, count: float | Fraction) -> int:
        """Which form of a text a count takes."""
        return self.places[self.rules.plural_form(float(count))]

    def number(self, value: float | Fraction) -> str:
        """Thousands apart; without decimals from 10 on."""
        plain = float(value)
        is_whole = abs(plain) >= 10 or plain.is_integer()
        return format_decimal(plain, format="#,##0" if is_whole else "#,##0.0", locale=self.rules)

    def decimal(self, plain: str) -> str:
        """A plain number such as `82.5` with the sign that parts its decimals."""
        return plain.replace(".", get_decimal_symbol(self.rules))

    def cents(self, value: float) -> str:
        """Two decimals."""
        return format_decimal(value, format="#,##0.00", locale=self.rules)

    def day(self, day: date) -> str:
        """A day with its month in words."""
        if day not in self.days:  # thousands of entries share a few hundred days
            self.days[day] = format_date(day, format="long", locale=self.rules)
        return self.days[day]

    def month(self, first: date) -> str:
        """A month in words."""
        return format_skeleton("yMMMM", first, locale=self.rules)

    def short_month(self, first: date) -> str:
        """A month in short words."""
        return format_skeleton("yMMM", first, locale=self.rules)


def sorted_categories(rules: Rules, /) -> list[str]:
    """The plural categories of a language in the order of the forms of its texts: `one` first, `other` last."""
    order = ("zero", "one", "two", "few", "many", "other")
    return [name for name in order if name in rules.plural_form.tags | {"other"}]


class Texts(Struct, frozen=True, kw_only=True):
    """Every translated text by its English one, in as many forms as it has; `in_scripts` are those of the scripts."""

    messages: Mapping[str, tuple[str, ...]]
    in_scripts: Mapping[str, tuple[str, ...]]


def parse_texts(content: bytes, /, *, code: str) -> Texts:
    """The texts of a .po file. Unsure (fuzzy) ones are left out."""
    messages, in_scripts = {}, {}
    for message in read_po(BytesIO(content), locale=code):
        original = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if original and forms and all(forms) and not message.fuzzy:
            messages[original] = forms
            if any(path.endswith(".js") for path, _ in message.locations):
                in_scripts[original] = forms
    return Texts(messages=messages, in_scripts=in_scripts)
