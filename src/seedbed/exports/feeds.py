"""What is new, as Atom 1.0 (`feed.xml`) and JSON Feed 1.1 (`feed.json`)."""

from __future__ import annotations

import json
import uuid
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from seedbed.site.news import NewsItem, news_of
from seedbed.site.page import Text
from seedbed.site.views import Site

MOST_ITEMS = 50
ATOM = "http://www.w3.org/2005/Atom"
NAMESPACE = uuid.UUID("6f9a3c86-5d0b-5c5e-9d4e-0c9f7a1f2b11")
"""Names of feed entries are made from this and the path of the record (and the commit): the same at every address."""


def export_feeds(site: Site, /) -> dict[str, Text]:
    """Both feeds of the newest items. Addresses are absolute when the site's own address is known, else relative."""
    items = news_of(site)[:MOST_ITEMS]
    return {"feed.xml": create_atom(site, items), "feed.json": create_json_feed(site, items)}


def create_atom(site: Site, items: tuple[NewsItem, ...], /) -> str:
    """The Atom feed as text. `updated` is the date of the newest item, or of the build when there is none."""
    feed = Element("feed", xmlns=ATOM)
    newest = items[0].on if items else site.today.isoformat()
    for tag, text in (("id", _id("feed")), ("title", _title(site)), ("updated", _moment(newest))):
        SubElement(feed, tag).text = text
    SubElement(feed, "link", rel="self", href=f"{site.url}feed.xml", type="application/atom+xml")
    SubElement(feed, "link", rel="alternate", href=f"{site.url}index.html", type="text/html")
    SubElement(SubElement(feed, "author"), "name").text = _title(site)
    for item in items:
        _entry(feed, site, item)
    indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, encoding="unicode")}\n'


def _entry(feed: Element, site: Site, item: NewsItem) -> None:
    entry = SubElement(feed, "entry")
    for tag, text in (
        ("id", _id(item.key)),
        ("title", item.title),
        ("updated", _moment(item.on)),
        ("summary", item.summary),
    ):
        SubElement(entry, tag).text = text
    SubElement(entry, "link", rel="alternate", href=f"{site.url}{item.uri}", type="text/html")
    SubElement(entry, "category", term=item.kind)


def create_json_feed(site: Site, items: tuple[NewsItem, ...], /) -> str:
    """The JSON Feed as text."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(site),
        "language": site.language.code,
        "items": [
            {
                "id": _id(item.key),
                "url": f"{site.url}{item.uri}",
                "title": item.title,
                "content_text": item.summary,
                "date_published": _moment(item.on),
                "tags": [item.kind],
            }
            for item in items
        ],
    }
    if site.url:
        feed |= {"home_page_url": site.url, "feed_url": f"{site.url}feed.json"}
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _title(site: Site) -> str:
    name = site.catalogue.organization.name if site.catalogue.organization else "Seedbed"
    return site.language.say("{name}: what is new about agents", name=name)


def _id(path: str) -> str:
    return uuid.uuid5(NAMESPACE, path).urn


def _moment(on: str) -> str:
    return f"{on}T00:00:00Z"
