"""nbgrader's feedback pages: first the causes and what to do next, then each check by its title."""

import copy
import re
from pathlib import Path
from typing import Any

import bleach
from bleach.css_sanitizer import CSSSanitizer
from markupsafe import Markup, escape
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List
from traitlets.config import Config

from grader.nbgrader.cells import KEY, claimed, is_check
from grader.nbgrader.pictures import read
from grader.render import fragments

TEMPLATES = Path(__file__).with_name("templates")
NBGRADERS, OURS = "feedback", "torchgrade"
# what the template of the summary uses
TAGS = {"div", "p", "strong", "em", "ol", "li", "span"}
STYLED = ("line-height", "max-width", "margin", "font-family", "white-space")
# in verdict.html.j2; what a submission says is escaped and cannot look like it
POINTS = re.compile(r'(<span class="torchgrade-points">)[^<]*(</span>)')


class FeedbackStep(NbGraderPreprocessor):  # type: ignore[misc]
    """A step of making feedback."""

    # nbconvert's exporter sets it for all; what takes no setting of that name warns
    display_data_priority = List(["text/html", "text/plain"]).tag(config=True)


class ArrangeFeedback(FeedbackStep):
    """Takes what belongs to the head of the page out of the cells of checks.

    Without it, each score is shown once more as the result of its cell: nbgrader reads it there.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Note titles, summary and pictures in `resources`; the rest stays in the cells.

        Only the gradebook says which cells are checks: their outputs are all autograde's.
        """
        checks = _checks(resources)
        titles: dict[str, str] = {}
        summary, pictures = "", ""
        for cell in nb.cells:
            name = claimed(cell) if isinstance(cell, dict) else ""
            if name not in checks or not isinstance(cell.get("outputs"), list):
                continue
            outputs = [output for output in cell.outputs if isinstance(output, dict)]
            for output in outputs:
                told = _noted(output)
                if "check" in told:
                    titles[name] = str(told["check"])
                    _show_points(output, told.get("earned"), cell.metadata.nbgrader)
                summary = summary or str(told.get("summary", ""))
                pictures = pictures or fragments.pictures(read(told.get("pictures")))
            if name in titles:
                cell.outputs = [
                    one for one in outputs if one.get("output_type") != "execute_result"
                ]
        # made by our own templates, which escape what a submission said; the summary lay in a
        # notebook, and in a course without the sandbox a submission could have written it
        resources[KEY] = {
            "titles": titles,
            "summary": Markup(_tame(summary)),  # noqa: S704
            "pictures": Markup(pictures),  # noqa: S704
        }
        return nb, resources


def _tame(summary: str) -> str:
    """The HTML of a summary with what our template uses, and nothing that runs or loads."""
    style = CSSSanitizer(allowed_css_properties=STYLED)
    return str(bleach.clean(summary, TAGS, {"*": ["class", "style"]}, css_sanitizer=style))


def _checks(resources: ResourcesDict) -> frozenset[str]:
    """The names of the checks of a notebook, from nbgrader's gradebook."""
    place = resources["nbgrader"]
    with Gradebook(place["db_url"]) as book:
        notebook = book.find_notebook(place["notebook"], place["assignment"])
        return frozenset(cell.name for cell in notebook.grade_cells if is_check(cell.name))


def _noted(output: NotebookNode) -> dict[str, Any]:
    """What autograde noted with an output."""
    metadata = output.get("metadata")
    noted = metadata.get(KEY) if isinstance(metadata, dict) else None
    return noted if isinstance(noted, dict) else {}


def _show_points(output: NotebookNode, earned: object, counts: dict[str, Any]) -> None:
    """Let a check's cell show the points that count, as the head of the page does."""
    score, most = counts.get("score"), counts.get("points")
    data = output.get("data")
    shown = data.get("text/html") if isinstance(data, dict) else None
    if not (
        isinstance(shown, str) and isinstance(score, float | int) and isinstance(most, float | int)
    ):
        return
    by_hand = isinstance(earned, float | int) and abs(earned - score) > 1e-6
    text = f"{round(score, 2):g}/{round(most, 2):g} points{', given by hand' * by_hand}"
    output["data"]["text/html"] = POINTS.sub(
        lambda found: f"{found[1]}{escape(text)}{found[2]}", shown
    )


class FeedbackExporter(HTMLExporter):  # type: ignore[misc]
    """Writes the page with this package's template, unless the course has chosen one of its own."""

    def __init__(self, config: Config | None = None, **keywords: Any) -> None:
        chosen = copy.deepcopy(config or Config())
        templates = chosen.HTMLExporter  # as nbgrader has set it by now
        if templates.get("template_name") == NBGRADERS:
            theirs = list(templates.get("extra_template_basedirs", []))
            paths = list(templates.get("extra_template_paths", []))
            templates.extra_template_basedirs = [str(TEMPLATES), *theirs]
            templates.extra_template_paths = [*paths, *theirs]
            templates.template_name = OURS
        super().__init__(config=chosen, **keywords)
