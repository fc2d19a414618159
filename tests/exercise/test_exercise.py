"""An exercise is a pair of folders: found, loaded, recognised, and complained about by file."""

import ast
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from casebooks import Casebooks
from commands import Run
from exercise_factory import FILES, write_exercise
from places import ROOT

import grader
from grader.errors import ExerciseBroken, ExerciseUnknown
from grader.exercise.folders import Folders, default_folders, names
from grader.exercise.loading import Exercise, in_order, load, load_all, load_sound
from grader.exercise.recognition import appraise, recognise

RIGHT = "# exercise: doubling\ndef double(x):\n    return x + x\n"


def broken(tmp_path: Path, changes: dict[str, str | None]) -> str:
    """What is said of the exercise with these files replaced or left out."""
    folders = write_exercise(tmp_path, changes)
    with pytest.raises(ExerciseBroken) as complaint:
        load("doubling", folders)
    return str(complaint.value)


# found


def test_a_folder_pair_is_an_exercise(tmp_path: Path) -> None:
    exercise = load("doubling", write_exercise(tmp_path))
    assert exercise.name == "doubling"
    assert exercise.title == "Doubling a number"
    assert exercise.functions == ("double",)
    assert (exercise.time_limit_seconds, exercise.memory_limit_mib) == (20, 256)
    assert [(check.title, check.shown) for check in exercise.checks] == [
        ("double of 5 is 10", True),
        ("double is right for any number", False),
    ]
    assert exercise.solution is not None
    assert exercise.solution.sources == (("solution.py", FILES["solutions/solution.py"]),)
    assert [one.name for one in exercise.accepted] == ["adds"]
    assert [(one.name, one.docstring) for one in exercise.mistakes] == [
        ("halves", "x comes back halved."),
        ("squares", "x comes back times itself."),
    ]


def test_a_student_has_the_shown_half(tmp_path: Path) -> None:
    folders = write_exercise(tmp_path)
    for without in (Folders(folders.exercises, None), Folders(folders.exercises, tmp_path)):
        exercise = load("doubling", without)
        assert [check.shown for check in exercise.checks] == [True]
        assert (exercise.solution, exercise.accepted, exercise.mistakes) == (None, (), ())
    whole = load("doubling", folders)
    assert replace(whole.shown_only(), of_checks=()) == load(
        "doubling", Folders(folders.exercises, None)
    )


def test_the_stub_gives_the_parameters_of_each_function(tmp_path: Path) -> None:
    stub = "def double(x, /, y, *, z=1): pass\nclass C:\n    def other(self): pass\n"
    exercise = load("doubling", write_exercise(tmp_path, {"exercises/submit.py": stub}))
    assert exercise.stub().text == stub
    parameters = {"double": ("x", "y"), "C": (), "C.other": ()}
    assert exercise.parameters() == parameters


def test_feedback_is_the_docstring_on_one_line(tmp_path: Path) -> None:
    change: dict[str, str | None] = {
        "solutions/mistakes/halves.py": '"""One\n  two.\n\nThree."""\n'
    }
    exercise = load("doubling", write_exercise(tmp_path, change))
    assert exercise.mistakes[0].docstring == "One two. Three."


def test_exercises_are_listed_in_their_order(tmp_path: Path) -> None:
    settings = FILES["exercises/exercise.toml"]
    write_exercise(tmp_path, name="a")
    write_exercise(tmp_path, {"exercises/exercise.toml": settings.replace("7", "2")}, name="z")
    folders = write_exercise(
        tmp_path, {"exercises/exercise.toml": settings.replace("7", "11")}, name="b"
    )
    assert names(folders) == ["a", "b", "z"]
    assert [one.name for one in load_all(folders)] == ["z", "a", "b"]


def test_those_that_can_be_loaded_come_with_the_faults_of_others(tmp_path: Path) -> None:
    write_exercise(tmp_path, {"exercises/checks.py": "checks = [\n"}, name="unfinished")
    folders = write_exercise(tmp_path)
    sound, broken = load_sound(folders)
    assert [one.name for one in sound] == ["doubling"]
    assert list(broken) == ["unfinished"]
    assert broken["unfinished"].file == tmp_path / "exercises" / "unfinished" / "checks.py"
    assert in_order(folders) == ["doubling", "unfinished"]
    with pytest.raises(ExerciseBroken):
        load_all(folders)


def test_a_check_knows_its_line_and_its_file(tmp_path: Path) -> None:
    exercise = load("doubling", write_exercise(tmp_path))
    shown, hidden = exercise.checks
    assert (shown.line, hidden.line) == (5, 6)
    assert exercise.file_of(shown) == tmp_path / "exercises" / "doubling" / "checks.py"
    assert exercise.file_of(hidden) == tmp_path / "solutions" / "doubling" / "checks.py"


def test_a_folder_without_settings_is_no_exercise(tmp_path: Path) -> None:
    folders = write_exercise(tmp_path)
    (tmp_path / "exercises" / "notes").mkdir()
    assert names(folders) == ["doubling"]


def test_an_unknown_name_is_told_with_those_that_are_known(tmp_path: Path) -> None:
    folders = write_exercise(tmp_path)
    with pytest.raises(
        ExerciseUnknown, match=r"no exercise named 'trebling'\. There is: doubling\."
    ):
        load("trebling", folders)
    with pytest.raises(ExerciseUnknown, match=re.escape("'../exercises/doubling'")):
        load("../exercises/doubling", folders)


@pytest.mark.parametrize("place", ["empty", "missing", "a\x00b"])
def test_a_place_without_exercises_is_told(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ExerciseUnknown, match=r"has no exercises.*--exercises"):
        names(Folders(tmp_path / place, None))


def test_the_exercises_of_this_checkout_are_the_default() -> None:
    assert default_folders() == Folders(ROOT / "exercises", ROOT / "solutions")


def test_an_installed_package_has_exercises_and_no_solutions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "grader"
    (package / "exercises").mkdir(parents=True)
    monkeypatch.setattr(
        "grader.exercise.folders.__file__", str(package / "exercise" / "folders.py")
    )
    assert default_folders() == Folders(package / "exercises", None)
    shutil.rmtree(package / "exercises")
    assert default_folders() == Folders(tmp_path / "exercises", None)


# broken, one fault each


def test_settings_that_are_no_toml_are_named(tmp_path: Path) -> None:
    for text in ("title = ", "title = 'a'\ntitle = 'b'", "\x00"):
        assert "exercise.toml cannot be read: " in broken(
            tmp_path, {"exercises/exercise.toml": text}
        )


@pytest.mark.parametrize(
    "key",
    ["title", "order", "functions", "time_limit_seconds", "check_time_limit_seconds",
     "memory_limit_mib"],
)  # fmt: skip
def test_a_setting_that_is_missing_or_of_another_kind_is_named(tmp_path: Path, key: str) -> None:
    settings = FILES["exercises/exercise.toml"]
    without = re.sub(rf"(?m)^{key} = .*\n", "", settings)
    wrong = re.sub(rf"(?m)^{key} = .*$", f"{key} = {{}}", settings)
    for text in (without, wrong):
        message = broken(tmp_path, {"exercises/exercise.toml": text})
        assert message.startswith(str(tmp_path / "exercises/doubling/exercise.toml"))
        assert f"needs a line `{key} = ...`" in message


def test_a_setting_that_is_not_known_is_named(tmp_path: Path) -> None:
    text = FILES["exercises/exercise.toml"] + "colour = 'red'\n"
    message = broken(tmp_path, {"exercises/exercise.toml": text})
    assert message.endswith("exercise.toml has an unknown key: colour. Remove it.")


@pytest.mark.parametrize("half", ["exercises", "solutions"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1\n", "defines no list named `checks`"),
        ("checks = 5\n", "cannot be used: TypeError"),
        ("checks = ['a']\n", "contains something of type str. Make each entry with check(...)."),
        ("def f(:\n", "cannot be used: SyntaxError"),
        ("import no_such_package\n", "cannot be used: ModuleNotFoundError"),
        ("1 / 0\n", "cannot be used: ZeroDivisionError"),
        (None, "cannot be used: FileNotFoundError"),
    ],
)
def test_checks_that_cannot_be_used_are_named_by_their_file(
    tmp_path: Path, half: str, text: str | None, said: str
) -> None:
    message = broken(tmp_path, {f"{half}/checks.py": text})
    assert message.startswith(str(tmp_path / half / "doubling" / "checks.py"))
    assert said in message


def test_a_key_error_in_checks_is_not_said_to_be_a_missing_list(tmp_path: Path) -> None:
    message = broken(tmp_path, {"exercises/checks.py": "checks = [{}['title']]\n"})
    assert "KeyError: 'title'" in message


def test_a_check_that_was_written_wrong_is_told_in_its_own_words(tmp_path: Path) -> None:
    text = FILES["exercises/checks.py"].replace("returns(10.0), ", "")
    message = broken(tmp_path, {"exercises/checks.py": text})
    assert "the check 'double of 5 is 10' expects nothing" in message


@pytest.mark.parametrize(
    "file", ["solutions/solution.py", "solutions/accepted/adds.py", "solutions/mistakes/halves.py"]
)
def test_an_example_that_python_cannot_read_is_named(tmp_path: Path, file: str) -> None:
    message = broken(tmp_path, {file: "def f(:\n"})
    assert Path(file).name in message
    assert "cannot be used" in message


@pytest.mark.parametrize("text", ["'''\x00'''", "'" + "\u00e9" + "'"], ids=["null", "latin-1"])
def test_an_example_of_odd_bytes_is_named(tmp_path: Path, text: str) -> None:
    folders = write_exercise(tmp_path)
    (tmp_path / "solutions/doubling/solution.py").write_bytes(text.encode("latin-1"))
    with pytest.raises(ExerciseBroken, match=r"solution\.py cannot be used"):
        load("doubling", folders)


def test_a_missing_solution_is_named(tmp_path: Path) -> None:
    assert "solution.py cannot be used" in broken(tmp_path, {"solutions/solution.py": None})


def test_a_missing_stub_is_named(tmp_path: Path) -> None:
    exercise = load("doubling", write_exercise(tmp_path, {"exercises/submit.py": None}))
    with pytest.raises(ExerciseBroken, match=r"submit\.py cannot be used"):
        exercise.stub()


# recognised


@pytest.fixture
def two(tmp_path: Path) -> Folders:
    """Two exercises that share the function `double`; one also wants `half`."""
    settings = FILES["exercises/exercise.toml"].replace('["double"]', '["double", "half"]')
    write_exercise(tmp_path)
    return write_exercise(tmp_path, {"exercises/exercise.toml": settings}, name="halving")


@pytest.mark.parametrize(
    "marker", ["# exercise: doubling", "#exercise:doubling", "   #  exercise:  doubling  # here"]
)
def test_a_marker_line_says_which_exercise_it_is(two: Folders, marker: str) -> None:
    text = f"import torch\n{marker}\ndef double(x): pass\ndef half(x): pass\n"
    assert recognise(text, two) == "doubling"


def test_functions_say_which_exercise_it_is(two: Folders) -> None:
    assert recognise("def double(x): pass\ndef half(x): pass\n", two) == "halving"
    assert recognise("  def half(x): pass", two) == "halving"
    assert recognise("async def half(x): pass", two) == "halving"
    assert recognise("class half(Module):\n    pass", two) == "halving"


def test_functions_of_one_name_are_told_apart_by_their_parameters(tmp_path: Path) -> None:
    write_exercise(tmp_path)
    other = FILES["exercises/submit.py"].replace("double(x)", "double(model, x, by=2)")
    two = write_exercise(tmp_path, {"exercises/submit.py": other}, "models")
    assert recognise("def double(value): return 2 * value", two) == "doubling"
    assert recognise("def double(\n    line,\n    x,\n    by=3,\n):\n    pass\n", two) == "models"
    with pytest.raises(ExerciseUnknown, match="doubling or models"):
        recognise("def double(a, b): pass", two)


def test_a_marker_of_another_exercise_leaves_it_to_the_functions(two: Folders) -> None:
    assert recognise("# exercise: trebling\ndef half(x): pass", two) == "halving"


def test_functions_of_two_exercises_are_ambiguous(two: Folders) -> None:
    with pytest.raises(ExerciseUnknown, match=r"fit doubling or halving\. Add"):
        recognise("def double(x): pass", two)


def test_a_text_that_takes_python_hours_to_read_is_no_stub() -> None:
    hostile = b"# exercise: linear_regression\n" + b"\\'" * 400_000
    found = appraise("submit.py", hostile, default_folders())
    assert found is not None
    assert (found.exercise, found.is_stub) == ("linear_regression", False)


@pytest.mark.parametrize("text", ["", "x = 1", "double = 1", "# def double(x)", "def (:\x00"])
def test_nothing_recognised_says_what_to_add(two: Folders, text: str) -> None:
    with pytest.raises(ExerciseUnknown) as complaint:
        recognise(text, two)
    assert str(complaint.value) == (
        "It does not say which exercise it is for. Add the line `# exercise: doubling` at the top, "
        "or use --exercise with doubling or halving."
    )


def test_every_exercise_recognises_its_own_stub_and_solution(folders: Folders) -> None:
    for exercise in load_all(folders):
        assert exercise.solution is not None
        for example in (exercise.stub(), exercise.solution, *exercise.accepted):
            assert recognise(example.text, folders) == exercise.name


# adding an exercise


def test_adding_an_exercise_takes_two_folders_and_nothing_else(
    tmp_path: Path, grade: Run, with_casebook: Casebooks
) -> None:
    folders = write_exercise(tmp_path)
    with_casebook(folders)
    (tmp_path / "right.py").write_text(RIGHT)
    (tmp_path / "wrong.py").write_text(RIGHT.replace("x + x", "x * x"))
    where = ("--exercises", folders.exercises, "--solutions", folders.solutions)
    ran = grade(
        tmp_path / "right.py", tmp_path / "wrong.py", "--format", "json", "--seed", 1, *where
    )
    right, wrong = ran.json
    assert (right["exercise"], right["score"], right["max_score"]) == ("doubling", 3.0, 3.0)
    assert wrong["score"] == 0.0
    assert [verdict["mistake"] for verdict in wrong["verdicts"]] == ["squares", "squares"]
    assert wrong["verdicts"][0]["feedback"] == "x comes back times itself."
    assert ran.code == 1


def code_of(path: Path) -> Iterator[str]:
    """Every name and every string in a module's code, without docstrings and comments."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and id(node) not in documentation:
            yield str(node.value)


def test_the_grader_knows_no_exercise_by_name(folders: Folders) -> None:
    exercises = load_all(folders)
    known = "|".join(re.escape(one.name) for one in exercises)
    functions = "|".join(
        re.escape(name) for one in exercises for name in one.functions if len(name) > 2
    )
    package = Path(grader.__file__).parent
    searched = [path for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(searched) > 10
    for path in searched:
        text = path.read_text(encoding="utf-8")
        assert not re.search(rf"\b({known})\b", text), path
        if path.suffix == ".py":
            for word in code_of(path):
                assert not re.search(rf"\b({functions})\b", word), (path, word)


def test_an_exercise_without_a_hidden_half_is_still_an_exercise(
    exercise: Exercise, folders: Folders
) -> None:
    student = load(exercise.name, Folders(folders.exercises, None))
    shown = exercise.shown_only()
    # a predicate that is loaded twice is two functions
    bare, bare_shown = (
        replace(one, checks=(), of_checks=(), probes=()) for one in (student, shown)
    )
    assert bare == bare_shown
    assert [one.title for one in student.checks] == [one.title for one in shown.checks]
    assert student.checks
