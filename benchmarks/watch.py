"""From a save to the new result on screen in `grade watch`, beside running `grade` again.

    python benchmarks/watch.py [--saves 20] [--pipe] [--exercise linear_regression]

A real `grade watch` on a terminal (or, with --pipe, into a pipe), sandboxed if possible. Right
and wrong submissions take turns, saved by a rename or in place, so that mistakes are named too. The
clock runs from before the file is written until the whole new report has been read, minus the
submission's own seconds, which the report states. After each save, the same file is also graded by
a separate `grade submit.py`, and its own seconds are subtracted in the same way. The first wrong
save of a watch stands in a line of its own, since it must not be slower than later wrong ones.
"""

import argparse
import contextlib
import itertools
import json
import os
import pty
import re
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from grader.exercise.examples import Example
from grader.exercise.folders import default_folders
from grader.exercise.loading import load

GRADE = str(Path(sys.executable).with_name("grade"))
SEED = "20"
PATIENCE_SECONDS = 120.0
WARM_UP = 2
DONE = re.compile(rb"graded in [\d.]+ s \(([\d.]+) s in the code\).*?Ctrl-C stops", re.S)
ESCAPES = re.compile(rb"\x1b\[[\d;]*[A-Za-z]")


class Took(NamedTuple):
    """Seconds from a save to its result, and how many of them the submission itself took."""

    whole: float
    own: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument("--pipe", action="store_true", help="no terminal: plain output in a pipe")
    parser.add_argument("--exercise", default="linear_regression")
    options = parser.parse_args()
    exercise = load(options.exercise, default_folders())
    examples = [
        example
        for pair in zip(exercise.accepted, exercise.mistakes, strict=False)
        for example in pair
    ]
    with tempfile.TemporaryDirectory() as folder:
        submit = Path(folder) / "submit.py"
        submit.write_text(_text(options.exercise, examples[-1]), encoding="utf-8")
        watched, again = measure(submit, options.exercise, examples, options.saves, options.pipe)
    first, later = watched[1], watched[3::2]  # right and wrong take turns, a right one first
    watched, again = watched[WARM_UP:], again[WARM_UP:]
    show("grade watch", watched)
    show("the first wrong save", [first])
    show("later wrong saves", later)
    show("grade submit.py again", again)
    ratios = [two.whole / one.whole for one, two in zip(watched, again, strict=True)]
    print(f"running it again takes {statistics.median(ratios):.1f} x as long as the watch")


def measure(
    submit: Path, exercise: str, examples: list[Example], saves: int, pipe: bool
) -> tuple[list[Took], list[Took]]:
    """The seconds that each save took in the watch, and in a separate process."""
    watched, again = [], []
    command = [GRADE, "watch", str(submit), "--seed", SEED]
    with _Reading(command, pipe=pipe) as reading:
        reading.next_result()
        turns = zip(range(saves + WARM_UP), itertools.cycle(examples), itertools.cycle(WAYS))
        for number, example, save in turns:
            began = time.perf_counter()
            save(submit, f"# save {number}\n" + _text(exercise, example))
            own = reading.next_result()
            took = Took(time.perf_counter() - began, own)
            other = _again(submit)
            watched.append(took)
            again.append(other)
    return watched, again


def show(name: str, all_took: list[Took]) -> None:
    """Median and range of the time beyond the submissions' own seconds."""
    beyond = sorted(took.whole - took.own for took in all_took)
    print(
        f"{name:22} {statistics.median(beyond):.3f} s beyond the submission's own "
        f"{statistics.median(took.own for took in all_took):.3f} s (median of {len(beyond)}; "
        f"{beyond[0]:.3f} to {beyond[-1]:.3f}; 9 of 10 below {beyond[len(beyond) * 9 // 10]:.3f})"
    )


def _in_place(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _renamed_over(file: Path, text: str) -> None:
    scratch = file.with_suffix(".tmp")
    scratch.write_text(text, encoding="utf-8")
    scratch.replace(file)


WAYS: list[Callable[[Path, str], None]] = [_in_place, _renamed_over, _renamed_over, _in_place]


class _Reading:
    """A running `grade watch` and its output."""

    def __init__(self, command: list[str], *, pipe: bool) -> None:
        self._ours, theirs = os.pipe() if pipe else pty.openpty()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL if pipe else theirs,
            stdout=theirs,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"},
        )
        os.close(theirs)
        self._shown = b""

    def next_result(self) -> float:
        """Wait for the end of the next report; the submission's own seconds, as stated there."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (found := DONE.search(self._shown)):
            part = b""
            left = max(0.0, deadline - time.monotonic())
            ready, _, _ = select.select([self._ours], [], [], left)
            with contextlib.suppress(OSError):  # on Linux: the other side has closed
                part = os.read(self._ours, 1 << 16) if ready else b""
            if not part:
                sys.exit(f"no result came: {self._shown.decode(errors='replace')}")
            self._shown = ESCAPES.sub(b"", self._shown + part)
        self._shown = self._shown[found.end() :]
        return float(found[1])

    def __enter__(self) -> "_Reading":
        return self

    def __exit__(self, *error: object) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(PATIENCE_SECONDS)
        os.close(self._ours)


def _again(submit: Path) -> Took:
    began = time.perf_counter()
    done = subprocess.run(
        [GRADE, str(submit), "--seed", SEED, "--format", "json"],
        capture_output=True,
        check=False,
    )
    whole = time.perf_counter() - began
    return Took(whole, json.loads(done.stdout)["seconds"])


def _text(exercise: str, example: Example) -> str:
    return f"# exercise: {exercise}\n{example.whole_text}"


if __name__ == "__main__":
    main()
