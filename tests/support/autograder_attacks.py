"""Grades hostile submissions as run_autograder does, with the same workers for all of them.

    python tests/support/autograder_attacks.py ROOT FILE...

Prints the results of each as a line of JSON. Run as root in a container's folders.
"""

import sys
from pathlib import Path

import msgspec

from grader.exercise.folders import packages_in
from grader.gradescope.grading import SOURCE, trusted_workers
from grader.gradescope.results import results
from grader.gradescope.settings import folders_in, read_settings
from grader.grading.session import Session
from grader.submission.source import parse


def main(root: Path, files: list[Path]) -> None:
    settings = read_settings(root / SOURCE)
    folders = folders_in(root / SOURCE)
    workers, _ = trusted_workers(settings, packages_in(folders))
    grading = Session(folders, workers, time_limit_seconds=2.0).grading(settings.exercise)
    for file in files:
        report = grading.report(parse("submit.py", file.read_bytes()))
        print(msgspec.json.encode(results(report)).decode(), flush=True)
    workers.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
