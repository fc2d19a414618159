"""What a stand-in hands out: objects that accept any use and do nothing.

They have no numbers and no data. Code that asks for some gets an error: a made-up number would be
wrong.
"""

from collections.abc import Iterable, Iterator
from types import FunctionType
from typing import Any, NoReturn

# how many things matplotlib's functions return, if more than one
UNPACKS_INTO = {
    "hist": 3,
    "xlim": 2,
    "ylim": 2,
    "get_xlim": 2,
    "get_ylim": 2,
    "subplot_mosaic": 2,
}
# methods that pass on the items that they are given, and show how far they are
BARS = frozenset({"track", "progress_bar", "progressbar", "tqdm"})
# what asks for a number or for data
ASKING = (
    *("float", "int", "index", "complex", "len", "array", "round", "neg", "abs"),
    *("lt", "le", "gt", "ge", "add", "radd", "sub", "rsub", "mul", "rmul"),
    *("truediv", "rtruediv", "floordiv", "rfloordiv", "mod", "rmod", "pow", "rpow"),
    *("matmul", "rmatmul"),
)


class NotAvailable(RuntimeError):
    """Something was asked for that only the package itself could give."""

    def __init__(self, package: str) -> None:
        super().__init__(f"{package} is not available here")


class Inert:
    """Accepts any use, does nothing, and returns more of its kind.

    It unpacks into `count` things: `counts, edges, patches = plt.hist(x)`. Decorating a function
    with it changes nothing. A number or data of it is not available.
    """

    def __init__(self, package: str, count: int = 1) -> None:
        self._package = package
        self._count = count

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Accept any call; a function that is decorated comes back."""
        if len(arguments) == 1 and not keywords and isinstance(arguments[0], FunctionType):
            return arguments[0]
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "subplots":
            return lambda *arguments, **keywords: subplots(*arguments, **keywords)[1]
        if name in BARS:
            return Bar
        return Inert(self._package, UNPACKS_INTO.get(name, 1))

    def __mro_entries__(self, bases: object) -> tuple[type, ...]:
        """What a class is made from that is derived from this, such as a logger of one's own."""
        package = self._package

        def start(self: Inert, *arguments: object, **keywords: object) -> None:
            pass  # whatever the package's own class would take

        # in the class, as one of its own may never call this
        return (type("Inert", (Inert,), {"__init__": start, "_package": package, "_count": 1}),)

    def __getitem__(self, key: object) -> "Inert":
        return self

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __enter__(self) -> "Inert":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __iter__(self) -> Iterator["Inert"]:
        return iter([Inert(self._package)] * self._count)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return ""

    def __format__(self, form: str) -> str:
        return ""


def _asking(self: Inert, *arguments: object, **keywords: object) -> NoReturn:
    raise NotAvailable(self._package)


for _name in ASKING:
    setattr(Inert, f"__{_name}__", _asking)


class Bar:
    """Iterates over its items, as a progress bar does, and shows nothing."""

    def __init__(self, iterable: Iterable[Any] = (), *arguments: Any, **keywords: Any) -> None:
        self.iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self.iterable)

    def __len__(self) -> int:
        return len(self.iterable)  # type: ignore[arg-type]

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert("tqdm")

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __call__(self, iterable: Iterable[Any] = (), *arguments: Any, **keywords: Any) -> "Bar":
        """A bar over other items, as in `ProgressBar()(items)`."""
        return Bar(iterable)

    write = staticmethod(print)


class Table:
    """Collects rows, as a table of losses does. What is in it is not available.

    It counts its rows, for `table.loc[len(table)] = row`.
    """

    def __init__(self, data: Any = None, *arguments: Any, **keywords: Any) -> None:
        columns = list(data.values()) if isinstance(data, dict) else None
        rows = columns[0] if columns else data
        self._count = len(rows) if isinstance(rows, list | tuple) else 0
        self.loc = _Rows(self)

    def __len__(self) -> int:
        return self._count

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in ("append", "assign", "copy", "head", "reset_index", "set_index", "tail"):
            return lambda *arguments, **keywords: self
        return Inert("pandas")

    def __getitem__(self, key: object) -> Inert:
        return Inert("pandas")

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __str__(self) -> str:
        return ""


class _Rows(Inert):
    """The rows of a table by their labels: setting one adds it."""

    def __init__(self, table: Table) -> None:
        super().__init__("pandas")
        self._table = table

    def __setitem__(self, key: object, value: object) -> None:
        self._table._count += 1


class Settings(dict[str, Any]):
    """Settings that a submission gave itself, by key or as attributes, such as `wandb.config`."""

    def __init__(self, package: str) -> None:
        super().__init__()
        self.__dict__["_package"] = package

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name not in self:
            raise NotAvailable(self.__dict__["_package"])
        return self[name]

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


def subplots(
    nrows: int = 1, ncols: int = 1, *, squeeze: bool = True, **keywords: Any
) -> tuple[Inert, Any]:
    """A figure and its axes, in the shape in which matplotlib returns them."""
    import numpy  # as matplotlib returns it; numpy is there wherever torch is used with plots

    axes = numpy.empty((nrows, ncols), dtype=object)
    for place in numpy.ndindex(nrows, ncols):  # filled at once, it would be asked for its numbers
        axes[place] = Inert("matplotlib")
    if not squeeze:
        return Inert("matplotlib"), axes
    return Inert("matplotlib"), axes.squeeze() if axes.size > 1 else axes.item()


def trange(*arguments: int, **keywords: Any) -> Bar:
    """A progress bar over a range."""
    return Bar(range(*arguments))


def first(value: Any, *arguments: Any, **keywords: Any) -> Any:
    """What is to be shown, as it is: `colored(text, "red")`."""
    return value


def shown(*values: Any, **keywords: Any) -> Any:
    """What `ic(...)` returns: its argument, or all of them."""
    return values if len(values) > 1 else values[0] if values else None
