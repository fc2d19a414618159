"""The files an instructor writes like submissions: the solution, accepted variants, mistakes.

A file in `mistakes/` holds what differs from the solution: the function or class that is wrong, and
whatever that needs. The rest comes from the solution, which runs first. A file with the line
`# exercise: NAME` is complete as it stands, like a submission; this is how a missing function can
be a mistake.
"""

import ast
import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from grader.exercise.entries import unusable
from grader.printable import encodable

MARKER = re.compile(r"^[^\S\n]*#[^\S\n]*exercise:[^\S\n]*([\w-]+)", re.MULTILINE)
SOLUTION = "solution.py"
MISTAKES = "mistakes"

Sources = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Example:
    """One of the instructor's files, and the part of the solution that completes it, if any."""

    name: str
    text: str = field(repr=False)
    docstring: str = field(repr=False)
    solution: str = field(default="", repr=False)

    @property
    def sources(self) -> Sources:
        """The example as a worker loads it."""
        return completed_by(self.solution, ((f"{self.name}.py", self.text),))

    @property
    def whole_text(self) -> str:
        """The text of all sources."""
        return "\n".join(text for _, text in self.sources)


def read_example(path: Path) -> Example:
    """The example in a complete file. Raises ExerciseBroken if it cannot be read as Python."""
    try:
        text = path.read_text(encoding="utf-8")
        docstring = ast.get_docstring(ast.parse(text)) or ""
    except (OSError, ValueError, SyntaxError) as error:
        raise unusable(path, error) from error
    return Example(path.stem, text, encodable(" ".join(docstring.split())))


def read_mistake(path: Path, solution: Example, functions: Sequence[str]) -> Example:
    """The mistake in a file, with the solution if it leaves out some of the exercise's functions.

    Raises ExerciseBroken if it cannot be read as Python.
    """
    mistake = read_example(path)
    if not left_out(mistake, functions):
        return mistake
    rest = without(solution.text, defined(mistake.text))
    return Example(mistake.name, mistake.text, mistake.docstring, rest)


def left_out(mistake: Example, functions: Sequence[str]) -> tuple[str, ...]:
    """The functions that a mistake leaves to the solution; none if it has the marker line."""
    if MARKER.search(mistake.text):
        return ()
    own = defined(mistake.text)
    return tuple(function for function in functions if function not in own)


def completed_by(solution: str, sources: Sources) -> Sources:
    """These sources, with the text of the solution before them unless it is empty."""
    if not solution:
        return sources
    taken = any(name == SOLUTION for name, _ in sources)
    return (f"../{SOLUTION}" if taken else SOLUTION, solution), *sources


def find_mistake(path: str, exercise: str, solutions: Path | None) -> Path | None:
    """The mistake file at `path`, with links resolved, or None if it is not a mistake file.

    A mistake file lies directly in the exercise's `mistakes/` folder under `solutions`. Standard
    input, `-`, is not one.
    """
    if solutions is None or path == "-":
        return None
    # missing, unreadable, or a circle of links
    with suppress(OSError, ValueError, RuntimeError):
        file = Path(path).resolve(strict=True)
        if file.suffix == ".py" and file.parent.samefile(solutions / exercise / MISTAKES):
            return file
    return None


def defined(text: str) -> set[str]:
    """The names that a file defines or assigns at its top level."""
    return set().union(*map(_bound, ast.parse(text).body))


def _bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    named = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
    return {node.id for node in named if isinstance(node.ctx, ast.Store)}


def without(text: str, names: Collection[str]) -> str:
    """The text of a file with these functions and classes replaced by blank lines."""
    lines = text.split("\n")
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef) and statement.name in names:
            first = min([statement.lineno, *(one.lineno for one in statement.decorator_list)]) - 1
            last = statement.end_lineno or first
            lines[first:last] = [""] * (last - first)
    return "\n".join(lines)
