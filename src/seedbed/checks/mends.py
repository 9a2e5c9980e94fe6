"""The exact mend for a value that a schema refuses: what to write instead, where it can be known."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from seedbed.checks import fields
from seedbed.checks.strict import strict_pattern
from seedbed.checks.wording import listed, nearest, shown, slugified

FEW = 12
"""Names that are listed in full; a longer list helps nobody who reads a message."""

NUMERIC = re.compile(r"[+]?([0-9][0-9,_' ]*(?:\.[0-9]+)?)\s*[%\w€$£]{0,4}")
YES_NO = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def _padded_date(text: str) -> str:
    """A date of one of the usual orders, as YYYY-MM-DD; '' when the order is a guess."""
    year_first = re.fullmatch(r"([0-9]{4})\D([0-9]{1,2})\D([0-9]{1,2})", text)
    if year_first:
        return "{}-{:0>2}-{:0>2}".format(*year_first.groups())
    day_first = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text)
    return "{2}-{1:0>2}-{0:0>2}".format(*day_first.groups()) if day_first else ""


ATTEMPTS: tuple[Callable[[str], str], ...] = (
    str.strip,
    str.upper,
    lambda text: text.removeprefix("v"),
    lambda text: f"{text.removeprefix('v')}.0",
    lambda text: f"{text.removeprefix('v')}.0.0",
    lambda text: text.replace("http://", "https://", 1),
    lambda text: f"https://{text}",
    _padded_date,
    slugified,
)
"""What usually went wrong with the form of a text, undone; the first result that fits is offered."""


def of_form(value: str, field: fields.Schema, /) -> str:
    """The mend of a text that does not match its pattern."""
    title = str(field.get("description") or f"The form is {field['pattern']}")
    fits = strict_pattern(field["pattern"])
    longest = field.get("maxLength", len(value) + len("https://"))
    for attempt in () if ".." in value else ATTEMPTS:
        better = attempt(value)
        if better and len(better) <= longest and fits.search(better):
            return f"Write {better}. {title}"
    return title


def of_type(value: Any, wanted: str | list[str], field: fields.Schema, /) -> str:
    """The mend of a value of the wrong type."""
    if value is None and wanted != "object":
        return "Write a value after the colon, or remove the line if the field is not needed."
    mend = _MENDS.get(wanted) if isinstance(wanted, str) else None
    return mend(value, field) if mend else "Write a value of that type."


def _to_text(value: Any, field: fields.Schema) -> str:
    if 0 < len(field.get("enum", ())) <= FEW:
        return f"Write {listed(field['enum'])}."
    if isinstance(value, list | Mapping):
        return "Write one text; if it begins with a bracket or a brace, put it in double quotes."
    # A decimal number has lost its trailing zeros, so it cannot be shown as it was written.
    if isinstance(value, float):
        return "Put it in double quotes, digit for digit."
    return f'Put it in double quotes: "{shown(value)}".'


def _to_number(value: Any, field: fields.Schema) -> str:
    whole = field.get("type") == "integer"
    if isinstance(value, float) and value.is_integer():
        return f"Write {int(value)}."
    match = NUMERIC.fullmatch(value.strip()) if isinstance(value, str) else None
    number = re.sub(r"[,_' ]", "", match[1]).lstrip("0") if match else ""
    if number and not (whole and "." in number):
        return f"Write {number}, without quotes, sign, separator or unit."
    return f"Write {'a whole' if whole else 'a plain'} number, without quotes or unit."


def _to_bool(value: Any, _field: fields.Schema) -> str:
    return f"Write {YES_NO.get(str(value).lower(), 'true or false')}, without quotes."


def _to_list(value: Any, _field: fields.Schema) -> str:
    inner = value if isinstance(value, str) else shown(value)
    return (
        "Write a list, one entry a line after `- `."
        if isinstance(value, Mapping)
        else f"Write it as a list: [{inner[:40]}]."
    )


def _to_mapping(_value: Any, field: fields.Schema) -> str:
    names = field.get("required") or list(field.get("properties", ()))
    if "$schema" in field:
        return f"Write its fields, one a line: {listed((f'`{n}:`' for n in names), last='and')}."
    return f"Write its fields on lines of their own, indented by two: {listed((f'`{n}:`' for n in names), last='and')}."


_MENDS: Mapping[str, Callable[[Any, fields.Schema], str]] = {
    "string": _to_text,
    "number": _to_number,
    "integer": _to_number,
    "boolean": _to_bool,
    "array": _to_list,
    "object": _to_mapping,
}


def of_key(key: str, known: Collection[str], present: Iterable[str], root: fields.Schema, /) -> str:
    """The mend of a field that the schema does not know."""
    free = [name for name in known if name not in set(present)]
    parent = next(fields.homes(key, root), None)
    if parent and key not in known and parent != key:
        return f"Move it below `{parent}:`, indented by two."
    meant = nearest(key, free) or nearest(key, known)
    if meant:
        return f"Did you mean `{meant}`?" if meant in free else f"Remove it: `{meant}` is there already."
    names = listed((f"`{name}`" for name in free), last="and")
    return f"Remove it. Fields that could stand here: {names}." if 0 < len(free) <= FEW else "Remove it."


def help_of(field: fields.Schema, /) -> str:
    """What to write into a field, from its title, description and values."""
    text = str(field.get("description") or field.get("title") or "")
    values = field.get("enum", ())
    return f"{text} One of: {listed(values)}." if 0 < len(values) <= FEW and not _names_all(text, values) else text


def _names_all(text: str, values: Iterable[str]) -> bool:
    return all(value in text for value in values)
