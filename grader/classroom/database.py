"""Opens the file of a gradebook, locks it for one writer, and puts its errors into words."""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from grader.classroom import sql
from grader.errors import GradebookOfAnother, GradebookUnusable
from grader.printable import one_line

if sys.platform != "win32":
    import fcntl

APPLICATION = 0x67726164  # "grad": marks an SQLite file as a gradebook
PATIENCE_SECONDS = 5.0  # while another program uses the file
AGAIN = "Everything graded so far is safe: {remedy}, then run the same command again."
TROUBLES = {
    sqlite3.SQLITE_FULL: ("does not fit on the disk", "free some space"),
    sqlite3.SQLITE_IOERR: ("could not be read or written", "check the disk and its quota"),
    sqlite3.SQLITE_BUSY: ("is in use by another program", "close that one"),
    sqlite3.SQLITE_LOCKED: ("is in use by another program", "close that one"),
    sqlite3.SQLITE_READONLY: ("cannot be written by this user", "change its permissions"),
    sqlite3.SQLITE_PERM: ("cannot be used by this user", "change its permissions"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "check its folder and the permissions"),
}
DAMAGED = (
    "{path} is damaged or not a gradebook ({error}). Replace it with a copy, or move it away and "
    "grade the class again."
)


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into GradebookUnusable, which says what to do next."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the lower byte is the kind of error
        if code not in TROUBLES:
            raise GradebookUnusable(DAMAGED.format(path=as_text(path), error=error)) from error
        what, remedy = TROUBLES[code]
        raise GradebookUnusable(
            f"{as_text(path)} {what} ({error}). {AGAIN.format(remedy=remedy)}"
        ) from error


def as_text(path: Path) -> str:
    """A path as text for a message."""
    return one_line(str(path))


def open_writing(path: Path, exercise: str, closing: ExitStack) -> sqlite3.Connection:
    """The gradebook at `path` for writing, created if needed; other writers are locked out.

    `closing` closes it. Raises GradebookUnusable, or GradebookOfAnother.
    """
    _claim(path, closing)
    with in_words(path):
        connection = _connect(path, "mode=rwc", closing)
        held = _held(connection, path)
        if held not in (None, exercise):
            raise GradebookOfAnother(
                f"{as_text(path)} holds the grades of {held}, not those of {exercise}. "
                "Choose another folder for the output."
            )
        connection.execute("PRAGMA journal_mode = WAL")
        # The kernel has every commit, so killing this process loses none. A power failure can lose
        # the latest ones, but does not damage the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        with transaction(connection):
            if held is None:
                _create(connection, exercise)
            else:
                _upgrade(connection)
            # written even if it is the same, so that a read-only file is an error now, not later
            connection.execute(f"PRAGMA user_version = {sql.SCHEMA}")
    return connection


def open_reading(path: Path, closing: ExitStack) -> tuple[sqlite3.Connection, str]:
    """The gradebook at `path` for reading, even while it is written; and its exercise.

    `closing` closes it. Raises GradebookUnusable, or GradebookOfAnother.
    """
    if not os.access(path, os.F_OK):
        raise GradebookUnusable(f"{as_text(path)} does not exist. `grade class` creates it.")
    with in_words(path):
        try:
            connection = _connect(path, "mode=ro", closing)
            held = _held(connection, path)
        except sqlite3.OperationalError as error:
            log = path.with_name(path.name + "-wal")
            refused = error.sqlite_errorcode & 0xFF in (
                sqlite3.SQLITE_READONLY,
                sqlite3.SQLITE_CANTOPEN,
            )
            if not refused or os.access(log, os.F_OK):
                raise
            # nobody is writing, and this user may not create the file that readers share
            connection = _connect(path, "mode=ro&immutable=1", closing)
            held = _held(connection, path)
    if held is None:
        raise GradebookUnusable(f"{as_text(path)} is still empty. `grade class` fills it.")
    return connection, held


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Writes everything within, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:  # some errors end it by themselves
            connection.execute("ROLLBACK")


def _connect(path: Path, mode: str, closing: ExitStack) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE_SECONDS)
    closing.callback(connection.close)
    return connection


def _held(connection: sqlite3.Connection, path: Path) -> str | None:
    """The exercise that a gradebook is about; None for an empty file."""
    # tables first: another process that is making the gradebook writes all of this at once
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if not tables and not application:
        return None
    if application != APPLICATION:
        raise GradebookOfAnother(
            f"{as_text(path)} is an SQLite file, but not a gradebook. "
            "Choose another folder for the output, or move that file away."
        )
    if version(connection) > sql.SCHEMA:
        raise GradebookOfAnother(
            f"{as_text(path)} was written by a newer torchgrade. "
            "Upgrade torchgrade, or choose another folder for the output."
        )
    (exercise,) = connection.execute(sql.EXERCISE).fetchone()
    return str(exercise)


def _create(connection: sqlite3.Connection, exercise: str) -> None:
    for statement in sql.TABLES.split(";"):
        connection.execute(statement)
    connection.execute(sql.SET_EXERCISE, (exercise,))
    connection.execute(f"PRAGMA application_id = {APPLICATION}")


def version(connection: sqlite3.Connection) -> int:
    """The schema of an open gradebook."""
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def _upgrade(connection: sqlite3.Connection) -> None:
    for number in range(version(connection) + 1, sql.SCHEMA + 1):
        for statement in sql.UPGRADES[number]:
            connection.execute(statement)


def _claim(path: Path, closing: ExitStack) -> None:
    """Keep other writers away until `closing` ends or this process does, however it ends."""
    if sys.platform == "win32":
        return  # only SQLite's own locks protect it there, one transaction at a time
    lock = path.with_name(path.name + ".lock")
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        closing.callback(os.close, descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        problem = "another `grade class` is writing to it. Wait for that, or stop it."
    except FileNotFoundError:
        problem = (
            f"the folder {as_text(path.parent)} does not exist. Make it, or choose another one."
        )
    except OSError as error:
        reason = os.strerror(error.errno or errno.EIO)
        problem = (
            f"{as_text(lock)} cannot be locked ({reason}). Choose another folder for the output."
        )
    else:
        return
    raise GradebookUnusable(f"{as_text(path)} cannot be written: {problem}")
