"""What only shows something may be missing: stand-ins for it change nothing that is returned."""

import importlib
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox.worker import display
from grader.sandbox.worker.display import ALWAYS, UNLESS_THERE
from grader.sandbox.worker.inert import Bar, Inert

KNOWN = sorted(ALWAYS | UNLESS_THERE)
# How a figure with rows and columns of axes is filled, after `import matplotlib.pyplot as plt`.
GRIDS = {
    "rows_then_columns": "axes[0][1].plot([1, 2])",
    "rows_and_columns": "axes[0, 1].plot([1, 2])",
    "one_after_the_other": "[axis.plot([1, 2]) for axis in axes.flat]",
    "flattened": "axes.flatten()[3].plot([1, 2])",
    "unpacked": "(a, b), (c, d) = axes",
}


def modules_of(names: list[str]) -> dict[str, Any]:
    """What is loaded of these packages, or was loaded with them."""
    tops = {name.partition(".")[0] for name in names} - {"torch"}
    found = sys.modules.items()
    return {
        name: module
        for name, module in found
        if name.partition(".")[0] in tops or name.startswith("torch.utils.tensorboard")
    }


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
    """The stand-ins where even an installed pandas is not found."""
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


def test_what_is_installed_is_replaced_but_for_packages_of_data(
    installed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("wandb", "pandas"):
        (tmp_path / f"{name}.py").write_text("real = True\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert importlib.import_module("wandb").real is not True
    assert importlib.import_module("pandas").real is True


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
    for thing in (importlib.import_module("matplotlib"), Inert("x"), Bar()):
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
    plot = Inert("matplotlib")
    assert plot(1, color="red") is plot[0] is plot["a", 1] is plot
    assert isinstance(plot.anything.at_all, Inert)
    plot["size"] = plot.size
    (line,) = plot.plot([1, 2])
    assert isinstance(line, Inert)
    with plot as shown:
        assert shown is plot


def test_an_error_while_plotting_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), Inert("wandb"):
        1 / 0
    with pytest.raises(ZeroDivisionError), Bar():
        1 / 0


# ------------------------------------------------------------------ logs, tables, the screen

SHOWS = {
    "a writer": """
        from torch.utils.tensorboard import SummaryWriter
        writer = SummaryWriter("runs/first")
        writer.add_scalar("loss", 0.5, 1)
        writer.close()""",
    "a run with settings of one's own": """
        import wandb
        run = wandb.init(project="line", config={"lr": 0.02, "steps": 3})
        wandb.config.update({"note": "x"})
        wandb.config.extra = 4
        wandb.watch(None)
        for step in range(wandb.config.steps):
            wandb.log({"loss": step * wandb.config["lr"] * run.config.extra})
        run.finish()""",
    "a run as a block": """
        import mlflow
        mlflow.autolog()
        with mlflow.start_run(run_name="x") as run:
            mlflow.log_metric("loss", 0.5, step=1)
            print(run.info.run_id, f"{run.info.status:>10}")""",
    "a picture that moves": """
        from IPython.display import clear_output, display
        from IPython import display as shown, get_ipython
        clear_output(wait=True)
        shown.clear_output()
        shown.display(1)
        get_ipython().run_line_magic("matplotlib", "inline")""",
    "buttons": """
        import ipywidgets as widgets
        slider = widgets.IntSlider(value=3, min=0)
        @widgets.interact(rate=(0.0, 1.0))
        def draw(rate=0.5):
            return rate
        assert draw(0.25) == 0.25
        @widgets.interact
        def again(rate=0.5):
            return rate
        assert again(0.25) == 0.25""",
    "a table of losses": """
        import pandas as pd
        table = pd.DataFrame(columns=["step", "loss"])
        table.loc[len(table)] = [0, 1.5]
        table.loc[len(table)] = [1, 0.5]
        assert len(table) == 2
        table = pd.concat([table, pd.DataFrame({"step": [2], "loss": [0.1]})])
        pd.DataFrame([(1, 2), (2, 3)], columns=["a", "b"]).plot(x="a")
        print(table.tail(), table.to_string(index=False))
        table["loss"].plot()""",
    "words in colours": """
        from colorama import Fore, Style
        from termcolor import colored
        from tabulate import tabulate
        from rich import print
        print(Fore.RED + "red" + Style.RESET_ALL, tabulate([[1]]))
        print(colored("green", "green") + "!")""",
    "values as they pass": """
        from icecream import ic
        assert ic(3) == 3
        assert ic(3, 4) == (3, 4)
        ic()""",
    "a model as text": """
        from torchsummary import summary
        from torchviz import make_dot
        summary(None, (1, 2))
        make_dot(None).render("graph", format="png")""",
    "a drive": """
        from google.colab import drive
        drive.mount("/content/drive")""",
    "losses while they come": """
        from livelossplot import PlotLosses
        plot = PlotLosses()
        plot.update({"loss": 0.5})
        plot.send()""",
    "a class of one's own": """
        from torch.utils.tensorboard import SummaryWriter
        import rich.progress as bars
        class Writer(SummaryWriter):
            def __init__(self, folder):
                super().__init__(folder, flush_secs=1)
                self.folder = folder
        class Quiet(SummaryWriter, bars.Progress):
            def __init__(self):
                self.losses = []
        writer = Writer("runs")
        writer.add_scalar("loss", 0.5, 1)
        with Quiet() as quiet:
            quiet.add_task("loss")
        assert (writer.folder, quiet.losses) == ("runs", [])""",
    "messages": """
        from loguru import logger
        logger.add("log.txt")
        @logger.catch
        def half(x):
            return x / 2
        logger.info("half of {}", half(3))
        assert half(3) == 1.5""",
}
PASSES_ON = {
    "rich": "from rich.progress import track\nitems = track(range(3), description='epochs')",
    "rich, as a block": "from rich.progress import Progress\nwith Progress() as bar:\n"
    "    items = list(bar.track(range(3)))",
    "fastprogress": "from fastprogress import master_bar\nitems = master_bar(range(3))",
    "its part": "from fastprogress.fastprogress import progress_bar as p\nitems = p(range(3))",
    "alive_progress": "from alive_progress import alive_it\nitems = alive_it(range(3))",
    "progressbar": "import progressbar\nitems = progressbar.ProgressBar()(range(3))",
}


@pytest.mark.parametrize("name", SHOWS)
def test_what_shows_or_logs_something_does_no_harm(name: str, alone: None) -> None:
    run(textwrap.dedent(SHOWS[name]))


@pytest.mark.parametrize("name", PASSES_ON)
def test_every_kind_of_bar_passes_its_items_on(name: str, alone: None) -> None:
    assert list(run(PASSES_ON[name])["items"]) == [0, 1, 2]


@pytest.mark.parametrize(
    ("package", "code"),
    [
        ("wandb", "import wandb\nwandb.config.learning_rate * 2"),
        ("wandb", "import wandb\nfloat(wandb.run.summary['loss'])"),
        ("ipywidgets", "import ipywidgets as w\n2 * w.FloatSlider(0.5).value"),
        ("ipywidgets", "import ipywidgets as w\nrange(w.IntSlider(5).value)"),
        ("ipywidgets", "import ipywidgets as w\nw.IntSlider(5).value > 3"),
        ("pandas", "import pandas as pd\nfloat(pd.read_csv('points.csv')['x'][0])"),
        ("pandas", "import pandas, torch\ntorch.tensor(pandas.read_csv('points.csv').values)"),
        ("pandas", "import pandas, torch\ntorch.ones(3) * pandas.Series([1.0, 2.0, 3.0])"),
        ("pandas", "import pandas, numpy\nnumpy.array(pandas.DataFrame([1])['a']).sum()"),
        ("torch.utils.tensorboard", "from torch.utils import tensorboard as t\nlen(t.anything)"),
        ("matplotlib", "import matplotlib.pyplot as plt\nplt.gca().get_children()[0] + 1"),
    ],
)
def test_what_asks_for_a_number_or_for_data_is_told(package: str, code: str, alone: None) -> None:
    with pytest.raises(RuntimeError, match=f"^{package} is not available here$"):
        run(code)


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
