from seedbed.site.news import NewsItem
from seedbed.site.pages.news import ENOUGH, MOST_ITEMS, MOST_MONTHS, by_month, by_quarter, create, in_sight, opening
from tests.helpers.records import event, story
from tests.helpers.sites import site_of


def _item(on, title="A title"):
    return NewsItem(on=on, kind="win", title=title, summary="", uri="index.html", path="x")


def test_by_month_keeps_the_order():
    months = by_month([_item("2026-03-02"), _item("2026-03-01"), _item("2025-03-09")])
    assert [(month, [item.on for item in items]) for month, items in months] == [
        ("2026-03", ["2026-03-02", "2026-03-01"]),
        ("2025-03", ["2025-03-09"]),
    ]


def test_opening_names_the_newest():
    assert opening((_item("2026-03-02", "A win."),)) == "Last, on 2 March 2026: A win."
    assert "Nothing" in opening(())


def test_older_months_are_counted():
    stories = [story(f"{year}-{month:02}-01-x") for year in (2023, 2024, 2025) for month in range(1, 13)]
    (page,) = create(site_of(*stories))
    assert page.html.count('id="month_') == MOST_MONTHS
    assert "12 older items" in page.html


def test_three_months_are_in_sight_and_the_table_of_contents_names_them_alone():
    stories = [story(f"2025-{month:02}-01-x") for month in range(1, 13)]
    (page,) = create(site_of(*stories))
    assert [one.id for one in page.headings] == ["month_2025-12", "month_2025-11", "month_2025-10", "earlier"]
    folded = page.html.split('id="earlier"')[1]
    assert [quarter in folded for quarter in ("July 2025 to September 2025", "3 entries")] == [True, True]
    assert 'id="month_2025-09"' in folded.split("</details>")[0]


def test_few_months_fill_the_page_where_each_brought_much():
    full = [("2026-05", [_item("2026-05-01")] * MOST_ITEMS), ("2026-04", [_item("2026-04-01")] * ENOUGH)]
    assert in_sight([*full, ("2026-03", [_item("2026-03-01")])]) == 2
    assert in_sight(full[:1]) == 1
    assert in_sight([]) == 0


def test_quarters_are_named_by_the_months_that_have_news():
    months = [("2026-03", [_item("2026-03-01")] * 2), ("2026-01", [_item("2026-01-01")]), ("2025-12", [])]
    named = [(one.title, one.count) for one in by_quarter(months)]
    assert named == [("January 2026 to March 2026", 3), ("December 2025", 0)]


def test_events_to_come_stand_above():
    (page,) = create(site_of(event("winter", starts="2026-12-01"), story()))
    assert [heading.id for heading in page.headings] == ["coming", "month_2026-05"]


def test_a_full_month_is_cut_and_counted():
    stories = [story(f"2026-05-01-{number}") for number in range(MOST_ITEMS + 3)]
    (page,) = create(site_of(*stories))
    assert page.html.count('class="sb-news__text"') == MOST_ITEMS
    assert "<p>3 more." in page.html


def test_the_feeds_and_the_digest_are_in_sight():
    (page,) = create(site_of())
    for href in ("../feed.xml", "../feed.json", "digest.html"):
        assert f'href="{href}"' in page.html
