import pytest

from seedbed.site.pages.stories import LENGTH, MEANINGS, create, newest_first, teaser
from tests.helpers.records import story
from tests.helpers.sites import site_of


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", ""),
        ("# Title\n\n> quoted\n\n- list", ""),
        ("# Title\n\nFirst *plain* `text`.\n\nSecond.", "First plain text."),
        ("See [the agent](../a.md) and ![a picture](a.png).", "See the agent and a picture."),
        ("Over\ntwo lines.", "Over two lines."),
        ("snake_case and 2*3*4 stay.", "snake_case and 2*3*4 stay."),
        ("\n\n   \n\nAfter blanks.", "After blanks."),
    ],
)
def test_teaser_is_the_first_plain_paragraph(body, words):
    assert teaser(story(body=body)) == words


def test_teaser_is_cut_between_words():
    cut = teaser(story(body="word " * 100))
    assert cut.endswith("word …")
    assert len(cut) <= LENGTH


def test_newest_first_goes_by_date():
    stories = [story("2026-01-02-b"), story("2026-03-01-a"), story("2026-01-02-a")]
    assert [one.id for one in newest_first(stories)] == ["2026-03-01-a", "2026-01-02-b", "2026-01-02-a"]


def test_a_story_without_prose_is_summed_up_by_kind_unit_and_day():
    pages = {page.uri: page.summary for page in create(site_of(story()))}
    assert pages["stories/2026-05-12-first-copy.html"] == "A win from it, 12 May 2026."


def test_kinds_cover_the_schema(schema):
    assert set(MEANINGS) == set(schema("story")["properties"]["kind"]["enum"])
