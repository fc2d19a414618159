"""How long a class takes, compared with the minimum and with other graders.

    python benchmarks/class.py [--submissions 200] [--runs 3]
    python benchmarks/class.py --scale          # 200, 1,000 and 10,000 submissions
    python benchmarks/class.py --hanging        # one endless submission in a hundred
    python benchmarks/class.py --html           # the time that pages add
    python benchmarks/class.py --rivals DIR     # nbgrader and pytest, installed into DIR

The class is the accepted variants and twelve mistakes of linear_regression in turn, two right ones
for each wrong one, every file different; with --all-mistakes, it contains every known mistake. Both
sides are warm before the clock starts, and take turns:

- the floor (`benchmarks/floor.py`): a warm process per core that forks an unconfined child for each
  submission and asks it the same questions, without judging or keeping anything;
- ours: fork servers in the sandbox, with verdicts, named mistakes and every report in a gradebook.

Times differ from machine to machine and from minute to minute; the ratios within a round are what
counts.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from rivals import SLOW, nbgrader_environment, nbgrader_seconds, pytest_seconds

from grader.classroom.grade import Tally, grade_class
from grader.classroom.gradebook import Gradebook
from grader.classroom.summary import summarise
from grader.cli.publish import ClassPictures
from grader.exercise.folders import Folders, default_folders
from grader.exercise.loading import Exercise, load
from grader.exercise.recognition import appraise
from grader.grading.one import Grading
from grader.grading.session import Session
from grader.intake import collect
from grader.pictures.plan import load_matplotlib
from grader.render.class_page import CLASS_PAGE, FOLDER, class_pages
from grader.sandbox.self_attack import attack_every_server
from grader.sandbox.start import start_workers
from grader.sandbox.workers import SANDBOXED, Workers

SEED = 20
CORES = sorted(os.sched_getaffinity(0))
COMMON = (
    *("never_clears_gradients", "climbs_the_gradient", "sums_instead_of_averaging"),
    *("detaches_the_loss", "returns_a_float", "counts_one_step_too_few", "forgets_to_square"),
    *("swaps_the_parameters", "ignores_the_learning_rate", "updates_outside_no_grad"),
    *("starts_at_zero", "halves_the_mean"),
)
SMALL = {
    "exercises/doubling/exercise.toml": """\
title = "Doubling a number"
order = 1
functions = ["double"]
time_limit_seconds = 20
check_time_limit_seconds = 5
memory_limit_mib = 256
""",
    "exercises/doubling/submit.py": "# exercise: doubling\ndef double(x):\n    pass\n",
    "exercises/doubling/checks.py": "checks = []\n",
    "solutions/doubling/checks.py": """\
from grader.checks import REFERENCE, check, function, number, returns
double = function("double")
checks = [check("double is right", double(number()), returns(REFERENCE), points=1, hint="Twice?")]
""",
    "solutions/doubling/solution.py": "def double(x):\n    return 2 * x\n",
    "solutions/doubling/mistakes/squares.py": '"""Squared."""\ndef double(x):\n    return x * x\n',
}
HANGS = "\n\ndef compute_loss(*arguments):\n    while True:\n        pass\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--all-mistakes", action="store_true", help="all that are known")
    parser.add_argument("--scale", action="store_true", help="time and memory, up to 10,000")
    parser.add_argument("--hanging", action="store_true", help="one in a hundred is endless")
    parser.add_argument("--html", action="store_true", help="the time that pages add")
    parser.add_argument("--rivals", type=Path, metavar="DIR", help="nbgrader and pytest")
    options = parser.parse_args()
    exercise = load("linear_regression", default_folders())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.scale:
            scale(folder)
        elif options.hanging:
            hanging(exercise, folder)
        elif options.html:
            html(exercise, folder, options.submissions, options.runs)
        elif options.rivals:
            rivals(exercise, folder, options.rivals)
        else:
            files = write_class(
                exercise, folder / "class", options.submissions, all_mistakes=options.all_mistakes
            )
            beside_the_floor(exercise, folder, files, options.runs)


def beside_the_floor(exercise: Exercise, folder: Path, files: list[Path], runs: int) -> None:
    """Compare ours with the floor, on one core and on two."""
    count = len(files)
    questions = folder / "questions.json"
    workers = start_workers(SANDBOXED)
    asked = Grading(exercise, workers, SEED).questions
    workers.close()
    messages = [question.as_message() for questions in asked for question in questions]
    questions.write_text(json.dumps(messages))
    rounds = []
    for _ in range(runs):
        times = {}
        for jobs in (1, 2):
            # one core means one, for everything
            os.sched_setaffinity(0, CORES[:jobs])
            times["floor", jobs] = floor(files, questions, jobs)
            times["ours", jobs] = ours(exercise, folder / "class", jobs)[0]
        os.sched_setaffinity(0, CORES)
        rounds.append(times)
        print({f"{side}, {jobs}": round(value, 2) for (side, jobs), value in times.items()})
    told = {
        "ours / floor, one core": lambda r: r["ours", 1] / r["floor", 1],
        "ours / floor, two cores": lambda r: r["ours", 2] / r["floor", 2],
        "ms above the floor a submission, one core": lambda r: (
            (r["ours", 1] - r["floor", 1]) / count * 1000
        ),
        "two cores / one, ours": lambda r: r["ours", 1] / r["ours", 2],
        "two cores / one, floor": lambda r: r["floor", 1] / r["floor", 2],
    }
    for what, ratio in told.items():
        ratios = sorted(map(ratio, rounds))
        print(f"{what:42} {statistics.median(ratios):6.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")


def write_class(
    exercise: Exercise, folder: Path, count: int, *, hanging: int = 0, all_mistakes: bool = False
) -> list[Path]:
    """Write `count` submissions, two right ones for each wrong one; some of them never end."""
    folder.mkdir()
    right = cycle(one for one in exercise.accepted if one.name not in SLOW)
    wrong = cycle(
        one
        for one in exercise.mistakes
        if one.name not in SLOW and (all_mistakes or one.name in COMMON)
    )
    files = []
    for number, source in enumerate(islice(cycle((right, right, wrong)), count)):
        file = folder / f"student{number:05}.py"
        text = f"{next(source).whole_text}\n# {number}\n" + (HANGS if number < hanging else "")
        file.write_text(text)
        files.append(file)
    return files


def floor(files: list[Path], questions: Path, jobs: int) -> float:
    """Seconds from the start signal to the last file, with several warm processes."""
    running = []
    for job in range(jobs):
        command = [sys.executable, str(Path(__file__).with_name("floor.py")), str(questions)]
        share = [str(file) for file in files[job::jobs]]
        running.append(
            subprocess.Popen(
                [*command, *share], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        )
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    began = time.perf_counter()
    for process in running:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == "done\n"
    elapsed = time.perf_counter() - began
    for process in running:
        process.communicate()
    return elapsed


def ours(
    exercise: Exercise, submissions: Path, jobs: int, seconds: float | None = None
) -> tuple[float, Tally]:
    """Seconds from the first submission to the last report in the gradebook."""
    workers = start_workers(SANDBOXED, jobs)
    try:
        warm(workers)
        intake = collect(submissions, partial(appraise, folders=default_folders()), exercise.name)
        with (
            tempfile.TemporaryDirectory() as out,
            Gradebook(Path(out) / "gradebook.db", exercise.name) as book,
        ):
            began = time.perf_counter()
            session = Session(
                folders_of(exercise), workers, SEED, time_limit_seconds=seconds, jobs=jobs
            )
            for last in grade_class(  # noqa: B007  (the last one is wanted)
                session, book, intake.handed_in, seed=SEED
            ):
                pass
            elapsed = time.perf_counter() - began
    finally:
        workers.close()
    return elapsed, last


def warm(workers: Workers) -> None:
    """Wait until every fork server has imported torch and passed the self-attack."""
    attack_every_server(workers)


def scale(folder: Path) -> None:
    """Time per submission, and memory of the trusted process, as a class grows.

    The exercise takes one line, so that our own work outweighs that of the submissions.
    """
    exercise = small_exercise(folder)
    for count in (200, 1_000, 10_000):
        elapsed, _ = ours(exercise, small_class(folder, count), 2)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(f"{count:6} submissions: {elapsed / count * 1000:.1f} ms each, peak {peak} MiB")


def small_exercise(folder: Path) -> Exercise:
    """Doubling a number: one hidden check, one mistake."""
    for name, text in SMALL.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return load("doubling", Folders(folder / "exercises", folder / "solutions"))


def small_class(folder: Path, count: int) -> Path:
    """Where so many submissions to that exercise are, every third one wrong."""
    submissions = folder / str(count)
    submissions.mkdir()
    for number in range(count):
        factor = 2 if number % 3 else 3
        text = f"def double(x):\n    return {factor} * x  # {number}\n"
        (submissions / f"student{number:05}.py").write_text(text)
    return submissions


def hanging(exercise: Exercise, folder: Path) -> None:
    """How much one endless submission in a hundred slows the others down."""
    seconds = 5.0
    write_class(exercise, folder / "without", 100)
    write_class(exercise, folder / "with", 100, hanging=1)
    without, _ = ours(exercise, folder / "without", 2, seconds)
    with_one, tally = ours(exercise, folder / "with", 2, seconds)
    assert tally.graded == 100
    print(
        f"100 submissions: {without:.1f} s; one of them endless, ended after {seconds:g} s: "
        f"{with_one:.1f} s"
    )


def html(exercise: Exercise, folder: Path, count: int, runs: int) -> None:
    """Seconds per student that pages add, on one core: asking for pictures and writing."""
    os.sched_setaffinity(0, CORES[:1])
    write_class(exercise, folder / "class", count, all_mistakes=True)
    handed_in = collect(
        folder / "class", partial(appraise, folders=default_folders()), exercise.name
    ).handed_in
    workers = start_workers(SANDBOXED, 1)
    asking, writing = [], []
    load_matplotlib()
    try:
        warm(workers)
        folders = folders_of(exercise)
        for run in range(runs):
            seconds = {}
            for pictures in (False, True) if run % 2 else (True, False):
                out = folder / f"out{run}{pictures}"
                out.mkdir()
                with Gradebook(out / "gradebook.db", exercise.name) as book:
                    began = time.perf_counter()
                    session = Session(
                        folders,
                        workers,
                        SEED,
                        prepare=partial(Exercise.prepared, pictures=pictures),
                    )
                    for _ in grade_class(session, book, handed_in, seed=SEED):
                        pass
                    seconds[pictures] = time.perf_counter() - began
                    if pictures:
                        writing.append(write_pages(session, book, out) / count)
            asking.append((seconds[True] - seconds[False]) / count)
    finally:
        workers.close()
    made = folder / "out0True"
    size = sum(file.stat().st_size for file in (made / FOLDER).iterdir()) / count / 1024
    of_class = (made / CLASS_PAGE).stat().st_size / 1024
    both = sorted(map(sum, zip(asking, writing, strict=True)))
    print(
        f"{count} students: pages add {statistics.median(both) * 1000:.0f} ms each "
        f"({both[0] * 1000:.0f} to {both[-1] * 1000:.0f}): asking for pictures "
        f"{statistics.median(asking) * 1000:.0f}, drawing and writing "
        f"{statistics.median(writing) * 1000:.0f}; "
        f"{size:.0f} KiB each, {of_class:.0f} KiB that of the class"
    )


def write_pages(session: Session, book: Gradebook, out: Path) -> float:
    """Seconds for all pages of a class."""
    began = time.perf_counter()
    grading = session.grading(book.exercise)
    (out / FOLDER).mkdir()
    pages = class_pages(
        grading.exercise,
        summarise(book.counted("last")),
        book.counted("last"),
        ClassPictures(grading.exercise, lambda: grading),
    )
    for name, text in pages:
        (out / name).write_text(text, encoding="utf-8")
    return time.perf_counter() - began


def folders_of(exercise: Exercise) -> Folders:
    """Where both halves of an exercise are."""
    root = exercise.folder.parents[1]
    return Folders(root / "exercises", root / "solutions")


def rivals(exercise: Exercise, folder: Path, environments: Path) -> None:
    """Seconds per submission of nbgrader and of pytest, compared with ours on one core."""
    count = 20
    files = write_class(exercise, folder / "class", count)
    texts = {file.stem: file.read_text() for file in files}
    environment = nbgrader_environment(environments)
    elapsed, _ = ours(exercise, folder / "class", 1)
    print(f"ours, one core: {elapsed / count:.2f} s a submission")
    for name, other in (
        ("nbgrader autograde", nbgrader_seconds(texts, folder / "nbgrader", environment)),
        ("one pytest process each", pytest_seconds(texts, folder / "pytest")),
    ):
        print(f"{name}: {other / count:.2f} s a submission, {other / elapsed:.0f} x ours")


if __name__ == "__main__":
    main()
