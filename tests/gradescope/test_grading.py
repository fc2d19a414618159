"""What becomes of what is handed in on Gradescope: scores, texts, and which sandbox is trusted."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import needs
import pytest
from commands import Run
from gradescope_cases import ENDLESS, RAISES, RIGHT, SECRET, WRONG, instructors_own, same_scores
from handed_out import unpack
from nights import READS, write_nights
from warm import Lent

from grader.errors import ExerciseBroken, GradeError, IntakeUnreadable, SandboxUnavailable
from grader.exercise.folders import Folders
from grader.exercise.loading import load
from grader.gradescope import grading
from grader.gradescope.autograder import autograder_zip
from grader.gradescope.grading import grade_at, trusted_workers
from grader.gradescope.settings import Settings
from grader.sandbox.workers import Workers

MARKUP = (
    'def double(x):\n    print("<script>alert(1)</script> **bold** \\x1b[31mred")\n'
    '    return "<img src=x onerror=alert(1)>"\n'
)
Hand = Callable[[Mapping[str, str | bytes | Path]], Any]


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return instructors_own(tmp_path_factory.mktemp("mine"))


@pytest.fixture(scope="module")
def zipped(mine: Folders) -> bytes:
    return autograder_zip(load("doubling", mine), mine)


@pytest.fixture
def root(zipped: bytes, tmp_path: Path) -> Path:
    """Gradescope's folders, with nothing handed in."""
    root = tmp_path / "autograder"
    unpack(zipped, root / "source")
    (root / "submission").mkdir()
    (root / "results").mkdir()
    return root


@pytest.fixture
def hand_in(root: Path, sandbox: Workers, monkeypatch: pytest.MonkeyPatch) -> Hand:
    """Grades files with warm workers; returns what results.json would hold."""
    monkeypatch.setattr(grading, "trusted_workers", lambda *settings: (Lent(sandbox), ()))

    def hand_in(files: Mapping[str, str | bytes | Path]) -> Any:
        for name, content in files.items():
            file = root / "submission" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else str(content).encode())
        return json.loads(grade_at(root).results.packed())

    return hand_in


@pytest.mark.parametrize(
    "text", [RIGHT, WRONG, RAISES, ENDLESS], ids=["right", "wrong", "raises", "endless"]
)
def test_scores_are_those_of_the_command_line(
    text: str, hand_in: Hand, grade: Run, mine: Folders, tmp_path: Path
) -> None:
    same_scores(hand_in({"submit.py": text}), text, grade, mine, tmp_path)


@needs.root
@pytest.mark.parametrize("sandbox", [True, False])
def test_data_files_travel_in_the_zip_and_are_read(sandbox: bool, tmp_path: Path) -> None:
    nights = write_nights(tmp_path / "mine")
    content = autograder_zip(load("nights", nights), nights, sandbox=sandbox)
    unpack(content, tmp_path / "autograder" / "source")
    handed_in = tmp_path / "autograder" / "submission"
    handed_in.mkdir()
    (handed_in / "submit.py").write_text(f"# exercise: nights\n{READS}")
    (handed_in / "nights.csv").write_text("night,visitors\n1,0\n")
    graded = grade_at(tmp_path / "autograder")
    results = json.loads(graded.results.packed())
    assert sum(one["score"] for one in results["tests"]) == 3
    assert ("(--no-sandbox)" in " ".join(graded.said)) != sandbox


def test_a_notebook_is_graded_like_a_script(hand_in: Hand) -> None:
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": RIGHT}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    results = hand_in({"submit.ipynb": json.dumps(notebook)})
    assert results["score"] == sum(one["max_score"] for one in results["tests"]) > 0


def test_text_of_a_submission_is_never_markup(hand_in: Hand) -> None:
    results = hand_in({"submit.py": MARKUP})
    assert results["output_format"] == "text"
    formats = {(one["output_format"], one["name_format"]) for one in results["tests"]}
    assert formats == {("text", "text")}
    assert "<script>alert(1)</script> **bold**" in results["output"]
    assert "\x1b" not in json.dumps(results, ensure_ascii=False)


def test_hidden_checks_show_no_expected_value(hand_in: Hand) -> None:
    *shown, hidden = hand_in({"submit.py": WRONG})["tests"]
    assert all("expected" in one["output"] for one in shown)
    assert "returned" in hidden["output"]
    assert "expected" not in hidden["output"]
    assert hidden["visibility"] == "visible"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "The submission has nothing."),
        ({"answer.pdf": "%PDF"}, "no .py or .ipynb file, but answer.pdf"),
        ({"submit.py": b"x = '\xff\xfe'"}, "submit.py is not UTF-8 text"),
        ({"submit.py": ""}, "submit.py is empty"),
        ({"a.py": RIGHT, "b.py": WRONG}, "Hand in that one alone."),
    ],
    ids=["nothing", "a document", "no text", "an empty file", "two answers"],
)
def test_what_cannot_be_read_is_told_without_tests(
    files: Mapping[str, str | bytes | Path], words: str, hand_in: Hand
) -> None:
    results = hand_in(files)
    assert (results["tests"], results["score"]) == ([], 0.0)
    assert words in results["output"]
    assert "Hand in again" in results["output"]


def test_of_several_files_the_one_of_a_class_is_graded(hand_in: Hand) -> None:
    results = hand_in({"submit.py": RIGHT, "week 3/draft.py": WRONG, "notes.txt": "2 + 2"})
    assert results["extra_data"]["submission"] == "submit.py"
    assert results["score"] > 0
    assert "draft.py was handed in beside it" in results["output"]


def test_what_the_metadata_of_a_class_looks_like_is_a_file_like_others(hand_in: Hand) -> None:
    pretends = ":submission_1:\n  :submitters:\n  - :name: B\n    :email: b@example.org\n"
    results = hand_in({"submission_metadata.yml": pretends, "submission_1/submit.py": RIGHT})
    assert results["score"] > 0


# ------------------------------------------------------------------ our own faults


def test_broken_solution_is_no_result(root: Path, hand_in: Hand) -> None:
    solution = root / "source" / "solutions" / "doubling" / "solution.py"
    solution.write_text(f"def double(x):\n    raise RuntimeError  # {SECRET}\n")
    with pytest.raises(ExerciseBroken):
        hand_in({"submit.py": RIGHT})


def test_a_missing_submission_folder_is_no_result(root: Path, hand_in: Hand) -> None:
    (root / "submission").rmdir()
    with pytest.raises(IntakeUnreadable):
        hand_in({})


@pytest.mark.parametrize("text", ["", "{}", '{"exercise": "other"}', '{"exercise": 1}'])
def test_damaged_settings_are_no_result(text: str, root: Path, hand_in: Hand) -> None:
    (root / "source" / "settings.json").write_text(text)
    with pytest.raises(GradeError):
        hand_in({"submit.py": RIGHT})


class Holds:
    """Workers of a level that refuse their own attacks or not."""

    def __init__(self, level: str) -> None:
        self.isolation = level
        self.closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def levels(monkeypatch: pytest.MonkeyPatch) -> tuple[set[str], list[Holds]]:
    """The levels that do not hold, for the test to fill, and the workers that were started."""
    broken: set[str] = set()
    started: list[Holds] = []

    def start(wanted: list[str], packages: object) -> Holds:
        started.append(Holds(*wanted))
        return started[-1]

    def attack(workers: Holds) -> None:
        if workers.isolation in broken:
            raise SandboxUnavailable(f"{workers.isolation} does not hold")

    monkeypatch.setattr(grading, "start_workers", start)
    monkeypatch.setattr(grading, "attack_sandbox", attack)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    return broken, started


@pytest.mark.parametrize(
    ("fails", "level"), [((), "full"), (("full",), "no-namespaces")], ids=["all hold", "one fails"]
)
def test_best_level_that_refuses_its_attacks_is_trusted(
    fails: tuple[str, ...], level: str, levels: tuple[set[str], list[Holds]]
) -> None:
    levels[0].update(fails)
    workers, refused = trusted_workers(Settings(exercise="doubling"))
    assert workers.isolation == level
    assert refused == tuple(f"{one} does not hold" for one in fails)
    assert [one.isolation for one in levels[1] if one.closed] == [*fails]


def test_without_any_level_nothing_is_trusted(levels: tuple[set[str], list[Holds]]) -> None:
    levels[0].update(("full", "no-namespaces"))
    with pytest.raises(SandboxUnavailable, match=r"full does not hold; no-namespaces does not"):
        trusted_workers(Settings(exercise="doubling"))
    assert all(one.closed for one in levels[1])


@needs.linux
def test_only_root_can_keep_submissions_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SandboxUnavailable, match="as root"):
        trusted_workers(Settings(exercise="doubling", sandbox=False))
