"""The same submission has the same score and verdicts, by whatever way it comes in.

`nbgrader autograde` is compared with `grade class` check by check in tests/nbgrader.
"""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import needs
import pytest
from class_factory import NEARLY, RIGHT, SQUARES, Course
from click.testing import Result
from reports import notebook

pytestmark = needs.sandbox

Command = Callable[..., Result]

TEXTS = {"alice": RIGHT, "bob": SQUARES, "carol": NEARLY}
SEED = ["--seed", 5]
GRADESCOPE = "submission_{number}:\n  :submitters:\n  - :name: {who}\n    :sid: {who}\n"

# for each way, what a student's file is called, and whether it is a notebook
LAYOUTS: dict[str, Callable[[str, int], str]] = {
    "files": lambda who, _: f"{who}.py",
    "notebooks": lambda who, _: f"{who}.ipynb",
    "capitals": lambda who, _: f"{who}.IPYNB",
    "notebooks called text": lambda who, _: f"{who}.ipynb.txt",
    "folders": lambda who, _: f"{who}/submit.py",
    "folders of notebooks": lambda who, _: f"hw/hw/{who}/submit (1).ipynb",
    "an nbgrader course": lambda who, _: f"submitted/{who}/doubling/doubling.ipynb",
    "Moodle": lambda who, n: f"{who}_{n}_assignsubmission_file_/submit.py",
    "Moodle in groups": lambda who, n: f"Lab-{who}_{n}_assignsubmission_file_submit.ipynb",
    "Canvas": lambda who, n: f"{who}_{n}_9{n}_submit.py",
    "Canvas, late": lambda who, n: f"{who}_LATE_{n}_9{n}_submit-1.ipynb",
    "Blackboard": lambda who, n: f"HW_{who}_attempt_2024-09-24-10-11-1{n}_submit.py",
    "Brightspace": lambda who, n: f"{n}-7 - {who} - Sep 24, 2024 926 PM/submit.ipynb",
    "Sakai": lambda who, _: f"HW/{who}({who})/Submission attachment(s)/submit.py",
    "ILIAS": lambda who, n: f"HW/Abgaben/Last_{who}_{who}_{n}/submit.ipynb",
    "Google Classroom": lambda who, _: f"{who} - submit.ipynb",
    "GitHub Classroom": lambda who, _: f"hw-submissions/hw-{who}/submit.py",
    "Gradescope": lambda _, n: f"export/submission_{n}/submit.py",
}
BESIDE = {
    "an nbgrader course": {"source/doubling/doubling.ipynb": notebook("")},
    "GitHub Classroom": {f"hw-submissions/hw-{who}/.git/HEAD": "ref" for who in TEXTS},
    "Gradescope": {
        "export/submission_metadata.yml": "".join(
            GRADESCOPE.format(number=n, who=who) for n, who in enumerate(TEXTS, 1)
        )
    },
}


def judged(report: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The score, and of each verdict all but the place, which differs in a notebook."""
    of_verdicts = ("check", "function", "outcome", "score", "observed", "feedback", "mistake")
    verdicts = [tuple(one[key] for key in of_verdicts) for one in report["verdicts"]]
    return [("score", report["score"]), *verdicts]


def by_itself(course: Course, run: Command, name: str, text: str) -> list[tuple[Any, ...]]:
    """What `grade FILE` says."""
    path = course.root / name
    path.write_text(text, encoding="utf-8")
    result = run(path, "--format", "json", *SEED, *course.options)
    return judged(json.loads(result.stdout))


def packed(layout: str, root: Path) -> Path:
    with zipfile.ZipFile(root / "class.zip", "w") as archive:
        for name, text in BESIDE.get(layout, {}).items():
            archive.writestr(name, text)
        for number, (who, text) in enumerate(TEXTS.items(), 1):
            name = LAYOUTS[layout](who, number)
            archive.writestr(name, notebook(text) if ".ipynb" in name.lower() else text)
    return root / "class.zip"


def test_script_notebook_and_standard_input_are_judged_alike(course: Course, run: Command) -> None:
    for text in TEXTS.values():
        expected = by_itself(course, run, "a.py", text)
        assert by_itself(course, run, "a.ipynb", notebook(text)) == expected
        assert by_itself(course, run, "b.py", text) == expected
        result = run("-", "--format", "json", *SEED, *course.options, input=text)
        assert judged(json.loads(result.stdout)) == expected


@pytest.mark.parametrize("as_zip", [True, False], ids=["zip", "unpacked"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_class_is_judged_as_each_file_by_itself(
    layout: str, as_zip: bool, course: Course, run: Command
) -> None:
    path = packed(layout, course.root)
    if not as_zip:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(course.root / "unpacked")
        path = course.root / "unpacked"
    words = ["class", path, "-o", course.output, "--no-html", *SEED, *course.options]
    result = run(*words)
    assert result.exit_code == 0, result.output
    found = sorted(judged(report) for report in course.reports().values())
    alone = (by_itself(course, run, "alone.py", text) for text in TEXTS.values())
    assert found == sorted(alone)
