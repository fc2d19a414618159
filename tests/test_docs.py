"""What the documentation says about itself and the command line is true."""

import re
import shlex
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from dask_commands import OF_DASK, parse
from pages import PAGES
from places import ROOT

from grader.cli import main

COMMANDS = (
    "class",
    "students",
    "exercises",
    "start",
    "watch",
    "package",
    "new",
    "casebook",
    "mistake",
    "lint",
    "export",
)
# No test opens these. Open a new one before adding it here.
EXTERNAL = {"https://keepachangelog.com", "https://semver.org"}

OF_DOCKER = {"--network", "--privileged", "--security-opt", "--user"}
DASK = re.compile(r"\bdask (scheduler|worker) .*")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
# the code of a page: spans, and indented lines with those that continue them
CODE = re.compile(r"`([^`\n]+)`|^ {4}((?:.*\\\n)*.*)$", re.MULTILINE)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def anchors(page: Path) -> set[str]:
    """What GitHub makes of the headings of a page."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    names = [re.sub(r"[^\w\- ]", "", one).lower().replace(" ", "-") for one in headings]
    earlier = [names[:place].count(name) for place, name in enumerate(names)]
    return {f"{name}-{before}" if before else name for name, before in zip(names, earlier)}


@cache
def options(command: str | None = None) -> frozenset[str]:
    """The options in the help of a command, or of grading a file."""
    arguments = ["--help"] if command is None else [command, "--help"]
    return frozenset(OPTION.findall(CliRunner().invoke(main, arguments).output))


def code(page: Path) -> list[str]:
    found = CODE.findall(page.read_text(encoding="utf-8"))
    return [(span or line).split("  #")[0].strip() for span, line in found]


def test_the_readme_can_be_read_at_a_glance() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


@each_page
def test_links_of_the_documentation_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            assert link in EXTERNAL, "look whether it leads somewhere, and add it to EXTERNAL"
            continue
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


@each_page
def test_options_in_the_documentation_exist(page: Path) -> None:
    benchmarks = "".join(file.read_text(encoding="utf-8") for file in ROOT.glob("benchmarks/*.py"))
    anywhere = options().union(*map(options, COMMANDS), OPTION.findall(benchmarks))
    for text in code(page):
        if text.startswith("--"):
            assert set(OPTION.findall(text)) <= anywhere | OF_DOCKER | OF_DASK, text
        elif text.startswith("grade "):
            command = text.split()[1]
            known = options(command if command in COMMANDS else None)
            assert set(OPTION.findall(text)) <= known, text


@each_page
def test_commands_of_dask_are_read_as_they_stand(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tls").mkdir()
    for name in ("cluster.pem", "cluster.key"):  # dask looks whether they are there
        (tmp_path / "tls" / name).touch()
    for text in code(page):
        if found := DASK.search(text):
            parse(shlex.split(found[0]))
