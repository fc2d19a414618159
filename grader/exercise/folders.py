"""Where the exercises and their hidden halves are."""

import contextlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from grader.errors import ExerciseUnknown
from grader.exercise.installed import installed_folders

SETTINGS_FILE = "exercise.toml"
# what is in the half that students may see
REQUIRED_FILES = frozenset({"README.md", SETTINGS_FILE, "submit.py", "checks.py"})
OPTIONAL_FILES = frozenset({"figures.py", "probes.py", "casebook.json"})


@dataclass(frozen=True)
class Folders:
    """Where exercises and their hidden halves are; `solutions` is None for a student.

    `installed` are the folders of packages with further exercises, which come after `exercises`.
    """

    exercises: Path
    solutions: Path | None
    installed: tuple[Path, ...] = ()

    def folder(self, name: str) -> Path:
        """The half of an exercise that students may see, whether it exists or not."""
        places = (place / name for place in (self.exercises, *self.installed))
        return next(filter(_is_exercise, places), self.exercises / name)

    def settings(self) -> dict[str, Path]:
        """The file with the settings of each exercise, by its name."""
        found: dict[str, Path] = {}
        for place in (self.exercises, *self.installed):
            with contextlib.suppress(OSError):
                for path in sorted(place.glob(f"*/{SETTINGS_FILE}")):
                    found.setdefault(path.parent.name, path)
        return found


def _is_exercise(folder: Path) -> bool:
    try:
        return (folder / SETTINGS_FILE).is_file()
    except ValueError:  # no file can have such a name
        return False


def default_folders() -> Folders:
    """The folders that came with this package, or those of the checkout it runs from.

    Exercises that were installed as packages of their own are beside them.
    """
    package = Path(__file__).resolve().parents[1]
    installed = installed_folders()
    if (package / "exercises").is_dir():
        return Folders(package / "exercises", None, installed)
    root = package.parent
    hidden = root / "solutions"
    return Folders(root / "exercises", hidden if hidden.is_dir() else None, installed)


def folders_at(exercises: Path | str | None, solutions: Path | str | None) -> Folders:
    """These folders; the default ones in place of None.

    With other exercises than this package's own there is no default for `solutions`: the hidden
    halves that come with it do not belong to them.
    """
    if exercises:
        return Folders(Path(exercises), Path(solutions) if solutions else None)
    own = default_folders()
    return replace(own, solutions=Path(solutions)) if solutions else own


def beside(folder: Path) -> Folders:
    """The exercises among which the one in this folder is, without hidden halves."""
    own = default_folders()
    if folder.parent in (own.exercises, *own.installed):
        return replace(own, solutions=None)
    return Folders(folder.parent, None)


def names(folders: Folders) -> list[str]:
    """The names of all exercises. Raises ExerciseUnknown if there are none."""
    found = sorted(folders.settings())
    if not found:
        raise ExerciseUnknown(
            f"{folders.exercises} has no exercises. "
            "An exercise is a folder with an exercise.toml. Name the right place with --exercises."
        )
    return found


def packages_in(folders: Folders) -> tuple[str, ...]:
    """The packages that the exercises let submissions import, each once.

    An exercise.toml that cannot be read is passed over: loading that exercise reports it.
    """
    found: dict[str, None] = {}
    for path in folders.settings().values():
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
