"""Which workers of a cluster can be used, and what is said of the others."""

import re
from typing import Any

from places import ROOT

from grader.cluster.fleet import Fleet, fleet, told, weakest
from grader.cluster.terms import SOLUTION, STATE, needed, offered, versions

Listed = dict[str, dict[str, Any]]
A, B = "tcp://10.0.0.1:1", "tcp://10.0.0.2:1"


def worker(
    isolation: Any = "full", *, solution: bool = True, threads: int = 2, **state: Any
) -> dict[str, Any]:
    """What a scheduler lists of a worker."""
    packages = state.pop("packages", ())
    resources = offered(isolation, packages) | ({SOLUTION: 1.0} if solution else {})
    said = {"versions": versions(), "isolation": isolation, "packages": [*packages], **state}
    return {"nthreads": threads, "resources": resources, "metrics": {STATE: said}}


def test_threads_of_usable_workers_are_counted() -> None:
    found = fleet({A: worker(threads=2), B: worker(threads=3, solution=False)}, "full", ())
    assert found.slots == 5
    assert found.with_solution == {A}
    assert found.lacks == ""


def test_a_worker_of_another_version_is_named() -> None:
    old = worker() | {"resources": {}}
    old["metrics"] = {STATE: {"versions": "torchgrade 0.0.1, Python 3.11, torch 2.6.0"}}
    found = fleet({A: old}, "full", ())
    assert found.slots == 0
    assert "torch 2.6.0" in found.unfit[A]
    assert versions() in found.unfit[A]


def test_a_worker_that_loads_nothing_of_ours_is_named() -> None:
    found = fleet({A: {"nthreads": 1, "resources": {}, "metrics": {}}}, "full", ())
    assert "--preload grader.cluster.worker" in found.unfit[A]


def test_a_worker_whose_sandbox_does_not_hold_is_named() -> None:
    unfit = worker(unfit="it does not hold: a submission could read files") | {"resources": {}}
    assert "does not hold" in fleet({A: unfit}, "full", ()).unfit[A]


def test_a_worker_without_a_package_is_told_how_to_start() -> None:
    listed = {A: worker(), B: worker(packages=["scikit-learn"])}
    found = fleet(listed, "full", ["scikit-learn"])
    assert [*found.threads] == [B]
    assert "--package scikit-learn" in found.unfit[A]


def test_a_worker_that_is_still_starting_is_neither() -> None:
    starting = {"nthreads": 1, "resources": {}, "metrics": {STATE: {"versions": versions()}}}
    assert fleet({A: starting}, "full", ()) == Fleet()


def test_without_a_worker_for_solutions_something_is_lacking() -> None:
    assert SOLUTION in fleet({A: worker(solution=False)}, "full", ()).lacks
    assert fleet({}, "full", ()).lacks


def test_the_weakest_sandbox_counts_where_they_differ() -> None:
    listed = {A: worker("full"), B: worker("no-namespaces")}
    assert weakest(listed, ()) == "no-namespaces"
    assert fleet(listed, "no-namespaces", ()).slots == 4
    assert weakest({A: worker("full")}, ()) == "full"


def test_a_later_worker_with_a_weaker_sandbox_is_not_used() -> None:
    found = fleet({A: worker("full"), B: worker("no-namespaces")}, "full", ())
    assert [*found.threads] == [A]
    assert "weaker" in found.unfit[B]


def test_what_a_task_needs_is_what_a_fitting_worker_offers() -> None:
    assert needed("no-namespaces", ["jsonschema"]).keys() <= offered("full", ["jsonschema"]).keys()
    assert not needed("full", ()).keys() <= offered("no-namespaces", ()).keys()
    assert SOLUTION in needed("full", (), solution=True)


def test_lost_workers_and_unfit_ones_are_told_once() -> None:
    before = fleet({A: worker(), B: worker()}, "full", ())
    now = Fleet({A: 1}, frozenset([A]), {"tcp://10.0.0.3:1": "why"})
    assert [*told(before, now)] == [
        f"{B} left, or was lost.",
        "Not used: tcp://10.0.0.3:1 (why).",
    ]
    assert [*told(now, now)] == []


def test_many_unfit_workers_make_one_sentence() -> None:
    now = Fleet(unfit={f"tcp://10.0.0.{number}:1": "why" for number in range(100)})
    (sentence,) = told(Fleet(), now)
    assert "and 97 more" in sentence


def test_every_sentence_about_workers_is_on_the_page() -> None:
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    quoted = re.findall(r"^\| `([^`]+)`", page, re.MULTILINE)
    patterns = [re.compile(re.escape(one).replace("…", ".+")) for one in quoted]
    before, other = fleet({"tcp://10.0.0.9:1": worker()}, "full", ()), worker() | {"resources": {}}
    listed = {
        "plain": {"nthreads": 1, "resources": {}, "metrics": {}},
        "old": other | {"metrics": {STATE: {"versions": "torchgrade 0.0.1, Python 3.11, ..."}}},
        "bare": worker(),
        "weak": worker("no-namespaces", packages=["pandas"]),
    }
    sentences = [*told(before, fleet(listed, "full", ["pandas"]))]
    assert len(sentences) == 5
    sentences.append(fleet({A: worker(solution=False)}, "full", ()).lacks.partition(" Start")[0])
    for sentence in sentences:
        assert any(pattern.fullmatch(sentence) for pattern in patterns), sentence
