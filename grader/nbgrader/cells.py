"""The cells of an assignment: their names, how they were assigned, and the text of a grade.

The metadata follow nbgrader's format 3: https://nbgrader.readthedocs.io, "contributor guide".
"""

import hashlib
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode, ValidationError, validate
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from grader.checks import Check
from grader.printable import encodable
from grader.report import Verdict
from grader.submission.notebook_cells import CHECK

SCHEMA_VERSION = 3
CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
KEY = "torchgrade"  # in the metadata of a check's output: what the feedback page says elsewhere
NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


def grade_id(exercise: str, check: Check) -> str:
    """The name of a check's cell, which stays the same if other checks come and go.

    It does not give away the title: students have the cells of hidden checks too, empty.
    """
    digest = hashlib.sha256(f"{exercise}/{check.call.function}/{check.title}".encode()).hexdigest()
    visibility = "shown" if check.shown else "hidden"
    return f"{solution_id(check.call.function)}-{visibility}-{digest[:8]}"


def solution_id(function: str) -> str:
    """The name of the cell in which a function is written."""
    return re.sub(r"[^A-Za-z0-9_]", "_", function)


def is_check(name: str) -> bool:
    """Whether a cell with that name is a check of an exercise."""
    return CHECK.fullmatch(name) is not None


@dataclass(frozen=True)
class AssignedCell:
    """A cell as it was assigned, which no submission can change."""

    name: str
    cell_type: str
    source: str = ""
    checksum: str | None = None
    locked: bool = False
    grade: bool = False
    solution: bool = False
    task: bool = False
    points: float = 0.0

    @property
    def cell_id(self) -> str:
        """Its id in the notebook, of at most 64 characters."""
        return self.name[-64:]

    @property
    def is_test(self) -> bool:
        """Whether an autograder decides its points."""
        return self.grade and not self.solution

    def metadata(self) -> dict[str, Any]:
        """What nbgrader keeps with the cell."""
        kept = {
            "schema_version": SCHEMA_VERSION,
            "grade_id": self.name,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "cell_type": self.cell_type,
        }
        if self.checksum is not None:
            kept["checksum"] = self.checksum
        return kept | ({"points": self.points} if self.grade or self.task else {})

    def as_cell(self) -> NotebookNode:
        """The cell as it was assigned."""
        # nbformat's own functions validate each cell, which takes longer than everything else here
        run: dict[str, Any] = {"execution_count": None, "outputs": []}
        return NotebookNode(
            id=self.cell_id,
            cell_type=self.cell_type,
            metadata=NotebookNode(nbgrader=NotebookNode(self.metadata())),
            source=self.source,
            **(run if self.cell_type == "code" else {}),
        )


def restore(cells: Sequence[Any], assigned: Iterable[AssignedCell]) -> list[NotebookNode]:
    """The cells of a submission, with everything that was assigned put back.

    Locked cells get their source back, missing tests are added at the end, and invalid parts are
    left out; the student's own cells stay as they are. A cell's name counts only if such a cell was
    assigned; if several have that name, the last one counts, as in nbgrader.
    """
    waiting = {cell.name: cell for cell in assigned}
    taken = {cell.cell_id for cell in waiting.values()}
    restored: list[NotebookNode] = []
    for cell in reversed(cells):
        if not isinstance(cell, dict):
            continue
        was = waiting.pop(claimed(cell), None)
        if was is not None and was.locked:
            sound = was.as_cell()
        else:
            sound = _sound(cell, was.cell_type if was else None, taken)
            if was is not None:
                sound.id = was.cell_id
                sound.metadata["nbgrader"] = NotebookNode(was.metadata())
        taken.add(sound.id)
        restored.append(sound)
    restored.reverse()
    return restored + [was.as_cell() for was in waiting.values() if was.is_test]


def claimed(cell: dict[str, Any]) -> str:
    """The name that a cell claims to have; empty if it claims none."""
    metadata = cell.get("metadata")
    claim = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = claim.get("grade_id") if isinstance(claim, dict) else None
    return name if isinstance(name, str) else ""


def _sound(cell: dict[str, Any], kind: str | None, taken: set[str]) -> NotebookNode:
    """A cell with the same source, no outputs, and the rest as far as it is valid."""
    kind = kind or str(cell.get("cell_type"))
    source = cell.get("source", "")
    source = "".join(map(str, source)) if isinstance(source, list) else str(source)
    sound: NotebookNode = NEW_CELL.get(kind, new_raw_cell)(encodable(source))
    identity = cell.get("id")
    if isinstance(identity, str) and CELL_ID.fullmatch(identity) and identity not in taken:
        sound.id = identity
    for key in ("metadata", "attachments") if kind == "markdown" else ("metadata",):
        value = cell.get(key)
        named = value if isinstance(value, dict) else {}
        kept = {name: item for name, item in named.items() if name != "nbgrader"}
        if kept:
            changed = NotebookNode(sound | {key: NotebookNode(kept)})
            sound = changed if _is_valid(changed) else sound
    return sound


def _is_valid(cell: NotebookNode) -> bool:
    try:
        validate(cell, f"{cell.cell_type}_cell", version=4, version_minor=5)
        json.dumps(cell, ensure_ascii=False).encode()
    except (ValidationError, ValueError, TypeError, RecursionError):
        return False
    return True


def earned(verdict: Verdict, most: float) -> float:
    """The points of a check whose cell is worth `most`; an instructor may have changed that."""
    if verdict.max_score == most:
        return float(verdict.score)
    return verdict.score / verdict.max_score * most if verdict.max_score else 0.0


def points_text(points: object, most: float) -> str:
    """A score in the only form that nbgrader reads correctly: a plain Python float.

    nbgrader gives full marks for anything else, for NaN and for numbers below 0, and fails on more
    than full marks (nbgrader 0.9.6, `utils.get_partial_grade`). Raises ValueError for all of these.
    """
    if type(points) is not float or not math.isfinite(points) or not 0 <= points <= most:
        raise ValueError(f"a score is a float from 0 to {most:g}, not {points!r}")
    return repr(points)
