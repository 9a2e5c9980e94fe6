import pytest

from seedbed.records import Use
from seedbed.site.pages.platform import KINDS, RINGS, create, in_place_of, opening, rings, usages_by_item
from tests.helpers.records import agent, certificate, person, platform_item
from tests.helpers.sites import site_of


def test_rings_order_items_by_status_kind_and_name():
    items = [
        platform_item("zeta"),
        platform_item("alpha"),
        platform_item("course", kind="training"),
        platform_item("old", status="retired"),
        platform_item("new", status="trial", kind="tool"),
    ]
    seen = [(ring.id, [(title, [one.id for one in group]) for title, group in ring.kinds]) for ring in rings(items)]
    assert seen == [
        ("approved", [("Models", ["alpha", "zeta"]), ("Training", ["course"])]),
        ("trial", [("Tools", ["new"])]),
        ("retired", [("Models", ["old"])]),
    ]
    assert [ring.count for ring in rings(items)] == [3, 1, 1]


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ([], "Nothing has been approved for use yet."),
        (["retired", "hold"], "Nothing has been approved for use yet."),
        (["approved"], "1 thing is approved for everybody to use."),
        (["approved", "approved", "trial"], "2 things are approved for everybody to use. 1 more is on trial."),
        (["trial", "trial"], "0 things are approved for everybody to use. 2 more are on trial."),
    ],
)
def test_opening_counts_what_may_be_used(statuses, words):
    assert opening([platform_item(f"i{n}", status=status) for n, status in enumerate(statuses)]) == words


def test_usages_name_an_agent_once_with_all_its_ways():
    uses = (Use(item="desk", access="read"), Use(item="model", access="read"), Use(item="desk", access="write"))
    found = usages_by_item([agent("one", uses=uses), agent("two", uses=uses[:1])])
    assert [(one.agent.id, one.access) for one in found["desk"]] == [("one", ("read", "write")), ("two", ("read",))]


def test_a_course_lists_who_holds_it():
    holder = person("ada", certificates=(certificate("2026-01-01", "2026-11-01", course="basics"),))
    pages = {page.uri: page.html for page in create(site_of(platform_item("basics", kind="training"), holder))}
    assert "expired on 1 November 2026" in pages["platform/basics.html"]


def test_agents_that_may_not_be_told_are_not_among_the_users():
    hidden = agent("hidden", name="Secret", visibility="summary", uses=(Use(item="plain-model", access="read"),))
    pages = {page.uri: page.html for page in create(site_of(platform_item(), hidden))}
    assert not any("Secret" in html for html in pages.values())


def test_whoever_uses_what_is_on_hold_is_named_and_told_what_to_take():
    old, new, other = (
        platform_item("old", status="hold"),
        platform_item("new"),
        platform_item("other", kind="tool"),
    )
    user = agent("user", uses=(Use(item="old", access="read"),))
    pages = {page.uri: page.html for page in create(site_of(old, new, other, user))}
    assert [one.id for one in in_place_of(old, [old, new, other])] == ["new"]
    assert 'href="../agents/user.html"' in pages["platform/index.html"]
    assert "Approved instead: " in pages["platform/old.html"]
    assert "1 agent is concerned" in pages["platform/old.html"]


def test_what_is_approved_needs_nothing_in_its_place():
    assert in_place_of(platform_item("new"), [platform_item("new")]) == []


def test_users_of_an_item_lead_to_the_list_of_agents():
    user = agent("user", uses=(Use(item="plain-model", access="read"),))
    pages = {page.uri: page.html for page in create(site_of(platform_item(), user))}
    assert 'href="../agents/index.html?item=plain-model">1 agent<' in pages["platform/index.html"]


def test_the_overview_has_a_field_for_each_kind_and_status():
    items = [platform_item(f"m{n:02}") for n in range(10)] + [platform_item("t", kind="tool", status="trial")]
    (page,) = [one for one in create(site_of(*items)) if one.uri == "platform/index.html"]
    assert page.html.count('class="sb-radar ') == 4
    assert "and 2 more" in page.html


def test_rings_and_kinds_cover_the_schema(schema):
    properties = schema("platform-item")["properties"]
    assert set(RINGS) == set(properties["status"]["enum"])
    assert set(KINDS) == set(properties["kind"]["enum"])
