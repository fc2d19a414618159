"""One student's files in one folder: which is graded, and what the student is told if none is."""

import os
import zipfile
from functools import partial
from pathlib import Path

import needs
import pytest
from places import HIDDEN, ROOT

from grader.errors import IntakeUnreadable, SubmissionUnreadable
from grader.exercise.folders import Folders
from grader.exercise.recognition import appraise
from grader.intake import HandedIn
from grader.intake.single import collect_one

EXERCISE = "linear_regression"
ANSWER = (HIDDEN / "solution.py").read_text(encoding="utf-8")
OTHER = ANSWER.replace("def compute_loss", "LIMIT = 3\n\n\ndef compute_loss")
STUB = (ROOT / "exercises" / EXERCISE / "submit.py").read_text(encoding="utf-8")


def chosen(folder: Path, folders: Folders) -> HandedIn:
    return collect_one(folder, partial(appraise, folders=folders), EXERCISE)


def told(folder: Path, folders: Folders) -> str:
    with pytest.raises(SubmissionUnreadable) as caught:
        chosen(folder, folders).read()
    return str(caught.value)


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")


def test_best_name_wins_and_others_lie_beside(tmp_path: Path, folders: Folders) -> None:
    write(tmp_path, submit=ANSWER, earlier=OTHER)
    one = chosen(tmp_path, folders)
    assert (one.file, one.beside) == ("submit.py", ("earlier.py",))
    assert one.read().decode() == ANSWER


def test_two_files_are_no_two_students(tmp_path: Path, folders: Folders) -> None:
    write(tmp_path, alice=ANSWER, bob=STUB)
    assert chosen(tmp_path, folders).file == "alice.py"


def test_a_file_in_folders_or_an_archive_is_found(tmp_path: Path, folders: Folders) -> None:
    (tmp_path / "week 3" / "mine").mkdir(parents=True)
    with zipfile.ZipFile(tmp_path / "week 3" / "mine" / "work.zip", "w") as archive:
        archive.writestr("inner/answer.py", ANSWER)
    assert chosen(tmp_path, folders).file == "answer.py"


def test_different_answers_ask_for_one_alone(tmp_path: Path, folders: Folders) -> None:
    write(tmp_path, a=ANSWER, b=OTHER)
    assert told(tmp_path, folders) == (
        "The submission has different answers (a.py, b.py), and the names do not say which one is "
        "meant. Hand in that one alone."
    )


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path, folders: Folders) -> None:
    assert told(tmp_path, folders) == "The submission has nothing."


@needs.unix
def test_a_link_is_not_followed(tmp_path: Path, folders: Folders) -> None:
    handed_in = tmp_path / "submission"
    handed_in.mkdir()
    (handed_in / "submit.py").symlink_to(HIDDEN / "solution.py")
    assert told(handed_in, folders) == (
        "submit.py is a link, and links are not followed. Hand in the file itself."
    )


@needs.unix
def test_a_pipe_is_never_waited_for(tmp_path: Path, folders: Folders) -> None:
    os.mkfifo(tmp_path / "submit.py")
    assert "is not a regular file" in told(tmp_path, folders)


def test_a_folder_that_is_missing_is_no_fault_of_the_student(
    tmp_path: Path, folders: Folders
) -> None:
    with pytest.raises(IntakeUnreadable):
        chosen(tmp_path / "missing", folders)
