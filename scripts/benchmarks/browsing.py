"""A built site as a browser meets it: compressed on the way, in a real Chromium whose processor can be slowed down."""

from __future__ import annotations

import re
import shutil
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

SLOW_LINE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
"""10 Mbit/s, 40 ms."""

WATCH = """() => {
  window.__times = [];
  let begun = 0;
  const done = () => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.__times.push(performance.now() - begun);
    channel.port2.postMessage(0);
  };
  for (const kind of ["keydown", "click"])
    addEventListener(kind, event => { begun = event.timeStamp; }, true);
  for (const kind of ["input", "change"])
    addEventListener(kind, event => {
      if ((event.target.type === "checkbox") === (kind === "change")) requestAnimationFrame(done);
    }, true);
}"""
"""Times from a key or a click to the moment after the frame that shows its answer."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    options = ["--no-sandbox", "--enable-precise-memory-info"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser, *, slower: int = 1, on_a_slow_line: bool = False) -> Iterator[tuple[Page, CDPSession]]:
    """A fresh visitor, with nothing in any cache; `slower` is by how much the processor is slowed down."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    control = context.new_cdp_session(page)
    control.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    if on_a_slow_line:
        control.send("Network.enable")
        control.send("Network.emulateNetworkConditions", SLOW_LINE)
    yield page, control
    context.close()


def times_of(page: Page, act: Callable[[], None]) -> list[float]:
    """Milliseconds from each key or click in `act` to the frame that answers it."""
    page.evaluate("window.__times = []")
    act()
    page.wait_for_timeout(200)
    times: list[float] = page.evaluate("window.__times")
    return times


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which this share of them lies."""
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def work_of(control: CDPSession) -> float:
    """Milliseconds of processor time that the page's main thread has taken since the first call."""
    control.send("Performance.enable", {"timeDomain": "threadTicks"})
    found = {one["name"]: one["value"] for one in control.send("Performance.getMetrics")["metrics"]}
    return float(found["TaskDuration"]) * 1000


def heap(control: CDPSession) -> float:
    """Megabytes that the scripts of a page hold after a clean-up."""
    control.send("HeapProfiler.collectGarbage")
    control.send("Performance.enable")
    found = {one["name"]: one["value"] for one in control.send("Performance.getMetrics")["metrics"]}
    return float(found["JSHeapUsedSize"]) / 1e6


def process_memory(browser: Browser) -> float | None:
    """Megabytes of its own that the largest process of a tab holds; None where the system does not tell."""
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = [_private(int(one["id"])) for one in told if one["type"] == "renderer"]
    return max((size for size in sizes if size is not None), default=None)


def _private(process: int) -> float | None:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    except OSError:
        return None
    return sum(int(kilobytes) for kilobytes in re.findall(r"^Private_\w+:\s+(\d+) kB", text, re.MULTILINE)) / 1024
