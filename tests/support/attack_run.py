"""Grades hostile submissions one after the other and tells, a line of JSON each, what came of it.

    python tests/support/attack_run.py LEVEL SECONDS FILE...

Run as the user and at the level of isolation that are to be tried. Every file aims at targets that
nothing but the sandbox protects. After each of them it is looked at what became of these, and a
right submission is graded by the same processes: by its quickest function alone, and by all checks
after the last file; with BATCH=12 after every twelve, and AT_ONCE=4 runs four of a batch at a time,
which share the memory of one. With CLUSTER=1, workers of a cluster on this machine run all
submissions. With PACKAGES=jsonschema, the exercise lets submissions import that, and the right
submission does. With DATA=nights.csv, the exercise has a data file of that name, which the right
submission reads.
"""

import contextlib
import ctypes
import json
import os
import shutil
import socket
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from places import ROOT

from grader.exercise.folders import Folders, default_folders, packages_in
from grader.exercise.loading import load
from grader.grading.one import Grading
from grader.observations import Sighting
from grader.render.console import to_text
from grader.render.terminal import render
from grader.report import Isolation, to_json
from grader.sandbox.asking import Asking
from grader.sandbox.start import start_workers
from grader.submission.source import Submission, parse

SECRET = "the-canary-sings-58c1"
MEETING_PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")
PREFIX = "attacked-"
# folders of this script and of the grader, which others of this user have meanwhile as well
OURS = (PREFIX, "torchgrade-")
EXERCISE = "linear_regression"
QUICKEST = "compute_loss"
NIGHTS = "night,visitors\n1,7\n2,5\n"
READS = """
import os
assert os.listdir() == [{name!r}], os.listdir()
with open({name!r}) as file:
    assert file.read() == {content!r}
"""


@dataclass
class Targets:
    """What attacks aim at, open to every user, and whether anything happened to it."""

    folder: Path
    listeners: dict[str, socket.socket]
    words: dict[str, str]

    def disturbed(self) -> list[str]:
        """What was done to the targets since they were laid out, or last asked about."""
        found = []
        canary = self.folder / "canary"
        mode = canary.stat().st_mode & 0o777 if canary.exists() else None
        if mode != 0o666 or canary.read_text() != SECRET:
            found.append("the canary was changed")
        names = {path.name for path in self.folder.iterdir()}
        if names != {"canary", "classmate.py", "gradebook.db", "fifo", "socket"}:
            found.append(f"the folder holds {sorted(names)}")
        for name, listener in self.listeners.items():
            try:
                listener.recv(100) if name == "udp" else listener.accept()
                found.append(f"{name} was reached")
            except BlockingIOError:
                pass
        return found


@contextmanager
def targets() -> Iterator[Targets]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=PREFIX)))
        folder.chmod(0o777)
        for name in ("canary", "classmate.py", "gradebook.db"):
            (folder / name).write_text(SECRET)
            (folder / name).chmod(0o666)
        os.mkfifo(folder / "fifo", 0o666)
        listeners = {
            "tcp": socket.create_server(("127.0.0.1", 0)),
            "udp": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "unix": socket.socket(socket.AF_UNIX),
            "abstract": socket.socket(socket.AF_UNIX),
        }
        listeners["udp"].bind(("127.0.0.1", 0))
        listeners["unix"].bind(str(folder / "socket"))
        (folder / "socket").chmod(0o777)
        listeners["abstract"].bind(f"\0{folder.name}")
        for name, listener in listeners.items():
            stack.enter_context(listener)
            listener.setblocking(False)
            if name != "udp":
                listener.listen()
        words = {
            "CANARY": folder / "canary",
            "FOLDER": folder,
            "SOLUTIONS": ROOT / "solutions" / EXERCISE,
            "GRADEBOOK": folder / "gradebook.db",
            "CLASSMATE": folder / "classmate.py",
            "TCP": listeners["tcp"].getsockname()[1],
            "UDP": listeners["udp"].getsockname()[1],
            "UNIX": folder / "socket",
            "ABSTRACT": folder.name,
            "PID": os.getpid(),
            "FIFO": folder / "fifo",
            "TMP": "/tmp",
        }
        yield Targets(folder, listeners, {name: str(word) for name, word in words.items()})


def aimed(file: Path, words: dict[str, str]) -> Submission:
    content = file.read_bytes()
    for name, word in words.items():
        content = content.replace(f"@{name}@".encode(), word.encode())
    return parse(file.name, content)


def left_behind(before: set[str]) -> list[str]:
    """New files at places where everybody may write that belong to whom submissions run as."""
    user = 65534 if os.geteuid() == 0 else os.geteuid()
    found = []
    for place in MEETING_PLACES:
        for path in Path(place).glob("*"):
            try:
                owner = path.lstat().st_uid
            except OSError:
                continue
            if str(path) not in before and owner == user and not path.name.startswith(OURS):
                found.append(str(path))
    return found


def unprintable(text: str) -> bool:
    return any(
        unicodedata.category(character).startswith(("C", "Zl", "Zp")) and character not in "\n\t"
        for character in text
    )


def children() -> list[str]:
    """Processes that came to this one because their parents left them behind."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        found += (task / "children").read_text().split()
    return found


def peak_mib() -> int:
    """Peak memory of this process; unlike getrusage, without that of whoever started it."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) >> 10


def batches(files: list[Path], size: int) -> Iterator[list[Path]]:
    for start in range(0, len(files), size):
        yield files[start : start + size]


@contextmanager
def naming(packages: Sequence[str], data: Sequence[str]) -> Iterator[Folders]:
    """The folders of the exercise, if its exercise.toml named these packages and data files."""
    known = default_folders()
    if not packages and not data:
        yield known
        return
    with tempfile.TemporaryDirectory(prefix=PREFIX) as made:
        copy = Path(made, EXERCISE)
        shutil.copytree(known.exercises / EXERCISE, copy)
        with (copy / "exercise.toml").open("a", encoding="utf-8") as settings:
            settings.write(f"packages = {json.dumps(packages)}\ndata = {json.dumps(data)}\n")
        for name in data:
            (copy / name).write_text(NIGHTS)
            (copy / name).chmod(0o666)
            copy.chmod(0o777)
        yield Folders(Path(made), known.solutions)


@contextmanager
def asks_elsewhere() -> Iterator[Asking | None]:
    """The workers of a cluster, where CLUSTER is set."""
    if "CLUSTER" not in os.environ:
        yield None
        return
    from grader.cluster.client import Cluster
    from grader.cluster.local import local_cluster

    with local_cluster(2, ()) as address, Cluster(address) as cluster:
        yield cluster


class Attacks:
    """Grades hostile submissions, and right ones between them."""

    def __init__(
        self,
        level: Isolation,
        seconds: float,
        aims: Targets,
        at_once: int,
        folders: Folders,
        asking: Asking | None,
    ) -> None:
        exercise = load(EXERCISE, folders)
        packages = packages_in(folders)
        assert exercise.solution is not None
        imports = [f"import {package}" for package in packages]
        reads = [READS.format(name=name, content=NIGHTS) for name in exercise.data]
        control = "\n".join([*imports, *reads, exercise.solution.text])
        self._data = [exercise.folder / name for name in exercise.data]
        aims.words |= {"DATA": str(path) for path in self._data}
        self._control = parse("control.py", control.encode())
        self._seconds = seconds
        self._aims = aims
        self._at_once = at_once
        self.workers = start_workers((level,), packages=packages)
        share = replace(exercise, memory_limit_mib=exercise.memory_limit_mib // at_once)
        self._grading = Grading(share, self.workers, 11, seconds, asking=asking)
        # what disturbs the processes disturbs a short grading too, and there are hundreds of these
        short = [check for check in exercise.checks if check.call.function == QUICKEST]
        quickest = replace(exercise, checks=tuple(short))
        self._short = Grading(quickest, self.workers, 11, asking=asking)
        self._whole = Grading(exercise, self.workers, 11, asking=asking)
        for grading in (self._short, self._whole):
            grading.answers.of_solution()

    def run(self, batch: list[Path]) -> Iterator[dict[str, Any]]:
        """What came of each; what was done to the targets and to others is said of all."""
        submissions = [aimed(file, self._aims.words) for file in batch]
        with ThreadPoolExecutor(self._at_once) as pool:
            sightings = list(pool.map(self._grading.observe, submissions))
        seen = [self._seen(*each) for each in zip(batch, submissions, sightings, strict=True)]
        changed = [str(path) for path in self._data if path.read_text() != NIGHTS]
        disturbed = self._aims.disturbed() + changed
        together = {"disturbed": disturbed, **self._graded(self._short)}
        for one in seen:
            yield one | together

    def whole(self) -> dict[str, Any]:
        """What becomes of a right submission at all checks."""
        return self._graded(self._whole)

    def _graded(self, grading: Grading) -> dict[str, Any]:
        right = grading.report(self._control)
        why = [*right.remarks, *(one.observed for one in right.verdicts if one.observed)][:1]
        return {"control": right.full_marks and not right.remarks, "why": why}

    def _seen(self, file: Path, submission: Submission, sighting: Sighting) -> dict[str, Any]:
        began = time.monotonic()
        report = self._grading.judge(submission, sighting)
        judged = time.monotonic() - began
        text = to_text(render(report), "utf-8", terminal=False) + to_json(report)
        return {
            "file": f"{file.parent.name}/{file.name}",
            "isolation": report.isolation,
            "score": report.score,
            "outcomes": sorted({verdict.outcome for verdict in report.verdicts}),
            "overrun": round(sighting.seconds - self._seconds, 3),
            "judged": round(judged, 3),
            "escaped": [line for line in report.output.split("\n") if "ESCAPED" in line],
            "secret": SECRET in text,
            "unprintable": unprintable(text),
        }


def main(
    level: Isolation,
    seconds: float,
    files: list[Path],
    batch: int,
    at_once: int,
    packages: Sequence[str],
    data: Sequence[str],
) -> None:
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
    before = {str(path) for place in MEETING_PLACES for path in Path(place).glob("*")}
    with targets() as aims, naming(packages, data) as folders, asks_elsewhere() as asking:
        attacks = Attacks(level, seconds, aims, at_once, folders, asking)
        for some in batches(files, batch):
            for seen in attacks.run(some):
                print(json.dumps(seen), flush=True)
        whole = attacks.whole()
        attacks.workers.close()
        disturbed = aims.disturbed()
    with contextlib.suppress(ChildProcessError):  # of a cluster, that dask killed
        while "CLUSTER" in os.environ and os.waitpid(-1, os.WNOHANG)[0]:
            pass
    last = whole | {
        "file": "",
        "children": children(),
        "left": left_behind(before),
        "disturbed": disturbed,
        "peak_mib": peak_mib(),
    }
    print(json.dumps(last), flush=True)


if __name__ == "__main__":
    wanted, seconds, *names = sys.argv[1:]
    (level,) = (known for known in get_args(Isolation) if known == wanted)
    batch, at_once = (int(os.environ.get(name, "1")) for name in ("BATCH", "AT_ONCE"))
    packages, data = (os.environ.get(name, "").split() for name in ("PACKAGES", "DATA"))
    main(level, float(seconds), [Path(name) for name in names], batch, at_once, packages, data)
