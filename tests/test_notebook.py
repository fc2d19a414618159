"""`check` where students write: in a kernel, in a terminal, and in what they hand in."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
from commands import Run
from course import by_function, checks_of, code_cell, environment, filled_in, new_notebook
from exercise_factory import write_exercise
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from places import ROOT
from reports import (
    LOSS,
    RIGHT,
    TRAINING,
    feedback,
    full_marks,
    mistake,
    of,
    remarks,
    steers_a_terminal,
)

from grader.exercise.folders import default_folders, names
from grader.exercise.loading import Exercise, load
from grader.nbgrader.assignment import assignment
from grader.render.words import AHEAD

PATIENCE_SECONDS = 60.0  # how long a kernel may take before a test gives up
WRONG = mistake("climbs_the_gradient")
STUB = (ROOT / "exercises" / "linear_regression" / "submit.py").read_text(encoding="utf-8")
SQUARED_SUM = """\
def compute_loss(tasks, questions, theta_0, theta_1):
    total = 0.0
    for one, other in zip(tasks, questions):
        total = total + (theta_1 * one + theta_0 - other) ** 2
    return total
"""
MEAN = SQUARED_SUM.replace("return total", "return total / len(tasks)")
FIRST_HINT = "The errors are -2 and -6. What is the mean of their squares?"
ALL_SHOWN = "Every shown check passed."


@dataclass
class Ran:
    """What a cell showed, by the kind of it."""

    number: int = 0
    html: str = ""
    text: str = ""
    printed: str = ""
    warned: str = ""
    error: str = ""
    trace: str = ""
    kinds: list[str] = field(default_factory=list)

    def take(self, kind: str, content: dict[str, Any]) -> None:
        self.kinds.append(kind)
        if kind == "stream" and content["name"] == "stdout":
            self.printed += content["text"]
        elif kind == "stream":
            self.warned += content["text"]
        elif kind == "error":
            self.error = f"{content['ename']}: {content['evalue']}"
            self.trace = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(content["traceback"]))
        else:
            self.html += content["data"].get("text/html", "")
            self.text += content["data"].get("text/plain", "")


class Kernel:
    """A kernel that is running, as a notebook has it."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager, self._client = manager, client

    def run(self, code: str, meanwhile: Callable[[], None] = lambda: None) -> Ran:
        """Run a cell to its end; `meanwhile` is called once it was sent."""
        sent = self._client.execute(code)
        meanwhile()
        ran = Ran()
        while True:
            message = self._client.get_iopub_msg(timeout=PATIENCE_SECONDS)
            if message["parent_header"].get("msg_id") != sent:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind in ("display_data", "execute_result", "stream", "error"):
                ran.take(kind, content)
            elif kind == "execute_input":
                ran.number = content["execution_count"]
            elif kind == "status" and content["execution_state"] == "idle":
                return ran

    def write(self, text: str) -> Ran:
        """Run a cell that only defines things."""
        ran = self.run(text)
        assert ran.error == ""
        return ran


def start_kernel(folder: Path) -> Kernel:
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(folder), env=environment(folder))
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE_SECONDS)
    return Kernel(manager, client)


def stop_kernel(kernel: Kernel) -> None:
    kernel._client.stop_channels()
    kernel.manager.shutdown_kernel()


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    kernel = start_kernel(tmp_path_factory.mktemp("kernel"))
    yield kernel
    stop_kernel(kernel)


@pytest.fixture
def kernel(started: Kernel) -> Kernel:
    """The one kernel of all tests here, with nothing in it but `check` and `score`."""
    started.write("%reset -f\nimport torch\nfrom grader.notebook import check, score")
    return started


# ------------------------------------------------------------------ what is shown


def test_right_functions_pass_every_shown_check(kernel: Kernel) -> None:
    kernel.write(RIGHT)
    ran = kernel.run('check("linear_regression")')
    assert ran.error == ran.printed == ran.warned == ""
    for shown in (ran.html, ran.text):
        assert "5 of 5 points" in shown
        assert ALL_SHOWN in shown
        assert "Hint" not in shown


@pytest.mark.parametrize("name", names(default_folders()))
def test_a_solution_is_told_no_cause(kernel: Kernel, name: str) -> None:
    solution = load(name, default_folders()).solution
    assert solution is not None
    kernel.write(solution.text)
    ran = kernel.run(f'check("{name}")')
    assert ALL_SHOWN in ran.text
    assert AHEAD not in ran.text


def test_a_notebook_shows_a_table_and_a_terminal_text(
    kernel: Kernel, linear_regression: Exercise
) -> None:
    kernel.write(RIGHT)
    ran = kernel.run('check("linear_regression")')
    titles = [check.title for check in linear_regression.checks if check.shown]
    assert ran.kinds == ["execute_result"]
    assert ran.html.count("<table") == ran.html.count("</table>") == 1
    assert ran.html.count("<tr ") == len(titles) == ran.text.count("✓")
    assert "<" not in ran.text
    assert all(title in ran.html and title in ran.text for title in titles)
    assert not steers_a_terminal(ran.text)


def test_hidden_checks_are_not_among_them(kernel: Kernel, linear_regression: Exercise) -> None:
    kernel.write(RIGHT)
    ran = kernel.run('check("linear_regression")')
    for check in linear_regression.checks:
        assert (check.title in ran.html) == (check.title in ran.text) == check.shown


def test_one_function_is_checked_by_itself(kernel: Kernel) -> None:
    kernel.write(MEAN)
    ran = kernel.run("check(compute_loss)")
    assert "2 of 2 points" in ran.html
    assert TRAINING not in ran.html + ran.text


def test_a_wrong_function_gets_what_it_returned_and_the_cause(kernel: Kernel) -> None:
    kernel.write(SQUARED_SUM)
    ran = kernel.run("check(compute_loss)")
    for shown in (ran.html, ran.text):
        flowing = " ".join(shown.split())
        assert "returned 40; expected 20." in flowing
        assert "The loss adds up the squared errors and leaves the sum as it is." in flowing
        assert "What to do next" in flowing
    assert "0 of 2 points" in ran.html


def test_a_function_that_nothing_explains_gets_a_hint(kernel: Kernel) -> None:
    kernel.write(SQUARED_SUM.replace("return total", "return total / 7 + 0.31 * theta_0"))
    ran = kernel.run("check(compute_loss)")
    assert f"Hint: {FIRST_HINT}" in " ".join(ran.text.split())


def test_of_two_functions_the_one_that_uses_the_other_waits(kernel: Kernel) -> None:
    kernel.write(SQUARED_SUM)
    kernel.write("import torch\n\n\ndef train" + WRONG.partition("def train")[2])
    flowing = " ".join(kernel.run('check("linear_regression")').text.split())
    assert "adds up the squared errors" in flowing
    assert "4 checks wait until compute_loss is right" in flowing
    assert "moves uphill" not in flowing


def test_a_function_checked_alone_is_not_blamed_for_another(kernel: Kernel) -> None:
    kernel.write(SQUARED_SUM.replace("return total", "return total / (2 * len(tasks))"))
    kernel.write("import torch\n\n\ndef train" + RIGHT.partition("def train")[2])
    flowing = " ".join(kernel.run(f"check({TRAINING})").text.split())
    assert "0 of 3 points" in flowing or "1 of 3 points" in flowing
    assert "half as far" not in flowing
    assert "wait until compute_loss is right" in flowing
    assert "Hint: " not in flowing


def test_a_function_checked_alone_gets_its_cause_if_others_are_right(kernel: Kernel) -> None:
    kernel.write(MEAN)
    kernel.write("import torch\n\n\ndef train" + WRONG.partition("def train")[2])
    assert "Each step moves uphill" in " ".join(kernel.run(f"check({TRAINING})").text.split())


def test_pictures_are_shown_below_the_checks(kernel: Kernel, linear_regression: Exercise) -> None:
    kernel.write(RIGHT)
    titles = [one.title for one in linear_regression.illustrated().figures]
    for call in ('check("linear_regression")', f"check({TRAINING})"):
        ran = kernel.run(call)
        assert ran.html.count('<img src="data:image/svg+xml;base64,') == len(titles)
        assert all(title in ran.html for title in titles)
        assert "<img" not in ran.text
    assert "<img" not in kernel.run("check(compute_loss)").html
    assert kernel.run("'matplotlib.pyplot' in __import__('sys').modules").text == "False"


def test_what_was_mended_is_checked_at_once(kernel: Kernel) -> None:
    kernel.write(SQUARED_SUM)
    assert "0 of 2 points" in kernel.run("check(compute_loss)").html
    kernel.write(MEAN)
    assert "2 of 2 points" in kernel.run("check(compute_loss)").html
    kernel.write(SQUARED_SUM)
    assert "0 of 2 points" in kernel.run("check(compute_loss)").html


def test_a_helper_that_was_mended_is_used_at_once(kernel: Kernel) -> None:
    kernel.write("def share(total, count):\n    return total")
    kernel.write(SQUARED_SUM.replace("return total", "return share(total, len(tasks))"))
    assert "0 of 2 points" in kernel.run("check(compute_loss)").html
    kernel.write("def share(total, count):\n    return total / count")
    assert "2 of 2 points" in kernel.run("check(compute_loss)").html


def test_what_is_not_written_yet_is_told_as_that(kernel: Kernel) -> None:
    kernel.write(STUB.partition("if __name__")[0])
    ran = kernel.run('check("linear_regression")')
    assert "is not written yet" in ran.html
    assert "is not written yet" in " ".join(ran.text.split())
    assert "0 of 5 points" in ran.html


def test_what_is_not_there_is_told_as_that(kernel: Kernel) -> None:
    kernel.write(MEAN)
    ran = kernel.run('check("linear_regression")')
    assert f"this notebook has no function {TRAINING}." in ran.html
    assert f"Write {TRAINING} with the parameters shown in README.md." in ran.html


def test_an_exception_is_told_with_its_cell_and_line(kernel: Kernel) -> None:
    helper = kernel.write("def predict(theta_0):\n    number = theta_0 + None\n    return number")
    kernel.write("def compute_loss(a, b, theta_0, theta_1):\n    return predict(theta_0)")
    ran = kernel.run("check(compute_loss)")
    assert ran.error == ""
    for shown in (ran.html, " ".join(ran.text.split())):
        assert "raised TypeError" in shown
        assert re.search(rf"[Ll]ine 2 of cell In \[{helper.number}\]: number = theta_0 \+", shown)


def test_an_old_ipython_tells_the_cell_and_line_too(kernel: Kernel) -> None:
    kernel.write("get_ipython().compile.format_code_name = None")
    helper = kernel.write("def predict(theta_0):\n    number = theta_0 + None\n    return number")
    kernel.write("def compute_loss(a, b, theta_0, theta_1):\n    return predict(theta_0)")
    ran = kernel.run("check(compute_loss)")
    kernel.write("del get_ipython().compile.format_code_name")
    assert f"ine 2 of cell In [{helper.number}]: number = theta_0" in " ".join(ran.text.split())


def test_arguments_are_where_the_notebook_makes_its_tensors(kernel: Kernel) -> None:
    kernel.write("seen = []\ntorch.set_default_device('meta')")
    kernel.write("def compute_loss(a, b, theta_0, theta_1):\n    seen.append(theta_0.device.type)")
    ran = kernel.run("check(compute_loss)")
    devices = kernel.run("print(set(seen))").printed
    kernel.write("torch.set_default_device(None)")
    assert (ran.error, devices) == ("", "{'meta'}\n")


def test_other_parameters_than_are_asked_for_are_told(kernel: Kernel) -> None:
    kernel.write("def compute_loss(tasks):\n    return tasks")
    assert "compute_loss(tasks) cannot be called" in kernel.run("check(compute_loss)").html


@pytest.mark.parametrize(
    "statement", ["import sys; sys.exit(1)", "raise SystemExit", "raise GeneratorExit"]
)
def test_a_function_that_leaves_leaves_the_kernel_running(kernel: Kernel, statement: str) -> None:
    kernel.write(f"kept = 1\ndef compute_loss(*anything):\n    {statement}")
    ran = kernel.run("check(compute_loss)")
    assert "0 of 2 points" in ran.html
    assert kernel.run("kept").text == "1"


# ------------------------------------------------------------------ what functions print


def printing(statement: str) -> str:
    return MEAN.replace("    total = 0.0", f"    {statement}\n    total = 0.0")


def test_what_a_function_prints_is_shown_apart(kernel: Kernel) -> None:
    kernel.write(printing("print('looking at', len(tasks))"))
    ran = kernel.run("check(compute_loss)")
    assert ran.printed == ""
    assert "2 of 2 points" in ran.html
    assert ran.html.index("What it printed") < ran.html.index("looking at 2")
    assert "│ looking at 2" in ran.text


def test_what_a_function_prints_without_end_is_cut(kernel: Kernel) -> None:
    kernel.write(printing("print('again and again\\n' * 1_000_000)"))
    ran = kernel.run("check(compute_loss)")
    assert ran.printed == ""
    assert 10_000 < len(ran.html) < 200_000
    assert len(ran.text) < 10_000


def test_printing_works_as_ever_afterwards(kernel: Kernel) -> None:
    kernel.write(printing("print('inside')"))
    kernel.run("check(compute_loss)")
    assert kernel.run("print('outside')").printed == "outside\n"


def test_a_warning_costs_nothing(kernel: Kernel) -> None:
    kernel.write(printing("import warnings; warnings.warn('little data')"))
    assert "2 of 2 points" in kernel.run("check(compute_loss)").html


SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "body",
    [
        f"print('{SCRIPT}')",
        f"raise ValueError('{SCRIPT}')",
        f"raise type('{SCRIPT}', (Exception,), {{}})('oh')",
        f"return '{SCRIPT}'",
        f"return type('{SCRIPT}', (), {{}})()",
        f"number = 1 / 0  # {SCRIPT}",
    ],
)
def test_text_of_a_student_is_never_markup(kernel: Kernel, body: str) -> None:
    kernel.write(f"def compute_loss(*anything):\n    {body}")
    ran = kernel.run("check(compute_loss)")
    assert "&lt;script&gt;" in ran.html
    assert "<script" not in ran.html


@pytest.mark.parametrize(
    "body",
    [
        "print('\\x1b[31mred\\x1b[0m')",
        "raise ValueError('\\x1b]0;title\\x07red')",
        "return '\\x1b[2Jred'",
        "print('red\\u202e')",
    ],
)
def test_nothing_steers_a_terminal_or_turns_writing_round(kernel: Kernel, body: str) -> None:
    kernel.write(f"def compute_loss(*anything):\n    {body}")
    ran = kernel.run("check(compute_loss)")
    assert "red" in ran.html
    assert "red" in ran.text
    assert not steers_a_terminal(ran.html + ran.text)


def test_half_a_character_is_shown_as_something_else(kernel: Kernel) -> None:
    kernel.write(
        "def compute_loss(*anything):\n    print('\\ud800')\n    raise ValueError('\\ud800')"
    )
    ran = kernel.run("check(compute_loss)")
    assert ran.error == ""
    assert "0 of 2 points" in ran.html


# ------------------------------------------------------------------ what stays as it was


def test_an_endless_function_can_be_interrupted(kernel: Kernel, tmp_path: Path) -> None:
    started = tmp_path / "started"
    kernel.write(
        "from pathlib import Path\nkept = 1\ndef compute_loss(*anything):\n"
        f"    Path({str(started)!r}).touch()\n    while True:\n        pass"
    )

    def interrupt() -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not started.exists() and time.monotonic() < until:
            time.sleep(0.05)
        kernel.manager.interrupt_kernel()

    ran = kernel.run("check(compute_loss)", meanwhile=interrupt)
    assert ran.error.startswith("KeyboardInterrupt")
    assert ran.html == ""
    assert kernel.run("print(kept)").printed == "1\n"
    kernel.write(MEAN)
    assert "2 of 2 points" in kernel.run("check(compute_loss)").html


def test_random_numbers_go_on_where_they_were(kernel: Kernel) -> None:
    kernel.write(RIGHT)
    kernel.write("import random, numpy as np")
    draw = "print(random.random(), np.random.rand(), torch.rand(1).item())"
    seeds = "random.seed(1); np.random.seed(1); torch.manual_seed(1);"
    without = kernel.run(f"{seeds}\n{draw}").printed
    kernel.run(f'{seeds}\nshown = check("linear_regression")')
    assert kernel.run(draw).printed == without


def test_a_default_of_torch_costs_nothing_and_stays_set(kernel: Kernel) -> None:
    kernel.write(RIGHT)
    kernel.write("torch.set_default_dtype(torch.float64)")
    ran = kernel.run('check("linear_regression")')
    default = kernel.run("torch.get_default_dtype()").text
    kernel.write("torch.set_default_dtype(torch.float32)")
    assert default == "torch.float64"
    assert "5 of 5 points" in ran.html


def test_recording_for_gradients_stays_switched_off(kernel: Kernel) -> None:
    kernel.write(RIGHT)
    kernel.write("torch.set_grad_enabled(False)")
    kernel.run('check("linear_regression")')
    enabled = kernel.run("torch.is_grad_enabled()").text
    kernel.write("torch.set_grad_enabled(True)")
    assert enabled == "False"


def test_nothing_is_added_to_the_names_of_the_notebook(kernel: Kernel) -> None:
    kernel.write(RIGHT)
    listed = "print(sorted(name for name in globals() if not name.startswith('_')))"
    before = kernel.run(listed).printed
    kernel.run('check("linear_regression")')
    assert kernel.run(listed).printed == before


# ------------------------------------------------------------------ what is no plain function

OTHERS = {
    "a lambda": "compute_loss = lambda a, b, c, d: mean(a, b, c, d)",
    "a partial": "from functools import partial\ncompute_loss = partial(mean)",
    "an object that is called": "class Loss:\n    def __call__(self, a, b, c, d):\n"
    "        return mean(a, b, c, d)\ncompute_loss = Loss()",
    "a method": "class Losses:\n    def compute_loss(self, a, b, c, d):\n"
    "        return mean(a, b, c, d)\ncompute_loss = Losses().compute_loss",
    "a function of another name": "compute_loss = mean",
    "a decorated function": "from functools import wraps\n"
    "def noted(f):\n    @wraps(f)\n    def inner(*a):\n        return f(*a)\n    return inner\n"
    "@noted\ndef compute_loss(a, b, c, d):\n    return mean(a, b, c, d)",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_whatever_can_be_called_by_that_name_is_checked(kernel: Kernel, kind: str) -> None:
    kernel.write(MEAN.replace("compute_loss", "mean"))
    kernel.write(OTHERS[kind])
    assert "2 of 5 points" in kernel.run('check("linear_regression")').html


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_not_known_by_its_name_is_told_or_checked(kernel: Kernel, kind: str) -> None:
    kernel.write(MEAN.replace("compute_loss", "mean"))
    kernel.write(OTHERS[kind])
    ran = kernel.run("check(compute_loss)")
    if ran.error:
        assert "name of an exercise" in ran.error or LOSS in ran.error
    else:
        assert "2 of 2 points" in ran.html


def test_a_class_of_that_name_is_no_loss(kernel: Kernel) -> None:
    kernel.write("class compute_loss:\n    def __init__(self, a, b, c, d):\n        pass")
    ran = kernel.run("check(compute_loss)")
    assert "0 of 2 points" in ran.html
    assert "an object of type compute_loss" in ran.html


def test_a_class_that_python_cannot_read_is_told(kernel: Kernel) -> None:
    kernel.write("compute_loss = None\ndel compute_loss")
    kernel.run("class compute_loss:\n    def forward(self:\n        pass")
    assert "was never closed" in kernel.run('check("linear_regression")').html
    kernel.write("class compute_loss:\n    pass\n\ndel compute_loss")


def test_a_name_that_holds_no_function_is_told(kernel: Kernel) -> None:
    kernel.write("compute_loss = 3.5")
    assert "compute_loss is of type float in this notebook" in (
        kernel.run('check("linear_regression")').html
    )


def test_a_function_from_a_file_is_checked(kernel: Kernel, tmp_path: Path) -> None:
    (tmp_path / "my_submission.py").write_text(RIGHT, encoding="utf-8")
    kernel.write(f"import sys; sys.path.insert(0, {str(tmp_path)!r})")
    kernel.write("import my_submission")
    assert "2 of 2 points" in kernel.run("check(my_submission.compute_loss)").html
    kernel.write("sys.path.pop(0)")


# ------------------------------------------------------------------ what cannot be checked


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ("check(mine)", ["No exercise asks for mine", LOSS, TRAINING]),
        ('check("no_such")', ["There is no exercise named 'no_such'", "linear_regression"]),
        ("check(3)", ["check takes a function or class, or the name of an exercise as text"]),
        ("check(None)", ["check takes a function or class, or the name of an exercise as text"]),
        ('score("no_such", "title")', ["There is no exercise named 'no_such'"]),
        (
            'score("linear_regression", "no such title")',
            ["no check 'no such title'", "grade package"],
        ),
    ],
)
def test_what_cannot_be_checked_is_told_with_what_can(
    kernel: Kernel, call: str, says: list[str]
) -> None:
    kernel.write("def mine():\n    pass")
    ran = kernel.run(call)
    assert all(part in ran.error for part in says)
    assert ran.html == ran.printed == ""


@pytest.mark.parametrize("call", ["check(mine)", 'check("no_such")'])
def test_the_message_is_not_buried_in_a_traceback(kernel: Kernel, call: str) -> None:
    kernel.write("def mine():\n    pass")
    ran = kernel.run(call)
    assert "During handling" not in ran.trace
    assert "exercise.py" not in ran.trace
    assert ran.trace.strip().endswith(ran.error.partition(": ")[2])


# ------------------------------------------------------------------ score


def shown_title(exercise: Exercise) -> str:
    return next(check.title for check in exercise.checks if check.shown)


def test_a_score_is_a_plain_float_of_the_checks_points(
    kernel: Kernel, linear_regression: Exercise
) -> None:
    kernel.write(RIGHT)
    for check in linear_regression.checks:
        ran = kernel.run(f"score('linear_regression', {check.title!r})")
        assert ran.error == ran.printed == ran.warned == ""
        assert ran.text.endswith(repr(float(check.points)))
        assert check.title in ran.html
    title = shown_title(linear_regression)
    ran = kernel.run(f"print(type(score('linear_regression', {title!r})) is float)")
    assert ran.printed == "True\n"


def test_a_wrong_function_scores_nothing_at_all(
    kernel: Kernel, linear_regression: Exercise
) -> None:
    kernel.write(SQUARED_SUM)
    for check in linear_regression.checks:
        ran = kernel.run(f"score('linear_regression', {check.title!r})")
        assert ran.text.endswith("0.0"), check.title
        assert ran.error == ""


@pytest.fixture
def validating(kernel: Kernel) -> Iterator[Kernel]:
    """A kernel that `nbgrader validate` has started."""
    kernel.write("import os\nos.environ['NBGRADER_EXECUTION'] = 'validate'")
    yield kernel
    kernel.write("del os.environ['NBGRADER_EXECUTION']")


def test_nbgrader_validate_is_told_what_was_seen_and_why(
    validating: Kernel, linear_regression: Exercise
) -> None:
    validating.write(WRONG)
    training = [one for one in linear_regression.checks if one.shown]
    told = [validating.run(f"score('linear_regression', {one.title!r})").warned for one in training]
    assert "returned" in "".join(told)
    assert "expected" in "".join(told)
    assert " ".join("".join(told).split()).count("Each step moves uphill") == 1
    assert max(map(len, "".join(told).split("\n"))) <= 80
    validating.write(RIGHT)
    assert validating.run(f"score('linear_regression', {training[0].title!r})").warned == ""


def test_a_cell_that_python_cannot_read_is_told_for_its_function(
    validating: Kernel, linear_regression: Exercise
) -> None:
    validating.run("del compute_loss")
    validating.run("def compute_loss(a, b, c, d):\n    return (a")
    ran = validating.run(f"score('linear_regression', {shown_title(linear_regression)!r})")
    assert re.search(
        r"Python cannot read line 2 of the \d+\w\w code cell: '\(' was never closed", ran.warned
    )
    assert "has no function" not in ran.warned


def test_a_hidden_check_tells_neither_its_numbers_nor_the_answer(
    kernel: Kernel, linear_regression: Exercise
) -> None:
    kernel.write(SQUARED_SUM)
    hidden = [check for check in linear_regression.checks if not check.shown]
    shown = "".join(
        kernel.run(f"score('linear_regression', {check.title!r})").html for check in hidden
    )
    assert "compute_loss(…) returned" in shown
    assert "expected" not in shown


def test_exercises_of_ones_own_are_scored(kernel: Kernel, tmp_path: Path) -> None:
    folders = write_exercise(tmp_path)
    places = f"exercises={str(folders.exercises)!r}, solutions={str(folders.solutions)!r}"
    kernel.write("def double(x):\n    return x + x")
    for check in load("doubling", folders).checks:
        ran = kernel.run(f"score('doubling', {check.title!r}, {places})")
        assert ran.text.endswith(repr(float(check.points)))


def test_a_hidden_check_without_the_hidden_half_says_what_is_missing(
    kernel: Kernel, tmp_path: Path
) -> None:
    folders = write_exercise(tmp_path)
    title = "double is right for any number"
    ran = kernel.run(f"score('doubling', {title!r}, exercises={str(folders.exercises)!r})")
    assert "hidden half" in ran.error


@pytest.mark.slow
def test_nothing_goes_on_running_when_the_kernel_has_ended(
    tmp_path: Path, linear_regression: Exercise
) -> None:
    kernel = start_kernel(tmp_path)
    try:
        (hidden, *_) = (check.title for check in linear_regression.checks if not check.shown)
        kernel.write(f"from grader.notebook import score\n{RIGHT}")
        process = psutil.Process(int(kernel.run("import os; os.getpid()").text))
        assert kernel.run(f"score('linear_regression', {hidden!r})").error == ""
        started = process.children(recursive=True)
        assert started
    finally:
        stop_kernel(kernel)
    _, alive = psutil.wait_procs(started, timeout=PATIENCE_SECONDS)
    assert alive == []


# ------------------------------------------------------------------ a terminal


def in_terminal(code: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def test_a_terminal_shows_readable_text(tmp_path: Path) -> None:
    code = f"{WRONG}\nfrom grader.notebook import check\nprint(check('linear_regression'))"
    ran = in_terminal(code, tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "<" not in ran.stdout
    assert "\x1b" not in ran.stdout
    assert max(map(len, ran.stdout.split("\n"))) <= 80
    assert re.search(r"this notebook · linear_regression +2 of 5 points", ran.stdout)
    assert "✗ one step of training agrees with the worked example" in ran.stdout
    assert "Each step moves uphill" in ran.stdout


def test_a_terminal_without_unicode_shows_what_it_can(tmp_path: Path) -> None:
    code = f"{RIGHT}\nfrom grader.notebook import check\nprint(check(compute_loss))"
    ran = in_terminal(code, tmp_path, PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "+ compute_loss agrees with the worked example" in ran.stdout


def test_a_score_in_a_terminal_is_shown_as_text(
    tmp_path: Path, linear_regression: Exercise
) -> None:
    title = shown_title(linear_regression)
    call = f"score('linear_regression', {title!r})"
    code = f"{RIGHT}\nfrom grader.notebook import score\nprint(repr({call}))"
    ran = in_terminal(code, tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.rstrip().endswith("0.5")
    assert "<IPython" not in ran.stdout
    assert title in ran.stdout


def test_an_exception_in_a_terminal_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    lines = [
        "from grader.notebook import check",
        "def compute_loss(a, b, c, d):",
        "    return a['x']",
        "print(check(compute_loss))",
    ]
    (tmp_path / "mine.py").write_text("\n".join(lines), encoding="utf-8")
    ran = in_terminal("import runpy; runpy.run_path('mine.py', run_name='__main__')", tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "ine 3 of mine.py: return a['x']" in " ".join(ran.stdout.split())


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a student has it: with the exercises, and with no solutions anywhere."""
    folder = tmp_path_factory.mktemp("installed")
    shutil.copytree(ROOT / "grader", folder / "grader")
    shutil.copytree(ROOT / "exercises", folder / "grader" / "exercises")
    return folder


def test_nothing_hidden_is_needed(installed: Path, tmp_path: Path) -> None:
    code = (
        f"{RIGHT}\nimport grader\nfrom grader.notebook import check\n"
        "print(grader.__file__)\nprint(check('linear_regression'))\nprint(check(compute_loss))"
    )
    ran = in_terminal(code, tmp_path, PYTHONPATH=str(installed))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(str(installed))
    assert "5 of 5 points" in ran.stdout
    assert "2 of 2 points" in ran.stdout
    assert ran.stdout.count(ALL_SHOWN) == 2


def test_a_student_is_told_that_a_hidden_check_is_elsewhere(
    installed: Path, tmp_path: Path, linear_regression: Exercise
) -> None:
    (hidden, *_) = (check.title for check in linear_regression.checks if not check.shown)
    code = f"from grader.notebook import score\nscore('linear_regression', {hidden!r})"
    ran = in_terminal(code, tmp_path, PYTHONPATH=str(installed))
    assert ran.returncode == 1
    assert "hidden half" in ran.stderr


# ------------------------------------------------------------------ what is handed in


def handed_in(exercise: Exercise) -> dict[str, str]:
    """Notebooks as students hand them in who used `check`, by what kind they are."""
    loss, training = by_function(RIGHT).values()
    calls = "from grader.notebook import check\ncheck(compute_loss)"
    all_of_it = 'check("linear_regression")'
    own = new_notebook(
        *(code_cell(text) for text in (loss, calls, training, all_of_it, "check(compute_loss);"))
    )
    assigned = filled_in(json.loads(json.dumps(assignment(exercise))), RIGHT)
    checks = checks_of(assigned)
    assert len(checks) == len(exercise.checks)
    assigned["cells"].append(code_cell(f"from grader.notebook import check\n{all_of_it}"))
    return {"own": json.dumps(own), "assigned": json.dumps(assigned)}


@pytest.mark.parametrize("options", [[], ["--no-sandbox"], ["--shown-only"]], ids=str)
@pytest.mark.parametrize("kind", ["own", "assigned"])
def test_cells_that_check_cost_nothing_when_the_notebook_is_graded(
    kind: str, options: list[str], grade: Run, tmp_path: Path, linear_regression: Exercise
) -> None:
    file = tmp_path / "submit.ipynb"
    file.write_text(handed_in(linear_regression)[kind], encoding="utf-8")
    ran = grade("--format", "json", *options, file)
    assert ran.code == 0, ran.out + ran.err
    assert full_marks(ran.json)
    assert remarks(ran.json) == ""
    assert "check" not in ran.json["output"]


def test_a_script_that_checks_itself_is_graded_as_ever(grade: Run, tmp_path: Path) -> None:
    file = tmp_path / "submit.py"
    calls = "\nfrom grader.notebook import check\nprint(check('linear_regression'))\n"
    file.write_text(RIGHT + calls, encoding="utf-8")
    ran = grade("--format", "json", file)
    assert full_marks(ran.json)
    assert remarks(ran.json) == ""


def test_a_mistake_is_told_as_ever_beside_cells_that_check(grade: Run, tmp_path: Path) -> None:
    notebook = new_notebook(
        *(code_cell(text) for text in by_function(WRONG).values()),
        code_cell('from grader.notebook import check\ncheck("linear_regression")'),
    )
    file = tmp_path / "submit.ipynb"
    file.write_text(json.dumps(notebook), encoding="utf-8")
    report = grade("--format", "json", file).json
    assert {one["mistake"] for one in of(report, TRAINING)} == {None, "climbs_the_gradient"}
    assert remarks(report) == ""
    assert "check(" not in feedback(report)
