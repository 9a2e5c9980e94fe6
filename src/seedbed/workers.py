"""Work shared out over all cores, for the shells: the engine hands over plain calls and does not know who runs them."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import Any, Generic, TypeAlias, TypeVar

T = TypeVar("T")
Then: TypeAlias = Callable[[Any, Any], T]
"""What a call's second step is: the word it waited for, and what the call gave, become the result."""

MOST_TICKETS = 4096
MOST_WAITING = 64
"""Calls whose results a process keeps for the second step before it waits for the word."""
TICKET = 2
"""Bytes of a ticket; all tickets together fit into a pipe that nobody reads yet."""


def collect_rarely() -> None:
    """Let the garbage collector look a few hundred times less often; for a process that ends with its work.

    Records, tokens and pages are made by the hundred thousand and nearly all of them stay: looking through them again
    and again took a quarter of a build.
    """
    gc.set_threshold(200_000, 20, 20)
    _end_quickly()


def collect_later() -> None:
    """Let the garbage collector rest until `collect_again`: of all that a build makes it finds next to nothing."""
    gc.disable()
    _end_quickly()


def collect_again() -> None:
    """Let the garbage collector look again, as before `collect_later`."""
    gc.enable()


def _end_quickly() -> None:
    atexit.register(gc.freeze)  # Python looks through everything once more before it forgets it


def aside(call: Callable[[], T], /) -> Callable[[], T]:
    """Begin a call in another process where a core is free for it; ask what is given back for its result.

    Asking waits for it, does it here if nobody has begun, and raises what the call raises. Results must be picklable.
    """
    crew: Crew[T] = Crew((call, _nothing))
    return lambda: crew.finish()[0]


def _nothing() -> Any:
    """The call of a crew whose second process has nothing to do."""


def begin_on_all_cores(calls: Sequence[Callable[[], T]], /) -> Callable[[], list[T]]:
    """Begin calls in as many processes as there are cores; ask what is given back for every result, in order.

    Asking takes a share of what is left, and raises what a call raises, in whichever process. Results must be
    picklable. Where processes cannot be forked, or beside other threads (a live preview), the calls run when asked.
    """
    return Crew(calls).finish


class Crew(Generic[T]):
    """Calls that the other cores begin with at once, while this process goes on with something else until `finish`.

    With `then`, a call has a second step: what it gave is kept where it was made until `tell` brings the word that the
    second step waits for, and `then(word, made)` gives the result.
    """

    def __init__(
        self, calls: Sequence[Callable[[], Any]], /, *, cores: int | None = None, then: Then[T] | None = None
    ) -> None:
        """Begin; with one core nothing happens before `finish`."""
        self.calls, self.then = calls, then or _as_made
        self.word: Any = None if then else True
        self.keep: Callable[[Any], Any] = _as_it_is
        self.line: Connection | None = None
        hands = min(cores or os.cpu_count() or 1, len(calls))
        if threading.active_count() > 1 or "fork" not in multiprocessing.get_all_start_methods():
            hands = 1
        self.tickets = _print_tickets(min(len(calls), MOST_TICKETS))
        self.members: list[tuple[Any, Connection]] = []
        for _ in range(hands - 1):
            self.members.append(self._hire())

    def tell(self, word: object, /) -> None:
        """Give the word that the second step waits for; picklable, and not None."""
        self.word = word
        for _, line in self.members:
            with suppress(BrokenPipeError):  # it has died, as `finish` will find out
                line.send(word)

    def finish(self) -> list[T]:
        """Do what is left, wait for the others, and give every result in order.

        Raises what a call raised, and RuntimeError where a second step was never told its word.
        """
        try:
            found = self._take()
            for process, line in self.members:
                found |= _received(line)
                process.join()
        finally:
            os.close(self.tickets)
            for process, line in self.members:
                process.terminate()
                line.close()
            gc.unfreeze()
        return [found[number] for number in range(len(self.calls))]

    def _hire(self) -> tuple[Any, Connection]:
        context = multiprocessing.get_context("fork")
        line, theirs = context.Pipe()
        process = context.Process(target=self._work, args=(theirs, line), daemon=True)
        gc.freeze()  # a collection in a child would copy every page of memory that it looks at
        process.start()
        theirs.close()
        return process, line

    def _work(self, line: Connection, other: Connection) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops the work stops the first process, which ends this
        for end in (other, *(end for _, end in self.members)):
            end.close()  # while any process holds it, nobody learns that this crew's own has died
        self.line, self.keep = line, _pickled
        try:
            words = ForkingPickler.dumps(self._take())
        except EOFError:
            return
        except Exception as error:  # noqa: BLE001 - raised again by whoever finishes
            words = ForkingPickler.dumps(error)
        with suppress(OSError):  # nobody is left to hear it
            line.send_bytes(words)

    def _take(self) -> dict[int, T]:
        """The results of the calls whose tickets this process drew, until there are none."""
        step = min(len(self.calls), MOST_TICKETS)
        found: dict[int, Any] = {}
        waiting: list[int] = []
        for ticket in _draw(self.tickets):
            for number in range(ticket, len(self.calls), step):
                found[number] = self.calls[number]()
                waiting.append(number)
            if self._is_told(wait=len(waiting) >= MOST_WAITING):
                self._second(found, waiting)
        if waiting:
            if not self._is_told(wait=True):
                raise RuntimeError("the second step waits for a word: tell it before the end")
            self._second(found, waiting)
        return found

    def _is_told(self, *, wait: bool) -> bool:
        """Whether the word is there. Raises EOFError when the process that would give it has ended."""
        if self.word is None and self.line and (wait or self.line.poll()):
            self.word = self.line.recv()
        return self.word is not None

    def _second(self, found: dict[int, Any], waiting: list[int]) -> None:
        for number in waiting:
            found[number] = self.keep(self.then(self.word, found[number]))
        waiting.clear()


def _as_made(_word: object, made: Any) -> Any:
    """The second step of a crew that has none."""
    return made


def _as_it_is(result: Any) -> Any:
    return result


def _pickled(result: Any) -> bytes:
    """A result as it goes to the first process; made ready at once, since nobody waits for it yet."""
    return bytes(ForkingPickler.dumps(result))


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
    except (EOFError, OSError):
        raise RuntimeError("a process that helped ended before its work was done") from None
    if isinstance(found, Exception):
        raise found
    return {number: ForkingPickler.loads(result) for number, result in found.items()}
