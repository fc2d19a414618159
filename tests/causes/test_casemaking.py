"""Making a casebook: every mistake and slip is asked the probes, and each behaviour is one case."""

from pathlib import Path

import pytest
from casebooks import Casebooks
from commands import Run
from exercise_factory import FILES, write_exercise

from grader.causes.casebook import Body, Case, digest_of, inputs, packed, read
from grader.exercise.folders import Folders
from grader.exercise.loading import load
from grader.proof.casemaking import count_of, make
from grader.sandbox.workers import Workers
from grader.slips.operators import OPERATORS


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return write_exercise(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def body(made: Folders, with_casebook: Casebooks) -> Body:
    with_casebook(made)
    book = read(load("doubling", made))
    assert book is not None
    return book.body


def named(body: Body, kind: str) -> list[str]:
    return [one.name for one in body.cases if one.kind == kind]


def test_every_mistake_is_a_case_and_comes_first(body: Body) -> None:
    assert sorted(named(body, "mistake")) == ["halves", "squares"]
    assert [one.kind for one in body.cases[:2]] == ["mistake", "mistake"]
    assert {name: body.texts[name] for name in ("halves", "squares")} == {
        "halves": "x comes back halved.",
        "squares": "x comes back times itself.",
    }


def test_slips_are_told_by_operators_in_their_order(body: Body) -> None:
    known = [one.name for one in OPERATORS]
    places = [known.index(name) for name in named(body, "slip")]
    assert places == sorted(places)
    assert len(set(places)) > 5


def test_every_behaviour_is_one_case(body: Body) -> None:
    assert len({(one.function, one.traces) for one in body.cases}) == len(body.cases)


def test_a_case_says_which_checks_it_passes(body: Body) -> None:
    assert body.checks == {
        "double": (digest_of("double of 5 is 10"), digest_of("double is right for any number"))
    }
    patterns = {one.name: one.checks for one in body.cases}
    assert patterns["squares"] == patterns["halves"] == "ff"
    # at 5, a rounded double is right
    assert patterns["rounds"] == "pf"
    assert all("f" in one for one in patterns.values())


def test_it_is_the_same_when_it_is_made_again(made: Folders, body: Body, workers: Workers) -> None:
    done: list[int] = []
    exercise = load("doubling", made)
    again = make(exercise, workers, done.append)
    assert packed(again) == packed(body)
    assert done == list(range(1, count_of(exercise) + 1))
    assert body.made_from == inputs(exercise)


def test_a_mistake_that_shows_the_same_as_another_is_a_case_all_the_same(
    tmp_path: Path, workers: Workers
) -> None:
    twin = '"""x comes back by two."""\n\n\ndef double(x):\n    return x * 0.5\n'
    exercise = load("doubling", write_exercise(tmp_path, {"solutions/mistakes/twin.py": twin}))
    assert exercise.solution is not None
    made = make(exercise, workers, right=[exercise.solution])
    twins: list[Case] = [one for one in made.cases if one.name in ("halves", "twin")]
    assert [one.name for one in twins] == ["halves", "twin"]
    assert twins[0].traces == twins[1].traces


def test_what_right_functions_show_is_natural(tmp_path: Path, workers: Workers) -> None:
    changes = {
        path: FILES[path].replace("double(x)", "double(x, unit)").replace("(5.0)", "(5.0, 7.0)")
        for path in ("exercises/submit.py", "exercises/checks.py", "solutions/solution.py")
    }
    changes["solutions/checks.py"] = FILES["solutions/checks.py"].replace(
        "number(3.0, 9.0)", "number(3.0, 9.0), 7.0"
    )
    exercise = load("doubling", write_exercise(tmp_path, {**changes}))
    assert exercise.solution is not None
    made = make(exercise, workers, right=[exercise.solution], mistakes=[])
    assert made.natural == ("double/ignores_an_argument/unit",)


def test_slips_that_are_slow_or_never_end_are_left_out(tmp_path: Path, workers: Workers) -> None:
    loops = (
        "def double(x):\n    steps = 2\n    total = 0.0\n    while steps > 0:\n"
        "        total = total + x\n        steps = steps - 1\n    return total\n"
    )
    folders = write_exercise(tmp_path, {"solutions/solution.py": loops})
    exercise = load("doubling", folders)
    assert exercise.solution is not None
    made = make(exercise, workers, right=[exercise.solution], mistakes=[])
    assert made.cases


def test_the_command_writes_it_and_says_how_large_it_is(tmp_path: Path, grade: Run) -> None:
    folders = write_exercise(tmp_path)
    where = ["--exercises", folders.exercises, "--solutions", folders.solutions]
    ran = grade("casebook", "doubling", *where)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("doubling: 6 probes, ")
    assert "casebook.json." in " ".join(ran.out.split())
    assert read(load("doubling", folders)) is not None


def test_the_command_needs_the_hidden_half(tmp_path: Path, grade: Run) -> None:
    folders = write_exercise(tmp_path)
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    ran = grade("casebook", "--exercises", folders.exercises, "--solutions", nothing)
    assert ran.code in (2, 3)
    assert "The hidden half of doubling is missing" in " ".join(ran.err.split())
    assert not (folders.exercises / "doubling" / "casebook.json").exists()
