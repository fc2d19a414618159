"""No hostile submission gains a point, gets out, or holds up the next one; tests/attacks has them.

Each category runs as root and as an ordinary user, with namespaces and without; after every file, a
right submission is graded by the same processes and must get full marks.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from people import IS_ROOT, ORDINARY, command_as
from places import ATTACKS, ROOT

CATEGORIES = ("forging", "secrets", "liveness", "resources", "network", "injection")
USERS = {"root": 0, "an ordinary user": ORDINARY}
SECONDS = 1.0
TRUSTED_MIB = 300

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox needs Linux")


def files(category: str) -> list[Path]:
    return sorted((ATTACKS / category).glob("*.py"))


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("level", ["full", "no-namespaces"])
@pytest.mark.parametrize("user", USERS)
def test_no_attack_gains_a_point_or_gets_out(user: str, level: str, category: str) -> None:
    if USERS[user] == 0 and not IS_ROOT:
        pytest.skip("only root can run as root")
    chosen = files(category)
    *told, last = attacked(user, level, chosen)
    assert [one["file"] for one in told] == [f"{category}/{file.name}" for file in chosen]
    for one in told:
        assert one["isolation"] == level
        assert one["score"] == 0, one
        assert not one["escaped"], one
        assert not one["secret"], one
        assert not one["unprintable"], one
        assert not one["disturbed"], one
        assert one["control"] == 20, one
    assert last["children"] == []
    assert last["left"] == []
    assert last["disturbed"] == []
    assert last["peak_mib"] < TRUSTED_MIB


def attacked(user: str, level: str, chosen: list[Path]) -> list[dict[str, Any]]:
    script = str(ROOT / "tests" / "support" / "attack_run.py")
    command = [sys.executable, "-B", script, level, str(SECONDS)]
    done = subprocess.run(
        command_as(USERS[user], [*command, *map(str, chosen)]),
        capture_output=True,
        cwd="/",
        # what measures coverage writes where only the one who started it may
        env={key: value for key, value in os.environ.items() if not key.startswith("COV")},
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_attack_says_what_it_tries() -> None:
    every = sorted(ATTACKS.glob("*/*.py"))
    assert len(every) >= 150
    for file in every:
        first = file.read_bytes().split(b"\n")[0].decode("latin-1")
        assert first.startswith("# tries: "), file
        assert len(first) > 20, file


HARMLESS = (
    *("secrets/asks_whether_files_exist.py", "secrets/lists_folders.py"),
    *("network/connects_by_socket.py", "network/sends_udp.py"),
    *("network/connects_to_a_unix_socket.py", "network/connects_to_an_abstract_socket.py"),
)


@pytest.mark.parametrize("user", USERS)
def test_where_nothing_is_confined_the_same_files_do_get_out(user: str) -> None:
    if USERS[user] == 0 and not IS_ROOT:
        pytest.skip("only root can run as root")
    *told, _ = attacked(user, "none", [ATTACKS / name for name in HARMLESS])
    assert [one["file"] for one in told if one["escaped"]] == list(HARMLESS)
