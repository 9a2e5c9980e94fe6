from seedbed.kinds import KIND
from seedbed.site.pages.playbooks import CHAPTERS, PLACES, by_audience, create, in_chapters, reading_path
from seedbed.site.views import INDEXES
from tests.helpers.records import playbook
from tests.helpers.sites import site_of

SCALE = playbook("scale", stage="scale", order=1, audience=("executive", "champion"))
LATE = playbook("late", order=20)
EARLY = playbook("early", order=10)
SAME = playbook("also-early", order=10)


def test_reading_path_goes_by_chapter_then_number_then_id():
    assert [one.id for one in reading_path([SCALE, LATE, EARLY, SAME])] == ["also-early", "early", "late", "scale"]


def test_in_chapters_leaves_out_empty_ones():
    chapters = in_chapters([EARLY, LATE, SCALE])
    assert [(one.id, len(one.playbooks)) for one in chapters] == [("awareness", 2), ("scale", 1)]


def test_by_audience_lists_each_reader_s_playbooks_in_order():
    assert by_audience([EARLY, LATE, SCALE]) == [
        ("Everyone", ["early", "late"]),
        ("Champions", ["scale"]),
        ("Executives", ["scale"]),
    ]


def test_entries_lead_to_their_neighbours():
    pages = {page.uri: page.html for page in create(site_of(EARLY, LATE, SCALE))}
    assert 'href="late.html"' in pages["playbooks/early.html"]
    assert "sb-steps__before" not in pages["playbooks/early.html"]
    assert 'href="early.html"' in pages["playbooks/late.html"]
    assert 'href="scale.html"' in pages["playbooks/late.html"]
    assert "sb-steps__after" not in pages["playbooks/scale.html"]


def test_every_kind_that_a_playbook_can_produce_has_a_place_to_see_it():
    assert set(PLACES) <= set(KIND)
    assert {uri.partition("#")[0] for uri in PLACES.values()} <= set(INDEXES)


def test_chapters_and_places_cover_the_schema(schema):
    properties = schema("playbook")["properties"]
    assert set(CHAPTERS) == set(properties["stage"]["enum"])
    assert set(PLACES) == set(properties["produces"]["items"]["enum"])
