"""What happens to a class when something breaks: nothing is lost, graded twice, or called a 0."""

import os
import random
import re
import resource
import select
import shlex
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import needs
import pytest
from class_factory import RIGHT, SQUARES, TOKEN, Course, in_process, write_course
from click.testing import CliRunner
from commands import Ran, Run
from kernels import GRADE, NO_LANDLOCK, NO_NAMESPACES, refusing
from people import IS_ROOT, ORDINARY, command_as, command_closed_to_others
from warm import Lent

from grader.classroom.gradebook import Gradebook
from grader.cli import main
from grader.errors import GradebookUnusable, WorkerUnavailable
from grader.exercise.data import Data
from grader.sandbox import launch
from grader.sandbox.fork_server import ForkServer
from grader.sandbox.process import Death, Ended, Worker
from grader.sandbox.workers import SANDBOXED, Workers

pytestmark = needs.sandbox

PATIENCE_SECONDS = 120
MEMORY = 256 << 20
# long enough for something to break meanwhile
SLOW = RIGHT + TOKEN + "import time\ntime.sleep(0.15)\n"
SLOWER = SLOW.replace("0.15", "0.4")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return write_course(tmp_path)


@pytest.fixture
def open_course() -> Iterator[Course]:
    """One that every user can read, and that an ordinary one hands in to and grades."""
    root = Path(tempfile.mkdtemp(prefix="torchgrade-"))
    root.chmod(0o755)
    course = write_course(root)
    course.output.mkdir()
    if IS_ROOT:
        os.chown(course.output, ORDINARY, ORDINARY)
    yield course
    shutil.rmtree(root)


def many(text: str, count: int = 25) -> dict[str, str]:
    return {f"student{number:02}": text for number in range(count)}


def start(course: Course, jobs: int = 2) -> subprocess.Popen[str]:
    """`grade class` in a process group of its own, as a shell starts it."""
    return subprocess.Popen(
        [GRADE, *map(str, course.command(jobs=jobs))],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ran(command: list[str]) -> Ran:
    done = subprocess.run(
        command,
        capture_output=True,
        cwd="/",
        # what measures coverage writes where only the one who started it may
        env={key: value for key, value in os.environ.items() if not key.startswith("COV")},
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def eventually(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)


def recorded(course: Course) -> dict[str, str]:
    """What the submissions in the gradebook printed, also while another process writes it."""
    try:
        return course.printed()
    except GradebookUnusable:  # not there yet
        return {}


# ------------------------------------------------------------------ processes, by what /proc tells


def status_of(pid: int) -> list[str]:
    """State, parent, ... and at 19 when it started; nothing for one that is no more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def children(pid: int) -> list[int]:
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    return [one for one in pids if status_of(one)[1:2] == [str(pid)]]


def descendants(pid: int) -> dict[int, str]:
    """When each of them started, which tells it from a later one of the same number."""
    found: dict[int, str] = {}
    for child in children(pid):
        if told := status_of(child):
            found |= {child: told[19], **descendants(child)}
    return found


def all_gone(processes: dict[int, str]) -> bool:
    told = [(status_of(pid), started) for pid, started in processes.items()]
    return not any(now and now[0] != "Z" and now[19] == started for now, started in told)


# ------------------------------------------------------------------ the command itself is lost


def test_killed_again_and_again_every_submission_is_graded_once(course: Course, grade: Run) -> None:
    course.hand_in(**many(SLOW))
    before: dict[str, str] = {}
    for _ in range(3):
        grading = start(course)
        eventually(lambda: len(recorded(course)) > len(before) or grading.poll() is not None)
        time.sleep(random.uniform(0.0, 0.4))
        left = descendants(grading.pid)
        grading.kill()
        grading.communicate()
        eventually(lambda: all_gone(left))
        now = recorded(course)
        assert {student: now.get(student) for student in before} == before
        before = now
    ended = grade(*course.command(jobs=2))
    assert ended.code == 0, ended.err
    assert f"{len(before)} unchanged" in ended.err
    after = course.attempts()
    assert [(one.student.student, one.number) for one in after] == [
        (student, 1) for student in many(SLOW)
    ]
    assert {student: course.printed()[student] for student in before} == before
    assert len(set(course.printed().values())) == 25
    assert set(course.scores().values()) == {"3"}
    assert len({one.seed for one in after}) == 1  # all were asked the same


def test_ctrl_c_keeps_what_was_graded_and_the_same_command_goes_on(
    course: Course, grade: Run
) -> None:
    course.hand_in(**many(SLOW, 16))
    grading = start(course)
    eventually(lambda: len(recorded(course)) >= 3)
    left = descendants(grading.pid)
    os.killpg(grading.pid, signal.SIGINT)
    _, err = grading.communicate(timeout=PATIENCE_SECONDS)
    assert grading.returncode == 130
    before = recorded(course)
    assert 3 <= len(before) < 16
    told = re.search(r"stopped; (\d+) of 16 are in the gradebook. Run the same command again", err)
    assert told
    assert len(before) - int(told[1]) in (0, 1)  # it can be stopped before one is counted
    assert set(course.rows()) == set(before)
    assert "Traceback" not in err
    assert all_gone(left)
    assert grade(*course.command(jobs=2)).code == 0
    assert set(course.scores().values()) == {"3"}
    assert {student: course.printed()[student] for student in before} == before


def test_ctrl_c_before_anything_was_graded_is_no_other_exit_code(
    course: Course, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.cli.class_run.collect", interrupted)
    result = in_process(workers, monkeypatch)(*course.command())
    assert result.exit_code == 130
    assert "grade: stopped." in result.stderr


# ------------------------------------------------------------------ what runs submissions is lost


def test_a_fork_server_that_is_killed_costs_nobody_a_point(course: Course) -> None:
    course.hand_in(**many(SLOWER, 12))
    grading = start(course)
    eventually(lambda: recorded(course))
    first, second = children(grading.pid)
    os.kill(first, signal.SIGKILL)
    eventually(lambda: len(recorded(course)) >= 4)
    # with namespaces, it is its child that forks the others
    enclosed = {row.report.isolation for row in course.attempts()} == {"full"}
    os.kill(children(second)[0] if enclosed else second, signal.SIGKILL)
    _, err = grading.communicate(timeout=PATIENCE_SECONDS)
    assert grading.returncode == 0, err
    assert "12 graded\n" in err
    assert set(course.scores().values()) == {"3"}
    outcomes = {
        verdict["outcome"] for one in course.reports().values() for verdict in one["verdicts"]
    }
    assert outcomes == {"passed"}


def test_of_a_lost_server_nobody_is_told_what_became_of_another_ones_child() -> None:
    server = ForkServer(SANDBOXED)
    with closing(server):
        first, second = server.worker(MEMORY), server.worker(MEMORY)
        server._process.kill()
        eventually(lambda: hung_up(server._control))  # its own child, which forks, ends a bit later
        with pytest.raises(WorkerUnavailable):
            second.close()
        third = server.worker(MEMORY)  # of a new server, where it has the number of the first
        exits(third, 7)
        with pytest.raises(WorkerUnavailable):
            first.close()
        assert third.close() == Death(7, 0)


def hung_up(connection: socket.socket) -> bool:
    """Whether nobody is left at the other end."""
    poll = select.poll()
    poll.register(connection, 0)
    return bool(poll.poll(0))


def exits(worker: Worker, code: int) -> None:
    """Have a worker end by itself, and wait for that."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    sources = [("submit.py", f"import os\nos._exit({code})\n")]
    message = {"sources": sources, "seed": 0, "module": "submission", "skip": []}
    worker.send(message, deadline)
    with suppress(Ended):
        while worker.receive(deadline):
            pass


@pytest.mark.parametrize("jobs", [1, 2])
def test_where_no_server_starts_nothing_is_graded(
    jobs: int, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "BOOT", "raise SystemExit('libtorch is not there')")
    course.hand_in(alice=RIGHT)
    result = CliRunner().invoke(main, [*map(str, course.command(jobs=jobs))], prog_name="grade")
    assert result.exit_code == 3
    assert "did not start or was lost: libtorch is not there. Check that" in result.stderr
    assert list(course.output.iterdir()) == []


class Failing(Lent):
    """Workers of which no more than a number can be had."""

    def __init__(self, workers: Workers, count: int) -> None:
        super().__init__(workers)
        self._had, self._left = workers.worker, count
        self.worker = self._worker

    def _worker(self, memory_bytes: int, data: Data = ()) -> Worker:
        self._left -= 1
        if self._left < 0:
            raise WorkerUnavailable("There is no memory left.")
        return self._had(memory_bytes, data)


def test_where_nothing_can_be_run_any_more_the_rest_is_left_for_later(
    course: Course, workers: Workers
) -> None:
    course.hand_in(**many(RIGHT + TOKEN, 20))
    with pytest.raises(WorkerUnavailable, match="5 submissions in a row could not be run: There"):
        course.graded(Failing(workers, 6), jobs=1)
    before = {one.student.student: one for one in course.attempts()}
    statuses = [one.report.status for one in before.values()]
    assert statuses[:5] == ["graded"] * 5  # the solution had the first worker
    assert set(statuses[5:]) == {"not_graded"}
    assert len(statuses) < 15
    tally = course.graded(workers)
    assert (tally.known, tally.graded, tally.trouble) == (5, 15, False)
    after = course.attempts()
    assert [(one.number, one.report.score) for one in after] == [(1, 3.0)] * 20
    assert after[:5] == list(before.values())[:5]


def test_what_is_lost_twice_is_not_graded_and_the_others_are(
    course: Course, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.hand_in(alice=RIGHT, bob=SQUARES, carol=RIGHT)
    # after the solution and alice's, two tries of bob's
    lost = Failing(workers, 2)
    had = lost.worker

    def worker(memory_bytes: int, data: Data = ()) -> Worker:
        try:
            return had(memory_bytes, data)
        except WorkerUnavailable:
            if lost._left <= -2:
                lost.worker = workers.worker
            raise

    lost.worker = worker
    tally = course.graded(lost, jobs=1)
    assert (tally.graded, tally.not_graded, tally.trouble) == (2, ["bob"], True)
    run = in_process(workers, monkeypatch)
    assert run(*course.command("--no-sandbox")).exit_code == 0
    assert course.scores() == {"alice": "3", "bob": "0", "carol": "3"}


# ------------------------------------------------------------------ the disk, the file, the clock


def little_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))


def test_a_file_that_may_not_grow_keeps_what_was_graded(course: Course, grade: Run) -> None:
    course.hand_in(**many(RIGHT + TOKEN))
    limited = subprocess.run(
        [GRADE, *map(str, course.command())],
        capture_output=True,
        text=True,
        preexec_fn=little_room,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert limited.returncode == 3, limited.stderr
    assert "gradebook.db could not be read or written" in limited.stderr
    assert "Everything graded so far is safe" in limited.stderr
    before = recorded(course)
    assert 0 < len(before) < 25
    assert grade(*course.command()).code == 0
    assert {student: course.printed()[student] for student in before} == before
    assert list(course.scores().values()) == ["3"] * 25


@needs.root
def test_a_full_disk_keeps_what_was_graded(course: Course) -> None:
    course.hand_in(**many(RIGHT + TOKEN))
    course.output.mkdir()
    grade, disk = shlex.join([GRADE, *map(str, course.command())]), shlex.quote(str(course.output))
    script = f"""
        mount -t tmpfs -o size=160k tmpfs {disk}
        {grade}; echo "first: $?"
        mount -o remount,size=8m {disk}
        {grade}; echo "second: $?"
        cp {disk}/* {disk}.copy/
    """
    (course.root / "output.copy").mkdir()
    told = ran(["unshare", "--mount", "--propagation", "private", "sh", "-c", script])
    assert "first: 3\n" in told.out, told.err
    assert "does not fit on the disk" in told.err
    assert "free some space, then run the same command again" in told.err
    assert "second: 0\n" in told.out, told.err
    known = re.search(r"(\d+) graded, (\d+) unchanged", told.err)
    assert known
    assert int(known[1]) + int(known[2]) == 25
    assert int(known[2]) > 0
    shutil.copytree(course.root / "output.copy", course.output, dirs_exist_ok=True)
    assert list(course.scores().values()) == ["3"] * 25


@needs.ordinary_user
def test_a_folder_that_may_not_be_written_is_said(open_course: Course) -> None:
    open_course.hand_in(alice=RIGHT)
    open_course.output.chmod(0o555)
    words = [GRADE, *map(str, open_course.command())]
    told = ran(command_as(ORDINARY, words))
    assert told.code == 3
    assert "gradebook.db.lock cannot be locked (Permission denied)" in told.err
    assert "Choose another folder for the output" in told.err
    assert list(open_course.output.iterdir()) == []


def test_a_gradebook_that_another_command_writes_is_left_alone(course: Course, grade: Run) -> None:
    course.hand_in(alice=RIGHT)
    course.output.mkdir()
    with Gradebook(course.gradebook, "doubling"):
        refused = grade(*course.command())
    assert refused.code == 3
    assert "another `grade class` is writing to it. Wait for that, or stop it" in refused.err
    assert grade(*course.command()).code == 0
    assert course.scores() == {"alice": "3"}


def test_a_gradebook_that_another_program_locks_loses_nothing(
    course: Course, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.classroom.database.PATIENCE_SECONDS", 0.1)
    course.hand_in(**many(RIGHT + TOKEN, 4))
    course.graded(workers)
    before = course.attempts()
    course.hand_in(**many(SQUARES, 4))
    with closing(sqlite3.connect(course.gradebook, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookUnusable, match="is in use by another program"):
            course.graded(workers)
    assert course.attempts() == before
    assert course.graded(workers).graded == 4
    assert [one.number for one in course.attempts()] == [1, 2] * 4


def test_a_clock_that_is_set_back_changes_no_grade(
    course: Course, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = iter(range(2050, 1950, -1))
    monkeypatch.setattr(
        "grader.classroom.grade._now", lambda: f"{next(years)}-01-01T00:00:00+00:00"
    )
    for text in (SQUARES, RIGHT):
        course.hand_in(alice=text)
        course.graded(workers)
    with Gradebook.reading(course.gradebook) as book:
        (counted,) = book.counted("last")
    first, last = course.attempts()
    assert first.graded_at > last.graded_at
    assert (counted.number, counted.report.score) == (2, 3.0)


def test_a_clock_that_jumps_ahead_times_nobody_out(
    course: Course, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    year, now = 365 * 24 * 3600, time.time()
    jumps = iter(range(1, 10**9))
    course.hand_in(alice=SLOW, bob=SQUARES)
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: now + year * next(jumps))
        course.graded(workers)
    outcomes = [[v.outcome for v in one.report.verdicts] for one in course.attempts()]
    assert outcomes == [["passed", "passed"], ["failed", "failed"]]
    assert all(0 < one.report.seconds < year for one in course.attempts())


# ------------------------------------------------------------------ kernels that grant less


@needs.landlock
@needs.ordinary_user
def test_without_namespaces_the_other_layers_hold_and_reports_say_so(open_course: Course) -> None:
    open_course.hand_in(alice=RIGHT, bob=SQUARES)
    command = command_as(ORDINARY, refusing(NO_NAMESPACES, *open_course.command()))
    told = ran(command)
    assert told.code == 0, told.err
    assert "sandbox: no-namespaces (full: unshare: Operation not permitted); self-test" in told.err
    assert "isolation: no-namespaces" in told.out
    assert {row["isolation"] for row in open_course.rows().values()} == {"no-namespaces"}
    assert {one["isolation"] for one in open_course.reports().values()} == {"no-namespaces"}
    assert open_course.scores() == {"alice": "3", "bob": "0"}


@needs.ordinary_user
def test_without_landlock_too_no_class_is_graded_and_a_single_file_still_is(
    open_course: Course,
) -> None:
    open_course.hand_in(alice=RIGHT)
    refused = f"{NO_NAMESPACES} {NO_LANDLOCK}"
    told = ran(command_as(ORDINARY, refusing(refused, *open_course.command())))
    assert told.code == 3
    assert "The sandbox is not available: full: unshare: Operation not permitted" in told.err
    assert "Landlock of version 3 or later is needed" in told.err
    assert "--no-sandbox" in told.err
    assert list(open_course.output.iterdir()) == []
    single = ["--format", "json", *open_course.options, open_course.submissions / "alice.py"]
    told = ran(command_as(ORDINARY, refusing(refused, *single)))
    assert told.code == 0
    assert (told.json["isolation"], told.json["score"]) == ("none", 3)
    assert "no sandbox on this system (full: unshare" in told.err


@needs.root
def test_root_is_told_which_path_nobody_else_can_read(open_course: Course) -> None:
    open_course.hand_in(alice=RIGHT)
    told = ran(command_closed_to_others(refusing(NO_NAMESPACES, *open_course.command())))
    assert told.code == 3
    assert re.search(r"no-namespaces: /\S+ cannot be read by user 65534", told.err), told.err
    assert "install Python and torch where every user can read them" in told.err
    assert list(open_course.output.iterdir()) == []
