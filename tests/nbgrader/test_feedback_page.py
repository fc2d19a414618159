"""What nbgrader's feedback page takes from an autograded notebook, and what it leaves alone."""

from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.nbgrader.cells import AssignedCell
from grader.nbgrader.feedback import KEY, ArrangeFeedback
from grader.nbgrader.preprocessors import fill
from grader.report import Report, Verdict

CHECK = "loss-shown-0a1b2c3d"
FAILED = Verdict(
    check="the loss is small",
    function="loss",
    visibility="shown",
    outcome="failed",
    score=0.0,
    max_score=2.0,
    observed="loss(…) returned <b>3</b>.",
    feedback="loss(…) returned <b>3</b>.",
)
REPORT = Report(
    exercise="e",
    submission="e.ipynb",
    status="graded",
    isolation="full",
    verdicts=(FAILED,),
    max_score=2.0,
)


def autograded(score: float | None = None) -> NotebookNode:
    """A notebook with one check as autograde leaves it, and the score that counts by now."""
    nb = new_notebook(cells=[AssignedCell(CHECK, "code", grade=True, points=2.0).as_cell()])
    fill(nb, {CHECK: 2.0}, REPORT, {CHECK: FAILED})
    nb.cells[0].metadata.nbgrader["score"] = score
    return nb


def arranged(nb: NotebookNode) -> dict[str, Any]:
    """What the head of the page is given."""
    _, resources = ArrangeFeedback().preprocess(nb, {})
    found: dict[str, Any] = resources[KEY]
    return found


def shown(nb: NotebookNode) -> str:
    """What the check's cell shows."""
    (output,) = nb.cells[0].outputs
    return str(output.data["text/html"])


def test_a_check_shows_the_points_that_people_gave() -> None:
    nb = autograded(score=1.5)
    assert arranged(nb)["titles"] == {CHECK: "the loss is small"}
    assert "1.5/2 points, given by hand" in shown(nb)
    assert "0/2 points" not in shown(nb)


def test_a_check_that_nobody_changed_shows_its_own_points() -> None:
    nb = autograded(score=0.0)
    arranged(nb)
    assert "0/2 points" in shown(nb)
    assert "by hand" not in shown(nb)
    assert "returned &lt;b&gt;3&lt;/b&gt;." in shown(nb)


@pytest.mark.parametrize("anything", [None, 1, "text", [], ["check"], {"nbgrader": "text"}])
def test_metadata_of_another_kind_say_nothing(anything: Any) -> None:
    ours, text = new_code_cell("x"), new_markdown_cell("y")
    ours["metadata"] = text["metadata"] = anything
    nb = new_notebook()
    nb.cells = [ours, text, anything]
    assert arranged(nb)["titles"] == {}
    nb = autograded(score=0.0)
    nb.cells[0].outputs[0]["data"] = anything
    nb.cells[0].outputs.append(anything)
    arranged(nb)
    nb = autograded(score=0.0)
    nb.cells[0].outputs[0]["metadata"] = anything
    assert arranged(nb)["titles"] == {}
    nb.cells[0].outputs[0]["metadata"] = NotebookNode({KEY: anything})
    assert arranged(nb)["titles"] == {}
