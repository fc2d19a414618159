"""In Colab and Kaggle nothing is replaced, and a notebook runs from top to bottom."""

import json
import os
import subprocess
import sysconfig
import tomllib
import venv
from pathlib import Path
from typing import Any

import needs
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from places import ROOT
from reports import RIGHT, TRAINING, mistake

from grader.exercise.folders import default_folders
from grader.exercise.loading import load
from grader.handout.notebook import notebook
from grader.handout.own_wheel import own_wheel

LIST = ROOT / "tests" / "colab_packages.txt"
# what Colab has to install; nothing that it has needs another version for it
NEW = {"msgspec"}
RAISES = """\
def compute_loss(tasks, questions, theta_0, theta_1):
    numbers = torch.tensor(tasks)
    return numbers @ questions
"""
RUN = """
import nbformat, sys
from nbclient import NotebookClient
read = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(read, kernel_name="python3", timeout=200).execute()
nbformat.write(read, sys.argv[1])
"""


def versions() -> dict[str, str]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def required() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(text) for text in project["dependencies"]]


def test_no_version_that_colab_has_is_refused() -> None:
    there, missing = versions(), set()
    for one in required():
        if canonicalize_name(one.name) not in there:
            missing.add(one.name)
        else:
            assert one.specifier.contains(there[canonicalize_name(one.name)]), one
    assert missing == NEW


# ------------------------------------------------------------------ with the IPython of Colab


@pytest.fixture
def colab(tmp_path: Path) -> Path:
    """A Python with Colab's IPython and kernel; all else comes from this environment."""
    folder = tmp_path / "colab"
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    place = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    there = versions()
    names = ("ipython", "ipykernel", "jupyter-client", "nbclient", "traitlets", "decorator")
    pinned = [f"{name}=={there[name]}" for name in names]
    wheel = own_wheel()
    (tmp_path / wheel.name).write_bytes(wheel.content)
    for words in (pinned, ["--no-deps", str(tmp_path / wheel.name)]):
        command = [str(python), "-m", "pip", "install", "--quiet", *words]
        subprocess.run(command, check=True, timeout=300, capture_output=True)
    (place / "zz_rest.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def shown(cell: dict[str, Any]) -> tuple[str, str]:
    """What a cell shows, as text on one line and as HTML."""
    data = [output.get("data", {}) for output in cell["outputs"]]
    texts, pages = (
        "".join("".join(one.get(kind, "")) for one in data) for kind in ("text/plain", "text/html")
    )
    return " ".join(texts.split()), pages


@pytest.mark.slow
@needs.index
@needs.linux
def test_a_notebook_runs_with_the_ipython_of_colab(colab: Path, tmp_path: Path) -> None:
    made = json.loads(notebook(load("linear_regression", default_folders()), ["torchgrade"]))
    cells = made["cells"]
    loss, training = "check(compute_loss)", f"check({TRAINING})"
    summed, uphill = mistake("sums_instead_of_averaging"), mistake("climbs_the_gradient")
    texts = (RAISES, loss, summed, loss, RIGHT, loss, uphill, training, RIGHT)
    own = [{**cells[1], "id": f"own-{n}", "source": text} for n, text in enumerate(texts)]
    file = tmp_path / "submit.ipynb"
    file.write_text(json.dumps({**made, "cells": [*cells[:3], *own, *cells[-2:]]}))
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    ran = subprocess.run(
        [colab, "-c", RUN, file], env=environment, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    after = json.loads(file.read_text())["cells"]
    raised, added, right, moved = (shown(after[number])[0] for number in (4, 6, 8, 10))
    assert "raised TypeError" in raised
    assert f"Line 3 of cell In [{after[3]['execution_count']}]: return numbers @" in raised
    assert "adds up the squared errors" in added
    assert "2 of 2 points" in right
    assert "Each step moves uphill" in moved
    assert "5 of 5 points" in shown(after[-2])[0]
    assert shown(after[-2])[1].count("data:image/svg+xml") == 3
