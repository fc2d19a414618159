"""`grade package --format gradescope`: what is in the zip, and what is said about it."""

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import needs
import pytest
from commands import Run
from exercise_factory import write_exercise
from gradescope_cases import SECRET, instructors_own
from handed_out import opened
from places import ROOT

from grader.errors import ExerciseUnknown, InputError
from grader.exercise.folders import Folders, default_folders
from grader.exercise.loading import load
from grader.gradescope.autograder import autograder_zip, gigabytes, minutes

SCRIPTS = sorted((ROOT / "grader" / "gradescope").glob("*.sh"))
LINEAR = "linear_regression"


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return instructors_own(tmp_path_factory.mktemp("mine"))


@pytest.fixture(scope="module")
def own(mine: Folders) -> bytes:
    return autograder_zip(load("doubling", mine), mine)


def test_the_scripts_lie_at_the_root_and_can_be_run(own: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(own)) as archive:
        modes = {one.filename: one.external_attr >> 16 & 0o777 for one in archive.infolist()}
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    assert {mode for name, mode in modes.items() if name not in ("setup.sh", "run_autograder")} == {
        0o644
    }


def test_ones_own_exercise_travels_with_both_halves(own: bytes, mine: Folders) -> None:
    files = opened(own)
    for half in (mine.exercises, mine.solutions):
        assert half is not None
        for path in half.rglob("*"):
            name = path.relative_to(half.parent).as_posix()
            assert path.is_dir() or files[name] == path.read_bytes()
    assert json.loads(files["settings.json"]) == {"exercise": "doubling", "sandbox": True}


def test_an_exercise_of_this_package_brings_only_its_hidden_half() -> None:
    folders = default_folders()
    files = opened(autograder_zip(load(LINEAR, folders), folders))
    assert not [name for name in files if name.startswith("exercises/")]
    hidden = {name for name in files if name.startswith("solutions/")}
    assert f"solutions/{LINEAR}/solution.py" in hidden
    assert not [name for name in hidden if "pycache" in name]


def test_students_wheel_in_it_has_nothing_hidden(own: bytes) -> None:
    inside = {name: text for name, text in opened(own).items() if ".whl/" in name}
    assert inside
    assert not [name for name, text in inside.items() if SECRET.encode() in text]


def test_the_same_content_has_the_same_bytes(own: bytes, mine: Folders) -> None:
    assert autograder_zip(load("doubling", mine), mine) == own


def test_it_installs_the_tested_versions(own: bytes) -> None:
    files = opened(own)
    assert files["constraints.txt"] == (ROOT / "constraints.txt").read_bytes()
    (wheel,) = (name for name in files if name.endswith(".whl"))
    assert files["requirements.txt"].decode().splitlines() == [f"./{wheel}[instructor]"]
    assert re.search(rb"^torch==", files["constraints.txt"], re.MULTILINE)


def test_packages_that_an_exercise_names_are_installed(tmp_path: Path) -> None:
    toml = (instructors_own(tmp_path / "a").exercises / "doubling" / "exercise.toml").read_text()
    changed: dict[str, str | None] = {"exercises/exercise.toml": f'{toml}packages = ["tqdm"]\n'}
    folders = write_exercise(tmp_path / "b", changed)
    files = opened(autograder_zip(load("doubling", folders), folders))
    assert files["requirements.txt"].decode().splitlines()[1:] == ["tqdm"]


def test_longer_exercises_ask_for_more_minutes(tmp_path: Path) -> None:
    toml = (instructors_own(tmp_path / "a").exercises / "doubling" / "exercise.toml").read_text()
    longer = toml.replace("time_limit_seconds = 20", "time_limit_seconds = 600", 1)
    folders = write_exercise(tmp_path / "b", {"exercises/exercise.toml": longer})
    exercise = load("doubling", folders)
    assert (minutes(load(LINEAR, default_folders())), minutes(exercise)) == (10, 25)
    assert opened(autograder_zip(exercise, folders))["limit"] == b"1440\n"


def test_the_container_has_room_for_what_an_exercise_allows(mine: Folders) -> None:
    of_ours, small = load(LINEAR, default_folders()), load("doubling", mine)
    assert (of_ours.memory_limit_mib, gigabytes(of_ours)) == (1024, 1.5)
    assert (small.memory_limit_mib, gigabytes(small)) == (256, 1.0)


def test_without_the_hidden_half_there_is_no_zip(mine: Folders) -> None:
    shown = Folders(mine.exercises, None)
    with pytest.raises(ExerciseUnknown, match="--solutions"):
        autograder_zip(load("doubling", shown), shown)


def test_a_name_that_no_folder_can_have_is_refused(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no folder can have it")
    folders = write_exercise(tmp_path, name="what?")
    with pytest.raises(InputError, match="Rename the exercise"):
        autograder_zip(load("what?", folders), folders)


# ------------------------------------------------------------------ the command


def test_the_command_says_that_it_holds_the_solution(grade: Run, tmp_path: Path) -> None:
    words = ("package", LINEAR, "--format", "gradescope")
    ran = grade(*words, cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Wrote {LINEAR}-gradescope.zip\nIt contains the solution")
    assert "20 autograder points" in ran.out
    again = grade(*words, cwd=tmp_path)
    assert again.out.startswith(f"{LINEAR}-gradescope.zip is up to date")
    other = grade(*words, "--no-sandbox", cwd=tmp_path)
    assert (other.code, "--replace" in other.err) == (2, True)
    replaced = grade(*words, "--no-sandbox", "--replace", cwd=tmp_path)
    assert "NOT SANDBOXED" in replaced.out
    files = opened((tmp_path / f"{LINEAR}-gradescope.zip").read_bytes())
    assert json.loads(files["settings.json"])["sandbox"] is False


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("--format", "gradescope", "--without-causes"), "--without-causes"),
        (("--format", "gradescope", "--course", "mine"), "--course"),
        (("--format", "student", "--no-sandbox"), "--no-sandbox"),
    ],
)
def test_options_of_other_formats_are_refused(
    words: tuple[str, ...], option: str, grade: Run, tmp_path: Path
) -> None:
    ran = grade("package", LINEAR, *words, cwd=tmp_path)
    assert ran.code == 2
    assert f"{option} goes with --format" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_what_gradescope_calls_is_in_no_help(grade: Run) -> None:
    assert "autograde" not in grade("--help").out.replace("autograder", "")
    assert "ROOT" in grade("autograde", "--help").out


# ------------------------------------------------------------------ the scripts


@needs.unix
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_scripts_follow_the_rules_of_their_linter(script: Path) -> None:
    linter = Path(sys.executable).with_name("shellcheck")
    ran = subprocess.run([linter, script], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
