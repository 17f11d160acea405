"""Breaks the rules one small way at a time and counts what the tests notice.

`make mutants` breaks everything and writes what it found to tests/mutants.txt; `make mutants
SAMPLE=0.2` draws a fifth of each module's changes with a fixed seed. With paths it breaks those
modules alone and prints: `.venv/bin/python -m tests.mutants src/anagen/care/screen.py`.

Cosmic-ray makes the changes. The tests are collected once and run once, to learn which of them
enter which function. For each change the process is copied (`fork`), the copy's function is
exchanged for the broken one, and the tests that enter it run until one fails. A change in what
runs while a module loads needs the module and its tests loaded anew.

Nothing on the disk is changed. The figure is careful: a change that only the pages, the command
line, the public cases, or a test beyond the first `TESTS_A_FUNCTION` would notice counts as not
noticed, and a test that fails before anything is broken is left out and named.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import pickle
import resource
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import chain
from math import ceil, sqrt
from pathlib import Path
from random import Random
from types import CodeType, FunctionType

import pytest
from _pytest.runner import runtestprotocol
from coverage import Coverage
from hypothesis import HealthCheck
from hypothesis import settings as examples

from tests.changes import (
    ROOT,
    Finder,
    Mutant,
    exchanges,
    functions_alive,
    is_python,
    key,
    lines_of,
    meaning,
    mutants_of,
    written,
)

SUMMARY = ROOT / "tests" / "mutants.txt"
CARE = "src/anagen/care"
SPEC = "tests/spec"
WITH_ALL = ("tests/golden", "tests/properties")
#: The tests that a change has to get past at most.
TESTS_A_FUNCTION = 1000
SEED = 2

# The rules need neither Django nor a browser: without the plugins a run starts four times faster.
QUIET = ["-q", "-x", "--tb=no", "--no-header", "--no-summary", "--capture=no"]
SETTINGS = "[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider\npythonpath = .\n"

NOTICED, NOT_NOTICED, SAME_MEANING, NOT_TESTED, NO_PYTHON = 1, 0, 3, 4, 5
#: One in so many changes is followed by a control: the same tests, with nothing changed.
CONTROL = 50


# The tests


def loaded_anew(mutant: Mutant, source: str, arguments: list[str]) -> bool:
    """Whether a test fails when the broken module and the tests are loaded from the start."""
    old = ("tests.", "anagen.care" if mutant.module.startswith(CARE) else "anagen")
    for name in [name for name in sys.modules if f"{name}.".startswith(old)]:
        del sys.modules[name]
    sys.meta_path.insert(0, Finder(mutant.module, source))
    if mutant.module.startswith(CARE):
        with_known_facts()
    folders = dict.fromkeys([chapter(mutant.module), *WITH_ALL])
    done = (pytest.main([*arguments, folder]) for folder in folders)
    return any(
        code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) for code in done
    )


def with_known_facts() -> None:
    """The facts are loaded already and no change of the rules alters them."""
    from tests import story

    known = sys.modules["anagen.knowledge.load"].load_knowledge()
    story.load_knowledge = lambda: known


def chapter(module: str) -> str:
    """Where the sentences about a module stand; those of the core stand under "case"."""
    if not module.startswith(CARE):
        return f"{SPEC}/knowledge"
    first, *more = Path(module).relative_to(CARE).with_suffix("").parts
    name = {"letter": "decide", "medicines": "screen", "history": "".join(more)}.get(first, first)
    return f"{SPEC}/{name if (ROOT / SPEC / name).is_dir() else 'case'}"


@dataclass
class Learnt:
    """What the unbroken run showed: how long a test takes, which lines it runs, which fail."""

    seconds: dict[str, float] = field(default_factory=dict)
    tests: dict[str, dict[int, set[str]]] = field(default_factory=dict)
    failing: list[str] = field(default_factory=list)


@dataclass
class Breaking:
    """A pytest plugin that breaks the rules instead of running the tests once."""

    mutants: list[Mutant]
    arguments: list[str]
    outcomes: dict[Mutant, int] = field(default_factory=dict)
    learnt: Learnt = field(default_factory=Learnt)
    alive: dict[tuple[str, int, str], list[FunctionType]] = field(default_factory=dict)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = {item.nodeid: item for item in session.items}
        with_known_facts()
        self.learnt = in_a_copy(self.learn)
        self.arguments += [f"--deselect={id}" for id in self.learnt.failing]
        self.alive = functions_alive()
        gc.freeze()
        self.break_all()
        return True

    def learn(self) -> Learnt:
        """Runs every test once, unbroken."""
        modules = {str(ROOT / mutant.module): mutant.module for mutant in self.mutants}
        coverage = Coverage(data_file=None, include=list(modules), config_file=False)
        learnt = Learnt()
        coverage.start()
        for id, item in self.items.items():
            coverage.switch_context(id)
            begin = time.process_time()
            if is_failing([item]):
                learnt.failing.append(id)
            learnt.seconds[id] = time.process_time() - begin
        coverage.stop()
        data = coverage.get_data()
        for file, module in modules.items():
            lines = data.contexts_by_lineno(file)
            learnt.tests[module] = {line: set(tests) for line, tests in lines.items()}
        return learnt

    def break_all(self) -> None:
        """As many copies at a time as there are cores."""
        running: dict[int, Mutant] = {}
        controls = (replace(one, is_control=True) for one in self.mutants[::CONTROL])
        waiting = chain(self.mutants, controls)
        while True:
            while len(running) < (os.cpu_count() or 1) and (mutant := next(waiting, None)):
                running[copied(lambda one=mutant: self.outcome(one))] = mutant
            if not running:
                return
            process, status = os.wait()
            mutant = running.pop(process)
            exited = os.waitstatus_to_exitcode(status)
            # Below zero: it ran out of time or memory and was ended by a signal.
            self.outcomes[mutant] = exited if exited >= 0 else NOTICED
            if not len(self.outcomes) % 100:
                print(f"{len(self.outcomes)} of {len(self.mutants)}", flush=True)

    def outcome(self, mutant: Mutant) -> int:
        """What becomes of one change, in a copy of this process."""
        source, original = mutant.source(), written(mutant.module)
        if not is_python(source):
            return NO_PYTHON
        exchanged = exchanges(mutant.module, source)
        if meaning(source) == meaning(original) or exchanged == []:
            return SAME_MEANING
        if mutant.is_control:
            source, exchanged = original, exchanged and [(one, one) for one, _ in exchanged]
        if exchanged is None or not all(self.alive.get(key(whole)) for whole, _ in exchanged):
            limited(300)
            return int(loaded_anew(mutant, source, self.arguments))
        tests = self.tests_of(mutant, exchanged)
        limited(10 + 5 * sum(self.learnt.seconds[id] for id in tests))
        for whole, broken in exchanged:
            for function in self.alive[key(whole)]:
                function.__code__ = broken
        return int(is_failing([self.items[id] for id in tests]))

    def tests_of(self, mutant: Mutant, changed: Iterable[tuple[CodeType, CodeType]]) -> list[str]:
        """The tests that enter the changed function, the likeliest to notice first."""
        by_line = self.learnt.tests[mutant.module]
        lines = set().union(*(lines_of(whole) for whole, _ in changed))
        entering = set().union(*(by_line.get(line, set()) for line in lines))
        entering -= {"", *self.learnt.failing}
        own, near = chapter(mutant.module), by_line.get(mutant.line, set())
        turn = turns(self.items)

        def likelihood(id: str) -> tuple[bool, bool, int, float]:
            return not id.startswith(own), id not in near, turn[id], self.learnt.seconds[id]

        return sorted(entering, key=likelihood)[:TESTS_A_FUNCTION]


def turns(ids: Iterable[str]) -> dict[str, int]:
    """Which example of its sentence a test is: first examples run before second ones."""
    seen: dict[str, int] = defaultdict(int)
    turn = {}
    for id in ids:
        sentence = id.partition("[")[0]
        turn[id] = seen[sentence] = seen[sentence] + 1
    return turn


def is_failing(items: list[pytest.Item]) -> bool:
    """Whether one of the tests fails; stops at the first that does."""
    for item, following in zip(items, [*items[1:], None], strict=True):
        if any(one.failed for one in runtestprotocol(item, log=False, nextitem=following)):
            return True
    return False


# Copies of this process


def copied(work: Callable[[], int]) -> int:
    """Does some work in a copy of this process; the work's answer is the copy's exit status."""
    process = os.fork()
    if process:
        return process
    answer = NOT_TESTED
    with contextlib.suppress(BaseException):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        answer = work()
    os._exit(answer)


def in_a_copy(work: Callable[[], Learnt]) -> Learnt:
    """The same, for an answer that is more than a number."""
    answer = Path(tempfile.gettempdir(), "learnt")
    process = copied(lambda: int(not answer.write_bytes(pickle.dumps(work()))))
    if os.waitpid(process, 0)[1]:
        sys.exit("The tests could not be run before anything was broken: run them with pytest.")
    return pickle.loads(answer.read_bytes())  # noqa: S301 - written two lines above


def limited(seconds: float) -> None:
    """A change that never ends, or takes all memory, ends its own process: that is noticed."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


# What was found


def share_between(noticed: int, broken: int) -> tuple[float, float]:
    """The 95 % interval of a share, after Wilson, in per cent."""
    z, share = 1.96, noticed / broken
    middle = share + z * z / (2 * broken)
    reach = z * sqrt(share * (1 - share) / broken + z * z / (4 * broken * broken))
    whole = 1 + z * z / broken
    return 100 * (middle - reach) / whole, 100 * (middle + reach) / whole


def row(name: str, outcomes: list[int]) -> str:
    broken = [one for one in outcomes if one not in (SAME_MEANING, NO_PYTHON)]
    share = 100 * sum(one == NOTICED for one in broken) / len(broken) if broken else 100
    return f"{name:44} {len(broken):6} {sum(one == NOTICED for one in broken):7} {share:7.1f} %"


def report(found: Breaking, whole: int) -> str:
    """How much was broken, a row a module, the sum, and every change that nothing noticed."""
    modules = defaultdict(list)
    for mutant, outcome in found.outcomes.items():
        if not mutant.is_control:
            modules[mutant.module].append(outcome)
    every = [what for one, what in found.outcomes.items() if not one.is_control]
    controls = [what for one, what in found.outcomes.items() if one.is_control]
    same, none, drawn = every.count(SAME_MEANING), every.count(NO_PYTHON), len(every)
    low, high = share_between(every.count(NOTICED), max(1, drawn - same - none))
    left_out = f"{same} mean the same, and {none} are no Python (a `**` that unpacks, exchanged)"
    if drawn == whole:
        told = [f"Every change: {whole}. Of these {left_out}."]
    else:
        told = [
            f"A sample: {drawn} of {whole} changes, the same share of each module, drawn with seed "
            f"{SEED}.",
            f"Of these {left_out}.",
            f"Of all changes between {low:.1f} and {high:.1f} % are noticed (95 % interval).",
        ]
    told.append(
        f"Controls: {len(controls)} times the same tests ran with nothing changed; "
        f"{controls.count(NOTICED)} times one of them failed."
    )
    if every.count(NOT_TESTED):
        told.append(f"Not tested, and counted as not noticed: {every.count(NOT_TESTED)}.")
    told += [f"Left out, for it fails unbroken: {id}" for id in found.learnt.failing]
    head = f"{'module':44} {'broken':>6} {'noticed':>7}"
    table = [head, *(row(name, modules[name]) for name in sorted(modules)), row("together", every)]
    unnoticed = sorted(
        one.shown()
        for one, what in found.outcomes.items()
        if what in (NOT_NOTICED, NOT_TESTED) and not one.is_control
    )
    return "\n".join([*told, "", *table, "", "Not noticed:", *unnoticed]) + "\n"


def drawn(module: str, share: float) -> tuple[list[Mutant], int]:
    """The changes of a module to make, and how many there are."""
    every = mutants_of(module)
    picked = Random(f"{SEED} {module}").sample(every, min(len(every), ceil(share * len(every))))
    return picked, len(every)


def main() -> None:
    """Breaks what was asked for, and writes or prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=float, default=1.0, help="the share of changes, 0 to 1")
    parser.add_argument("modules", nargs="*", help="modules to break; all of them if none is named")
    asked = parser.parse_args()
    os.chdir(ROOT)
    every = [
        *sorted(str(p) for p in Path(CARE).rglob("*.py")),
        "src/anagen/knowledge/conditions.py",
    ]
    modules = asked.modules or every
    picked, counts = zip(*(drawn(module, asked.sample) for module in modules), strict=True)
    own = {chapter(module) for module in modules} if asked.modules else {SPEC}
    # The same examples each time, and none that fails for being slow.
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    examples.register_profile(
        "mutants", derandomize=True, deadline=None, database=None, suppress_health_check=slow
    )
    examples.load_profile("mutants")
    with tempfile.TemporaryDirectory(prefix="anagen-mutants-") as folder:
        tempfile.tempdir = folder
        os.environ |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_DEBUG_TEMPROOT": folder}
        os.environ |= {"ANAGEN_MUTANTS": "1", "XDG_CACHE_HOME": folder}
        settings = Path(folder, "mutants.ini")
        settings.write_text(SETTINGS)
        arguments = [f"-c{settings}", f"--rootdir={ROOT}", *QUIET]
        found = Breaking([one for some in picked for one in some], arguments)
        pytest.main([*arguments, *sorted(own), *WITH_ALL], plugins=[found])
    told = report(found, sum(counts))
    if asked.modules:
        print(told)
    else:
        SUMMARY.write_text(told)


if __name__ == "__main__":
    main()
