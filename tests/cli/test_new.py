"""`grade new`: both folders of an exercise, from the first command to the first submission."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from casebooks import Casebooks
from click.testing import CliRunner, Result
from commands import Run
from exercise_factory import write_exercise

from grader.cli import main
from grader.exercise.folders import Folders
from grader.exercise.loading import load
from grader.proof.margins import prove
from grader.sandbox.workers import Workers

SUBMISSION = "# exercise: toy\ndef toy(values):\n    return sum(values)\n"
MODULE = """\
# exercise: toy
from torch import nn, tensor


class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(tensor(2.0))

    def forward(self, values):
        return values * self.weight


def toy(values):
    return sum(values)
"""
CLASS = ("--class", "Scale")
BOTH = (*CLASS, "--function", "toy")

Command = Callable[..., Result]


@pytest.fixture
def places(tmp_path: Path) -> Folders:
    folders = Folders(tmp_path / "exercises", tmp_path / "solutions")
    for half in (tmp_path / "exercises", tmp_path / "solutions"):
        half.mkdir()
    return folders


def options(folders: Folders) -> list[str]:
    return ["--exercises", str(folders.exercises), "--solutions", str(folders.solutions)]


@pytest.fixture
def new(places: Folders) -> Command:
    def new(*words: str) -> Result:
        return CliRunner().invoke(main, ["new", *words, *options(places)], prog_name="grade")

    return new


def files(folders: Folders) -> dict[Path, bytes]:
    root = folders.exercises.parent
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def flowing(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("written", [(), CLASS, (*BOTH, "--class", "Other")], ids=len)
def test_the_skeleton_needs_nothing_but_what_is_marked(
    written: tuple[str, ...], places: Folders, new: Command, workers: Workers
) -> None:
    result = new("toy", *written)
    assert result.exit_code == 0, result.output
    findings = prove("toy", places, workers, 2)
    assert {one.kind for one in findings.problems} == {"todo"}
    marked = {path for path, content in files(places).items() if b"TODO" in content}
    assert {one.file for one in findings.problems} == marked == set(files(places))
    assert findings.warnings == findings.notes == []
    assert written or all(margin.nearest_mistake for margin in findings.margins)


@pytest.mark.parametrize(
    ("written", "text", "points"), [((), SUBMISSION, 3.0), (BOTH, MODULE, 8.0)], ids=["", "both"]
)
def test_once_all_is_written_a_submission_is_graded(
    written: tuple[str, ...],
    text: str,
    points: float,
    places: Folders,
    new: Command,
    workers: Workers,
    with_casebook: Casebooks,
    grade: Run,
) -> None:
    new("toy", *written)
    for path, content in files(places).items():
        path.write_bytes(content.replace(b"TODO: ", b""))
    with_casebook(places, "toy")
    findings = prove("toy", places, workers, 2)
    assert findings.problems == findings.warnings == findings.notes == []
    submission = places.exercises.parent / "submit.py"
    submission.write_text(text, encoding="utf-8")
    ran = grade(submission, "--format", "json", *options(places))
    assert ran.code == 0, ran.err
    assert (ran.json["exercise"], ran.json["score"]) == ("toy", points)


def test_the_commands_to_come_are_named_with_their_folders(places: Folders, new: Command) -> None:
    said = new("toy").stdout
    places_named = " ".join(options(places))
    assert f"grade casebook toy {places_named}\n" in said
    assert f"grade lint toy {places_named}\n" in said


def test_each_function_is_laid_out_in_every_file(
    places: Folders, new: Command, workers: Workers
) -> None:
    write_exercise(places.exercises.parent)
    assert new("two", "--function", "first_one", "--function", "second_one").exit_code == 0
    exercise = load("two", places)
    assert exercise.functions == ("first_one", "second_one")
    assert exercise.order == 8  # the other one has 7
    assert {check.call.function for check in exercise.checks} == {"first_one", "second_one"}
    assert {one.kind for one in prove("two", places, workers, 1).problems} == {"todo"}


@pytest.mark.parametrize(
    "name", ["Toy", "../toy", "toy one", "toy-one", "_toy", "töy", "class", ""]
)
def test_a_name_that_is_no_name_is_refused(name: str, places: Folders, new: Command) -> None:
    result = new(name)
    assert result.exit_code == 2
    assert "is not a name for an exercise" in flowing(result.stderr)
    assert files(places) == {}


@pytest.mark.parametrize("name", ["sum", "check", "numbers", "torch"])
def test_a_function_is_not_called_like_another(name: str, places: Folders, new: Command) -> None:
    result = new(name)
    assert result.exit_code == 2
    assert "Choose another name, with --function" in flowing(result.stderr)
    assert files(places) == {}
    assert new(name, "--function", "total_of").exit_code == 0


@pytest.mark.parametrize("name", ["scale", "linear_model", "Linear_Model", "1Scale", "Größe", ""])
def test_a_class_has_a_name_as_classes_have(name: str, places: Folders, new: Command) -> None:
    result = new("toy", "--class", name)
    assert result.exit_code == 2
    assert "is not a name for a class" in flowing(result.stderr)
    assert files(places) == {}


@pytest.mark.parametrize("name", ["OBJECT", "REFERENCE", "Exception"])
def test_a_class_is_not_called_like_another(name: str, places: Folders, new: Command) -> None:
    result = new("toy", "--class", name)
    assert result.exit_code == 2
    assert "Choose another name, with --class" in flowing(result.stderr)
    assert files(places) == {}


def test_a_class_alone_asks_for_no_function(places: Folders, new: Command) -> None:
    assert new("toy", *CLASS).exit_code == 0
    exercise = load("toy", places)
    assert exercise.functions == ("Scale",)
    assert exercise.classes == {"Scale"}
    assert [one.name for one in exercise.mistakes] == ["registers_no_parameter"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--class", "Scale"), "The class goes into"),
        (("--class", "A", "--function", "b"), "The class and the function go into"),
        (("--class", "A", "--class", "B"), "Both classes go into"),
        (("--function", "a", "--function", "b"), "Both functions go into"),
        (("--class", "A", *("--function", "a", "--function", "b", "--function", "c")),
         "The class and all functions go into"),
    ],
)  # fmt: skip
def test_the_task_says_what_goes_into_the_file(
    words: tuple[str, ...], said: str, places: Folders, new: Command
) -> None:
    assert new("toy", *words).exit_code == 0
    assert said in (places.exercises / "toy" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("--function", "same"), ("--class", "Same")])
def test_two_of_one_name_are_refused(words: tuple[str, ...], places: Folders, new: Command) -> None:
    result = new("toy", *words, *words)
    assert result.exit_code == 2
    assert "have the same name" in flowing(result.stderr)
    assert files(places) == {}


@pytest.mark.parametrize("half", ["exercises", "solutions"])
def test_nothing_is_overwritten(half: str, places: Folders, new: Command) -> None:
    folder = places.exercises.parent / half / "toy"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    result = new("toy")
    assert result.exit_code == 2
    assert f"{folder} already exists and was left as it is." in result.stderr
    assert files(places) == {folder / "notes.txt": b"mine"}


@pytest.mark.parametrize("half", ["exercises", "solutions"])
def test_a_folder_that_is_not_there_is_named(half: str, places: Folders, new: Command) -> None:
    folder = places.exercises.parent / half
    folder.rmdir()
    result = new("toy")
    assert result.exit_code == 2
    assert f"There is no folder {folder}. Check --{half}." in result.stderr


def test_without_a_checkout_both_folders_are_to_be_named(
    places: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = Folders(places.exercises, None)
    monkeypatch.setattr("grader.cli.new.default_folders", lambda: installed)
    monkeypatch.setattr("grader.exercise.folders.default_folders", lambda: installed)
    for given in ([], options(places)[:2], options(places)[2:]):
        result = CliRunner().invoke(main, ["new", "toy", *given], prog_name="grade")
        assert result.exit_code == 2
        assert "--exercises and --solutions" in flowing(result.stderr)
    assert files(places) == {}


@pytest.mark.parametrize("half", ["exercises", "solutions"])
def test_where_writing_fails_no_half_is_left(
    half: str, places: Folders, new: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = places.exercises.parent / half
    mkdir = Path.mkdir

    def refuse(self: Path, *arguments: Any, **options: Any) -> None:
        if closed in self.parents:  # as for a folder without permission, which root does not notice
            raise PermissionError(13, os.strerror(13), str(self))
        mkdir(self, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", refuse)
    result = new("toy")
    assert result.exit_code == 2
    assert f"{closed / 'toy'} cannot be written: Permission denied." in flowing(result.stderr)
    assert files(places) == {}
    assert not any(one.is_dir() for one in places.exercises.iterdir())
