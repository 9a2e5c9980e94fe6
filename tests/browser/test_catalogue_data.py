"""The half of the catalogue's script that knows data only, against a slow and plain reading of the same data."""

from __future__ import annotations

import random

import pytest

from seedbed.site.packing import pack_id, pack_places, pack_texts

pytestmark = pytest.mark.browser

STAGES, PAINS, UNITS = ["idea", "pilot", "production"], ["minutes", "coding", "slides", "mails"], ["it", "hr", "legal"]
WORDS = ["invoice", "letter", "minutes", "reply", "slide", "contract", "price", "offer", "Rückfrage", "résumé"]


def make_data(count, seed):
    """Columns as the engine writes them, of invented agents."""
    draw = random.Random(seed)
    ids = {"stage": STAGES, "pain": PAINS, "unit": UNITS}
    lists = {facet: [[one, one.title()] for one in some] for facet, some in ids.items()}
    columns = {
        "id": [f"agent-{n}" for n in range(count)],
        "name": [f"{draw.choice(WORDS)} {draw.choice(WORDS)} {n}" for n in range(count)],
        "summary": [" ".join(draw.choices(WORDS, k=8)) for _ in range(count)],
        "live": [draw.randrange(5) for _ in range(count)],
        "accuracy": [draw.choice([None, 80, 95]) for _ in range(count)],
        "proof": [draw.choice(["", "2026-09", "2026-10"]) for _ in range(count)],
        "hours": [draw.choice([None, 3, 40]) for _ in range(count)],
        "effort": [draw.choice([None, 2, 16.5]) for _ in range(count)],
        "stage": [draw.randrange(3) for _ in range(count)],
        "pain": [sorted(draw.sample(range(4), draw.randrange(3))) for _ in range(count)],
        "unit": [[draw.randrange(3)] for _ in range(count)],
    }
    return {
        "count": count,
        "lists": lists,
        "columns": columns,
    }


def places_of(data, facet, row):
    """A single place stands alone."""
    places = data["columns"][facet][row]
    return [places] if isinstance(places, int) else places


def plain_select(data, chosen):
    """Rows and counts by the definition: a choice is counted over what every other facet lets through."""

    def passes(row, *, but=None):
        return all(
            any(data["lists"][facet][place][0] in ids for place in places_of(data, facet, row))
            for facet, ids in chosen.items()
            if facet != but
        )

    rows = [row for row in range(data["count"]) if passes(row)]
    counts = {
        facet: [
            sum(place in places_of(data, facet, row) and passes(row, but=facet) for row in range(data["count"]))
            for place in range(len(pairs))
        ]
        for facet, pairs in data["lists"].items()
    }
    return {"rows": rows, "counts": counts}


@pytest.fixture
def catalogue(visit):
    """What the script shows of some data in a state: catalogue(data, state)."""
    page = visit().go("agents/index.html")
    script = """([data, state]) => {
      const {rows, counts} = SeedbedCatalogue.select(SeedbedCatalogue.prepare(data), state);
      return {rows, counts};
    }"""
    return lambda data, state: page.evaluate(script, [data, state])


@pytest.mark.parametrize("seed", range(6))
def test_facets_and_counts_are_those_of_the_definition(catalogue, seed):
    data = make_data(120, seed)
    draw = random.Random(seed)
    chosen = {
        facet: draw.sample([pair[0] for pair in pairs], draw.randrange(1, 3))
        for facet, pairs in data["lists"].items()
        if draw.random() < 0.7
    }
    found = catalogue(data, {"find": "", "sort": "", "chosen": chosen})
    assert found == plain_select(data, chosen)


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        ("proof", lambda columns, row: [-ord(sign) for sign in columns["proof"][row] or " "]),
        ("hours", lambda columns, row: -(columns["hours"][row] or 0)),
        ("effort", lambda columns, row: 1e9 if columns["effort"][row] is None else columns["effort"][row]),
    ],
)
def test_orders_put_what_is_not_known_last_and_keep_the_columns_order(catalogue, sort, key):
    data = make_data(60, 1)
    rows = catalogue(data, {"find": "", "sort": sort, "chosen": {}})["rows"]
    assert rows == sorted(range(60), key=lambda row: (key(data["columns"], row), row))


@pytest.mark.parametrize(
    ("find", "found"),
    [
        ("ruckfrage", ["Rückfrage"]),
        ("RÉSUMÉ", ["résumé"]),
        ("inv", ["invoice"]),
        ("contarct", ["contract"]),
        ("offer price", ["price offer"]),
    ],
)
def test_words_are_found_as_people_type_them(visit, find, found):
    names = ["Rückfrage", "résumé", "invoice", "contract", "price offer"]
    data = make_data(5, 2)
    data["columns"]["name"], data["columns"]["summary"] = names, [""] * 5
    page = visit().go("agents/index.html")
    state = {"find": find, "sort": "", "chosen": {}}
    rows = page.evaluate("([d, s]) => SeedbedCatalogue.select(SeedbedCatalogue.prepare(d), s).rows", [data, state])
    assert [names[row] for row in rows] == found


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("invoice-triage", "Invoice triage"),
        ("finance-invoice-triage-2", "Invoice — triage!"),
        ("va-invoice-tri", "Invoice triage"),
        ("grosse-hilfe", "Große Hilfe"),
        ("gr-e-hilfe", "Größe Hilfe"),
        ("3m-360-coding", "3M/360: Coding"),
        ("i-stanbul", "İstanbul K"),
    ],
)
def test_the_script_unpacks_what_the_engine_packs(visit, id, name):
    page = visit().go("agents/index.html")
    assert page.evaluate("([id, name]) => SeedbedMatching.unpack(id, name)", [pack_id(id, name), name]) == id


def test_the_script_spells_the_texts_that_the_engine_packs(visit):
    texts = ["Sort the invoices", "Read the ĀĀ invoices", "Pay the „Größe“ 中文 🌱", "", "Ā the the"]
    taken, words, (names, summaries) = pack_texts(texts, texts[::-1])
    columns = {"id": ["x"] * len(texts), "name": names, "summary": summaries}
    page = visit().go("agents/index.html")
    found = page.evaluate("d => SeedbedMatching.agentsOf(d)", {"taken": taken, "words": words, "columns": columns})
    assert (found["name"], found["summary"]) == (texts, texts[::-1])


@pytest.mark.parametrize("seed", range(3))
def test_packed_places_are_those_of_the_numbers(catalogue, seed):
    data = make_data(80, seed)
    packed = data | {"columns": dict(data["columns"])}
    for facet in data["lists"]:
        packed["columns"][facet] = pack_places([places_of(data, facet, row) for row in range(80)])
    state = {"find": "", "sort": "", "chosen": {"pain": ["slides"], "unit": ["it", "hr"]}}
    assert catalogue(packed, state) == catalogue(data, state) == plain_select(data, state["chosen"])


@pytest.mark.parametrize("word", ["invoice", "contract", "minutes", "presentation"])
def test_every_single_slip_finds_the_word(visit, word):
    page = visit().go("agents/index.html")
    slips = {word[:at] + word[at + 1 :] for at in range(len(word))}
    slips |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    slips |= {word[:at] + "x" + word[at:] for at in range(len(word))}
    script = """([word, slips]) => {
      const index = SeedbedMatching.prepare([[word, "", ""], ["elephant", "", ""]]);
      return slips.filter(slip => !SeedbedMatching.search(index, slip).marks.has(0));
    }"""
    assert page.evaluate(script, [word, sorted(slips)]) == []


def test_an_address_holds_a_state_and_gives_it_back(visit):
    page = visit().go("agents/index.html")
    chosen = {"pain": ["x", "y"], "unit": ["it"]}
    state = {"find": "a & b=c", "sort": "hours", "view": "table", "compare": ["p", "q"], "chosen": chosen, "reader": ""}
    script = "s => SeedbedCatalogue.readState(SeedbedCatalogue.writeState(s), ['pain', 'unit', 'stage'])"
    assert page.evaluate(script, state) == state


def test_ten_thousand_agents_are_narrowed_within_a_blink(visit):
    """What the browser takes to copy their data is the yardstick: a slow or busy machine stretches it as much."""
    page = visit().go("agents/index.html")
    script = """data => {
      const index = SeedbedCatalogue.prepare(data);
      const time = act => Math.min(...[1, 2, 3, 4, 5, 6, 7, 8].map(() => {
        const start = performance.now();
        act();
        return performance.now() - start;
      }));
      const copy = time(() => JSON.parse(JSON.stringify(data)));
      const finds = ["inv", "reply con", "minutes", "invocie", "slide pri", "zzzz"];
      const state = find => ({find, sort: "", chosen: {stage: ["pilot"]}});
      return finds.map(find => [find, time(() => SeedbedCatalogue.select(index, state(find))) / copy]);
    }"""
    found = page.evaluate(script, make_data(10_000, 3))
    assert [(find, times) for find, times in found if times > 40] == []
