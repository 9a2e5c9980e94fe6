"""From a catalogue to the pages of a portal: the second half of the walk, and all that it loads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seedbed.exports import export_all
from seedbed.problems import Problem
from seedbed.site.frame import Frame, create_frame
from seedbed.site.page import Page, Text
from seedbed.site.pages import create_files, create_pages
from seedbed.site.views import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """A finished portal in memory: pages, further files by uri, what stands around every page, problems let pass.

    Entries, and the files that are many, hold how to make their text; every other text is made.
    """

    pages: tuple[Page, ...]
    files: Mapping[str, Text]
    frame: Frame
    problems: tuple[Problem, ...]


def create_portal(site: Site, /) -> Portal:
    """The portal of a site."""
    return Portal(
        pages=tuple(create_pages(site)),
        files=create_files(site) | export_all(site),
        frame=create_frame(site.catalogue.organization, today=site.today, commit=site.commit, language=site.language),
        problems=tuple(site.problems),
    )
