"""Stand-ins for packages that only show things, where they are not installed.

A plot or a progress bar inside a training loop does not change what the loop returns, so a missing
matplotlib or tqdm must not cost a right loop its points. What is drawn with a stand-in goes
nowhere; progress bars pass their items through.
"""

import importlib.abc
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

PLOTS = frozenset({"matplotlib", "seaborn", "plotly"})
PROGRESS = "tqdm"


def install() -> None:
    """Let imports of these packages succeed where nothing else can find them."""
    sys.meta_path.append(_Finder())


class Inert:
    """Does nothing with whatever it is given, and returns itself."""

    def __call__(self, *arguments: Any, **keywords: Any) -> "Inert":
        """Any call at all."""
        return self

    def __getattr__(self, name: str) -> "Inert":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> "Inert":
        return self

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __enter__(self) -> "Inert":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __iter__(self) -> Iterator["Inert"]:
        return iter([self])  # as in `line, = plt.plot(...)`


class Bar:
    """Iterates over what it is given, as tqdm does, and shows nothing."""

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


def _subplots(nrows: int = 1, ncols: int = 1, **keywords: Any) -> tuple[Inert, Any]:
    row = [Inert()] * ncols if ncols > 1 else Inert()
    return Inert(), row if nrows == 1 else [row] * nrows


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        known = name.partition(".")[0] in {*PLOTS, PROGRESS}
        return ModuleSpec(name, self, is_package=True) if known else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        if spec.name.partition(".")[0] == PROGRESS:
            module = ModuleType(spec.name)
            vars(module).update(tqdm=Bar, trange=_trange)
            return module
        module = _Plots(spec.name)
        vars(module).update(subplots=_subplots)
        return module

    def exec_module(self, module: ModuleType) -> None:
        pass


class _Plots(ModuleType):
    def __getattr__(self, name: str) -> Inert:
        # `from matplotlib import pyplot` looks for an attribute before it imports
        if name.startswith("__") or name == "pyplot":
            raise AttributeError(name)
        return Inert()
