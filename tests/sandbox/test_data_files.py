"""Submissions find an exercise's data files in their working folder, at every level."""

import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import needs
import numpy
import pytest
import torch

from grader.checks import Look
from grader.errors import WorkerUnavailable
from grader.exercise.data import Data
from grader.exercise.questions import Question
from grader.observations import Observation, Raised, Returned, Text
from grader.sandbox.fork_server import ForkServer
from grader.sandbox.observe import Limits, Work, observe
from grader.sandbox.spawner import Spawner
from grader.sandbox.workers import Workers

LIMITS = Limits(submission_seconds=60, check_seconds=30, memory_bytes=1 << 28)
TEXT = "night,visitors\n1,7\n2,5\n"


def saved_by_numpy() -> bytes:
    file = io.BytesIO()
    numpy.save(file, numpy.array([7.0, 5.0]))
    return file.getvalue()


def saved_by_torch() -> bytes:
    file = io.BytesIO()
    torch.save({"visitors": torch.tensor([7.0, 5.0])}, file)
    return file.getvalue()


DATA: Data = (
    ("nights.csv", TEXT.encode()),
    ("nights.json", b'{"visitors": [7.0, 5.0]}'),
    ("nights.npy", saved_by_numpy()),
    ("nights.pt", saved_by_torch()),
)
IMPORTS = "import csv, glob, json, os, pathlib, numpy, torch\n"
# each gives 12.0
WAYS = {
    "csv": "sum(float(row['visitors']) for row in csv.DictReader(open('nights.csv', newline='')))",
    "lines": "sum(float(one.split(',')[1]) for one in open('nights.csv').readlines()[1:])",
    "path": "sum(json.loads(pathlib.Path('nights.json').read_text())['visitors'])",
    "resolved": "sum(json.loads(pathlib.Path('nights.json').resolve().read_bytes())['visitors'])",
    "dotted": "sum(json.load(open('./nights.json'))['visitors'])",
    "beside this file": (
        "sum(json.load(open(os.path.join(os.path.dirname(__file__), 'nights.json')))['visitors'])"
    ),
    "numpy.loadtxt": "numpy.loadtxt('nights.csv', delimiter=',', skiprows=1)[:, 1].sum()",
    "numpy.genfromtxt": "numpy.genfromtxt('nights.csv', delimiter=',', skip_header=1)[:, 1].sum()",
    "numpy.load": "numpy.load('nights.npy').sum()",
    "numpy.load mapped": "numpy.load('nights.npy', mmap_mode='r').sum()",
    "torch.load": "torch.load('nights.pt', weights_only=True)['visitors'].sum()",
    "torch.load mapped": "torch.load('nights.pt', weights_only=True, mmap=True)['visitors'].sum()",
    "glob": "3.0 * len(glob.glob('nights.*'))",
    "listed": "3.0 * len(os.listdir())",
    "walked": "3.0 * len(next(os.walk('.'))[2])",
    "stat": f"os.stat('nights.csv').st_size - {len(TEXT)} + 12",
    "exists": "12.0 * (os.path.exists('nights.npy') and not os.path.exists('days.npy'))",
    "absolute": "12.0 * os.path.isfile(os.path.join(os.getcwd(), 'nights.csv'))",
}


@pytest.fixture(
    params=[pytest.param("sandbox", marks=needs.sandbox), "workers"], ids=["sandbox", "none"]
)
def anywhere(request: pytest.FixtureRequest) -> Workers:
    workers: Workers = request.getfixturevalue(request.param)
    return workers


def question(function: str) -> Question:
    return Question(function=function, arguments=(), keywords={}, looks=(Look("returned"),))


def seen(workers: Workers, text: str, *functions: str, data: Data = DATA) -> list[Observation]:
    work = Work([("submit.py", text)], [*map(question, functions)], LIMITS, data=data)
    return observe(workers, work).observations


def said(observation: Observation) -> str:
    assert isinstance(observation, Returned), observation
    (((text,),)) = observation.seen
    assert isinstance(text, Text), text
    return text.value


def working_folders() -> set[Path]:
    made = Path(tempfile.gettempdir()).glob("torchgrade-*/nights.csv")
    return {path.parent for path in made}


def test_every_usual_way_to_read_a_file_works(anywhere: Workers) -> None:
    functions = [f"way_{number}" for number in range(len(WAYS))]
    ways = zip(functions, WAYS.values(), strict=True)
    defined = (f"def {name}():\n    return str(float({way}))\n" for name, way in ways)
    observations = seen(anywhere, IMPORTS + "\n".join(defined), *functions)
    found = dict(zip(WAYS, map(said, observations), strict=True))
    assert found == dict.fromkeys(WAYS, "12.0")


def test_a_file_of_another_name_is_not_there(anywhere: Workers) -> None:
    (raised,) = seen(anywhere, "def f():\n    return open('days.csv').read()\n", "f")
    assert isinstance(raised, Raised)
    assert (raised.error, raised.line) == ("FileNotFoundError", 2)
    assert "days.csv" in raised.message


def test_data_may_be_read_at_the_top_level(anywhere: Workers) -> None:
    text = "TEXT = open('nights.csv').read()\ndef f():\n    return TEXT\n"
    assert said(seen(anywhere, text, "f")[0]) == TEXT


CHANGES = """
import os

def changes():
    for way in (lambda: open('nights.csv', 'w').write('1'), lambda: os.remove('nights.csv'),
                lambda: os.chdir('/'), lambda: open('nights.csv', 'a').write('1')):
        try:
            way()
        except OSError:
            pass
    return 'done'

def reads():
    return open('nights.csv').read()
"""


def test_what_one_question_does_to_data_the_next_does_not_see(anywhere: Workers) -> None:
    for _ in range(2):  # the next submission neither
        observations = seen(anywhere, CHANGES, "reads", "changes", "reads", "changes", "reads")
        assert [said(one) for one in observations] == [TEXT, "done", TEXT, "done", TEXT]


def test_each_submission_of_one_server_has_its_own_data(anywhere: Workers) -> None:
    reads = "import os\ndef f():\n    return ' '.join(sorted(os.listdir())) + open('a').read()\n"
    for content in ("1", "2"):
        (one,) = seen(anywhere, reads, "f", data=(("a", content.encode()),))
        assert said(one) == f"a{content}"
    lists = "import os\ndef f():\n    return str(os.path.exists('a'))\n"
    (without,) = seen(anywhere, lists, "f", data=())
    assert said(without) == "False"


def test_large_data_leaves_room_for_files_and_memory(anywhere: Workers) -> None:
    large: Data = (("large", bytes(12 << 20)),)
    text = """
def f():
    return str(len(open('large', 'rb').read()))
"""
    (one,) = seen(anywhere, text, "f", data=large)
    assert said(one) == str(12 << 20)


def test_nothing_is_written_where_the_command_was_started(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("nights.csv").write_text("their own")
    before = working_folders()
    text = "def f():\n    open('model.pt', 'w').write('1')\n    return open('nights.csv').read()\n"
    server = ForkServer()
    try:
        assert said(seen(server, text, "f")[0]) == TEXT
    finally:
        server.close()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "nights.csv": "their own"
    }
    assert working_folders() == before


def test_no_working_folder_stays_when_a_submission_is_lost(anywhere: Workers) -> None:
    before = working_folders()
    hangs = "import os\ndef f():\n    os.kill(os.getpid(), 9)\n"
    seen(anywhere, f"{hangs}\ndef g():\n    os._exit(3)\n", "f", "g")
    assert working_folders() == before


@pytest.fixture
def spawner() -> Iterator[Spawner]:
    spawner = Spawner()
    yield spawner
    spawner.close()


def test_a_process_for_each_submission_has_the_data_too(spawner: Spawner) -> None:
    before = working_folders()
    observations = seen(spawner, CHANGES, "changes", "reads")
    assert [said(one) for one in observations] == ["done", TEXT]
    assert working_folders() == before


def test_where_data_cannot_be_written_nothing_is_graded(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "folder"))
    (tmp_path / "folder").rmdir()
    with pytest.raises(WorkerUnavailable, match="set TMPDIR to another folder"):
        workers.worker(1 << 28, DATA)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    workers.worker(1 << 28, DATA).close()
    assert list(tmp_path.iterdir()) == []


@needs.linux
@needs.root
def test_where_submissions_are_other_users_root_keeps_the_data() -> None:
    server = ForkServer(users_from=62_000)
    changes = CHANGES.replace("return 'done'", "return str(os.access('.', os.W_OK))")
    try:
        observations = seen(server, changes, "changes", "reads")
    finally:
        server.close()
    assert [said(one) for one in observations] == ["False", TEXT]
    assert os.geteuid() == 0
