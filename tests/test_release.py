"""A release can be made of this checkout: its files, what they say of themselves, its workflows."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_string
from email.message import Message
from pathlib import Path

import needs
import pytest
import torch
import yaml  # type: ignore[import-untyped]
from places import ROOT

import grader

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RELATIVE = re.compile(r"\]\((?!https://)")


def run(*command: object) -> str:
    """What a program of this environment prints."""
    first, *words = map(str, command)
    program = Path(sys.executable).with_name(first)
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The files of a release: the sources, and the wheel built from these sources."""
    folder = tmp_path_factory.mktemp("release")
    run("python", "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    return sorted(folder.iterdir(), key=lambda path: path.suffix)


@pytest.fixture(scope="module")
def metadata(files: list[Path]) -> Message:
    with zipfile.ZipFile(files[1]) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith("/METADATA"))
        return message_from_string(archive.read(name).decode())


def test_files_of_a_release_pass_the_index(files: list[Path]) -> None:
    version = grader.__version__
    assert [path.name for path in files] == [
        f"torchgrade-{version}.tar.gz",
        f"torchgrade-{version}-py3-none-any.whl",
    ]
    assert run("twine", "check", "--strict", *files).count("PASSED") == 2


def test_sources_of_a_release_have_no_hidden_half(files: list[Path]) -> None:
    with tarfile.open(files[0]) as archive:
        names = {Path(*Path(name).parts[1:]) for name in archive.getnames()}
    assert Path("docs/students.md") in names
    folders = {"grader", "exercises", "docs"}
    assert {one.parts[0] for one in names if len(one.parts) > 1} == folders
    assert not {"solutions", "accepted", "mistakes"} & {part for one in names for part in one.parts}


def test_page_in_the_index_leads_nowhere_else(metadata: Message) -> None:
    page = str(metadata.get_payload())
    assert "pip install torchgrade" in page
    assert not RELATIVE.search(page)
    assert "make demo" not in page


def test_metadata_names_no_link_that_is_not_there(metadata: Message) -> None:
    assert metadata.get_all("Project-URL") is None
    assert metadata.get("Home-page") is None
    assert metadata["License-Expression"] == "MIT"


def test_version_or_unreleased_heads_the_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first = next(line for line in text.splitlines() if line.startswith("## "))
    assert first == "## Unreleased" or first.startswith(f"## {grader.__version__} ")


def test_every_tool_for_developers_has_an_exact_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [one for extra in (project["dependencies"], *extras) for one in extra]
    names = {re.split(r"[\[<>=;]", one)[0].strip() for one in wanted} - {"torchgrade"}
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    exact = {line.partition("==")[0].lower().replace("_", "-") for line in text.splitlines()}
    assert {name.lower() for name in names} <= exact


@needs.index
@pytest.mark.slow
def test_wheel_grades_in_a_new_environment(files: list[Path]) -> None:
    version = torch.__version__.partition("+")[0]
    script = ROOT / ".ci" / "compatibility.py"
    row = run("python", script, "--torch", version, "--wheel", files[1])
    assert " 5 and 4 of 5, none | 20 and 12 of 20, " in row


def test_classifiers_name_the_pythons_that_workflows_test(metadata: Message) -> None:
    named = re.findall(r":: (3\.\d+)\b", " ".join(metadata.get_all("Classifier") or []))
    tested = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text())
    entries = tested["jobs"]["compatibility"]["strategy"]["matrix"]["include"]
    assert sorted({one["python"] for one in entries}) == sorted(named)
    assert metadata["Requires-Python"] == f">={named[0]}"
    (wanted,) = (one for one in metadata.get_all("Requires-Dist") or [] if one.startswith("torch"))
    oldest = min(tuple(map(int, one["torch"].split("."))) for one in entries)
    assert wanted == f"torch>={oldest[0]}.{oldest[1]}"


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_workflow_is_valid_and_asks_for_little(workflow: Path) -> None:
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    run("zizmor", "--offline", "--no-progress", "--persona", "pedantic", workflow)


def test_dockerfile_follows_the_rules_of_its_linter() -> None:
    needs.require("linux")
    run("hadolint", "--failure-threshold", "info", ROOT / "Dockerfile")


def test_dockerfile_copies_what_its_context_has() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line.split()[1:-1] for line in text.splitlines() if line.startswith("COPY ")]
    copied = {name for names in lines if not names[0].startswith("--") for name in names}
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert copied == {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)
