"""`grade class --scheduler` on real clusters: processes that dask's own commands start."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import needs
import pytest
from class_factory import MARKER, RIGHT, TOKEN, TREBLES, Course, write_course
from clusters import Processes, cluster
from commands import Run
from places import SUBMISSIONS

from grader.errors import GradebookUnusable
from grader.exercise.folders import Folders
from grader.exercise.loading import load

PATCHED = Path(__file__).with_name("patched")
SLOWLY = MARKER + "import time\n\n\ndef double(x):\n    time.sleep(0.2)\n    return 2 * x\n"
SLOW_ONES = 24
pytestmark = needs.linux


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """A cluster that nothing happens to."""
    with cluster(tmp_path_factory.mktemp("cluster")) as processes:
        yield processes


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return write_course(tmp_path / "course")


def started(course: Course, address: str, *more: object) -> "subprocess.Popen[bytes]":
    """`grade class` on a cluster, while it runs."""
    words = ["class", course.submissions, *course.without_submissions, "--scheduler", address]
    grade = Path(sys.executable).with_name("grade")
    return subprocess.Popen(
        [grade, *map(str, [*words, "--no-html", *more])],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )


def ended(running: "subprocess.Popen[bytes]") -> tuple[int, str]:
    """Its exit code, and what it said."""
    out, err = running.communicate(timeout=200)
    return running.returncode, (out + err).decode()


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 100
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def recorded(course: Course) -> int:
    """How many attempts are in the gradebook."""
    try:
        return len(course.attempts())
    except GradebookUnusable:  # not there yet, or still empty
        return 0


def test_scores_are_those_of_this_machine(
    two_workers: Processes, course: Course, grade_process: Run
) -> None:
    course.hand_in(ada=RIGHT, ben=TREBLES, eve=MARKER + "def double(x):\n    return y\n")
    code, said = ended(started(course, two_workers.address))
    assert code == 0
    assert "self-tests passed" in said
    there = course.scores()
    grade_process(*course.command("--regrade", "--no-html"))
    assert there == course.scores()
    assert {row["isolation"] for row in course.rows().values()} == {"full"}


def test_the_same_again_grades_nobody_again(two_workers: Processes, course: Course) -> None:
    course.hand_in(ada=RIGHT)
    ended(started(course, two_workers.address))
    before = course.printed()
    _, said = ended(started(course, two_workers.address))
    assert "0 graded, 1 unchanged" in said
    assert course.printed() == before


def test_a_lost_worker_costs_nobody_anything(tmp_path: Path, course: Course) -> None:
    with grading_slow_ones(tmp_path / "dask", course) as (processes, run):
        processes.running[1].kill()
        code, said = ended(run)
    assert code == 0
    assert "left, or was lost" in said
    all_are_right(course)


@pytest.mark.slow
def test_all_workers_may_go_and_others_come(tmp_path: Path, course: Course) -> None:
    with grading_slow_ones(tmp_path / "dask", course) as (processes, run):
        for worker in processes.running[1:]:
            worker.kill()
        processes.worker()
        code, _ = ended(run)
    assert code == 0
    all_are_right(course)


@pytest.mark.slow
def test_a_run_whose_scheduler_is_lost_can_be_resumed(tmp_path: Path, course: Course) -> None:
    with grading_slow_ones(tmp_path / "dask", course) as (processes, run):
        processes.running[0].kill()
        code, said = ended(run)
    assert code == 3
    assert "scheduler" in said
    assert "run the same command again" in said
    kept = course.printed()
    assert 2 < len(kept) < SLOW_ONES
    with cluster(tmp_path / "another", workers=1) as processes:
        resumed_keeps(kept, course, processes)


@pytest.mark.slow
def test_a_killed_run_can_be_resumed(tmp_path: Path, course: Course) -> None:
    with grading_slow_ones(tmp_path / "dask", course) as (processes, run):
        run.kill()
        run.communicate()
        resumed_keeps(course.printed(), course, processes)


@contextmanager
def grading_slow_ones(
    folder: Path, course: Course
) -> "Iterator[tuple[Processes, subprocess.Popen[bytes]]]":
    """A cluster and a run on it that has graded some of many submissions, but not all."""
    texts = {f"student{each:02}": f"{TOKEN}{SLOWLY}# {each}\n" for each in range(SLOW_ONES)}
    course.hand_in(**texts)
    with cluster(folder) as processes:
        run = started(course, processes.address)
        until(lambda: recorded(course) > 2)
        yield processes, run


def all_are_right(course: Course) -> None:
    """Nobody was graded twice, and nobody lost anything."""
    assert len(course.attempts()) == SLOW_ONES
    assert set(course.scores().values()) == {"3"}


def resumed_keeps(kept: dict[str, str], course: Course, processes: Processes) -> None:
    """The same command keeps what was graded, and grades the rest once."""
    code, said = ended(started(course, processes.address))
    assert code == 0
    assert f"{SLOW_ONES - len(kept)} graded, {len(kept)} unchanged" in said
    assert course.printed().items() >= kept.items()
    all_are_right(course)


@pytest.mark.slow
def test_a_submission_that_takes_workers_down_is_not_graded(tmp_path: Path, course: Course) -> None:
    course.hand_in(ada=RIGHT, mallory=MARKER + "# takes the worker down\n")
    with cluster(tmp_path / "dask", workers=0) as processes:
        for _ in range(3):
            processes.worker(str(PATCHED / "dies_of_it.py"))
        code, said = ended(started(course, processes.address))
    assert code == 3
    assert "1 graded, 1 not graded" in said
    rows = course.rows()
    assert rows["ada"]["score"] == "3"
    assert "2 workers of the cluster were lost" in rows["mallory"]["reason"]


@pytest.mark.parametrize(
    "patched",
    ["answers_garbage", pytest.param("answers_about_another", marks=pytest.mark.slow)],
)
def test_a_worker_that_lies_about_its_reply_is_sent_away(
    tmp_path: Path, course: Course, patched: str
) -> None:
    said = graded_beside_an_honest_worker(tmp_path, course, patched)
    assert "is no longer used" in said


@pytest.mark.slow
def test_a_worker_that_never_replies_is_sent_away(tmp_path: Path, course: Course) -> None:
    said = graded_beside_an_honest_worker(tmp_path, course, "never_replies")
    assert "is no longer used" in said


@pytest.mark.parametrize(
    "patched",
    [
        "returns_a_pickle",
        pytest.param("sends_a_pickle_to_the_scheduler", marks=pytest.mark.slow),
        pytest.param("raises_a_pickle", marks=pytest.mark.slow),
        pytest.param("warns_with_a_pickle", marks=pytest.mark.slow),
    ],
)
def test_a_pickle_of_a_worker_is_refused_before_it_is_loaded(
    tmp_path: Path, course: Course, patched: str
) -> None:
    graded_beside_an_honest_worker(tmp_path, course, patched)
    assert not (tmp_path / "canary").exists()


def graded_beside_an_honest_worker(tmp_path: Path, course: Course, patched: str) -> str:
    """What a run says where a hostile worker is there first, and nobody gets a wrong score."""
    course.hand_in(**{f"student{each}": f"{RIGHT}# {each}\n" for each in range(6)})
    with cluster(tmp_path / "dask", workers=0) as processes:
        environment = {"CANARY": str(tmp_path / "canary"), "PYTHONPATH": str(PATCHED)}
        processes.worker(str(PATCHED / f"{patched}.py"), environment=environment)
        until(lambda: "Registered to" in processes.said("worker"))
        processes.worker()
        until(lambda: processes.said("worker").count("Registered to") == 2)
        code, said = ended(started(course, processes.address, "--time-limit", 2))
    assert code in (0, 3)
    rows = course.rows()
    assert len(rows) == 6
    graded = [row for row in rows.values() if row["status"] == "graded"]
    assert {row["score"] for row in graded} <= {"3"}
    return said


@pytest.mark.slow
def test_a_worker_of_another_version_is_refused_by_name(tmp_path: Path, course: Course) -> None:
    course.hand_in(ada=RIGHT)
    with cluster(tmp_path / "dask", workers=0) as processes:
        processes.worker(str(PATCHED / "another_version.py"))
        until(lambda: "Registered to" in processes.said("worker"))
        processes.worker()
        code, said = ended(started(course, processes.address))
    assert code == 0
    assert "Not used: tcp://127.0.0.1:" in said
    assert "torchgrade 0.0.9" in said


@pytest.mark.slow
def test_submissions_are_not_taken_for_parts_of_dask(
    tmp_path: Path, course: Course, grade_process: Run
) -> None:
    canary = tmp_path / "canary"
    hostile = f"open({str(canary)!r}, 'w')\n{RIGHT}"
    course.hand_in(dask=hostile, click=hostile, yaml=hostile, distributed=hostile)
    words = ["class", ".", *course.without_submissions, "--no-html", "--scheduler", "local:1"]
    done = grade_process(*words, cwd=course.submissions)
    assert done.code == 0, done.err
    assert not canary.exists()
    assert len(course.rows()) == 4


@needs.openssl
@pytest.mark.slow
def test_a_class_is_graded_over_tls_and_not_without_a_certificate(
    tmp_path: Path, course: Course
) -> None:
    course.hand_in(ada=RIGHT)
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=course"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*request, *files], check=True, capture_output=True)
    tls = ("--tls-ca-file", certificate, "--tls-cert", certificate, "--tls-key", key)
    with cluster(tmp_path / "dask", workers=1, tls=[*map(str, tls)]) as processes:
        own = ("--tls-ca", certificate, "--tls-cert", certificate, "--tls-key", key)
        code, said = ended(started(course, processes.address, *own))
        assert processes.address.startswith("tls://")
        refused = ended(started(course, processes.address.replace("tls://", "tcp://")))
    assert code == 0, said
    assert course.scores() == {"ada": "3"}
    assert refused[0] == 2
    assert "cannot be reached" in refused[1]


@pytest.mark.slow
@pytest.mark.parametrize("exercise", ["linear_regression", "quadratic_regression"])
def test_every_known_submission_gets_the_same_report(
    two_workers: Processes, tmp_path: Path, folders: Folders, grade_process: Run, exercise: str
) -> None:
    everything = tmp_path / "everything"
    everything.mkdir()
    known = load(exercise, folders)
    for example in (*known.accepted, *known.mistakes):
        (everything / f"{example.name}.py").write_text(example.whole_text)
    corpus = SUBMISSIONS if exercise == "linear_regression" else SUBMISSIONS / exercise
    for file in (*corpus.glob("*.py"), *corpus.glob("*.ipynb")):
        shutil.copy(file, everything / f"own_{file.name}")
    seen = []
    for where in (("--scheduler", two_workers.address), ("--jobs", 2)):
        output = tmp_path / where[0].strip("-")
        command = ["class", everything, "-o", output, "-e", exercise, "--no-html", "--seed", 7]
        assert grade_process(*command, *where).code in (0, 1)  # some files are not graded anywhere
        students = json.loads((output / "grades.json").read_text(encoding="utf-8"))["students"]
        seen.append({one["student"]: without_chance(one["report"]) for one in students})
    there, here = seen
    assert len(there) > 60
    slow = {name for reports in (there, here) for name in reports if ran_out_of_time(reports[name])}
    assert len(slow) < len(here) / 3
    assert {name for name in here.keys() - slow if here[name] != there[name]} == set()


def ran_out_of_time(report: dict[str, Any]) -> bool:
    """Whether time limits decided anything: what is reached until then differs with the machine."""
    return any(verdict["outcome"] == "timeout" for verdict in report["verdicts"] or ())


def without_chance(report: dict[str, Any]) -> dict[str, Any]:
    """A report without what may differ from run to run: times, and what was printed."""
    left_out = ("seconds", "output", "warned")
    return {key: value for key, value in report.items() if key not in left_out}
