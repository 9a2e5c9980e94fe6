"""A language by its sentences, numbers and days; English is the source and never looks anything up."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction

import jinja2
import pytest

from seedbed.sentences import Sentence
from seedbed.site.language import ENGLISH, language_of
from seedbed.site.translating import tell_in
from seedbed.site.words import opening

GERMAN = language_of("de")


@pytest.mark.parametrize(
    ("language", "said"),
    [(ENGLISH, ["5 March 2026", "March 2026", "Mar 2026"]), (GERMAN, ["5. März 2026", "März 2026", "März 2026"])],
)
def test_days_and_months(language, said):
    assert [language.day(date(2026, 3, 5)), language.month("2026-03"), language.short_month("2026-03")] == said


def test_a_moment_keeps_its_time():
    assert GERMAN.day("2026-03-05T14:30") == "5. März 2026, 14:30"


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        (1234567, "1\u202f234\u202f567", "1.234.567"),
        (2.5, "2.5", "2,5"),
        (Fraction(1, 2), "0.5", "0,5"),
        (12.6, "13", "13"),
    ],
)
def test_numbers(value, english, german):
    assert (ENGLISH.number(value), GERMAN.number(value)) == (english, german)


def test_what_is_missing_is_said_in_words():
    assert [GERMAN.number(None), GERMAN.percent(None), GERMAN.day(None)] == ["noch nicht gemessen"] * 3


def test_no_line_breaks_a_percentage():
    assert (GERMAN.percent(0.425), GERMAN.gain(-0.3), ENGLISH.percent(0.425)) == (
        "42\u00a0%",
        "\u221230\u00a0%",
        "42 %",
    )


def test_money_tells_cents_of_small_amounts():
    assert (GERMAN.money(1234.5, "EUR"), GERMAN.money(0.19, "EUR")) == ("1.234 EUR", "0,19 EUR")


def test_blanks_are_filled_and_numbers_written_as_numbers():
    assert GERMAN.say("{some} of {all}", some=1000, all="x") == "1.000 von x"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 Einheiten"), (1, "1 Einheit"), (2, "2 Einheiten"), (1.5, "1,5 Einheiten")]
)
def test_a_count_takes_its_form(count, said):
    assert GERMAN.counted(count, "unit") == said


def test_what_nobody_translated_stays_english():
    assert GERMAN.say("No such sentence of {name}.", name="ours") == "No such sentence of ours."


def test_a_record_that_looks_like_a_blank_is_left_alone():
    assert GERMAN.say("Ask {person}", person="{count} <b>") == "Fragen Sie {count} <b>"


def test_a_list_has_its_word_before_the_last():
    assert GERMAN.listed(["a", "b", "c"], last="or") == "a, b oder c"
    assert [ENGLISH.listed(parts) for parts in ([], ["a"], ["a", "b"])] == ["", "a", "a and b"]


def test_a_reason_of_the_figures_is_told_anew():
    below = Sentence(
        "Accuracy {value}, policy asks {least}", value=Sentence("{share} %", share=Decimal("70.3")), least="80 %"
    )
    assert str(below) == ENGLISH.retell(below) == "Accuracy 70.3 %, policy asks 80 %"
    assert GERMAN.retell(below) == "Genauigkeit 70,3 %, die Richtlinie verlangt 80 %"
    assert GERMAN.retell("as somebody wrote it") == "as somebody wrote it"
    assert GERMAN.retell(None) is None


def test_a_sentence_travels_between_processes():
    sent = Sentence("{count} day", "{count} days", count=2)
    came = pickle.loads(pickle.dumps(sent))  # noqa: S301 - our own
    assert (came, came.text, came.many, came.values) == ("2 days", "{count} day", "{count} days", {"count": 2})
    assert GERMAN.retell(came) == "2 Tage"


def test_english_loads_no_babel():
    code = "import sys, seedbed.site.language as one; one.ENGLISH.counted(2, 'unit'); sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def rendered(source, language=GERMAN, **context):
    made = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    tell_in(made, language)
    return made.from_string(source).render(**context)


def test_templates_hold_finished_sentences():
    source = "{% trans unit=x %}Owned by\n  {{ unit }}{% endtrans %}"
    assert rendered(source, x="<b>") == "Verantwortet von &lt;b&gt;"
    assert rendered(source, ENGLISH, x="<b>") == "Owned by &lt;b&gt;"


@pytest.mark.parametrize(("count", "said"), [(1, "läuft in 1 Einheit"), (1200, "läuft in 1.200 Einheiten")])
def test_templates_choose_the_form_of_a_count(count, said):
    source = "{% trans n=x | length %}runs in {{ n }} unit{% pluralize %}runs in {{ n }} units{% endtrans %}"
    assert rendered(source, x=range(count)) == said


def test_signs_are_told_inside_expressions():
    assert (
        rendered('{{ _("Proof") ~ "!" }}|{{ _("Compare {name}", name=x) }}', x="<i>") == "Beleg!|&lt;i&gt; vergleichen"
    )


@pytest.mark.parametrize(
    "source", ["{% trans %}a {{ b.c }}{% endtrans %}", "{% trans %}a { b{% endtrans %}", "{% trans %}a"]
)
def test_what_no_translator_could_read_is_an_error_of_the_template(source):
    with pytest.raises(jinja2.TemplateSyntaxError):
        rendered(source)


@pytest.mark.parametrize(
    ("text", "opened"), [("im Bau", "Im Bau"), ("low risk", "Low risk"), ("ärgerlich", "Ärgerlich"), ("", "")]
)
def test_a_sentence_opens_with_a_capital_and_keeps_the_others(text, opened):
    assert opening(text) == opened
