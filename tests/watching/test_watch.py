"""`grade watch submit.py`: real saves, in this process, in a real one, and on a terminal."""

import contextlib
import os
import pty
import re
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from casebooks import Casebooks
from commands import Run
from exercise_factory import FILES, write_exercise
from reports import notebook
from warm import Servers

from grader.cli import main
from grader.cli.live import REFRESH_SECONDS
from grader.errors import WorkerUnavailable
from grader.exercise.folders import Folders
from grader.grading.session import Session, Subject
from grader.render.console import to_text
from grader.render.progress import MAX_EACH, NOTHING, Change, changes, points, progress
from grader.render.terminal import render_progress
from grader.report import Report, Verdict
from grader.sandbox.abandon import Abandonable
from grader.sandbox.process import Ended
from grader.sandbox.workers import Workers
from grader.watching import watching as watch_module
from grader.watching.bell import Bell
from grader.watching.saves import Saves
from grader.watching.watching import Began, Graded, News, Waiting, Watching

PATIENCE_SECONDS = 120
RIGHT = "# exercise: doubling\ndef double(x):\n    return x + x\n"
SQUARES = "# exercise: doubling\ndef double(x):\n    return x * x\n"
TEN = "# exercise: doubling\ndef double(x):\n    return 10.0\n"
ALL, NONE = "3 of 3 points", "0 of 3 points"
DONE = "Ctrl-C stops"
CLEARED = "\x1b[2J"
ALTERNATE = "\x1b[?1049h"


def until(holds: Callable[[], Any]) -> None:
    """Wait until it holds; that it never does is what fails."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)


class Watched:
    """A `grade watch` that runs in a thread of this process, and all that it has shown so far."""

    def __init__(self) -> None:
        self._shown = b""
        self._told = 0
        self._changed = threading.Condition()

    def start(self, command: list[str], patched: pytest.MonkeyPatch, servers: Servers) -> None:
        reading, writing = os.pipe()
        self.read_from(reading)
        output = os.fdopen(writing, "w", encoding="utf-8")
        for stream in ("stdout", "stderr"):
            patched.setattr(sys, stream, output)
        patched.setattr("grader.sandbox.start.start_workers", servers.lend)
        # a thread gets no signals: what would be called for one is called by `stop`
        self._handlers: dict[int, Any] = {}
        patched.setattr(signal, "signal", self._handle)
        self._codes: Queue[int] = Queue()

        def run() -> None:
            self._codes.put(main(command, prog_name="grade", standalone_mode=False))
            output.close()

        self._watching = threading.Thread(target=run, daemon=True)
        self._watching.start()

    def _handle(self, number: int, handler: Any) -> Any:
        return self._handlers.setdefault(number, handler)

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        if self._watching.is_alive():
            until(lambda: signal.SIGINT in self._handlers)
            self._handlers[signal.SIGINT](signal.SIGINT, None)
        self._watching.join(PATIENCE_SECONDS)
        self._reader.join(PATIENCE_SECONDS)
        return self._codes.get_nowait()

    def finish(self) -> None:
        """See to it that it is over at the end of the test."""
        if self._watching.is_alive():
            self.stop()
        assert not self._watching.is_alive()

    def read_from(self, descriptor: int) -> None:
        def read() -> None:
            with contextlib.suppress(OSError):  # how Linux says that the other side has gone
                while part := os.read(descriptor, 1 << 16):
                    with self._changed:
                        self._shown += part
                        self._changed.notify_all()

        self._reader = threading.Thread(target=read, daemon=True)
        self._reader.start()

    @property
    def shown(self) -> str:
        return self._shown.decode("utf-8", "replace").replace("\r\n", "\n")

    def tells(self, *words: str) -> str:
        """What it shows next, up to the end of a screen that has all these words."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        with self._changed:
            while True:
                start = self._told
                while (end := self.shown.find(DONE, start)) >= 0:
                    screen = self.shown[start : end + len(DONE)]
                    start = end + len(DONE)
                    if all(word in flowing(screen) for word in words):
                        self._told = start
                        return screen
                left = deadline - time.monotonic()
                assert left > 0, f"{words} never came after {self.shown[self._told :]!r}"
                self._changed.wait(left)


class WatchedProcess(Watched):
    """A `grade watch` in a process of its own."""

    def __init__(self, command: list[str], terminal: int | None) -> None:
        super().__init__()
        output: Any = subprocess.PIPE if terminal is None else terminal
        self.process = subprocess.Popen(
            [str(Path(sys.executable).with_name("grade")), *command],
            stdin=subprocess.DEVNULL if terminal is None else terminal,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"},
        )
        if self.process.stdout is not None:
            self.read_from(self.process.stdout.fileno())

    def children(self) -> list[int]:
        """All processes that it started, and those that these started."""
        found, waiting = [], [self.process.pid]
        while waiting:
            pid = waiting.pop()
            with contextlib.suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    told = (task / "children").read_text()
                    waiting += map(int, told.split())
            found.append(pid)
        return found[1:]

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE_SECONDS)
        self._reader.join(PATIENCE_SECONDS)
        return code

    def end(self) -> None:
        """See to it that nothing of it outlives the test."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self._reader.join(PATIENCE_SECONDS)
            self.process.stdout.close()


def flowing(text: str) -> str:
    return " ".join(re.sub(r"\x1b\[[\d;]*m", "", text).split())


def runs(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


Watch = Callable[..., Watched]
WatchProcess = Callable[..., WatchedProcess]


@pytest.fixture
def course(tmp_path: Path, with_casebook: Casebooks) -> Folders:
    folders = write_exercise(tmp_path / "course")
    with_casebook(folders)
    return folders


@pytest.fixture
def submit(tmp_path: Path) -> Path:
    """The file that is watched, alone in a folder; it is not there yet."""
    (tmp_path / "work").mkdir()
    return tmp_path / "work" / "submit.py"


def typed(file: Path, options: tuple[object, ...], course: Folders) -> list[str]:
    """What is typed after `grade`."""
    places = ["--exercises", course.exercises, "--solutions", course.solutions]
    return [*map(str, ["watch", file, *options, *places])]


@pytest.fixture
def watch(
    course: Folders, submit: Path, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Watch]:
    """Starts `grade watch` in this process, with workers that are warm; once in a test."""
    started: list[Watched] = []

    def start(*options: object, file: Path = submit) -> Watched:
        assert not started
        watched = Watched()
        watched.start(typed(file, options, course), monkeypatch, servers)
        started.append(watched)
        return watched

    yield start
    for watched in started:
        watched.finish()


@pytest.fixture
def watch_process(course: Folders, submit: Path) -> Iterator[WatchProcess]:
    """Starts `grade watch` as people do."""
    started: list[WatchedProcess] = []

    def start(*options: object, terminal: int | None = None) -> WatchedProcess:
        started.append(WatchedProcess(typed(submit, options, course), terminal))
        return started[-1]

    yield start
    for watched in started:
        watched.end()


# ------------------------------------------------------------------ saves


def in_place(file: Path, text: str) -> None:
    file.write_text(text)


def renamed_over(file: Path, text: str) -> None:
    scratch = file.with_name(".submit.py.swp")
    scratch.write_text(text)
    scratch.replace(file)


def with_a_backup(file: Path, text: str) -> None:
    file.rename(file.with_name("submit.py~"))
    file.write_text(text)


def deleted_and_created(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text)


def twice(file: Path, text: str) -> None:
    file.write_text(text.replace("return", "return 7 +"))
    file.write_text(text)


def by_halves(file: Path, text: str) -> None:
    with file.open("w") as opened:
        for part in ("", text[:25], text[25:]):
            opened.write(part)
            opened.flush()
            os.fsync(opened.fileno())


def with_lines_of_windows(file: Path, text: str) -> None:
    file.write_bytes(text.replace("\n", "\r\n").encode())


SAVES = [
    in_place,
    renamed_over,
    with_a_backup,
    deleted_and_created,
    twice,
    by_halves,
    with_lines_of_windows,
]


def test_every_kind_of_save_is_graded_and_what_it_changed_is_told(
    watch_process: WatchProcess, submit: Path
) -> None:
    submit.write_text(RIGHT)
    watched = watch_process()
    first = watched.tells(ALL, "graded in")
    assert "last save" not in first
    for save in SAVES:
        save(submit, SQUARES)
        worse = watched.tells(NONE, "3 fewer than before")
        assert worse.count("✗ 2 checks no longer pass") == 1
        assert "x comes back times itself." in flowing(worse)
        save(submit, RIGHT)
        better = watched.tells(ALL, "3 more than before")
        assert better.count("✓ 2 checks newly pass") == 1
        assert "double of 5 is 10" in flowing(better).partition("newly pass")[2]


def test_a_save_that_changes_nothing_says_so_and_asks_the_same(watch: Watch, submit: Path) -> None:
    submit.write_text(SQUARES)
    watched = watch()
    first = watched.tells(NONE)
    submit.write_text("# written differently\n" + SQUARES.replace("x * x", "x ** 2"))
    second = watched.tells(NONE, NOTHING)
    submit.write_text(SQUARES)
    third = watched.tells(NONE, NOTHING)
    seeds = {re.search(r"seed (\d+)", shown)[1] for shown in (first, second, third)}  # type: ignore[index]
    assert len(seeds) == 1


def test_a_seed_can_be_asked_for(watch: Watch, submit: Path) -> None:
    submit.write_text(RIGHT)
    assert "seed 4711\n" in watch("--seed", 4711).tells(ALL)


def test_only_the_shown_checks_run_where_that_is_asked(watch: Watch, submit: Path) -> None:
    submit.write_text(RIGHT)
    watched = watch("--shown-only", "--exercise", "doubling")
    assert "any number" not in watched.tells("1 of 1 points")
    submit.write_text("def double(x):\n    return 5\n")  # nothing says which exercise it is for
    assert "no longer passes" in watched.tells("0 of 1 points")


def test_a_file_that_is_not_there_is_waited_for(watch: Watch, submit: Path) -> None:
    watched = watch()
    watched.tells("Not graded: ", "is not there", "Waiting for the next save")
    submit.write_text(RIGHT)
    watched.tells(ALL)
    submit.unlink()
    watched.tells("is not there", "Waiting for the next save")
    submit.write_text(SQUARES)
    watched.tells(NONE, "3 fewer than before")


def test_a_folder_that_makes_way_for_another_is_watched_on(watch: Watch, submit: Path) -> None:
    submit.write_text(RIGHT)
    watched = watch()
    watched.tells(ALL)
    submit.parent.rename(submit.parent.with_name("before"))
    watched.tells("is not there")
    submit.parent.mkdir()
    submit.write_text(SQUARES)
    watched.tells(NONE)
    submit.write_text(RIGHT)
    watched.tells(ALL)


def test_a_link_to_a_file_elsewhere_is_followed(watch: Watch, submit: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "mine.py"
    target.write_text(RIGHT)
    submit.symlink_to(target)
    watched = watch()
    watched.tells(ALL)
    renamed_over(target, SQUARES)
    watched.tells(NONE)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        ("x = 'é'".encode("latin-1"), "is not UTF-8 text"),
        (b"number = 1\n", "does not say which exercise"),
    ],
)
def test_what_cannot_be_graded_is_told_and_watched_on(
    watch: Watch, submit: Path, content: bytes, words: str
) -> None:
    submit.write_bytes(content)
    watched = watch()
    watched.tells("Not graded: ", words)
    submit.write_text(RIGHT)
    watched.tells(ALL)


def test_a_notebook_is_watched_and_half_a_notebook_too(watch: Watch, submit: Path) -> None:
    file = submit.with_suffix(".ipynb")
    file.write_text(notebook(RIGHT)[:-20])
    watched = watch(file=file)
    watched.tells("cannot be read as a notebook")
    file.write_text(notebook(RIGHT))
    watched.tells(ALL)


# ------------------------------------------------------------------ submissions that hang


def test_a_save_ends_what_hangs_and_its_result_never_comes(
    watch_process: WatchProcess, submit: Path, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    submit.write_text(
        f"{RIGHT}import os, pathlib\npathlib.Path({str(started)!r}).write_text(str(os.getpid()))\n"
        "while True: pass\n"
    )
    # unconfined, or it could not tell that it has started; for an hour, or it would end by itself
    watched = watch_process("--no-sandbox", "--time-limit", 3600)
    until(lambda: started.exists() and started.read_text())
    hanging = int(started.read_text())
    assert runs(hanging)
    submit.write_text(RIGHT)
    watched.tells(ALL)
    until(lambda: not runs(hanging))
    submit.write_text(SQUARES)
    watched.tells(NONE, "3 fewer than before")
    assert "asked for too long" not in watched.shown
    assert watched.shown.count("graded in") == 2


def test_what_hangs_in_the_sandbox_is_ended_by_a_save_too(watch: Watch, submit: Path) -> None:
    submit.write_text(RIGHT.replace("return", "while True: pass\n    return"))
    watched = watch("--time-limit", 3600)
    until(lambda: "Grading" in watched.shown)
    submit.write_text(RIGHT)
    watched.tells(ALL)
    assert watched.shown.count("graded in") == 1


# ------------------------------------------------------------------ exercises that change


def test_an_exercise_that_changes_is_loaded_anew(
    watch: Watch, submit: Path, course: Folders, with_casebook: Casebooks
) -> None:
    submit.write_text(RIGHT)
    assert course.solutions is not None
    checks, solution = course.solutions / "doubling/checks.py", course.solutions / "doubling"
    watched = watch()
    watched.tells(ALL)
    checks.write_text(FILES["solutions/checks.py"].replace("points=2", "points=4"))
    watched.tells("5 of 5 points, 2 more than before", "has changed and was loaded again")
    checks.write_text("checks = [")
    watched.tells("Not graded: ", "checks.py cannot be used", "Waiting")
    renamed_over(checks, FILES["solutions/checks.py"])
    watched.tells(ALL, "has changed and was loaded again")
    (solution / "solution.py").write_text("def double(x):\n    return 3 * x\n")
    watched.tells(NONE, "1 check no longer passes double is right for any number")
    (solution / "solution.py").write_text(FILES["solutions/solution.py"])
    submit.write_text(RIGHT.replace("x + x", "x - 1"))
    assert "One less" not in watched.tells(NONE)
    (solution / "mistakes" / "one_less.py").write_text(
        '"""One less comes back."""\n\n\ndef double(x):\n    return x - 1\n'
    )
    with_casebook(course)
    watched.tells(NONE, "One less comes back.")


def test_a_solution_that_answers_nothing_is_told_and_mended(
    watch: Watch, submit: Path, course: Folders
) -> None:
    assert course.solutions is not None
    solution = course.solutions / "doubling" / "solution.py"
    solution.write_text("def double(x):\n    raise ValueError\n")
    submit.write_text(RIGHT)
    watched = watch()
    watched.tells("does not answer its own checks")
    solution.write_text(FILES["solutions/solution.py"])
    watched.tells(ALL)


# ------------------------------------------------------------------ the end


@pytest.mark.parametrize("hangs", [False, True])
def test_ctrl_c_ends_everything_and_is_no_failure(
    watch_process: WatchProcess, submit: Path, hangs: bool
) -> None:
    submit.write_text(SQUARES)
    watched = watch_process()
    watched.tells(NONE)
    if hangs:
        submit.write_text("while True: pass\n" + RIGHT)
        until(lambda: watched.shown.count("Grading") == 2)
    children = watched.children()
    assert children
    assert watched.stop() == 0
    until(lambda: not any(map(runs, children)))
    assert "stopped watching" in watched.shown
    assert "Traceback" not in watched.shown


def test_being_ended_from_outside_leaves_no_process_either(
    watch_process: WatchProcess, submit: Path
) -> None:
    submit.write_text("while True: pass\n" + RIGHT)
    watched = watch_process("--time-limit", 3600)
    until(lambda: "Grading" in watched.shown and watched.children())
    children = watched.children()
    watched.process.kill()
    watched.process.wait()
    until(lambda: not any(map(runs, children)))


NEVER_LOADS = """\
import pathlib, signal
pathlib.Path({loading!r}).touch()
while signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
    pass
pathlib.Path({heard!r}).touch()
while True:
    pass
"""


def test_a_second_ctrl_c_ends_even_an_exercise_that_never_loads(
    watch_process: WatchProcess, submit: Path, course: Folders, tmp_path: Path
) -> None:
    loading, heard = tmp_path / "loading", tmp_path / "heard"
    submit.write_text(RIGHT)
    watched = watch_process()
    watched.tells(ALL)
    checks = course.exercises / "doubling" / "checks.py"
    checks.write_text(NEVER_LOADS.format(loading=str(loading), heard=str(heard)))
    until(loading.exists)
    children = watched.children()
    watched.process.send_signal(signal.SIGINT)
    until(heard.exists)
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(PATIENCE_SECONDS) == 130
    until(lambda: not any(map(runs, children)))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_not_waited_for(watch: Watch, submit: Path) -> None:
    os.mkfifo(submit)
    watched = watch()
    watched.tells("submit.py is not a file")
    submit.unlink()
    submit.write_text(SQUARES)
    watched.tells(NONE)
    submit.unlink()
    os.mkfifo(submit)
    watched.tells("submit.py is not a file")
    assert watched.stop() == 0


def test_ctrl_c_before_there_is_a_file_is_no_failure(
    watch_process: WatchProcess, submit: Path
) -> None:
    watched = watch_process()
    watched.tells("is not there")
    assert watched.stop() == 0


def test_a_terminal_is_redrawn_and_left_as_it_was(
    watch_process: WatchProcess, submit: Path
) -> None:
    ours, theirs = pty.openpty()
    try:
        before = termios.tcgetattr(theirs)
        submit.write_text(SQUARES)
        watched = watch_process(terminal=theirs)
        watched.read_from(ours)
        watched.tells(NONE)
        submit.write_text(RIGHT)
        screen = watched.tells(ALL, "3 more than before")
        # the last thing before the end is what changed, so that no scrolling is needed
        assert CLEARED in screen
        assert NONE not in screen.rpartition(CLEARED)[2]
        lines = flowing(screen.rpartition(CLEARED)[2])
        assert lines.index("Every check passed.") < lines.index("Since the last save")
        watched.process.send_signal(signal.SIGINT)
        assert watched.process.wait(PATIENCE_SECONDS) == 0
        until(lambda: "stopped watching" in watched.shown)
        assert termios.tcgetattr(theirs) == before
        assert watched.shown.count(CLEARED) == 2
        # nothing that would have to be undone: no other screen, no hidden cursor
        assert not re.search(r"\x1b\[\?", watched.shown)
    finally:
        os.close(theirs)
        os.close(ours)


def test_a_pipe_gets_one_report_after_the_other_without_escapes(watch: Watch, submit: Path) -> None:
    submit.write_text(SQUARES)
    watched = watch()
    watched.tells(NONE)
    submit.write_text(RIGHT)
    watched.tells(ALL)
    watched.stop()
    assert "\x1b" not in watched.shown
    assert watched.shown.count("submit.py · doubling") == 2


# ------------------------------------------------------------------ the page


def test_a_page_is_kept_fresh_and_left_in_peace_at_the_end(
    watch: Watch, submit: Path, tmp_path: Path
) -> None:
    page = tmp_path / "work" / "feedback.html"
    refresh = f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}">'
    submit.write_text(SQUARES + "print('<script>alert(1)</script>')\n")
    watched = watch("--html", page)
    watched.tells(NONE)
    until(lambda: page.exists() and NONE in page.read_text())
    text = page.read_text()
    assert refresh in text
    assert "Content-Security-Policy" in text
    assert "<script" not in text
    submit.unlink()
    until(lambda: "is not there" in page.read_text())
    submit.write_text(RIGHT)
    until(lambda: ALL in page.read_text())
    watched.stop()
    text = page.read_text()
    assert ALL in text
    assert refresh not in text
    assert sorted(file.name for file in page.parent.iterdir()) == ["feedback.html", "submit.py"]


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP])
def test_a_page_is_left_in_peace_when_the_terminal_is_closed(
    watch_process: WatchProcess, submit: Path, tmp_path: Path, end: signal.Signals
) -> None:
    page = tmp_path / "feedback.html"
    submit.write_text(SQUARES)
    watched = watch_process("--html", page)
    until(lambda: page.exists() and "reloads every" in page.read_text())
    watched.process.send_signal(end)
    assert watched.process.wait(60) == 0
    assert "this page does not change any more" in page.read_text()
    assert 'http-equiv="refresh"' not in page.read_text()


def test_a_page_tells_what_the_last_save_changed(
    watch: Watch, submit: Path, tmp_path: Path
) -> None:
    page = tmp_path / "feedback.html"
    submit.write_text(SQUARES)
    watched = watch("--html", page)
    watched.tells(NONE)
    submit.write_text(RIGHT)
    watched.tells(ALL)
    until(lambda: "✓ 2 checks newly pass" in page.read_text())
    assert "3 of 3 points, 3 more than before." in page.read_text()
    assert "Doubling a number" in page.read_text()


def test_a_file_that_python_cannot_read_for_a_moment_is_no_change_for_the_worse(
    watch: Watch, submit: Path
) -> None:
    submit.write_text(RIGHT)
    watched = watch()
    watched.tells(ALL)
    submit.write_text(RIGHT + "(")
    watched.tells("Python cannot read the file at the moment. Before: 3 of 3 points.")
    submit.write_text(RIGHT + "\n")
    watched.tells("Nothing changed since the last save.")


def test_a_page_that_cannot_be_written_stops_nothing(
    watch: Watch, submit: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    submit.write_text(SQUARES)
    watched = watch("--html", folder / "feedback.html")
    watched.tells(NONE)
    until((folder / "feedback.html").exists)
    folder.rename(tmp_path / "gone")
    submit.write_text(RIGHT)
    watched.tells(ALL)
    until(lambda: "feedback.html cannot be written" in watched.shown)
    submit.write_text(SQUARES)
    watched.tells(NONE)


# ------------------------------------------------------------------ what waiting would not mend


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-"], "Standard input is never saved"),
        (["."], "is a folder"),
        (["submit.py", "--exercise", "tripling"], "There is no exercise named 'tripling'"),
        (["submit.py", "--html", "./submit.py"], "would be overwritten"),
        (["to_come.py", "--html", "./to_come.py"], "would be overwritten"),
        (["submit.py", "--html", "nowhere/page.html"], "name a file in an existing folder"),
        (["submit.py", "--exercises", "nowhere"], "There is no folder nowhere"),
        ([], "Missing argument"),
    ],
)
def test_wrong_use_is_refused_at_once(
    arguments: list[str], words: str, grade: Run, submit: Path
) -> None:
    submit.write_text(RIGHT)
    ran = grade("watch", *arguments, cwd=submit.parent)
    assert ran.code == 2
    assert words in flowing(ran.err)
    assert submit.read_text() == RIGHT


# ------------------------------------------------------------------ without a process of its own


@pytest.fixture
def news(course: Folders, submit: Path, workers: Workers) -> Iterator["Queue[News]"]:
    """What is told of `submit`, as it comes."""
    session, bell = Session(course, workers, seed=1), Bell()
    told: Queue[News] = Queue()

    def listen() -> None:
        for one in Watching(submit, Subject(session), bell).news():
            told.put(one)

    listening = threading.Thread(target=listen)
    listening.start()
    yield told
    bell.stop()
    listening.join(PATIENCE_SECONDS)
    assert not listening.is_alive()


@pytest.fixture
def endless_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "GRACE_SECONDS", 3600.0)


@pytest.mark.usefixtures("endless_grace")
def test_a_file_that_is_empty_for_a_moment_is_given_the_moment(
    submit: Path, news: "Queue[News]"
) -> None:
    # not there, then empty, then one blank line: none of it is told
    submit.write_text("")
    submit.write_text("\n")
    submit.write_text(RIGHT)
    assert isinstance(news.get(timeout=PATIENCE_SECONDS), Began)
    graded = news.get(timeout=PATIENCE_SECONDS)
    assert isinstance(graded, Graded)
    assert graded.report.full_marks
    assert graded.before is None


def test_news_come_in_the_order_of_what_happens(submit: Path, news: "Queue[News]") -> None:
    assert isinstance(news.get(timeout=PATIENCE_SECONDS), Waiting)
    submit.write_text(SQUARES)
    assert isinstance(news.get(timeout=PATIENCE_SECONDS), Began)
    first = news.get(timeout=PATIENCE_SECONDS)
    submit.write_text(RIGHT)
    assert isinstance(news.get(timeout=PATIENCE_SECONDS), Began)
    second = news.get(timeout=PATIENCE_SECONDS)
    assert isinstance(first, Graded)
    assert isinstance(second, Graded)
    assert second.before == first.report
    assert not second.exercise_changed


def test_where_no_event_ever_comes_a_save_is_found_all_the_same(
    submit: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(Saves, "follow", lambda self, folders: None)  # as on a network's disk
    news: Queue[News] = request.getfixturevalue("news")
    assert isinstance(news.get(timeout=PATIENCE_SECONDS), Waiting)
    submit.write_text(RIGHT)
    assert isinstance(news.get(timeout=PATIENCE_SECONDS), Began)
    assert isinstance(news.get(timeout=PATIENCE_SECONDS), Graded)


def test_what_is_given_up_hears_the_end_and_gets_no_more_workers(workers: Workers) -> None:
    given_up = Abandonable(workers)
    worker = given_up.worker(1 << 28)
    heard: Queue[BaseException] = Queue()

    def wait_for_an_answer() -> None:
        try:
            worker.receive(time.monotonic() + PATIENCE_SECONDS)
        except BaseException as error:
            heard.put(error)

    waiting = threading.Thread(target=wait_for_an_answer)
    waiting.start()
    given_up.abandon()
    assert isinstance(heard.get(timeout=PATIENCE_SECONDS), Ended)
    waiting.join()
    worker.close()
    worker.stop()  # which comes too late, and does nothing
    with pytest.raises(WorkerUnavailable):
        given_up.worker(1 << 28)
    workers.worker(1 << 28).close()  # which others go on using


# ------------------------------------------------------------------ what changed, in words


def verdict(check: str, outcome: Any = "passed", score: float = 1.0, **more: Any) -> Verdict:
    told = {"observed": "f(1) returned 2.", "feedback": "f(1) returned 2.", **more}
    return Verdict(
        check=check,
        function="f",
        visibility="shown",
        outcome=outcome,
        score=score,
        max_score=1.0,
        **told,
    )


def report(*verdicts: Verdict, **more: Any) -> Report:
    facts = {"exercise": "doubling", "submission": "submit.py", "status": "graded", **more}
    return Report(
        verdicts=verdicts,
        score=sum(one.score for one in verdicts),
        max_score=sum(one.max_score for one in verdicts),
        **facts,
    )


def words(before: Report | None, after: Report) -> str:
    told = progress(before, after)
    return "" if told is None else flowing(to_text(render_progress(told), "utf-8"))


def test_each_kind_of_change_is_told_apart() -> None:
    before = report(
        verdict("a", "failed", 0.0),
        verdict("b"),
        verdict("c", score=0.0),
        verdict("d"),
        verdict("e", "failed", 0.0),
        verdict("f"),
        verdict("g", "failed", 0.0),
    )
    after = report(
        verdict("a"),
        verdict("b", "raised", 0.0),
        verdict("c"),
        verdict("d", score=0.0),
        verdict("e", "failed", 0.0, observed="f(1) returned 3."),
        verdict("g", "failed", 0.0),
        verdict("h"),
    )
    assert changes(before, after) == [
        Change("passed", "a"),
        Change("failed", "b"),
        Change("earned", "c"),
        Change("lost", "d"),
        Change("other", "e"),
        Change("new", "h"),
        Change("gone", "f"),
    ]


def test_two_checks_of_one_title_are_not_mixed_up() -> None:
    before = report(verdict("same"), verdict("same", "failed", 0.0))
    after = report(verdict("same"), verdict("same"))
    assert changes(before, after) == [Change("passed", "same")]


def test_what_a_passed_check_returned_is_no_change() -> None:
    assert changes(report(verdict("a")), report(verdict("a", observed="other"))) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (1.0, 3.0, "3 of 9 points, 2 more than before"),
        (3.0, 2.5, "2.5 of 9 points, 0.5 fewer than before"),
        (3.0, 3.0, "3 of 9 points, as before"),
        (0.1 + 0.2, 0.3, "0.3 of 9 points, as before"),
    ],
)
def test_points_up_or_down(before: float, after: float, told: str) -> None:
    def of(score: float) -> Report:
        return Report(exercise="e", submission="s", status="graded", score=score, max_score=9.0)

    assert points(of(before), of(after)) == told


def test_the_first_report_has_nothing_to_be_compared_with() -> None:
    assert words(None, report(verdict("a"))) == ""


def test_another_exercise_is_not_compared() -> None:
    other = report(verdict("a", "failed", 0.0), exercise="tripling")
    assert words(report(verdict("a")), other) == "This is now tripling; before, it was doubling."


def test_remarks_alone_are_a_change_too() -> None:
    one = report(verdict("a"))
    assert words(one, one) == NOTHING
    assert "Only the remarks changed" in words(one, report(verdict("a"), remarks=("line 3 ...",)))


def test_many_changes_are_counted() -> None:
    titles = [f"check {number}" for number in range(MAX_EACH + 3)]
    before = report(*(verdict(title, "failed", 0.0) for title in titles))
    told = words(before, report(*map(verdict, titles)))
    assert f"✓ {MAX_EACH + 3} checks newly pass" in told
    assert "… and 3 more" in told


def test_titles_are_never_taken_as_markup() -> None:
    before, after = report(verdict("[red]x[/red]", "failed", 0.0)), report(verdict("[red]x[/red]"))
    assert "[red]x[/red]" in words(before, after)
