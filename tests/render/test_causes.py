"""A cause is told once, wherever a report is read: in a terminal, on a page, in a notebook."""

from collections.abc import Callable

import pytest

from grader.render.console import to_text
from grader.render.fragments import checks_table
from grader.render.page import page
from grader.render.source import annotate, definition
from grader.render.terminal import one_check, render
from grader.render.words import AS_ABOVE, first_steps, next_steps, once, sections
from grader.report import Cause, Outcome, Report, Verdict
from grader.submission.source import Submission

LOSS, TRAIN = "compute_loss", "train"
SOURCE = (
    "def compute_loss(x):\n    return 1\n\n\ndef train(x):\n    return compute_loss(x).item()\n"
)
SUBMISSION = Submission("submit.py", (("submit.py", SOURCE),), "")
HALF = "The loss is half as large. A factor does that. By what is the sum divided?"
ONE_OFF = "train behaves like one that makes a step too few. Count the steps."
NO_TENSOR = "A number has no .item(). It is one already."
AGAIN = "With a right compute_loss in its place, train is right."


def verdict(check: str, function: str = LOSS, feedback: str = "", **more: object) -> Verdict:
    outcome: Outcome = "failed"
    known: dict[str, object] = {
        "visibility": "shown", "outcome": outcome, "score": 0.0, "max_score": 1.0,
        "observed": f"{function}(…) of {check}.",
    }  # fmt: skip
    fields = known | {"feedback": feedback or known["observed"]} | more
    return Verdict(check=check, function=function, **fields)  # type: ignore[arg-type]


def passed(check: str, function: str = LOSS, feedback: str = "", score: float = 1.0) -> Verdict:
    return verdict(check, function, outcome="passed", score=score, observed="", feedback=feedback)


def report(*verdicts: Verdict, causes: tuple[Cause, ...] = ()) -> Report:
    return Report(
        exercise="linear_regression", submission="submit.py", status="graded", causes=causes,
        verdicts=verdicts, score=sum(one.score for one in verdicts), max_score=len(verdicts),
    )  # fmt: skip


def mistaken(check: str, function: str = LOSS) -> Verdict:
    return verdict(
        check, function, HALF, mistake="halves", gist="The loss is half as large.",
        advice="By what is the sum divided?",
    )  # fmt: skip


MISTAKE = Cause(LOSS, "mistake", "halves", HALF, ("b", "c"), "“a” passes; “b” does not.")
SLIP = Cause(TRAIN, "slip", "counts_one_off", ONE_OFF, ("d", "e"))
ERROR = Cause(TRAIN, "error", "AttributeError", NO_TENSOR, ("d", "e"))
AHEAD = Cause(LOSS, "trait", "ignores_an_argument", "compute_loss ignores x. Is it used?")
FAILED = (passed("a"), mistaken("b"), mistaken("c"))
SLIPPED = (verdict("d", TRAIN, ONE_OFF), verdict("e", TRAIN, ONE_OFF))
BOTH = report(*FAILED, *SLIPPED, causes=(MISTAKE, SLIP))
WAITS = f"train uses {LOSS}, which is not right yet."
WAITING = tuple(verdict(one, TRAIN, WAITS, waits_for=LOSS) for one in ("d", "e"))


def text(one: Report) -> str:
    return " ".join(to_text(render(one), "utf-8").split())


def html(one: Report) -> str:
    return page(one, SUBMISSION).replace("_<wbr>", "_").partition("</style>")[2]


EVERYWHERE = pytest.mark.parametrize("reading", [text, html, checks_table])
Reading = Callable[[Report], str]


def raising(check: str) -> Verdict:
    said = f"train({check}) raised AttributeError."
    return verdict(
        check, TRAIN, NO_TENSOR, outcome="raised", event="raised", observed=said,
        happened="train(…) raised AttributeError.", file="submit.py", line=6,
    )  # fmt: skip


SAME = f"train stops at the same error as {LOSS}."
STOPPED = report(
    *(verdict(one, LOSS, NO_TENSOR, outcome="raised", event="raised") for one in ("b", "c")),
    passed("a", TRAIN),
    *(
        verdict(one, TRAIN, outcome="raised", observed=SAME, feedback=SAME, same_error_as=LOSS)
        for one in ("d", "e")
    ),
)

# ------------------------------------------------------------------ once


@EVERYWHERE
def test_a_function_that_stops_at_the_error_of_another_says_so_once(reading: Reading) -> None:
    said = reading(STOPPED)
    assert said.count("2 checks stop at the same error as compute_loss") == 1
    assert SAME not in said


@EVERYWHERE
def test_a_cause_stands_once_and_before_the_checks(reading: Reading) -> None:
    said = reading(BOTH)
    for cause, check in ((HALF, "compute_loss(…) of b."), (ONE_OFF, "train(…) of d.")):
        assert said.count(cause) == 1
        assert said.count(check) == 1
        assert said.index(cause) < said.index(check)
    assert said.count("“a” passes; “b” does not.") == 1


@EVERYWHERE
def test_an_earlier_report_reads_like_one_with_causes(reading: Reading) -> None:
    assert reading(report(*FAILED)).count(HALF) == 1


@EVERYWHERE
def test_what_ends_the_same_way_is_not_said_again_below_a_cause(reading: Reading) -> None:
    said = reading(report(passed("a", TRAIN), raising("d"), raising("e"), causes=(ERROR,)))
    assert said.count(NO_TENSOR) == 1
    assert "train(d) raised" in said
    assert "train(e) raised" not in said
    assert AS_ABOVE not in said


@EVERYWHERE
def test_a_function_that_waits_takes_one_line(reading: Reading) -> None:
    said = reading(
        report(*FAILED, passed("x", TRAIN, "Guessed?", 0.0), *WAITING, causes=(MISTAKE,))
    )
    assert said.count("3 checks wait until compute_loss is right") == 1
    assert WAITS not in said
    assert "Guessed?" not in said


@EVERYWHERE
def test_that_a_right_function_stood_in_is_said_once(reading: Reading) -> None:
    right = (passed("d", TRAIN, AGAIN), passed("e", TRAIN, AGAIN))
    assert reading(report(*FAILED, *right, causes=(MISTAKE,))).count(AGAIN) == 1


def test_of_the_cells_of_a_function_the_first_has_the_cause() -> None:
    told: set[tuple[str, str]] = set()
    cells = [one_check(once(one, told)) for one in BOTH.verdicts]
    assert [HALF in one for one in cells] == [False, True, False, False, False]
    assert [ONE_OFF in one for one in cells] == [False, False, False, True, False]
    assert "compute_loss(…) of c." in cells[2]


# ------------------------------------------------------------------ what to do next


def test_each_function_has_one_step_that_says_the_cause_in_short() -> None:
    assert [step.text for step in next_steps(BOTH.verdicts, BOTH.causes)] == [
        "compute_loss: The loss is half as large. By what is the sum divided?",
        "train behaves like one that makes a step too few.",
    ]


def test_an_error_whose_meaning_is_known_is_not_quoted_in_a_step() -> None:
    for causes in ((ERROR,), ()):
        (step,) = next_steps([raising("d"), raising("e")], causes)
        assert step.text == "train: A number has no .item()."


def test_a_function_that_stops_at_the_error_of_another_is_no_step() -> None:
    steps = next_steps(STOPPED.verdicts)
    assert [step.function for step in steps] == [LOSS]


def test_a_function_that_waits_is_no_step() -> None:
    steps = next_steps([*FAILED, *WAITING], (MISTAKE,))
    assert [step.function for step in steps] == [LOSS]


def test_the_first_steps_say_how_many_follow_them() -> None:
    failing = report(*(verdict(name, f"step_{name}") for name in "abcde"))
    terminal = to_text(render(failing), "utf-8")
    for shown in (terminal, page(failing).replace("<wbr>", ""), checks_table(failing)):
        _, _, steps = shown.partition("What to do next")
        assert "step_c(…)" in steps
        assert "… and 2 more" in steps.partition("step_d(…)")[0]
    assert first_steps(report(passed("a"))) == ([], 0)


# ------------------------------------------------------------------ ahead of the hidden checks


@EVERYWHERE
def test_a_cause_beside_full_shown_marks_is_said_twice_on_purpose(reading: Reading) -> None:
    said = reading(report(passed("a"), causes=(AHEAD,)))
    assert "The shown checks pass, but hidden checks will ask for this:" in said
    assert "Every shown check passed." in said
    assert "Before handing in" in said
    assert "compute_loss ignores x. Hidden checks will ask for this." in said


def test_hidden_checks_that_ran_are_not_said_to_come() -> None:
    hidden = verdict("a", outcome="passed", score=1.0, observed="", visibility="hidden")
    said = text(report(hidden, causes=(AHEAD,)))
    assert "hidden checks will ask" not in said.casefold()
    assert "compute_loss ignores x." in said


# ------------------------------------------------------------------ in the source


def annotations(one: Report) -> dict[int, str]:
    found = annotate(one, SUBMISSION, sections(one))
    return {line: "; ".join(each.text for each in ones) for (_, line), ones in found.items()}


def test_marked_lines_say_the_cause_and_lead_to_it() -> None:
    assert annotations(BOTH) == {
        1: "2 checks fail, as with code that halves",
        5: "2 checks fail: train behaves like one that makes a step too few.",
    }
    assert html(BOTH).count('href="#cause-1"') == 2  # and from what to do next


def test_a_line_where_checks_stop_says_what_the_error_means() -> None:
    stopped = report(raising("d"), raising("e"), causes=(ERROR,))
    assert annotations(stopped) == {6: "2 checks stop here: A number has no .item()."}


def test_a_function_that_waits_is_marked_where_it_begins() -> None:
    one = report(*FAILED, *WAITING, causes=(MISTAKE,))
    assert annotations(one)[5] == "waits until compute_loss is right"


def test_a_class_is_marked_where_it_begins() -> None:
    text = "def train(x):\n    return Line()\n\n\nclass Line(Module):\n    pass\n"
    submission = Submission("submit.py", (("submit.py", text),), "")
    assert definition(submission, "Line") == (1, 5)
    assert definition(submission, "train") == (1, 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nLine = type('Line', (Module,), {})\n", 2),
        ("Other = 1\nLine: type = Other\n", 2),
        ("Line = None\n\nclass Line:\n    pass\n\nLine = compiled(Line)\n", 3),
        ("Line == 1\ndef train():\n    Line = 2\n", None),
        ("print(Line=1)\nLines = 3\n", None),
    ],
)
def test_what_is_not_defined_begins_where_it_is_assigned(text: str, line: int | None) -> None:
    submission = Submission("submit.py", (("submit.py", text),), "")
    assert definition(submission, "Line") == (None if line is None else (1, line))


def test_an_assignment_in_any_cell_is_found() -> None:
    cells = (("cell 1", "import torch\n"), ("cell 2", "\nLine = made()\n"), ("cell 3", "1\n"))
    assert definition(Submission("a.ipynb", cells, "", is_notebook=True), "Line") == (2, 2)
