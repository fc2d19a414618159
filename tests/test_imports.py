"""Which package imports which: arrows go one way, and no module imports itself in a circle."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from places import ROOT

GRADER = ROOT / "grader"
TOP_FLOOR = 10
# each line may import the lines above it, and no others
FLOORS = """
    printable
    errors
    files observations
    expectations report recording
    checks course
    figures
    submission slips
    exercise
    handout intake pictures judging sandbox
    causes cluster
    grading
    classroom proof watching
    export render
    notebook nbgrader gradescope
    cli
    __main__
"""
# the code that runs beside a submission stands alone; who starts it knows how they talk
ALONE = "sandbox.worker"
MAY_KNOW_THE_WORKER = {"sandbox", "notebook"}
# Modules with an import inside a function. Three commands first start the process that imports
# torch, and import the rest beside it; nbgrader, matplotlib and what draws tables are slow, and
# nbformat and dask are something that students need not have.
WAITING = [
    *("cli.classes", "cli.cluster", "cli.files", "cli.package", "cli.to_nbgrader", "cli.watch"),
    *("notebook.shown", "notebook.validated", "pictures.plan"),
]


def modules() -> dict[str, Path]:
    """Every module of the package by its name without `grader.`; packages without `__init__`."""
    found = {}
    for path in sorted(GRADER.rglob("*.py")):
        parts = list(path.relative_to(GRADER).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        found[".".join(parts)] = path
    return found


def imports(name: str, path: Path, known: set[str]) -> Iterator[tuple[str, bool]]:
    """The modules of the package that a module imports, and whether inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        targets: list[str] = []
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            targets = [f"{node.module}.{alias.name}" for alias in node.names]
        for target in targets:
            parts = target.split(".")
            if parts[0] == "worker":  # as the process beside a submission finds it
                parts = ["grader", "sandbox", *parts]
            if parts[0] != "grader":
                continue
            inner = parts[1:]
            while inner and ".".join(inner) not in known:
                inner.pop()
            if inner and ".".join(inner) != name:
                yield ".".join(inner), id(node) in inside


def package(name: str) -> str:
    return ALONE if f"{name}.".startswith(f"{ALONE}.") else name.partition(".")[0]


FOUND = modules()
ARROWS = [
    (name, target, inside)
    for name, path in FOUND.items()
    for target, inside in imports(name, path, set(FOUND))
]


def test_the_top_floor_has_at_most_ten_modules() -> None:
    assert len(list(GRADER.glob("*.py"))) <= TOP_FLOOR


def test_every_package_has_its_floor() -> None:
    listed = FLOORS.split()
    assert sorted(listed) == sorted({package(name) for name in FOUND} - {"", ALONE})


def test_packages_import_only_what_lies_below_them() -> None:
    floor = {
        name: number for number, line in enumerate(FLOORS.split("\n")) for name in line.split()
    }
    upwards = [
        f"{name} imports {target}"
        for name, target, _ in ARROWS
        if package(name) != package(target)
        and ALONE not in (package(name), package(target))
        and floor[package(target)] >= floor.get(package(name), -1)
    ]
    assert upwards == []


def test_the_worker_imports_nothing_of_the_rest() -> None:
    crossing = {(package(name), package(target)) for name, target, _ in ARROWS}
    assert not {target for name, target in crossing if name == ALONE} - {ALONE}
    assert {name for name, target in crossing if target == ALONE} - {ALONE} <= MAY_KNOW_THE_WORKER


def test_no_module_imports_itself_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for name, target, _ in ARROWS:
        graph.setdefault(name, set()).add(target)
    assert list(TopologicalSorter(graph).static_order())


def test_few_imports_wait_until_a_function_runs() -> None:
    waiting = sorted({name for name, _, inside in ARROWS if inside})
    assert waiting == WAITING
