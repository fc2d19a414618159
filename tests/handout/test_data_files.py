"""The data files of an exercise go wherever the exercise goes."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from handed_out import executed, opened
from nights import FILE, NAME, NIGHTS, READS, write_nights

from grader import notebook as door
from grader.errors import OutputUnwritable
from grader.exercise.folders import Folders
from grader.exercise.loading import load
from grader.exercise.recognition import appraise
from grader.gradescope.autograder import autograder_zip
from grader.handout import own_wheel as own
from grader.handout.notebook import notebook
from grader.handout.wheels import exercise_wheel
from grader.notebook import data, get_data

Json = dict[str, Any]


@pytest.fixture
def nights(tmp_path: Path) -> Folders:
    return write_nights(tmp_path / "mine")


@pytest.fixture
def beside(nights: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a notebook, where the exercise is installed."""
    monkeypatch.setattr(data, "default_folders", lambda: nights)
    folder = tmp_path / "beside"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def made(nights: Folders) -> Json:
    read: Json = json.loads(notebook(load(NAME, nights)))
    return read


def test_the_students_zip_has_the_data_beside_the_stub(
    nights: Folders, tmp_path: Path, grade: Run
) -> None:
    words = ["package", NAME, "--format", "student", "--exercises", nights.exercises]
    assert grade(*words, cwd=tmp_path).code == 0
    files = opened((tmp_path / "nights.zip").read_bytes())
    assert files["nights/nights.csv"] == NIGHTS.encode()
    wheels = [name for name in files if "torchgrade_exercise_nights" in name]
    with zipfile.ZipFile(tmp_path / "nights.zip") as archive, archive.open(wheels[0]) as inner:
        inside = opened(inner.read())
    assert inside["torchgrade_exercise_nights/nights/nights.csv"] == NIGHTS.encode()


def test_a_student_who_starts_gets_the_data(nights: Folders, tmp_path: Path, grade: Run) -> None:
    words = ["start", NAME, tmp_path / "work", "--exercises", nights.exercises]
    assert grade(*words).code == 0
    assert (tmp_path / "work" / FILE).read_text() == NIGHTS
    refused = grade(*words)
    assert refused.code == 2
    assert "was left as it is" in refused.err


def test_a_changed_data_file_gives_another_wheel(nights: Folders) -> None:
    before = exercise_wheel(load(NAME, nights))
    (nights.exercises / NAME / FILE).write_text(NIGHTS + "4,1\n")
    assert exercise_wheel(load(NAME, nights)).name != before.name


def test_the_zip_for_gradescope_has_the_data(nights: Folders) -> None:
    files = opened(autograder_zip(load(NAME, nights), nights))
    assert files["exercises/nights/nights.csv"] == NIGHTS.encode()


@pytest.mark.parametrize(
    ("listed", "travels"), [('data = ["nights.csv"]\n', True), ("", False), ("data = [", False)]
)
def test_the_packages_own_wheel_has_data_that_is_listed(listed: str, travels: bool) -> None:
    files = {"grader/exercises/nights/exercise.toml": f'title = "x"\n{listed}'.encode()}
    assert own._belongs("grader/exercises/nights/nights.csv", files) == travels
    assert not own._belongs("grader/exercises/other/nights.csv", files)
    assert not own._belongs("grader/exercises/nights/draft.csv", files)


def test_a_notebook_brings_the_data_before_anything_reads_it(nights: Folders) -> None:
    code = [cell["source"] for cell in made(nights)["cells"] if cell["cell_type"] == "code"]
    assert "from grader.notebook import check" in code[0]
    assert code[1] == 'from grader.notebook import get_data\n\nget_data("nights")  # nights.csv'
    assert code[2].startswith("# exercise: nights")


def test_a_notebook_without_answers_is_still_the_stub(nights: Folders) -> None:
    found = appraise("submit.ipynb", json.dumps(made(nights)).encode(), nights)
    assert found is not None
    assert (found.exercise, found.is_stub) == (NAME, True)


def test_a_notebook_with_its_data_cell_is_graded(
    nights: Folders, tmp_path: Path, grade: Run
) -> None:
    filled = made(nights)
    cells = {cell["source"][:12]: cell for cell in filled["cells"]}
    cells["def visitors"]["source"] = READS
    file = tmp_path / "submit.ipynb"
    file.write_text(json.dumps(filled))
    places = ["--exercises", nights.exercises, "--solutions", nights.solutions]
    ran = grade(file, "--format", "json", *places)
    assert (ran.json["score"], ran.json["remarks"]) == (3, [])


# ------------------------------------------------------------------ in a notebook


def test_missing_data_is_put_beside_the_notebook(beside: Path) -> None:
    get_data(NAME)
    assert (beside / FILE).read_text() == NIGHTS
    get_data(NAME)  # again, and there is nothing to warn of


def test_data_of_ones_own_stays_and_that_is_said(beside: Path) -> None:
    (beside / FILE).write_text("mine")
    with pytest.warns(UserWarning, match=r"nights.csv beside this notebook is not the one"):
        get_data(NAME)
    assert (beside / FILE).read_text() == "mine"


def test_a_folder_of_that_name_stays_as_it_is(beside: Path) -> None:
    (beside / FILE).mkdir()
    with pytest.warns(UserWarning, match="left as it is"):
        get_data(NAME)


def test_where_nothing_can_be_written_that_is_said(
    beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(data, "replacing", full)
    with pytest.raises(OutputUnwritable, match="No space left on device"):
        get_data(NAME)
    assert list(beside.iterdir()) == []


def test_the_door_to_data_is_public() -> None:
    assert "get_data" in door.__all__


@pytest.mark.slow
def test_a_notebook_runs_in_a_folder_without_the_data(nights: Folders, tmp_path: Path) -> None:
    filled = made(nights)
    place = tmp_path / "colab"
    place.mkdir()
    for cell in filled["cells"]:
        if cell["source"].startswith("def visitors"):
            cell["source"] = READS
    first = (
        "import grader.notebook, grader.notebook.data\n"
        "from grader.exercise.folders import Folders\n"
        "from pathlib import Path\n"
        f"folders = Folders(Path({str(nights.exercises)!r}), None)\n"
        "grader.notebook.default_folders = lambda: folders\n"
        "grader.notebook.data.default_folders = lambda: folders\n"
    )
    filled["cells"][1]["source"] = first + filled["cells"][1]["source"]
    after = executed(filled, place)
    assert (place / FILE).read_text() == NIGHTS
    shown = json.dumps(after["cells"][-1]["outputs"])
    assert "1 of 1 point" in shown
