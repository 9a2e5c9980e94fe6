from seedbed.records import Owner, Quote, Stage, Status
from seedbed.site.duties import duties_by_person
from tests.helpers.records import agent, deployment, event, story, unit
from tests.helpers.sites import site_of


def _posts(*records):
    found = duties_by_person(site_of(*records))
    return {who: [(post.agent.id, post.unit, post.parts) for post in duty.posts] for who, duty in found.items()}


def test_a_person_has_one_post_for_each_unit_of_an_agent():
    owner = Owner(unit="it", supervisor="ada", champion="ada")
    posts = _posts(
        agent(owner=owner, incident_contact="bo"),
        deployment("paper-sorter/it", supervisor="ada"),
        deployment("paper-sorter/hr", supervisor="bo", champion="ada"),
    )
    assert posts == {
        "ada": [("paper-sorter", "it", ("supervises", "champions")), ("paper-sorter", "hr", ("champions",))],
        "bo": [("paper-sorter", "it", ("takes incidents",)), ("paper-sorter", "hr", ("supervises",))],
    }


def test_nobody_answers_for_what_is_over_or_not_told():
    owner = Owner(unit="it", supervisor="ada")
    assert not _posts(
        agent("gone", owner=owner, stage=Stage.RETIRED),
        agent("hidden", owner=owner, visibility="none"),
        agent("brief", owner=owner, visibility="summary"),
        agent("ended"),
        deployment("ended/hr", supervisor="ada", status=Status.ENDED),
    )


def test_leads_quotes_and_sponsors_are_duties_too():
    found = duties_by_person(
        site_of(
            unit("it", lead="ada"),
            story("2026-05-12-one", quote=Quote(who="ada", words="It works.")),
            story("2026-06-12-two", quote=Quote(who="ada", words="It still works.")),
            event("spring", sponsor="ada"),
        )
    )["ada"]
    assert [one.id for one in found.leads] == ["it"]
    assert [one.id for one in found.stories] == ["2026-06-12-two", "2026-05-12-one"]
    assert [one.id for one in found.sponsors] == ["spring"]
