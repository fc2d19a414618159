"""Where the exercises and their hidden halves are."""

import contextlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from grader.errors import ExerciseUnknown


@dataclass(frozen=True)
class Folders:
    """Where exercises and their hidden halves are; `solutions` is None for a student."""

    exercises: Path
    solutions: Path | None


def default_folders() -> Folders:
    """The folders that came with this package, or those of the checkout it runs from."""
    package = Path(__file__).resolve().parents[1]
    if (package / "exercises").is_dir():
        return Folders(package / "exercises", None)
    root = package.parent
    hidden = root / "solutions"
    return Folders(root / "exercises", hidden if hidden.is_dir() else None)


def folders_at(exercises: Path | str | None, solutions: Path | str | None) -> Folders:
    """These folders; the default ones in place of None.

    With other exercises than this package's own there is no default for `solutions`: the hidden
    halves that come with it do not belong to them.
    """
    own = default_folders()
    return Folders(
        Path(exercises) if exercises else own.exercises,
        Path(solutions) if solutions else None if exercises else own.solutions,
    )


def names(folders: Folders) -> list[str]:
    """The names of all exercises. Raises ExerciseUnknown if there are none."""
    try:
        found = sorted(path.parent.name for path in folders.exercises.glob("*/exercise.toml"))
    except OSError:
        found = []
    if not found:
        raise ExerciseUnknown(
            f"{folders.exercises} has no exercises. "
            "An exercise is a folder with an exercise.toml. Name the right place with --exercises."
        )
    return found


def packages_in(folders: Folders) -> tuple[str, ...]:
    """The packages that the exercises in this folder let submissions import, each once.

    An exercise.toml that cannot be read is passed over: loading that exercise reports it.
    """
    found: dict[str, None] = {}
    with contextlib.suppress(OSError):
        for path in sorted(folders.exercises.glob("*/exercise.toml")):
            with contextlib.suppress(OSError, ValueError):
                named = tomllib.loads(path.read_text(encoding="utf-8")).get("packages")
                listed = named if isinstance(named, list) else []
                found |= dict.fromkeys(one for one in listed if isinstance(one, str))
    return tuple(found)


def no_exercise(name: str, known: Sequence[str]) -> str:
    """That there is no exercise of that name, and which one may be meant."""
    close = get_close_matches(name, known, n=1)
    meant = f" Did you mean {close[0]}?" if close else ""
    return f"There is no exercise named {name!r}. There is: {', '.join(known)}.{meant}"


def hidden_half(name: str, folders: Folders) -> Path | None:
    """The folder with the hidden half of an exercise, or None if it is not here."""
    hidden = folders.solutions / name if folders.solutions else None
    return hidden if hidden and hidden.is_dir() else None
