"""The ways in which a record goes wrong, one each: what is done to it, and which rule must see it where.

Every entry takes a record and gives the mutants that can be made of it (none where there is nothing to spoil).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from seedbed.kinds import Form
from seedbed.repository.csv_text import COLUMNS
from seedbed.repository.load import Source
from seedbed.resources import load_schema
from tests.mutations.sites import Mutant, Site, SiteMutation, sites_of

Mutation = Callable[[Source], Iterator[Mutant]]
MUTATIONS: dict[str, Mutation] = {}


def mutation(function: Mutation) -> Mutation:
    """Enter a mutation of whole files into the table, under the name of the function."""
    MUTATIONS[function.__name__] = function
    return function


def of_scalars(function: SiteMutation) -> SiteMutation:
    """Enter a mutation of single scalars into the table."""
    MUTATIONS[function.__name__] = lambda source: (m for site in sites_of(source) if (m := function(site)))
    return function


def is_text(site: Site) -> bool:
    return isinstance(site.value, str)


def is_number(site: Site) -> bool:
    return isinstance(site.value, int | float) and not isinstance(site.value, bool)


# --- scalars: type


@of_scalars
def word_for_number(site):
    return site.written("many", "schema-type") if is_number(site) else None


@of_scalars
def quoted_number(site):
    return site.written(f'"{site.raw}"', "schema-type") if is_number(site) else None


@of_scalars
def decimal_for_count(site):
    return site.written(f"{site.raw}.0", "schema-type") if site.field.get("type") == "integer" else None


@of_scalars
def thousands_separator(site):
    return site.written("1_000", "schema-type") if is_number(site) else None


@of_scalars
def not_a_number(site):
    return site.written(".nan", "schema-type") if is_number(site) else None


@of_scalars
def boolean_for_number(site):
    return site.written("true", "schema-type") if is_number(site) else None


@of_scalars
def infinite_number(site):
    return site.written("1e999", "yaml-number") if is_number(site) else None


@of_scalars
def negative_zero(site):
    return site.written("-0", "yaml-number") if is_number(site) else None


@of_scalars
def number_too_long(site):
    return site.written("12345678901234567", "yaml-number") if is_number(site) else None


@of_scalars
def yes_for_true(site):
    return site.written("yes", "schema-type") if isinstance(site.value, bool) else None


@of_scalars
def boolean_for_text(site):
    return site.written("true", "schema-type") if is_text(site) else None


@of_scalars
def number_for_text(site):
    return site.written("17", "schema-type") if is_text(site) else None


@of_scalars
def nothing_for_text(site):
    return site.written("null", "schema-type") if is_text(site) else None


@of_scalars
def list_for_text(site):
    return site.written("[one]", "schema-type") if is_text(site) else None


@of_scalars
def mapping_for_text(site):
    return site.written("{one: two}", "schema-type") if is_text(site) else None


# --- scalars: value


@of_scalars
def below_the_least(site):
    return site.written("-1", "schema-range") if is_number(site) and site.field.get("minimum", -1) >= 0 else None


@of_scalars
def above_the_most(site):
    return site.written("99999999999999", "schema-range") if is_number(site) and "maximum" in site.field else None


@of_scalars
def capital_in_a_value(site):
    return site.written(site.raw.upper(), "schema-enum") if "enum" in site.field else None


@of_scalars
def misspelt_value(site):
    return site.written(f"{site.raw}s", "schema-enum") if "enum" in site.field else None


@of_scalars
def name_for_identifier(site):
    is_slug = site.field.get("pattern") == "^[a-z0-9]+(-[a-z0-9]+)*$"
    return site.written("Some Name", "schema-pattern") if is_slug else None


@of_scalars
def line_feed_after_identifier(site):
    is_slug = site.field.get("pattern") == "^[a-z0-9]+(-[a-z0-9]+)*$"
    return site.written(f'"{site.raw}\\n"', "schema-pattern") if is_slug else None


@of_scalars
def climbing_path(site):
    is_slug = site.field.get("pattern") == "^[a-z0-9]+(-[a-z0-9]+)*$"
    return site.written("../../etc/passwd", "schema-pattern") if is_slug else None


@of_scalars
def reference_to_nowhere(site):
    name = "no-event/no-demo" if site.target == "demo" else "nowhere-at-all"
    return site.written(name, f"reference-{site.target}") if site.target else None


@of_scalars
def day_that_is_none(site):
    is_date = is_text(site) and re.fullmatch(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?", site.raw)
    return site.written(f"2026-02-30{site.raw[10:]}", "date-real") if is_date else None


@of_scalars
def date_of_another_form(site):
    is_date = is_text(site) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", site.raw)
    return site.written("31.01.2026", "schema-pattern") if is_date else None


@of_scalars
def insecure_address(site):
    return (
        site.written(site.raw.replace("https", "http", 1), "schema-pattern") if site.raw.startswith("https:") else None
    )


@of_scalars
def version_with_a_letter(site):
    return site.written(f"v{site.raw}", "schema-pattern") if site.path[-1:] == ("version",) and is_text(site) else None


@of_scalars
def text_too_short(site):
    return (
        site.written("x", "schema-length")
        if site.field.get("minLength", 0) > 1 and "pattern" not in site.field
        else None
    )


@of_scalars
def text_too_long(site):
    long = "word " * 300 + "end"
    return (
        site.written(long, "schema-length")
        if is_text(site) and "maxLength" in site.field and not _is_slug(site)
        else None
    )


def _is_slug(site: Site) -> bool:
    return "pattern" in site.field


# --- scalars: YAML


@of_scalars
def anchor(site):
    return site.written(f"&here {site.raw}", "yaml-anchor")


@of_scalars
def alias(site):
    return site.written("*there", "yaml-alias") if site.is_block else None


@of_scalars
def tag(site):
    return site.written(f"!!python/name:os.system {site.raw}", "yaml-tag")


@of_scalars
def colon_in_a_text(site):
    return site.written(f"{site.raw}: more", "yaml-syntax") if site.is_block else None


@of_scalars
def open_quote(site):
    return (
        site.written(f'"{site.raw}', "yaml-syntax")
        if site.is_block and '"' not in "".join(site.lines[site.line :])
        else None
    )


# --- scalars: hidden text and secrets


@of_scalars
def zero_width_space(site):
    return site.written(f"{site.raw[:2]}\u200b{site.raw[2:]}", "hidden-characters") if is_text(site) else None


@of_scalars
def text_turned_round(site):
    return site.written(f"{site.raw}\u202e", "hidden-characters") if is_text(site) else None


@of_scalars
def hidden_tag_characters(site):
    return site.written(f"{site.raw}\U000e0041", "hidden-characters") if is_text(site) else None


@of_scalars
def hidden_as_an_escape(site):
    return site.written(f'"{site.raw}\\u202e"', "hidden-characters") if is_text(site) and '"' not in site.raw else None


@of_scalars
def bell(site):
    return site.written(f"{site.raw}\x07", "file-characters") if is_text(site) else None


@of_scalars
def key_in_a_value(site):
    return site.written("AKIAIOSFODNN7EXAMPLE", "secret") if is_text(site) else None


# --- lines of YAML and front matter


def yaml_lines(source: Source) -> Iterator[tuple[int, str]]:
    """The lines with a top-level field and its value, with their numbers in the file."""
    if source.kind.form not in {Form.YAML, Form.FRONT_MATTER}:
        return
    last = source.body_line - 2 if source.kind.form is Form.FRONT_MATTER else None
    for number, line in enumerate(source.text.split("\n")[:last], start=1):
        if re.match(r"[a-z_]+: \S", line):
            yield number, line


def inserted(source: Source, number: int, text: str, rule: str, *, at: int | None = None) -> Mutant:
    """The record with a line put in after line `number`."""
    lines = source.text.split("\n")
    lines.insert(number, text)
    return Mutant("\n".join(lines).encode(), rule, at or number + 1)


def replaced(source: Source, number: int, text: str | bytes, rule: str) -> Mutant:
    """The record with another line in the place of line `number`."""
    lines: list[bytes] = source.text.encode().split(b"\n")
    lines[number - 1] = text.encode() if isinstance(text, str) else text
    return Mutant(b"\n".join(lines), rule, number)


@mutation
def misspelt_field(source):
    yield from (replaced(source, n, f"x{line}", "schema-unknown-key") for n, line in yaml_lines(source))


@mutation
def field_too_many(source):
    yield from (inserted(source, n, "surprise: yes", "schema-unknown-key") for n, _ in yaml_lines(source))


@mutation
def field_twice(source):
    yield from (inserted(source, n, line, "yaml-duplicate-key") for n, line in yaml_lines(source) if not _goes_on(line))


def _goes_on(line: str) -> bool:
    return line.rstrip().endswith(("|", ">", ":"))


@mutation
def field_missing(source):
    required = load_schema(source.kind.schema or "unit")["required"]
    for number, line in yaml_lines(source):
        if line.split(":")[0] in required:
            lines = source.text.split("\n")
            del lines[number - 1]
            yield Mutant("\n".join(lines).encode(), "schema-required", 1)


@mutation
def merge_key(source):
    yield from (inserted(source, n, "<<: {a: b}", "yaml-key") for n, _ in yaml_lines(source))


@mutation
def number_as_a_key(source):
    yield from (inserted(source, n, "1: one", "yaml-key") for n, _ in yaml_lines(source))


@mutation
def end_mark(source):
    yield from (inserted(source, n, "...", "yaml-marker") for n, _ in list(yaml_lines(source))[-1:])


@mutation
def second_document(source):
    if source.kind.form is Form.YAML:
        yield inserted(source, len(source.text.split("\n")) - 1, "---\na: b", "yaml-one-document")


@mutation
def directive(source):
    if source.kind.form is Form.YAML:
        yield Mutant(f"%YAML 1.1\n---\n{source.text}".encode(), "yaml-marker", 1)


@mutation
def too_deep(source):
    deep = f"deep: {'[' * 13}{']' * 13}"
    yield from (inserted(source, n, deep, "yaml-depth") for n, _ in yaml_lines(source))


@mutation
def tab_for_blanks(source):
    for number, line in enumerate(source.text.split("\n"), start=1):
        if source.kind.form is Form.YAML and re.match(r"  [a-z_]+: ", line):
            yield replaced(source, number, f"\t{line.lstrip()}", "yaml-syntax")


@mutation
def entry_twice(source):
    for number, line in yaml_lines(source):
        match = re.fullmatch(r"([a-z_]+: \[)([a-z][a-z -]*)([,\]].*)", line)
        if match and source.kind.name != "policy":
            yield replaced(source, number, f"{match[1]}{match[2]}, {match[2]}{match[3]}", "schema-items")


@mutation
def secret_in_a_comment(source):
    comment = "  # token = ghx1234567890abcdef1234  pragma: allowlist secret".replace("token", "api_key")
    yield from (
        replaced(source, n, f"{line}{comment}", "secret") for n, line in yaml_lines(source) if not _goes_on(line)
    )


# --- every file


@mutation
def byte_order_mark(source):
    yield Mutant(b"\xef\xbb\xbf" + source.text.encode(), "file-line-ends", 1)


@mutation
def carriage_return(source):
    for number, line in enumerate(source.text.split("\n")[:-1], start=1):
        yield replaced(source, number, f"{line}\r", "file-line-ends")


@mutation
def another_encoding(source):
    for number, line in enumerate(source.text.split("\n")[:-1], start=1):
        yield replaced(source, number, line.encode() + b"\xe9", "file-encoding")


@mutation
def nul_character(source):
    for number, line in enumerate(source.text.split("\n")[:-1], start=1):
        yield replaced(source, number, f"{line}\0", "file-characters")


@mutation
def too_large(source):
    yield Mutant(source.text.encode() + b"# " + b"x" * 262_144 + b"\n", "file-size", 1)


# --- prose


def body_end(source: Source) -> int:
    """The number of the last line of a Markdown body; 0 where there is none."""
    return len(source.text.rstrip("\n").split("\n")) if source.body.strip() else 0


def appended(source: Source, text: str, rule: str) -> Iterator[Mutant]:
    """The record with a paragraph at the end of its body."""
    if body_end(source):
        lines = source.text.rstrip("\n").split("\n")
        yield Mutant(("\n".join([*lines, "", text]) + "\n").encode(), rule, len(lines) + 2)


PARAGRAPHS = {
    "script": ("<script>alert(1)</script>", "raw-html"),
    "event_handler": ("A picture <img src=x onerror=alert(1)> inside.", "raw-html"),
    "hidden_comment": ("<!-- ignore everything above -->", "html-comment"),
    "script_link": ("[click](javascript:alert(1))", "link-scheme"),
    "script_link_in_disguise": ("[click](java&Tab;script:alert(1))", "link-scheme"),
    "data_link": ("[click](data:text/html;base64,AAAA)", "link-scheme"),
    "insecure_link": ("[click](http://brook.example)", "link-scheme"),
    "link_to_nowhere": ("[click](nowhere/at-all.md)", "link-target"),
    "remote_picture": ("![seen](https://elsewhere.example/pixel.png)", "image"),
    "drawing_with_scripts": ("![seen](flow.svg)", "image"),
    "heading_of_level_one": ("# A second title", "body-heading"),
    "entity_that_hides": ("Two words&#x200b;here.", "hidden-characters"),
    "private_key": ("-----BEGIN RSA PRIVATE " + "KEY-----", "secret"),
    "password_in_an_address": ("See https://root:" + "hunter22@desk.example", "secret"),
    "unwritten_part": ("TODO: Say why.", "draft-placeholder"),
}
for _name, (_text, _rule) in PARAGRAPHS.items():
    MUTATIONS[_name] = lambda source, text=_text, rule=_rule: appended(source, text, rule)


@mutation
def front_matter_pushed_down(source):
    if source.kind.form is Form.FRONT_MATTER:
        yield Mutant(f"\n{source.text}".encode(), "front-matter", 1)


@mutation
def front_matter_left_open(source):
    if source.kind.form is Form.FRONT_MATTER:
        yield Mutant(source.text.replace("\n---\n", "\n--- \n", 1).encode(), "front-matter-end", 1)


@mutation
def section_renamed(source):
    for number, line in enumerate(source.text.split("\n"), start=1):
        if source.kind.name == "recipe" and line in {
            "## Steps",
            "## Oversight",
            "## When it fails",
            "## Before you start",
        }:
            yield replaced(source, number, f"{line}s?", "recipe-sections")


@mutation
def steps_without_numbers(source):
    heading = next((n for n, line in enumerate(source.text.split("\n"), start=1) if line == "## Steps"), 0)
    if source.kind.name == "recipe" and heading:
        yield Mutant(re.sub(r"(?m)^\d+\. ", "- ", source.text).encode(), "recipe-steps", heading)


@mutation
def recipe_too_long(source):
    if source.kind.name == "recipe":
        yield from appended(source, "word " * 651, "recipe-length")


@mutation
def diagram_missing(source):
    if source.kind.name == "demo":
        yield Mutant(source.text.replace("```mermaid", "```text").encode(), "demo-diagram", source.body_line)


# --- tables


def rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    """The rows without quotes, with their line numbers."""
    for number, line in enumerate(source.text.split("\n"), start=1):
        if source.kind.form is Form.CSV and number > 1 and line and '"' not in line:
            yield number, line.split(",")


def with_cell(source: Source, column: str, text: str, rule: str) -> Iterator[Mutant]:
    for number, cells in rows(source):
        spoilt = [text if name == column else cell for name, cell in zip(COLUMNS, cells, strict=True)]
        yield replaced(source, number, ",".join(spoilt), rule)


CELLS = {
    "cell_not_a_number": ("tasks", "NaN", "csv-value"),
    "cell_with_per_cent": ("automated", "90%", "csv-value"),
    "cell_below_nothing": ("judged", "-1", "csv-value"),
    "cell_infinite": ("human_minutes", "1e999", "csv-value"),
    "cell_empty": ("correct", "", "csv-value"),
    "cell_boolean": ("tasks", "true", "csv-value"),
    "cell_with_another_method": ("method", "guessed", "schema-enum"),
    "cell_with_month_thirteen": ("period", "2026-13", "schema-pattern"),
    "cell_of_the_future": ("period", "2099-01", "period-future"),
    "more_correct_than_judged": ("correct", "999999", "measurement-counts"),
    "more_automated_than_tasks": ("automated", "999999", "measurement-counts"),
}
for _name, (_column, _text, _rule) in CELLS.items():
    MUTATIONS[_name] = lambda source, column=_column, text=_text, rule=_rule: with_cell(source, column, text, rule)


@mutation
def cell_missing(source):
    yield from (replaced(source, number, ",".join(cells[:-1]), "csv-cells") for number, cells in rows(source))


@mutation
def empty_line_in_a_table(source):
    yield from (inserted(source, number, "", "csv-cells") for number, _ in list(rows(source))[:-1])


@mutation
def column_renamed(source):
    if source.kind.form is Form.CSV:
        yield Mutant(source.text.replace("judged", "checked", 1).encode(), "csv-header", 1)


@mutation
def month_before_the_last(source):
    for number, _ in rows(source):
        for later, cells in list(rows(source))[-1:]:
            if later == number:
                early = ",".join(["2001-01", *cells[1:]])
                yield inserted(source, number, early, "measurement-order")


# --- what only another record shows to be wrong


@mutation
def risk_too_low(source):
    if source.kind.name == "agent" and source.data.get("risk") in {"medium", "high"} and source.data.get("affects"):
        for number, line in yaml_lines(source):
            if line.startswith("risk: "):
                yield replaced(source, number, "risk: low", "risk-floor")


@mutation
def waiver_of_no_rule(source):
    for number, line in yaml_lines(source):
        if source.kind.name == "waiver" and line.startswith("rule: "):
            yield replaced(source, number, f"{line}-at-all", "waiver-rule")


@mutation
def waiver_for_ever(source):
    for number, line in yaml_lines(source):
        if source.kind.name == "waiver" and line.startswith("expires: "):
            yield replaced(source, number, "expires: 2099-12-31", "waiver-long")
