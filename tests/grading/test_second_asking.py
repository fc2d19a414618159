"""A function that uses a wrong one is asked again with a right one in its place."""

from collections.abc import Collection
from dataclasses import replace

import pytest
from casebooks import Casebooks
from exercise_factory import FILES, HALF_A_CHECK, write_exercise

from grader.errors import TookWorkersDown
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise, load
from grader.exercise.questions import Question
from grader.grading.one import Grading
from grader.grading.settling import PARTLY, follows
from grader.observations import Again, Crashed, Observation, Sighting, Stopped, TimedOut
from grader.report import Isolation, Report, Verdict
from grader.sandbox.observe import observe
from grader.sandbox.work import Work
from grader.sandbox.workers import Workers
from grader.submission.source import Submission, parse

HALF = HALF_A_CHECK + 'fourfold = function("fourfold")\n'
DOUBLES = "def double(x):\n    return 2 * x\n\n\n"
SQUARES = "def double(x):\n    return x * x\n\n\n"
TWICE = "def fourfold(x):\n    return double(double(x))\n"
ONCE = "def fourfold(x):\n    return double(x) + 1\n"
CHANGES: dict[str, str | None] = {
    "exercises/README.md": "double and fourfold",
    "exercises/exercise.toml": FILES["exercises/exercise.toml"].replace(
        '["double"]', '["double", "fourfold"]'
    ),
    "exercises/submit.py": FILES["exercises/submit.py"]
    + '\n\ndef fourfold(x):\n    """Return x four times."""\n    raise NotImplementedError\n',
    "exercises/checks.py": HALF
    + """
checks = [
    check("double of 5 is 10", double(5.0), returns(10.0), points=1, hint="5 and 5?"),
    check("four times 5 is 20", fourfold(5.0), returns(20.0), points=1, hint="10 and 10?"),
]
""",
    "solutions/checks.py": HALF
    + """
checks = [
    check("double is right for any number", double(number(3.0, 9.0)), returns(REFERENCE),
          points=2, trials=2, hint="Try it with 3."),
    check("fourfold is right for any number", fourfold(number(3.0, 9.0)), returns(REFERENCE),
          points=4, trials=2, hint="Try it with 3."),
    check("fourfold of 0 is 0", fourfold(0.0), returns(0.0), points=1, hint="Try it with 0.",
          guessable=True),
]
""",
    "solutions/solution.py": DOUBLES + TWICE,
    "solutions/accepted/adds.py": "def double(x):\n    return x + x\n\n\n" + TWICE,
    "solutions/mistakes/squares.py": f'"""x comes back times itself."""\n\n\n{SQUARES.strip()}\n',
    "solutions/mistakes/halves.py": None,
    "solutions/mistakes/one_more.py": f'"""One more comes back."""\n\n\n{ONCE}',
}
OF_DOUBLE, OF_FOURFOLD = 3.0, 6.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, with_casebook: Casebooks) -> Folders:
    folders = write_exercise(tmp_path_factory.mktemp("course"), CHANGES)
    with_casebook(folders)
    return folders


@pytest.fixture(scope="module")
def fourfold(made: Folders) -> Exercise:
    return load("doubling", made)


@pytest.fixture(scope="module")
def grading(fourfold: Exercise, workers: Workers) -> Grading:
    return Grading(fourfold, workers, 1)


def submitted(text: str) -> Submission:
    return parse("submit.py", text.encode())


def of(report: Report, function: str) -> list[Verdict]:
    return [one for one in report.verdicts if one.function == function]


def points(report: Report, function: str) -> float:
    return sum(one.score for one in of(report, function))


def told(report: Report) -> set[tuple[str, str]]:
    return {(one.function, one.name) for one in report.causes}


# ------------------------------------------------------------------ one fault, one cost


def test_a_right_function_does_not_pay_for_the_wrong_one_it_uses(grading: Grading) -> None:
    report = grading.report(submitted(SQUARES + TWICE))
    assert (points(report, "double"), points(report, "fourfold")) == (0.0, OF_FOURFOLD)
    assert told(report) == {("double", "squares")}
    followed = [one.feedback for one in of(report, "fourfold") if one.feedback]
    assert followed
    assert all("only double loses points" in one for one in followed)


def test_two_faults_in_two_functions_cost_and_are_named_as_each_alone(grading: Grading) -> None:
    first = grading.report(submitted(SQUARES + TWICE))
    second = grading.report(submitted(DOUBLES + ONCE))
    both = grading.report(submitted(SQUARES + ONCE))
    assert (
        told(both)
        == told(first) | told(second)
        == {
            ("double", "squares"),
            ("fourfold", "one_more"),
        }
    )
    assert points(both, "double") == points(first, "double") == 0.0
    assert points(both, "fourfold") == points(second, "fourfold") == 0.0
    assert points(second, "double") == OF_DOUBLE


def test_a_function_that_does_not_use_the_wrong_one_is_not_asked_again(grading: Grading) -> None:
    text = submitted(SQUARES + "def fourfold(x):\n    return 4 * x + 1\n")
    sighting = grading.observe(text)
    assert sighting.again == {}
    assert points(grading.judge(text, sighting), "fourfold") == 0.0


def test_a_wrong_function_earns_nothing_by_a_right_one_in_its_place(grading: Grading) -> None:
    calls_itself = "def double(x):\n    return double(x - 1) if x > 100 else x * x\n\n\n"
    report = grading.report(submitted(calls_itself + TWICE))
    assert points(report, "double") == 0.0


def test_what_is_not_written_is_not_asked_again(grading: Grading) -> None:
    stub = "def fourfold(x):\n    double\n    raise NotImplementedError\n"
    sighting = grading.observe(submitted(SQUARES + stub))
    assert sighting.again == {}
    report = grading.judge(submitted(SQUARES + stub), sighting)
    assert not any(one.waits_for for one in report.verdicts)


def test_a_right_function_keeps_its_points_beside_an_unwritten_one(grading: Grading) -> None:
    unwritten = "def double(x):\n    raise NotImplementedError\n\n\n"
    report = grading.report(submitted(unwritten + TWICE))
    assert (points(report, "double"), points(report, "fourfold")) == (0.0, OF_FOURFOLD)


def test_what_was_seen_is_judged_again_without_running_anything(
    grading: Grading, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = submitted(SQUARES + ONCE)
    sighting = grading.observe(text)
    first = grading.judge(text, sighting)
    monkeypatch.setattr("grader.sandbox.asking.observe", None)
    assert grading.judge(text, sighting) == first


# ------------------------------------------------------------------ on other machines


class Elsewhere:
    """Asks as the workers of a cluster do: what was judged meanwhile comes as work of its own."""

    isolation: Isolation = "none"
    slots = most = 1
    cores = ()

    def __init__(self, workers: Workers, lost_over: Collection[Question] = ()) -> None:
        self._workers = workers
        self._lost_over = {one.digest for one in lost_over}
        self.works: list[Work] = []

    def ask(self, work: Work) -> Sighting:
        self.works.append(work)
        if any(one.digest in self._lost_over for one in (*work.questions, *work.probes)):
            raise TookWorkersDown("2 workers were lost")
        return observe(self._workers, replace(work, then=lambda seen, ask: None))


def probes_of(grading: Grading, function: str) -> list[Question]:
    return [one for long in (False, True) for one in grading.probes(function, long=long)]


def test_probes_go_along_with_the_second_asking(grading: Grading, workers: Workers) -> None:
    elsewhere = Elsewhere(workers)
    there = Grading(grading.exercise, workers, 1, asking=elsewhere)
    text = submitted(SQUARES + TWICE)
    sighting = there.observe(text)
    first, second = elsewhere.works
    assert (first.proxied, second.is_more) == (None, True)
    assert second.proxied is not None
    assert sighting.probed.keys() == {one.digest for one in probes_of(there, "double")}
    assert sighting.again["fourfold"].probed.keys().isdisjoint(sighting.probed)
    report = there.judge(text, sighting)
    assert told(report) == {("double", "squares")}
    assert points(report, "fourfold") == OF_FOURFOLD


def test_workers_that_are_lost_over_probes_cost_the_cause_alone(
    grading: Grading, workers: Workers
) -> None:
    elsewhere = Elsewhere(workers, lost_over=probes_of(grading, "double")[-1:])
    there = Grading(grading.exercise, workers, 1, asking=elsewhere)
    report = there.report(submitted(SQUARES + TWICE))
    assert (points(report, "fourfold"), told(report)) == (OF_FOURFOLD, set())
    assert len(elsewhere.works) == 3  # and those probes take no further workers down


def test_workers_that_are_lost_over_checks_leave_nothing_to_judge(
    grading: Grading, workers: Workers
) -> None:
    defaults = [one for one in probes_of(grading, "fourfold") if one.looks[0].place == "defaults"]
    there = Grading(grading.exercise, workers, 1, asking=Elsewhere(workers, lost_over=defaults))
    with pytest.raises(TookWorkersDown):
        there.observe(submitted(SQUARES + TWICE))


@pytest.mark.parametrize("where", ["here", "elsewhere"])
@pytest.mark.parametrize("lost", ["__import__('os')._exit(1)", "while True: pass"])
def test_a_probe_that_ends_the_process_costs_no_points(
    grading: Grading, workers: Workers, where: str, lost: str
) -> None:
    asking = Elsewhere(workers) if where == "elsewhere" else None
    there = Grading(grading.exercise, workers, 1, time_limit_seconds=3.0, asking=asking)
    asked = {one.arguments for questions in there.questions for one in questions}
    ((_, number),) = next(
        one.arguments for one in probes_of(there, "double") if one.arguments not in asked
    )
    wrong = f"def double(x):\n    if x == {number}:\n        {lost}\n    return x * x\n\n\n"
    report = there.report(submitted(wrong + TWICE))
    assert (points(report, "double"), points(report, "fourfold")) == (0.0, OF_FOURFOLD)


@pytest.mark.parametrize("where", ["here", "elsewhere"])
def test_one_that_ends_its_process_when_asked_again_is_asked_to_the_end(
    grading: Grading, workers: Workers, where: str
) -> None:
    asking = Elsewhere(workers) if where == "elsewhere" else None
    there = Grading(grading.exercise, workers, 1, asking=asking)
    ends = "def fourfold(x):\n    if x == 5.0 and double(3.0) == 6.0: __import__('os')._exit(1)\n"
    sighting = there.observe(submitted(SQUARES + ends + "    return double(double(x))\n"))
    of_fourfold = [one for each in there.questions for one in each if one.function == "fourfold"]
    again = sighting.again["fourfold"].asked
    assert again.keys() == {one.digest for one in of_fourfold}
    assert sum(isinstance(one, Crashed) for one in again.values()) == 1


# ------------------------------------------------------------------ at a student's


@pytest.fixture
def at_home(fourfold: Exercise, workers: Workers) -> Grading:
    return Grading(fourfold.shown_only(), workers, 1)


def test_at_a_students_a_function_that_uses_a_wrong_one_waits(at_home: Grading) -> None:
    sighting = at_home.observe(submitted(SQUARES + TWICE))
    assert sighting.again == {}
    report = at_home.judge(submitted(SQUARES + TWICE), sighting)
    assert told(report) == {("double", "squares")}
    (waiting,) = of(report, "fourfold")
    assert (waiting.waits_for, waiting.score, waiting.hint) == ("double", 0.0, "")
    assert "Fix double first" in waiting.feedback


# ------------------------------------------------------------------ stopped


def seen_again(grading: Grading, sighting: Sighting, **seen: Observation) -> Sighting:
    """The sighting, with these observations for the checks whose titles begin so."""
    again = sighting.again["fourfold"]
    asked = dict(again.asked)
    for check, questions in zip(grading.exercise.checks, grading.questions, strict=True):
        for start, one in seen.items():
            if check.title.replace(" ", "_").startswith(start):
                asked |= {question.digest: one for question in questions}
    changed = Again(again.proxied, asked, again.probed)
    return replace(sighting, again={"fourfold": changed})


def test_a_question_that_asks_for_few_steps_may_not_be_stopped(grading: Grading) -> None:
    """A right function would not make so many calls; where it would, see half_of_the_sum.py."""
    text = submitted(SQUARES + TWICE)
    stopped = seen_again(grading, grading.observe(text), four_times=Stopped())
    report = grading.judge(text, stopped)
    assert 0.0 < points(report, "fourfold") < OF_FOURFOLD
    assert {one.check: one.score for one in of(report, "fourfold")}["four times 5 is 20"] == 0.0
    said = {one.feedback for one in of(report, "fourfold") if one.outcome == "passed"}
    assert PARTLY.format(others="double", function="fourfold") in said


@pytest.mark.parametrize("is_right", [True, False])
def test_several_right_ones_are_told_in_the_plural(is_right: bool) -> None:
    one = follows(("double",), "fourfold", is_right=is_right)
    several = follows(("half", "double", "square"), "fourfold", is_right=is_right)
    assert one.startswith("With a right ")
    assert several.startswith("With right versions of half, double and square")


def test_only_guesses_beside_what_is_stopped_prove_nothing(grading: Grading) -> None:
    text = submitted(SQUARES + TWICE)
    stopped = seen_again(grading, grading.observe(text), fourfold_is_right=Stopped())
    assert points(grading.judge(text, stopped), "fourfold") == 0.0


def test_beside_one_that_fails_nothing_follows(grading: Grading) -> None:
    text = submitted(SQUARES + TWICE)
    mixed = seen_again(
        grading, grading.observe(text), four_times=Stopped(), fourfold_is=TimedOut(1.0)
    )
    report = grading.judge(text, mixed)
    assert {one.check: one.score for one in of(report, "fourfold")}["four times 5 is 20"] == 0.0


def test_no_word_of_the_second_asking_reaches_a_report(grading: Grading) -> None:
    tells = "def fourfold(x):\n    print('fourfold was here')\n    raise OSError(double(x))\n"
    report = grading.report(submitted(SQUARES + tells))
    assert points(report, "fourfold") == 0.0
    # the first asking printed it, for each call once
    assert report.output.count("fourfold was here") <= len(grading.exercise.checks) * 2
