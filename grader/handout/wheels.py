"""Wheels and zip archives that have the same bytes whenever their files have the same content."""

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from grader import __version__
from grader.errors import InputError
from grader.exercise.installed import GROUP, PREFIX
from grader.exercise.loading import CASEBOOK, Exercise

EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip archive can hold
READABLE, EXECUTABLE = 0o100644 << 16, 0o100755 << 16
TAG = "py3-none-any"
WHEEL = f"Wheel-Version: 1.0\nGenerator: torchgrade\nRoot-Is-Purelib: true\nTag: {TAG}\n"
# what a file cannot be called on Windows
UNPORTABLE = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]$|^\.|^(con|prn|aux|nul|com\d|lpt\d)$', re.I)


@dataclass(frozen=True)
class Wheel:
    """A wheel, by the name of its file, and the module that it brings."""

    name: str
    module: str
    content: bytes


def zipped(files: Mapping[str, bytes], executable: Collection[str] = ()) -> bytes:
    """A zip archive with these files, which says nothing about when or by whom it was made.

    Those named in `executable` can be run as programs.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system = 3
            entry.external_attr = EXECUTABLE if name in executable else READABLE
            target.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def wheel(distribution: str, version: str, module: str, files: Mapping[str, bytes]) -> Wheel:
    """The wheel with these files, to which the list of them is added."""
    record = f"{distribution}-{version}.dist-info/RECORD"
    lines = [f"{_field(name)},{_digest(files[name])},{len(files[name])}" for name in sorted(files)]
    listed = "\n".join([*lines, f"{record},,", ""]).encode()
    content = zipped({**files, record: listed})
    return Wheel(f"{distribution}-{version}-{TAG}.whl", module, content)


def mark_of(files: Mapping[str, bytes]) -> str:
    """The part of a version that tells one content from another, so that pip replaces it."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\n{len(files[name])}\n".encode() + files[name])
    return f"d{digest.hexdigest()[:8]}"


def exercise_wheel(exercise: Exercise, *, causes: bool = True) -> Wheel:
    """An exercise as a package of its own: what students may see of it, and nothing else.

    Its version depends on its content, so that pip replaces one by another. Without `causes` it has
    no casebook. Raises InputError if no folder can have the exercise's name on every system.
    """
    module = module_of(exercise.name)
    content = _shown_half(exercise, causes=causes)
    files = {f"{module}/{exercise.name}/{name}": text for name, text in content.items()}
    version = f"1+{mark_of(files)}"
    needed = [f"torchgrade>={__version__}", *exercise.packages]
    metadata = [
        "Metadata-Version: 2.1",
        f"Name: {module}",
        f"Version: {version}",
        f"Summary: {' '.join(exercise.title.split())}",
        "Requires-Python: >=3.11",
        *(f"Requires-Dist: {' '.join(one.split())}" for one in needed),
    ]
    about = {
        "METADATA": "\n".join([*metadata, ""]),
        "WHEEL": WHEEL,
        "entry_points.txt": f"[{GROUP}]\n{module} = {module}\n",
    }
    beside = f"{module}-{version}.dist-info"
    files |= {f"{beside}/{name}": text.encode() for name, text in about.items()}
    return wheel(module, version, module, files)


def module_of(name: str) -> str:
    """The package that an exercise of this name is in. Raises InputError."""
    if UNPORTABLE.search(name):
        raise InputError(
            f"{name!r} cannot be the name of a folder on every system. Rename the exercise: "
            "letters, digits, dashes and underscores are safe."
        )
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    if plain != name:  # another name may look like this one now
        plain = f"{plain}_{hashlib.sha256(name.encode()).hexdigest()[:6]}".lstrip("_")
    return PREFIX + plain


def _shown_half(exercise: Exercise, *, causes: bool) -> dict[str, bytes]:
    wanted = [name for name in exercise.shown_files if causes or name != CASEBOOK]
    return {name: exercise.content(name) for name in wanted}


def _digest(content: bytes) -> str:
    digest = hashlib.sha256(content).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _field(name: str) -> str:
    """A field of a table, which has no quotes in it: no file of ours can."""
    return f'"{name}"' if "," in name else name
