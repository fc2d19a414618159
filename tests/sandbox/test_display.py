"""What only shows something may be missing: stand-ins for it change nothing that is returned."""

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox.worker import display
from grader.sandbox.worker.display import PLOTS, PROGRESS, Bar, Inert

KNOWN = [*sorted(PLOTS), PROGRESS]
# How a figure with rows and columns of axes is filled, after `import matplotlib.pyplot as plt`.
GRIDS = {
    "rows_then_columns": "axes[0][1].plot([1, 2])",
    "rows_and_columns": "axes[0, 1].plot([1, 2])",
    "one_after_the_other": "[axis.plot([1, 2]) for axis in axes.flat]",
    "flattened": "axes.flatten()[3].plot([1, 2])",
    "unpacked": "(a, b), (c, d) = axes",
}


def modules_of(names: list[str]) -> dict[str, Any]:
    found = sys.modules.items()
    return {name: module for name, module in found if name.partition(".")[0] in names}


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The stand-ins as a worker has them; afterwards the system is as it was."""
    finders, before = list(sys.meta_path), modules_of(KNOWN)
    monkeypatch.setattr(sys, "meta_path", list(finders))
    for name in before:
        monkeypatch.delitem(sys.modules, name)
    display.install()
    yield
    for name in modules_of(KNOWN):
        del sys.modules[name]
    monkeypatch.undo()
    assert sys.meta_path == finders
    assert modules_of(KNOWN) == before


@pytest.fixture
def alone(installed: None) -> None:
    """The stand-ins where even an installed matplotlib or tqdm is not found."""
    sys.meta_path.insert(0, sys.meta_path.pop())


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(code, names)
    return names


# ------------------------------------------------------------------ the finder


@pytest.mark.parametrize("name", KNOWN)
def test_a_package_that_only_shows_things_can_be_imported(name: str, alone: None) -> None:
    assert importlib.import_module(name).__name__ == name
    assert importlib.import_module(f"{name}.any.part.of_it").__name__ == f"{name}.any.part.of_it"


@pytest.mark.parametrize("name", ["a_package_nobody_has", "matplot", "tqdm_of_mine", "numpyy"])
def test_no_other_missing_package_is_stood_in_for(name: str, installed: None) -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module(name)


def test_what_is_installed_is_not_replaced(
    installed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "seaborn.py").write_text("real = True\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert importlib.import_module("seaborn").real is True


@pytest.mark.parametrize(
    "statement",
    [
        "import matplotlib.pyplot as plt",
        "from matplotlib import pyplot as plt",
        "import matplotlib, matplotlib.pyplot; plt = matplotlib.pyplot",
        "import matplotlib.pylab as plt",
    ],
)
def test_pyplot_is_found_however_it_is_imported(statement: str, alone: None) -> None:
    plt = run(statement)["plt"]
    figure, axes = plt.subplots()
    assert isinstance(figure, Inert)
    assert isinstance(axes.plot([1, 2]), Inert)
    assert isinstance(plt.show(), Inert)


@pytest.mark.parametrize(
    "statement",
    [
        "from tqdm import tqdm, trange",
        "from tqdm.auto import tqdm, trange",
        "from tqdm.notebook import tqdm, trange",
        "from tqdm import tqdm_notebook as tqdm, tnrange as trange",
        "import tqdm.auto; tqdm, trange = tqdm.auto.tqdm, tqdm.auto.trange",
    ],
)
def test_progress_bars_are_found_however_they_are_imported(statement: str, alone: None) -> None:
    names = run(statement)
    assert list(names["tqdm"]("abc", desc="letters")) == ["a", "b", "c"]
    assert list(names["trange"](1, 7, 2, desc="numbers")) == [1, 3, 5]


def test_a_stand_in_has_no_version_nor_other_inner_parts(alone: None) -> None:
    # or else `hasattr` would be told that a module is a list, a number and a context manager
    for thing in (importlib.import_module("matplotlib"), Inert(), Bar()):
        with pytest.raises(AttributeError):
            thing.__version__


# ------------------------------------------------------------------ plots


@pytest.mark.parametrize(
    ("arguments", "unpack"),
    [
        ("", "axis = axes; axis.plot([1])"),
        ("1, 3", "a, b, c = axes; axes[2].plot([1])"),
        ("3", "a, b, c = axes; axes[2].plot([1])"),
        ("nrows=3, figsize=(8, 4)", "a, b, c = axes"),
        ("ncols=2, sharex=True", "a, b = axes"),
        ("2, 3", "(a, b, c), (d, e, f) = axes"),
    ],
)
def test_a_figure_has_as_many_axes_as_were_asked_for(
    arguments: str, unpack: str, alone: None
) -> None:
    code = f"import matplotlib.pyplot as plt\nfigure, axes = plt.subplots({arguments})\n{unpack}"
    assert isinstance(run(code)["figure"], Inert)


@pytest.mark.parametrize("way", GRIDS)
def test_a_grid_of_axes_is_used_as_the_array_that_it_would_be(way: str, alone: None) -> None:
    run(f"import matplotlib.pyplot as plt\nfigure, axes = plt.subplots(2, 2)\n{GRIDS[way]}")


@pytest.mark.parametrize(
    "statement",
    [
        "numbers, edges, patches = plt.hist([1, 2])",
        "low, high = plt.xlim()",
        "low, high = plt.gca().get_ylim()",
        "left, right = plt.figure().subplots(1, 2)",
    ],
)
def test_what_a_plot_gives_back_can_be_unpacked(statement: str, alone: None) -> None:
    run(f"import matplotlib.pyplot as plt\n{statement}")


def test_whatever_is_done_with_a_plot_does_nothing() -> None:
    plot = Inert()
    assert plot(1, color="red") is plot[0] is plot["a", 1] is plot
    assert isinstance(plot.anything.at_all, Inert)
    plot["size"] = plot.size
    (line,) = plot.plot([1, 2])
    assert isinstance(line, Inert)
    with plot as shown:
        assert shown is plot


def test_an_error_while_plotting_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), Inert():
        1 / 0
    with pytest.raises(ZeroDivisionError), Bar():
        1 / 0


# ------------------------------------------------------------------ progress bars


def test_a_bar_gives_what_it_is_given_in_order() -> None:
    items = [object(), object()]
    assert list(Bar(items, "title", total=2)) == items
    assert list(Bar(iterable=items)) == items
    assert len(Bar(items)) == 2


def test_a_bar_over_nothing_is_empty_and_can_be_updated() -> None:
    with Bar(total=5) as bar:
        bar.update(1)
        bar.set_postfix(loss=1.0)
        assert list(bar) == []
    bar.close()


def test_a_bar_writes_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    Bar.write("half way")
    assert capsys.readouterr().out == "half way\n"


# ------------------------------------------------------------------ the grader's own


def test_a_notebook_that_checks_itself_finds_a_stand_in_and_nothing_else_of_the_grader() -> None:
    code = """
from worker import display
display.install()
import grader
from grader.notebook import check
assert type(check(print)).__name__ == "Inert"
import grader.judging.judge
"""
    sandbox = Path(display.__file__).parent.parent
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=sandbox, capture_output=True, text=True, check=False
    )
    assert ran.stderr.rstrip().endswith("No module named 'grader.judging'")
