"""What is handed to students in a wheel holds the exercises and nothing of the solutions."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from places import ROOT

LONG = 30


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of every file in a freshly built wheel, by its path."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}


def files_under(folder: Path) -> list[Path]:
    return [
        path for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    ]  # fmt: skip


def test_a_wheel_has_every_file_of_every_exercise(wheel: dict[str, str]) -> None:
    exercises = files_under(ROOT / "exercises")
    assert {path.name for path in exercises} >= {"README.md", "exercise.toml", "submit.py"}
    for path in exercises:
        name = f"grader/exercises/{path.relative_to(ROOT / 'exercises').as_posix()}"
        assert wheel[name] == path.read_text(encoding="utf-8")


def test_a_wheel_has_the_grader_and_its_command(wheel: dict[str, str]) -> None:
    files = [path for path in files_under(ROOT / "grader") if path.suffix != ".pyc"]
    assert {path.suffix for path in files} == {".py", ".j2", ".css", ".json", ".sh", ".typed"}
    for path in files:
        assert wheel[path.relative_to(ROOT).as_posix()] == path.read_text(encoding="utf-8")
    (entry_points,) = (name for name in wheel if name.endswith("entry_points.txt"))
    assert "grade = grader.cli:main" in wheel[entry_points]


def test_a_wheel_has_no_path_to_a_solution(wheel: dict[str, str]) -> None:
    hidden = {path.name for path in files_under(ROOT / "solutions")}
    shown = {path.name for folder in ("exercises", "grader") for path in files_under(ROOT / folder)}
    for name in wheel:
        assert "solution" not in name
        assert Path(name).name not in hidden - shown
        assert name.startswith("grader/") or name.partition("/")[0].endswith(".dist-info")


def test_a_wheel_has_no_line_of_a_solution(wheel: dict[str, str]) -> None:
    known = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("exercises", "grader")
        for path in files_under(ROOT / folder)
        if path.suffix != ".pyc"
    )
    secrets = {
        line.strip(): path
        for path in files_under(ROOT / "solutions")
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line.strip()) > LONG and line.strip() not in known
    }
    assert len(secrets) > 100
    for name, text in wheel.items():
        for line, path in secrets.items():
            assert line not in text, f"{name} has a line of {path}"
