"""Breaks the rules one small way at a time and counts what the tests notice.

`make mutants` works on copies of the tree, one for each core, and writes what it found to
tests/mutants.txt. With paths it does those modules alone and prints:
`.venv/bin/python tests/mutants.py src/anagen/care/screen.py`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import WorkerOutcome, WorkItem, WorkResult

import anagen

ROOT = Path(__file__).parents[1]
SUMMARY = ROOT / "tests" / "mutants.txt"
CHAPTERS = ["tests/spec", "tests/cases", "tests/golden", "tests/properties"]
COPIED = ["src", "tests"]
RULES = ["src/anagen/care/*.py", "src/anagen/knowledge/conditions.py"]

# The rules need neither Django nor a browser: without the plugins a run starts four times faster.
PYTEST = "[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider\npythonpath = .\n"

# Between enums `is` and `==` are the same, and `|` here joins types: no test could tell.
SAME_MEANING = [
    "core/ReplaceComparisonOperator_(Eq_Is|NotEq_IsNot|Is_Eq|IsNot_NotEq)$",
    "core/ReplaceBinaryOperator_BitOr_",
]


@dataclass(frozen=True)
class Tally:
    """What became of the mutants of one module."""

    module: str
    killed: int
    survivors: tuple[str, ...]

    @property
    def total(self) -> int:
        return self.killed + len(self.survivors)

    def line(self) -> str:
        share = 100 * self.killed / self.total if self.total else 100
        return f"{self.module:44} {self.total:6} {self.killed:7} {share:7.1f} %"


def workshop() -> Path:
    """A copy of the tree that may be broken."""
    copy = Path(tempfile.mkdtemp(prefix="anagen-mutants-"))
    for name in COPIED:
        shutil.copytree(ROOT / name, copy / name)
    (copy / "mutants.ini").write_text(PYTEST)
    return copy


def pytest_command() -> str:
    """The tests that know the rules, stopping at the first that notices."""
    chapters = [chapter for chapter in CHAPTERS if (ROOT / chapter).is_dir()]
    return f"{sys.executable} -m pytest -c mutants.ini -x -q --tb=no {' '.join(chapters)}"


def environment(copy: Path) -> dict[str, str]:
    """The copy comes first on the path, so that what is broken is what is tested."""
    own = {"PYTHONPATH": str(copy / "src"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return os.environ | own | {"ANAGEN_MUTANTS": "1"}


def seconds_unbroken(copy: Path) -> float:
    """How long the tests take with nothing broken; they have to pass."""
    begin = time.monotonic()
    command = pytest_command().split()
    done = subprocess.run(command, cwd=copy, env=environment(copy), capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"The tests fail before anything is broken: {done.stdout[-2000:]}")
    return time.monotonic() - begin


def break_module(module: str, copy: Path, timeout: float) -> Tally:
    """Every mutant of one module, made and tested in one copy of the tree."""
    session = copy / f"{module.replace('/', '-')}.sqlite"
    settings = copy / "cosmic-ray.toml"
    settings.write_text(
        f'[cosmic-ray]\nmodule-path = "{module}"\ntimeout = {timeout}\nexcluded-modules = []\n'
        f'test-command = "{pytest_command()}"\n[cosmic-ray.distributor]\nname = "local"\n'
        f"[cosmic-ray.filters.operators-filter]\nexclude-operators = {SAME_MEANING}\n"
    )
    for command in (
        ["cosmic-ray", "init", settings.name, session.name],
        ["cr-filter-operators", session.name, settings.name],
        ["cosmic-ray", "exec", settings.name, session.name],
    ):
        tool = Path(sys.executable).with_name(command[0])
        subprocess.run([tool, *command[1:]], cwd=copy, env=environment(copy), check=True)
    return tally(module, session)


def tally(module: str, session: Path) -> Tally:
    """What the session found."""
    with use_db(session, WorkDB.Mode.open) as database:
        tested = [
            (item, result)
            for item, result in database.completed_work_items
            if result.worker_outcome is not WorkerOutcome.SKIPPED
        ]
    survivors = sorted(survivor(*pair) for pair in tested if not pair[1].is_killed)
    return Tally(module, len(tested) - len(survivors), tuple(survivors))


def survivor(item: WorkItem, result: WorkResult) -> str:
    """One line that shows what was changed and not noticed."""
    mutation = item.mutations[0]
    changed = [line for line in (result.diff or "").splitlines() if line[:1] in "+-"]
    shown = " ".join(line[0] + " " + line[1:].strip() for line in changed[3:])
    return f"{mutation.module_path}:{mutation.start_pos[0]:04}: {shown}"


def report(tallies: list[Tally]) -> str:
    """A row a module, the sum, and every change that nothing noticed."""
    whole = Tally(
        "together",
        sum(each.killed for each in tallies),
        tuple(line for each in tallies for line in each.survivors),
    )
    head = f"{f'anagen {anagen.__version__}':44} {'broken':>6} {'noticed':>7}"
    table = [head, *(each.line() for each in tallies), whole.line()]
    return "\n".join([*table, "", "Not noticed:", *whole.survivors]) + "\n"


def main(paths: list[str]) -> None:
    """Shares the modules out over the cores, longest first, and writes the figures."""
    modules = paths or [str(p.relative_to(ROOT)) for rule in RULES for p in ROOT.glob(rule)]
    modules.sort(key=lambda name: -(ROOT / name).stat().st_size)
    copies: SimpleQueue[Path] = SimpleQueue()
    workshops = [workshop() for _ in range(os.cpu_count() or 1)]
    for copy in workshops:
        copies.put(copy)
    timeout = 10 + 5 * seconds_unbroken(workshops[0])

    def in_a_free_copy(module: str) -> Tally:
        copy = copies.get()
        found = break_module(module, copy, timeout)
        copies.put(copy)
        print(found.line(), flush=True)
        return found

    with ThreadPoolExecutor(len(workshops)) as cores:
        tallies = sorted(cores.map(in_a_free_copy, modules), key=lambda each: each.module)
    for copy in workshops:
        shutil.rmtree(copy)
    if paths:
        print(report(tallies))
    else:
        SUMMARY.write_text(report(tallies))


if __name__ == "__main__":
    main(sys.argv[1:])
