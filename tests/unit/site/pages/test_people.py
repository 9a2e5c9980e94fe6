from seedbed.records import Owner
from seedbed.site.pages.people import ROLES, circles, create
from tests.helpers.records import agent, person, unit
from tests.helpers.sites import site_of


def test_circles_stand_in_the_order_of_need_and_hold_everybody_of_a_role():
    people = [person("zoe", roles=("sponsor", "champion")), person("ada", roles=("champion",))]
    seen = [(circle.id, [one.id for one in circle.people]) for circle in circles(people)]
    assert seen == [("champion", ["ada", "zoe"]), ("sponsor", ["zoe"])]


def test_pages_of_people_show_no_address():
    somebody = person("ada", forge="ada-handle", emails=("ada@brook.example",))
    html = "".join(page.html + page.summary for page in create(site_of(somebody, unit())))
    assert "ada-handle" not in html
    assert "@" not in html


def test_a_supervisor_s_agents_stand_on_the_index_and_on_the_page():
    pages = {
        page.uri: page.html for page in create(site_of(person("ada"), agent(owner=Owner(unit="it", supervisor="ada"))))
    }
    assert '<a href="../agents/paper-sorter.html">Paper sorter</a>' in pages["people/index.html"]
    assert '<a href="../agents/paper-sorter.html">Paper sorter</a>' in pages["people/ada.html"]


def test_roles_cover_the_schema(schema):
    assert set(ROLES) == set(schema("person")["properties"]["roles"]["items"]["enum"])
