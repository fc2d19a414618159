"""The least time that grading a class can take: a warm process, one unconfined fork a submission.

    python benchmarks/floor.py QUESTIONS.json FILE...

Reads the questions, prints "ready" when torch is warm, waits for a line, then runs each file in its
own child process, asks it all questions and reads the answers, and prints "done". Nothing is
confined, limited, judged or kept.
"""

import gc
import json
import os
import socket
import sys
from pathlib import Path

from grader.sandbox.worker import frames, server


def main(questions_file: str, files: list[str]) -> None:
    """Run all files named on the command line."""
    questions = json.loads(Path(questions_file).read_text())
    server.prepare()
    gc.freeze()  # as our fork server does: otherwise every child copies what the collector touches
    print("ready", flush=True)
    sys.stdin.readline()
    for file in files:
        run(Path(file), questions)
    print("done", flush=True)


def run(file: Path, questions: list[dict[str, object]]) -> None:
    """One submission: fork, load, ask, read."""
    from grader.sandbox.worker import calling, session

    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        sources = [[file.name, file.read_text()]]
        program = session.load({"sources": sources, "seed": 0, "skip": []})
        for question in questions:
            theirs.sendall(frames.pack(calling.answer(program, question)))
        os._exit(0)
    theirs.close()
    while frames.receive(ours) is not None:
        pass
    ours.close()
    os.waitpid(child, 0)


if __name__ == "__main__":
    os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    main(sys.argv[1], sys.argv[2:])
