"""Which files a submission needs: the interpreter, torch, numpy and what these need; no others."""

import re
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import metadata
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
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
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")


@cache
def site_entries() -> dict[str, Path]:
    """Top-level files and folders of the installed packages a submission needs, by name."""
    found: dict[str, Path] = {}
    waiting, seen = list(PACKAGES), set(PACKAGES)
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
    """Names of the files and folders that a package has beside others in site-packages."""
    # read as text: a path object for each of torch's files takes longer than all the rest here
    record = package.read_text("RECORD")
    files = record.splitlines() if record else map(str, package.files or ())
    tops = {re.split("[/,]", file.lstrip('"'), maxsplit=1)[0] for file in files}
    return tops - {"", "..", "__pycache__"}


def readable() -> list[str]:
    """Every path that a submission may read, with all below it."""
    return sorted({str(path) for path in _readable() if path.exists()})


def _readable() -> Iterator[Path]:
    yield Path(__file__).resolve().parent
    yield from site_entries().values()
    for pattern in SYSTEM:
        yield from Path("/").glob(pattern[1:])
    for key in ("stdlib", "platstdlib"):
        for path in Path(sysconfig.get_path(key)).iterdir():
            if path.name not in ("site-packages", "dist-packages"):
                yield path
    shared = sysconfig.get_config_var("LIBDIR")  # where an interpreter has its libpython
    if shared and sysconfig.get_config_var("Py_ENABLE_SHARED"):
        yield from Path(shared).glob("libpython*")


class OnlyReadable(MetaPathFinder):
    """Finds modules as Python does, but no package that a submission may not read.

    Without it an import would find the file and then be refused to read it, an error that nobody
    expects where a package is missing.
    """

    def __init__(self) -> None:
        self._known = {name.partition(".")[0] for name in site_entries()}

    def install(self) -> None:
        """Look for modules in place of the finder that Python starts with."""
        sys.meta_path[sys.meta_path.index(PathFinder)] = self

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where a module is, or None."""
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or path is not None or name in self._known:
            return spec
        places = [spec.origin, *(spec.submodule_search_locations or ())]
        return None if any(place and _site(place) for place in places) else spec

    def invalidate_caches(self) -> None:
        """Forget what folders were seen to hold."""
        PathFinder.invalidate_caches()


def _site(place: str) -> bool:
    return not {"site-packages", "dist-packages"}.isdisjoint(Path(place).parts)
