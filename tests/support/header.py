"""What a file in tests/submissions says about itself: what its report has to hold.

Its first lines each begin with `# expects:`; a notebook has them as a list, `expects`, in its
metadata. A script that is no Python, or not UTF-8, is called `.py.txt`, as browsers save scripts,
so that linters leave it alone. The words after that are one of these, where FUNCTION is one of the
exercise and TEXT is part of what is said:

    full marks                   every point, and every check passed
    no marks                     not a single point
    not graded "TEXT"            no verdicts, and this reason
    remark "TEXT"                a remark on the whole file
    no remark "TEXT"
    no remarks
    prints "TEXT"                what the submission printed
    FUNCTION every point
    FUNCTION some points         but not all
    FUNCTION loses points        some or all
    FUNCTION no point
    FUNCTION outcome WORD, ...   the outcomes of its checks
    FUNCTION named MISTAKE       on every check that did not pass, and there is one
    FUNCTION unnamed             no mistake named, on any of the checks that did not pass
    FUNCTION told KIND NAME      this cause: a mistake, slip, trait or error
    FUNCTION told nothing        no cause
    FUNCTION says "TEXT"         in what was observed, or is known about it
    FUNCTION never says "TEXT"
    others every point           all functions that no other line is about

`# limit: 1 s` among them gives each check only that time.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import get_args

import pytest
from places import SUBMISSIONS
from reports import (
    Report,
    causes,
    every_point,
    feedback,
    full_marks,
    mistakes,
    no_point,
    outcomes,
    printed,
    remarks,
)

from grader.report import Outcome

LINE = re.compile(r"# (expects|limit): (\S.*)")
TEXT = r'"(.+)"'

SUFFIXES = (".py", ".py.txt", ".ipynb")

Holds = Callable[[Report], bool]
# Of the submissions that train for long, what the quick suite grades.
QUICK = {f"quadratic_regression/{name}.py" for name in ("vander_and_einsum", "numpy_in_the_loop")}


@dataclass(frozen=True)
class Header:
    """The lines at the top of one file, read."""

    expected: dict[str, Holds]
    limit_seconds: float | None = None

    def broken(self, report: Report) -> list[str]:
        """The lines that do not hold of this report."""
        return [line for line, holds in self.expected.items() if not holds(report)]


def read_header(file: Path) -> Header:
    """The header of a submission; ValueError where it has none, or one that is not understood."""
    lines = _lines(file)
    limits = [float(line.removesuffix(" s")) for kind, line in lines if kind == "limit"]
    texts = [line for kind, line in lines if kind == "expects"]
    if not texts:
        raise ValueError(f"{file.name} does not begin with a line such as `# expects: full marks`")
    functions = {text.partition(" ")[0] for text in texts}
    return Header({text: _read(text, functions) for text in texts}, *limits)


def each_file(*more_than: str) -> pytest.MarkDecorator:
    """A test for each submission, or for each whose header has all these lines' endings.

    Those for quadratic_regression train for seconds, and if they are not right, so does each known
    mistake: most of them are slow.
    """
    files = sorted(file for end in SUFFIXES for file in SUBMISSIONS.rglob(f"*{end}"))
    chosen = []
    for file in files:
        expected = _lines(file)
        if all(any(line.endswith(end) for _, line in expected) for end in more_than):
            name = file.relative_to(SUBMISSIONS).as_posix()
            trains = file.parent.name == "quadratic_regression" and name not in QUICK
            # one process asks the known mistakes, and remembers their answers for the others
            together = pytest.mark.xdist_group("trains")
            marks = [pytest.mark.slow, together] if trains else []
            chosen.append(pytest.param(file, id=name, marks=marks))
    return pytest.mark.parametrize("file", chosen)


def _lines(file: Path) -> list[tuple[str, str]]:
    text = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix == ".ipynb":
        return [("expects", line) for line in json.loads(text)["metadata"].get("expects", ())]
    found = []
    for line in text.split("\n"):
        read = LINE.fullmatch(line)
        if read is None:
            break
        found.append((read[1], read[2]))
    return found


def _read(text: str, functions: set[str]) -> Holds:
    for pattern, make in WHOLE.items():
        if read := re.fullmatch(pattern, text):
            return make(*read.groups())
    if text == "others every point":
        return partial(_others_every_point, functions)
    function, _, words = text.partition(" ")
    for pattern, about in OF_A_FUNCTION.items():
        if read := re.fullmatch(pattern, words):
            return partial(_about, about(*read.groups()), function)
    raise ValueError(f"`# expects: {text}` is not understood")


def _about(holds: Callable[[Report, str], bool], function: str, report: Report) -> bool:
    return holds(report, function)


def _others_every_point(functions: set[str], report: Report) -> bool:
    others = {verdict["function"] for verdict in report["verdicts"]} - functions
    return bool(others) and all(every_point(report, other) for other in others)


def _outcomes(words: str) -> Callable[[Report, str], bool]:
    wanted = set(words.split(", "))
    if not wanted <= set(get_args(Outcome)):
        raise ValueError(f"{words} are no outcomes")
    return lambda report, function: outcomes(report, function) == wanted


def _not_graded(reason: str) -> Holds:
    return lambda report: report["status"] == "not_graded" and reason in report["reason"]


WHOLE: dict[str, Callable[..., Holds]] = {
    "full marks": lambda: full_marks,
    "no marks": lambda: lambda report: report["status"] == "graded" and report["score"] == 0,
    f"not graded {TEXT}": _not_graded,
    f"remark {TEXT}": lambda text: lambda report: text in remarks(report),
    f"no remark {TEXT}": lambda text: lambda report: text not in remarks(report),
    "no remarks": lambda: lambda report: report["remarks"] == [],
    f"prints {TEXT}": lambda text: lambda report: text in printed(report),
}
OF_A_FUNCTION: dict[str, Callable[..., Callable[[Report, str], bool]]] = {
    "every point": lambda: every_point,
    "no point": lambda: no_point,
    "loses points": lambda: lambda report, function: not every_point(report, function),
    "some points": lambda: (
        lambda report, function: not (every_point(report, function) or no_point(report, function))
    ),
    r"outcome (\w+(?:, \w+)*)": _outcomes,
    r"named (\w+)": lambda name: lambda report, function: mistakes(report, function) == {name},
    "unnamed": lambda: lambda report, function: mistakes(report, function) == {None},
    r"told (\w+) (\w+)": lambda *cause: (
        lambda report, function: causes(report, function) == {cause}
    ),
    "told nothing": lambda: lambda report, function: not causes(report, function),
    f"says {TEXT}": lambda text: lambda *about: text in feedback(*about),
    f"never says {TEXT}": lambda text: lambda *about: text not in feedback(*about),
}
