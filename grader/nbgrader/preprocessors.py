"""Preprocessors for nbgrader, one of them in place of its own `Execute`.

Nothing in a submission is trusted here: which cells there are, what they are worth and which
exercise they belong to comes from nbgrader's gradebook.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool, Unicode

from grader.errors import ExerciseUnknown
from grader.nbgrader.cells import KEY, AssignedCell, earned, is_check, points_text, restore
from grader.nbgrader.feedback import FeedbackStep
from grader.nbgrader.grader import Desk, Place, open_desk
from grader.nbgrader.pictures import kept
from grader.render import fragments
from grader.render.terminal import one_check
from grader.render.words import once
from grader.report import Drawing, Report, Verdict

HIDDEN = "HIDDEN TESTS"


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts back the assigned cells before anything else reads those of a submission."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Put back locked cells, names, points and missing tests, and drop invalid metadata."""
        assigned = assigned_cells(resources)
        if not _is_ours(assigned):
            return nb, resources
        desk = GradeInSandbox(parent=self.parent).desk()  # it grades this notebook next
        desk.warm_up()
        desk.keep(_place(resources), assigned)
        return _restored(nb, assigned), resources


class GradeInSandbox(Execute):  # type: ignore[misc]
    """Grades notebooks of exercises in the sandbox; nbgrader executes all others."""

    exercises = Unicode("", help="Folder with the exercises (default: the package's).").tag(
        config=True
    )
    solutions = Unicode("", help="Folder with their hidden halves (default: the package's).").tag(
        config=True
    )
    sandbox = Bool(
        True, help="Whether to confine submissions. Otherwise they run with this user's rights."
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict, *arguments: Any, **keywords: Any
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Fill the outputs of the checks' cells with feedback and points.

        Raises a GradeError if the submission cannot be read or graded; nbgrader reports it and
        records no score.
        """
        assigned = self.desk().kept(_place(resources)) or assigned_cells(resources)
        if not _is_ours(assigned):
            return super().preprocess(nb, resources, *arguments, **keywords)  # type: ignore[no-any-return]
        nb = _restored(nb, assigned)
        name = resources["nbgrader"]["notebook"]
        names = [cell.name for cell in assigned]
        report, verdicts, drawings = self.desk().grade(nb, f"{name}.ipynb", names)
        strange = [cell.name for cell in assigned if cell.is_test and cell.name not in verdicts]
        if strange:
            raise ExerciseUnknown(
                f"{name}.ipynb has autograder tests that are not checks of {report.exercise}: "
                f"{', '.join(strange)}. Put your own tests into a separate notebook."
            )
        fill(nb, {cell.name: cell.points for cell in assigned}, report, verdicts, drawings)
        return nb, resources

    def desk(self) -> Desk:
        """The desk that grades in this process."""
        return open_desk(self.exercises, self.solutions, sandbox=self.sandbox)


class HideHiddenTests(FeedbackStep):
    """Leaves the source of hidden tests out of feedback."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Drop everything between the marks of hidden tests, or to the end if one is missing."""
        metadata = cell.metadata.get("nbgrader") or {}
        if metadata.get("grade") and not metadata.get("solution"):
            cell.source = "\n".join(_visible(cell.source.split("\n")))
        return cell, resources


def fill(
    nb: NotebookNode,
    points: dict[str, float],
    report: Report,
    verdicts: dict[str, Verdict],
    drawings: tuple[Drawing, ...] = (),
) -> None:
    """Show each verdict in its check's cell, and remarks on the whole notebook in the last one.

    What is told of a function as a whole is in the first of its cells that asks for it. Titles and
    a summary, and pictures, go along for the feedback page.
    """
    told: set[tuple[str, str]] = set()
    summary: dict[str, Any] = {"summary": fragments.summary(report), "pictures": kept(drawings)}
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in verdicts:
            verdict, most = once(verdicts[name], told), points[name]
            score = earned(verdict, most)
            cell.outputs = [
                _output(
                    {"text/html": fragments.verdict(verdict), "text/plain": one_check(verdict)},
                    noted={"check": verdict.check, "earned": score, **summary},
                ),
                # nbgrader reads the first output of this kind
                _output({"text/plain": points_text(score, most)}, "execute_result"),
            ]
            last, summary = cell, {}
    observed = {verdict.observed for verdict in verdicts.values()}
    remarks = tuple(one for one in report.remarks if one not in observed)
    report = msgspec.structs.replace(report, remarks=remarks)
    said = [*report.remarks, *report.warned]
    if said or report.output.strip() or report.isolation == "none":
        plain = "\n".join([*said, report.output])
        data = {"text/html": fragments.whole(report), "text/plain": plain}
        last.outputs.insert(0, _output(data))


def _output(
    data: dict[str, str], kind: str = "display_data", noted: dict[str, Any] | None = None
) -> NotebookNode:
    counted = {"execution_count": None} if kind == "execute_result" else {}
    metadata = NotebookNode({KEY: NotebookNode(noted)} if noted else {})
    return NotebookNode(output_type=kind, data=NotebookNode(data), metadata=metadata, **counted)


def assigned_cells(resources: ResourcesDict) -> list[AssignedCell]:
    """The cells of a notebook as they were assigned, from nbgrader's gradebook."""
    place = resources["nbgrader"]
    with Gradebook(place["db_url"]) as book:
        notebook = book.find_notebook(place["notebook"], place["assignment"])
        graded = {cell.name: cell.max_score for cell in notebook.grade_cells}
        tasks = {cell.name: cell.max_score for cell in notebook.task_cells}
        solutions = {cell.name for cell in notebook.solution_cells}
        sources = {cell.name for cell in notebook.source_cells}
        if any(is_check(name) and name not in sources for name in graded):
            raise ExerciseUnknown(
                f"The gradebook has the checks of {place['notebook']}, but not its cells, because "
                "`grade class --gradebook` created the assignment. Grade it with that command, or "
                "run `nbgrader generate_assignment` with another gradebook first."
            )
        return [
            AssignedCell(
                cell.name,
                cell.cell_type,
                cell.source or "",
                cell.checksum,
                locked=bool(cell.locked),
                grade=cell.name in graded,
                solution=cell.name in solutions,
                task=cell.name in tasks,
                points=float(graded.get(cell.name, tasks.get(cell.name, 0.0))),
            )
            for cell in notebook.source_cells
        ]


def _place(resources: ResourcesDict) -> Place:
    place = resources["nbgrader"]
    return place["db_url"], place["assignment"], place["notebook"], place["student"]


def _is_ours(assigned: list[AssignedCell]) -> bool:
    return any(cell.is_test and is_check(cell.name) for cell in assigned)


def _restored(nb: NotebookNode, assigned: list[AssignedCell]) -> NotebookNode:
    cells = nb.get("cells")
    kernel = nb.metadata.get("kernelspec") if isinstance(nb.get("metadata"), dict) else None
    metadata = {"language_info": {"name": "python"}}
    if isinstance(kernel, dict) and all(
        isinstance(kernel.get(key), str) for key in ("name", "display_name")
    ):
        metadata["kernelspec"] = {key: kernel[key] for key in ("name", "display_name")}
    return NotebookNode(
        cells=restore(cells if isinstance(cells, list) else [], assigned),
        metadata=NotebookNode(metadata),
        nbformat=4,
        nbformat_minor=5,
    )


def _visible(lines: list[str]) -> Iterator[str]:
    hidden = False
    for line in lines:
        if f"BEGIN {HIDDEN}" in line:
            hidden = True
        elif f"END {HIDDEN}" in line:
            hidden = False
        elif not hidden:
            yield line
