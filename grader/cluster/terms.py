"""What a worker offers and a task asks for, as dask's resources: names with an amount.

https://distributed.dask.org/en/stable/resources.html. The scheduler gives a task to workers that
offer all it asks for, those that come later too. So versions that fit, the level of the sandbox and
packages are offered, in an amount that is never used up.
"""

import platform
from collections.abc import Collection
from functools import cache
from importlib import metadata

import grader
from grader.report import Isolation
from grader.sandbox.workers import SANDBOXED

# what the one who starts a worker offers, for as many at the same time: it may see solutions
SOLUTION = "solution"
PLENTY = 1e9
STATE = "torchgrade"  # the metric in which a worker says what it is


@cache  # each task asks for it, and reading it takes longer than handing in the task
def versions() -> str:
    """What has to be the same wherever one class is graded."""
    python = ".".join(platform.python_version_tuple()[:2])
    torch = metadata.version("torch").partition("+")[0]
    return f"torchgrade {grader.__version__}, Python {python}, torch {torch}"


def offered(isolation: Isolation, packages: Collection[str]) -> dict[str, float]:
    """What a worker offers whose sandbox is of this level: that, and what asks for less."""
    levels = SANDBOXED[SANDBOXED.index(isolation) :]
    names = [_fit(level) for level in levels] + [_package(one) for one in packages]
    return dict.fromkeys(names, PLENTY)


def needed(
    isolation: Isolation, packages: Collection[str], *, solution: bool = False
) -> dict[str, float]:
    """What a task asks for."""
    names = [_fit(isolation), *map(_package, packages)]
    return dict.fromkeys(names, 1.0) | ({SOLUTION: 1.0} if solution else {})


def _fit(isolation: Isolation) -> str:
    return f"{versions()}, {isolation}"


def _package(name: str) -> str:
    return f"package {name}"
