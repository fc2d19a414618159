"""Stand-ins for packages that only show or log something.

A plot, a progress bar or a line in a log does not change what a training loop returns, so it never
costs a point. The stand-in takes the package's place even where that is installed: a real logger
would be sent every run of the grader. Drawing on a stand-in does nothing; progress bars pass their
items through; a number or data of one is not available.
"""

import importlib
import importlib.abc
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from .inert import UNPACKS_INTO, Bar, Inert, Settings, Table, first, shown, subplots, trange

PLOTS = frozenset(
    {"altair", "bokeh", "celluloid", "ipympl", "livelossplot", "matplotlib", "matplotlib_inline"}
    | {"mpl_toolkits", "plotly", "plotnine", "pylab", "seaborn", "visdom"}
)
LOGS = frozenset(
    {"aim", "clearml", "codecarbon", "comet_ml", "loguru", "mlflow", "neptune", "swanlab"}
    | {"tensorboard", "tensorboardX", "torch.utils.tensorboard", "wandb"}
)
MODELS = frozenset(
    {"graphviz", "hiddenlayer", "netron", "torchinfo", "torchsummary", "torchsummaryX", "torchview"}
    | {"torchviz"}
)
SCREEN = frozenset(
    {"IPython", "alive_progress", "colorama", "enlighten", "fastprogress", "google", "halo"}
    | {"icecream", "ipywidgets", "prettytable", "progressbar", "rich", "tabulate", "termcolor"}
    | {"tqdm", "yaspin"}
)  # google for google.colab, which mounts drives and shows files
# notebooks of an assignment import these to check themselves; here that is done from outside
OWN = frozenset({"grader", "grader.notebook"})
ALWAYS = PLOTS | LOGS | MODELS | SCREEN
# an exercise may let its submissions use the real one
UNLESS_THERE = frozenset({"pandas"})
BARS = {"tqdm": Bar, "trange": trange, "tqdm_notebook": Bar, "tnrange": trange}


def install() -> None:
    """Let imports of these packages give stand-ins.

    The grader's own package is one: a submission that checks itself starts nothing.
    """
    sys.meta_path.insert(0, _Finder(lambda name: name in OWN or bool(_package(name, ALWAYS))))
    sys.meta_path.append(_Finder(lambda name: bool(_package(name, UNLESS_THERE))))


def _package(name: str, packages: frozenset[str]) -> str:
    """The one of these packages that a module is, or is part of; empty if none."""
    parts = name.split(".")
    above = (".".join(parts[:count]) for count in range(1, len(parts) + 1))
    return next((one for one in above if one in packages), "")


class _Texts:
    """Codes for colours and styles: none."""

    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        return ""


def _wandb() -> dict[str, Any]:
    settings, run = Settings("wandb"), Inert("wandb")
    run.config = settings  # type: ignore[attr-defined]

    def start(*arguments: Any, config: Any = None, **keywords: Any) -> Inert:
        if isinstance(config, dict):
            settings.update(config)
        return run

    return {"init": start, "config": settings, "run": run}


def _pandas() -> dict[str, Any]:
    return {"DataFrame": Table, "concat": lambda *arguments, **keywords: Table()}


# what some of them have that returns something; the parts of a package have what it has itself
ATTRIBUTES: dict[str, Callable[[], dict[str, Any]]] = {
    "alive_progress": lambda: {"alive_it": Bar},
    "colorama": lambda: {"Fore": _Texts(), "Back": _Texts(), "Style": _Texts()},
    "fastprogress": lambda: {"master_bar": Bar, "progress_bar": Bar},
    "icecream": lambda: {"ic": shown},
    "matplotlib": lambda: {"subplots": subplots},
    "pandas": _pandas,
    "plotly": lambda: {"subplots": subplots},
    "progressbar": lambda: {"progressbar": Bar, "ProgressBar": Bar},
    "rich": lambda: {"print": print},
    "rich.progress": lambda: {"track": Bar},
    "seaborn": lambda: {"subplots": subplots},
    "termcolor": lambda: {"colored": first, "cprint": print},
    "tqdm": lambda: dict(BARS),
    "wandb": _wandb,
}


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, known: Callable[[str], bool]) -> None:
        self._known = known

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if self._known(name) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = _Quiet(spec.name)
        parts = spec.name.split(".")
        for count in range(len(parts), 0, -1):
            if made := ATTRIBUTES.get(".".join(parts[:count])):
                vars(module).update(made())
                break
        return module

    def exec_module(self, module: ModuleType) -> None:
        pass


class _Quiet(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        inner = f"{self.__name__}.{name}"
        # `from matplotlib import pyplot` looks for an attribute before it imports
        if name in ("pyplot", "notebook") or inner in ATTRIBUTES:
            return importlib.import_module(inner)
        package = _package(self.__name__, ALWAYS | UNLESS_THERE | OWN)
        return Inert(package, UNPACKS_INTO.get(name, 1))
