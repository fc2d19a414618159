"""The pages of the documentation, and the blocks of code in them."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from places import ROOT

PAGES = [
    ROOT / name for name in ("README.md", "CONTRIBUTING.md", "THREATS.md", "CHANGELOG.md")
] + sorted((ROOT / "docs").glob("*.md"))

FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"(?<=\n\n)(?: {4}.*\n|\n(?= {4}))+")
PROGRAMS = {
    *(
        "cat",
        "cd",
        "chromium",
        "dask",
        "docker",
        "eval",
        "git",
        "grade",
        "kubectl",
        "make",
        "mkdir",
    ),
    *("nbgrader", "openssl", "pip", "pre-commit", "python", "source", "ssh"),
}
Kind = Literal["shell", "python", "toml", "text"]
LANGUAGES: dict[str, Kind] = {
    "bash": "shell",
    "sh": "shell",
    "console": "shell",
    "python": "python",
    "toml": "toml",
}


@dataclass(frozen=True)
class Block:
    """A block of code, and what it is: commands, Python, TOML, or text that only looks so."""

    text: str
    kind: Kind

    @property
    def commands(self) -> list[str]:
        """Its commands, without comments, each with the lines that continue it."""
        lines = self.text.replace("\\\n", " ").splitlines()
        return [" ".join(line.partition("  #")[0].split()) for line in lines if line.strip()]


def blocks(page: Path) -> list[Block]:
    """The fenced and the indented blocks of a page, in their order."""
    text = page.read_text(encoding="utf-8")
    return [block for _, block in sorted(_found(text), key=lambda one: one[0])]


def _found(text: str) -> Iterator[tuple[int, Block]]:
    for match in FENCED.finditer(text):
        language, code = match.groups()
        yield match.start(), Block(code, LANGUAGES.get(language) or kind(code))
    blank = FENCED.sub(lambda match: "\n" * len(match[0]), text)
    for match in INDENTED.finditer(blank):
        code = textwrap.dedent(match[0]).strip()
        yield match.start(), Block(code, kind(code))


def kind(code: str) -> Kind:
    """What a block without a language is."""
    first = [line.split()[0] for line in code.splitlines() if line and not line.startswith(" ")]
    if set(first) <= PROGRAMS:
        return "shell"
    return "python" if {"from", "import"} & set(first) else "text"
