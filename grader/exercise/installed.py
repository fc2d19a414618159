"""Exercises in packages of their own, installed beside this one.

Such a package is a wheel `torchgrade_exercise_NAME`, which has an entry point in the group
`torchgrade.exercises`: the name of its folder, in which the exercise is a folder again.

An exercise's checks run in the grader's process. So only what is installed into this interpreter
counts, never what lies in the working folder, on PYTHONPATH or beside a submission, and nothing is
imported to find it.
"""

import re
import site
from pathlib import Path

GROUP = "torchgrade.exercises"
PREFIX = "torchgrade_exercise_"
MODULE = re.compile(rf"{PREFIX}[a-z0-9_]+")


def installed_folders() -> tuple[Path, ...]:
    """The folders of installed packages with exercises; of two with one name, the first counts."""
    found: dict[str, Path] = {}
    for place in site_folders():
        for metadata in sorted(place.glob(f"{PREFIX}*.dist-info")):
            for name in _named(metadata):
                if (place / name).is_dir():
                    found.setdefault(name, place / name)
    return tuple(found.values())


def site_folders() -> list[Path]:
    """Where pip installs packages for this interpreter, and for this user unless switched off."""
    users = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    return [Path(place) for place in dict.fromkeys([*users, *site.getsitepackages()])]


def _named(metadata: Path) -> list[str]:
    from importlib.metadata import Distribution  # only where there is one: it is slow to import

    try:
        entries = Distribution.at(metadata).entry_points.select(group=GROUP)
    except (OSError, ValueError):  # a broken package must not break all others
        return []
    return [entry.value for entry in entries if MODULE.fullmatch(entry.value)]
