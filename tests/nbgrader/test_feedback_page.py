"""What nbgrader's feedback page takes from an autograded notebook, and what it leaves alone."""

import base64
import re
from typing import Any

import pytest
from course import environment
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from grader.exercise.folders import default_folders
from grader.exercise.loading import load
from grader.grading.one import Grading
from grader.grading.pictures import pictures_of_solution
from grader.nbgrader.cells import KEY, AssignedCell
from grader.nbgrader.feedback import ArrangeFeedback
from grader.nbgrader.pictures import kept, read
from grader.nbgrader.preprocessors import fill
from grader.pictures import plan
from grader.report import Drawing, Picture, Report, Undrawn, Verdict
from grader.sandbox.workers import Workers

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


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img"><title id="t">A</title>'
    '<defs><path id="p" d="M0 0L9 9"/></defs><use href="#p" clip-path="url(#c)" fill="none"/></svg>'
)
PICTURE = Picture("The <line>", "It rises & rises.", SVG)


def autograded(score: float | None = None, *drawings: Drawing) -> NotebookNode:
    """A notebook with one check as autograde leaves it, and the score that counts by now."""
    nb = new_notebook(cells=[AssignedCell(CHECK, "code", grade=True, points=2.0).as_cell()])
    fill(nb, {CHECK: 2.0}, REPORT, {CHECK: FAILED}, drawings)
    nb.cells[0].metadata.nbgrader["score"] = score
    return nb


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A gradebook with that check in the notebook e, and none in the notebook other."""
    folder = tmp_path_factory.mktemp("course")
    url = f"sqlite:///{folder}/gradebook.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", environment(folder)["PATH"])  # nbgrader runs alembic
        with Gradebook(url) as book:
            book.add_assignment("e")
            for notebook in ("e", "other"):
                book.add_notebook(notebook, "e")
            book.add_grade_cell(CHECK, "e", "e", max_score=2.0, cell_type="code")
    return url


@pytest.fixture(autouse=True)
def _gradebook(database: str) -> None:
    PLACE["db_url"] = database


PLACE = {"db_url": "", "assignment": "e", "notebook": "e", "student": "alice"}


def arranged(nb: NotebookNode, notebook: str = "e") -> dict[str, Any]:
    """What the head of the page is given."""
    resources: dict[str, Any] = {"nbgrader": PLACE | {"notebook": notebook}}
    _, resources = ArrangeFeedback().preprocess(nb, resources)
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


# ------------------------------------------------------------------ pictures


def test_without_matplotlib_there_are_no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "find_spec", lambda name: None)
    exercise = load("linear_regression", default_folders()).prepared(pictures=plan.can_draw())
    assert exercise.figures == ()
    assert plan.pictures(exercise.figures, {}, verdicts=[FAILED]) == ()
    assert arranged(autograded(0.0))["pictures"] == ""


def test_pictures_stand_below_the_causes_as_images() -> None:
    undrawn = Undrawn(("The loss",), "train(…) returned '<b>'.")
    found = arranged(autograded(0.0, PICTURE, undrawn))["pictures"]
    (address,) = re.findall(r'<img src="data:image/svg\+xml;base64,([\w+/=]+)"', found)
    assert base64.b64decode(address).decode() == SVG
    assert 'alt="It rises &amp; rises."' in found
    assert "The &lt;line&gt;" in found
    assert "<strong>The loss</strong>" in found
    assert "cannot be drawn: train(…) returned &#39;&lt;b&gt;&#39;." in found


def test_what_the_gradebook_does_not_know_is_no_check() -> None:
    assert arranged(autograded(0.0, PICTURE), "other") == {
        "titles": {},
        "summary": "",
        "pictures": "",
    }


def test_a_summary_runs_nothing_whoever_wrote_it() -> None:
    forged = '<div onclick="a()"><script>a()</script><img src="https://example.org">Right</div>'
    notebook = autograded(0.0)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            output["metadata"]["torchgrade"] = {"check": "a", "summary": forged}
    found = str(arranged(notebook)["summary"])
    assert "Right" in found
    assert not re.search(r"<script|<img|onclick", found.replace("&lt;", ""))


NOT_OURS = {
    "no picture": "<script>alert(1)</script>",
    "a script": SVG.replace("<defs>", "<script>alert(1)</script><defs>"),
    "another element": SVG.replace("<defs>", "<foreignObject/><defs>"),
    "an event": SVG.replace("<defs>", '<defs onload="alert(1)">'),
    "code in a reference": SVG.replace("#p", "javascript:alert(1)"),
    "a reference to elsewhere": SVG.replace("#p", "https://example.org/#p"),
    "a colour from elsewhere": SVG.replace("none", "url(https://example.org)"),
    "a style": SVG.replace('fill="none"', 'style="fill: none"'),
    "an entity": f'<!DOCTYPE svg [<!ENTITY a "a">]>{SVG}',
    "a style sheet": f'<?xml-stylesheet href="https://example.org"?>{SVG}',
    "cut off": SVG[:-1],
    "too large": SVG.replace("M0 0", "M0 0" + "L1 1" * 200_000),
    "empty": "",
}


@pytest.mark.parametrize("name", NOT_OURS)
def test_a_picture_that_is_not_ours_is_left_out(name: str) -> None:
    nb = autograded(0.0, Picture("a", "b", NOT_OURS[name]))
    assert "<img" not in arranged(nb)["pictures"]


@pytest.mark.parametrize("anything", [None, 1, "text", {"svg": SVG}, [1], [{"svg": SVG}], [[]]])
def test_pictures_of_another_kind_are_none(anything: Any) -> None:
    nb = autograded(0.0)
    nb.cells[0].outputs[0].metadata[KEY]["pictures"] = anything
    assert "<img" not in arranged(nb)["pictures"]


@pytest.mark.parametrize(
    "name",
    ["linear_regression", "quadratic_regression", "logistic_regression", "module_regression"],
)
def test_every_picture_of_a_solution_is_safe(name: str, workers: Workers) -> None:
    exercise = load(name, default_folders()).illustrated()
    drawn = pictures_of_solution(Grading(exercise, workers, 5), compared=True)
    assert read(kept(drawn)) == list(drawn) != []
