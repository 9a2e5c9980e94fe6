import pytest

from seedbed.records import Forge, Function, Owner, Risk
from seedbed.site.duties import duties_by_person
from seedbed.site.pages.people import create
from seedbed.site.whom_to_ask import ROLES, by_function, by_unit, circles, profile_url
from tests.helpers.records import agent, certificate, demo, event, organization, person, unit
from tests.helpers.sites import site_of

GITHUB = Forge(kind="github", url="https://forge.example/brook/agents", branch="main")


def _organization(**changes):
    return organization(programme_start="2026-01-01", **changes)


def _pages(*records):
    return {page.uri: page.html for page in create(site_of(*records))}


def test_circles_stand_in_the_order_of_need_and_hold_everybody_of_a_role():
    people = [person("zoe", roles=("sponsor", "champion")), person("ada", roles=("champion",))]
    seen = [(circle.id, [one.id for one in circle.people]) for circle in circles(people)]
    assert seen == [("champion", ["ada", "zoe"]), ("sponsor", ["zoe"])]


def test_pages_of_people_show_no_address():
    somebody = person("ada", forge="ada-handle", emails=("ada@brook.example",))
    html = "".join(page.html + page.summary for page in create(site_of(somebody, unit(), _organization(forge=GITHUB))))
    assert "@" not in html
    assert html.count("ada-handle") == 1


@pytest.mark.parametrize(
    ("forge", "handle", "url"),
    [
        (GITHUB, "ada", "https://forge.example/ada"),
        (GITHUB, "a/../b", "https://forge.example/a%2F..%2Fb"),
        (GITHUB, None, None),
        (None, "ada", None),
        (Forge(kind="github", url="http://forge.example/x", branch="main"), "ada", None),
    ],
)
def test_the_way_to_a_person_is_the_profile_that_the_record_names(forge, handle, url):
    assert profile_url(forge, handle) == url


def test_without_a_forge_a_person_is_asked_where_the_organisation_says():
    html = _pages(person("ada", forge="ada"), unit())["people/ada.html"]
    assert "Profile on the forge" not in html


def test_a_supervisor_s_agents_stand_on_the_page_and_under_their_function():
    pages = _pages(person("ada"), unit(), agent(function="it", owner=Owner(unit="it", supervisor="ada")))
    assert '<a href="../agents/paper-sorter.html">Paper sorter</a>' in pages["people/ada.html"]
    assert 'href="../agents/index.html?function=it">1</a>' in pages["people/index.html"]


def test_functions_name_whoever_has_most_agents_first():
    ada, bo = Owner(unit="it", supervisor="ada"), Owner(unit="it", supervisor="bo")
    functions = (Function(id="law", name="Law"), Function(id="it", name="IT"))
    records = [
        _organization(functions=functions),
        person("ada"),
        person("bo"),
        *(agent(name, function="it", owner=owner) for name, owner in (("a", bo), ("b", bo), ("c", ada))),
        agent("d", function="law", owner=ada),
    ]
    site = site_of(*records)
    found = by_function(site, duties_by_person(site))
    assert [(one.function, one.people, one.agents) for one in found] == [("law", ("ada",), 1), ("it", ("bo", "ada"), 3)]


def test_units_say_how_far_somebody_there_is_certified():
    held = certificate("2026-01-01", "2027-01-01", level=Risk.MEDIUM)
    over = certificate("2024-01-01", "2026-01-01", level=Risk.HIGH)
    site = site_of(unit("it"), unit("hr"), person("ada", certificates=(held, over)), person("bo", roles=("champion",)))
    (team,) = by_unit(site)
    assert (team.unit.id, team.certified) == ("it", Risk.MEDIUM)
    assert (team.roles["supervisor"], team.roles["champion"]) == (("ada",), ("bo",))


def test_a_demo_stands_on_the_pages_of_its_team():
    pages = _pages(person("ada", name="Ada Okoye"), person("bo"), event("spring"), demo("spring/bot"))
    assert 'href="../demos/spring/bot.html"' in pages["people/ada.html"]
    assert "spring/bot.html" not in pages["people/bo.html"]


def test_roles_cover_the_schema(schema):
    assert set(ROLES) == set(schema("person")["properties"]["roles"]["items"]["enum"])
