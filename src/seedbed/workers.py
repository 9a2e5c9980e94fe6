"""Work shared out over all cores, for the shells: the engine hands over plain calls and does not know who runs them."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

T = TypeVar("T")

MOST_TICKETS = 4096
TICKET = 2
"""Bytes of a ticket; all tickets together fit into a pipe that nobody reads yet."""


def collect_rarely() -> None:
    """Let the garbage collector look a few hundred times less often; for a process that ends with its work.

    Records, tokens and pages are made by the hundred thousand and nearly all of them stay: looking through them again
    and again took a quarter of a build.
    """
    gc.set_threshold(200_000, 20, 20)
    atexit.register(gc.freeze)  # Python looks through everything once more before it forgets it


def run_here(calls: Sequence[Callable[[], T]], /) -> list[T]:
    """Every result in order, one call after the other."""
    return [call() for call in calls]


def run_on_all_cores(calls: Sequence[Callable[[], T]], /, *, meanwhile: Callable[[], object] | None = None) -> list[T]:
    """Every result in order, from as many processes as there are cores; results must be picklable.

    Where processes cannot be forked, or beside other threads (a live preview), the calls run here. `meanwhile` is done
    by this process before it takes its share. Raises what a call raises, in whichever process.
    """
    crew = Crew(calls)
    if meanwhile:
        meanwhile()
    return crew.finish()


class Crew(Generic[T]):
    """Calls that the other cores begin with at once, while this process goes on with something else until `finish`."""

    def __init__(self, calls: Sequence[Callable[[], T]], /, *, cores: int | None = None) -> None:
        """Begin; with one core nothing happens before `finish`."""
        self.calls = calls
        hands = min(cores or os.cpu_count() or 1, len(calls))
        if threading.active_count() > 1 or "fork" not in multiprocessing.get_all_start_methods():
            hands = 1
        self.tickets = _print_tickets(min(len(calls), MOST_TICKETS))
        self.members = [self._hire() for _ in range(hands - 1)]

    def finish(self) -> list[T]:
        """Do what is left, wait for the others, and give every result in order. Raises what a call raised."""
        try:
            found = self._take()
            for process, results in self.members:
                found |= _received(results)
                process.join()
        finally:
            os.close(self.tickets)
            for process, results in self.members:
                process.terminate()
                results.close()
            gc.unfreeze()
        return [found[number] for number in range(len(self.calls))]

    def _hire(self) -> tuple[Any, Connection]:
        context = multiprocessing.get_context("fork")
        results, theirs = context.Pipe(duplex=False)
        process = context.Process(target=self._work, args=(theirs,), daemon=True)
        gc.freeze()  # a collection in a child would copy every page of memory that it looks at
        process.start()
        theirs.close()
        return process, results

    def _work(self, results: Connection) -> None:
        try:
            results.send(self._take())
        except Exception as error:  # noqa: BLE001 - raised again by whoever finishes
            results.send(error)

    def _take(self) -> dict[int, T]:
        """The results of the calls whose tickets this process drew, until there are none."""
        step = min(len(self.calls), MOST_TICKETS)
        return {
            number: self.calls[number]()
            for ticket in _draw(self.tickets)
            for number in range(ticket, len(self.calls), step)
        }


def _print_tickets(count: int) -> int:
    """A pipe with the numbers below `count` in it. Whoever reads one has drawn it: nobody else will."""
    tickets, printer = os.pipe()
    os.write(printer, b"".join(number.to_bytes(TICKET, "big") for number in range(count)))
    os.close(printer)
    return tickets


def _draw(tickets: int) -> Iterator[int]:
    while ticket := os.read(tickets, TICKET):
        yield int.from_bytes(ticket, "big")


def _received(results: Connection) -> Any:
    try:
        found = results.recv()
    except EOFError:
        raise RuntimeError("a process that helped ended before its work was done") from None
    if isinstance(found, Exception):
        raise found
    return found
