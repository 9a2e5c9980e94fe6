"""Collect every sentence of the portal and bring the translators' files up to date: `make texts`.

What is new stands untranslated in `src/seedbed/site/texts/<code>.po` afterwards, what nobody says any longer is gone,
and what is left to do is printed.
"""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import jinja2
import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import nodes

import seedbed.gate.rules  # noqa: F401 - puts the rules of the gate into RULES
from seedbed.metrics.fleet import Health
from seedbed.metrics.programme.passages import Rung
from seedbed.metrics.reasons import BELOW, Why
from seedbed.problems import RULES, Severity
from seedbed.site.language import CODES, ENGLISH
from seedbed.site.translating import tell_in
from seedbed.site.words import title

ROOT = Path(__file__).parents[1]
TEMPLATES = (ROOT / "src/seedbed/site/templates", ROOT / "theme")
PYTHON = tuple(ROOT / "src/seedbed" / room for room in ("site", "metrics", "exports", "reports/digest", "policy.py"))
SCRIPTS = ROOT / "theme/assets/seedbed"
SCHEMAS = ROOT / "schemas"
FOLDER = ROOT / "src/seedbed/site/texts"

SAYING = {"say": (0,), "marked": (0,), "look_up": (0,), "Sentence": (0, 1), "plural": (1, 2), "counted": (1, 2)}
"""Where each call that takes a sentence takes it: the sentence, or its form for one and for many."""
IN_SCRIPTS = {"say": (0,), "plural": (1, 2)}
"""Likewise in scripts."""
SPEECH = re.compile(r"(?<![\w$])(say|plural)\(")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
PART = re.compile(r'"(?:[^"\\]|\\.)*"|[()\[\]{},]')
NOT_SHOWN = {"language"}
"""Properties of schemas whose closed values no page shows."""

HEAD = r"""msgid ""
msgstr ""
"Language: {language}\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: {plural}\n"

"""

Text = tuple[str, ...]
"""A sentence, or its form for one and for many."""


def main() -> None:
    """Write every file of texts anew."""
    places = collect()
    for code in CODES:
        if code != ENGLISH.code:
            catalogue = updated(code, places)
            with (FOLDER / f"{code}.po").open("wb") as file:
                file.write(written(catalogue))
            open_ones = [message.id for message in catalogue if message.id and not is_told(message)]
            print(f"{code}: {len(catalogue)} texts, {len(open_ones)} not translated")


def collect() -> dict[Text, set[str]]:
    """Every sentence with the files that say it."""
    places: dict[Text, set[str]] = defaultdict(set)
    for path, text in _all_texts():
        places[text].add(path.relative_to(ROOT).as_posix())
    return dict(places)


def updated(code: str, places: dict[Text, set[str]]) -> Catalog:
    """The texts of one language: translated ones stay, new ones come without a translation, old ones go."""
    told = read_po(BytesIO((FOLDER / f"{code}.po").read_bytes()), locale=code)
    fresh = Catalog(locale=code, project="Seedbed", charset="utf-8")
    for text, paths in places.items():
        known = told.get(text[0])
        id = text if len(text) > 1 else text[0]
        string = known.string if known and _fits(known.string, text) else None
        fresh.add(id, string, locations=[(path, 0) for path in sorted(paths)])
    return fresh


def written(catalogue: Catalog) -> bytes:
    """The file, in an order that does not depend on where things stand."""
    catalogue.revision_date = catalogue.creation_date = None
    file = BytesIO()
    write_po(file, catalogue, width=118, sort_output=True, include_lineno=False, omit_header=True)
    head = HEAD.format(language=catalogue.locale, plural=catalogue.plural_forms)
    return head.encode() + file.getvalue()


def _fits(string: Any, text: Text) -> bool:
    return isinstance(string, str) == (len(text) == 1)


def is_told(message: Any) -> bool:
    """Whether every form of a text has a translation."""
    return bool(message.string) and (isinstance(message.string, str) or all(message.string))


def _all_texts() -> Iterator[tuple[Path, Text]]:
    for folder in TEMPLATES:
        for path in sorted(folder.rglob("*.html")):
            yield from ((path, text) for text in in_template(path.read_text("utf-8")))
    for room in PYTHON:
        for path in sorted(room.rglob("*.py")) or [room]:
            yield from ((path, text) for text in in_python(path.read_text("utf-8")))
    for path in sorted(SCRIPTS.glob("*.js")):
        yield from ((path, text) for text in in_script(path.read_text("utf-8")))
    for path in sorted(set(SCHEMAS.glob("*.json")) - {SCHEMAS / "import-map.json"}):
        yield from ((path, (title(value),)) for value in closed_values(json.loads(path.read_text("utf-8"))))
    yield from ((ROOT / "mkdocs.yml", (text,)) for text in in_settings(ROOT / "mkdocs.yml"))
    yield from ((ROOT / "src/seedbed/metrics/reasons.py", (text,)) for text in (*Why, *BELOW, *Rung, *Health))
    yield from ((ROOT / "src/seedbed/problems.py", (title(text),)) for text in (*Severity, *_families()))


def _families() -> list[str]:
    return sorted({rule.family for rule in RULES.values()})


class Collector:
    """Stands in for a language and keeps what it is asked to say."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.texts: list[Text] = []

    def look_up(self, text: str, /) -> str:
        """The text, kept."""
        self.texts.append((text,))
        return text

    def forms(self, one: str, many: str, /) -> tuple[str, ...]:
        """Both forms, kept."""
        self.texts.append((one, many))
        return one, many

    form, number = staticmethod(ENGLISH.form), staticmethod(ENGLISH.number)


def in_template(source: str) -> list[Text]:
    """The sentences of a template: tags, signs, nouns that the filter `plural` counts, calls of the language itself."""
    environment, collector = jinja2.Environment(autoescape=True), Collector()
    tell_in(environment, collector)
    tree = environment.parse(source)
    nouns = (
        tuple(argument.value for argument in one.args)
        for one in tree.find_all(nodes.Filter)
        if one.name == "plural" and one.args and all(isinstance(argument, nodes.Const) for argument in one.args)
    )
    calls = (
        tuple(one.args[place].value for place in SAYING[one.node.attr])
        for one in tree.find_all(nodes.Call)
        if isinstance(one.node, nodes.Getattr) and one.node.attr in {"say", "plural"}
    )
    return collector.texts + [_noun(*noun) for noun in nouns] + list(calls)


def _noun(one: str, many: str | None = None) -> Text:
    return f"{{count}} {one}", f"{{count}} {many or one + 's'}"


def in_python(source: str) -> Iterator[Text]:
    """The sentences that a module says or marks."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = _called(node)
            texts = [node.args[place].value for place in SAYING.get(name, ()) if _is_text(node, place)]
            if name == "counted" and texts:
                yield _noun(*texts)
            elif len(texts) == len(SAYING.get(name, ())) or name == "Sentence":
                yield from [tuple(texts)] if texts else []


def _called(node: ast.Call) -> str:
    """The name of what is called; with `partial` that of what will be, its arguments moved to their places."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name != "partial" or not node.args:
        return name
    return getattr(node.args.pop(0), "id", "")


def _is_text(node: ast.Call, place: int) -> bool:
    return (
        len(node.args) > place
        and isinstance(node.args[place], ast.Constant)
        and isinstance(node.args[place].value, str)
    )


def in_script(source: str) -> Iterator[Text]:
    """The sentences of a script. Babel's own reader of JavaScript stumbles over regular expressions with quotes."""
    for call in SPEECH.finditer(source):
        given = list(_arguments(source[call.end() :]))
        texts = [given[place] for place in IN_SCRIPTS[call[1]] if place < len(given)]
        if texts and all(QUOTED.fullmatch(text) for text in texts):
            yield tuple(json.loads(text) for text in texts)


def _arguments(source: str) -> Iterator[str]:
    """The arguments of a call whose bracket has just been opened."""
    depth, start = 1, 0
    for part in PART.finditer(source):
        depth += (part[0] in "([{") - (part[0] in ")]}")
        if depth == 0 or (depth == 1 and part[0] == ","):
            yield source[start : part.start()].strip()
            start = part.end()
        if depth == 0:
            return


def closed_values(schema: Any, name: str = "") -> Iterator[str]:
    """Every closed value of a schema."""
    if isinstance(schema, dict):
        if name not in NOT_SHOWN:
            yield from (value for value in schema.get("enum", ()) if isinstance(value, str))
        for key, part in schema.items():
            yield from closed_values(part, key)
    elif isinstance(schema, list):
        for part in schema:
            yield from closed_values(part, name)


def in_settings(path: Path) -> Iterator[str]:
    """What mkdocs.yml says: the description, the places of the navigation, the names of the colour schemes."""
    settings = yaml.safe_load(path.read_text("utf-8"))
    yield settings["site_description"]
    yield from _titles(settings["nav"])
    yield from (scheme["toggle"]["name"] for scheme in settings["theme"]["palette"])


def _titles(items: list[Any]) -> Iterator[str]:
    for item in items:
        for name, target in item.items():
            yield name
            yield from _titles(target) if isinstance(target, list) else ()


if __name__ == "__main__":
    main()
