"""What tests need of the machine that they run on, such as a browser or a kernel's help.

A test is marked with what it needs, as by `@needs.chromium`; a fixture says
`needs.require("chromium")`. Where it is missing, the test is skipped, and the last lines of the run
say how many were and what to do. With GRADE_TESTS_REQUIRE_ALL set, the test fails instead.
"""

import ctypes
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from people import IS_ROOT, ORDINARY, command_as

REQUIRE_ALL = "GRADE_TESTS_REQUIRE_ALL"
LANDLOCK_CREATE_RULESET = 444
LARGE_PAGES = Path("/sys/kernel/mm/transparent_hugepage")
# The least version of Landlock beside namespaces, and the least without them.
LANDLOCK, LANDLOCK_ALONE = 1, 3
# Namespaces of users, mounts, networks and processes, as the sandbox asks for them.
UNSHARE = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x70020000) != 0)"


@dataclass(frozen=True)
class Need:
    """Something that may be missing, what to do then, and which tests are skipped without it."""

    tests: str
    missing: str
    is_there: Callable[[], bool]


@cache
def chromium_path() -> str | None:
    """Where Chromium is, if it is installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@cache
def landlock_version() -> int:
    """The version of Landlock that this kernel has, 0 or less for none."""
    if not _is_linux():
        return 0
    return int(ctypes.CDLL(None).syscall(LANDLOCK_CREATE_RULESET, None, 0, 1))


def _has_large_pages() -> bool:
    return _is_linux() and _kernel() >= (6, 1) and LARGE_PAGES.exists()


def _kernel() -> tuple[int, ...]:
    """The version of this kernel: two numbers."""
    first, second, *_ = re.findall(r"\d+", platform.release())
    return int(first), int(second)


@cache
def _has_namespaces() -> bool:
    if not (_is_linux() and _can_change_user()):
        return False
    command = command_as(ORDINARY, [sys.executable, "-I", "-c", UNSHARE])
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _is_linux() -> bool:
    return sys.platform == "linux"


def _can_change_user() -> bool:
    """Whether a command can be run as an ordinary user, which an ordinary user always can."""
    return not IS_ROOT or bool(shutil.which("unshare") and shutil.which("setpriv"))


@cache
def _has_package_index() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", folder, "click"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _has_full_sandbox() -> bool:
    return landlock_version() >= LANDLOCK and _has_namespaces()


def _has_sandbox() -> bool:
    return landlock_version() >= LANDLOCK_ALONE or _has_full_sandbox()


NEEDS = {
    "linux": Need("for Linux", "this is another system", _is_linux),
    "unix": Need(
        "of commands for a Unix shell", "this is Windows", lambda: sys.platform != "win32"
    ),
    "chromium": Need(
        "of pages",
        "Chromium is not installed (apt install chromium)",
        lambda: chromium_path() is not None,
    ),
    "root": Need(
        "of what only root can do",
        "this user is not root (sudo make test)",
        lambda: IS_ROOT and _can_change_user(),
    ),
    "ordinary_user": Need(
        "as an ordinary user",
        "root needs unshare and setpriv to become one (apt install util-linux)",
        _can_change_user,
    ),
    "namespaces": Need(
        "of the sandbox with namespaces",
        "users have no namespaces here (sysctl kernel.unprivileged_userns_clone=1; "
        "in Docker: --privileged)",
        _has_full_sandbox,
    ),
    "landlock": Need(
        "of the sandbox without namespaces",
        f"this kernel has no Landlock {LANDLOCK_ALONE} (use Linux 6.2 or later)",
        lambda: landlock_version() >= LANDLOCK_ALONE,
    ),
    "large_pages": Need(
        "of memory in large pages",
        "this kernel gives none when asked (use Linux 6.1 or later)",
        _has_large_pages,
    ),
    "openssl": Need(
        "of certificates",
        "openssl is not installed (apt install openssl)",
        lambda: shutil.which("openssl") is not None,
    ),
    "index": Need(
        "of new environments",
        "pip finds no packages here (connect to the internet)",
        _has_package_index,
    ),
    "sandbox": Need(
        "of classes in the sandbox",
        "the sandbox needs Linux 6.2 or later, or user namespaces (in Docker: --privileged)",
        _has_sandbox,
    ),
}

linux = pytest.mark.needs("linux")
unix = pytest.mark.needs("unix")
chromium = pytest.mark.needs("chromium")
root = pytest.mark.needs("root")
ordinary_user = pytest.mark.needs("ordinary_user")
namespaces = pytest.mark.needs("namespaces")
landlock = pytest.mark.needs("landlock")
large_pages = pytest.mark.needs("large_pages")
openssl = pytest.mark.needs("openssl")
index = pytest.mark.needs("index")
sandbox = pytest.mark.needs("sandbox")


def require(*names: str) -> None:
    """Return where all of this is there; else skip the test, or fail it."""
    for name in names:
        need = NEEDS[name]
        if need.is_there():
            continue
        if os.environ.get(REQUIRE_ALL):
            pytest.fail(f"{need.missing}; {REQUIRE_ALL} is set", pytrace=False)
        pytest.skip(need.missing)


def summary(reasons: Iterable[str]) -> Iterator[str]:
    """A line for each reason for which tests were skipped."""
    known = {need.missing: f" {need.tests}" for need in NEEDS.values()}
    for reason, count in sorted(Counter(reasons).items()):
        tests = ("test" if count == 1 else "tests") + known.get(reason, "")
        yield f"{count} {tests} {'was' if count == 1 else 'were'} skipped: {reason}"
