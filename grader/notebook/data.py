"""The data files of an exercise, for a notebook that came without them."""

import warnings
from pathlib import Path

from grader.errors import OutputUnwritable
from grader.exercise.folders import default_folders
from grader.exercise.loading import load
from grader.files import replacing


def get_data(exercise: str) -> None:
    """Put the data files of an exercise beside this notebook, where they are missing.

    A file that is there already stays as it is; a warning says if it is not the exercise's. Raises
    ExerciseUnknown if there is no such exercise, and OutputUnwritable.

    For example:

        get_data("softmax")
    """
    for name, content in load(exercise, default_folders()).data_files:
        path = Path(name)
        try:
            if not path.exists():
                with replacing(path) as file:
                    file.buffer.write(content)
            elif not path.is_file() or path.read_bytes() != content:
                warnings.warn(
                    f"{name} beside this notebook is not the one of {exercise}. It was left as it "
                    "is. To get that of the exercise, rename it and run this cell again.",
                    stacklevel=2,
                )
        except OSError as error:
            raise OutputUnwritable(
                f"{path.absolute()} cannot be written: {error.strerror}. Copy {name} there from "
                "the files of the exercise."
            ) from error
