"""The files that a submission may read: the interpreter, torch, numpy and what these need."""

import contextlib
import importlib
import re
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import metadata
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import DistributionFinder
from pathlib import Path
from types import ModuleType

PACKAGES = ("torch", "numpy")
SYSTEM = (
    "/lib/*-linux-gnu",
    "/usr/lib/*-linux-gnu",
    "/lib64",
    "/usr/lib64",
    "/etc/ld.so.cache",
    "/sys/devices/system/cpu",
    "/proc/cpuinfo",
)
EVERYTHING = DistributionFinder.Context()
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")


@cache
def site_entries(packages: tuple[str, ...] = ()) -> dict[str, Path]:
    """Top-level files and folders of what a submission needs, and of further packages, by name."""
    found: dict[str, Path] = {}
    waiting = [*PACKAGES, *packages]
    seen = {one.lower() for one in waiting}
    while waiting:
        try:
            package = metadata.distribution(waiting.pop())
        except metadata.PackageNotFoundError:
            continue
        for top in _tops(package):
            found.setdefault(top, Path(str(package.locate_file(top))))
        for requirement in package.requires or ():
            name = re.match(r"[\w.-]+", requirement)
            if name and "extra ==" not in requirement and name[0].lower() not in seen:
                seen.add(name[0].lower())
                waiting.append(name[0])
    return found


def _tops(package: metadata.Distribution) -> set[str]:
    """Names of a package's files and folders directly in site-packages."""
    # read as text: a path object for each of torch's files takes longer than everything else here
    record = package.read_text("RECORD")
    files = record.splitlines() if record else map(str, package.files or ())
    tops = {re.split("[/,]", file.lstrip('"'), maxsplit=1)[0] for file in files}
    return tops - {"", "..", "__pycache__"}


def load(packages: Sequence[str]) -> None:
    """Import these packages, as far as they are installed."""
    for package in packages:
        with contextlib.suppress(metadata.PackageNotFoundError):
            for top in sorted(_tops(metadata.distribution(package))):
                name = top.removesuffix(".py")
                if name.isidentifier() and not name.startswith("_"):
                    with contextlib.suppress(Exception):  # a submission gets it with its own import
                        importlib.import_module(name)


def readable(packages: Sequence[str] = ()) -> list[str]:
    """Every path that a submission may read, with everything below it."""
    return sorted({str(path) for path in _readable(tuple(packages)) if path.exists()})


def _readable(packages: tuple[str, ...]) -> Iterator[Path]:
    yield Path(__file__).resolve().parent
    yield from site_entries(packages).values()
    for pattern in SYSTEM:
        yield from Path("/").glob(pattern[1:])
    for key in ("stdlib", "platstdlib"):
        for path in Path(sysconfig.get_path(key)).iterdir():
            if path.name not in ("site-packages", "dist-packages"):
                yield path
    shared = sysconfig.get_config_var("LIBDIR")  # where an interpreter keeps its libpython
    if shared and sysconfig.get_config_var("Py_ENABLE_SHARED"):
        yield from Path(shared).glob("libpython*")


class OnlyReadable(MetaPathFinder):
    """Finds modules as Python does, except packages that a submission may not read.

    Without it an import would find the file and then not be allowed to read it, which is not the
    error that a missing package should give.
    """

    def __init__(self, packages: Sequence[str] = ()) -> None:
        self._known = {name.partition(".")[0] for name in site_entries(tuple(packages))}

    def install(self) -> None:
        """Replace the finder that Python starts with."""
        sys.meta_path[sys.meta_path.index(PathFinder)] = self

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where to load a module from, or None."""
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or path is not None or name in self._known:
            return spec
        places = [spec.origin, *(spec.submodule_search_locations or ())]
        return None if any(place and _site(place) for place in places) else spec

    def find_distributions(
        self, context: DistributionFinder.Context = EVERYTHING
    ) -> Iterator[metadata.Distribution]:
        """What is known of installed packages, which some look up when they are imported."""
        return iter(PathFinder.find_distributions(context))

    def invalidate_caches(self) -> None:
        """Forget what is known about the content of folders."""
        PathFinder.invalidate_caches()


def _site(place: str) -> bool:
    return not {"site-packages", "dist-packages"}.isdisjoint(Path(place).parts)
