"""`grade package`: an exercise becomes an assignment of an nbgrader course, and nothing is lost."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result
from commands import Run
from course import (
    Json,
    checks_of,
    hidden_lines,
    named,
    nbgrader_of,
    outputs,
    read_notebook,
    run_module,
)
from exercise_factory import write_exercise
from nbgrader.nbgraderformat import MetadataValidator
from nights import NIGHTS, write_nights
from places import ROOT
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.cli import main
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise, load
from grader.nbgrader.assignment import assignment
from grader.nbgrader.cells import grade_id
from grader.nbgrader.grader import Desk

CONFIG = "nbgrader_config.py"
OURS = "grader.nbgrader.preprocessors.GradeInSandbox"
CHECKS = {"double of 5 is 10": 1.0, "double is right for any number": 2.0}


def package(course: Path, folders: Folders | None = None, *more: object, what: str = "") -> Result:
    """`grade package` without a process of its own."""
    places: list[object] = []
    if folders is not None:
        places += ["--exercises", folders.exercises]
        places += ["--solutions", folders.solutions] if folders.solutions else []
    exercise = what or ("linear_regression" if folders is None else "doubling")
    words = ["package", exercise, "--format", "nbgrader", "--course", course, *places, *more]
    return CliRunner().invoke(main, [*map(str, words)], prog_name="grade")


def refused(result: Result, code: int) -> str:
    """What was said, in one line of words, where a command was refused with this exit code."""
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    said = " ".join(result.stderr.split())
    assert said.startswith("grade: ")
    return said


def source(course: Path, assignment: str = "doubling", exercise: str = "doubling") -> Path:
    return course / "source" / assignment / f"{exercise}.ipynb"


def config_of(course: Path) -> Any:
    """What nbgrader reads in the course's configuration."""
    return PyFileConfigLoader(CONFIG, str(course)).load_config()


def texts(notebook: Json, kind: str) -> list[str]:
    return [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == kind]


@pytest.fixture
def mine(tmp_path: Path) -> Folders:
    """Where the exercise of one line is."""
    return write_exercise(tmp_path / "mine")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return tmp_path / "course"


@pytest.fixture(scope="module")
def packaged(grade_process: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A course with the package's own exercise, and what was said when it was made."""
    course = tmp_path_factory.mktemp("packaged") / "ml 101"
    ran = grade_process("package", "linear_regression", "--format", "nbgrader", "--course", course)
    assert (ran.code, ran.err) == (0, "")
    return course, ran.out


@pytest.fixture(scope="module")
def notebook(packaged: tuple[Path, str]) -> Json:
    course, _ = packaged
    return read_notebook(source(course, "linear_regression", "linear_regression"))


# ------------------------------------------------------------------ what is written


def test_a_course_is_made_with_two_files_and_the_next_commands_are_told(
    packaged: tuple[Path, str],
) -> None:
    course, said = packaged
    files = {path.relative_to(course).as_posix() for path in course.rglob("*") if path.is_file()}
    assert files == {"source/linear_regression/linear_regression.ipynb", CONFIG}
    for file in files:
        assert f"Wrote {course / file}\n" in said
    assert "nbgrader generate_assignment 'linear_regression'" in said
    assert "nbgrader autograde 'linear_regression'" in said


def test_the_notebook_is_one_to_jupyter_and_to_nbgrader(packaged: tuple[Path, str]) -> None:
    course, _ = packaged
    path = source(course, "linear_regression", "linear_regression")
    read = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(read)
    MetadataValidator().validate_nb(read)
    assert read.metadata.kernelspec.name == "python3"


def test_each_check_has_a_locked_cell_with_its_points(
    notebook: Json, linear_regression: Exercise
) -> None:
    points = {
        nbgrader_of(cell)["grade_id"]: nbgrader_of(cell)["points"] for cell in checks_of(notebook)
    }
    assert points == {
        grade_id("linear_regression", check): check.points for check in linear_regression.checks
    }
    assert all(nbgrader_of(cell)["locked"] for cell in checks_of(notebook))


def test_each_function_has_one_cell_to_write_in_and_its_checks_below(
    notebook: Json, linear_regression: Exercise
) -> None:
    kept = [nbgrader_of(cell) for cell in notebook["cells"] if nbgrader_of(cell)]
    order = []
    for one in kept:
        if one["solution"]:
            assert not one["locked"]
            order.append(one["grade_id"])
        else:
            assert one["grade_id"].startswith(f"{order[-1]}-")
    assert order == list(linear_regression.functions)


def test_a_solution_stands_between_the_marks_that_nbgrader_knows(notebook: Json) -> None:
    hidden = hidden_lines()
    for function in ("compute_loss", "train_parameters_linear_regression"):
        text = named(notebook, function)["source"]
        above, _, rest = text.partition("    ### BEGIN SOLUTION\n")
        inside, _, below = rest.partition("    ### END SOLUTION")
        assert above.startswith(f"def {function}(")
        assert '"""Return' in above
        assert not hidden & {line.strip() for line in above.split("\n")}
        assert hidden & {line.strip() for line in inside.split("\n")}
        assert below.strip() == ""


def test_hidden_checks_stand_between_the_marks_that_nbgrader_knows(
    notebook: Json, linear_regression: Exercise
) -> None:
    for check in linear_regression.checks:
        text = named(notebook, grade_id("linear_regression", check))["source"]
        above, mark, rest = text.partition("### BEGIN HIDDEN TESTS\n")
        assert (mark != "") == (not check.shown)
        assert f'score("linear_regression", "{check.title}")' in (rest or above)
        if not check.shown:
            assert check.title not in above
            assert rest.endswith("### END HIDDEN TESTS")


def test_the_part_about_files_gives_way_to_one_about_cells(notebook: Json) -> None:
    readme = (ROOT / "exercises/linear_regression/README.md").read_text(encoding="utf-8")
    text = texts(notebook, "markdown")[0]
    assert "grade submit.py" in readme
    assert "submit.py" not in text
    assert text.count("## Trying it") == 1
    assert 'check("linear_regression")' in text
    headings = [line for line in text.split("\n") if line.startswith("#")]
    assert headings == [line for line in readme.split("\n") if line.startswith("#")]


def test_a_readme_without_that_part_gets_it_at_its_end(mine: Folders, course: Path) -> None:
    assert package(course, mine).exit_code == 0
    text = texts(read_notebook(source(course)), "markdown")[0]
    assert text.startswith("Write `double(x)`, which returns x twice.\n\n## Trying it\n")
    assert 'check("doubling")' in text


def test_only_that_part_of_the_readme_is_replaced(tmp_path: Path, course: Path) -> None:
    readme = "# Twice\n\n## Trying it out\n\nStays.\n\n## Trying it\n\n    grade x.py\n\n## End\n"
    folders = write_exercise(tmp_path / "mine", {"exercises/README.md": readme})
    package(course, folders)
    text = texts(read_notebook(source(course)), "markdown")[0]
    assert "## Trying it out\n\nStays.\n" in text
    assert "grade x.py" not in text
    assert text.index('check("doubling")') < text.index("## End")


def test_what_a_script_does_when_it_is_run_is_in_the_last_cell(notebook: Json) -> None:
    last = notebook["cells"][-1]
    assert last["cell_type"] == "code"
    assert last["source"].startswith("tasks = [1, 2, 4,")
    assert "__main__" not in "".join(texts(notebook, "code"))


# ------------------------------------------------------------------ running it


@pytest.fixture(scope="module")
def executed(packaged: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Json:
    course, _ = packaged
    return execute(source(course, "linear_regression", "linear_regression"), tmp_path_factory)


def execute(path: Path, factory: pytest.TempPathFactory) -> Json:
    """The notebook as nbclient leaves it, run from top to bottom in a kernel."""
    there = factory.mktemp("executed")
    shutil.copy(path, there / "run.ipynb")
    words = ["--to", "notebook", "--execute", "--output", "done", "run.ipynb"]
    ran = run_module("nbconvert", *words, cwd=there)
    assert ran.code == 0, ran.err
    return read_notebook(there / "done.ipynb")


def results(notebook: Json) -> dict[str, str]:
    """The result of each check's cell, as text."""
    return {
        nbgrader_of(cell)["grade_id"]: "".join(output["data"]["text/plain"])
        for cell in checks_of(notebook)
        for output in cell["outputs"]
        if output["output_type"] == "execute_result"
    }


@pytest.mark.slow
def test_the_solution_earns_every_point_in_a_kernel(
    executed: Json, linear_regression: Exercise
) -> None:
    assert results(executed) == {
        grade_id("linear_regression", check): repr(float(check.points))
        for check in linear_regression.checks
    }
    assert "after training: theta_0 = " in outputs(executed)


@pytest.mark.slow
def test_nothing_is_said_on_standard_error_in_a_kernel(executed: Json) -> None:
    streams = [
        output["name"]
        for cell in checks_of(executed)
        for output in cell["outputs"]
        if output["output_type"] == "stream"
    ]
    assert streams == []  # nbgrader takes any for a failure


@pytest.mark.slow
def test_an_exercise_of_ones_own_earns_every_point_in_a_kernel(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folders = write_exercise(tmp_path / "o'brien's" / 'a "b" \\ é')
    course = tmp_path / "course"
    assert package(course, folders).exit_code == 0
    exercise = load("doubling", folders)
    assert results(execute(source(course), tmp_path_factory)) == {
        grade_id("doubling", check): repr(CHECKS[check.title]) for check in exercise.checks
    }


def defined(path: Path) -> dict[str, Any]:
    """What the cells with functions define, each run in its turn."""
    names: dict[str, Any] = {}
    for cell in read_notebook(path)["cells"]:
        if cell["cell_type"] == "code" and not nbgrader_of(cell).get("grade"):
            exec(cell["source"], names)
    return names


RETURNS_TWICE = "def double(x):\n    return 2 * x\n"
# Ways to write one function; a notebook has it under the stub's signature.
WAYS = {
    "documented": f'"""About it."""\n\n\n{RETURNS_TWICE}',
    "documented inside": 'def double(x):\n    """Twice."""\n    return 2 * x\n',
    "on one line": "def double(x): return 2 * x\n",
    "on one line, documented": 'def double(x): "Twice."; return 2 * x\n',
    "a comment first": "def double(x):\n    # twice\n    return 2 * x\n",
    "indented by two": "def double(x):\n  if x:\n    return 2 * x\n  return x\n",
    "indented by tabs": "def double(x):\n\tif x:\n\t\treturn 2 * x\n\treturn x\n",
    "several statements in a line": "def double(x):\n    y = x; y += x\n    return y\n",
    "with a function inside": """\
def double(x):
    def twice():
        return 2 * x

    return twice()
""",
    "with text of several lines": '''\
def double(x):
    text = """a
b
  c"""
    return 2 * x if text == "a\\nb\\n  c" else None
''',
    "with indented text": '''\
def double(x):
  text = """a
    b"""
  return 2 * x if text == "a\\n    b" else None
''',
    "over several lines": "def double(\n    x,\n):\n    return (\n        2 *\n  x\n    )\n",
    "decorated": f"from functools import lru_cache\n\n\n@lru_cache\n{RETURNS_TWICE}",
    "defined twice": f"def double(x):\n    return x\n\n\n{RETURNS_TWICE}",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_function_does_what_the_solution_does_however_it_is_written(
    way: str, tmp_path: Path, course: Path
) -> None:
    folders = write_exercise(tmp_path / "mine", {"solutions/solution.py": WAYS[way]})
    result = package(course, folders)
    if result.exit_code:  # what cannot be put into a notebook may be refused in words
        assert "doubling" in refused(result, 3)
    else:
        assert defined(source(course))["double"](4.0) == 8.0


def test_a_decorator_of_the_solution_is_not_lost_in_silence(tmp_path: Path, course: Path) -> None:
    imports = "import torch\n\n\n"
    stub = f'# exercise: doubling\n{imports}def double(x):\n    """Twice."""\n'
    folders = write_exercise(
        tmp_path / "mine",
        {
            "exercises/submit.py": f"{stub}    raise NotImplementedError\n",
            "solutions/solution.py": f"{imports}@torch.no_grad()\n" + RETURNS_TWICE,
        },
    )
    result = package(course, folders)
    if result.exit_code:
        assert "doubling" in refused(result, 3)
    else:
        assert "@torch.no_grad()" in named(read_notebook(source(course)), "double")["source"]


# ------------------------------------------------------------------ a second time


def test_a_second_time_all_is_up_to_date(mine: Folders, course: Path) -> None:
    package(course, mine)
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    again = package(course, mine)
    assert again.exit_code == 0
    assert f"{source(course)} is up to date" in again.output
    assert f"{course / CONFIG} already sets up the sandbox" in again.output
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before


def test_a_notebook_that_somebody_edited_stays_as_it_is(mine: Folders, course: Path) -> None:
    package(course, mine)
    edited = source(course).read_text(encoding="utf-8").replace("which returns", "that returns")
    source(course).write_text(edited, encoding="utf-8")
    said = refused(package(course, mine), 2)
    assert f"{source(course)} already exists with other content" in said
    assert "--replace" in said
    assert source(course).read_text(encoding="utf-8") == edited


def test_a_notebook_is_written_anew_where_that_is_asked_for(mine: Folders, course: Path) -> None:
    package(course, mine)
    made = source(course).read_bytes()
    source(course).write_text("{}", encoding="utf-8")
    again = package(course, mine, "--replace")
    assert again.exit_code == 0
    assert f"Wrote {source(course)}" in again.output
    assert source(course).read_bytes() == made


def test_a_check_keeps_its_cell_when_the_exercise_around_it_changes(
    mine: Folders, course: Path
) -> None:
    package(course, mine)
    before = checks_of(read_notebook(source(course)))
    checks = mine.exercises / "doubling" / "checks.py"
    more = 'check("double of 0 is 0", double(0.0), returns(0.0), points=4, hint="None?"),'
    text = checks.read_text().replace("checks = [", f"checks = [{more}")
    checks.write_text(text.replace("points=1", "points=3"))
    package(course, mine, "--replace")
    after = checks_of(read_notebook(source(course)))
    names = [nbgrader_of(cell)["grade_id"] for cell in before]
    assert [nbgrader_of(cell)["grade_id"] for cell in after][1:] == names
    assert [nbgrader_of(cell)["points"] for cell in after] == [4, 3, 2]


def test_two_assignments_of_one_exercise_stand_beside_each_other(
    mine: Folders, course: Path
) -> None:
    package(course, mine)
    package(course, mine, "--assignment", "Week 3.b-1_x")
    assert source(course, "Week 3.b-1_x").read_bytes() == source(course).read_bytes()


@pytest.mark.parametrize(
    "name", ["a/b", "../up", "..", ".hidden", "a+b", "-x", "a\nb", "a\\b", " "]
)
def test_a_name_that_makes_no_folder_for_nbgrader_is_refused(
    name: str, mine: Folders, course: Path
) -> None:
    said = refused(package(course, mine, f"--assignment={name}"), 2)
    assert "cannot name an assignment" in said
    assert not course.exists()


# ------------------------------------------------------------------ the configuration


def test_the_configuration_puts_the_sandbox_in_the_place_of_the_kernel(
    packaged: tuple[Path, str],
) -> None:
    course, _ = packaged
    config = config_of(course)
    assert config.CourseDirectory.course_id == "ml 101"
    assert config.Autograde.autograde_preprocessors[0] == OURS
    assert "nbgrader.preprocessors.Execute" not in config.Autograde.autograde_preprocessors
    assert config.GradeInSandbox == Config()  # the package's own folders are nowhere named


@pytest.mark.parametrize("name", ["o'brien", 'a "b"', "back\\slash", "{braces}", "é ✓"])
def test_a_folder_of_any_name_makes_a_course(name: str, tmp_path: Path) -> None:
    folders = write_exercise(tmp_path / "mine" / name)
    course = tmp_path / name
    assert package(course, folders).exit_code == 0
    config = config_of(course)
    assert config.CourseDirectory.course_id == name
    assert config.GradeInSandbox.exercises == str(folders.exercises)
    assert config.GradeInSandbox.solutions == str(folders.solutions)


@pytest.mark.parametrize(
    "start",
    [
        'c = get_config()\nc.CourseDirectory.course_id = "mine"\n',
        'c = get_config()\nc.CourseDirectory.course_id = "mine"',
        '# é ✓\nc = get_config()  # noqa\n\nc.CourseDirectory.course_id = "mine"\n\n\n',
    ],
)
def test_a_configuration_that_is_there_is_added_to_once(
    start: str, mine: Folders, course: Path
) -> None:
    course.mkdir()
    (course / CONFIG).write_text(start, encoding="utf-8")
    said = package(course, mine).output
    assert f"Added the sandbox to {course / CONFIG}" in said
    package(course, mine, "--assignment", "again")
    text = (course / CONFIG).read_text(encoding="utf-8")
    assert text.startswith(start)
    assert text.count("use_sandbox(c") == 1
    config = config_of(course)
    assert config.CourseDirectory.course_id == "mine"
    assert config.Autograde.autograde_preprocessors[0] == OURS


@pytest.mark.parametrize("start", ["", "# nothing yet\n", "x = 1"])
def test_a_configuration_that_sets_nothing_up_is_made_to(
    start: str, mine: Folders, course: Path
) -> None:
    course.mkdir()
    (course / CONFIG).write_text(start, encoding="utf-8")
    assert package(course, mine).exit_code == 0
    assert (course / CONFIG).read_text(encoding="utf-8").startswith(start)
    assert config_of(course).Autograde.autograde_preprocessors[0] == OURS


# ------------------------------------------------------------------ exercises of one's own


def test_folders_of_ones_own_are_named_in_the_notebook_and_the_configuration(
    mine: Folders, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mine.exercises.parent)
    assert package(course, Folders(Path("exercises"), Path("solutions"))).exit_code == 0
    cells = [cell["source"] for cell in checks_of(read_notebook(source(course)))]
    shown, hidden = cells
    assert f'exercises="{mine.exercises}"' in shown
    assert "solutions=" not in shown
    assert f'solutions="{mine.solutions}"' in hidden
    config = config_of(course)
    assert config.GradeInSandbox.exercises == str(mine.exercises)
    assert config.GradeInSandbox.solutions == str(mine.solutions)


def test_the_folders_of_the_package_are_named_nowhere(notebook: Json) -> None:
    assert str(ROOT) not in json.dumps(notebook)


# ------------------------------------------------------------------ what cannot be done


def test_without_the_hidden_half_there_is_no_solution_to_hand_out(
    mine: Folders, course: Path
) -> None:
    said = refused(package(course, Folders(mine.exercises, None)), 2)
    assert "The hidden half of doubling is missing" in said
    assert "--solutions" in said
    assert not course.exists()


def test_an_exercise_that_is_not_there_is_told_with_those_that_are(
    mine: Folders, course: Path
) -> None:
    said = refused(package(course, mine, what="trebling"), 2)
    assert "There is no exercise named 'trebling'. There is: doubling." in said


@pytest.mark.parametrize(
    ("solution", "told_of"),
    [
        (
            "def twice(x):\n    return 2 * x\n\n\ndef double(x):\n    return twice(x)\n",
            "def twice(x):",
        ),
        ("TWO = 2\n\n\ndef double(x):\n    return TWO * x\n", "TWO = 2"),
        ("import math\n\n\ndef double(x):\n    return math.prod((2, x))\n", "import math"),
        ("def double(number):\n    return 2 * number\n", "Give both the same parameters"),
        ("def double(x, y=2):\n    return y * x\n", "Give both the same parameters"),
        ("double = lambda x: 2 * x\n", "solution.py does not define double"),
    ],
)
def test_a_solution_that_does_not_fit_into_cells_is_told_with_what_does_not(
    solution: str, told_of: str, tmp_path: Path, course: Path
) -> None:
    folders = write_exercise(tmp_path / "mine", {"solutions/solution.py": solution})
    said = refused(package(course, folders), 3)
    assert told_of in said
    assert not course.exists()


def test_what_the_stub_has_beside_its_functions_the_solution_may_have_too(
    tmp_path: Path, course: Path
) -> None:
    beside = "import math\n\nTWO = 2  # twice\n\n\n"
    stub = f"# exercise: doubling\n{beside}def double(x):\n    raise NotImplementedError\n"
    solution = f'"""About it."""\n\n{beside}def double(x):\n    return math.prod((TWO, x))\n'
    folders = write_exercise(
        tmp_path / "mine", {"exercises/submit.py": stub, "solutions/solution.py": solution}
    )
    assert package(course, folders).exit_code == 0
    assert defined(source(course))["double"](4.0) == 8.0
    assert "TWO = 2" in texts(read_notebook(source(course)), "code")[0]


@pytest.mark.parametrize(
    "stands_there", ["source", "source/doubling", "source/doubling/doubling.ipynb"]
)
def test_a_place_that_takes_no_files_is_told(
    stands_there: str, mine: Folders, course: Path
) -> None:
    path = course / stands_there
    if path.suffix:
        path.mkdir(parents=True)
    else:
        path.parent.mkdir(parents=True)
        path.write_text("no folder", encoding="utf-8")
    said = refused(package(course, mine, "--replace"), 2)
    assert f"grade: {path}" in said
    assert " cannot be " in said


def test_a_folder_in_the_place_of_the_configuration_is_told(mine: Folders, course: Path) -> None:
    (course / CONFIG).mkdir(parents=True)
    assert f"{course / CONFIG} cannot be " in refused(package(course, mine), 2)


@pytest.mark.parametrize("name", [CONFIG, "source/doubling/doubling.ipynb"])
def test_a_file_that_is_no_utf8_is_told_and_stays(name: str, mine: Folders, course: Path) -> None:
    path = course / name
    path.parent.mkdir(parents=True)
    path.write_bytes("c = get_config()  # für alle\n".encode("latin-1"))
    before = path.read_bytes()
    assert str(path) in refused(package(course, mine), 2)
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files is Unix's")
def test_a_full_disk_leaves_no_half_a_notebook(mine: Folders, course: Path) -> None:
    course.mkdir()
    command: list[str | Path] = [Path(sys.executable).with_name("grade"), "package", "doubling"]
    assert mine.solutions is not None
    words: list[str | Path] = ["--format", "nbgrader", "--course", course]
    words += ["--exercises", mine.exercises]
    done = subprocess.run(
        [
            "sh",
            "-c",
            'ulimit -f 1; exec "$@"',
            "sh",
            *command,
            *words,
            "--solutions",
            mine.solutions,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert f"{source(course)} cannot be written: File too large" in " ".join(done.stderr.split())
    assert [path for path in course.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["package"], "EXERCISE"),
        (["package", "linear_regression", "--course", "x"], "--format"),
        (["package", "linear_regression", "--format", "nbgrader"], "--course"),
        (["package", "linear_regression", "--format", "word", "--course", "x"], "'word'"),
    ],
)
def test_wrong_use_shows_the_usage(words: list[str], said: str) -> None:
    result = CliRunner().invoke(main, words, prog_name="grade")
    assert result.exit_code == 2
    assert result.output.startswith("Usage: grade package [OPTIONS] EXERCISE\n")
    assert said in result.output


def test_a_configuration_that_only_mentions_the_sandbox_gets_it(
    mine: Folders, course: Path
) -> None:
    course.mkdir()
    (course / CONFIG).write_text("c = get_config()\n# from grader.nbgrader import use_sandbox\n")
    package(course, mine)
    assert "\nuse_sandbox(c" in (course / CONFIG).read_text()


# ------------------------------------------------------------------ data files


def test_data_files_lie_beside_the_source_notebook(tmp_path: Path, grade: Run) -> None:
    folders = write_nights(tmp_path / "mine")
    source = tmp_path / "course" / "source" / "nights"
    words = [
        "package", "nights", "--format", "nbgrader", "--course", tmp_path / "course",
        "--exercises", folders.exercises, "--solutions", folders.solutions,
    ]  # fmt: skip
    ran = grade(*words)
    assert ran.code == 0, ran.err
    assert {path.name for path in source.iterdir()} == {"nights.ipynb", "nights.csv"}
    assert (source / "nights.csv").read_text() == NIGHTS
    assert "nights.csv is up to date" in " ".join(grade(*words).out.split())
    (source / "nights.csv").write_text("edited")
    refused = grade(*words)
    assert refused.code == 2
    assert (source / "nights.csv").read_text() == "edited"
    assert grade(*words, "--replace").code == 0
    assert (source / "nights.csv").read_text() == NIGHTS


def test_a_notebook_is_graded_with_the_data(tmp_path: Path) -> None:
    folders = write_nights(tmp_path)
    made = assignment(load("nights", folders), folders)
    names = [nbgrader_of(cell)["grade_id"] for cell in made.cells if nbgrader_of(cell)]
    desk = Desk(folders, sandbox=False)
    try:
        report, verdicts, _ = desk.grade(made, "nights.ipynb", names)
    finally:
        desk.close()
    assert (report.score, len(verdicts)) == (3, 2)
