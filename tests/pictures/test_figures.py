"""Pictures of what was seen: whatever that is, they are safe to show and harm no report."""

import math
import random
import re
import runpy
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.figure
import msgspec
import pytest
from casebooks import Casebooks
from exercise_factory import FILES, write_exercise
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places import ROOT, SUBMISSIONS
from reports import mistake
from strategies import values

from grader import figures as words
from grader.checks import function, number, param
from grader.classroom.attempt import pack_sighting, unpack_sighting
from grader.errors import ExerciseBroken
from grader.exercise.folders import default_folders, names
from grader.exercise.loading import Exercise, fingerprint, load
from grader.expectations.compare import literal
from grader.figures import INK, Figure, after, figure, series
from grader.grading.one import Grading
from grader.grading.pictures import pictures as drawings_of
from grader.grading.pictures import pictures_of_solution
from grader.observations import Returned, Sighting, Tensor, Text, Value
from grader.pictures.plan import pictures as drawings
from grader.pictures.plan import questions
from grader.proof.margins import examine
from grader.report import Event, Outcome, Picture, Report, Undrawn, Verdict
from grader.sandbox.workers import Workers
from grader.submission.source import Submission, parse, read

WRITTEN = sorted(ROOT.glob("exercises/*/figures.py"))
double = function("double")

# The elements and attributes that a page with a strict policy has been promised.
ELEMENTS = {"svg", "title", "desc", "g", "defs", "path", "use", "text", "clipPath", "rect"}
FORBIDDEN = re.compile(r"style|script|^on|href=.(?!#)|class|xlink")

Pairs = list[tuple[float, float]]


TRAINING = "train_parameters_linear_regression"


def figures_of(path: Path) -> list[Figure]:
    listed: list[Figure] = runpy.run_path(str(path))["figures"]
    return listed


def showing(figures: Iterable[Figure], *shown: Value) -> dict[str, Returned]:
    """Every question answered, with these values in turn at every place."""
    asked = questions(list(figures))
    return {
        question.digest: Returned((tuple(shown[n % len(shown)] for _ in question.looks),))
        for n, question in enumerate(asked)
    }


def pictures(*shown: Any, **more: Any) -> tuple[Picture, ...]:
    """The pictures, without the sentences in place of others."""
    return tuple(one for one in drawings(*shown, **more) if isinstance(one, Picture))


def pictures_of(grading: Grading, student: Submission, sighting: Sighting) -> tuple[Picture, ...]:
    """The pictures of what was seen of a submission."""
    drawn = drawings_of(grading, sighting, grading.judge(student, sighting))
    return tuple(one for one in drawn if isinstance(one, Picture))


def plot(axes: Any, seen: words.Seen, expected: words.Seen | None) -> str | None:
    """A plain figure of a list of numbers."""
    ours = series(seen["ours"])
    if ours is None:
        return None
    axes.plot(ours, **words.SUBMISSION)
    if expected is not None:
        axes.plot(series(expected["ours"]), **words.SOLUTION)
    return f"The last is {words.told(ours[-1])}."


def drawn(*shown: Value, **more: Any) -> tuple[Picture, ...]:
    """The plain figure of these values."""
    one = [figure("Doubles", plot, ours=double(1.0), **more)]
    return pictures(one, showing(one, *shown), forgiving=False)


def attributes(svg: str) -> Iterable[tuple[str, str]]:
    for element in ET.fromstring(svg).iter():
        yield from element.attrib.items()


def safe(picture: Picture) -> None:
    """Nothing in it that a page could not hold, run or fetch; everything in it that it needs."""
    root = ET.fromstring(picture.svg)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= ELEMENTS
    ids = [value for name, value in attributes(picture.svg) if name == "id"]
    assert len(ids) == len(set(ids))
    for name, value in attributes(picture.svg):
        assert not FORBIDDEN.search(name)
        told_of = re.findall(r"#([\w-]+)\)?$", value) if name in ("href", "clip-path") else []
        assert all(one in ids for one in told_of)
        assert "nan" not in value.lower()
        if "url" in value or name == "href":
            assert told_of, value
    assert root.get("role") == "img"
    assert root.get("aria-labelledby", "").split() == ids[:2]
    assert [element.text for element in root[:2]] == [picture.title, picture.alt]
    assert INK not in picture.svg
    assert "currentColor" in picture.svg
    assert picture.svg.isprintable()


# what is drawn: the lines, the limits and the words of each figure

STEPS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 20, 30, 50, 80, 120, 200)
WEEKS = [(1, 5), (2, 11), (4, 21), (4, 22), (5, 26), (6, 31), (6, 32), (6, 31), (8, 41), (8, 42),
         (9, 48), (10, 52)]  # fmt: skip
NAN = [math.nan, math.nan]


@dataclass(frozen=True)
class Sketch:
    """What a figure drew on axes of matplotlib, and its words."""

    axes: Any
    alt: str

    @property
    def labels(self) -> list[str]:
        """What the legend tells."""
        told_of: list[str] = self.axes.get_legend_handles_labels()[1]
        return told_of

    def line(self, label: str) -> Pairs:
        (found,) = [line for line in self.axes.lines if line.get_label() == label]
        return [(x, y) for x, y in found.get_xydata().tolist()]

    def unlabelled(self) -> list[Pairs]:
        lines = [line for line in self.axes.lines if line.get_label().startswith("_")]
        return [[(x, y) for x, y in line.get_xydata().tolist()] for line in lines]

    def window(self) -> tuple[float, ...]:
        return (*self.axes.get_xlim(), *self.axes.get_ylim())

    def shows(self, places: Iterable[tuple[float, float]]) -> bool:
        left, right, low, high = self.window()
        return all(left <= x <= right and low <= y <= high for x, y in places)


def sketch(title: str, seen: words.Seen, expected: words.Seen | None = None) -> Sketch | None:
    """The figure of that title, drawn of hand-made numbers."""
    (one,) = [one for path in WRITTEN for one in figures_of(path) if one.title == title]
    assert one.compared or expected is None
    axes = matplotlib.figure.Figure().add_subplot()
    alt = one.draw(axes, seen, expected)
    return None if alt is None else Sketch(axes, alt)


def sketched(title: str, seen: words.Seen, expected: words.Seen | None = None) -> Sketch:
    found = sketch(title, seen, expected)
    assert found is not None
    return found


def walk(place: Callable[[int], list[float] | None]) -> words.Seen:
    """The parameters after each number of steps."""
    return {f"after_{steps}": place(steps) for steps in STEPS}


def places(seen: words.Seen) -> Pairs:
    return [(pair[0], pair[1]) for pair in seen.values() if pair]


def mean_squared_error(intercept: float, slope: float) -> float:
    return sum((slope * x + intercept - y) ** 2 for x, y in WEEKS) / len(WEEKS)


def rocket(x: float) -> float:
    return 20 * x**2 + 5 * x - 3


# from the start to a better place, and from the start to a worse one
RIGHT = walk(lambda steps: [1 - steps / 400, 2 + steps / 64])
WRONG = walk(lambda steps: [1 + steps / 100, 2 - steps / 100] if steps else [1.0, 2.0])


def test_the_line_after_training_has_its_intercept_at_zero_and_its_slope() -> None:
    found = sketched("The line after training", WRONG, RIGHT)
    assert found.line("this submission") == [(0, 3.0), (11, 3.0)]
    assert found.line("solution") == [(0, 0.5), (11, 0.5 + 11 * 5.125)]
    assert found.line("a week") == WEEKS
    assert found.window() == (0, 11, 0, 62)
    assert found.axes.get_xlabel() == "tasks in a week"
    assert found.axes.get_ylabel() == "questions in a week"
    assert "the line is questions = 0 · tasks + 3, with a loss of 924." in found.alt
    alone = sketched("The line after training", RIGHT)
    assert alone.line("this submission") == found.line("solution")
    assert alone.labels == ["a week", "this submission"]


def test_a_line_like_that_of_the_solution_is_said_to_be_like_it() -> None:
    for title in ("The line after training", "The loss over the steps"):
        assert sketched(title, RIGHT, RIGHT).alt.endswith(". The same holds for the solution.")


def test_the_loss_is_drawn_after_each_number_of_steps() -> None:
    found = sketched("The loss over the steps", WRONG, RIGHT)
    for label, seen in (("this submission", WRONG), ("solution", RIGHT)):
        assert [x for x, _ in found.line(label)] == list(STEPS)
        losses = [mean_squared_error(*pair) for pair in places(seen)]
        assert [y for _, y in found.line(label)] == pytest.approx(losses)
        assert found.shows(found.line(label))
    assert found.window() == pytest.approx((0, 220, 0.1, 1000))
    assert found.axes.get_xlabel() == "training steps"
    assert found.axes.get_ylabel() == "loss: mean squared error"
    assert "the loss is 382 after 0, 385 after 1, " in found.alt


def test_the_path_goes_right_with_theta_0_and_up_with_theta_1() -> None:
    found = sketched("The path of the parameters", WRONG, RIGHT)
    assert found.line("this submission") == places(WRONG)
    assert found.line("solution") == places(RIGHT)
    assert found.line("start") == [(1, 2)]
    assert found.line("different at step 1") == [(1, 2)]
    assert found.window() == (-1.5, 3.5, 0, 9)
    assert found.axes.get_xlabel() == "theta_0"
    assert found.axes.get_ylabel() == "theta_1"
    assert "(1, 2) after 0, (1.01, 1.99) after 1, (1.02, 1.98) after 2, (3, 0)" in found.alt
    assert found.alt.endswith("The paths differ at step 1, after (1, 2).")
    alone = sketched("The path of the parameters", RIGHT)
    assert alone.line("this submission") == places(RIGHT)
    assert alone.labels == ["this submission", "start", "lowest loss"]


def test_lines_of_equal_loss_have_that_loss_everywhere_and_room_for_their_labels() -> None:
    found = sketched("The path of the parameters", RIGHT)
    ((theta_0, theta_1),) = found.line("lowest loss")
    lowest = mean_squared_error(theta_0, theta_1)
    for aside in ((0.1, 0), (-0.1, 0), (0, 0.1), (0, -0.1)):
        assert mean_squared_error(theta_0 + aside[0], theta_1 + aside[1]) > lowest
    labels = {text.get_text(): text.get_position() for text in found.axes.texts}
    assert list(labels) == ["loss 10", "loss 50", "loss 150", "loss 350"]
    assert found.shows(labels.values())
    for level, line in zip((1, 10, 50, 150, 350), found.unlabelled(), strict=True):
        assert [mean_squared_error(*place) for place in line] == pytest.approx([level] * len(line))
        if level > 1:
            x, y = labels[f"loss {level}"]
            assert mean_squared_error(x, y) == pytest.approx(level)
            assert min(math.hypot(x - other, y - up) for other, up in line) > 0.3


def test_a_path_that_begins_elsewhere_is_apart_from_the_start() -> None:
    elsewhere = walk(lambda steps: [0.0, 0.0])
    found = sketched("The path of the parameters", elsewhere, RIGHT)
    assert found.line("different from the start") == [(1, 2)]
    assert found.alt.endswith("The paths differ from the start.")


@pytest.mark.parametrize(
    ("last", "told_of"),
    [(1, "after 1 step; the value after 2 cannot be drawn."),
     (20, "after 20 steps; the value after 30 cannot be drawn."),
     (120, "after 120 steps; the value after 200 cannot be drawn.")],
)  # fmt: skip
@pytest.mark.parametrize("instead", [NAN, [1e300, 1.0], None])
def test_a_path_that_ends_early_says_so(
    last: int, told_of: str, instead: list[float] | None
) -> None:
    seen = walk(lambda steps: [1.0, 2.0] if steps <= last else instead)
    for title in ("The loss over the steps", "The path of the parameters"):
        found = sketched(title, seen, RIGHT)
        assert told_of in found.alt
        assert len(found.line("this submission")) == STEPS.index(last) + 1
    line = sketched("The line after training", seen, RIGHT)
    assert line.labels == ["a week", "solution"]
    assert "After 200 steps, there is no line that can be drawn." in line.alt


@pytest.mark.parametrize("instead", [None, NAN])
def test_a_training_of_which_no_step_was_seen_is_not_drawn(instead: list[float] | None) -> None:
    seen = walk(lambda steps: instead if steps else [1.0, 2.0])
    for one in figures_of(ROOT / "exercises" / "linear_regression" / "figures.py"):
        assert sketch(one.title, seen, RIGHT) is None


def test_the_data_set_is_drawn_as_points_around_the_parabola() -> None:
    x = [0.0, 0.25, 0.5, 1.0]
    y = [rocket(x) + 1 for x in x]
    found = sketched("The data set", {"data": [x, y]})
    assert found.line("this submission") == list(zip(x, y, strict=True))
    assert all(up == rocket(x) for x, up in found.line("20x² + 5x − 3"))
    assert found.window() == (-0.05, 1.05, -8, 25)
    assert found.axes.get_xlabel() == "x in seconds"
    assert found.axes.get_ylabel() == "y in metres"
    assert found.alt.startswith("4 points with x from 0 to 1 and y from −2 to 23. Their")
    assert "(dashed) is 1 m." in found.alt


def test_data_that_are_elsewhere_are_in_the_window_with_the_parabola() -> None:
    found = sketched("The data set", {"data": [[-4.0, 3.0], [500.0, -70.0]]})
    assert found.line("this submission") == [(-4, 500), (3, -70)]
    assert found.shows(found.line("this submission") + found.line("20x² + 5x − 3"))


@pytest.mark.parametrize(
    ("x", "y", "told_of"),
    [
        ([0.0, 0.5, 1.0], [1.0, 2.0],
         "x has 3 and y has 2 values, which make 2 points with x from 0 to 0.5 "),
        ([0.0, 0.5, 1.0], [1.0, math.nan, 1e12],
         "1 point of 3 (the others cannot be drawn) with x from 0 to 0 "),
    ],
)  # fmt: skip
def test_data_that_make_no_pairs_are_told_as_they_are(
    x: list[float], y: list[float], told_of: str
) -> None:
    assert sketched("The data set", {"data": [x, y]}).alt.startswith(told_of)


def test_parabolas_are_drawn_before_and_after_training() -> None:
    found = sketched("Before and after training", {"params": [8.0, 2.0, -1.0]})
    for label, (a, b, c) in (
        ("20x² + 5x − 3", (20, 5, -3)),
        ("before training", (0, 0, 0)),
        ("after training", (8, 2, -1)),
    ):
        line = found.line(label)
        assert (line[0][0], line[-1][0]) == (0, 1)
        assert all(y == pytest.approx(a * x**2 + b * x + c) for x, y in line)
    assert len(found.line("measured")) == 40
    assert all(abs(y - rocket(x)) < 4 for x, y in found.line("measured"))
    assert found.shows(found.line("measured"))
    assert found.window() == (-0.02, 1.02, -6, 26)
    assert found.axes.get_xlabel() == "x in seconds"
    assert found.axes.get_ylabel() == "y in metres"
    assert "the parameters (a, b, c) are (8, 2, −1), and" in found.alt


def test_parameters_that_cannot_be_drawn_are_in_no_legend() -> None:
    found = sketched("Before and after training", {"params": [math.nan, 1.0, 2.0]})
    assert found.labels == ["measured", "20x² + 5x − 3", "before training"]
    assert found.alt.endswith("there are no parameters that can be drawn.")


def test_the_losses_are_drawn_by_epoch() -> None:
    falls, rises = ([100 * 0.99 ** (sign * n) for n in range(1000)] for sign in (1, -1))
    found = sketched("The loss over the epochs", {"history": rises}, {"history": falls})
    for label, losses in (("this submission", rises), ("solution", falls)):
        line = found.line(label)
        assert [x for x, _ in line[:100]] == list(range(1, 101))
        assert line[-1] == (1000.0, losses[-1])
        assert all(y == losses[int(x) - 1] for x, y in line)
        assert found.shows(line)
    assert found.window() == pytest.approx((0.9, 1100, 1e-3, 1e7))
    assert found.axes.get_xlabel() == "epoch"
    assert found.axes.get_ylabel() == "loss: mean squared error"
    assert [found.axes.get_xscale(), found.axes.get_yscale()] == ["log", "log"]
    assert "are 100 in epoch 1, 109 in epoch 10, " in found.alt
    assert "Those of the solution are 100 in epoch 1, 91.4 in epoch 10, " in found.alt
    same = sketched("The loss over the epochs", {"history": falls}, {"history": falls})
    assert same.line("this submission") == found.line("solution")
    assert same.alt.endswith(" in epoch 1000. The same holds for the solution.")


@pytest.mark.parametrize(
    ("history", "told_of"),
    [
        ([4090.0, 2.69e6, *[math.nan] * 998],
         "4090 in epoch 1, 2.69·10⁶ in epoch 2; later losses cannot be drawn."),
        ([*map(float, range(9, -1, -1))],
         "9 in epoch 1, 0 in epoch 10; losses of 0 or below cannot be drawn on a logarithmic"),
        ([-1.0, 3.0], "−1 in epoch 1, 3 in epoch 2; losses of 0 or below cannot be drawn"),
        ([1.5], "The history contains one loss, 1.5."),
        (1.5, "The history contains one loss, 1.5."),
    ],
)  # fmt: skip
def test_losses_that_are_not_drawn_are_told(history: Any, told_of: str) -> None:
    found = sketched("The loss over the epochs", {"history": history})
    assert told_of in found.alt
    assert all(y > 0 for _, y in found.line("this submission"))


@pytest.mark.parametrize(
    ("losses", "told_of"),
    [
        ([], ""),
        ([4.0], ""),
        ([4.0, 2.0, 1.0], ""),
        ([4.0, 2.0, 2.1, 1.0], ""),
        ([4.0, 4.0, 4.0], "The loss stays where it began, at 4."),
        ([4.0, 8.0, 16.0], "The loss rises from 4 to 16."),
        ([4.0, 2.0, 3.0, 1.0], "The loss jumps at step 2, from 2 to 3."),
        ([4.0, 400.0, math.nan], "The loss grows until it cannot be drawn, after step 1."),
        ([math.nan, 4.0, 2.0], ""),
        ([math.nan, math.nan], ""),
    ],
)  # fmt: skip
def test_what_stands_out_in_losses_is_said_first(losses: list[float], told_of: str) -> None:
    assert words.stands_out(dict(enumerate(losses)), "step") == told_of


@given(st.lists(st.floats(), max_size=20))
def test_losses_that_never_grow_stand_out_only_by_standing_still(losses: list[float]) -> None:
    falling = sorted((one for one in losses if math.isfinite(one)), reverse=True)
    said = words.stands_out(dict(enumerate(falling)), "step")
    assert said == "" or said.startswith("The loss stays")


def test_captions_begin_with_what_is_wrong() -> None:
    rises, falls = [1.0, 2.0, 4.0], [1.0, 0.5, 0.25]
    found = sketched("The loss over the epochs", {"history": rises}, {"history": falls})
    assert found.alt.startswith("The loss rises from 1 to 4. The losses in the history are ")
    assert found.alt.endswith(" They differ from epoch 2 on.")
    still = sketched("Before and after training", {"params": [0.0, 0.0, 0.0]})
    assert still.alt.startswith("Before and after training, the parabola is the same. 40 meas")
    uphill = sketched("The loss over the steps", WRONG, RIGHT)
    assert uphill.alt.startswith("The loss rises from 382 to 924. On the twelve weeks, ")


# from a real grading


@pytest.fixture(scope="module")
def grading(workers: Workers, linear_regression: Exercise) -> Grading:
    return Grading(linear_regression.illustrated(), workers, 3)


def graded(grading: Grading, path: Path) -> tuple[Picture, ...]:
    student = read(str(path))
    return pictures_of(grading, student, grading.observe(student))


def graded_mistake(grading: Grading, name: str) -> tuple[Picture, ...]:
    student = submission(mistake(name))
    return pictures_of(grading, student, grading.observe(student))


def test_a_right_submission_is_drawn_beside_the_solution(grading: Grading) -> None:
    line, loss, path = graded(grading, SUBMISSIONS / "right.py")
    assert "questions = 5.15 · tasks + 0.581" in line.alt
    assert "382 after 0, 152 after 1" in loss.alt
    assert "(1, 2) after 0, (1.71, 6.94) after 1" in path.alt
    assert "The solution takes the same path" in path.alt
    for picture in (line, loss, path):
        safe(picture)
        assert "solution" in picture.svg


def test_a_wrong_path_is_marked_where_it_leaves_the_solutions(grading: Grading) -> None:
    line, loss, path = graded_mistake(grading, "never_clears_gradients")
    assert "questions = 3.79 · tasks − 0.794" in line.alt
    assert "For the solution, the line is questions = 5.15 · tasks + 0.581" in line.alt
    assert "36.4 after 5" in loss.alt
    assert "The paths differ at step 2, after (1.71, 6.94)" in path.alt
    assert "different at step 2" in path.svg
    for picture in (line, loss, path):
        safe(picture)


def test_a_path_that_diverges_is_drawn_as_far_as_it_can(grading: Grading) -> None:
    line, loss, path = graded_mistake(grading, "climbs_the_gradient")
    assert "no line that can be drawn" in line.alt
    assert "6.05·10⁶ after 5" in loss.alt
    assert "after 20 steps; the value after 30 cannot be drawn." in loss.alt
    assert "different at step 1" in path.svg
    for picture in (line, loss, path):
        safe(picture)


def test_a_submission_without_the_function_has_no_picture_of_it(grading: Grading) -> None:
    assert graded(grading, SUBMISSIONS / "missing_training.py") == ()


def sentences_of(grading: Grading, text: str) -> list[str]:
    """The sentences in place of pictures of this submission."""
    student = submission(text)
    report, sighting = both(grading, student)
    drawn = drawings_of(grading, sighting, report)
    return [f"{', '.join(one.titles)}: {one.reason}" for one in drawn if isinstance(one, Undrawn)]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("return None", "returned None."),
        ("return [float('nan')] * 2", "returned [nan, nan]."),
        ("return torch.ones(3)", "returned [1, 1, 1] (shape [3])."),
        ("return 'no ' * 500", f"returned '{'no ' * 20}"),
        ("raise ValueError('a long story')", "raised an error."),
    ],
)
def test_why_nothing_can_be_drawn_is_said_once(grading: Grading, body: str, reason: str) -> None:
    text = f"import torch\ndef {TRAINING}(x, y, learning_rate=0.02, number_training_steps=200):\n"
    (sentence,) = sentences_of(grading, f"{text}    {body}\n")
    titles, _, rest = sentence.partition(": ")
    assert titles.split(", ") == [one.title for one in grading.exercise.figures]
    assert rest.startswith(f"{TRAINING}(…) {reason}"[:100])
    assert len(rest) < 150


@pytest.mark.parametrize("text", ["def other(): return 1", "def broken(:", None])
def test_what_is_not_there_yet_has_no_sentence(grading: Grading, text: str | None) -> None:
    assert sentences_of(grading, grading.exercise.stub().text if text is None else text) == []


def test_a_student_without_solutions_sees_the_submission_alone(
    workers: Workers, linear_regression: Exercise
) -> None:
    alone = Grading(linear_regression.shown_only().illustrated(), workers, 3)
    shown = graded(alone, SUBMISSIONS / "right.py")
    assert len(shown) == 3
    for picture in shown:
        safe(picture)
        assert "solution" not in picture.svg


def test_every_exercise_draws_all_its_figures_of_its_solution(workers: Workers) -> None:
    folders = default_folders()
    for name in names(folders):
        exercise = load(name, folders)
        grading = Grading(exercise.illustrated(), workers, 5)
        titles = [one.title for one in exercise.illustrated().figures]
        for compared in (True, False):
            shown = pictures_of_solution(grading, compared=compared)
            assert [picture.title for picture in shown] == titles
            for picture in shown:
                safe(picture)


# pictures have no say


@pytest.fixture
def doubling(tmp_path: Path) -> Exercise:
    return load("doubling", write_exercise(tmp_path, {"exercises/figures.py": DOUBLES}))


DOUBLES = """\
from grader.checks import function
from grader.figures import SUBMISSION, drawable, figure, told

double = function("double")


def doubles(axes, seen, expected):
    numbers = [drawable(seen[name]) for name in ("one", "two")]
    if None in numbers:
        return None
    axes.plot(numbers, **SUBMISSION)
    return f"{told(numbers[0])} and {told(numbers[1])}"


figures = [figure("Doubles", doubles, one=double(1000.0), two=double(2000.0))]
"""


def both(grading: Grading, student: Submission) -> tuple[Report, Sighting]:
    """The report on a submission, and what was seen of it."""
    sighting = grading.observe(student)
    return grading.judge(student, sighting), sighting


def submission(text: str) -> Submission:
    return parse("submit.py", text.encode())


@pytest.mark.parametrize(
    "odd",
    [
        "print('a picture')",
        "raise ValueError",
        "import os; os._exit(3)",
        "while True: pass",
        "return 'words'",
        "return [0.0] * 100_000",
        "os.write(1, b'x' * 100_000)",
    ],
)
@pytest.mark.parametrize("before", ["", "hello"])
def test_what_happens_for_a_picture_changes_no_report(
    doubling: Exercise, workers: Workers, odd: str, before: str
) -> None:
    text = f"import os\ndef double(x):\n    if x >= 1000:\n        {odd}\n"
    text += f"    print({before!r}, end='')\n    return 2 * x\n"
    hasty = replace(doubling, check_time_limit_seconds=0.5)
    plain, pictured = (
        Grading(exercise, workers, 7).report(submission(text))
        for exercise in (hasty, hasty.illustrated())
    )
    assert plain.full_marks
    assert plain.output == before * 3
    assert msgspec.structs.replace(pictured, seconds=plain.seconds) == plain


def test_time_for_pictures_is_not_that_of_the_checks(doubling: Exercise, workers: Workers) -> None:
    text = "import time\ndef double(x):\n    time.sleep(x >= 1000)\n    return 2 * x\n"
    report, sighting = both(Grading(doubling.illustrated(), workers, 7), submission(text))
    assert len(sighting.pictured) == 2
    assert report.seconds < 2


def test_what_is_answered_before_a_crash_is_kept(doubling: Exercise, workers: Workers) -> None:
    text = "import os\ndef double(x):\n    return 2 * x if x < 2000 else os._exit(1)\n"
    sighting = Grading(doubling.illustrated(), workers, 7).observe(submission(text))
    (answer,) = sighting.pictured.values()
    assert answer == Returned(((literal(2000.0),),))


def test_pictures_are_asked_for_though_the_last_check_was_lost(
    doubling: Exercise, workers: Workers
) -> None:
    # whatever number the hidden check draws
    text = "import os\ndef double(x):\n    return 2 * x if x in (5, 1000, 2000) else os._exit(1)\n"
    report, sighting = both(Grading(doubling.illustrated(), workers, 7), submission(text))
    assert [verdict.outcome for verdict in report.verdicts] == ["passed", "crashed"]
    assert len(sighting.pictured) == 2


def test_what_has_no_time_to_be_loaded_again_for_pictures_was_loaded_once(
    doubling: Exercise, workers: Workers
) -> None:
    # loading takes 1 s, the check 2 s: of 3.5 s, half a second is left to load once more
    text = "import time\ntime.sleep(1)\n"
    text += "def double(x):\n    while x not in (5, 1000, 2000): pass\n    return 2 * x\n"
    limited = replace(doubling, check_time_limit_seconds=2.0, time_limit_seconds=3.5)
    report, sighting = both(Grading(limited.illustrated(), workers, 7), submission(text))
    assert [verdict.outcome for verdict in report.verdicts] == ["passed", "timeout"]
    assert sighting.stuck == ()
    assert sighting.functions == ("double",)
    assert sighting.pictured == {}


def test_nothing_is_asked_where_no_pictures_are_wanted(
    doubling: Exercise, workers: Workers
) -> None:
    right = submission("def double(x): return 2 * x")
    plain = Grading(doubling, workers, 7)
    assert plain.observe(right).pictured == {}
    pictured = Grading(doubling.illustrated(), workers, 7)
    assert pictures_of(plain, right, pictured.observe(right)) == ()
    (picture,) = pictures_of(pictured, right, pictured.observe(right))
    assert picture.alt == "2000 and 4000"


def test_a_gradebook_keeps_what_pictures_are_made_of(doubling: Exercise, workers: Workers) -> None:
    grading = Grading(doubling.illustrated(), workers, 7)
    right = submission("def double(x): return 2 * x")
    seen = grading.observe(right)
    kept = unpack_sighting(pack_sighting(seen))
    assert kept == seen
    assert pictures_of(grading, right, kept) == pictures_of(grading, right, seen) != ()


def test_what_was_kept_before_there_were_pictures_is_read() -> None:
    old = msgspec.to_builtins(Sighting(printed="hello"))
    del old["pictured"]
    kept = msgspec.json.decode(msgspec.json.encode(old), type=Sighting)
    assert kept == Sighting(printed="hello")


def test_figures_do_not_make_it_another_exercise(tmp_path: Path) -> None:
    before = fingerprint("doubling", write_exercise(tmp_path))
    folders = write_exercise(tmp_path, {"exercises/figures.py": DOUBLES})
    assert fingerprint("doubling", folders) == before


def test_matplotlib_waits_until_something_is_drawn() -> None:
    told = subprocess.run(
        [sys.executable, "-c",
         "import sys\n"
         "import grader.cli, grader.grading.one\n"
         "from grader.exercise.folders import default_folders\n"
         "from grader.exercise.loading import load\n"
         "from grader.pictures.plan import pictures, questions\n"
         "figures = load('linear_regression', default_folders()).illustrated().figures\n"
         "assert questions(figures)\n"
         "assert pictures(figures, {}) == ()\n"
         "print('matplotlib' in sys.modules, 'torch' in sys.modules)\n"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert told.stdout.split() == ["False", "False"]


# whatever was observed


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.parent.name)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_hostile_numbers_make_safe_pictures_or_none(path: Path, data: st.DataObject) -> None:
    figures = figures_of(path)
    wild = st.floats() | st.sampled_from([1e300, -1e300, 1e-300, 0.0, -1.0])
    lists = st.lists(wild, max_size=5).map(lambda numbers: literal([numbers, numbers]))
    shown = data.draw(st.lists(_with_names(lists) | values(), min_size=1, max_size=4))
    expected = data.draw(st.none() | st.just(showing(figures, *reversed(shown))))
    for picture in pictures(figures, showing(figures, *shown), expected, forgiving=False):
        safe(picture)


def _with_names(lists: st.SearchStrategy[Any]) -> st.SearchStrategy[Value]:
    """Values as they come from a worker, where what is not finite has a name instead."""
    return lists.map(lambda value: msgspec.convert(_named(msgspec.to_builtins(value)), Value))


def _named(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _named(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_named(item) for item in value]
    return repr(value) if isinstance(value, float) and not math.isfinite(value) else value


def vector(*numbers: float | str) -> Tensor:
    return Tensor((len(numbers),), tuple(numbers))  # type: ignore[arg-type]


HOSTILE: dict[str, Value] = {
    "nothing": literal(None),
    "not a number": vector("nan", "nan", "nan"),
    "infinite": vector("inf", "-inf", "inf"),
    "huge": vector(1e300, -1e300, 1e300),
    "almost too large to draw": vector(1e9, -1e9, 1e9),
    "tiny": vector(1e-300, 5e-324, 0.0),
    "empty": vector(),
    "several": Tensor((500,), tuple(map(float, range(500)))),
    "two by several": Tensor((2, 250), tuple(map(float, range(500)))),
    "a column": Tensor((3, 1), (1.0, 2.0, 3.0)),
    "of many dimensions": Tensor((500,) + (1,) * 7, tuple(map(float, range(500)))),
    "deep": literal([[[[1.0]], [[2.0]]]]),
    "a pair": vector(1.0, 2.0),
    "one": literal(1.0),
    "words": Text("<script>alert(1)</script>"),
    "words among numbers": literal([1.0, "</svg><script>", 2.0]),
}
# As many numbers as a worker may send.
MANY = tuple(map(float, range(50_000)))
LARGE: dict[str, Value] = {
    "many": Tensor((50_000,), MANY),
    "two by many": Tensor((2, 25_000), MANY),
    "many of many dimensions": Tensor((50_000,) + (1,) * 7, MANY),
}


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.parent.name)
@pytest.mark.parametrize(
    "shown",
    [
        *(pytest.param(shown, id=name) for name, shown in HOSTILE.items()),
        *(pytest.param(shown, id=name, marks=pytest.mark.slow) for name, shown in LARGE.items()),
    ],
)
def test_no_observation_breaks_a_figure(path: Path, shown: Value) -> None:
    figures = figures_of(path)
    seen = showing(figures, shown)
    others = [*HOSTILE.values(), shown]
    for expected in (None, seen, showing(figures, *others)):
        for picture in pictures(figures, seen, expected, forgiving=False):
            safe(picture)
            assert len(picture.svg) < 100_000
            assert "alert" not in picture.svg


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.parent.name)
def test_where_nothing_was_observed_nothing_is_drawn(path: Path) -> None:
    figures = figures_of(path)
    assert pictures(figures, {}) == ()
    assert pictures(figures, {}, showing(figures, *HOSTILE.values())) == ()
    assert pictures(figures, showing(figures, HOSTILE["words"])) == ()


def verdict(event: Event, function: str = "double") -> Verdict:
    outcome: Outcome = "failed"
    return Verdict("a check", function, "shown", outcome, 0.0, 1.0, "", "", event=event)


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        (["not_written", "raised"], "double(…) raised an error."),
        (["misfit"], "double does not take its arguments."),
        (["timed_out", "not_called"], "double(…) did not end in time."),
        (["not_called"], "there was no time left to call double."),
        (["left_out"], "double(…) was not called."),
        (["out_of_memory"], "double(…) ran out of memory."),
        (["crashed"], "double(…) ended the process."),
        (["not_written", "not_written"], ""),
        (["missing"], ""),
        (["returned"], ""),  # nobody may have asked for pictures
    ],
)
def test_calls_that_showed_nothing_say_how_they_ended(events: list[Event], reason: str) -> None:
    one = [figure("Doubles", plot, ours=double(1.0))]
    told = drawings(one, {}, verdicts=[verdict(event) for event in events])
    assert told == ((Undrawn(("Doubles",), reason),) if reason else ())


def test_each_function_has_a_sentence_at_its_first_figure() -> None:
    other = function("other")
    figures = [
        figure("a", plot, ours=double(1.0)),
        figure("b", plot, ours=other(1.0)),
        figure("c", plot, ours=double(2.0)),
        figure("d", plot, ours=after(other(2.0), argument=0)),
    ]
    seen = showing(figures, literal(None), vector(1.0, 2.0), Text("c"), Text("d"))
    first, picture, last = drawings(figures, seen)
    assert first == Undrawn(("a", "c"), "double(…) returned None.")
    assert isinstance(picture, Picture)
    assert last == Undrawn(("d",), "other(…) left its 1st argument as 'd'.")


def test_an_unanswered_picture_beside_others_says_so() -> None:
    figures = [figure(title, plot, ours=double(at)) for title, at in (("a", 1.0), ("b", 2.0))]
    answered = dict(list(showing(figures, vector(1.0, 2.0)).items())[:1])
    _, sentence = drawings(figures, answered, verdicts=[verdict("returned")])
    assert sentence == Undrawn(("b",), "double(…) gave no answer for its numbers.")


def test_a_figure_that_stumbles_is_left_out_and_the_rest_is_drawn() -> None:
    def stumble(axes: Any, seen: words.Seen, expected: words.Seen | None) -> str:
        raise ZeroDivisionError

    figures = [figure(title, draw, ours=double(1.0)) for title, draw in
               (("a", plot), ("b", stumble), ("c", plot))]  # fmt: skip
    seen = showing(figures, vector(1.0, 2.0))
    assert [one.title for one in pictures(figures, seen)] == ["a", "c"]
    with pytest.raises(ZeroDivisionError):
        pictures(figures, seen, forgiving=False)


def test_a_picture_of_too_many_points_is_left_out() -> None:
    def crowded(axes: Any, seen: words.Seen, expected: words.Seen | None) -> str:
        axes.plot(range(5000), [n % 7 for n in range(5000)], "o")
        return "Too many."

    one = [figure("Crowded", crowded, ours=double(1.0))]
    assert pictures(one, showing(one, vector(1.0))) == ()
    with pytest.raises(ValueError, match="thin what it shows"):
        pictures(one, showing(one, vector(1.0)), forgiving=False)


# what a picture is


def test_equal_numbers_make_equal_pictures_and_others_share_no_id() -> None:
    (first,), (again,), (other,) = (
        drawn(vector(*numbers)) for numbers in ((1.0, 2.0), (1.0, 2.0), (1.0, 3.0))
    )
    assert first == again
    ids = [
        {value for name, value in attributes(picture.svg) if name == "id"}
        for picture in (first, other)
    ]
    assert ids[0].isdisjoint(ids[1])


def test_coordinates_keep_two_decimals_and_say_nothing_that_changes_nothing() -> None:
    chance = random.Random(1)
    (picture,) = drawn(vector(*(chance.gauss(0, 1) for _ in range(50))))
    drawings = [(name, value) for name, value in attributes(picture.svg)
                if name not in ("id", "href", "clip-path", "aria-labelledby")]  # fmt: skip
    found = [number for _, value in drawings for number in re.findall(r"\d*\.\d+", value)]
    assert len(found) > 100
    assert max(len(number.partition(".")[2]) for number in found) == 2
    turns = [turn for _, value in drawings for turn in re.findall(r"rotate\(([-\d.]+)", value)]
    assert 0 not in map(float, turns)


def test_no_label_of_a_tick_is_cut_off_at_the_end_of_an_axis() -> None:
    def long(axes: Any, seen: words.Seen, expected: words.Seen | None) -> str:
        axes.plot([0, 50_000], [0, 1])
        axes.set(xlim=(0, 50_000))
        words.ticks(axes.xaxis, [0, 50_000])
        return "Long."

    one = [figure("Long", long, ours=double(1.0))]
    (picture,) = pictures(one, showing(one, vector(1.0)), forgiving=False)
    root = ET.fromstring(picture.svg)
    texts = root.iter("{http://www.w3.org/2000/svg}text")
    (label,) = [element for element in texts if element.text == "50000"]
    places = re.findall(r"translate\(([\d.]+)", label.attrib.get("transform", ""))
    middle = float(label.attrib.get("x") or places[0])
    assert label.attrib["text-anchor"] == "middle"
    assert middle + 5 * 8.5 / 2 <= float(root.attrib["width"])  # digits of 13 px are 8.3 px wide


def test_settings_of_a_notebook_change_no_picture() -> None:
    (before,) = drawn(vector(1.0, 2.0))
    with matplotlib.rc_context({"axes.grid": True, "font.size": 30, "axes.facecolor": "red"}):
        assert drawn(vector(1.0, 2.0)) == (before,)
        assert matplotlib.rcParams["axes.grid"]
        assert matplotlib.rcParams["font.size"] == 30


def test_signs_and_dollars_in_words_stay_what_they_are() -> None:
    def odd(axes: Any, seen: words.Seen, expected: words.Seen | None) -> str:
        axes.plot([1, 2], label="a < b & $x^2$")
        return 'less: <b> & "c"'

    one = [figure("<title>", odd, ours=double(1.0))]
    (picture,) = pictures(one, showing(one, vector(1.0)), forgiving=False)
    safe(picture)
    texts = [element.text for element in ET.fromstring(picture.svg).iter()]
    assert "a < b & $x^2$" in texts


def test_a_label_is_told_in_a_legend_within_the_picture() -> None:
    (picture,) = drawn(vector(1.0, 2.0))
    texts = ET.fromstring(picture.svg).iter("{http://www.w3.org/2000/svg}text")
    (told_of,) = [one for one in texts if one.text == "this submission"]
    assert float(told_of.attrib["y"]) < 30


def luminance(colour: str) -> float:
    """As WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [words.BLUE, words.VERMILLION, words.GREEN, words.PURPLE])
@pytest.mark.parametrize("ground", ["#ffffff", "#1b1b1b"])
def test_colours_stand_out_on_light_and_dark(colour: str, ground: str) -> None:
    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


# the words


def test_equal_calls_are_made_once_with_all_places_to_look_at() -> None:
    train = function("train")
    call = train([1.0], param([0.0]), epochs=3)
    figures = [
        figure("a", plot, history=call),
        figure("b", plot, left=after(train([1.0], param([0.0]), epochs=3), argument=1)),
        figure("c", plot, other=train([2.0], param([0.0]), epochs=3)),
    ]
    first, second = questions(figures)
    assert [(look.place, look.argument) for look in first.looks] == [
        ("returned", 0),
        ("argument", 1),
    ]
    assert len(second.looks) == 1


def test_an_argument_after_the_call_is_what_is_drawn(workers: Workers, tmp_path: Path) -> None:
    text = (
        DOUBLES.replace("double(1000.0)", "after(double(param(4.0)), argument=0)")
        .replace("import SUBMISSION", "import after, SUBMISSION")
        .replace("import function", "import function, param")
    )
    folders = write_exercise(tmp_path, {"exercises/figures.py": text})
    grading = Grading(load("doubling", folders).illustrated(), workers, 7)
    changing = "def double(x):\n    y = 2 * x\n    if not isinstance(x, float): x.data += 5\n"
    student = submission(changing + "    return y\n")
    (picture,) = pictures_of(grading, student, grading.observe(student))
    assert picture.alt == "9 and 4000"


def test_only_what_is_compared_is_shown_the_solution() -> None:
    for compared in (True, False):
        one = [figure("Doubles", plot, compared=compared, ours=double(1.0))]
        seen, expected = showing(one, vector(1.0, 2.0)), showing(one, vector(3.0, 4.0))
        (picture,) = pictures(one, seen, expected, forgiving=False)
        assert ("solution" in picture.svg) == compared


@pytest.mark.parametrize(
    ("write", "complaint"),
    [
        (lambda: figure("empty", plot), "has no call"),
        (lambda: figure("drawn", plot, ours=double(number())), "a random argument"),
        (lambda: figure("drawn", plot, ours=double(param(number()))), "a random argument"),
        (lambda: figure("drawn", plot, ours=double(param([[number()]]))), "a random argument"),
        (lambda: after(double(1.0), argument=1), "has no argument 1"),
    ],
)
def test_a_figure_that_could_not_work_is_refused(write: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        write()


@pytest.mark.parametrize(
    ("value", "count", "found"),
    [
        ([1.0, 2.0], 2, [1.0, 2.0]),
        ([[1.0], [2.0]], 2, [1.0, 2.0]),
        ([1.0, 2.0], 3, None),
        ([[1.0, 2.0], [3.0, 4.0]], None, None),
        ([], None, None),
        (1.0, None, None),
        (None, None, None),
    ],
)
def test_a_series_is_a_list_of_single_numbers(
    value: Any, count: int | None, found: list[float] | None
) -> None:
    assert series(value, count) == found


def test_what_is_too_large_to_draw_leaves_a_gap() -> None:
    shown = series([1.0, 1e300, math.inf, math.nan, 2e9, -2e9, 1e9])
    assert shown is not None
    assert [number == number for number in shown] == [True, *[False] * 5, True]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5807, "0.581"), (-3.0, "−3"), (1234.4, "1234"), (1.2e9, "1.2·10⁹"), (1e-7, "10⁻⁷"),
     (0.0, "0"), (-0.0, "0"), (999.9, "1000"), (-999.9, "−1000"), (0.9999, "1"),
     (99_940.0, "99940"), (99_999.6, "10⁵"), (1e300, "10³⁰⁰"), (1.797e308, "1.8·10³⁰⁸"),
     (math.nan, "no finite number"), (math.inf, "no finite number")],
)  # fmt: skip
def test_numbers_are_told_in_a_few_characters(value: float, text: str) -> None:
    assert words.told(value) == text


@pytest.mark.parametrize(
    ("places", "labels"),
    [
        ([0, 5, 10], ["0", "5", "10"]),
        ([0.1, 10, 1000, 10_000], ["0.1", "10", "1000", "10000"]),
        ([0.1, 10, 1000, 100_000], ["0.1", "10", "10³", "10⁵"]),
        ([1e-6, 1e-3, 1, 1000], ["10⁻⁶", "10⁻³", "1", "10³"]),
    ],
)
def test_ticks_of_an_axis_are_written_in_one_way(places: list[float], labels: list[str]) -> None:
    axes = matplotlib.figure.Figure().add_subplot()
    words.ticks(axes.xaxis, places)
    assert [label.get_text() for label in axes.get_xticklabels()] == labels


def test_long_lists_are_thinned_from_end_to_end() -> None:
    assert words.thinned(3) == [0, 1, 2]
    places = words.thinned(50_000)
    assert (places[0], places[-1]) == (0, 49_999)
    assert len(set(places)) == len(places) <= 500


@given(st.lists(st.floats(1e-300, 1e300), max_size=4))
def test_a_logarithmic_axis_holds_its_numbers_and_few_ticks(numbers: list[float]) -> None:
    places = words.powers_of_ten(numbers, 0.1, 100)
    assert 4 <= len(places) <= 11
    assert all(places[0] <= number * 1.001 and number <= places[-1] * 1.001 for number in numbers)


# files of authors


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("figures = [1]\n", "Make each entry with figure\\(...\\)"),
        ("x = 1\n", "defines no list named `figures`"),
        ("1 / 0\n", "cannot be used: ZeroDivisionError"),
    ],
)
def test_a_figures_file_that_cannot_be_used_says_why(
    tmp_path: Path, workers: Workers, text: str, complaint: str
) -> None:
    exercise = load("doubling", write_exercise(tmp_path, {"exercises/figures.py": text}))
    assert Grading(exercise, workers, 7).answers.of_solution()
    with pytest.raises(ExerciseBroken, match=complaint):
        Grading(exercise.illustrated(), workers, 7)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("numbers, **", "nonsense, **", "cannot draw the solution: NameError"),
        ("    axes.plot", "    return None\n    axes.plot", "'Doubles' shows nothing"),
        ("figures = [", "figures = [figure('Doubles', doubles, one=double(1.0), two=double(2.0)),",
         "two figures have the title 'Doubles'"),
        ("double(2000.0)", "triple(2000.0)", "'Doubles' shows nothing for the solution"),
    ],
)  # fmt: skip
def test_lint_tells_authors_of_figures_that_do_not_work(
    tmp_path: Path, workers: Workers, old: str, new: str, complaint: str
) -> None:
    text = DOUBLES.replace(old, new) + 'triple = function("triple")\n'
    text = text.replace('double = function("double")', 'double = function("double")\n'
                        'triple = function("triple")')  # fmt: skip
    folders = write_exercise(tmp_path, {"exercises/figures.py": text})
    problems = examine(load("doubling", folders), folders, workers, 1).problems
    assert any(complaint in problem.text for problem in problems), problems


def test_lint_has_nothing_to_say_of_figures_that_work(
    tmp_path: Path, workers: Workers, with_casebook: Casebooks
) -> None:
    folders = write_exercise(tmp_path, {**FILES, "exercises/figures.py": DOUBLES})
    with_casebook(folders)
    assert examine(load("doubling", folders), folders, workers, 1).problems == []
