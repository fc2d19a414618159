"""What students get, opened: archives within archives, and the secrets that none may have."""

import ast
import base64
import copy
import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from places import ROOT

LONG = 30


def opened(content: bytes) -> dict[str, bytes]:
    """The files of an archive, and of the wheels in it, by their paths."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            found[name] = archive.read(name)
            if name.endswith(".whl"):
                found |= {f"{name}/{inner}": one for inner, one in opened(found[name]).items()}
    return found


def unpack(content: bytes, place: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(place)


def record_fits(wheel: bytes) -> bool:
    """Whether the list in a wheel names each of its files, with its digest and size."""
    files = opened(wheel)
    (name,) = (name for name in files if name.endswith(".dist-info/RECORD"))
    rows = list(csv.reader(io.StringIO(files[name].decode())))
    digests = {
        path: base64.urlsafe_b64encode(hashlib.sha256(text).digest()).decode().rstrip("=")
        for path, text in files.items()
    }
    sizes = {path: str(len(text)) for path, text in files.items()}
    return rows == [
        *([path, f"sha256={digests[path]}", sizes[path]] for path in sorted(files) if path != name),
        [name, "", ""],
    ]


@cache
def secret_lines() -> set[str]:
    """The long lines of all hidden halves that are nowhere in what students have."""
    shown = "\n".join(_texts("exercises", "grader"))
    hidden = {line.strip() for text in _texts("solutions") for line in text.splitlines()}
    return {line for line in hidden if len(line) > LONG and line not in shown}


def bodies(text: str) -> Iterator[str]:
    """Each function of a text without its docstring, however it is formatted."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            documented = ast.get_docstring(node) is not None
            yield ast.dump(ast.Module(node.body[documented:], []))


@cache
def secret_bodies() -> set[str]:
    """The functions of all hidden halves that stubs, shown checks and the grader do not have."""
    shown = {body for text in _texts("exercises", "grader") for body in bodies(text)}
    return {body for text in _texts("solutions") for body in bodies(text)} - shown


def python_of(name: str, content: bytes) -> list[str]:
    """The Python in a file: a script, or the cells of a notebook."""
    if name.endswith(".py"):
        return [content.decode()]
    if name.endswith(".ipynb"):
        cells = json.loads(content)["cells"]
        return [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    return []


def _texts(*folders: str) -> list[str]:
    return [
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and path.suffix in (".py", ".md", ".json", ".toml", ".j2", ".css")
    ]


def filled_in(notebook: dict[str, Any], text: str) -> dict[str, Any]:
    """The notebook of a student who wrote what this script defines into its cells."""
    functions, rest = {}, []
    for node in ast.parse(text).body:
        segment = ast.get_source_segment(text, node) or ""
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            functions[node.name] = segment
        elif isinstance(node, ast.Import | ast.ImportFrom):
            rest.append(segment)
    filled = copy.deepcopy(notebook)
    for cell in filled["cells"]:
        defined = re.match(r"(?:def|class) (\w+)", cell["source"])
        if defined and cell["cell_type"] == "code":
            cell["source"] = functions.pop(defined[1])
    filled["cells"][2]["source"] += "\n" + "\n\n".join([*rest, *functions.values()])
    return filled


def executed(notebook: dict[str, Any], place: Path) -> dict[str, Any]:
    """The notebook after all its cells ran in a kernel, saved as Jupyter saves it."""
    read = nbformat.reads(json.dumps(notebook), as_version=4)
    client = NotebookClient(read, kernel_name="python3", resources={"metadata": {"path": place}})
    client.execute()
    saved: dict[str, Any] = json.loads(nbformat.writes(read))
    return saved
