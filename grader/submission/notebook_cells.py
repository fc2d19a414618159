"""The code cells of a notebook, and what Python makes of their magics and shell lines.

IPython turns magics and shell lines into calls, which do nothing in a worker. It is imported only
when a notebook needs it: that takes as long as grading a script.
"""

import json
import re
from collections import Counter
from typing import Any

import msgspec

from grader.errors import SubmissionUnreadable
from grader.printable import encodable, one_line, ordinal

# worth a closer look by IPython; a false alarm does no harm
SHELL_OR_MAGIC = re.compile(r"^[^\S\n]*[%!?]|\?[^\S\n]*$|=[^\S\n]*[%!]", re.MULTILINE)
# IPython reads the whole cell again for each magic: beyond these limits the lines are left out
MAX_MAGICS = 50
MAX_MAGIC_CELL = 64 << 10
# what follows runs in the notebook as if it stood alone
TIMED = re.compile(r"^([^\S\n]*)%time[^\S\n]+(?=[^\s%!-])", re.MULTILINE)
MAGIC_LINE = re.compile(r"^([^\S\n]*)[%!][^\n]*", re.MULTILINE)
CONTINUED = re.compile(r"^[ \t]*[!%](?:[^\n]*\\\n)+[^\n]*", re.MULTILINE)
# what a cell of format 3 or 4 holds besides its source: most of what makes a notebook large
OUTPUTS = {"outputs": msgspec.Raw(b"[]"), "attachments": msgspec.Raw(b"{}")}
# the names of the cells with an exercise's checks in an nbgrader assignment
CHECK = re.compile(r"[A-Za-z0-9_]+-(shown|hidden)-[0-9a-f]{8}")
MAX_COUNT = 10**6  # a larger number beside a cell is none of Jupyter's
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# cells that run their body as Python; any other `%%` cell is left out
PYTHON_CELLS = frozenset({"%%time", "%%timeit", "%%capture", "%%prun"})
# a cell that is written to a file
WRITES = re.compile(r"\s*%%(?:writefile|file)[ \t]+(?:-a[ \t]+)?(\S+)[^\n]*\n")


def written_to(cell: str) -> str:
    """The name of the file that a cell writes its text to, instead of running it; empty if none."""
    found = WRITES.match(cell)
    return found[1].strip("\"'") if found else ""


def code_cells(name: str, text: str) -> tuple[tuple[str, str], ...]:
    """The code cells of the notebook `name`, each with a name by which a person can find it.

    Raises SubmissionUnreadable.
    """
    try:
        cells = _cells(json.loads(text))  # whose errors name the line
        return tuple(
            (name, encodable(_source(cell)))
            for name, cell in _that_run(list(zip(_names(cells), cells, strict=True)))
        )
    except json.JSONDecodeError as error:
        problem = f"it is not JSON (line {error.lineno})"
    except RecursionError:
        problem = "it is nested too deeply"
    except (ValueError, TypeError, AttributeError, KeyError) as error:  # anything may be in it
        problem = one_line(str(error) or type(error).__name__)
    raise SubmissionUnreadable(
        f"{name} cannot be read as a notebook: {problem}. Save it again from Jupyter."
    )


def _cells(notebook: Any) -> list[Any]:
    """The cells of a notebook, which were in worksheets before version 4 of the format."""
    if not isinstance(notebook, dict) or not {"cells", "worksheets"} & notebook.keys():
        raise ValueError("it has no cells")
    if "cells" in notebook:
        return list(notebook["cells"])
    return [cell for sheet in notebook["worksheets"] for cell in sheet.get("cells", ())]


def _source(cell: Any) -> str:
    """The text of a cell, which may be a list of lines; version 3 called that of code its input."""
    source = cell.get("source", cell.get("input", ""))
    return "".join(source) if isinstance(source, list) else str(source)


def without_outputs(content: bytes) -> bytes:
    """A notebook without outputs and pictures, which are skipped and never held in memory.

    What is not a notebook comes back as it is.
    """
    content = content.removeprefix(BYTE_ORDER_MARK)
    try:
        notebook = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
        notebook.pop("metadata", None)  # the states of widgets are here
        if "cells" in notebook:
            notebook["cells"] = _bare(notebook["cells"])
        if "worksheets" in notebook:
            sheets = msgspec.json.decode(notebook["worksheets"], type=list[dict[str, msgspec.Raw]])
            for sheet in sheets:
                sheet["cells"] = _bare(sheet.get("cells", msgspec.Raw(b"[]")))
            notebook["worksheets"] = msgspec.Raw(msgspec.json.encode(sheets))
        return msgspec.json.encode(notebook | {"metadata": {}})
    except (msgspec.MsgspecError, RecursionError):
        return content


def _bare(cells: msgspec.Raw) -> msgspec.Raw:
    found = msgspec.json.decode(cells, type=list[dict[str, msgspec.Raw]])
    for cell in found:
        cell.update({key: empty for key, empty in OUTPUTS.items() if key in cell})
    return msgspec.Raw(msgspec.json.encode(found))


def _names(cells: list[Any]) -> list[str]:
    """`cell In [7]` where Jupyter shows that number beside one cell only, else `the 3rd code cell`.

    Two cells can show the same number, such as after a restart of the kernel.
    """
    shown = [_count(cell) for cell in cells]
    uses = Counter(shown)
    seen: Counter[str] = Counter()
    names = []
    for cell, count in zip(cells, shown, strict=True):
        kind = "code" if cell.get("cell_type") == "code" else "text"
        seen[kind] += 1
        is_unique = count is not None and uses[count] == 1
        names.append(
            f"cell In [{count}]" if is_unique else f"the {ordinal(seen[kind])} {kind} cell"
        )
    return names


def _count(cell: Any) -> int | None:
    """The number that Jupyter shows beside a code cell that was run."""
    count = cell.get("execution_count") if cell.get("cell_type") == "code" else None
    return count if type(count) is int and 0 < count < MAX_COUNT else None


def _that_run(cells: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The cells that run when nbgrader grades the notebook with this package.

    Its checks do not, whatever has become of them; an answer does, even if it was turned into
    text. Of several cells with one name the last has it, and the others are the student's own.
    """
    taken: set[str] = set()
    kept = []
    for shown_as, cell in reversed(cells):
        metadata = cell.get("metadata", {}).get("nbgrader")
        metadata = metadata if isinstance(metadata, dict) else {}
        claimed = metadata.get("grade_id")
        name = claimed if isinstance(claimed, str) else ""
        assigned = bool(name) and name not in taken
        taken.add(name)
        grade, solution = bool(metadata.get("grade")), bool(metadata.get("solution"))
        if assigned and (CHECK.fullmatch(name) or (grade and not solution)):
            continue
        if cell.get("cell_type") == "code" or (assigned and solution and not grade):
            kept.append((shown_as, cell))
    kept.reverse()
    return kept


def as_python(cell: str) -> str:
    """A cell as Python, each line in its place, with its magics and shell lines as calls."""
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
    return _transformed(cell)


def _transformed(cell: str) -> str:
    from IPython.core.inputtransformer2 import TransformerManager

    above = cell[: len(cell) - len(cell.lstrip())].count("\n")
    try:
        python: str = TransformerManager().transform_cell(CONTINUED.sub(_on_one_line, cell))
    except Exception:  # such as an unfinished bracket: the worker will say where
        return cell
    return "\n" * above + python


def _on_one_line(continued: re.Match[str]) -> str:
    """A shell line that spans several lines on one, followed by as many empty lines."""
    return continued[0].replace("\\\n", " ") + "\n" * continued[0].count("\\\n")
