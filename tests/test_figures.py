"""Pictures of what was seen: whatever that is, they are safe to show and harm no report."""

import math
import re
import runpy
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib
import msgspec
import pytest
from conftest import HIDDEN, ROOT, SUBMISSIONS
from exercise_factory import FILES, write_exercise
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import values

from grader import figures as words
from grader.attempt import pack_sighting, unpack_sighting
from grader.checks import function, number, param
from grader.closeness import literal
from grader.errors import ExerciseBroken
from grader.exercise import Exercise, default_folders, fingerprint, load, names
from grader.figures import INK, Drawn, Figure, after, figure, pictures, questions, series
from grader.grading import Grading
from grader.lint import examine
from grader.observations import Returned, Tensor, Text, Value
from grader.sandbox.observe import Sighting
from grader.sandbox.workers import Workers
from grader.submission import Submission, parse, read

WRITTEN = sorted(ROOT.glob("exercises/*/figures.py"))
double = function("double")

# The elements and attributes that a page with a strict policy has been promised.
ELEMENTS = {"svg", "title", "desc", "g", "defs", "path", "use", "text", "clipPath", "rect"}
FORBIDDEN = re.compile(r"style|script|^on|href=.(?!#)|class|xlink")


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


def plot(axes: Any, seen: words.Seen, expected: words.Seen | None) -> str | None:
    """A plain figure of a list of numbers."""
    ours = series(seen["ours"])
    if ours is None:
        return None
    axes.plot(ours, **words.SUBMISSION)
    if expected is not None:
        axes.plot(series(expected["ours"]), **words.SOLUTION)
    return f"The last is {words.told(ours[-1])}."


def drawn(*shown: Value, **more: Any) -> tuple[Drawn, ...]:
    """The plain figure of these values."""
    one = [figure("Doubles", plot, ours=double(1.0), **more)]
    return pictures(one, showing(one, *shown), forgiving=False)


def attributes(svg: str) -> Iterable[tuple[str, str]]:
    for element in ET.fromstring(svg).iter():
        yield from element.attrib.items()


def safe(picture: Drawn) -> None:
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


# from a real grading


@pytest.fixture(scope="module")
def grading(workers: Workers, linear_regression: Exercise) -> Grading:
    return Grading(linear_regression, workers, 3, pictures=True)


def graded(grading: Grading, path: Path) -> tuple[Drawn, ...]:
    return grading.pictures(grading.observe(read(str(path))))


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
    line, loss, path = graded(grading, HIDDEN / "mistakes" / "never_clears_gradients.py")
    assert "questions = 3.79 · tasks − 0.794" in line.alt
    assert "With the solution the line is questions = 5.15 · tasks + 0.581" in line.alt
    assert "36.4 after 5" in loss.alt
    assert "By step 2 the paths are apart, after (1.71, 6.94)" in path.alt
    assert "apart by step 2" in path.svg
    for picture in (line, loss, path):
        safe(picture)


def test_a_path_that_diverges_is_drawn_as_far_as_it_can(grading: Grading) -> None:
    line, loss, path = graded(grading, HIDDEN / "mistakes" / "climbs_the_gradient.py")
    assert "no line with parameters that can be drawn" in line.alt
    assert "6.05·10⁶ after 5" in loss.alt
    assert "apart by step 1" in path.svg
    for picture in (line, loss, path):
        safe(picture)


def test_a_submission_without_the_function_has_no_picture_of_it(grading: Grading) -> None:
    assert graded(grading, SUBMISSIONS / "missing_training.py") == ()


def test_a_student_without_solutions_sees_the_submission_alone(
    workers: Workers, linear_regression: Exercise
) -> None:
    alone = Grading(linear_regression.shown_only(), workers, 3, pictures=True)
    shown = graded(alone, SUBMISSIONS / "right.py")
    assert len(shown) == 3
    for picture in shown:
        safe(picture)
        assert "solution" not in picture.svg


def test_every_exercise_draws_all_its_figures_of_its_solution(workers: Workers) -> None:
    folders = default_folders()
    for name in names(folders):
        exercise = load(name, folders)
        grading = Grading(exercise, workers, 5, pictures=True)
        titles = [one.title for one in exercise.figures()]
        for compared in (True, False):
            shown = grading.pictures_of_solution(compared)
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
        Grading(hasty, workers, 7, pictures=wanted).report(submission(text))
        for wanted in (False, True)
    )
    assert plain.full_marks
    assert plain.output == before * 3
    assert msgspec.structs.replace(pictured, seconds=plain.seconds) == plain


def test_time_for_pictures_is_not_that_of_the_checks(doubling: Exercise, workers: Workers) -> None:
    text = "import time\ndef double(x):\n    time.sleep(x >= 1000)\n    return 2 * x\n"
    report, sighting = Grading(doubling, workers, 7, pictures=True).report_and_sighting(
        submission(text)
    )
    assert len(sighting.pictured) == 2
    assert report.seconds < 2


def test_what_is_answered_before_a_crash_is_kept(doubling: Exercise, workers: Workers) -> None:
    text = "import os\ndef double(x):\n    return 2 * x if x < 2000 else os._exit(1)\n"
    sighting = Grading(doubling, workers, 7, pictures=True).observe(submission(text))
    (answer,) = sighting.pictured.values()
    assert answer == Returned(((literal(2000.0),),))


def test_nothing_is_asked_where_no_pictures_are_wanted(
    doubling: Exercise, workers: Workers
) -> None:
    right = submission("def double(x): return 2 * x")
    plain = Grading(doubling, workers, 7)
    assert plain.observe(right).pictured == {}
    pictured = Grading(doubling, workers, 7, pictures=True)
    assert plain.pictures(pictured.observe(right)) == ()
    (picture,) = pictured.pictures(pictured.observe(right))
    assert picture.alt == "2000 and 4000"


def test_a_gradebook_keeps_what_pictures_are_made_of(doubling: Exercise, workers: Workers) -> None:
    grading = Grading(doubling, workers, 7, pictures=True)
    seen = grading.observe(submission("def double(x): return 2 * x"))
    kept = unpack_sighting(pack_sighting(seen))
    assert kept == seen
    assert grading.pictures(kept) == grading.pictures(seen) != ()


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
         "import grader.cli, grader.grading\n"
         "from grader.exercise import default_folders, load\n"
         "from grader.figures import pictures, questions\n"
         "figures = load('linear_regression', default_folders()).figures()\n"
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


HOSTILE = {
    "nothing": literal(None),
    "not a number": vector("nan", "nan", "nan"),
    "infinite": vector("inf", "-inf", "inf"),
    "huge": vector(1e300, -1e300, 1e300),
    "almost too large to draw": vector(1e9, -1e9, 1e9),
    "tiny": vector(1e-300, 5e-324, 0.0),
    "empty": vector(),
    "many": Tensor((50_000,), tuple(map(float, range(50_000)))),
    "two by many": Tensor((2, 25_000), tuple(map(float, range(50_000)))),
    "a column": Tensor((3, 1), (1.0, 2.0, 3.0)),
    "of many dimensions": Tensor((50_000,) + (1,) * 7, tuple(map(float, range(50_000)))),
    "deep": literal([[[[1.0]], [[2.0]]]]),
    "a pair": vector(1.0, 2.0),
    "one": literal(1.0),
    "words": Text("<script>alert(1)</script>"),
    "words among numbers": literal([1.0, "</svg><script>", 2.0]),
}


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("shown", HOSTILE.values(), ids=HOSTILE)
def test_no_observation_breaks_a_figure(path: Path, shown: Value) -> None:
    figures = figures_of(path)
    seen = showing(figures, shown)
    for expected in (None, seen, showing(figures, *HOSTILE.values())):
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
    grading = Grading(load("doubling", folders), workers, 7, pictures=True)
    changing = "def double(x):\n    y = 2 * x\n    if not isinstance(x, float): x.data += 5\n"
    (picture,) = grading.pictures(grading.observe(submission(changing + "    return y\n")))
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
        (lambda: figure("drawn", plot, ours=double(number())), "an argument that is drawn"),
        (lambda: figure("drawn", plot, ours=double(param(number()))), "an argument that is drawn"),
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
    shown = series([1.0, 1e300, math.inf, math.nan, 2.0])
    assert shown is not None
    assert [number == number for number in shown] == [True, False, False, False, True]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5807, "0.581"), (-3.0, "−3"), (1234.4, "1234"), (1.2e9, "1.2·10⁹"), (1e-7, "10⁻⁷"),
     (0.0, "0"), (math.nan, "no finite number"), (math.inf, "no finite number")],
)  # fmt: skip
def test_numbers_are_told_in_a_few_characters(value: float, text: str) -> None:
    assert words.told(value) == text


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
        ("figures = [1]\n", "which figure\\(...\\) did not make"),
        ("x = 1\n", "defines no list named `figures`"),
        ("1 / 0\n", "cannot be used: ZeroDivisionError"),
    ],
)
def test_a_figures_file_that_cannot_be_used_says_why(
    tmp_path: Path, workers: Workers, text: str, complaint: str
) -> None:
    exercise = load("doubling", write_exercise(tmp_path, {"exercises/figures.py": text}))
    assert Grading(exercise, workers, 7).reference_answers()
    with pytest.raises(ExerciseBroken, match=complaint):
        Grading(exercise, workers, 7, pictures=True)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("numbers, **", "nonsense, **", "cannot draw the solution: NameError"),
        ("    axes.plot", "    return None\n    axes.plot", "'Doubles' has nothing to show"),
        ("figures = [", "figures = [figure('Doubles', doubles, one=double(1.0), two=double(2.0)),",
         "two figures are called 'Doubles'"),
        ("double(2000.0)", "triple(2000.0)", "'Doubles' has nothing to show of the solution"),
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
    assert any(complaint in problem for problem in problems), problems


def test_lint_has_nothing_to_say_of_figures_that_work(tmp_path: Path, workers: Workers) -> None:
    folders = write_exercise(tmp_path, {**FILES, "exercises/figures.py": DOUBLES})
    assert examine(load("doubling", folders), folders, workers, 1).problems == []
