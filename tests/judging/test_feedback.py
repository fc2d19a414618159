"""What people are told: the mistake where it is known, silence where it is not, and no answers."""

import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from commands import Ran, Run
from header import each_file
from places import SUBMISSIONS
from reports import LOSS, TRAINING, feedback, of, submission
from warm import Graded

from grader.checks import (
    Call,
    Expectation,
    Function,
    at_least,
    check,
    gradient_of,
    leaves,
    leaves_gradient,
    normal,
    param,
    returns,
    returns_count,
    returns_python_numbers,
    returns_tensors,
    satisfies,
    unchanged,
    within,
)
from grader.exercise.questions import ask
from grader.expectations.compare import literal
from grader.expectations.describe import as_text, structural
from grader.judging.feedback import Explainer
from grader.judging.judge import Account, Asked, judge
from grader.judging.pytorch import TORCH_ERRORS
from grader.observations import (
    Crashed,
    Misfit,
    Missing,
    NoGradient,
    Nothing,
    Number,
    Observation,
    Other,
    OutOfMemory,
    Raised,
    Returned,
    Stopped,
    Tensor,
    Text,
    TimedOut,
    Value,
)
from grader.observations import Sequence as Items
from grader.render import words
from grader.render.words import NONE_RAN, sections
from grader.report import Event, Report, Verdict
from grader.submission.source import Submission

ARRAY = Tensor((2,), (1.0, 2.0), array=True)

# What people look at in these tests.
SEEN = [
    "halves_the_loss_differently.py",
    "cubes_the_errors.py",
    "forgets_no_grad.py",
    "misnamed_function.py",
    "segfaults.py",
    "shows_progress_without_the_package.py",
    "takes_all_memory.py",
]


@pytest.fixture(scope="module")
def text(grade_process: Run) -> Ran:
    """What people see of several submissions and of the stub."""
    stub = SUBMISSIONS.parents[1] / "exercises" / "linear_regression" / "submit.py"
    return grade_process("--seed", 1, *(SUBMISSIONS / name for name in SEEN), stub)


@pytest.fixture(scope="module")
def seen(text: Ran) -> dict[str, str]:
    """The part of the text about each submission."""
    names = [*SEEN, "submit.py"]
    starts = [text.out.index(f"{name} · ") for name in names] + [len(text.out)]
    return {name: text.out[a:b] for name, a, b in zip(names, starts, starts[1:])}


def next_steps(part: str) -> list[str]:
    """What to do next, each step on one line."""
    _, _, steps = part.partition("What to do next\n")
    return [" ".join(step.split()) for step in re.split(r"(?m)^ +\d\. ", steps)[1:]]


# ------------------------------------------------------------------ reports
# What else is seen of the files whose headers say which points and names they get.

each_unnamed = each_file(" told nothing", "others every point")


@each_unnamed
def test_an_unknown_mistake_leaves_the_hint_of_the_check(file: Path, graded: Graded) -> None:
    failed = [one for one in graded(file)["verdicts"] if one["outcome"] == "failed"]
    assert failed
    # one hint a function, that of its first check that fails: many point everywhere
    functions = dict.fromkeys(one["function"] for one in failed)
    hinted = [one for one in failed if one["hint"]]
    assert [one["function"] for one in hinted] == list(functions)
    assert all(one in hinted for one in failed[:1])


def test_the_one_hint_is_what_to_do_next(graded: Graded) -> None:
    verdicts = graded(submission("shrinks_the_learning_rate.py"))["verdicts"]
    (hinted,) = [one for one in verdicts if one["hint"]]
    (step,) = words.next_steps([msgspec.convert(one, Verdict) for one in verdicts])
    assert step.text == f"{hinted['function']}: {hinted['hint']}"


@each_unnamed
def test_only_shown_checks_tell_what_is_expected(file: Path, graded: Graded) -> None:
    for verdict in graded(file)["verdicts"]:
        if verdict["outcome"] == "failed" and verdict["mistake"] is None:
            is_shown = verdict["visibility"] == "shown"
            assert ("expected" in verdict["observed"]) == is_shown
            assert ("…" in verdict["observed"]) == (not is_shown)


def test_answers_learnt_by_heart_are_said_to_be_no_proof(graded: Graded) -> None:
    report = graded(submission("hard_coded_answers.py"))
    assert "can be right even if the function is not" in feedback(report)


def test_a_right_loop_is_told_which_loss_it_works_with(graded: Graded) -> None:
    report = graded(submission("halves_the_loss_differently.py"))
    assert f"With a right {LOSS} in place of the one in this file" in feedback(report, TRAINING)


def test_an_exception_points_at_its_line_in_the_file(graded: Graded) -> None:
    file = submission("broken_loss_but_own_training.py")
    lines = file.read_text(encoding="utf-8").splitlines()
    for verdict in of(graded(file), LOSS):
        assert verdict["outcome"] == "raised"
        assert "name 'number_tasks' is not defined" in verdict["observed"]
        assert "number_tasks + theta_0" in lines[verdict["line"] - 1]
        assert (
            f"Line {verdict['line']}: {lines[verdict['line'] - 1].strip()}" in verdict["observed"]
        )
        assert verdict["file"] == file.name


# ------------------------------------------------------------------ words


def test_a_report_is_readable_at_80_columns(text: Ran) -> None:
    assert text.code == 1
    assert text.err == ""
    assert max(map(len, text.out.splitlines())) <= 80


def test_what_is_known_of_a_function_is_said_once(seen: dict[str, str]) -> None:
    checks, _, _ = seen["halves_the_loss_differently.py"].partition("What to do next")
    flowing = " ".join(checks.split())
    assert flowing.count("The loss is half of the mean squared error.") == 1
    assert flowing.count("only compute_loss loses points") == 1


@pytest.mark.parametrize("name", [*SEEN, "submit.py"])
def test_there_are_one_to_three_next_steps(name: str, seen: dict[str, str]) -> None:
    assert 1 <= len(next_steps(seen[name])) <= 3


@pytest.mark.parametrize(
    "name", ["shows_progress_without_the_package.py", "submit.py", "halves_the_loss_differently.py"]
)
def test_a_next_step_is_said_once_for_a_function(name: str, seen: dict[str, str]) -> None:
    functions = [re.split(r"\W", step.removeprefix("Write "))[0] for step in next_steps(seen[name])]
    assert len(functions) == len(set(functions))


def test_the_next_step_for_a_misnamed_function_is_its_name(seen: dict[str, str]) -> None:
    (step,) = next_steps(seen["misnamed_function.py"])
    assert "compute_los:" in step


@pytest.mark.parametrize(
    ("name", "said"), [("segfaults.py", "signal 11"), ("takes_all_memory.py", "memory")]
)
def test_the_next_step_after_a_lost_process_is_not_about_the_values(
    name: str, said: str, seen: dict[str, str]
) -> None:
    steps = " ".join(next_steps(seen[name]))
    assert said in steps
    assert "the mean of their squares" not in steps


# ------------------------------------------------------------------ sentences
# What seldom happens, told in observations written by hand.

double = Function("double")
STUDENT = Submission("submit.py", (("submit.py", "def double(x):\n    return x + x\n"),), "")
A_LIST = double([1.0, 2.0], param(3.0))


def account(
    expectation: Expectation,
    seen: Observation | Value,
    *,
    call: Call = A_LIST,
    is_shown: bool = True,
    parameters: tuple[str, ...] = ("numbers", "theta"),
    functions: tuple[str, ...] = ("double",),
    submission: Submission = STUDENT,
) -> Account:
    """What is said of this observation, or of this value where the expectation looks."""
    one = asked(expectation, seen, call=call, is_shown=is_shown)
    short = one.shortfall
    assert short is not None
    return Explainer(submission, functions, {"double": parameters}, 64)(one, short)


def asked(
    expectation: Expectation, seen: Observation | Value, *, call: Call, is_shown: bool
) -> Asked:
    observation = seen if isinstance(seen, Observation) else Returned(((seen,),))
    one = replace(check("a check", call, expectation, points=1, hint="h"), shown=is_shown)
    return Asked(one, tuple(ask(one, seed=1)), None, (observation,))


EXPLAINER = Explainer(STUDENT, ("double",), {"double": ("numbers", "theta")}, 64)
CALL = "double([1.0, 2.0], 3.0)"


def test_a_gradient_is_told_with_the_name_of_its_parameter() -> None:
    said = account(gradient_of(1, -8.0), literal(8.0))
    assert said.observed == (f"The gradient of {CALL} with respect to theta is 8; expected -8.")


def test_an_argument_that_was_changed_is_told_as_it_was_left() -> None:
    said = account(unchanged(0), literal([1.0, 9.0]))
    assert said.observed == f"{CALL} left numbers as [1, 9]; expected [1, 2]."


def test_an_argument_without_a_name_is_told_by_its_place() -> None:
    said = account(leaves(1, 3.0), literal(4.0), parameters=("numbers",))
    assert said.observed == f"{CALL} left argument 2 as 4; expected 3."


def test_what_a_predicate_does_not_accept_is_told_with_what_it_asks_for() -> None:
    wants = satisfies(lambda x: x > 0, "a number above 0")
    assert account(wants, literal(-1.0)).observed == (
        f"{CALL} returned -1; it should return a number above 0."
    )
    assert account(wants, literal(-1.0), is_shown=False).observed == (
        "double(…) returned -1; it should return a number above 0."
    )


def test_numbers_are_told_by_what_they_have_in_common() -> None:
    seen = literal([0.0, 1.0, 5.0])
    said = "the mean of the 3 numbers is 2, their standard deviation 2.16, the smallest 0 and the"
    assert account(normal(), seen).observed == (
        f"{CALL} returned [0, 1, 5]; {said} largest 5; expected: normal, mean 0, standard "
        "deviation 1."
    )
    assert account(normal(), seen, is_shown=False).observed == (
        f"double(…) returned [0, 1, 5]; {said} largest 5."
    )


def test_what_a_function_makes_of_a_value_is_told_only_with_a_name() -> None:
    def less(values: list[float]) -> list[float]:
        return [one - 100.0 for one in values]

    secret = normal(of=less, saying="noise around a secret curve")
    assert account(secret, literal([0.0, 1.0]), is_shown=False).observed == (
        "double(…) returned [0, 1]; it should return noise around a secret curve."
    )
    named = within(0, 1, of=less, called="differences")
    assert account(named, literal([0.0, 1.0]), is_shown=False).observed == (
        "double(…) returned [0, 1]; of the 2 differences, the smallest is -100, the largest -99."
    )


def test_how_many_answers_are_right_is_told() -> None:
    said = account(at_least(0.9), literal([True, False, False]))
    assert said.observed == (
        f"{CALL} returned [True, False, False]; 1 of 3 answers are right; expected: 90% or more of "
        "all answers right."
    )


def test_a_gradient_that_was_left_behind_is_told_with_its_parameter() -> None:
    said = account(leaves_gradient(1, 0.0), literal(-8.0))
    assert said.observed == f"{CALL} left theta.grad as -8; expected 0."


@pytest.mark.parametrize(
    ("seen", "told"),
    [(3, "3 values"), (1, "1 value"), (14999, "14,999 values"), (None, "None")],
)
def test_a_count_is_told_as_values_together(seen: object, told: str) -> None:
    said = account(returns_count(15000), literal(seen))
    assert said.observed == f"{CALL} returned {told}; expected 15,000 values."


@pytest.mark.parametrize(
    ("part", "seen", "observed", "known"),
    [
        (None, Tensor((), (2.5,)), "2.5; that is a tensor, not a Python n", "A tensor of one"),
        (None, Items((Tensor((), (2.5,)),)), "(2.5); it contains a tensor, not", "A tensor of one"),
        (None, literal([1.0, None]), "[1, None].", "The task asks for Python numbers"),
        (1, literal((1.0, True)), "(1, True).", "The task asks for Python numbers."),
        (1, literal([1.0]), "[1].", "The task asks for Python numbers."),
        (1, Nothing(), "None.", "without a return statement"),
    ],
)
def test_what_stands_in_place_of_a_python_number_is_told(
    part: int | None, seen: Value, observed: str, known: str
) -> None:
    said = account(returns_python_numbers(part), seen)
    assert said.observed.startswith(f"{CALL} returned {observed}")
    assert said.known.startswith(known) or known in said.known


@pytest.mark.parametrize(
    ("seen", "observed", "known"),
    [
        (ARRAY, "[1, 2] (shape [2]); that is a numpy array, not a tensor.", "PyTorch computes"),
        (
            Items((Tensor((), (3.0,)), ARRAY)),
            "(3, [1, 2] (shape [2])); it contains a num",
            "PyTorch",
        ),
        (literal([1.0, 2.0]), "[1, 2].", "The task asks for tensors."),
        (Nothing(), "None.", "A function that ends without"),
    ],
)
def test_what_stands_in_place_of_a_tensor_is_told(seen: Value, observed: str, known: str) -> None:
    said = account(returns_tensors(), seen)
    assert said.observed.startswith(f"{CALL} returned {observed}")
    assert said.known.startswith(known)


def test_an_array_in_place_of_python_numbers_is_called_one() -> None:
    assert account(returns_python_numbers(), ARRAY).observed == (
        f"{CALL} returned [1, 2] (shape [2]); that is a numpy array, not a Python number."
    )


def test_a_tensor_in_place_of_one_number_is_told_by_its_place() -> None:
    pair = Items((Tensor((2,), (1.0, 2.0)), Tensor((), (2.5,))), "tuple")
    assert account(returns_python_numbers(1), pair).observed == (
        f"{CALL} returned ([1, 2] (shape [2]), 2.5); value 2 is a tensor, not a Python number."
    )


def test_a_hidden_check_tells_what_was_returned_and_nothing_expected() -> None:
    said = account(returns(7.0), literal(8.0), is_shown=False)
    assert said.observed == "double(…) returned 8."


@pytest.mark.parametrize(
    ("reason", "message", "observed", "known"),
    [
        (
            "not_a_tensor",
            "NoneType",
            f"{CALL} returned None, not a tensor.",
            "without a return statement",
        ),
        ("not_a_tensor", "float", "something of type float, not a tensor.", "Only a tensor"),
        ("detached", "", "a tensor that is cut off from theta.", "does not remember"),
        ("not_one_number", "", "a tensor of several numbers.", "that of one number"),
        ("unused", "", f"No gradient of {CALL} reaches theta.", "not computed from the tensor"),
        (
            "backward_failed",
            "Trying to backward through the graph a second time.",
            f"The gradient of {CALL} could not be computed.",
            "already taken inside the function, by a backward() of its own",
        ),
    ],
)
def test_a_gradient_that_is_not_there_has_a_reason(
    reason: Any, message: str, observed: str, known: str
) -> None:
    said = account(gradient_of(1, -8.0), NoGradient(reason, message))
    assert observed in said.observed
    assert known in said.known


@pytest.mark.parametrize("message", TORCH_ERRORS)
def test_what_torch_raises_is_told_in_words_of_the_training_loop(message: str) -> None:
    raised = Raised("RuntimeError", f"element 0: {message}, said torch", "submit.py", 2)
    said = account(returns(8.0), raised)
    assert said.known == TORCH_ERRORS[message]
    assert message in said.observed
    assert said.observed.endswith("Line 2: return x + x")
    assert (said.file, said.line) == ("submit.py", 2)


def test_an_exception_from_elsewhere_is_told_without_a_line() -> None:
    said = account(returns(8.0), Raised("ValueError", "no idea"))
    assert said.observed == f"{CALL} raised ValueError: no idea."
    assert (said.known, said.file, said.line) == ("", None, None)


def test_a_stub_is_not_written_yet_and_no_accident() -> None:
    said = account(returns(8.0), Raised("NotImplementedError", "", "submit.py", 2))
    assert said.observed == f"{CALL} is not written yet: it raises NotImplementedError."
    meant = account(returns(8.0), Raised("NotImplementedError", "for n < 0", "submit.py", 2))
    assert "raised NotImplementedError: for n < 0." in meant.observed


@pytest.mark.parametrize(
    ("lost", "observed"),
    [
        (Missing(("double",), bound="list"), "double is of type list in submit.py, not a function"),
        (
            Missing(("duoble",)),
            "submit.py has no function double. There is duoble: is that the one",
        ),
        (Missing(()), "submit.py has no function double."),
        (
            Misfit("(x)"),
            "double(x) cannot be called with the arguments shown in README.md.",
        ),
        (TimedOut(2.5), f"{CALL} did not end within 2.5 s and was stopped."),
        (TimedOut(2.5, tried=False), f"{CALL} was not called: the time was already used up"),
        (OutOfMemory(), f"{CALL} needed more than 64 MiB of memory."),
        (Crashed(signal=11), f"The process that ran {CALL} was ended by signal 11."),
        (Crashed(unreadable=True), f"The process that ran {CALL} sent something unreadable"),
        (
            Crashed(exit_code=3),
            f"The process that ran {CALL} exited with code 3 before it answered",
        ),
    ],
)
def test_a_call_without_an_answer_is_told_by_what_became_of_it(
    lost: Observation, observed: str
) -> None:
    said = account(returns(8.0), lost, functions=getattr(lost, "functions", ()))
    assert said.observed.startswith(observed)
    assert said.observed.endswith((".", "?"))
    assert said.known == ""


def written(text: str) -> Submission:
    return Submission("submit.py", (("submit.py", text),), "")


LOOP = """def double(x):
    n = 0
    while n >= 0:
        if n % 2:

            x = x + 0
        n += 1
    return 2 * x
"""


@pytest.mark.parametrize(
    ("lines", "shown", "told", "code"),
    [
        ([6], 3, "was still in the loop of line 3", "while n >= 0:"),
        ([7], 3, "was still in the loop of line 3", "while n >= 0:"),
        ([3], 3, "was still in the loop of line 3", "while n >= 0:"),
        ([8], 8, "was at line 8 then", "return 2 * x"),
        # the loop is in what called it
        ([8, 1, 6], 3, "was still in the loop of line 3", "while n >= 0:"),
    ],
)
def test_a_call_that_did_not_end_is_told_with_the_loop_that_it_was_in(
    lines: list[int], shown: int, told: str, code: str
) -> None:
    first, *callers = lines
    called_by = tuple(("submit.py", line) for line in callers)
    stopped = TimedOut(2.5, file="submit.py", line=first, callers=called_by)
    said = account(returns(8.0), stopped, submission=written(LOOP))
    assert said.observed == f"{CALL} did not end within 2.5 s and was stopped. It {told}: {code}"
    assert (said.file, said.line) == ("submit.py", shown)
    happened = "double(…) did not end within 2.5 s and was stopped."
    in_loop = f"{happened} It {told}." if "loop" in told else happened
    assert said.happened == in_loop


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("class Model:\n    def double(self, x):\n        return 2 * x\n", "inside a class"),
        ("def outer():\n  def double(x):\n    return 2 * x\n", "inside a class or another"),
        ("x = 4\nprint(2 * x)\n", "Nothing in it is a function"),
        ("def other(x):\n    return 2 * x\n", ""),
    ],
)
def test_a_missing_function_may_be_elsewhere(text: str, told: str) -> None:
    said = account(returns(8.0), Missing(()), functions=(), submission=written(text))
    assert told in said.observed
    assert said.observed.startswith("submit.py has no function double.")


EVENTS: list[tuple[Event, Observation, str]] = [
    ("returned", Returned(((literal(9.0),),)), "double(…) returned 9; expected 8."),
    ("raised", Raised("ValueError", "no"), "double(…) raised ValueError: no."),
    (
        "not_written",
        Raised("NotImplementedError", ""),
        "double(…) is not written yet: it raises NotImplementedError.",
    ),
    (
        "syntax_error",
        Raised("SyntaxError", "invalid syntax", "submit.py", 2, 5, syntax=True),
        "Python cannot read line 2: invalid syntax",
    ),
    ("missing", Missing(()), "submit.py has no function double."),
    ("not_a_function", Missing((), bound="int"), "double is of type int in submit.py, not a func"),
    ("misfit", Misfit("(x)"), "double(x) cannot be called with the arguments shown"),
    ("timed_out", TimedOut(2.5), "double(…) did not end within 2.5 s and was stopped."),
    ("not_called", TimedOut(2.5, tried=False), "double(…) was not called:"),
    ("timed_out", Stopped(), "double(…) made so many calls of other functions that it was"),
    ("out_of_memory", OutOfMemory(), "double(…) needed more than 64 MiB of memory."),
    ("crashed", Crashed(signal=11), "The process that ran double(…) was ended by signal 11."),
    ("crashed", Crashed(exit_code=3), "The process that ran double(…) exited with code 3"),
    ("crashed", Crashed(unreadable=True), "The process that ran double(…) sent something"),
]


@pytest.mark.parametrize(("event", "seen", "happened"), EVENTS)
def test_what_happened_is_a_closed_event_and_words_without_arguments(
    event: Event, seen: Observation, happened: str
) -> None:
    said = account(returns(8.0), seen)
    assert said.event == event
    assert said.happened.startswith(happened)
    assert account(returns(8.0), seen, call=double([5.0], param(1.0))).happened == said.happened


def test_a_gradient_that_is_not_there_is_an_event_of_its_own() -> None:
    said = account(gradient_of(1, -8.0), NoGradient("unused"))
    assert (said.event, said.happened) == ("no_gradient", "No gradient of double(…) reaches theta.")


@pytest.mark.parametrize(("event", "seen", "happened"), EVENTS[1:])
def test_checks_that_ended_the_same_way_are_folded_into_one(
    event: Event, seen: Observation, happened: str
) -> None:
    calls = [double([1.0], param(3.0)), double([2.0], param(4.0))]
    verdicts = [
        verdict
        for call, is_shown in zip(calls, (True, False), strict=True)
        for verdict in judge([asked(returns(8.0), seen, call=call, is_shown=is_shown)], EXPLAINER)
    ]
    report = Report(exercise="e", submission="s", status="graded", verdicts=tuple(verdicts))
    (section,) = sections(report)
    (entry,) = section.entries
    assert entry.title == NONE_RAN
    assert entry.paragraphs[0].text.startswith(happened)


def test_a_missing_function_has_the_name_that_may_be_meant() -> None:
    said = account(returns(8.0), Missing(("duoble",)), functions=("duoble",))
    assert said.similar == "duoble"
    assert account(returns(8.0), Missing(()), functions=()).similar == ""


def grid(*shape: int) -> Tensor:
    return Tensor(shape, tuple(float(n) for n in range(math.prod(shape))))


@pytest.mark.parametrize(
    ("expected", "seen", "known"),
    [
        (1.0, Nothing(), "A function that ends without"),
        (1.0, Other("Linear", module=True), "Linear is a model; the task asks for its numbers"),
        (1.0, Text("1.0"), "The task asks for a number."),
        ((1.0, 2.0), Other("generator"), "The task asks for 2 values, as in"),
        (grid(2), Other("dict"), "The task asks for a tensor of numbers."),
        (1.0, Number("nan"), "nan appears when numbers grow without bound"),
        ((1.0, 2.0), literal((1.0, float("nan"))), "nan appears"),
        (1.0, grid(3, 3), "Shape [3, 3] has a number for every pair of points"),
        (1.0, grid(3), "Shape [3] has a number for each point"),
        (1.0, literal((1.0, 2.0)), "The task asks for one number."),
        ((1.0, 2.0), literal((1.0, 2.0, 3.0)), "The task asks for 2 values, as in"),
        ([1.0, 2.0], literal([1.0, 2.0, 3.0]), "The task asks for a list of 2 numbers."),
        (1.0, Other("builtin_function_or_method"), "A function was named but not called"),
        ((1.0, 2.0), literal(1.0), "The task asks for 2 values, as in"),
        (grid(2), grid(3), "The task asks for shape [2]."),
        ((1.0, 2.0), literal((1.0, 3.0)), ""),
        (grid(2), grid(1, 2), "The task asks for shape [2]."),
        (1.0, literal(2.0), ""),
    ],
)
def test_kind_and_shape_tell_what_is_asked_for(expected: Any, seen: Value, known: str) -> None:
    wanted = expected if isinstance(expected, Tensor) else literal(expected)
    assert structural(wanted, seen).startswith(known)
    assert bool(structural(wanted, seen)) == bool(known)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Number(1.0, "bool"), "True"),
        (Number(2.0, "int"), "2"),
        (Number(1 / 3), "0.333333"),
        (Number("inf"), "inf"),
        (Tensor((), (1.5,)), "1.5"),
        (Tensor((1, 1), (1.5,)), "1.5"),
        (grid(2, 2), "[0, 1, 2, 3] (shape [2, 2])"),
        (grid(7), "[0, 1, 2, 3, 4, 5, …] (shape [7])"),
        (Tensor((2,), (1.0, 0.0), "bool"), "[True, False] (shape [2])"),
        (Tensor((), (0.0,), "bool"), "False"),
        (Tensor((2,), (3.0, 0.0), "int64"), "[3, 0] (shape [2])"),
        (Tensor((0,), ()), "[] (shape [0])"),
        (literal((1.0, (2.0, 3.0))), "(1, (2, 3))"),
        (literal([1.0]), "[1]"),
        (literal([float(n) for n in range(8)]), "[0, 1, 2, 3, 4, 5, …]"),
        (Nothing(), "None"),
        (Text("one\nline"), "'one line'"),
        (Other("Linear"), "an object of type Linear"),
        (NoGradient("unused"), "no gradient"),
    ],
)
def test_a_value_is_shown_as_it_would_be_printed(value: Value, text: str) -> None:
    assert as_text(value) == text
