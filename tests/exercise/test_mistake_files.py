"""A mistake file holds what differs from the solution, and only there is anything completed."""

from pathlib import Path

import line
import pytest
from casebooks import Casebooks
from exercise_factory import FILES, write_exercise

from grader.exercise.completing import completed
from grader.exercise.examples import Example, left_out, without
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise, load
from grader.exercise.recognition import recognise
from grader.grading.one import Grading
from grader.judging.remarks import place
from grader.observations import At, Missing, Returned
from grader.proof.margins import examine
from grader.render.page import page
from grader.sandbox.workers import Workers
from grader.submission.source import parse, read
from grader.submission.uses import uses

SOLUTION = '''\
"""Twice, and twice that."""


def double(x):
    return 2 * x


def quadruple(x):
    return double(double(x))
'''
STUB = '''\
# exercise: doubling


def double(x):
    """Return x twice."""
    raise NotImplementedError


def quadruple(x):
    """Return x four times."""
    raise NotImplementedError
'''
SHOWN = """\
from grader.checks import check, function, returns

double, quadruple = function("double"), function("quadruple")
checks = [
    check("double of 5 is 10", double(5.0), returns(10.0), points=1, hint="5 and 5?"),
    check("quadruple of 5 is 20", quadruple(5.0), returns(20.0), points=1, hint="10 and 10?"),
]
"""
HALVES = '"""x comes back halved."""\n\n\ndef double(x):\n    return x / 2\n'
ADDS = '"""4 is added."""\n\n\ndef quadruple(x):\n    return x + 4\n'
WHOLE = f"{HALVES}\n\ndef quadruple(x):\n    return 4 * x\n"
MISSING = "# exercise: doubling\n\n\ndef double(x):\n    return 2 * x\n"
CHANGES: dict[str, str | None] = {
    "exercises/README.md": "Write `double(x)` and `quadruple(x)`.\n",
    "exercises/exercise.toml": FILES["exercises/exercise.toml"].replace(
        '["double"]', '["double", "quadruple"]'
    ),
    "exercises/submit.py": STUB,
    "exercises/checks.py": SHOWN,
    "solutions/solution.py": SOLUTION,
    "solutions/accepted/adds.py": SOLUTION.replace("2 * x", "x + x"),
    "solutions/mistakes/squares.py": None,
    "solutions/mistakes/halves.py": HALVES,
    "solutions/mistakes/adds_four.py": ADDS,
}


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """An exercise with two functions, and mistakes that hold one of them."""
    return write_exercise(tmp_path, CHANGES)


@pytest.fixture
def exercise(folders: Folders) -> Exercise:
    return load("doubling", folders)


@pytest.fixture
def mistakes(tmp_path: Path, folders: Folders) -> Path:
    """The folder of the mistake files."""
    return tmp_path / "solutions" / "doubling" / "mistakes"


def loaded(tmp_path: Path, text: str, name: str = "one") -> Example:
    """The mistake with this text, as it is loaded."""
    folders = write_exercise(tmp_path, {**CHANGES, f"solutions/mistakes/{name}.py": text})
    return next(one for one in load("doubling", folders).mistakes if one.name == name)


# ------------------------------------------------------------------ loading


def test_what_a_mistake_leaves_out_comes_from_the_solution(tmp_path: Path) -> None:
    halves = loaded(tmp_path, HALVES)
    (first, rest), second = halves.sources
    assert (first, second) == ("solution.py", ("one.py", HALVES))
    assert rest.count("\n") == SOLUTION.count("\n")
    assert "def quadruple" in rest
    assert "def double" not in rest
    assert (halves.text, halves.docstring) == (HALVES, "x comes back halved.")


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        f"{HALVES}\n\nquadruple = lambda x: 4 * x\n",
        f"{HALVES}\n\nquadruple: object = double\n",
        f"{HALVES}\n\nclass quadruple:\n    pass\n",
        MISSING,
        "def f(x):  # written for no exercise here\n    return x\n# exercise: other\n",
    ],
)
def test_a_complete_mistake_is_on_its_own(tmp_path: Path, text: str) -> None:
    mistake = loaded(tmp_path, text)
    assert mistake.sources == (("one.py", text),)
    assert mistake.whole_text == text


def test_a_mistake_may_be_called_solution(tmp_path: Path) -> None:
    named = [name for name, _ in loaded(tmp_path, HALVES, "solution").sources]
    assert named == ["../solution.py", "solution.py"]


def test_the_whole_text_has_each_function_once(tmp_path: Path) -> None:
    whole = loaded(tmp_path, ADDS).whole_text
    assert whole.count("def double") == whole.count("def quadruple") == 1
    assert uses(whole, ("double", "quadruple"))["quadruple"] == set()
    assert uses(loaded(tmp_path, HALVES).whole_text, ("double", "quadruple"))["quadruple"]


def test_the_whole_text_drops_decorators_of_what_is_replaced(tmp_path: Path) -> None:
    decorated = SOLUTION.replace("def quadruple", "@print\n@staticmethod\ndef quadruple")
    folders = write_exercise(tmp_path, {**CHANGES, "solutions/solution.py": decorated})
    adds, halves = load("doubling", folders).mistakes
    assert "@" not in adds.whole_text
    assert "@print\n@staticmethod\ndef quadruple" in halves.whole_text


def test_a_mistake_may_hold_a_class_and_nothing_else(tmp_path: Path) -> None:
    exercise = load("doubling", write_exercise(tmp_path, line.CHANGES))
    (starts,) = exercise.mistakes
    (_, rest), (_, own) = starts.sources
    assert "class Line" not in rest
    assert "def twice" in rest
    assert "def twice" not in own
    assert left_out(starts, exercise.functions) == ("twice",)
    only_twice = Example("adds", "def twice(x):\n    return x + 2\n", "")
    assert left_out(only_twice, exercise.functions) == ("Line",)
    assert "class Line" in without(line.SOLUTION, ["twice"])


def test_accepted_variants_are_never_completed(tmp_path: Path) -> None:
    changes = {**CHANGES, "solutions/accepted/adds.py": HALVES}
    exercise = load("doubling", write_exercise(tmp_path, changes))
    assert exercise.accepted[0].sources == (("adds.py", HALVES),)


def test_mistakes_that_differ_in_one_function_are_named(
    exercise: Exercise, folders: Folders, workers: Workers, with_casebook: Casebooks
) -> None:
    with_casebook(folders, exercise.name)
    found = examine(load(exercise.name, folders), folders, workers, seeds=1)
    assert found.problems == []


def test_a_function_that_a_marked_mistake_lacks_is_missing(
    tmp_path: Path, exercise: Exercise, workers: Workers
) -> None:
    shown = Grading(exercise, workers, 1).answers.of_example(loaded(tmp_path, MISSING))
    kinds = [type(one) for answers in shown for one in answers]
    assert kinds == [Returned, Missing, Returned, Returned]


# ------------------------------------------------------------------ grading one by hand


def test_a_mistake_file_is_completed(exercise: Exercise, folders: Folders, mistakes: Path) -> None:
    path = str(mistakes / "adds_four.py")
    whole = completed(path, read(path), exercise, folders)
    assert [name for name, _ in whole.sources] == ["solution.py", "adds_four.py"]
    assert whole.sources[1] == ("adds_four.py", ADDS)
    assert whole.sha256 == read(path).sha256
    assert whole.completed == ("double",)


def test_what_is_completed_stays_so_with_the_shown_checks_only(
    exercise: Exercise, folders: Folders, mistakes: Path
) -> None:
    path = str(mistakes / "halves.py")
    assert completed(path, read(path), exercise.shown_only(), folders).completed


def test_a_complete_mistake_file_needs_nothing(
    exercise: Exercise, folders: Folders, mistakes: Path
) -> None:
    for text in (WHOLE, MISSING):
        (mistakes / "halves.py").write_text(text)
        path = str(mistakes / "halves.py")
        assert not completed(path, read(path), exercise, folders).completed


@pytest.mark.parametrize(
    "place",
    [
        "halves.py",
        "mistakes/halves.py",
        "solutions/doubling/halves.py",
        "solutions/doubling/accepted/halves.py",
        "solutions/doubling/mistakes/old/halves.py",
        "solutions/trebling/mistakes/halves.py",
        "other/solutions/doubling/mistakes/halves.py",
        "solutions/doubling/mistakes/halves.txt",
    ],
)
def test_a_copy_elsewhere_is_not_completed(
    tmp_path: Path, exercise: Exercise, folders: Folders, place: str
) -> None:
    write_exercise(tmp_path, CHANGES, name="trebling")
    copy = tmp_path / place
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(HALVES)
    assert not completed(str(copy), read(str(copy)), exercise, folders).completed


def test_a_link_that_leads_out_of_the_folder_is_not_completed(
    tmp_path: Path, exercise: Exercise, folders: Folders, mistakes: Path
) -> None:
    (tmp_path / "submit.py").write_text(HALVES)
    link = mistakes / "linked.py"
    link.symlink_to(tmp_path / "submit.py")
    assert not completed(str(link), read(str(link)), exercise, folders).completed


def test_links_that_lead_to_the_folder_are_followed(
    tmp_path: Path, exercise: Exercise, folders: Folders, mistakes: Path
) -> None:
    (tmp_path / "hidden").symlink_to(tmp_path / "solutions")
    (tmp_path / "solution.py").symlink_to(mistakes / "halves.py")
    linked = Folders(folders.exercises, tmp_path / "hidden")
    for path in (mistakes / "halves.py", tmp_path / "hidden/doubling/mistakes/halves.py"):
        assert completed(str(path), read(str(path)), exercise, linked).completed
    whole = completed(
        str(tmp_path / "solution.py"), read(str(tmp_path / "solution.py")), exercise, folders
    )
    assert [name for name, _ in whole.sources] == ["../solution.py", "solution.py"]


def test_only_what_the_file_contains_is_completed(
    exercise: Exercise, folders: Folders, mistakes: Path
) -> None:
    path = str(mistakes / "halves.py")
    other = parse("halves.py", b"import os\n")
    assert not completed(path, other, exercise, folders).completed


def test_without_a_hidden_half_nothing_is_completed(
    exercise: Exercise, folders: Folders, mistakes: Path
) -> None:
    path = str(mistakes / "halves.py")
    assert not completed(path, read(path), exercise, Folders(folders.exercises, None)).completed


def test_standard_input_is_not_completed(
    exercise: Exercise, folders: Folders, mistakes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mistakes)
    (mistakes / "-").write_text(HALVES)
    given = parse("standard input", HALVES.encode())
    assert not completed("-", given, exercise, folders).completed


@pytest.mark.parametrize("path", ["missing.py", "a\x00b.py", "circle.py"])
def test_a_path_that_leads_nowhere_is_no_mistake(
    exercise: Exercise, folders: Folders, mistakes: Path, path: str
) -> None:
    (mistakes / "circle.py").symlink_to(mistakes / "circle.py")
    given = parse("halves.py", HALVES.encode())
    assert not completed(str(mistakes / path), given, exercise, folders).completed


def test_a_mistake_file_is_recognised_by_its_folder(tmp_path: Path, folders: Folders) -> None:
    write_exercise(tmp_path, CHANGES, name="trebling")
    for name in ("doubling", "trebling"):
        path = tmp_path / "solutions" / name / "mistakes" / "halves.py"
        assert recognise(HALVES, folders, str(path)) == name
    marked = f"# exercise: trebling\n{HALVES}"
    assert recognise(marked, folders, str(tmp_path / "halves.py")) == "trebling"


# ------------------------------------------------------------------ its report


def test_lines_of_a_completed_file_are_named_with_their_source(
    exercise: Exercise, folders: Folders, mistakes: Path, workers: Workers
) -> None:
    path = mistakes / "adds_four.py"
    path.write_text('"""4 is added."""\n\n\ndef quadruple(x):\n    return double(x) + y\n')
    whole = completed(str(path), read(str(path)), exercise, folders)
    report = Grading(exercise, workers, 1).report(whole)
    right, wrong, *_ = report.verdicts
    assert right.outcome == "passed"
    assert "Line 5 of adds_four.py: return double(x) + y" in wrong.observed
    assert place(At(at=1, file="solution.py", line=5), whole) == "line 5 of solution.py"
    html = page(report, whole)
    assert '<h3 class="cell">solution.py</h3>' in html
    assert '<h3 class="cell">adds_four.py</h3>' in html
    assert ">line 5 of adds_four.py</a>" in html
