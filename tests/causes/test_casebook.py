"""The casebook as a file: it is used while it fits, and anything else is said and harms nobody."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from casebooks import Casebooks
from class_factory import RIGHT, SQUARES
from commands import Run
from exercise_factory import FILES, write_exercise
from places import ROOT

from grader.causes.casebook import SCHEMA, Body, Casebook, inputs, packed, read
from grader.errors import CasebookUnusable
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise, load
from grader.grading.one import Grading
from grader.report import Report
from grader.sandbox.workers import Workers
from grader.submission.source import parse


@pytest.fixture
def doubling(tmp_path: Path, with_casebook: Casebooks) -> Folders:
    made = write_exercise(tmp_path)
    with_casebook(made)
    return made


def file_of(doubling: Folders) -> Path:
    return doubling.exercises / "doubling" / "casebook.json"


def now(doubling: Folders) -> Exercise:
    return load("doubling", doubling)


def graded(exercise: Exercise, workers: Workers, text: str) -> tuple[Report, str]:
    """The report on this text, and why no causes are named."""
    grading = Grading(exercise, workers, 1)
    return grading.report(parse("submit.py", text.encode())), grading.without_causes


def rewritten(doubling: Folders, change: Callable[[dict[str, Any]], None]) -> None:
    """Change what the casebook says, with a digest that fits."""
    file = json.loads(file_of(doubling).read_bytes())
    change(file["body"])
    body = msgspec.convert(file["body"], Body)
    file_of(doubling).write_bytes(packed(body))


# ------------------------------------------------------------------ one that fits


def test_a_casebook_that_fits_names_the_mistake(doubling: Folders, workers: Workers) -> None:
    report, without = graded(now(doubling), workers, SQUARES)
    assert without == ""
    assert [(one.kind, one.name) for one in report.causes] == [("mistake", "squares")]
    assert {one.mistake for one in report.verdicts} == {"squares"}


def test_the_same_cause_is_told_at_a_students(doubling: Folders, workers: Workers) -> None:
    report, without = graded(now(doubling).shown_only(), workers, SQUARES)
    assert without == ""
    assert [(one.kind, one.name) for one in report.causes] == [("mistake", "squares")]


def test_what_decides_only_points_and_words_keeps_it(doubling: Folders) -> None:
    for half, old, new in (
        ("exercises", "5 and 5?", "5 plus 5?"),
        ("exercises", "points=1", "points=3"),
        ("exercises", "returns(10.0)", "returns(10.0, absolute=0.1)"),
        ("solutions", "for any number", "for every number"),
    ):
        file = doubling.exercises.parent / half / "doubling" / "checks.py"
        file.write_text(file.read_text().replace(old, new))
    assert read(now(doubling)) is not None


def test_some_checks_of_an_exercise_keep_its_casebook(doubling: Folders) -> None:
    exercise = now(doubling)
    assert read(exercise.with_first_checks(1)) is not None
    assert read(exercise.with_checks(["double is right for any number"])) is not None
    assert read(exercise.shown_only().with_checks([])) is not None
    assert read(exercise.with_first_checks(1).shown_only()) is not None


# ------------------------------------------------------------------ one that does not


def test_an_exercise_without_mistakes_needs_none(tmp_path: Path, workers: Workers) -> None:
    without: dict[str, str | None] = {file: None for file in FILES if "/mistakes/" in file}
    report, reason = graded(load("doubling", write_exercise(tmp_path, without)), workers, SQUARES)
    assert reason == ""
    assert report.causes == ()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("solutions/solution.py", "def double(x):\n    return x + x\n"),
        ("solutions/accepted/twice.py", "def double(x):\n    return sum([x, x])\n"),
        ("solutions/mistakes/zero.py", '"""0 comes back."""\n\n\ndef double(x):\n    return 0\n'),
        ("solutions/checks.py", FILES["solutions/checks.py"].replace("9.0", "8.0")),
        ("exercises/checks.py", FILES["exercises/checks.py"].replace("5.0", "6.0")),
        ("exercises/submit.py", FILES["exercises/submit.py"].replace("double(x)", "double(y)")),
        ("exercises/probes.py", "probes = []\n"),
    ],
)
def test_it_is_stale_once_what_it_was_made_from_differs(
    doubling: Folders, path: str, text: str
) -> None:
    half, _, rest = path.partition("/")
    (doubling.exercises.parent / half / "doubling" / rest).write_text(text)
    part = {"exercises": "stub", "solutions": "solution"}[half]
    changed = (
        rf"casebook.json is stale. Changed since: [^;]*\b{part}\b[^;]*`grade casebook doubling"
    )
    with pytest.raises(CasebookUnusable, match=changed):
        read(now(doubling))


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-50])


def edited(file: Path) -> None:
    file.write_text(file.read_text().replace("x comes back halved.", "x comes back in halves."))


def of_another_version(file: Path) -> None:
    file.write_text(file.read_text().replace(f'"schema":{SCHEMA}', '"schema":9'))


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def nested(file: Path) -> None:
    file.write_text("[" * 100_000)


def no_text(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")


def too_large(file: Path) -> None:
    file.write_bytes(b" " * (5 << 20))


DAMAGE = [truncated, edited, of_another_version, emptied, nested, no_text, too_large]


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_no_casebook_costs_causes_and_says_what_to_do(
    damage: Callable[[Path], None], doubling: Folders, workers: Workers
) -> None:
    damage(file_of(doubling))
    for exercise in (now(doubling), now(doubling).shown_only()):
        report, reason = graded(exercise, workers, SQUARES)
        assert report.causes == ()
        assert {one.outcome for one in report.verdicts} == {"failed"}
        assert str(file_of(doubling)) in reason
        assert reason.endswith("Run `grade casebook doubling` to make it again.")


NAME, TRACES, CHECKS = 2, 3, 4  # places in a case, which is a list


def strange_number(body: dict[str, Any]) -> None:
    body["cases"][0][TRACES][0] = 10_000


def negative_number(body: dict[str, Any]) -> None:
    body["cases"][0][TRACES][0] = -1


def unknown_name(body: dict[str, Any]) -> None:
    body["cases"][0][NAME] = "nobody"


def too_few_traces(body: dict[str, Any]) -> None:
    body["cases"][0][TRACES] = []


def too_many_checks(body: dict[str, Any]) -> None:
    body["cases"][0][CHECKS] += "p"


def no_views(body: dict[str, Any]) -> None:
    body["probes"][0]["views"] = []


def base_that_is_not_there(body: dict[str, Any]) -> None:
    next(one for one in body["probes"] if one.get("varied"))["varied"]["probe"] = 99


def object_in_the_table(body: dict[str, Any]) -> None:
    body["table"][0] = [{"a": 1}]


@pytest.mark.parametrize(
    "change",
    [
        strange_number, negative_number, unknown_name, too_few_traces, too_many_checks, no_views,
        base_that_is_not_there, object_in_the_table,
    ],
)  # fmt: skip
def test_numbers_that_lead_nowhere_are_refused(
    change: Callable[[dict[str, Any]], None], doubling: Folders, workers: Workers
) -> None:
    rewritten(doubling, change)
    with pytest.raises(CasebookUnusable, match="does not fit together"):
        read(now(doubling))
    report, reason = graded(now(doubling).shown_only(), workers, SQUARES)
    assert report.causes == ()
    assert "does not fit together" in reason


def test_an_unusable_casebook_costs_no_points(doubling: Folders, workers: Workers) -> None:
    truncated(file_of(doubling))
    report, _ = graded(now(doubling), workers, RIGHT)
    assert report.full_marks


@pytest.mark.parametrize("damage", [truncated, edited])
def test_lint_says_which_casebook_cannot_be_used(
    damage: Callable[[Path], None], doubling: Folders, grade: Run
) -> None:
    damage(file_of(doubling))
    where = ["--exercises", doubling.exercises, "--solutions", doubling.solutions]
    ran = grade("lint", "doubling", "--seeds", 1, *where)
    assert ran.code == 1
    assert "`grade casebook doubling` to make it again" in " ".join(ran.out.split())


# ------------------------------------------------------------------ what it gives away


def hidden_code(name: str) -> set[str]:
    """The lines of code of the hidden half that say something, without those students see."""
    shown = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "exercises" / name).glob("*.py")
    )
    hidden = ROOT / "solutions" / name
    lines = {
        line.strip()
        for path in hidden.rglob("*.py")
        for line in path.read_text(encoding="utf-8").split('"""', 2)[-1].split("\n")
    }
    return {line for line in lines if len(line) > 12 and line not in shown}


def test_it_holds_no_line_of_the_hidden_half(exercise: Exercise) -> None:
    text = json.loads((exercise.folder / "casebook.json").read_bytes())
    said = json.dumps(text, ensure_ascii=False)
    for line in hidden_code(exercise.name):
        assert line not in said
    assert not any(
        check.title in said and not check.shown and check.title not in shown_titles(exercise)
        for check in exercise.checks
    )


def shown_titles(exercise: Exercise) -> set[str]:
    return {check.title for check in exercise.checks if check.shown}


def test_no_case_is_what_the_solution_shows(doubling: Folders, workers: Workers) -> None:
    exercise = now(doubling)
    book = read(exercise)
    assert isinstance(book, Casebook)
    assert exercise.solution is not None
    probes = [one for one in book.of("double").values() if not one.looks_at_defaults]
    answers = [2.0 * float(value) for one in probes for _, value in one.question.arguments]
    for case in book.cases("double"):
        shown = [book.body.table[n] for n in case.traces[: len(probes)] if n is not None]
        assert any(
            isinstance(one, str) or one[0] != answer
            for one, answer in zip(shown, answers, strict=True)
        )


def test_the_halves_have_digests_of_their_own(doubling: Folders) -> None:
    whole, shown = inputs(now(doubling)), inputs(now(doubling).shown_only())
    assert set(shown) == {"shown"}
    assert whole["shown"] == shown["shown"]
    assert "hidden" in whole
