"""The data files of an exercise, which submissions read: a table of measurements, for example.

exercise.toml lists them, as `data = ["nights.csv"]`. They lie in the half that students may see,
and are in the working folder of every submission, where nothing can change them for another one.
"""

import hashlib
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from grader.errors import ExerciseBroken
from grader.exercise.folders import OPTIONAL_FILES, REQUIRED_FILES

Data = tuple[tuple[str, bytes], ...]

MAX_FILES = 32
MAX_BYTES = 16 << 20  # of all together
NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-])?")
OF_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)
# what lies beside them: in the exercise, and in what is handed out
TAKEN = frozenset(
    one.lower() for one in (*REQUIRED_FILES, *OPTIONAL_FILES, "START.md", "submit.ipynb")
)
# what Python would import from there, and what is a submission or the checks where it is handed out
OTHER_KINDS = (".py", ".pyc", ".pyd", ".so", ".ipynb", ".whl")


def check_names(names: Sequence[str], settings: Path) -> None:
    """Raise ExerciseBroken unless all of these can be data files of the exercise."""
    for name in names:
        if why := refused(name):
            raise ExerciseBroken(
                f"{settings}: `data` names {name!r}, {why} Put the file itself into "
                f"{settings.parent}, and list its plain name, such as nights.csv.",
                file=settings,
            )
    if len({name.lower() for name in names}) < len(names):
        text = f"{settings}: `data` names a file twice. Capital letters make no other name."
        raise ExerciseBroken(text, file=settings)
    if len(names) > MAX_FILES:
        text = f"{settings}: `data` names more than {MAX_FILES} files. Put several into one."
        raise ExerciseBroken(text, file=settings)


def refused(name: str) -> str:
    """Why no data file can have this name; empty if one can."""
    if not NAME.fullmatch(name) or OF_WINDOWS.fullmatch(name):
        return (
            "which cannot be the name of a file on every system: use letters, digits, dots, dashes "
            "and underscores, and no folders."
        )
    if name.lower() in TAKEN:
        return "which is the name of another file of an exercise."
    if name.lower().endswith(OTHER_KINDS):
        return "which is code, a notebook or a package, not data."
    return ""


def check_files(folder: Path, names: Sequence[str]) -> None:
    """Raise ExerciseBroken unless these files are in the folder and not too large."""
    total = 0
    for name in names:
        path = folder / name
        try:
            leads_out = path.resolve(strict=True).parent != folder.resolve()
            if leads_out or not path.is_file():
                what = "is a link that leads out of the exercise" if leads_out else "is no file"
                text = f"{path} {what}. Put the file itself there: exercise.toml lists it in `data`"
                raise ExerciseBroken(f"{text}.", file=path)
            total += path.stat().st_size
        except (OSError, RuntimeError) as error:
            raise _unreadable(path, error) from error
    if total > MAX_BYTES:
        raise _too_large(folder, total)


def read_data(folder: Path, names: Sequence[str]) -> Data:
    """The names of these files and their content, in this order. Raises ExerciseBroken."""
    check_files(folder, names)
    found: dict[str, bytes] = {}
    for name in names:
        try:
            with (folder / name).open("rb") as file:
                found[name] = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise _unreadable(folder / name, error) from error
    total = sum(map(len, found.values()))
    if total > MAX_BYTES:  # it has grown since
        raise _too_large(folder, total)
    return tuple(found.items())


def listed_files(settings: bytes) -> list[str]:
    """The data files that an exercise.toml with this content lists.

    What is wrong with it, or with a name, is reported where the exercise is loaded.
    """
    try:
        listed = tomllib.loads(settings.decode()).get("data")
    except ValueError:
        return []
    names = listed if isinstance(listed, list) else []
    return [one for one in names if isinstance(one, str) and not refused(one)]


def present_files(settings: Path) -> list[Path]:
    """The data files that this exercise.toml lists, as far as they are there and not too large."""
    try:
        paths = [settings.parent / name for name in listed_files(settings.read_bytes())]
        return [path for path in paths if path.is_file() and path.stat().st_size <= MAX_BYTES]
    except OSError:
        return []


def data_digests(data: Data) -> list[str]:
    """For each file, its name with what tells its content from any other."""
    return [f"{name}\n{hashlib.sha256(content).hexdigest()}" for name, content in data]


def _unreadable(path: Path, error: Exception) -> ExerciseBroken:
    why = (error.strerror if isinstance(error, OSError) else None) or error
    return ExerciseBroken(
        f"{path} cannot be read: {why}. exercise.toml lists it in `data`: put it there, or take it "
        "off that list.",
        file=path,
    )


def _too_large(folder: Path, total: int) -> ExerciseBroken:
    return ExerciseBroken(
        f"The data files in {folder} have {total / (1 << 20):.1f} MiB together, and "
        f"{MAX_BYTES >> 20} MiB is the most that an exercise may have. Leave out rows, or digits "
        "that nobody needs.",
        file=folder,
    )
