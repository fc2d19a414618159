"""What a cluster costs beside the local path on the same cores, and how a long class grows.

    python benchmarks/scale.py [--submissions 200] [--runs 5]
    python benchmarks/scale.py --long           # 1,000 and 10,000 submissions: rate and memory

The class is that of `benchmarks/class.py`. Both sides are warm before the clock starts, and take
turns: two fork servers of the grading process, and two workers of a cluster on the same machine,
processes of dask's own commands, with a scheduler beside them. The long class is of the exercise
that doubles a number, so that the work of the coordinator outweighs that of submissions.
"""

import argparse
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path

import psutil

from grader.classroom.grade import grade_class
from grader.classroom.gradebook import Gradebook
from grader.cluster.client import Cluster
from grader.cluster.local import local_cluster
from grader.exercise.folders import default_folders
from grader.exercise.loading import Exercise, load
from grader.exercise.recognition import appraise
from grader.grading.session import Session
from grader.intake import collect
from grader.sandbox.start import start_workers

class_benchmark = import_module("class")  # beside this file; the name is a word of Python's own
JOBS = 2


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--long", action="store_true", help="1,000 and 10,000 submissions")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        local_cluster(JOBS, ()) as address,
        Cluster(address) as cluster,
    ):
        while cluster.slots < JOBS:
            time.sleep(0.1)
        if options.long:
            long(Path(name), cluster)
        else:
            beside_local(Path(name), cluster, options.submissions, options.runs)


def beside_local(folder: Path, cluster: Cluster, count: int, runs: int) -> None:
    """Compare the cluster with the local path."""
    exercise = load("linear_regression", default_folders())
    class_benchmark.write_class(exercise, folder / "class", count)
    ratios = []
    for run in range(runs):
        seconds = {}
        for side in ("local", "cluster") if run % 2 else ("cluster", "local"):
            if side == "local":
                seconds[side] = class_benchmark.ours(exercise, folder / "class", JOBS)[0]
            else:
                seconds[side] = on_cluster(exercise, folder / "class", cluster)
        ratios.append(seconds["cluster"] / seconds["local"])
        print({side: round(value, 2) for side, value in seconds.items()})
    ratios.sort()
    print(
        f"cluster / local, {JOBS} workers: {statistics.median(ratios):.2f} "
        f"({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )


def on_cluster(exercise: Exercise, submissions: Path, cluster: Cluster) -> float:
    """Seconds from the first submission to the last report in the gradebook."""
    folders = class_benchmark.folders_of(exercise)
    workers = start_workers()
    try:
        workers.worker(1 << 28).close()  # the solution is asked here, warm as well
        handed_in = collect(submissions, partial(appraise, folders=folders), exercise.name)
        with tempfile.TemporaryDirectory() as out:
            file = Path(out) / "gradebook.db"
            with Gradebook(file, exercise.name) as book:
                began = time.perf_counter()
                session = Session(folders, workers, class_benchmark.SEED)
                session.asking = cluster
                *_, tally = grade_class(
                    session, book, handed_in.handed_in, seed=class_benchmark.SEED
                )
                elapsed = time.perf_counter() - began
            assert tally.graded == len(handed_in.handed_in)
            kept = file.stat().st_size
    finally:
        workers.close()
    print(f"  {kept / len(handed_in.handed_in) / 1024:.1f} KiB of gradebook a submission")
    return elapsed


def long(folder: Path, cluster: Cluster) -> None:
    """Rate, and the memory of every process, as a class grows."""
    exercise = class_benchmark.small_exercise(folder)
    for count in (1_000, 10_000):
        submissions = class_benchmark.small_class(folder, count)
        with memory() as seen:
            elapsed = on_cluster(exercise, submissions, cluster)
        print(f"{count:6} submissions: {count / elapsed:.0f} a second; MiB at most: {seen}")


@contextmanager
def memory() -> Iterator[dict[str, int]]:
    """The most memory, in MiB, of the coordinator, the scheduler and a worker meanwhile."""
    seen: dict[str, int] = {}
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.5):
            own = psutil.Process(os.getpid())
            for process in [own, *own.children(recursive=True)]:
                try:
                    words = " ".join(process.cmdline())
                    mib = process.memory_info().rss >> 20
                except psutil.Error:
                    continue
                kind = "coordinator" if process == own else kind_of(words)
                if kind:
                    seen[kind] = max(seen.get(kind, 0), mib)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def kind_of(words: str) -> str:
    """Which process of dask it is."""
    if "-m dask scheduler" in words:
        return "scheduler"
    return "worker" if "multiprocessing" in words else ""


if __name__ == "__main__":
    main()
