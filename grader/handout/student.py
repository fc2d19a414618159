"""What a student gets: a zip with the task, the stub, a notebook, data files and wheels."""

from collections.abc import Sequence

from grader import __version__
from grader.errors import InputError
from grader.exercise.folders import OPTIONAL_FILES, REQUIRED_FILES, default_folders
from grader.exercise.loading import Exercise
from grader.handout.notebook import notebook
from grader.handout.own_wheel import NAME, own_wheel
from grader.handout.wheels import Wheel, exercise_wheel, module_of, zipped
from grader.printable import joined

CPU_BUILDS = "https://download.pytorch.org/whl/cpu"
START = """\
# {title}

README.md has the task. Write the code in `submit.py`, or in the notebook `submit.ipynb`.

Python 3.11 or later is needed. Open a terminal in this folder, and install once with two lines. On
Linux and macOS:

    python3 -m venv .venv
    .venv/bin/python -m pip install {unix}

On Windows:

    py -m venv .venv
    .venv\\Scripts\\python -m pip install {windows}

The address is that of PyTorch's builds without CUDA, which are far smaller. From then on,

    .venv/bin/grade submit.py

(on Windows `.venv\\Scripts\\grade submit.py`) says what the code does and what to do next.
Run it as often as you like. README.md calls it `grade`, for short. If this folder is moved, delete
`.venv` and run the two lines again.

The notebook runs in Jupyter, VS Code, Colab and Kaggle. If the checks are missing, its first cell
installs them from {wheels}.
In Colab, upload {those} beside the notebook first. Kaggle needs a notebook that installs from an
address: ask the instructor for one.

Hand in `submit.py` or `submit.ipynb`, whichever has the answer, and nothing else of this folder.
"""


def students_zip(exercise: Exercise, *, causes: bool = True) -> bytes:
    """The zip archive, the same bytes for the same content.

    Without `causes`, its wheels have no casebook. Raises ExerciseBroken if a file of the exercise
    cannot be read, and InputError if a wheel cannot be made.
    """
    wheels = [own_wheel(causes=causes)]
    module = own_module(exercise)
    if module:
        wheels.append(exercise_wheel(exercise, causes=causes))
    beside = [f"./{one.name}" for one in wheels]
    files = {one.name: one.content for one in wheels} | {
        "README.md": exercise.content("README.md"),
        "submit.py": exercise.content("submit.py"),
        "submit.ipynb": notebook(exercise, [*beside, *exercise.packages], module=module),
        "START.md": _start(exercise, wheels).encode(),
        **dict(exercise.data_files),
    }
    return zipped({f"{exercise.name}/{name}": content for name, content in files.items()})


def students_notebook(exercise: Exercise, requirement: str = "", badge: str = "") -> bytes:
    """The notebook by itself; its first cell installs the `requirement`.

    Without one, it is this package. If the exercise does not come with it, nothing is installed: a
    package index may have anything under that name. Raises what `notebook` raises.
    """
    module = own_module(exercise)
    named = [requirement] if requirement else [] if module else [f"{NAME}=={__version__}"]
    needed = [*named, *exercise.packages] if named else []
    return notebook(exercise, needed, module=module, badge=badge)


def own_module(exercise: Exercise) -> str:
    """The package that an exercise travels in; empty for one that comes with this package.

    Raises InputError if a student could not tell it from one that comes with this package.
    """
    if comes_along(exercise):
        return ""
    if (default_folders().exercises / exercise.name).is_dir():
        raise InputError(
            f"An exercise named {exercise.name} comes with this package, and students would get "
            "the checks of that one. Rename yours."
        )
    return module_of(exercise.name)


def comes_along(exercise: Exercise) -> bool:
    """Whether the half of it that students see is one that comes with this package."""
    one, other = exercise.folder, default_folders().exercises / exercise.name
    return one.resolve() == other.resolve() or all(
        (one / name).is_file() == (other / name).is_file()
        and (not (one / name).is_file() or (one / name).read_bytes() == (other / name).read_bytes())
        for name in {*REQUIRED_FILES, *OPTIONAL_FILES, *exercise.data}
    )


def _start(exercise: Exercise, wheels: Sequence[Wheel]) -> str:
    names = [one.name for one in wheels]
    index = f"--extra-index-url {CPU_BUILDS}"
    return START.format(
        title=exercise.title,
        unix=" ".join([index, *(f"./{name}" for name in names), *exercise.packages]),
        windows=" ".join([index, *(f".\\{name}" for name in names), *exercise.packages]),
        wheels=joined([f"`{name}`" for name in names]),
        those="it" if len(names) == 1 else "them",
    )
