"""Sentences inside templates: `{% trans %}` and `_("…")`, told in the language of the environment while it compiles.

The syntax is that of Jinja's own extension for gettext. That one looks every sentence up whenever a page is drawn; here
a compiled template holds the finished sentences, so that thousands of pages cost nothing more. Line breaks inside a
sentence are single spaces; spaces around it belong outside. What `{% pluralize %}` counts is written as numbers are.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Protocol, TypeAlias

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser

Expressions: TypeAlias = dict[str, nodes.Expr]
SIGN = "_"


class Teller(Protocol):
    """What tells sentences: a Language; see there."""

    def look_up(self, text: str, /) -> str:
        """A text in the language, its blanks as they are."""

    def forms(self, one: str, many: str, /) -> tuple[str, ...]:
        """All forms of a text that depends on a number, likewise."""

    def form(self, count: float, /) -> int:
        """Which of the forms a number takes."""

    def number(self, value: float | None, /) -> str:
        """A number as it is written."""


def tell_in(environment: Environment, teller: Teller, /) -> None:
    """Let the templates of an environment speak the language of `teller`, from the next that is compiled."""
    environment.extend(teller=teller)
    environment.add_extension(Translation)
    environment.globals |= {SIGN: _fill, "_form": teller.form}
    environment.filters["number"] = teller.number


def _fill(text: str, /, **values: object) -> str:
    return text.format(**values)


class Translation(Extension):
    """The tag and the sign; see above."""

    tags = {"trans"}  # noqa: RUF012 - as Jinja declares it
    priority = 101
    """After Jinja's own extension, which MkDocs may have set up for the same tag."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The same tokens with every `_("…")` told, as a plain text when nothing fills it."""
        tokens = list(stream)
        place = 0
        while place < len(tokens):
            if not _is_sign(tokens, place):
                yield tokens[place]
                place += 1
                continue
            text = tokens[place + 2]
            told = Token(text.lineno, "string", self._teller.look_up(text.value))
            is_plain = tokens[place + 3].type == "rparen"
            yield from [told] if is_plain else [*tokens[place : place + 2], told]
            place += 4 if is_plain else 3

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """The nodes of one tag."""
        line = next(parser.stream).lineno
        given = self._parse_given(parser)
        text = self._parse_text(parser)
        if not parser.stream.current.test("name:pluralize"):
            self._end(parser)
            return _say(self._teller.look_up(text), given, line)
        next(parser.stream)
        name = next(iter(given), "count")
        if parser.stream.current.type == "name":
            name = next(parser.stream).value
        parser.stream.expect("block_end")
        many = self._parse_text(parser)
        self._end(parser)
        return _choose(self._teller.forms(text, many), name, given, line)

    @property
    def _teller(self) -> Teller:
        teller: Teller = self.environment.teller  # type: ignore[attr-defined]
        return teller

    def _parse_given(self, parser: Parser) -> Expressions:
        given: Expressions = {}
        while parser.stream.current.type != "block_end":
            if given:
                parser.stream.expect("comma")
            name = parser.stream.expect("name")
            given[name.value] = nodes.Name(name.value, "load", lineno=name.lineno)
            if parser.stream.skip_if("assign"):
                given[name.value] = parser.parse_expression()
        parser.stream.expect("block_end")
        return given

    def _parse_text(self, parser: Parser) -> str:
        """The sentence up to the next tag, its blanks as `{name}`; the stream then stands on the tag's name."""
        parts: list[str] = []
        while parser.stream.current.type != "block_begin":
            token = next(parser.stream)
            if token.type == "variable_begin":
                parts.append(f"{{{parser.stream.expect('name').value}}}")
                parser.stream.expect("variable_end")
            elif token.type == "data" and not set("{}") & set(token.value):
                parts.append(token.value)
            else:
                parser.fail("A sentence holds plain text and {{ names }} alone.", token.lineno)
        next(parser.stream)
        return " ".join("".join(parts).split())

    def _end(self, parser: Parser) -> None:
        parser.stream.expect("name:endtrans")


def _is_sign(tokens: list[Token], place: int) -> bool:
    kinds = [token.type for token in tokens[place : place + 4]]
    return kinds[:3] == ["name", "lparen", "string"] and tokens[place].value == SIGN and kinds[3] in {"rparen", "comma"}


def _say(text: str, given: Expressions, line: int) -> nodes.Node:
    parts: list[nodes.Expr] = []
    for literal, name, _, _ in Formatter().parse(text):
        parts.append(nodes.TemplateData(literal, lineno=line))
        if name:
            parts.append(given.get(name) or nodes.Name(name, "load", lineno=line))
    return nodes.Output(parts, lineno=line)


def _choose(forms: tuple[str, ...], name: str, given: Expressions, line: int) -> nodes.Node:
    count = given.get(name) or nodes.Name(name, "load", lineno=line)
    written = nodes.Filter(count, "number", [], [], None, None, lineno=line)
    said: list[nodes.Node] = [_say(form, given | {name: written}, line) for form in forms]
    chosen = nodes.Call(nodes.Name("_form", "load"), [count], [], None, None, lineno=line)
    rest = said[-1]
    for number in range(len(forms) - 2, -1, -1):
        test = nodes.Compare(chosen, [nodes.Operand("eq", nodes.Const(number))], lineno=line)
        rest = nodes.If(test, [said[number]], [], [rest], lineno=line)
    return rest
