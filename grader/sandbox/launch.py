"""Start and end the processes that run submissions, and the fork servers."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import WorkerUnavailable
from grader.sandbox.process import Death, Ended, TookTooLong, Worker
from grader.sandbox.working_folder import WorkingFolder

if TYPE_CHECKING:
    from grader.exercise.data import Data
    from grader.report import Isolation

START_LIMIT_SECONDS = 120.0
LAST_WORDS_SECONDS = 1.0
LOST = "The process that runs submissions did not start or was lost"

# environment variables that a worker needs to find its libraries
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
# those of use only to an unconfined worker: a place for files, and coverage to measure it
PASSED_ON_PLAIN = ("TEMP", "TMPDIR", "COVERAGE_PROCESS_CONFIG")
SINGLE_THREADED = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
# pages of 2 MiB from the start, where glibc and the kernel have them: importing torch takes less
# time, and so does forking
LARGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
# with a GPU in sight, backward() starts threads, and a process that has some cannot be forked
NO_GPU = {"CUDA_VISIBLE_DEVICES": "", "HIP_VISIBLE_DEVICES": ""}
CONFINED = {
    "HOME": "/home/student",  # where a confined submission may write files
    "TMPDIR": "/home/student",
    "USER": "student",
    # torch.compile cannot start a compiler there: it falls back to the function itself
    "TORCHDYNAMO_SUPPRESS_ERRORS": "1",
    "TORCHINDUCTOR_CACHE_DIR": "/",  # read on import: any folder that exists
}
BOOT = """
import json, sys
paths, checkout, sandbox, entry, arguments = json.loads(sys.argv[1])
sys.path[:] = [sandbox, *sys.path, *(path for path in paths if path not in sys.path)]
from worker import server
sys.path[:] = [path for path in sys.path if path not in (sandbox, checkout)]
del sys.argv[1:]
getattr(server, entry)(*arguments)
"""


def start_process(
    entry: str, *arguments: Any, pass_fds: tuple[int, ...] = (), level: Isolation = "none"
) -> subprocess.Popen[bytes]:
    """A clean Python that calls `entry` of `worker.server`. Raises WorkerUnavailable."""
    paths = [path for path in sys.path[1:] if path and not path.endswith(".zip")]
    sandbox = Path(__file__).resolve().parent
    checkout = sandbox.parents[1]  # or site-packages, which a submission needs
    hidden = None if checkout.name in ("site-packages", "dist-packages") else str(checkout)
    boot = json.dumps([paths, hidden, str(sandbox), entry, arguments])
    passed_on = PASSED_ON + (PASSED_ON_PLAIN if level == "none" else ())
    environment = {name: os.environ[name] for name in passed_on if name in os.environ}
    environment |= SINGLE_THREADED | LARGE_PAGES | NO_GPU | (CONFINED if level != "none" else {})
    try:
        return subprocess.Popen(
            # -I: neither the working folder nor PYTHON* variables reach a submission
            [sys.executable, "-I", "-X", "utf8", "-c", BOOT, boot],
            env={**environment, "MPLBACKEND": "Agg"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=pass_fds,
            start_new_session=True,  # only the grader itself handles Ctrl-C
        )
    except OSError as error:
        raise WorkerUnavailable(str(error)) from error


def end_process(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and release everything that belongs to it."""
    process.kill()
    process.wait()
    if process.stderr:
        process.stderr.close()


def last_words(process: subprocess.Popen[bytes]) -> str:
    """A message with the last line that a lost process wrote."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(LAST_WORDS_SECONDS)  # it may still be saying why
    process.kill()
    process.wait()
    text = ""
    with contextlib.suppress(ValueError, OSError):  # closed, maybe by another thread just now
        text = process.stderr.read().decode(errors="replace") if process.stderr else ""
    lines = [line for line in text.split("\n") if line.strip()]
    return (
        LOST
        + (f": {lines[-1].strip().rstrip('.')}." if lines else ".")
        + " Check that `python -c 'import torch'` works in this environment, then try again."
    )


def furnished(
    answers: socket.socket,
    output: socket.socket,
    end: Callable[[], Death],
    memory_bytes: int,
    data: Data,
    *,
    in_folder: bool,
) -> Worker:
    """The worker with its limits set, and with its data files, before it receives a submission.

    The files are laid out in a folder of the system, or else sent. Raises WorkerUnavailable.
    """
    folder = ""
    if data and in_folder:
        try:
            place = WorkingFolder(data)
        except WorkerUnavailable:
            Worker(answers, output, end).close()
            raise
        folder, end = place.path, place.until(end)
    return _limited(Worker(answers, output, end), memory_bytes, data, folder)


def _limited(worker: Worker, memory_bytes: int, data: Data, folder: str) -> Worker:
    deadline = time.monotonic() + START_LIMIT_SECONDS
    limits: dict[str, Any] = {"memory_bytes": memory_bytes}
    if data:
        limits["data"] = {"files": [name for name, _ in data], "folder": folder}
    try:
        worker.send(limits, deadline)
        for _, content in data if not folder else ():
            worker.pass_on(content, deadline)
        worker.receive(deadline)  # "ready": what goes wrong before is not the submission's fault
    except (Ended, TookTooLong) as error:
        worker.close()
        remedy = f"Can every user enter {folder}? If not, set TMPDIR." if folder else "Try again."
        raise WorkerUnavailable(
            f"The process for a submission ended before it was ready. {remedy}"
        ) from error
    return worker
