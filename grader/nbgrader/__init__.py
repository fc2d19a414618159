"""Everything between an exercise and nbgrader: its assignments, its grading, its gradebook.

In a course's `nbgrader_config.py`:

    from grader.nbgrader import use_sandbox

    use_sandbox(c)
"""

from pathlib import Path
from typing import Any

_HERE = __name__


def use_sandbox(
    c: Any, *, exercises: str | Path | None = None, solutions: str | Path | None = None
) -> None:
    """Set up nbgrader's configuration `c` so that notebooks of exercises are graded in the sandbox.

    nbgrader executes all other notebooks as usual. `exercises` and `solutions` are the folders of
    the exercises and their hidden halves (default: those of this package).

    The lists are those of nbgrader 0.9, with four differences: cells are restored before anything
    else reads them, the sandbox replaces `Execute`, feedback leaves out the source of hidden tests,
    and its page begins with the causes and what to do next.
    """
    c.Autograde.sanitize_preprocessors = [
        f"{_HERE}.preprocessors.RestoreCells",
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.DeduplicateIds",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        f"{_HERE}.preprocessors.GradeInSandbox",
        "nbgrader.preprocessors.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        f"{_HERE}.preprocessors.HideHiddenTests",
        f"{_HERE}.feedback.ArrangeFeedback",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    c.GenerateFeedback.exporter_class = f"{_HERE}.feedback.FeedbackExporter"
    for name, folder in (("exercises", exercises), ("solutions", solutions)):
        if folder is not None:
            c.GradeInSandbox[name] = str(folder)
