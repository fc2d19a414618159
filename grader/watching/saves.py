"""Says when to look at files again: at once if the system reports changes.

Folders are watched, not files: editors rename a new file over the old one, or recreate it.
An event only means that it is time to look; what happened to a file is never read from it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from grader.watching.bell import Bell

# A save causes several events: wait until none has come for a while, but not longer than the limit.
QUIET_MILLISECONDS = 15
MOST_MILLISECONDS = 100
END_LIMIT_SECONDS = 5.0


@dataclass(frozen=True)
class Stamp:
    """What a save changes about a file, even if its content stays the same."""

    inode: int
    mode: int
    modified_nanoseconds: int
    bytes: int


def stamp(path: Path) -> Stamp | None:
    """The stamp of the file at `path`, or None if there is no file."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(found.st_ino, found.st_mode, found.st_mtime_ns, found.st_size)


class Saves:
    """Rings the bell whenever something happens in one of the folders that it follows.

    It may miss changes on a network file system, or if the system has run out of watches: so also
    look at the files once in a while.
    """

    def __init__(self, bell: Bell) -> None:
        self._bell = bell
        self._places: frozenset[tuple[Path, int, int]] = frozenset()
        self._stop = Event()
        self._thread: Thread | None = None

    def follow(self, folders: Iterable[Path]) -> None:
        """Follow these folders, as far as they exist, and no others."""
        places = frozenset(_places(folders))
        if places == self._places:
            return
        self.close()
        self._places = places
        if places:
            self._stop = Event()
            there = sorted(folder for folder, *_ in places)
            self._thread = Thread(target=self._watch, args=(there, self._stop), daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop following folders."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(END_LIMIT_SECONDS)
        self._places, self._thread = frozenset(), None

    def _watch(self, folders: Sequence[Path], stop: Event) -> None:
        import watchfiles
        from watchfiles._rust_notify import WatchfilesRustInternalError

        changes = watchfiles.watch(
            *folders,
            watch_filter=None,
            step=QUIET_MILLISECONDS,
            debounce=MOST_MILLISECONDS,
            stop_event=stop,
            recursive=False,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        # the folder is gone, or the system is out of watches: looking once in a while is enough
        with contextlib.suppress(OSError, WatchfilesRustInternalError):
            for _ in changes:
                self._bell.ring()


def _places(folders: Iterable[Path]) -> Iterable[tuple[Path, int, int]]:
    """Each folder that exists, with the numbers that identify it, even if another replaces it."""
    for folder in folders:
        with contextlib.suppress(OSError):
            found = folder.stat()
            if folder.is_dir():
                yield folder, found.st_dev, found.st_ino
