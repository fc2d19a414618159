"""The wheel of this package: built in a checkout, otherwise packed from what pip installed."""

import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from importlib.metadata import Distribution
from importlib.util import find_spec
from pathlib import Path

from grader.errors import GraderError, InputError
from grader.exercise.data import listed_files
from grader.exercise.folders import OPTIONAL_FILES, REQUIRED_FILES, SETTINGS_FILE
from grader.exercise.loading import CASEBOOK
from grader.handout.wheels import Wheel, mark_of, wheel

NAME = "torchgrade"
MODULE = "grader"
WITHOUT_CAUSES = "without.causes."
BUILD_LIMIT_SECONDS = 120
# what pip adds to what it installs
OF_PIP = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"}
VERSION = re.compile(r"^Version: (.+)$", re.MULTILINE)


def own_wheel(*, causes: bool = True) -> Wheel:
    """The wheel of this package, with the exercises that come with it.

    Its version depends on its content, so that pip replaces one by another. Without `causes`, no
    exercise has its casebook. Raises InputError if there is nothing to make it from.
    """
    package = Path(__file__).resolve().parents[1]
    files = _built(package.parent) if _is_checkout(package.parent) else _installed(package)
    files = {name: one for name, one in files.items() if _belongs(name, files)}
    about = next(name for name in files if name.endswith(".dist-info/METADATA"))
    folder, metadata = about.partition("/")[0], files[about].decode()
    found = VERSION.search(metadata)
    base = found[1].strip().partition("+")[0] if found else ""
    if not causes:
        files = {name: one for name, one in files.items() if not name.endswith(f"/{CASEBOOK}")}
    code = {name: one for name, one in files.items() if not name.startswith(f"{folder}/")}
    version = f"{base}+{'' if causes else WITHOUT_CAUSES}{mark_of(code)}"
    files[about] = VERSION.sub(f"Version: {version}", metadata, count=1).encode()
    renamed = f"{NAME}-{version}.dist-info"
    files = {name.replace(f"{folder}/", f"{renamed}/", 1): one for name, one in files.items()}
    return wheel(NAME, version, MODULE, files)


def _belongs(name: str, files: Mapping[str, bytes]) -> bool:
    """Whether a file is to travel: of an exercise, only what students are meant to see.

    An author's draft or an editor's backup may lie beside it.
    """
    parts = name.split("/")
    if parts[:2] != [MODULE, "exercises"]:
        return True
    settings = files.get("/".join([*parts[:3], SETTINGS_FILE]), b"")
    known = {*REQUIRED_FILES, *OPTIONAL_FILES, *listed_files(settings)}
    return len(parts) == 4 and parts[3] in known


def _is_checkout(root: Path) -> bool:
    try:
        project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        return bool(project["name"] == NAME)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _built(root: Path) -> dict[str, bytes]:
    """The files of the wheel that the checkout builds."""
    if find_spec("hatchling") is None:
        raise InputError(
            "Building the wheel of a checkout needs hatchling, which is not installed. "
            "Install it: pip install 'torchgrade[instructor]'."
        )
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        try:
            ran = subprocess.run(
                command, cwd=root, capture_output=True, timeout=BUILD_LIMIT_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise GraderError(f"The wheel of {root} could not be built: {error}.") from error
        built = list(Path(folder).glob("*.whl"))
        if not built:
            last = ran.stderr.decode(errors="replace").strip().rpartition("\n")[2]
            raise GraderError(f"The wheel of {root} could not be built: {last}")
        with zipfile.ZipFile(built[0]) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/RECORD")]
            return {name: archive.read(name) for name in names}


def _installed(package: Path) -> dict[str, bytes]:
    """The files that pip installed, without compiled files and pip's own."""
    place = package.parent
    found = next(iter(place.glob(f"{NAME}-*.dist-info")), None)
    listed = Distribution.at(found).files if found else None
    if listed is None:
        raise InputError(
            f"No wheel can be made of {package}: pip did not install it, and it is no checkout. "
            f"Install {NAME} with pip, or run this command in a checkout."
        )
    files = {}
    for path in listed:
        name = path.as_posix()
        if ".." in path.parts or path.suffix == ".pyc" or path.is_absolute():
            continue  # the command, and what Python compiled
        if path.parent.suffix == ".dist-info" and path.name in OF_PIP:
            continue
        try:
            files[name] = (place / name).read_bytes()
        except OSError as error:
            raise InputError(
                f"{place / name} cannot be read: {error.strerror}. Install {NAME} again: "
                f"pip install --force-reinstall --no-deps {NAME}."
            ) from error
    return files
