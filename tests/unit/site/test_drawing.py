"""The quick environment draws what Jinja's own draws."""

import jinja2
import pytest
from markupsafe import Markup

from seedbed.site.drawing import DrawingEnvironment

SIGNS = """<b> & "c" 'd'"""
LINK = (
    '{% macro link(href, name="a name", kind=none) %}<a href="{{ href }}">{{ name }}{{ kind or "" }}</a>{% endmacro %}'
)
BOX = "{% macro box(title) %}<p>{{ title }}: {{ caller() }}</p>{% endmacro %}"
REST = "{% macro rest(first) %}{{ first }} {{ varargs }} {{ kwargs }}{% endmacro %}"


@pytest.mark.parametrize(
    "template",
    [
        "{{ signs }} {{ safe }} {{ 3 }} {{ none }} {{ page }}",
        "{{ signs | safe }}{{ safe | upper }}{{ signs ~ safe }}{{ [signs, safe] | join }}",
        LINK + "{{ link(signs) }}{{ link(safe, signs) }}{{ link(signs, kind=signs) }}{{ link(name=1, href=2) }}",
        LINK + "{% for one in [signs, safe] %}{{ link(one, link(one)) }}{% endfor %}",
        BOX + "{% call box(signs) %}{{ signs }}{{ safe }}{% endcall %}",
        REST + "{{ rest(signs) }}{{ rest(1, 2, signs) }}{{ rest(1, more=signs) }}",
        "{% set text %}{{ signs }}<i>{% endset %}{{ text }}{{ link is defined }}",
        "{% autoescape false %}{{ signs }}{{ safe }}{% endautoescape %}{{ range(3) | list }}{{ dict(a=signs) }}",
    ],
)
def test_the_same_text(template: str) -> None:
    class Page:
        def __html__(self) -> str:
            return "<page>"

    drawn = [
        make(autoescape=True).from_string(template).render(signs=SIGNS, safe=Markup("<em>&amp;</em>"), page=Page())
        for make in (jinja2.Environment, DrawingEnvironment)
    ]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("call", ["link(1, 2, 3, 4)", "link(1, other=2)", "link(1, href=2)"])
def test_the_same_mistakes(call: str) -> None:
    for make in (jinja2.Environment, DrawingEnvironment):
        with pytest.raises(TypeError, match="macro 'link' takes n"):
            make(autoescape=True).from_string(LINK + "{{ " + call + " }}").render()


def test_an_argument_that_is_not_given_is_told() -> None:
    with pytest.raises(jinja2.UndefinedError, match="parameter 'href' was not provided"):
        DrawingEnvironment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(
            LINK + "{{ link() }}"
        ).render()
