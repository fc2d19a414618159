"""One student's file, as source text: a script, or a notebook's code cells.

Text only: nothing here parses or runs what a student wrote. Notebooks are read by nbformat. For the
worker, IPython turns their magics and shell lines into calls, which do nothing there; people see
the lines as they were written.
"""

import hashlib
import json
import re
import sys
import warnings
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.errors import SubmissionUnreadable
from grader.printable import one_line

MAX_SCRIPT_BYTES = 1 << 20
MAX_NOTEBOOK_BYTES = 32 << 20
# what ends a line for Python; str.splitlines knows more
LINE_END = re.compile(r"\r\n|\r|\n")
# worth a closer look by IPython, which takes a while to import; a false alarm does no harm
SHELL_OR_MAGIC = re.compile(r"^[^\S\n]*[%!?]|\?[^\S\n]*$|=[^\S\n]*[%!]", re.MULTILINE)
# IPython reads a cell anew for each of them: of more than these, the lines are left out
MAX_MAGICS = 50
MAX_MAGIC_CELL = 64 << 10
# what it is followed by runs in the notebook as if it stood alone
TIMED = re.compile(r"^([^\S\n]*)%time[^\S\n]+(?=[^\s%!-])", re.MULTILINE)
MAGIC_LINE = re.compile(r"^([^\S\n]*)[%!][^\n]*", re.MULTILINE)
CONTINUED = re.compile(r"^[ \t]*[!%](?:[^\n]*\\\n)+[^\n]*", re.MULTILINE)
# cells that run their body as Python; of any other `%%` cell nothing is left
PYTHON_CELLS = frozenset({"%%time", "%%timeit", "%%capture", "%%prun"})


@dataclass(frozen=True)
class Submission:
    """Source text by file name: one for a script, one a cell for a notebook.

    A mistake file that the solution completes has two: the solution's and its own.
    """

    name: str
    sources: tuple[tuple[str, str], ...]
    sha256: str
    is_notebook: bool = False

    @cached_property
    def python(self) -> tuple[tuple[str, str], ...]:
        """The same as Python, line by line in place; nothing is left of what is no Python."""
        if not self.is_notebook:
            return self.sources
        return tuple((name, _python(cell)) for name, cell in self.sources)

    @property
    def in_parts(self) -> bool:
        """Whether the number of a line needs the name of its source beside it."""
        return self.is_notebook or len(self.sources) > 1

    @property
    def text(self) -> str:
        """All of the source text."""
        return "\n".join(text for _, text in self.sources)

    def line(self, name: str | None, number: int | None) -> str | None:
        """One line of the source, counted from 1, or None where there is no such line."""
        text = dict(self.sources).get(name or "")
        lines = [] if text is None else text.split("\n")
        return lines[number - 1] if number and 0 < number <= len(lines) else None


def read(path: str) -> Submission:
    """The submission at `path`, or standard input for `-`.

    Raises SubmissionUnreadable when it is not there, a folder, empty, too large, or not text.
    """
    return parse(name_of(path), content_of(path))


def name_of(path: str) -> str:
    """What a submission at `path` is called."""
    return "standard input" if path == "-" else one_line(Path(path).name)


def digest(content: bytes) -> str:
    """What tells one content from another: the `sha256` of its submission."""
    return hashlib.sha256(content).hexdigest()


def parse(name: str, content: bytes) -> Submission:
    """The submission that a file of that name and content holds."""
    sha256 = digest(content)
    text = LINE_END.sub("\n", _decode(name, content))
    is_notebook = name.endswith(".ipynb") or (
        name == "standard input" and text.lstrip().startswith("{") and '"cells"' in text
    )
    limit = MAX_NOTEBOOK_BYTES if is_notebook else MAX_SCRIPT_BYTES
    if len(content) > limit:
        raise SubmissionUnreadable(
            f"{name} is larger than {limit >> 20} MiB, the most that is read. "
            "Take out what is not code: data, pictures, output."
        )
    if not text.strip():
        raise SubmissionUnreadable(f"{name} is empty. Was it saved?")
    sources = _cells(name, text) if is_notebook else ((name, text),)
    submission = Submission(name, sources, sha256, is_notebook)
    if not any(source.strip() for _, source in submission.python):
        raise SubmissionUnreadable(f"{name} has no code in it. Was it saved?")
    return submission


def content_of(path: str) -> bytes:
    """The content of a file, or of standard input for `-`.

    Raises SubmissionUnreadable when it is not there, a folder, or may not be read.
    """
    if path == "-":
        if sys.stdin is None:
            raise SubmissionUnreadable("There is no standard input to read. Name a file.")
        return sys.stdin.buffer.read(MAX_NOTEBOOK_BYTES + 1)
    shown = one_line(path)
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_NOTEBOOK_BYTES + 1)
    except FileNotFoundError:
        problem = f"{shown} is not there. Check the name and the folder."
    except IsADirectoryError:
        inside = Path(shown) / "submit.py"
        problem = f"{shown} is a folder. Name the file in it, such as {inside}."
    except PermissionError:
        is_folder = Path(path).is_dir()  # how Windows refuses a folder
        problem = f"{shown} is a folder." if is_folder else f"{shown} may not be read by this user."
    except (OSError, ValueError) as error:
        problem = f"{shown} cannot be read: {error}"
    raise SubmissionUnreadable(problem)


def _decode(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SubmissionUnreadable(
            f"{name} is not UTF-8 text (line {line}). Save it as UTF-8 and grade it again."
        ) from error


def _cells(name: str, text: str) -> tuple[tuple[str, str], ...]:
    """The code cells of a notebook, named by their place among all cells, from 1."""
    try:
        import nbformat

        notebook = json.loads(text)  # which tells where it is no JSON
        if not isinstance(notebook, dict) or not {"cells", "worksheets"} & notebook.keys():
            raise ValueError("it has no cells")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what old notebooks lack
            cells = nbformat.reads(text, as_version=4).cells
        return tuple(
            (f"cell {number}", str(cell.source))
            for number, cell in enumerate(cells, start=1)
            if cell.cell_type == "code" and not _is_test(cell)
        )
    except json.JSONDecodeError as error:
        problem = f"it is not JSON (line {error.lineno})"
    except Exception as error:  # nbformat raises whatever a malformed notebook makes it stumble on
        problem = one_line(str(error) or type(error).__name__)
    raise SubmissionUnreadable(
        f"{name} cannot be read as a notebook: {problem}. Save it again from Jupyter."
    )


def _is_test(cell: Any) -> bool:
    """Whether it is a check of an assignment for nbgrader, which nobody writes code in."""
    told = cell.metadata.get("nbgrader")
    return isinstance(told, dict) and bool(told.get("grade")) and not told.get("solution")


def _python(cell: str) -> str:
    """A cell as Python, line by line in place, with its magics and shell lines as calls."""
    magic = re.match(r"\s*(%%\w*)[^\n]*", cell)
    if magic:
        cell = "\n" * magic[0].count("\n") + cell[magic.end() :]
        if magic[1] not in PYTHON_CELLS:
            return ""
    cell = TIMED.sub(r"\1", cell)
    if not SHELL_OR_MAGIC.search(cell):
        return cell
    if len(cell) > MAX_MAGIC_CELL or len(SHELL_OR_MAGIC.findall(cell)) > MAX_MAGICS:
        return MAGIC_LINE.sub(r"\1pass", cell)
    from IPython.core.inputtransformer2 import TransformerManager

    above = cell[: len(cell) - len(cell.lstrip())].count("\n")
    try:
        python: str = TransformerManager().transform_cell(CONTINUED.sub(_joined, cell))
        return "\n" * above + python
    except Exception:  # such as an unfinished bracket: the worker tells where
        return cell


def _joined(continued: re.Match[str]) -> str:
    """A shell line that goes on over several, on one, with empty lines for the others."""
    return continued[0].replace("\\\n", " ") + "\n" * continued[0].count("\\\n")
