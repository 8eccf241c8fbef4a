"""Whether the tests of the core notice that a rule is changed.

    python tools/mutate.py [-j JOBS] [MODULE …]

Cosmic Ray changes every place of `core/` (or of these modules, as `rota`) in every way that it
knows, one at a time in a copy of the checkout, and tests/core runs on each. What lives is printed
as a difference, unless `tests/core/equivalent.txt` says why that change gives no other answer.

Left out are types in annotations, which nothing evaluates unless they say what a value must be
(`Meta`), and changes that say nothing of a rule: bits and powers in place of a sum, and `is` in
place of `==`, which hangs on how the interpreter keeps its objects. The property tests are left out
as well, so that a run is always the same.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import NamedTuple, TypeAlias

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome

ROOT = Path(__file__).parents[1]
CORE = Path("src/luanphien/core")
EQUIVALENT = ROOT / "tests/core/equivalent.txt"
PYTEST = f"{sys.executable} -m pytest -x -q -p no:cacheprovider --confcutdir=tests/core"
TESTS = f"{PYTEST} --ignore-glob=*_properties.py tests/core"
MEANINGLESS = re.compile(
    r"core/Replace(BinaryOperator_\w+_(Pow|LShift|RShift|BitOr|BitAnd|BitXor)"
    r"|ComparisonOperator_(Eq|NotEq|Lt|LtE|Gt|GtE)_(Is|IsNot))$"
)

Difference: TypeAlias = tuple[str, ...]
"""The lines that a mutant takes away and puts in, with - and + before them."""


class Result(NamedTuple):
    """What became of one mutant: killed, killed by its time limit, or alive."""

    mutation: MutationSpec
    outcome: str
    difference: Difference


def mutations(modules: Sequence[Path]) -> Iterator[MutationSpec]:
    """Every change of the modules that may change an answer."""
    annotated = {module: set(_annotated(module)) for module in modules}
    with tempfile.TemporaryDirectory() as folder, use_db(Path(folder) / "session") as work:
        assert isinstance(work, WorkDB)
        init(modules, work, {})
        for item in work.work_items:
            (mutation,) = item.mutations
            places = annotated[mutation.module_path]
            if mutation.start_pos not in places and not MEANINGLESS.match(mutation.operator_name):
                yield mutation


def _annotated(module: Path) -> Iterator[tuple[int, int]]:
    """Every place, line and column, within an annotation that nothing evaluates."""
    lines = module.read_text("utf-8").splitlines()
    for node in ast.walk(ast.parse("\n".join(lines))):
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if annotation and not any(isinstance(part, ast.Call) for part in ast.walk(annotation)):
                first, last = annotation.lineno, annotation.end_lineno
                for line in range(first, last + 1):
                    begins = annotation.col_offset if line == first else 0
                    ends = annotation.end_col_offset if line == last else len(lines[line - 1])
                    yield from ((line, column) for column in range(begins, ends))


def copy_checkout(folder: Path) -> None:
    """Put what the tests of the core need into the folder."""
    for part in ("src/luanphien", "tests/core"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests/__init__.py", folder / "tests")
    shutil.copy(ROOT / "pyproject.toml", folder)


def seconds_of_tests(folder: Path) -> float:
    """How long the tests take there, unchanged; they must pass, and leave their bytecode."""
    began = time.monotonic()
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(TESTS.split(), cwd=folder, env=environment, check=True)
    return time.monotonic() - began


def start_worker(original: Path) -> None:
    """Go to a copy of one's own, which goes with the folder of the original."""
    own = original.with_name(str(os.getpid()))
    shutil.copytree(original, own)
    os.chdir(own)


def run(mutation: MutationSpec, seconds: float) -> Result:
    """Test one mutant: by the tests of its own module, and if it lives by all."""
    own = Path(f"tests/core/test_{mutation.module_path.name}")
    result = mutate_and_test([mutation], f"{PYTEST} {own}" if own.exists() else TESTS, seconds)
    if result.test_outcome == TestOutcome.SURVIVED:
        result = mutate_and_test([mutation], TESTS, seconds)
    lines = (result.diff or "").splitlines()
    changed = [line for line in lines if re.match(r"[-+](?![-+]{2} )\s*\S", line)]
    outcome = "timeout" if result.output == "timeout" else str(result.test_outcome.value)
    return Result(mutation, outcome, tuple(line[0] + line[1:].strip() for line in changed))


def equivalents() -> set[tuple[str, str]]:
    """The changes that are known to change no answer: module, and lines without white space."""
    groups = re.findall(r"^(\w+\.py)\n((?:[-+].*\n)+)", EQUIVALENT.read_text("utf-8"), re.M)
    return {
        (module, "".join(change.split()))
        for module, changes in groups
        for change in re.split(r"\n(?=-)", changes)
    }


def results(todo: Sequence[MutationSpec], jobs: int) -> Iterator[Result]:
    """What becomes of each mutant, in order, in folders that are gone afterwards."""
    os.environ |= {"PYTHONPATH": "src", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        original = Path(folder) / "original"
        copy_checkout(original)
        limit = 5 + 5 * seconds_of_tests(original)
        with ProcessPoolExecutor(jobs, None, start_worker, (original,)) as pool:
            yield from pool.map(run, todo, repeat(limit))


def main() -> bool:
    """Whether less than 95 % of what changes an answer is noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-j", "--jobs", type=int, default=1)
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    options = parser.parse_args()
    os.chdir(ROOT)
    modules = [CORE / f"{name}.py" for name in options.modules] or sorted(CORE.glob("*.py"))
    todo, known, count = list(mutations(modules)), equivalents(), Counter[str]()
    for result in results(todo, options.jobs):
        module = result.mutation.module_path.name
        change = "".join("".join(result.difference).split())
        outcome = "equivalent" if (module, change) in known else result.outcome
        count[outcome] += 1
        if outcome == TestOutcome.SURVIVED.value:
            print(f"\n# line {result.mutation.start_pos[0]}", module, sep="\n")
            print(*result.difference, sep="\n", flush=True)
    share = 1 - count["survived"] / (len(todo) - count["equivalent"])
    print(f"\n{len(todo)} mutants, {dict(count)}: {share:.1%} of what changes an answer is noticed")
    return share < 0.95


if __name__ == "__main__":
    sys.exit(main())
