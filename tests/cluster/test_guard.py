"""No pickle is read that names anything but what a task consists of."""

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cluster.guard import GUARD, OF_WORKERS, TASK, Refused


class Touches:
    """Makes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return open, (str(self.file), "w")


@pytest.fixture(autouse=True)
def inactive_again() -> Iterator[None]:
    yield
    GUARD.deactivate()


def test_a_hostile_pickle_is_refused_unread(tmp_path: Path) -> None:
    message = pickle.dumps(Touches(tmp_path / "canary"))
    GUARD.activate()
    with pytest.raises(Refused, match=r"io\.open"):
        pickle.loads(message)
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_every_protocol_of_pickle_is_guarded(tmp_path: Path, protocol: int) -> None:
    message = pickle.dumps(Touches(tmp_path / "canary"), protocol)
    GUARD.activate(OF_WORKERS)
    with pytest.raises(Refused):
        pickle.loads(message)
    assert not (tmp_path / "canary").exists()


def test_pickles_without_names_are_only_data() -> None:
    GUARD.activate()
    assert pickle.loads(pickle.dumps([1, "two", b"three", None])) == [1, "two", b"three", None]


def test_a_worker_may_read_its_task() -> None:
    from grader.cluster.worker import asked

    GUARD.activate(OF_WORKERS)
    assert pickle.loads(pickle.dumps(asked)) is asked


@given(
    st.sampled_from(["os", "builtins", "grader.cluster", TASK[0]]),
    st.text(st.characters(codec="utf-8"), max_size=20),
)
def test_no_other_name_is_allowed(module: str, name: str) -> None:
    if (module, name) in OF_WORKERS:
        return
    message = b"\x80\x04"
    for part in (module.encode(), name.encode()):
        message += pickle.SHORT_BINUNICODE + bytes([len(part)]) + part
    message += pickle.STACK_GLOBAL + pickle.STOP
    GUARD.activate(OF_WORKERS)
    try:
        with pytest.raises((Refused, pickle.UnpicklingError, UnicodeDecodeError)):
            pickle.loads(message)
    finally:
        GUARD.deactivate()


def test_what_was_refused_is_allowed_afterwards(tmp_path: Path) -> None:
    message = pickle.dumps(Touches(tmp_path / "file"))
    GUARD.activate()
    GUARD.deactivate()
    pickle.loads(message).close()
    assert (tmp_path / "file").exists()
