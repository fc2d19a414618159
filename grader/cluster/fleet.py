"""The workers of a cluster, as its scheduler lists them: which can be used, and why not others."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.cluster.terms import SOLUTION, STATE, needed, versions
from grader.printable import counted, enumerated, one_line
from grader.report import Isolation
from grader.sandbox.workers import SANDBOXED

PRELOAD = "--preload grader.cluster.worker"
MOST_NAMES = 3


@dataclass(frozen=True)
class Fleet:
    """`threads` of each worker that can be used, by its address; `unfit` says why not of others.

    `with_solution` are those that may see solutions.
    """

    threads: Mapping[str, int] = field(default_factory=dict)
    with_solution: frozenset[str] = frozenset()
    unfit: Mapping[str, str] = field(default_factory=dict)

    @property
    def slots(self) -> int:
        """How many submissions can run at the same time."""
        return sum(self.threads.values())

    @property
    def lacks(self) -> str:
        """What is missing to grade anything, as a sentence; empty if nothing is."""
        if not self.threads:
            return "It has no worker that can be used."
        if not self.with_solution:
            return (
                f"None of its workers may see solutions. Start one with --resources {SOLUTION}=1."
            )
        return ""

    def __str__(self) -> str:
        """How many workers there are, for a progress bar."""
        unused = f", {len(self.unfit)} unfit" if self.unfit else ""
        return f"{counted(len(self.threads), 'worker')}{unused}"


def fleet(
    listed: Mapping[str, Mapping[str, Any]], isolation: Isolation, packages: Collection[str]
) -> Fleet:
    """The workers in a scheduler's list, for tasks in a sandbox of at least this level."""
    threads: dict[str, int] = {}
    unfit: dict[str, str] = {}
    with_solution: set[str] = set()
    wanted = needed(isolation, packages)
    for address, one in listed.items():
        resources = one.get("resources")
        resources = resources if isinstance(resources, dict) else {}
        if wanted.keys() <= resources.keys():
            threads[address] = one["nthreads"]
            if SOLUTION in resources:
                with_solution.add(address)
        elif why := _why_unfit(one, packages):
            unfit[address] = why
    return Fleet(threads, frozenset(with_solution), unfit)


def told(before: Fleet, now: Fleet) -> Iterator[str]:
    """What to say about workers that were lost or cannot be used, in sentences."""
    gone = [one for one in before.threads if one not in now.threads and one not in now.unfit]
    if gone:
        yield f"{enumerated(gone, MOST_NAMES)} left, or {'was' if len(gone) == 1 else 'were'} lost."
    by_reason: dict[str, list[str]] = {}
    for address, why in now.unfit.items():
        if before.unfit.get(address) != why:
            by_reason.setdefault(why, []).append(address)
    for why, ones in by_reason.items():
        yield f"Not used: {enumerated(ones, MOST_NAMES)} ({why})."


def weakest(listed: Mapping[str, Mapping[str, Any]], packages: Collection[str]) -> Isolation:
    """The best level of isolation that all workers offer which can be used at all."""
    weak, strong = SANDBOXED[-1], SANDBOXED[0]
    usable = fleet(listed, weak, packages).threads
    return strong if usable.keys() == fleet(listed, strong, packages).threads.keys() else weak


def _why_unfit(one: Mapping[str, Any], packages: Collection[str]) -> str:
    """Why a worker is of no use; empty for one that is still starting."""
    metrics = one.get("metrics")
    state = metrics.get(STATE) if isinstance(metrics, dict) else None
    if not isinstance(state, dict):
        return f"it was started without {PRELOAD}"
    has = one_line(str(state.get("versions")))
    if has != versions():
        return f"it has {has}; this machine has {versions()}"
    if state.get("unfit"):
        return one_line(str(state["unfit"]))
    if "isolation" not in state:
        return ""
    theirs = state.get("packages")
    there = theirs if isinstance(theirs, list | tuple) else ()
    missing = [name for name in packages if name not in there]
    if missing:
        options = " ".join(f"--package {name}" for name in missing)
        return f"submissions may not import {', '.join(missing)} there: start it with {options}"
    return f"its sandbox is weaker than that of the others: {one_line(str(state['isolation']))}"
