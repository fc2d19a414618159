"""The commands and the Python of the documentation do what the pages say.

Each page is followed in a temporary folder, from its first block to its last. A command that is not
run here stands in NOT_RUN, or its program in NEVER_RUN, with the reason.
"""

import os
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import needs
import pytest
from commands import Run
from exercise_factory import write_exercise
from pages import PAGES, Block, blocks
from places import HIDDEN, ROOT

from grader.course.reading import Worth, read_course
from grader.exercise.folders import default_folders
from grader.exercise.loading import load_all

NO_DOCKER = "needs a Docker engine, which most machines for tests lack"
NO_CLUSTER = "needs other machines; tests/cluster runs the same on this one"
BY_MAKE = "installs gigabytes; `make` has installed the same for this test"
NOT_RUN = {
    "make test": "is what runs this test",
    "python -m pytest": "is what runs this test",
    "python -m venv .venv": BY_MAKE,
    "source .venv/bin/activate": BY_MAKE,
    'pip install -c constraints.txt -e ".[dev]"': BY_MAKE,
    'pip install -c constraints.txt -e ".[instructor]"': BY_MAKE,
    'pip install -c constraints.txt -e ".[nbgrader]"': BY_MAKE,
    "grade lint linear_regression": "takes a minute, and is a part of `make lint`",
    "grade lint softmax --seeds 200": "takes minutes; the line before it asks with fewer seeds",
    "grade watch submit.py": "runs until Ctrl-C; tests/watching runs it",
    "grade watch solutions/softmax/solution.py": "runs until Ctrl-C; tests/watching runs it",
    "grade watch solutions/softmax/mistakes/forgets_the_maximum.py": "as the line before it",
    'pip install -c constraints.txt -e ".[cluster]"': BY_MAKE,
    "docker build --tag torchgrade .": NO_DOCKER,
    'docker run --rm --network none --volume "$PWD:/course" torchgrade class submissions/ '
    "--output graded/": NO_DOCKER,
    "chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1216,1440 "
    "--virtual-time-budget=3000 --screenshot=docs/images/feedback.png docs/images/screenshot.html":
    "draws over the picture in the repository; tests/render looks at pages in the same browser",
    "docker build --tag registry.example/torchgrade:0.1.0 .": NO_DOCKER,
    "docker build --target worker --tag registry.example/torchgrade-worker:0.1.0 .": NO_DOCKER,
    "python docs/slurm.py tls": "needs Slurm; tests/cluster/test_slurm.py has a stand-in",
    "grade class submissions/ --output graded/ --scheduler tcp://HOST:8786": NO_CLUSTER,
    "grade class submissions/ --output graded/ --scheduler tls://ADDRESS:PORT --tls-ca "
    "tls/cluster.pem --tls-cert tls/cluster.pem --tls-key tls/cluster.key": NO_CLUSTER,
    "grade class submissions/ --output graded/ --scheduler tls://HOST:8786 --tls-ca "
    "tls/cluster.pem --tls-cert tls/cluster.pem --tls-key tls/cluster.key": NO_CLUSTER,
    "grade class section-1/ --output graded-1/ --scheduler tcp://HOST1:8786": NO_CLUSTER,
    "grade class section-2/ --output graded-2/ --scheduler tcp://HOST2:8786": NO_CLUSTER,
}  # fmt: skip
# Programs of which no command is run.
NEVER_RUN = {
    "dask": "runs until Ctrl-C; tests/cluster runs it, and tests/test_docs.py reads every command",
    "kubectl": "needs Kubernetes; tests/cluster/test_kubernetes.py reads the file",
    "openssl": "may be missing; tests/cluster/test_slurm.py makes such a certificate",
    "ssh": NO_CLUSTER,
}
# Graders of wrong submissions say so.
POINTS_MISSING = 1
CODES = {
    "grade linear_regression/submit.py": POINTS_MISSING,  # the stub
    "grade solutions/linear_regression/mistakes/never_clears_gradients.py": POINTS_MISSING,
    "grade build/submit.py --seed 1 --format html --output build/feedback.html": POINTS_MISSING,
}
# Diagrams, formulas and parts of other files.
TEXTS = ("submission → questions", "absolute + relative", "## Equivalent slips", "data = [")

FORGETS = "def softmax(logits):\n    powers = torch.exp(logits)\n    return powers / powers.sum()\n"
SOFTMAX = {
    "exercises/README.md": "Write `softmax(logits)`, which returns probabilities.\n",
    "exercises/exercise.toml": """\
title = "Probabilities"
order = 9
functions = ["softmax"]
time_limit_seconds = 20
check_time_limit_seconds = 5
memory_limit_mib = 256
""",
    "exercises/submit.py": '''\
# exercise: softmax
import torch


def softmax(logits):
    """Return the probability of each class."""
    raise NotImplementedError
''',
    "exercises/checks.py": """\
from grader.checks import check, function, returns, tensor

softmax = function("softmax")
checks = [check("softmax of equal logits is even", softmax(tensor([0.0, 0.0])),
                returns([0.5, 0.5]), points=1, hint="What is exp(0)?")]
""",
    "solutions/solution.py": "import torch\n\n\ndef softmax(logits):\n"
    "    return torch.softmax(logits, 0)\n",
    "solutions/checks.py": """\
from grader.checks import REFERENCE, check, function, numbers, returns, tensor

softmax = function("softmax")
checks = [
    check("softmax is right for any logits", softmax(tensor(numbers(3, -2.0, 2.0))),
          returns(REFERENCE), points=1, trials=2, hint="Do the probabilities add up to 1?"),
    check("softmax is right for large logits", softmax(tensor(numbers(3, 200.0, 202.0))),
          returns(REFERENCE), points=1, hint="What is exp(200)?"),
]
""",
    "solutions/accepted/adds.py": None,
    "solutions/accepted/subtracts.py": "import torch\n\n\ndef softmax(logits):\n"
    "    powers = torch.exp(logits - logits.max())\n    return powers / powers.sum()\n",
    "solutions/mistakes/squares.py": None,
    "solutions/mistakes/halves.py": None,
    "solutions/mistakes/takes_no_powers.py": '"""The logits are divided by their sum. Can a '
    'probability be negative?"""\n\n\ndef softmax(logits):\n    return logits / logits.sum()\n',
}  # fmt: skip


class Reader:
    """Somebody who follows a page, in a folder that has what its commands are about."""

    def __init__(self, folder: Path, grade: Run) -> None:
        self.folder = folder
        self._grade = grade
        self._environment = {
            "GRADE_EXERCISES": str(folder / "exercises"),
            "GRADE_SOLUTIONS": str(folder / "solutions"),
        }

    def follow(self, block: Block) -> None:
        """Run the commands of a block, or the Python that it contains."""
        if block.kind == "python":
            self._run_python(block.text)
        folder = self.folder
        for command in block.commands if block.kind == "shell" else []:
            if command.startswith("cd "):
                folder /= command.removeprefix("cd ")
            elif command not in NOT_RUN and command.split()[0] not in NEVER_RUN:
                self.run(command, folder)

    def run(self, command: str, folder: Path | None = None) -> None:
        """Run a command, `grade` in this process, and expect the exit code that it should have."""
        first, *words = shlex.split(command)
        if first == "grade":
            ran = self._grade(*words, cwd=folder or self.folder, **self._environment)
            code, said = ran.code, ran.out + ran.err
        else:
            code, said = self._run_shell(command, folder or self.folder)
        assert code == CODES.get(command, 0), f"{command}\n{said}"

    def _run_shell(self, command: str, folder: Path) -> tuple[int, str]:
        programs = str(Path(sys.executable).parent)
        if command.startswith("make "):
            # this environment will do, whether or not `make` has made it
            folder, command = ROOT, f"{command} --old-file=.venv/ready BIN={programs}"
        done = subprocess.run(
            ["bash", "-ec", command],
            cwd=folder,
            env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def _run_python(self, text: str) -> None:
        solution = runpy.run_path(str(HIDDEN / "solution.py"))
        names = {"compute_loss": solution["compute_loss"], "summary": max}
        exec(compile(text, "page", "exec"), names)


@pytest.fixture
def reader(tmp_path: Path, grade: Run) -> Reader:
    """A reader with a right submission, a class, and softmax beside the other exercises."""
    for half in ("exercises", "solutions"):
        shutil.copytree(ROOT / half, tmp_path / half)
    write_exercise(tmp_path, SOFTMAX, name="softmax")
    marked = "# exercise: linear_regression\n"
    solution = (HIDDEN / "solution.py").read_text(encoding="utf-8")
    (tmp_path / "submit.py").write_text(marked + solution, encoding="utf-8")
    submissions = tmp_path / "submissions"
    submissions.mkdir()
    right = SOFTMAX["solutions/solution.py"]
    wrong = "import torch\n\n\n" + FORGETS
    for student, text in {"alice": wrong, "alicia": wrong, "bob": right}.items():
        (submissions / f"{student}.py").write_text(f"# exercise: softmax\n{text}")
    return Reader(tmp_path, grade)


def before_authors(reader: Reader) -> None:
    """The mistake is written, and the casebook made."""
    mistake = reader.folder / "solutions" / "softmax" / "mistakes" / "forgets_the_maximum.py"
    mistake.write_text(f'"""exp of a large number is inf. Which is the largest?"""\n\n\n{FORGETS}')
    reader.run("grade casebook softmax")


CANVAS = """\
Student,ID,SIS Login ID,Section,Probabilities (12)
    Points Possible,,,,3.00
"Liddell, Alice",4001,alice,A,
"""
WORKSHEET = """\
Identifier,Full name,ID number,Grade,Maximum Grade,Grade can be changed,Last modified (grade)
Participant 71,Alice Liddell,alice,,3.00,Yes,-
"""


def before_instructors(reader: Reader) -> None:
    """Two platforms have exported their files."""
    (reader.folder / "canvas.csv").write_text(CANVAS)
    (reader.folder / "worksheet.csv").write_text(WORKSHEET)


def before_questions(reader: Reader) -> None:
    """The class has been graded."""
    reader.run("grade class submissions/ --output graded/")


def hand_in(reader: Reader) -> None:
    """A student hands in the assignment that the page has made, as it is."""
    course = reader.folder / "mycourse"
    made = course / "release" / "linear_regression"
    shutil.copytree(made, course / "submitted" / "alice" / "linear_regression")


Step = Callable[[Reader], None]
BEFORE: dict[str, Step] = {
    "authors": before_authors,
    "instructors": before_instructors,
    "questions": before_questions,
}
AFTER_FIRST: dict[str, Step] = {"nbgrader": hand_in}
NEEDS = {
    "README": "sandbox",
    "instructors": "sandbox",
    "questions": "sandbox",
    "scale": "sandbox",
    "nbgrader": "sandbox",
}
SLOW = {"nbgrader", "scale"}  # whose own commands take most of a minute
# the examples of the reference are graded in test_reference.py
followed = [page for page in PAGES if page.stem != "reference" and blocks(page)]
stories = [
    pytest.param(page, marks=pytest.mark.slow if page.stem in SLOW else (), id=page.stem)
    for page in followed
]


@needs.unix
@pytest.mark.parametrize("page", stories)
def test_commands_of_a_page_run_in_order(page: Path, reader: Reader) -> None:
    if page.stem in NEEDS:
        needs.require(NEEDS[page.stem])
    if page.stem in BEFORE:
        BEFORE[page.stem](reader)
    for place, block in enumerate(blocks(page)):
        reader.follow(block)
        if not place and page.stem in AFTER_FIRST:
            AFTER_FIRST[page.stem](reader)


def test_the_course_file_of_the_pages_is_one_that_is_read(tmp_path: Path) -> None:
    (shown,) = (block for page in PAGES for block in blocks(page) if block.kind == "toml")
    file = tmp_path / "course.toml"
    file.write_text(shown.text, encoding="utf-8")
    for exercise in load_all(default_folders()):
        checks = {check.title: check.points for check in exercise.checks}
        rules = read_course(file, Worth(exercise.name, sum(checks.values()), checks))
        assert rules.late is not None
        assert bool(rules.due) != bool(rules.note)


@pytest.mark.parametrize("page", followed, ids=lambda page: page.stem)
def test_blocks_of_text_are_known_ones(page: Path) -> None:
    for block in blocks(page):
        assert block.kind != "text" or block.text.startswith(TEXTS), block.text


def test_only_commands_of_pages_are_left_out() -> None:
    written = {command for page in PAGES for block in blocks(page) for command in block.commands}
    assert set(NOT_RUN) | set(CODES) <= written
    assert set(NEVER_RUN) <= {command.split()[0] for command in written}
    assert all(NOT_RUN.values())
    assert all(NEVER_RUN.values())
