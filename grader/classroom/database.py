"""The file of a gradebook: claimed by one writer, opened with care, its faults put into words."""

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

APPLICATION = 0x67726164  # "grad": how a gradebook is told from other SQLite files
PATIENCE_SECONDS = 5.0  # with another program that looks into the file
AGAIN = "What was graded is kept; {remedy} and run the same command again."
TROUBLES = {
    sqlite3.SQLITE_FULL: ("does not fit on the disk", "free some space"),
    sqlite3.SQLITE_IOERR: ("could not be read or written", "look after the disk and its quota"),
    sqlite3.SQLITE_BUSY: ("is in use by another program", "close that one"),
    sqlite3.SQLITE_LOCKED: ("is in use by another program", "close that one"),
    sqlite3.SQLITE_READONLY: ("may not be written by this user", "change its permissions"),
    sqlite3.SQLITE_PERM: ("may not be used by this user", "change its permissions"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "look after its folder and the permissions"),
}
DAMAGED = "{path} is damaged, or no gradebook ({error}). Put a copy in its place, or move it away "
DAMAGED += "and grade the class anew."


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Raises GradebookUnusable, with what to do next, for what SQLite raises within."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without the details above
        if code not in TROUBLES:
            raise GradebookUnusable(DAMAGED.format(path=shown(path), error=error)) from error
        what, remedy = TROUBLES[code]
        raise GradebookUnusable(
            f"{shown(path)} {what} ({error}). {AGAIN.format(remedy=remedy)}"
        ) from error


def shown(path: Path) -> str:
    """A path as it stands in messages."""
    return one_line(str(path))


def open_writing(path: Path, exercise: str, closing: ExitStack) -> sqlite3.Connection:
    """The gradebook of that exercise at `path`, made where there is none, for one writer alone.

    `closing` lets go of it. Raises GradebookUnusable, or GradebookOfAnother.
    """
    _claim(path, closing)
    with in_words(path):
        connection = _connect(path, "mode=rwc", closing)
        held = _held(connection, path)
        if held not in (None, exercise):
            raise GradebookOfAnother(
                f"{shown(path)} holds the grades of {held}, not those of {exercise}. "
                "Choose another folder for the output."
            )
        connection.execute("PRAGMA journal_mode = WAL")
        # A commit is with the kernel, which keeps it when this process is killed. Only a machine
        # that loses its power can lose the latest ones, and the file is sound even then.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        with transaction(connection):
            if held is None:
                _create(connection, exercise)
            # even if it is this already: what may not be written says so now, not at the end
            connection.execute(f"PRAGMA user_version = {sql.SCHEMA}")
    return connection


def open_reading(path: Path, closing: ExitStack) -> tuple[sqlite3.Connection, str]:
    """The gradebook at `path` for reading, whoever writes it meanwhile; and its exercise.

    `closing` lets go of it. Raises GradebookUnusable, or GradebookOfAnother.
    """
    if not os.access(path, os.F_OK):
        raise GradebookUnusable(f"{shown(path)} is not there. `grade class` makes it.")
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
            # nobody writes it, and this user cannot: SQLite finds no place for what readers share
            connection = _connect(path, "mode=ro&immutable=1", closing)
            held = _held(connection, path)
    if held is None:
        raise GradebookUnusable(f"{shown(path)} holds nothing yet. `grade class` fills it.")
    return connection, held


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written within, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:  # some faults have ended it already
            connection.execute("ROLLBACK")


def _connect(path: Path, mode: str, closing: ExitStack) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE_SECONDS)
    closing.callback(connection.close)
    return connection


def _held(connection: sqlite3.Connection, path: Path) -> str | None:
    """The exercise whose grades a file holds; None for an empty file."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables and not application:
        return None
    if application != APPLICATION:
        raise GradebookOfAnother(
            f"{shown(path)} is an SQLite file of something else. "
            "Choose another folder for the output, or move that file away."
        )
    if version > sql.SCHEMA:
        raise GradebookOfAnother(
            f"{shown(path)} was written by a newer torchgrade. "
            "Upgrade this one, or choose another folder for the output."
        )
    (exercise,) = connection.execute(sql.EXERCISE).fetchone()
    return str(exercise)


def _create(connection: sqlite3.Connection, exercise: str) -> None:
    for statement in sql.TABLES.split(";"):
        connection.execute(statement)
    connection.execute(sql.SET_EXERCISE, (exercise,))
    connection.execute(f"PRAGMA application_id = {APPLICATION}")


def _claim(path: Path, closing: ExitStack) -> None:
    """Keep other writers away, until it is let go or this process ends, however it ends."""
    if sys.platform == "win32":
        return  # there, SQLite's own locks have to do, a transaction at a time
    lock = path.with_name(path.name + ".lock")
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        closing.callback(os.close, descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        problem = "another `grade class` is writing it; wait for it, or stop it."
    except FileNotFoundError:
        problem = f"there is no folder {shown(path.parent)}. Make it, or choose another one."
    except OSError as error:
        reason = os.strerror(error.errno or errno.EIO)
        problem = (
            f"{shown(lock)} cannot be locked ({reason}). Choose another folder for the output."
        )
    else:
        return
    raise GradebookUnusable(f"{shown(path)} cannot be written: {problem}")
