"""Work on all cores gives what work in one process gives."""

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from seedbed import checks
from seedbed.checks import check
from seedbed.repository.load import load_sources
from seedbed.repository.tree import WorkingTree
from seedbed.running import one_after_the_other
from seedbed.workers import MOST_TICKETS, Crew, aside, begin_on_all_cores
from tests.helpers.portals import BASE, TODAY


def _fail() -> int:
    raise LookupError("in the worker")


@pytest.mark.parametrize("run", [one_after_the_other, begin_on_all_cores])
def test_results_come_in_order(run) -> None:
    assert run([partial(pow, number, 2) for number in range(9)])() == [number**2 for number in range(9)]


@pytest.mark.parametrize("run", [one_after_the_other, begin_on_all_cores])
def test_what_a_call_raises_is_raised(run) -> None:
    with pytest.raises(LookupError, match="in the worker"):
        run([_fail, _fail])()


ELSEWHERE = """
import os
from seedbed.workers import Crew
crew = Crew([os.getpid] * 9)
for process, _ in crew.members:
    process.join()
print(os.getpid() in crew.finish())
"""
DYING = "import os; from seedbed.workers import Crew; crew = Crew([lambda: os._exit(1)] * 9); {}; crew.finish()"


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one core: there is nothing to share out")
def test_calls_run_in_other_processes() -> None:
    # In a process of its own: beside the threads of a parallel test run the calls would rightly stay here.
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one core: there is nothing to share out")
def test_a_process_that_dies_is_no_silent_gap() -> None:
    wait = "[process.join() for process, _ in crew.members]; crew.calls = [int] * 9"
    done = subprocess.run([sys.executable, "-c", DYING.format(wait)], capture_output=True, text=True, check=False)
    assert "RuntimeError: a process that helped ended before its work was done" in done.stderr


def test_more_calls_than_tickets() -> None:
    count = MOST_TICKETS * 2 + 3
    assert Crew([partial(int, number) for number in range(count)]).finish() == list(range(count))


def test_no_calls() -> None:
    assert Crew([]).finish() == []


def test_a_second_step_waits_for_its_word() -> None:
    crew = Crew([partial(int, number) for number in range(9)], then=lambda word, made: f"{word}{made}")
    crew.tell("n")
    assert crew.finish() == [f"n{number}" for number in range(9)]


def test_a_second_step_without_its_word() -> None:
    with pytest.raises(RuntimeError, match="tell it before the end"):
        Crew([int], then=lambda word, made: made).finish()


SECOND = """
import os
from seedbed.workers import Crew
crew = Crew([os.getpid] * 9, then=lambda word, made: (word, made == os.getpid()))
while not {ready}: pass
crew.tell("word")
for process, _ in crew.members:
    process.join()
print(set(crew.finish()))
"""


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one core: there is nothing to share out")
@pytest.mark.parametrize(
    "ready", ["True", "select.select([crew.tickets], [], [], 0)[0] and not os.read(crew.tickets, 2)"]
)
def test_a_second_step_is_done_where_the_first_was(ready: str) -> None:
    program = f"import select{SECOND.format(ready=ready)}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "{('word', True)}\n"


INTERRUPTED = """
import os, signal
from functools import partial
from seedbed.workers import Crew
begun, say = os.pipe()
crew = Crew([partial(os.write, say, b"x")] * 2, then=lambda word, made: word)
os.read(begun, 1)
for process, _ in crew.members:
    os.kill(process.pid, signal.SIGINT)
crew.tell("word")
print(*crew.finish())
"""


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one core: there is nothing to share out")
def test_whoever_interrupts_speaks_to_the_first_process_alone() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("word word\n", "")


ABANDONED = """
import os
from seedbed.workers import Crew
crew = Crew([os.getpid] * 3, then=lambda word, made: made)
print(*(process.pid for process, _ in crew.members), flush=True)
os._exit(0)
"""


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one core: there is nothing to share out")
def test_nobody_waits_for_a_word_of_the_dead() -> None:
    # The pipe of its output ends when the last process that holds it has ended.
    done = subprocess.run([sys.executable, "-c", ABANDONED], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip()


def test_a_call_aside_gives_its_result_when_asked() -> None:
    assert aside(partial(int, "7"))() == 7
    with pytest.raises(LookupError, match="in the worker"):
        aside(_fail)()


def test_check_does_not_depend_on_who_runs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MANY", 0)
    sources = load_sources(WorkingTree(BASE))
    assert check(sources, today=TODAY, run=begin_on_all_cores) == check(sources, today=TODAY)


READING = """
import sys
from datetime import date
from pathlib import Path

from seedbed import checks
from seedbed.kinds import KIND
from seedbed.repository import load
from seedbed.repository.tree import WorkingTree
from seedbed.running import one_after_the_other
from seedbed.workers import begin_on_all_cores

load.MANY, load.PART, checks.MANY = 0, 7, 0


def read(run):
    sources = load.load_sources(WorkingTree(Path(sys.argv[1])), run=run)
    result = checks.check(sources, today=date(2026, 3, 31), run=run)
    files = [(one.kind is KIND[one.kind.name], one.path, one.id, one.text, one.data, one.rows, one.body, one.problems)
             for one in sources.files.values()]
    places = [one.place("name") for one in sources.files.values()]
    return files, sources.strays, result, places


alone, together = read(one_after_the_other), read(begin_on_all_cores)
print(len(alone[0]), len(alone[1]), len(alone[2].problems), alone == together)
"""


def test_what_another_process_read_and_judged_is_the_same(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "portal")
    (tmp_path / "portal/catalog/units/it.yml").write_text("name: [\n", "utf-8")
    (tmp_path / "portal/catalog/stray.txt").write_text("nobody's", "utf-8")
    command = [sys.executable, "-c", READING, str(tmp_path / "portal")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    files, strays, problems, is_same = done.stdout.split()
    assert (int(files) > 20, int(strays), int(problems) > 1, is_same) == (True, 1, True, "True")
