"""Stand-ins for packages that only show things and are not installed.

A plot or a progress bar inside a training loop does not change what the loop returns, so a missing
matplotlib or tqdm must not cost a right loop its points. Drawing on a stand-in does nothing;
progress bars pass their items through.
"""

import importlib.abc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

PLOTS = frozenset({"matplotlib", "seaborn", "plotly"})
# notebooks of an assignment import these to check themselves; here that is done from outside
OWN = frozenset({"grader", "grader.notebook"})
PROGRESS = "tqdm"
# how many things matplotlib's functions return, if more than one
UNPACKS_INTO = {
    "hist": 3,
    "xlim": 2,
    "ylim": 2,
    "get_xlim": 2,
    "get_ylim": 2,
    "subplot_mosaic": 2,
}


def install() -> None:
    """Let imports of these packages succeed if nothing else finds them.

    The grader's own package is always replaced: a submission that checks itself starts nothing.
    """
    sys.meta_path.insert(0, _Finder(OWN.__contains__))
    sys.meta_path.append(_Finder(lambda name: name.partition(".")[0] in {*PLOTS, PROGRESS}))


class Inert:
    """Accepts any use, does nothing, and returns more of its kind.

    It unpacks into `count` things: `counts, edges, patches = plt.hist(x)`.
    """

    def __init__(self, count: int = 1) -> None:
        self._count = count

    def __call__(self, *arguments: Any, **keywords: Any) -> "Inert":
        """Accept any call."""
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "subplots":
            return lambda *arguments, **keywords: _subplots(*arguments, **keywords)[1]
        return Inert(UNPACKS_INTO.get(name, 1))

    def __getitem__(self, key: object) -> "Inert":
        return self

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __enter__(self) -> "Inert":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __iter__(self) -> Iterator["Inert"]:
        return iter([Inert()] * self._count)


class Bar:
    """Iterates over its items, as tqdm does, and shows nothing."""

    def __init__(self, iterable: Iterable[Any] = (), *arguments: Any, **keywords: Any) -> None:
        self.iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self.iterable)

    def __len__(self) -> int:
        return len(self.iterable)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert()

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    write = staticmethod(print)


def _trange(*arguments: int, **keywords: Any) -> Bar:
    return Bar(range(*arguments))


def _subplots(
    nrows: int = 1, ncols: int = 1, *, squeeze: bool = True, **keywords: Any
) -> tuple[Inert, Any]:
    import numpy  # as matplotlib returns it; numpy is there wherever torch is used with plots

    axes = numpy.full((nrows, ncols), Inert(), dtype=object)
    if not squeeze:
        return Inert(), axes
    return Inert(), axes.squeeze() if axes.size > 1 else axes.item()


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, known: Callable[[str], bool]) -> None:
        self._known = known

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if self._known(name) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        if spec.name.partition(".")[0] == PROGRESS:
            module = ModuleType(spec.name)
            vars(module).update(tqdm=Bar, trange=_trange, tqdm_notebook=Bar, tnrange=_trange)
            return module
        module = _Quiet(spec.name)
        if spec.name.partition(".")[0] in PLOTS:
            vars(module).update(subplots=_subplots)
        return module

    def exec_module(self, module: ModuleType) -> None:
        pass


class _Quiet(ModuleType):
    def __getattr__(self, name: str) -> Inert:
        # `from matplotlib import pyplot` looks for an attribute before it imports
        if name.startswith("__") or name in ("pyplot", "notebook"):
            raise AttributeError(name)
        return Inert(UNPACKS_INTO.get(name, 1))
