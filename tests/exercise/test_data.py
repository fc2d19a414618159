"""Data files of an exercise: which names they may have, and what notices that one has changed."""

import os
from collections.abc import Callable
from pathlib import Path

import needs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nights import FILE, NAME, NIGHTS, write_nights

from grader.causes.casebook import inputs
from grader.errors import ExerciseBroken
from grader.exercise.data import MAX_BYTES, refused
from grader.exercise.folders import OPTIONAL_FILES, REQUIRED_FILES, Folders
from grader.exercise.loading import fingerprint, load

SETTINGS = "exercises/nights/exercise.toml"


@pytest.fixture
def nights(tmp_path: Path) -> Folders:
    return write_nights(tmp_path)


def listing(folders: Folders, listed: str) -> None:
    """Let exercise.toml list this in place of the file."""
    path = folders.exercises / NAME / "exercise.toml"
    path.write_text(path.read_text().replace('data = ["nights.csv"]', f"data = {listed}"))


def broken(folders: Folders) -> ExerciseBroken:
    with pytest.raises(ExerciseBroken) as caught:
        load(NAME, folders)
    return caught.value


def test_an_exercise_knows_the_content_of_its_data(nights: Folders) -> None:
    exercise = load(NAME, nights)
    assert exercise.data == (FILE,)
    assert exercise.data_files == ((FILE, NIGHTS.encode()),)
    assert exercise.shown_files == ["README.md", "checks.py", "exercise.toml", FILE, "submit.py"]


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../nights.csv", "a/nights.csv", "/etc/passwd", "a\\b.csv", ".hidden"),
        *("nights .csv ", "nights.csv.", "-x.csv", "n\u00e4chte.csv", "a:b.csv", "CON", "nul.csv"),
        *("submit.py", "README.md", "Checks.py", "casebook.json", "EXERCISE.toml", "start.md"),
        *("numpy.py", "torch.SO", "x.pyd", "x.pyc", "more.ipynb", "x.whl", "a" * 101),
    ],
)
def test_no_data_file_has_such_a_name(name: str, nights: Folders) -> None:
    listing(nights, f"['{name}']")
    error = broken(nights)
    assert error.file == nights.exercises / NAME / "exercise.toml"
    assert repr(name) in str(error)
    assert "list its plain name" in str(error)


@pytest.mark.parametrize("name", ["nights.csv", "x.npy", "x.pt", "a.b-c_d.txt", "table", "0.json"])
def test_plain_names_can_be_those_of_data_files(name: str) -> None:
    assert refused(name) == ""


@given(st.text())
def test_any_name_that_is_not_refused_stays_in_its_folder(name: str) -> None:
    if not refused(name):
        assert Path("folder", name).parent == Path("folder")
        assert name not in {*REQUIRED_FILES, *OPTIONAL_FILES}


@pytest.mark.parametrize(
    ("listed", "says"),
    [
        ('"nights.csv"', "`data` has the wrong type"),
        ("[1]", "`data` is a list of names, each in quotes"),
        ('["nights.csv", "NIGHTS.csv"]', "names a file twice"),
        (str([f"{number}.csv" for number in range(33)]), "more than 32 files"),
        ('["days.csv"]', "cannot be read: No such file"),
    ],
)
def test_a_list_that_cannot_be_used_is_explained(listed: str, says: str, nights: Folders) -> None:
    listing(nights, listed)
    assert says in str(broken(nights))


def folder(path: Path) -> None:
    path.mkdir()


def link_out(path: Path) -> None:
    outside = path.parents[2] / "outside.csv"
    outside.write_text(NIGHTS)
    path.symlink_to(outside)


def link_nowhere(path: Path) -> None:
    path.symlink_to("nowhere.csv")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def pipe(path: Path) -> None:
    os.mkfifo(path)


@needs.unix
@pytest.mark.parametrize(
    ("put", "says"),
    [
        (folder, "is no file"),
        (link_out, "leads out of the exercise"),
        (link_nowhere, "cannot be read"),
        (link_to_itself, "cannot be read"),
        (pipe, "is no file"),
    ],
)
def test_what_is_no_file_of_its_own_is_refused(
    put: Callable[[Path], None], says: str, nights: Folders
) -> None:
    path = nights.exercises / NAME / FILE
    path.unlink()
    put(path)
    error = broken(nights)
    assert error.file == path
    assert says in str(error)
    fingerprint(NAME, nights)  # waits for nothing


def test_files_that_are_too_large_together_are_refused(nights: Folders) -> None:
    listing(nights, '["nights.csv", "more.csv"]')
    exercise = nights.exercises / NAME
    (exercise / "more.csv").write_bytes(b"")
    (exercise / FILE).write_bytes(bytes(MAX_BYTES))
    loaded = load(NAME, nights)
    assert len(loaded.data_files[0][1]) == MAX_BYTES
    (exercise / "more.csv").write_bytes(b"1")
    assert "16.0 MiB together, and 16 MiB is the most" in str(broken(nights))


def test_a_file_that_grows_after_it_was_seen_is_refused(nights: Folders) -> None:
    exercise = load(NAME, nights)
    (nights.exercises / NAME / FILE).write_bytes(bytes(MAX_BYTES + 1))
    with pytest.raises(ExerciseBroken, match="is the most"):
        _ = exercise.data_files


def test_a_changed_data_file_changes_fingerprint_and_casebook_inputs(nights: Folders) -> None:
    before = load(NAME, nights)
    made_from = inputs(before)
    (nights.exercises / NAME / FILE).write_text(NIGHTS.replace("4", "5"))
    after = load(NAME, nights)
    assert before.fingerprint != after.fingerprint
    assert made_from["shown"] != inputs(after)["shown"]
    assert made_from["hidden"] == inputs(after)["hidden"]


def test_an_exercise_without_data_is_what_it_was(nights: Folders) -> None:
    path = nights.exercises / NAME / "exercise.toml"
    path.write_text(path.read_text().replace('data = ["nights.csv"]\n', ""))
    before = load(NAME, nights)
    (nights.exercises / NAME / FILE).unlink()
    after = load(NAME, nights)
    assert before.fingerprint == after.fingerprint
    assert inputs(before) == inputs(after)
    assert after.data_files == ()
