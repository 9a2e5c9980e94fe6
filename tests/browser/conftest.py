"""One built site of this repository's own catalogue, a server below a sub-path, and a real Chromium."""

from __future__ import annotations

import functools
import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.serving import QuietHandler, serving
from tests.browser.visits import Visit
from tests.helpers.building import ROOT, build
from tests.helpers.sharing import made_once

PREFIX = "portal"

expect.set_options(timeout=30_000)  # as long as every other waiting: a busy machine is no finding


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the built site, in a folder of its own that can be served; built once for all workers."""

    def make(folder):
        result = build(ROOT, folder / PREFIX)
        assert result.code == 0, result.said

    return made_once(tmp_path_factory, "served", make) / PREFIX


@pytest.fixture(scope="session")
def address(site):
    """Where the site is served: below a sub-path, as many hosts do."""
    handler = functools.partial(QuietHandler, directory=str(site.parent))
    with serving(handler) as here:
        yield f"{here}{PREFIX}/"


@pytest.fixture(scope="session")
def chromium():
    """The browser. Without one these tests are skipped, loudly; under CI they fail."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        message = "no Chromium on this machine: the portal was NOT tried in a browser (apt-get install chromium)"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, address):
    """Opens a visit: visit(width=390, dark=True, script=False)."""
    opened = []

    def start(*, width=1280, dark=False, script=True, base=address):
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        opened.append(context)
        return Visit(context.new_page(), base)

    yield start
    for context in opened:
        context.close()
