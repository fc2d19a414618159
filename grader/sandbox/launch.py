"""Start and end the processes that run submissions, or fork those that do."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import WorkerUnavailable
from grader.sandbox.process import Ended, TookTooLong, Worker

if TYPE_CHECKING:
    from grader.report import Isolation

START_LIMIT_SECONDS = 120.0
LOST = "The process that runs submissions did not start or was lost"

# What a worker needs of the environment to find its libraries.
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
# What only one that is not confined can use: a place for files, coverage to measure it.
PASSED_ON_PLAIN = ("TEMP", "TMPDIR", "COVERAGE_PROCESS_CONFIG")
SINGLE_THREADED = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
CONFINED = {
    "HOME": "/home/student",  # where a confined submission has a place for files
    "TMPDIR": "/home/student",
    "USER": "student",
    # torch.compile needs a compiler, a process of its own: it falls back to what it was given
    "TORCHDYNAMO_SUPPRESS_ERRORS": "1",
    "TORCHINDUCTOR_CACHE_DIR": "/",  # asked for when it is imported: a folder that is there
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
    """A clean Python that calls `entry` of `worker.server`; raises WorkerUnavailable."""
    paths = [path for path in sys.path[1:] if path and not path.endswith(".zip")]
    sandbox = Path(__file__).resolve().parent
    checkout = sandbox.parents[1]  # or site-packages, which a submission needs
    hidden = None if checkout.name in ("site-packages", "dist-packages") else str(checkout)
    boot = json.dumps([paths, hidden, str(sandbox), entry, arguments])
    passed_on = PASSED_ON + (PASSED_ON_PLAIN if level == "none" else ())
    environment = {name: os.environ[name] for name in passed_on if name in os.environ}
    environment |= SINGLE_THREADED | (CONFINED if level != "none" else {})
    try:
        return subprocess.Popen(
            # -I: nothing of the working directory or of PYTHON* variables reaches a submission
            [sys.executable, "-I", "-X", "utf8", "-c", BOOT, boot],
            env={**environment, "MPLBACKEND": "Agg"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=pass_fds,
            start_new_session=True,  # Ctrl-C in the terminal is for the grader to handle
        )
    except OSError as error:
        raise WorkerUnavailable(str(error)) from error


def end_process(process: subprocess.Popen[bytes]) -> None:
    """End it for certain, and leave nothing of it behind."""
    process.kill()
    process.wait()
    if process.stderr:
        process.stderr.close()


def last_words(process: subprocess.Popen[bytes]) -> str:
    """The last line that a worker process wrote before it was lost."""
    process.kill()
    process.wait()
    text = ""
    with contextlib.suppress(ValueError, OSError):  # closed, maybe by another thread this moment
        text = process.stderr.read().decode(errors="replace") if process.stderr else ""
    said = [line for line in text.split("\n") if line.strip()]
    return (
        LOST
        + (f": {said[-1].strip().rstrip('.')}." if said else ".")
        + " Check that `python -c 'import torch'` works in this environment, then try again."
    )


def limited(worker: Worker, memory_bytes: int) -> Worker:
    """A worker that was told its limits, before anything of a submission is in it."""
    deadline = time.monotonic() + START_LIMIT_SECONDS
    try:
        worker.send({"memory_bytes": memory_bytes}, deadline)
        worker.receive(deadline)  # that it is ready: what goes wrong before is not the submission's
    except (Ended, TookTooLong) as error:
        worker.close()
        raise WorkerUnavailable("A process that runs a submission ended at its start.") from error
    return worker
