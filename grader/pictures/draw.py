"""Draws SVG elements with matplotlib, without a screen and without its global state."""

import contextlib
import io
import threading
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from grader.figures import INK
from grader.pictures.svg import cleaned
from grader.report import Picture

# On import, matplotlib reads a matplotlibrc from the working folder, which may be a student's.
# matplotlib's own folder has none.
with contextlib.chdir(Path(str(getattr(find_spec("matplotlib"), "origin", "."))).parent):
    import matplotlib
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

T = TypeVar("T")

# In units of the picture: matplotlib's points, at 72 to the inch.
WIDTH, HEIGHT = 480, 330
POINTS_PER_INCH = 72
LEFT, BOTTOM, RIGHT, TOP = 64, 50, 26, 12
LEGEND_ROW = 20
LEGEND_SIGN, LEGEND_LETTER = 56, 7  # about as wide as in a browser
MAX_BYTES = 200_000  # a larger picture has too many points

SETTINGS: Any = {
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "font.size": 13,
    "legend.borderaxespad": 0.3,
    "legend.borderpad": 0,
    "legend.columnspacing": 1.5,
    "legend.fontsize": 13,
    "legend.frameon": False,
    "legend.labelspacing": 0.3,
    "lines.markersize": 5,
    "lines.solid_capstyle": "round",
    "svg.fonttype": "none",
    "svg.hashsalt": "figures",  # equal pictures get equal ids
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
}
# matplotlib's settings and the warning filters are shared by the whole process
_LOCK = threading.Lock()


def paint(title: str, draw: Callable[[Axes], str | None]) -> Picture | None:
    """The picture that `draw` makes on empty axes, with the description that it returns.

    None if there is no description. Everything with a label is listed in a legend above the axes,
    where it hides nothing. Equal calls make equal pictures. Errors from `draw` propagate; raises
    ValueError if the picture is too large.
    """
    with _LOCK, warnings.catch_warnings(), matplotlib.rc_context(_settings()):
        warnings.simplefilter("ignore")  # about too large numbers: no one could act on them
        figure = Figure(figsize=(WIDTH / POINTS_PER_INCH, HEIGHT / POINTS_PER_INCH), frameon=False)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.patch.set_visible(False)
        alt = draw(axes)
        if not alt:
            return None
        _arrange(axes)
        svg = cleaned(_svg(figure), title, alt)
    if len(svg) > MAX_BYTES:
        raise ValueError(f"the picture {title!r} takes {len(svg)} bytes; thin what it shows")
    return Picture(title, alt, svg)


def _settings() -> Any:
    """Our settings, and the defaults of those that a matplotlibrc or a notebook has changed."""
    # not with the mapping's own methods, which choose a backend if none is chosen yet
    present = dict(dict.items(matplotlib.rcParams))
    default = dict.items(matplotlib.rcParamsDefault)
    changed = {key: value for key, value in default if present.get(key) != value}
    return {key: value for key, value in changed.items() if "backend" not in key} | SETTINGS


def _arrange(axes: Axes) -> None:
    """Put the legend above the axes, and give the axes the remaining room."""
    handles, labels = axes.get_legend_handles_labels()
    width = WIDTH - LEFT - RIGHT
    columns = _columns([str(label) for label in labels], width)
    rows = -(-len(labels) // columns)
    height = HEIGHT - BOTTOM - TOP - rows * LEGEND_ROW
    axes.set_position((LEFT / WIDTH, BOTTOM / HEIGHT, width / WIDTH, height / HEIGHT))
    axes.yaxis.set_label_coords(-(LEFT - 16) / width, 0.5)
    if rows:
        axes.legend(
            handles=_by_rows(handles, columns),
            labels=_by_rows(labels, columns),
            ncols=columns,
            loc="lower left",
            bbox_to_anchor=(0, 1),
        )


def _columns(labels: list[str], width: float) -> int:
    """How many legend entries fit side by side."""
    for columns in range(len(labels), 1, -1):
        longest = [max(map(len, labels[column::columns])) for column in range(columns)]
        if sum(LEGEND_SIGN + LEGEND_LETTER * letters for letters in longest) <= width:
            return columns
    return 1


def _by_rows(entries: list[T], columns: int) -> list[T]:
    """Reorders entries so that a legend, which fills columns first, shows them row by row."""
    return [one for column in range(columns) for one in entries[column::columns]]


def _svg(figure: Figure) -> str:
    out = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    FigureCanvasSVG(figure).print_svg(out, metadata=nothing)  # type: ignore[no-untyped-call]
    return out.getvalue()
