"""The template environment: everything escaped, every undefined name an error, one for each language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from seedbed.site import words
from seedbed.site.drawing import DrawingEnvironment
from seedbed.site.frame import form_url
from seedbed.site.language import ENGLISH, Language
from seedbed.site.page import relative
from seedbed.site.proposals import draft_url
from seedbed.site.stacking import label_cells
from seedbed.site.translating import tell_in

if TYPE_CHECKING:
    from seedbed.site.views import Site


@cache
def environment(language: Language = ENGLISH, /) -> Environment:
    """The environment of all page templates in one language."""
    made = DrawingEnvironment(
        loader=PackageLoader("seedbed.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    tell_in(made, language)
    made.globals["language"] = language
    made.filters |= {
        "percent": language.percent,
        "gain": language.gain,
        "number": language.number,
        "day": language.day,
        "month": language.month,
        "words": language.word,
        "plural": language.counted,
        "retell": language.retell,
        "without_key": words.without_key,
        "opening": words.opening,
        "labelled": label_cells,
    }
    made.filters["from_page"] = lambda uri, start: relative(uri, start=start)
    made.filters["draft"] = draft_url
    made.filters["form"] = lambda site, form: form_url(site.catalogue.organization, form)
    return made


def render(template: str, /, *, site: Site, **context: object) -> str:
    """The text of one template with this context, in the language of the site.

    Raises jinja2.UndefinedError for a name that is not there.
    """
    return environment(site.language).get_template(template).render(site=site, **context)
