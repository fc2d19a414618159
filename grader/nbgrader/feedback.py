"""nbgrader's feedback pages: first the causes and what to do next, then each check by its title."""

import copy
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from grader.nbgrader.cells import is_check

TEMPLATES = Path(__file__).with_name("templates")
NBGRADERS, OURS = "feedback", "torchgrade"
KEY = "torchgrade"  # in the metadata of a check's output: what the page says of it elsewhere


class ArrangeFeedback(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes what belongs to the head of the page out of the cells of checks.

    Without it, each score is shown once more as the result of its cell: nbgrader reads it there.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Note titles and summary in `resources`; what is left in the cells is there to be read."""
        titles: dict[str, str] = {}
        summary = ""
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if not is_check(name):
                continue
            for output in cell.outputs:
                told = output.get("metadata", {}).get(KEY, {})
                titles |= {name: told["check"]} if "check" in told else {}
                summary = summary or told.get("summary", "")
            if name in titles:
                cell.outputs = [one for one in cell.outputs if one.output_type != "execute_result"]
        # made by our own templates, which escape what a submission said
        resources[KEY] = {"titles": titles, "summary": Markup(summary)}  # noqa: S704
        return nb, resources


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
