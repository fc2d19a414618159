"""The zip for Gradescope: two scripts, the wheel of this package, and both halves of an exercise.

Source: Gradescope's "Autograder Specifications" (setup.sh and run_autograder lie at the root of the
archive; Gradescope unpacks it to /autograder/source, runs setup.sh once, and run_autograder for
each submission, both as root).
"""

from collections.abc import Iterator
from math import ceil
from pathlib import Path

from grader.errors import ExerciseBroken, InputError
from grader.exercise.folders import Folders, hidden_half
from grader.exercise.loading import Exercise, whole
from grader.gradescope.settings import EXERCISES, SETTINGS, SOLUTIONS, Settings
from grader.handout.own_wheel import own_wheel
from grader.handout.student import comes_along
from grader.handout.wheels import module_of, zipped

HERE = Path(__file__).resolve().parent
CONSTRAINTS = "constraints.txt"
SCRIPTS = ("setup.sh", "run_autograder")
# Gradescope ends a run after ten minutes, unless the assignment allows more
USUAL_MINUTES = 10
# to start, to ask the solution, and to say what was found
BESIDE_SECONDS = 240
MARGIN_SECONDS = 60
# PyTorch and the grader; measured: 270 MiB
BESIDE_MIB = 400


def autograder_zip(exercise: Exercise, folders: Folders, *, sandbox: bool = True) -> bytes:
    """The zip archive, the same bytes for the same content. It contains the solution.

    Raises ExerciseUnknown without the hidden half, ExerciseBroken if a file of it cannot be read,
    and InputError if a wheel cannot be made.
    """
    whole(exercise)
    module_of(exercise.name)  # refuses a name that no folder can have
    wheel = own_wheel()
    needed = [f"./{wheel.name}[instructor]", *exercise.packages]
    files = {
        "setup.sh": _script("setup.sh"),
        "run_autograder": _script("run_autograder.sh"),
        "requirements.txt": "\n".join([*needed, ""]).encode(),
        CONSTRAINTS: _constraints(),
        SETTINGS: Settings(exercise=exercise.name, sandbox=sandbox).packed(),
        "limit": f"{minutes(exercise) * 60 - MARGIN_SECONDS}\n".encode(),
        wheel.name: wheel.content,
        **{f"{SOLUTIONS}/{exercise.name}/{name}": one for name, one in _hidden(exercise, folders)},
    }
    if not comes_along(exercise):
        files |= {
            f"{EXERCISES}/{exercise.name}/{name}": exercise.content(name)
            for name in exercise.shown_files
        }
    return zipped(files, executable=SCRIPTS)


def minutes(exercise: Exercise) -> int:
    """How many minutes the assignment on Gradescope has to allow."""
    seconds = exercise.time_limit_seconds * 2 + BESIDE_SECONDS + MARGIN_SECONDS
    return max(USUAL_MINUTES, ceil(seconds / 60))


def gigabytes(exercise: Exercise) -> float:
    """How much memory its container needs, so that what the exercise allows never ends a run."""
    return ceil((exercise.memory_limit_mib + BESIDE_MIB) / 512) / 2


def _hidden(exercise: Exercise, folders: Folders) -> Iterator[tuple[str, bytes]]:
    """The files of the hidden half, without what programs leave there."""
    folder = hidden_half(exercise.name, folders)
    assert folder is not None  # `whole` has seen it
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if not path.is_file() or any(one.startswith((".", "__")) for one in parts):
            continue
        try:
            yield "/".join(parts), path.read_bytes()
        except OSError as error:
            raise ExerciseBroken(f"{path} cannot be read: {error.strerror}.") from error


def _script(name: str) -> bytes:
    return (HERE / name).read_bytes()


def _constraints() -> bytes:
    """The tested versions: in the package, or in the checkout that it runs from."""
    for place in (HERE, HERE.parents[1]):
        if (place / CONSTRAINTS).is_file():
            return (place / CONSTRAINTS).read_bytes()
    raise InputError(
        f"{HERE / CONSTRAINTS} is missing. Install torchgrade again: "
        "pip install --force-reinstall --no-deps torchgrade."
    )
