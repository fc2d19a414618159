"""Exercises in packages of their own are found where pip installs them, and nowhere else."""

import site
import subprocess
import sys
from pathlib import Path

import pytest
from exercise_factory import FILES, write_exercise
from places import ROOT

from grader.errors import ExerciseUnknown
from grader.exercise.folders import Folders, beside, default_folders, names, packages_in
from grader.exercise.installed import GROUP, installed_folders
from grader.exercise.loading import load
from grader.exercise.recognition import recognise

RIGHT = "# exercise: doubling\n\n\ndef double(x):\n    return x + x\n"
STUB = (ROOT / "exercises" / "linear_regression" / "submit.py").read_text(encoding="utf-8")


def install(place: Path, name: str = "doubling", module: str = "", value: str = "") -> Path:
    """Put an exercise where pip would, with what pip writes beside it; where it is."""
    module = module or f"torchgrade_exercise_{name}"
    metadata = place / f"{module}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    entry = f"[{GROUP}]\n{name} = {value or module}\n"
    (metadata / "entry_points.txt").write_text(entry)
    half = place / module
    for path, text in FILES.items():
        if path.startswith("exercises/"):
            file = half / name / path.removeprefix("exercises/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace("doubling", name))
    return half


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where pip installs packages, for this test."""
    place = tmp_path / "site-packages"
    place.mkdir()
    monkeypatch.setattr(site, "getsitepackages", lambda: [str(place)])
    monkeypatch.setattr(site, "ENABLE_USER_SITE", False)
    return place


def test_an_installed_exercise_is_beside_the_packages_own(packages: Path) -> None:
    own = names(default_folders())
    half = install(packages)
    folders = default_folders()
    assert names(folders) == sorted([*own, "doubling"])
    exercise = load("doubling", folders)
    assert exercise.folder == half / "doubling"
    assert exercise.solution is None
    assert recognise(RIGHT, folders) == "doubling"


def test_its_packages_are_among_those_that_may_be_imported(packages: Path) -> None:
    half = install(packages)
    with (half / "doubling" / "exercise.toml").open("a") as file:
        file.write('packages = ["einops"]\n')
    assert packages_in(default_folders()) == ("einops",)


def test_of_two_with_one_name_the_packages_own_counts(packages: Path) -> None:
    install(packages, "linear_regression")
    assert default_folders().folder("linear_regression") == ROOT / "exercises/linear_regression"


def test_other_exercises_leave_the_installed_ones_out(packages: Path, tmp_path: Path) -> None:
    half = install(packages)
    mine = write_exercise(tmp_path / "mine", name="halving")
    assert beside(half / "doubling") == Folders(ROOT / "exercises", None, (half,))
    assert names(beside(mine.exercises / "halving")) == ["halving"]


@pytest.mark.parametrize(
    "value", ["os", "..", "torchgrade_exercise_doubling/../..", "torchgrade_exercise_x:y"]
)
def test_an_entry_point_names_only_its_own_folder(packages: Path, value: str) -> None:
    install(packages, value=value)
    assert installed_folders() == ()


def test_a_name_that_no_file_can_have_is_unknown(packages: Path) -> None:
    install(packages)
    with pytest.raises(ExerciseUnknown, match="no exercise named"):
        load("a\0b", default_folders())


# ------------------------------------------------------------------ what is never loaded


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with a submission, and beside it all that might pass for a part of the grader."""
    folder = tmp_path / "downloads"
    half = install(folder)
    mark = f"open({str(tmp_path / 'loaded')!r}, 'a').write(__file__ + '\\n')\n"
    for place in (folder, half, half / "doubling", folder / "doubling"):
        place.mkdir(exist_ok=True)
        for name in ("checks", "figures", "probes", "__init__"):
            (place / f"{name}.py").write_text(mark)
        (place / "exercise.toml").write_text(FILES["exercises/exercise.toml"])
        (place / "casebook.json").write_text("{}")
    libraries = ("click", "rich", "msgspec", "pathlib", "re", "fnmatch", "json")
    for name in (*libraries, "torchgrade_exercise_doubling"):
        (folder / f"{name}.py").write_text(mark)
    (folder / "submit.py").write_text(STUB)
    (folder / "double.py").write_text(RIGHT)
    return folder


@pytest.mark.parametrize("command", [["-m", "grader"], [Path(sys.executable).with_name("grade")]])
def test_nothing_beside_a_submission_is_loaded(hostile: Path, command: list[object]) -> None:
    words = [sys.executable, *map(str, command)] if "-m" in command else [*map(str, command)]
    ran = subprocess.run(
        [*words, "submit.py", "double.py"],
        cwd=hostile, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert not (hostile.parent / "loaded").exists()
    assert "linear_regression" in ran.stdout
    assert "which is not here" in ran.stdout + ran.stderr
    assert ran.returncode == 2, ran.stderr
