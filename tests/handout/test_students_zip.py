"""`grade package --format student`: what is in the zip, what is not, and where it is written."""

import re
import shutil
import site
from email.parser import BytesParser
from pathlib import Path

import pytest
from commands import Run
from exercise_factory import write_exercise
from handed_out import bodies, opened, python_of, record_fits, secret_bodies, secret_lines, unpack
from once import made_once
from packaging.utils import parse_wheel_filename
from places import ROOT

from grader.errors import InputError
from grader.exercise.folders import Folders, default_folders, names
from grader.exercise.loading import load
from grader.exercise.recognition import recognise
from grader.handout import own_wheel as own
from grader.handout.own_wheel import own_wheel
from grader.handout.wheels import exercise_wheel, module_of

EXERCISES = (
    "linear_regression",
    "quadratic_regression",
    "logistic_regression",
    "module_regression",
)


@pytest.fixture(scope="module")
def zips(grade: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the zip of each exercise."""

    def make(folder: Path) -> None:
        for name in EXERCISES:
            ran = grade("package", name, "--format", "student", cwd=folder)
            assert (ran.code, ran.out, ran.err) == (0, f"Wrote {name}.zip\n", "")

    return made_once(tmp_path_factory, "zips", make)


@pytest.fixture(scope="module")
def files(zips: Path) -> dict[str, bytes]:
    """All that a student gets with an exercise of this package."""
    return opened((zips / "linear_regression.zip").read_bytes())


@pytest.fixture
def mine(tmp_path: Path) -> Folders:
    return write_exercise(tmp_path / "mine")


@pytest.fixture
def package(grade: Run, tmp_path: Path, mine: Folders) -> Run:
    """`grade package doubling`, for an exercise of one's own."""

    def run(*words: object, exercise: str = "doubling") -> object:
        where = ["--exercises", mine.exercises]
        return grade("package", exercise, *words, *where, cwd=tmp_path)

    return run  # type: ignore[return-value]


# ------------------------------------------------------------------ what is in it


def test_a_student_gets_a_folder_with_five_files(files: dict[str, bytes]) -> None:
    top = {name for name in files if name.count("/") == 1}
    (wheel,) = (name for name in top if name.endswith(".whl"))
    rest = {"README.md", "START.md", "submit.ipynb", "submit.py"}
    assert top == {wheel, *(f"linear_regression/{name}" for name in rest)}
    for name in ("README.md", "submit.py"):
        given = ROOT / "exercises" / "linear_regression" / name
        assert files[f"linear_regression/{name}"] == given.read_bytes()


def test_the_same_content_has_the_same_bytes(zips: Path, grade: Run, tmp_path: Path) -> None:
    ran = grade("package", EXERCISES[0], "--format", "student", cwd=tmp_path)
    assert ran.code == 0
    made, other = (folder / f"{EXERCISES[0]}.zip" for folder in (zips, tmp_path))
    assert made.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("name", EXERCISES)
def test_nothing_of_the_hidden_half_is_in_it(name: str, zips: Path) -> None:
    lines, functions = secret_lines(), secret_bodies()
    hidden = [check for check in load(name, default_folders()).checks if not check.shown]
    lines = lines | {text for check in hidden for text in (check.title, check.hint)}
    assert len(lines) > 100
    assert len(functions) > 100
    for path, content in opened((zips / f"{name}.zip").read_bytes()).items():
        assert "solution" not in path
        if not path.endswith(".whl"):
            text = content.decode()
            assert not [line for line in lines if line in text], path
        for code in python_of(path, content):
            assert functions.isdisjoint(bodies(code)), path


def test_the_start_says_what_to_type_on_each_system(files: dict[str, bytes]) -> None:
    text = files["linear_regression/START.md"].decode()
    commands = re.findall(r"^    (.+)$", text, re.MULTILINE)
    (wheel,) = (name.rpartition("/")[2] for name in files if name.endswith(".whl"))
    assert len(commands) == 5
    for command, start in zip(commands[:4], ["python3", ".venv/bin", "py", ".venv\\"], strict=True):
        assert command.startswith(start)
    for command in (commands[1], commands[3]):
        assert "--extra-index-url https://download.pytorch.org/whl/cpu" in command
        assert command.endswith(wheel)


def test_the_wheel_lists_what_is_in_it(files: dict[str, bytes]) -> None:
    (name,) = (name for name in files if name.endswith(".whl"))
    distribution, version, _, _ = parse_wheel_filename(name.rpartition("/")[2])
    assert (distribution, version.base_version) == ("torchgrade", "0.1.0")
    assert str(version.local).startswith("d")  # of the content: pip replaces one by another
    assert record_fits(files[name])


def test_for_an_exam_no_wheel_tells_causes(grade: Run, tmp_path: Path) -> None:
    ran = grade("package", EXERCISES[0], "--format", "student", "--without-causes", cwd=tmp_path)
    assert ran.code == 0
    files = opened((tmp_path / f"{EXERCISES[0]}.zip").read_bytes())
    assert not [name for name in files if "casebook.json" in name]
    (wheel,) = (name for name in files if name.endswith(".whl"))
    assert "torchgrade-0.1.0+without.causes.d" in wheel
    assert record_fits(files[wheel])
    metadata = next(one for name, one in files.items() if name.endswith("/METADATA"))
    assert BytesParser().parsebytes(metadata)["Version"].startswith("0.1.0+without.causes.d")


# ------------------------------------------------------------------ an exercise of one's own


def test_ones_own_exercise_comes_as_a_second_wheel(package: Run, tmp_path: Path) -> None:
    ran = package("--format", "student", "-o", "out/mine.zip")
    assert (ran.code, ran.out) == (0, "Wrote out/mine.zip\n")
    files = opened((tmp_path / "out" / "mine.zip").read_bytes())
    wheels = sorted(name for name in files if name.endswith(".whl"))
    assert [name.partition("-")[0] for name in wheels] == [
        "doubling/torchgrade",
        "doubling/torchgrade_exercise_doubling",
    ]
    start = files["doubling/START.md"].decode()
    assert all(f"./{name.rpartition('/')[2]}" in start for name in wheels)


def test_its_wheel_has_the_shown_half_and_nothing_else(mine: Folders) -> None:
    folder = mine.exercises / "doubling"
    (folder / "solution.py").write_text("secret = 1\n")
    (folder / "notes.txt").write_text("secret\n")
    (folder / "figures.py").write_text("figures = []\n")
    (folder / "casebook.json").write_text("{}\n")
    wheel = exercise_wheel(load("doubling", mine))
    shown = ["README.md", "casebook.json", "checks.py", "exercise.toml", "figures.py", "submit.py"]
    half = [name for name in opened(wheel.content) if "dist-info" not in name]
    assert half == [f"torchgrade_exercise_doubling/doubling/{name}" for name in shown]
    assert record_fits(wheel.content)
    exam = exercise_wheel(load("doubling", mine), causes=False)
    assert not [name for name in opened(exam.content) if "casebook" in name]
    assert exam.name != wheel.name


@pytest.mark.parametrize("name", ["doubling", "week-3", "3rd", "Übung"])
def test_it_is_found_once_its_wheel_is_unpacked(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = write_exercise(tmp_path / "mine", name=name)
    place = tmp_path / "site-packages"
    unpack(exercise_wheel(load(name, folders)).content, place)
    monkeypatch.setattr(site, "getsitepackages", lambda: [str(place)])
    found = default_folders()
    assert name in names(found)
    exercise = load(name, found)
    assert exercise.solution is None
    assert recognise(exercise.stub().text, found) == name


def test_another_content_is_another_version(mine: Folders) -> None:
    before = exercise_wheel(load("doubling", mine))
    assert before == exercise_wheel(load("doubling", mine))
    with (mine.exercises / "doubling" / "README.md").open("a") as file:
        file.write("\nAnd one more thing.\n")
    assert exercise_wheel(load("doubling", mine)).name != before.name


def test_what_it_lets_submissions_import_is_installed_with_it(mine: Folders) -> None:
    with (mine.exercises / "doubling" / "exercise.toml").open("a") as file:
        file.write('packages = ["scikit-learn"]\n')
    files = opened(exercise_wheel(load("doubling", mine)).content)
    metadata = next(one for name, one in files.items() if name.endswith("/METADATA"))
    needed = BytesParser().parsebytes(metadata).get_all("Requires-Dist")
    assert needed == ["torchgrade>=0.1.0", "scikit-learn"]


def test_names_that_look_alike_get_packages_of_their_own() -> None:
    spellings = ["week_3", "week-3", "Week_3", "week 3", "wéek_3", "日本", "日"]
    assert len({module_of(name) for name in spellings}) == len(spellings)


@pytest.mark.parametrize("name", ["con", "NUL", "a?b", "a:b", "dot.", ".hidden", "a\nb"])
def test_a_name_that_some_system_refuses_is_told(name: str) -> None:
    with pytest.raises(InputError, match="cannot be the name of a folder on every system"):
        module_of(name)


def test_an_exercise_named_like_one_of_the_package_is_told(grade: Run, tmp_path: Path) -> None:
    folders = write_exercise(tmp_path / "mine", name="linear_regression")
    words = ["package", "linear_regression", "--format", "student"]
    ran = grade(*words, "--exercises", folders.exercises, cwd=tmp_path)
    assert ran.code == 2
    assert "Rename yours" in ran.err


def test_an_exercise_without_causes_says_so(package: Run, mine: Folders) -> None:
    (mine.exercises / "doubling" / "casebook.json").write_text("{")
    ran = package("--format", "student")
    assert ran.code == 0
    assert ran.err.startswith("Students are told no causes: ")


def test_a_task_that_is_missing_is_told(package: Run, mine: Folders) -> None:
    (mine.exercises / "doubling" / "README.md").unlink()
    ran = package("--format", "student")
    assert ran.code == 3
    assert "README.md cannot be read" in ran.err


# ------------------------------------------------------------------ where it is written


@pytest.mark.parametrize(("system", "file"), [("student", "doubling.zip"), ("notebook", "a.ipynb")])
def test_another_file_is_replaced_only_if_asked_for(
    system: str, file: str, package: Run, tmp_path: Path
) -> None:
    (tmp_path / file).write_text("mine")
    words = ["--format", system, "--output", file]
    ran = package(*words)
    assert ran.code == 2
    assert f"{file} already exists" in ran.err
    assert (tmp_path / file).read_text() == "mine"
    assert package(*words, "--replace").out == f"Wrote {file}\n"
    assert package(*words).out == f"{file} is up to date\n"


def test_a_place_that_cannot_be_written_is_told(package: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    ran = package("--format", "student", "--output", "file/doubling.zip")
    assert ran.code == 2
    assert "file/doubling.zip cannot be written" in ran.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["student", "--course", "c"], "--course goes with --format nbgrader"),
        (["notebook", "--without-causes"], "--without-causes goes with --format student"),
        (["student", "--requirement", "x"], "--requirement goes with --format notebook"),
        (["nbgrader", "--output", "x"], "--output goes with --format student or notebook"),
        (["nbgrader"], "needs --course"),
    ],
)
def test_an_option_of_another_format_is_told(words: list[str], says: str, package: Run) -> None:
    ran = package("--format", *words)
    assert ran.code == 2
    assert says in ran.err


# ------------------------------------------------------------------ where this package comes from


@pytest.fixture
def installed(zips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This package as pip installs it, and as if it ran from there."""
    place = tmp_path / "site-packages"
    files = opened((zips / "linear_regression.zip").read_bytes())
    (wheel,) = (one for name, one in files.items() if name.endswith(".whl"))
    unpack(wheel, place)
    (metadata,) = place.glob("torchgrade-0.1.0*.dist-info")
    with (metadata / "RECORD").open("a") as record:
        for added in ("INSTALLER", "direct_url.json", "REQUESTED"):
            (metadata / added).write_text("pip")
            record.write(f"{metadata.name}/{added},,\n")
        record.write("grader/__pycache__/notebook.cpython-311.pyc,,\n../../../bin/grade,,\n")
    monkeypatch.setattr(own, "__file__", str(place / "grader" / "handout" / "own_wheel.py"))
    return place


def test_what_pip_installed_gives_the_same_wheel(installed: Path, files: dict[str, bytes]) -> None:
    (built,) = (one for name, one in files.items() if name.endswith(".whl"))
    assert own_wheel().content == built


def test_what_lies_beside_an_exercise_stays_at_home(installed: Path) -> None:
    wheel = own_wheel().content
    draft = installed / "grader" / "exercises" / "linear_regression" / "draft.py"
    draft.write_text("secret = 1\n")
    (record,) = installed.glob("*.dist-info/RECORD")
    with record.open("a") as listed:
        listed.write("grader/exercises/linear_regression/draft.py,,\n")
    assert own_wheel().content == wheel


def test_an_installed_file_that_is_missing_is_told(installed: Path) -> None:
    (installed / "grader" / "figures.py").unlink()
    with pytest.raises(InputError, match=r"figures\.py cannot be read.*force-reinstall"):
        own_wheel()


def test_a_copy_that_nobody_installed_says_what_to_do(installed: Path) -> None:
    (metadata,) = installed.glob("torchgrade-0.1.0*.dist-info")
    shutil.rmtree(metadata)
    with pytest.raises(InputError, match="Install torchgrade with pip"):
        own_wheel()


def test_a_checkout_without_the_builder_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(own, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'torchgrade\[instructor\]'"):
        own_wheel()
