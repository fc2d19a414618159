"""The gradebook keeps what was graded: in order, exactly, and whatever happens to the process."""

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import notebook
from strategies import values

from grader.classroom import database
from grader.classroom.attempt import (
    Attempt,
    pack_sighting,
    pack_sources,
    unpack_report,
    unpack_sighting,
    unpack_sources,
)
from grader.classroom.gradebook import Gradebook, Run, Student
from grader.errors import GradebookOfAnother, GradebookUnusable, SubmissionUnreadable
from grader.intake import HandedIn
from grader.observations import (
    At,
    Crashed,
    Misfit,
    Missing,
    Note,
    OutOfMemory,
    Raised,
    Returned,
    Sighting,
    Stopped,
    Stuck,
    TimedOut,
)
from grader.report import Report, Verdict, not_graded
from grader.submission.source import Submission, parse

ALICE, BOB = Student("alice", "alice", "Alice A"), Student("bob", "bob")
EXERCISE = "linear_regression"
posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such processes")


def submission(text: str = "x = 1") -> Submission:
    return parse("submit.py", text.encode())


def graded(score: float = 3.0, **more: Any) -> Report:
    verdict = Verdict("it adds", "add", "shown", "passed", score, 20.0, "", "")
    return Report(
        exercise=EXERCISE, submission="submit.py", status="graded", score=score, max_score=20.0,
        verdicts=(verdict,), **more,
    )  # fmt: skip


UNREADABLE = not_graded("submit.py", "submit.py is empty. Was it saved?")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gradebook.db"


@pytest.fixture
def book(path: Path) -> Iterator[Gradebook]:
    with Gradebook(path, EXERCISE) as opened:
        yield opened


def a_run(book: Gradebook, fingerprint: str = "f1", seed: int = 7) -> Run:
    return book.open_run(fingerprint, seed, "none", "2025-01-01T00:00:00Z")


def record(
    book: Gradebook, who: Student, text: str | None, report: Report, now: str = "2025-01-02"
) -> None:
    """Hand in `text`, or a file that cannot be read for None."""
    source = None if text is None else submission(text)
    book.record(a_run(book), who, report, source, None, now)


def standing(attempts: Iterator[Attempt]) -> list[tuple[str, int, float]]:
    return [(one.student.student, one.number, one.report.score) for one in attempts]


# what is kept


def test_what_was_recorded_is_there_after_the_book_was_closed(path: Path) -> None:
    seen = Sighting([Returned(((),)), Crashed(signal=11)], functions=("add",), printed="hello")
    handed_in = parse("lab.ipynb", notebook("x = 1", "!ls").encode())
    report = graded(seed=7, seconds=0.5)
    with Gradebook(path, EXERCISE) as book:
        book.record(a_run(book), ALICE, report, handed_in, seen, "2025-01-02T03:04:05Z")
    with Gradebook.reading(path) as book:
        (attempt,) = book.attempts()
        assert book.exercise == EXERCISE
    assert (attempt.student, attempt.number, attempt.seed) == (ALICE, 1, 7)
    assert attempt.graded_at == "2025-01-02T03:04:05Z"
    assert attempt.report == report
    assert attempt.sighting == seen
    assert attempt.submission is not None
    assert attempt.submission.sources == handed_in.sources
    assert attempt.submission.sha256 == attempt.sha256 == handed_in.sha256
    assert attempt.submission.is_notebook


notes = st.builds(Note, st.text(max_size=9), st.text(max_size=9), line=st.none() | st.just(3))
seen = st.lists(st.lists(values(), max_size=2).map(tuple), max_size=2).map(tuple)
observations = st.one_of(
    st.builds(Returned, seen),
    st.builds(Raised, st.text(max_size=9), st.text(max_size=9), syntax=st.booleans()),
    st.builds(Missing, st.lists(st.text(max_size=5), max_size=3).map(tuple)),
    st.builds(Misfit, st.text(max_size=9)),
    st.builds(TimedOut, st.floats(0, 1e6), st.booleans()),
    st.builds(Crashed, st.integers(-999, 999), st.integers(0, 64), st.booleans()),
    st.just(OutOfMemory()),
    st.just(Stopped()),
)
sightings = st.builds(
    Sighting,
    st.lists(observations, max_size=4),
    st.lists(notes, max_size=2).map(tuple),
    st.lists(st.text(max_size=5), max_size=2).map(tuple),
    st.lists(
        st.builds(Stuck, st.builds(At, st.just(1), st.text(max_size=5), st.just(2)), observations),
        max_size=2,
    ).map(tuple),
    st.text(),
    st.booleans(),
    st.floats(0, 1e6),
    st.dictionaries(st.text(max_size=5), st.builds(Returned, seen), max_size=2),
)


@given(sightings)
def test_what_was_seen_comes_back_exactly(seen: Sighting) -> None:
    assert unpack_sighting(pack_sighting(seen)) == seen


@given(st.lists(st.tuples(st.text(), st.text()), max_size=3).map(tuple))
def test_every_source_text_comes_back_exactly(sources: tuple[tuple[str, str], ...]) -> None:
    assert unpack_sources(pack_sources(sources)) == sources


def test_half_a_character_in_an_older_book_is_replaced() -> None:
    """Notebooks hold them as escapes, and earlier versions kept them."""
    older = zlib.compress(msgspec.msgpack.encode([[b"cell 1", b"x = '\xed\xa0\x80'"]]))
    assert unpack_sources(older) == (("cell 1", "x = '\ufffd'"),)


def test_no_text_breaks_the_book(book: Gradebook) -> None:
    odd = "NUL \0, half \ufffd, quote '; DROP TABLE attempt; --"
    who = Student(odd, "odd", odd)
    handed_in = Submission(odd, ((odd, odd),), "1234")
    seen = Sighting([Raised(odd, odd)], printed=odd)
    book.record(a_run(book), who, graded(output=odd, seconds=0.5), handed_in, seen, "now")
    assert book.known(odd, "1234")
    (attempt,) = book.attempts()
    assert "DROP TABLE" in attempt.student.student
    assert attempt.report.output == odd
    assert attempt.report.seconds == 0.5
    assert attempt.submission is not None
    assert attempt.submission.sources == ((odd, odd),)
    assert attempt.sighting == seen


def test_a_name_that_was_known_outlasts_one_that_is_not(book: Gradebook) -> None:
    record(book, ALICE, "x = 1", graded())
    record(book, Student("alice", "alice"), "x = 2", graded())
    assert {one.student.name for one in book.attempts()} == {"Alice A"}


def test_two_students_never_share_a_file_name(book: Gradebook) -> None:
    record(book, ALICE, "x = 1", graded())
    record(book, Student("Alice", "alice"), "x = 2", graded())
    assert len({one.student.slug for one in book.attempts()}) == 2


# which attempt counts


def test_what_is_handed_in_again_unchanged_is_known_and_the_last_attempt(book: Gradebook) -> None:
    record(book, ALICE, "first", graded(9.0))
    record(book, ALICE, "second", graded(5.0))
    assert book.known("alice", submission("first").sha256)
    assert not book.known("bob", submission("first").sha256)
    again = HandedIn("alice", "alice", "", "submit.py", bytes)
    book.noted(again, submission("first").sha256)
    assert standing(book.attempts()) == [("alice", 1, 5.0), ("alice", 2, 9.0)]
    assert standing(book.counted("last")) == [("alice", 2, 9.0)]


def handed_in(student: str, *known_as: str, at: str = "", file: str = "submit.py") -> HandedIn:
    return HandedIn(student, student, "", file, bytes, handed_in_at=at, known_as=known_as)


def test_an_id_that_somebody_chose_is_not_taken_for_another_s(book: Gradebook) -> None:
    record(book, Student("bob", "bob"), "x = 1", graded(9.0))
    both = [handed_in("asmith", "bob", at="2024-01-02"), handed_in("bob", at="2024-01-01")]
    assert sorted(one.student for one in book.joined(both)) == ["asmith", "bob"]
    book.rename("bob", "bobby")
    assert sorted(one.student for one in book.joined(both)) == ["asmith", "bobby"]
    book.drop("bobby")
    assert [one.student for one in book.joined(both)] == ["asmith"]
    # alone, the other id of the same person leads to what is known of it
    assert book.joined([handed_in("asmith", "bob")]) == []


def test_of_two_ids_of_one_person_the_one_with_a_file_counts(book: Gradebook) -> None:
    record(book, Student("alicia", "alicia"), "x = 1", graded(9.0))
    book.rename("alicia", "alice")
    (one,) = book.joined([handed_in("alice"), handed_in("alicia", file="")])
    assert (one.student, one.file) == ("alice", "submit.py")
    (one,) = book.joined([handed_in("alice"), handed_in("alicia")])
    with pytest.raises(SubmissionUnreadable, match=r"one person here \(alice and alicia\)"):
        one.read()


def test_nothing_readable_is_one_attempt_however_often_it_is_handed_in(book: Gradebook) -> None:
    record(book, ALICE, "x = 1", graded(9.0))
    for _ in range(3):
        record(book, ALICE, None, UNREADABLE)
    *_, last = book.attempts()
    assert standing(book.attempts()) == [("alice", 1, 9.0), ("alice", 2, 0.0)]
    assert (last.submission, last.sighting, last.sha256) == (None, None, "")
    assert last.report.reason == UNREADABLE.reason
    assert not book.known("alice", "")
    assert standing(book.counted("best")) == [("alice", 1, 9.0)]


def test_what_could_not_be_graded_is_replaced_when_it_can(book: Gradebook) -> None:
    record(book, ALICE, "x = 1", UNREADABLE)
    assert not book.known("alice", submission("x = 1").sha256)
    record(book, ALICE, "x = 1", graded())
    assert standing(book.attempts()) == [("alice", 1, 3.0)]


def test_a_grade_is_not_lost_to_a_try_that_failed(book: Gradebook) -> None:
    record(book, ALICE, "first", graded(9.0))
    record(book, ALICE, "second", graded(5.0))
    record(book, ALICE, "first", UNREADABLE)
    assert standing(book.counted("last")) == [("alice", 2, 9.0)]


@dataclass
class Model:
    """What a gradebook should say, in the simplest way to say it: newest attempts last."""

    attempts: dict[str, dict[str, float | None]] = field(default_factory=dict)

    def hand_in(self, student: str, text: str, score: float | None) -> None:
        own = self.attempts.setdefault(student, {})
        before = own.pop(text, None)
        own[text] = before if score is None else score

    def counted(self, count: Literal["last", "best"]) -> list[tuple[str, int, float | None]]:
        def worth(numbered: tuple[int, float | None]) -> tuple[float, int]:
            number, score = numbered
            return (-1.0 if score is None or count == "last" else score, number)

        return [
            (student, *max(enumerate(own.values(), start=1), key=worth))
            for student, own in sorted(self.attempts.items())
        ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.sampled_from(["x = 1", "x = 2", "x = 3"]),
            st.none() | st.sampled_from([0.0, 1.0, 2.5]),
            st.sampled_from(["1999", "2025", "2031"]),
        ),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_the_attempt_that_counts_is_that_of_a_simple_model(
    events: list[tuple[str, str, float | None, str]],
) -> None:
    model = Model()
    with (
        tempfile.TemporaryDirectory() as folder,
        Gradebook(Path(folder) / "gradebook.db", EXERCISE) as book,
    ):
        for student, text, score, clock in events:
            report = UNREADABLE if score is None else graded(score)
            model.hand_in(student, text, score)
            record(book, Student(student, student), text, report, now=clock)
        for count in ("last", "best"):
            assert [
                (one.student.student, one.number, one.report.score if one.report.verdicts else None)
                for one in book.counted(count)
            ] == model.counted(count)
        assert [(one.student.student, one.number) for one in book.attempts()] == [
            (student, number + 1)
            for student, own in sorted(model.attempts.items())
            for number in range(len(own))
        ]


# runs and judgements


def test_a_run_that_was_stopped_goes_on_with_its_own_questions(book: Gradebook) -> None:
    stopped = book.open_run("f1", 1, "full", "now")
    assert book.open_run("f1", 2, "full", "later") == stopped
    other = book.open_run("f1", 3, "none", "later")
    assert (other.seed, other.id) == (3, stopped.id + 1)
    assert book.open_run("f2", 4, "none", "later").seed == 4


def test_after_a_finished_run_another_one_begins(book: Gradebook) -> None:
    run = book.open_run("f1", 2**63 - 1, "full", "now")
    assert run.seed == 2**63 - 1
    book.finish_run(run, "later")
    assert book.open_run("f1", 2, "full", "later").seed == 2


def test_rejudging_replaces_reports_while_it_reads_them(book: Gradebook) -> None:
    record(book, ALICE, "x = 1", graded(3.0))
    record(book, ALICE, "x = 2", graded(4.0))
    record(book, BOB, None, UNREADABLE)
    assert book.fingerprints() == {"f1"}
    changes = ((one.id, graded(20.0 - one.report.score)) for one in book.counted("best")
               if one.report.verdicts)  # fmt: skip
    book.rejudged(changes, "f2")
    assert standing(book.counted("best")) == [("alice", 2, 16.0), ("bob", 1, 0.0)]
    assert book.fingerprints() == {"f1", "f2"}
    book.rejudged([(one.id, one.report) for one in book.attempts() if one.report.verdicts], "f2")
    assert book.fingerprints() == {"f2"}


def test_rejudging_that_stops_halfway_changes_nothing(book: Gradebook) -> None:
    record(book, ALICE, "x = 1", graded(3.0))

    def changes() -> Iterator[tuple[int, Report]]:
        for attempt in book.attempts():
            yield attempt.id, graded(0.0)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        book.rejudged(changes(), "f2")
    assert standing(book.attempts()) == [("alice", 1, 3.0)]
    assert book.fingerprints() == {"f1"}
    record(book, ALICE, "x = 2", graded(4.0))


def test_schema_is_the_one_of_gradebooks_in_use(book: Gradebook, path: Path) -> None:
    select = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    with closing(sqlite3.connect(path)) as connection:
        schema = "\n".join(sql for (sql,) in connection.execute(select))
    assert hashlib.sha256(schema.encode()).hexdigest() == (
        "0639fdb92392e3728637fb78ea261511d6e450de99d6c432643f1a2682d8f2b7"
    )


def test_report_of_an_earlier_version_is_read() -> None:
    earlier = (
        b'{"exercise": "e", "submission": "s", "status": "graded", "remarks": ["Line 1 ..."],'
        b' "verdicts": [{"check": "c", "function": "f", "visibility": "shown", "outcome": "raised",'
        b' "score": 0, "max_score": 1, "observed": "o", "feedback": "k"}]}'
    )
    report = unpack_report(earlier)
    assert report.verdicts[0].event is None
    assert [remark.text for remark in report.all_remarks] == ["Line 1 ..."]
    assert not report.unreadable


# files that are no gradebook of ours


def test_a_book_of_another_exercise_is_left_alone(book: Gradebook, path: Path) -> None:
    book.close()
    with pytest.raises(GradebookOfAnother, match="grades of linear_regression, not those of sof"):
        Gradebook(path, "softmax")


def test_a_book_of_a_newer_version_is_left_alone(book: Gradebook, path: Path) -> None:
    book.close()
    change(path, "PRAGMA user_version = 99")
    for refused in (partial(Gradebook, path, EXERCISE), partial(Gradebook.reading, path)):
        with pytest.raises(GradebookOfAnother, match=r"newer torchgrade. Upgrade"):
            refused()


def test_a_file_of_something_else_is_left_alone(path: Path) -> None:
    change(path, "CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(GradebookOfAnother, match="but not a gradebook"):
        Gradebook(path, EXERCISE)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"no database at all\n" * 100, b"SQLite format 3\0" + b"?" * 9]
)
def test_garbage_is_said_to_be_garbage(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for refused in (partial(Gradebook, path, EXERCISE), partial(Gradebook.reading, path)):
        with pytest.raises(GradebookUnusable, match=r"is damaged or not a gradebook.*move it away"):
            refused()
    assert path.read_bytes() == content


def test_a_book_damaged_halfway_says_so(path: Path) -> None:
    with Gradebook(path, EXERCISE) as book:
        for number in range(50):
            record(book, ALICE, f"x = {number}", graded(output=os.urandom(900).hex()))
    content = bytearray(path.read_bytes())
    content[8192:-8192] = os.urandom(len(content) - 16384)
    path.write_bytes(content)
    with pytest.raises(GradebookUnusable, match="is damaged"), Gradebook(path, EXERCISE) as book:
        list(book.attempts())


@pytest.mark.parametrize("column", ["report", "sources", "sighting"])
def test_an_attempt_that_is_damaged_says_whose_it_is(
    book: Gradebook, path: Path, column: str
) -> None:
    book.record(a_run(book), ALICE, graded(), submission(), Sighting(), "now")
    book.close()
    change(path, f"UPDATE attempt SET {column} = '{{'" if column == "report"
           else f"UPDATE attempt SET {column} = x'00'")  # fmt: skip
    with (
        Gradebook.reading(path) as read,
        pytest.raises(GradebookUnusable, match="on alice is damaged"),
    ):
        all(one.submission and one.sighting for one in read.attempts())


def test_an_empty_file_becomes_a_gradebook(path: Path) -> None:
    path.touch()
    with pytest.raises(GradebookUnusable, match="still empty"):
        Gradebook.reading(path)
    with Gradebook(path, EXERCISE) as book:
        assert list(book.attempts()) == []


def test_a_book_that_is_not_there_cannot_be_read(path: Path) -> None:
    with pytest.raises(
        GradebookUnusable, match=r"gradebook.db does not exist. `grade class` creates"
    ):
        Gradebook.reading(path)
    assert not path.exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GradebookUnusable, match="elsewhere"):
        Gradebook(tmp_path / "elsewhere" / "gradebook.db", EXERCISE)


def test_a_folder_of_the_name_of_the_book_is_no_book(path: Path) -> None:
    path.mkdir()
    with pytest.raises(GradebookUnusable, match="cannot be opened"):
        Gradebook(path, EXERCISE)


def test_names_of_folders_are_not_read_as_options(tmp_path: Path) -> None:
    path = tmp_path / "50% off?mode=memory#1" / "gradebook.db"
    path.parent.mkdir()
    with Gradebook(path, EXERCISE) as book:
        record(book, ALICE, "x = 1", graded())
    assert path.exists()
    with Gradebook.reading(path) as book:
        assert len(list(book.attempts())) == 1


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


# other processes, and what can happen to this one

PREAMBLE = """
import os, sys
from pathlib import Path
from grader.errors import GradeError
from grader.classroom.gradebook import Gradebook, Student
from grader.report import Report
from grader.submission.source import parse
path = Path(sys.argv[1])
def record(book, number, text=""):
    run = book.open_run("f1", 7, "none", "now")
    report = Report(exercise="linear_regression", submission="submit.py", status="graded")
    source = parse("submit.py", f"x = {number} # {text}".encode())
    book.record(run, Student(f"s{number}", f"s{number}"), report, source, None, "now")
"""
HOLD = (
    PREAMBLE
    + """
with Gradebook(path, "linear_regression") as book:
    record(book, 1)
    print("open", flush=True)
    sys.stdin.read()
"""
)
WRITE_ON_AND_ON = (
    PREAMBLE
    + """
with Gradebook(path, "linear_regression") as book:
    number = len(list(book.attempts()))
    while True:
        record(book, number)
        print(number, flush=True)
        number += 1
"""
)
FILL_THE_DISK = (
    PREAMBLE
    + """
import resource
with Gradebook(path, "linear_regression") as book:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    number = 0
    try:
        while True:
            record(book, number, os.urandom(10_000).hex())
            number += 1
    except GradeError as error:
        print(number, error)
    print(len(list(book.attempts())))
"""
)
SAY = (
    PREAMBLE
    + """
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
def say(what):
    try:
        print(what())
    except GradeError as error:
        print(error)
say(lambda: Gradebook(path, "linear_regression"))
say(lambda: len(list(Gradebook.reading(path).attempts())))
"""
)


def start(code: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(code: str, path: Path) -> list[str]:
    """The lines that a process prints."""
    # one that becomes another user could not write down what it covers
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", code, path],
        env=quiet,
        stdout=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout.splitlines()


@posix
def test_one_process_writes_and_others_read_meanwhile(path: Path) -> None:
    with start(HOLD, path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(GradebookUnusable, match="another `grade class` is writing to it"):
            Gradebook(path, EXERCISE)
        with Gradebook.reading(path) as book:
            assert len(list(book.attempts())) == 1
            with pytest.raises(GradebookUnusable, match="cannot be written"):
                record(book, ALICE, "x = 1", graded())
        other.communicate("")
    with Gradebook(path, EXERCISE) as book:
        record(book, ALICE, "x = 1", graded())


@posix
def test_a_killed_writer_loses_nothing_that_was_recorded(path: Path) -> None:
    for _ in range(3):
        with start(WRITE_ON_AND_ON, path) as other:
            assert other.stdout is not None
            told = [int(other.stdout.readline()) for _ in range(30)]
            other.send_signal(signal.SIGKILL)
            told += map(int, other.stdout.read().split())
        with Gradebook.reading(path) as book:
            kept = {one.student.student for one in book.attempts()}
        assert {f"s{number}" for number in told} <= kept
        assert len(kept) - 1 in (told[-1], told[-1] + 1)
    with Gradebook(path, EXERCISE) as book:
        record(book, ALICE, "x = 1", graded())
        assert all(one.submission for one in book.attempts())
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


@posix
def test_a_full_disk_is_said_and_what_was_graded_is_kept(path: Path) -> None:
    ended, left = said(FILL_THE_DISK, path)
    number, words = ended.split(" ", 1)
    assert "gradebook.db" in words
    assert "Everything graded so far is safe" in words
    assert "run the same command again" in words
    assert int(number) == int(left) > 0
    with Gradebook(path, EXERCISE) as book:
        assert len(list(book.attempts())) == int(number)
        record(book, ALICE, "x = 1", graded())


@posix
def test_a_folder_that_may_not_be_written_can_still_be_read() -> None:
    folder = Path(tempfile.mkdtemp())  # where others may look, unlike in the folders of pytest
    try:
        path = folder / "gradebook.db"
        with Gradebook(path, EXERCISE) as book:
            record(book, ALICE, "x = 1", graded())
        folder.chmod(0o555)
        writing, reading = said(SAY, path)
        assert "cannot be" in writing
        assert "hoose another folder" in writing or "permissions" in writing
        assert reading == "1"
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@posix
def test_a_file_that_may_not_be_written_can_still_be_read(path: Path) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "gradebook.db"
        with Gradebook(path, EXERCISE) as book:
            record(book, ALICE, "x = 1", graded())
        (folder / "gradebook.db.lock").unlink()
        path.chmod(0o444)
        folder.chmod(0o777)
        writing, reading = said(SAY, path)
        assert "cannot be written by this user" in writing
        assert reading == "1"
    finally:
        shutil.rmtree(folder)


def test_another_program_that_has_the_file_is_told_of(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0)
    with Gradebook(path, EXERCISE) as book:
        record(book, ALICE, "x = 1", graded())
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookUnusable, match=r"in use by another program.*is safe"):
            record(book, BOB, "x = 1", graded())
        other.close()
        record(book, BOB, "x = 1", graded())
        assert len(list(book.attempts())) == 2
