from seedbed.site.likeness import SHOWN, find_alike
from seedbed.site.profiles import create_profiles
from tests.helpers.records import agent, deployment
from tests.helpers.sites import site_of


def alike(*records):
    found = find_alike(create_profiles(site_of(*records)))
    return {id: [one.agent.id for one in others] for id, others in found.items()}


def test_shared_pains_come_before_the_same_function():
    agents = [
        agent("one", pains=("a", "b")),
        agent("two", pains=("a",), function="hr"),
        agent("three", pains=("a", "b"), function="hr"),
        agent("four"),
    ]
    assert alike(*agents)["one"] == ["three", "two", "four"]


def test_of_one_function_the_most_copied_comes_first():
    assert alike(agent("one"), agent("two"), agent("three"), deployment("three/it"))["one"] == ["three", "two"]


def test_at_most_four_are_named_and_never_the_agent_itself():
    found = alike(*(agent(f"agent-{number}") for number in range(9)))
    assert all(len(others) == SHOWN for others in found.values())
    assert all(id not in others for id, others in found.items())


def test_one_agent_alone_is_like_nothing():
    assert alike(agent("one"), agent("two", function="hr")) == {"one": [], "two": []}
