"""How long `grade submit.py` takes, compared with running the submission and with pytest.

    python benchmarks/single.py [--runs 7] [--profile]

Three whole processes, one after the other in each round, on the same right solution:

- `grade submit.py`, with shown and hidden checks;
- `python submit.py`, which trains once at the end of the file with torch.optim.SGD;
- `pytest` on a file that holds the same checks (same calls, same expected values).

Times differ from machine to machine and from minute to minute, so the ratios within a round are
what counts; their median is printed.
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.checks import REFERENCE
from grader.exercise.folders import default_folders
from grader.exercise.loading import Exercise, load
from grader.grading.one import Grading
from grader.observations import Number, Returned, Tensor, Value
from grader.observations import Sequence as Items
from grader.sandbox.start import start_workers

SEED = 20
TRAINS_ONCE = """

TASKS = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
QUESTIONS = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]
print(train_parameters_linear_regression(TASKS, QUESTIONS))
"""
TEST_FILE = """
import pytest
import torch
from submit import *


def numbers(value):
    if isinstance(value, (tuple, list)):
        return [number for item in value for number in numbers(item)]
    return [float(value.detach() if isinstance(value, torch.Tensor) else value)]


def param(value):
    return torch.tensor(value, requires_grad=True)

"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        commands = prepare(Path(folder))
        if options.profile:
            profile(Path(folder))
            return
        times = measure(commands, options.runs)
    graded = times.pop("grade submit.py")
    print(f"grade submit.py   median {statistics.median(graded):.2f} s")
    for name, others in times.items():
        ratios = sorted(a / b for a, b in zip(graded, others, strict=True))
        print(
            f"{name:17} median {statistics.median(others):.2f} s   grade takes "
            f"{statistics.median(ratios):.2f} x of it ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        )


def prepare(folder: Path) -> dict[str, list[str]]:
    """Write the submission and the pytest file; the commands to compare, by name."""
    exercise = load("linear_regression", default_folders())
    accepted = next(one for one in exercise.accepted if one.name == "optim_sgd")
    (folder / "submit.py").write_text(accepted.text + TRAINS_ONCE)
    (folder / "test_submit.py").write_text(TEST_FILE + "\n\n".join(tests(exercise)))
    submit = str(folder / "submit.py")
    return {
        "grade submit.py": [str(Path(sys.executable).with_name("grade")), submit, "--seed", "20"],
        "python submit.py": [sys.executable, submit],
        "pytest": [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            "--disable-plugin-autoload",  # installed plug-ins are not part of pytest
            str(folder / "test_submit.py"),
        ],
    }


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, list[float]]:
    """Wall-clock seconds of each command, in turn; the first round warms the disk cache."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            began = time.perf_counter()
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                sys.exit(f"{name} failed:\n{done.stdout}\n{done.stderr}")
            if number:
                times[name].append(time.perf_counter() - began)
    return times


def tests(exercise: Exercise) -> list[str]:
    """The checks of one seed as pytest functions, with the solution's values written out."""
    workers = start_workers()
    try:
        grading = Grading(exercise, workers, SEED)
        reference = grading.answers.of_solution() or []
    finally:
        workers.close()
    written: list[str] = []
    for check, questions, answers in zip(
        exercise.checks, grading.questions, reference, strict=True
    ):
        for question, answer in zip(questions, answers, strict=True):
            assert isinstance(answer, Returned)
            call = re.sub(r"\(.*", "", str(question))
            arguments = [
                f"param({value!r})" if kind == "param" else repr(value)
                for kind, value in question.arguments
            ]
            keywords = [f"{name}={value!r}" for name, (_, value) in question.keywords.items()]
            lines = [f"arguments = [{', '.join(arguments)}]"]
            for seen in answer.seen:
                lines.append(f"result = {call}(*arguments, {', '.join(keywords)})")
                for expectation, value in zip(check.expectations, seen, strict=True):
                    look = expectation.look
                    found = (
                        f"torch.autograd.grad(result.sum(), arguments[{look.argument}], "
                        "retain_graph=True)"
                        if look.place == "gradient"
                        else "result"
                    )
                    find = expectation.find
                    expected = flat(value) if find is REFERENCE else flatten(find)
                    lines.append(
                        f"assert numbers({found}) == pytest.approx({expected}, "
                        f"rel={expectation.relative}, abs={expectation.absolute})"
                    )
            body = "\n".join(f"    {line}" for line in lines)
            written.append(f"def test_{len(written)}():\n{body}\n")
    return written


def flat(value: Value) -> list[float]:
    """All numbers of an observed value."""
    if isinstance(value, Items):
        return [number for item in value.items for number in flat(item)]
    if isinstance(value, Tensor):
        return [float(number) for number in value.values]
    assert isinstance(value, Number)
    return [float(value.value)]


def flatten(value: object) -> list[float]:
    """All numbers of a literal."""
    if isinstance(value, (tuple, list)):
        return [number for item in value for number in flatten(item)]
    assert isinstance(value, (int, float))
    return [float(value)]


def profile(folder: Path) -> None:
    """Print where the time of one `grade submit.py` goes, in seconds since the process began."""
    script = f"""
import time; began = time.perf_counter()
def lap(what): print(f"{{time.perf_counter() - began:6.3f}}  {{what}}")
from grader.sandbox.start import start_workers
lap("process module imported")
workers = start_workers()
lap("fork server started")
from grader.submission import source as submission
from grader.exercise.folders import default_folders
from grader.exercise.loading import load
from grader.grading.one import Grading
loaded = load("linear_regression", default_folders())
student = submission.read({str(folder / "submit.py")!r})
grading = Grading(loaded, workers, {SEED})
import rich.console, rich.table, grader.render.terminal
lap("exercise, checks, submission and renderer loaded")
workers._wait_until_ready()
lap("fork server has torch imported and is warmed up")
worker = workers.worker(1 << 30); worker.close()
lap("one worker forked and ended")
report = grading.report(student)
lap(f"graded: {{report.score:g}} points ({{report.seconds}} s inside the worker)")
workers.close()
lap("fork server ended")
"""
    subprocess.run([sys.executable, "-c", script], check=True)


if __name__ == "__main__":
    main()
