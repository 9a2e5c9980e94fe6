import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.kinds import KIND
from seedbed.records import Forge
from seedbed.site.pages.playbooks import create
from seedbed.site.reading import CHAPTERS, in_chapters, minutes_to_read, paths_of, reading_path, steps_of
from seedbed.site.views import INDEXES
from seedbed.site.yields import MEANINGS, PLACES, yields_of
from tests.helpers.records import event, organization, playbook
from tests.helpers.sites import site_of

SCALE = playbook("scale", stage="scale", order=1, audience=("executive", "champion"))
LATE = playbook("late", order=20)
EARLY = playbook("early", order=10)
SAME = playbook("also-early", order=10)
GITHUB = Forge(kind="github", url="https://forge.example/brook/agents", branch="main")


def _organization(forge=GITHUB):
    return organization(programme_start="2026-01-01", forge=forge)


def test_reading_path_goes_by_chapter_then_number_then_id():
    assert [one.id for one in reading_path([SCALE, LATE, EARLY, SAME])] == ["also-early", "early", "late", "scale"]


def test_in_chapters_leaves_out_empty_ones():
    chapters = in_chapters([EARLY, LATE, SCALE])
    assert [(one.id, len(one.playbooks)) for one in chapters] == [("awareness", 2), ("scale", 1)]


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (90, 1), (400, 2), (700, 4)])
def test_reading_takes_whole_minutes(words, minutes):
    assert minutes_to_read(playbook(body="word " * words)) == minutes


def test_each_reader_has_a_path_in_order():
    paths = paths_of([EARLY, LATE, SCALE])
    assert [(one.id, [step.id for step in one.playbooks], one.minutes) for one in paths] == [
        ("staff", ["early", "late"], 2),
        ("champion", ["scale"], 1),
        ("executive", ["scale"], 1),
    ]


def test_a_playbook_knows_its_step_on_every_path():
    steps = steps_of(paths_of([EARLY, LATE, SCALE]))
    assert [(one.number, one.of, one.before, one.after) for one in steps["early"]] == [(1, 2, None, "late")]
    assert [(one.number, one.of, one.before, one.after) for one in steps["late"]] == [(2, 2, "early", None)]
    assert [one.reader for one in steps["scale"]] == ["champions", "executives"]


def test_entries_lead_to_their_neighbours():
    pages = {page.uri: page.html for page in create(site_of(EARLY, LATE, SCALE))}
    assert 'href="late.html"' in pages["playbooks/early.html"]
    assert "sb-steps__before" not in pages["playbooks/early.html"]
    assert 'href="early.html"' in pages["playbooks/late.html"]
    assert 'href="scale.html"' in pages["playbooks/late.html"]
    assert "sb-steps__after" not in pages["playbooks/scale.html"]


def test_every_kind_that_a_playbook_can_produce_has_a_place_to_see_it():
    assert set(PLACES) <= set(KIND)
    assert set(MEANINGS) == set(PLACES)
    assert {uri.partition("#")[0] for uri in PLACES.values()} <= set(INDEXES)


def test_every_record_can_be_begun_in_the_browser_or_at_its_agent():
    site = site_of(_organization(), event("next", starts="2026-12-01"))
    yields = yields_of(site)
    assert {kind for kind, one in yields.items() if not one.editor} == {"deployment", "measurement", "incident"}
    assert "next%2FYOUR-DEMO.md" in yields["demo"].editor.replace("/YOUR", "%2FYOUR")
    assert yields["demo"].command == "seedbed new demo next/YOUR-DEMO"
    assert yields["policy"].editor.endswith("/edit/main/catalog/policy.yml")


def test_without_a_forge_or_an_event_the_command_says_what_to_fill_in():
    yields = yields_of(site_of(_organization(forge=None)))
    assert yields["demo"].command == "seedbed new demo EVENT/YOUR-DEMO"
    assert yields["request"].command == "seedbed new request YOUR-REQUEST"
    assert {one.editor for one in yields.values()} == {None}


def test_the_page_has_the_button_of_each_record():
    (page,) = [one for one in create(site_of(_organization(), EARLY)) if one.uri == "playbooks/early.html"]
    (link,) = LexborHTMLParser(page.html).css(".sb-yields .sb-button")
    assert link.attributes["href"].startswith("https://forge.example/brook/agents/new/main?filename=catalog/requests/")


def test_chapters_and_places_cover_the_schema(schema):
    properties = schema("playbook")["properties"]
    assert set(CHAPTERS) == set(properties["stage"]["enum"])
    assert set(PLACES) == set(properties["produces"]["items"]["enum"])
