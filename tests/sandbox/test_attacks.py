"""No hostile submission gains a point, gets out, or holds up the next one; tests/attacks has them.

The quick suite runs every attack as an ordinary user, with namespaces and without, and as root
where being root matters. `make test-all` runs all of them as root too, and grades a right
submission by the same processes after every single attack of an ordinary user, not only after some.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import needs
import pytest
from people import ATTACKER, command_as
from places import ATTACKS, ROOT

CATEGORIES = ("forging", "secrets", "liveness", "resources", "network", "injection", "proxies")
# Root may read every file, is above most limits, and may make any network: there the sandbox has to
# take away what it does not have to take from others. What forging, hanging and printing meet, the
# worker's protocol, deadlines and the report, is the same code for everybody.
WHERE_ROOT_MATTERS = ("secrets", "resources", "network")
ORDINARY_USER = pytest.param(ATTACKER, id="an ordinary user", marks=needs.ordinary_user)
ROOT_USER = pytest.param(0, id="root", marks=needs.root)
LEVELS = [
    pytest.param("full", marks=needs.namespaces),
    pytest.param("no-namespaces", marks=needs.landlock),
]
SECONDS = 1.0
TRUSTED_MIB = 300
# In the quick suite: so many attacks, some at once, before it is looked at what came of them.
BATCH = 12
AT_ONCE = 6
# Of an exercise that names it, submissions may read more folders; see test_packages.py.
PACKAGE = "jsonschema"
# And one with a data file has another working folder.
DATA = "nights.csv"

pytestmark = needs.linux


def files(category: str) -> list[Path]:
    return sorted((ATTACKS / category).glob("*.py"))


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("level", LEVELS)
@needs.ordinary_user
def test_no_attack_by_an_ordinary_user_succeeds(level: str, category: str) -> None:
    nothing_succeeds(ATTACKER, level, category, BATCH, AT_ONCE)


@pytest.mark.parametrize("category", WHERE_ROOT_MATTERS)
@pytest.mark.parametrize("level", LEVELS)
@needs.root
def test_no_attack_succeeds_when_root_grades(level: str, category: str) -> None:
    nothing_succeeds(0, level, category, BATCH, AT_ONCE)


@pytest.mark.slow
@pytest.mark.parametrize("category", [one for one in CATEGORIES if one not in WHERE_ROOT_MATTERS])
@pytest.mark.parametrize("level", LEVELS)
@needs.root
def test_no_attack_succeeds_when_root_grades_where_root_does_not_matter(
    level: str, category: str
) -> None:
    nothing_succeeds(0, level, category, BATCH, AT_ONCE)


@pytest.mark.slow
@pytest.mark.parametrize("category", CATEGORIES)
@needs.ordinary_user
@needs.namespaces
def test_no_single_attack_disturbs_the_next_submission(category: str) -> None:
    nothing_succeeds(ATTACKER, "full", category)


@pytest.mark.parametrize("level", LEVELS)
@needs.ordinary_user
def test_no_secret_is_read_where_a_package_may_be(level: str) -> None:
    nothing_succeeds(ATTACKER, level, "secrets", BATCH, AT_ONCE, PACKAGE)


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@needs.root
def test_no_secret_of_root_is_read_where_a_package_may_be(level: str) -> None:
    nothing_succeeds(0, level, "secrets", BATCH, AT_ONCE, PACKAGE)


@pytest.mark.slow
@pytest.mark.parametrize("category", CATEGORIES)
@needs.ordinary_user
@needs.namespaces
def test_no_attack_on_a_worker_of_a_cluster_succeeds(category: str) -> None:
    # of a user of its own: dask's files would be taken for those of attacks that run beside this
    user = ATTACKER + 1 + CATEGORIES.index(category)
    nothing_succeeds(user, "full", category, BATCH, at_once=2, CLUSTER="1")


@pytest.mark.parametrize("category", ["data", "authors_data"])
@pytest.mark.parametrize("user", [ROOT_USER, ORDINARY_USER])
@pytest.mark.parametrize("level", LEVELS)
def test_no_attack_on_a_data_file_succeeds(level: str, user: int, category: str) -> None:
    nothing_succeeds(user, level, category, BATCH, AT_ONCE, data=DATA)


@pytest.mark.slow
@pytest.mark.parametrize("user", [ROOT_USER, ORDINARY_USER])
@pytest.mark.parametrize("level", LEVELS)
def test_no_secret_is_read_where_a_data_file_is(level: str, user: int) -> None:
    nothing_succeeds(user, level, "secrets", BATCH, AT_ONCE, data=DATA)


@needs.ordinary_user
def test_no_attack_on_a_data_file_reaches_the_next_without_a_sandbox() -> None:
    nothing_succeeds(ATTACKER, "none", "data", data=DATA)


def nothing_succeeds(
    user: int,
    level: str,
    category: str,
    batch: int = 1,
    at_once: int = 1,
    packages: str = "",
    data: str = "",
    **environment: str,
) -> None:
    """Run a category of attacks and see that not one of them comes to anything."""
    chosen = files(category)
    *seen, last = attacked(user, level, chosen, batch, at_once, packages, data, **environment)
    assert [one["file"] for one in seen] == [f"{category}/{file.name}" for file in chosen]
    for one in seen:
        assert one["isolation"] == level
        assert one["score"] == 0, one
        assert not one["escaped"], one
        assert not one["secret"], one
        assert not one["unprintable"], one
        assert not one["disturbed"], one
        assert one["control"], one
    assert last["control"], last
    assert last["children"] == []
    assert last["left"] == []
    assert last["disturbed"] == []
    assert last["peak_mib"] < TRUSTED_MIB


def attacked(
    user: int,
    level: str,
    chosen: list[Path],
    batch: int = 1,
    at_once: int = 1,
    packages: str = "",
    data: str = "",
    **environment: str,
) -> list[dict[str, Any]]:
    script = str(ROOT / "tests" / "support" / "attack_run.py")
    command = [sys.executable, "-B", script, level, str(SECONDS), *map(str, chosen)]
    # what measures coverage writes where only the one who started it may
    kept = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    done = subprocess.run(
        command_as(user, command),
        capture_output=True,
        cwd="/",
        env={
            **kept,
            "BATCH": str(batch),
            "AT_ONCE": str(at_once),
            "PACKAGES": packages,
            "DATA": data,
            **environment,
        },
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


@pytest.mark.parametrize("user", [ROOT_USER, ORDINARY_USER])
def test_where_nothing_is_confined_the_same_files_do_get_out(user: int) -> None:
    *seen, _ = attacked(user, "none", [ATTACKS / name for name in HARMLESS])
    assert [one["file"] for one in seen if one["escaped"]] == list(HARMLESS)
