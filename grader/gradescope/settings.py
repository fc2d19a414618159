"""What the zip tells the command that grades there, and where its files are."""

from pathlib import Path

import msgspec
from msgspec import Struct

from grader.errors import ExerciseBroken
from grader.exercise.folders import Folders, default_folders

SETTINGS = "settings.json"
EXERCISES, SOLUTIONS = "exercises", "solutions"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The exercise, and whether submissions run in the sandbox."""

    exercise: str
    sandbox: bool = True

    def packed(self) -> bytes:
        """The file's content."""
        return msgspec.json.format(msgspec.json.encode(self)) + b"\n"


def read_settings(source: Path) -> Settings:
    """The settings in the unpacked zip. Raises ExerciseBroken."""
    path = source / SETTINGS
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError) as error:
        raise ExerciseBroken(
            f"{path} cannot be read: {error}. Make the zip again with `grade package`."
        ) from error


def folders_in(source: Path) -> Folders:
    """The exercise in the unpacked zip, beside those that come with this package."""
    own = default_folders()
    brought = source / EXERCISES
    if not brought.is_dir():
        return Folders(own.exercises, source / SOLUTIONS, own.installed)
    return Folders(brought, source / SOLUTIONS, (own.exercises, *own.installed))
