"""Files that attack the reading of rosters attack no filling either."""

import runpy
from pathlib import Path

import pytest
from exports import earned
from places import ATTACKS

from grader.errors import InputError
from grader.export import canvas, moodle
from grader.export.sheet import parse
from grader.printable import one_line

# a name of a column for what each platform needs beside it
CANVAS = b"Student,ID,SIS Login ID,Section,Doubling (7)\n"
MOODLE = b"Identifier,Full name,Grade,Last modified (grade)\n"


@pytest.mark.parametrize(
    "attack", sorted((ATTACKS / "rosters").glob("*.py")), ids=lambda attack: attack.stem
)
@pytest.mark.parametrize("head", [CANVAS, MOODLE], ids=["canvas", "moodle"])
def test_a_file_is_filled_or_refused_in_one_sentence(attack: Path, head: bytes) -> None:
    content = head + runpy.run_path(str(attack))["build"]()
    rows = [earned("honest", 1.0, "Honest"), earned("s1", 2.0)]
    try:
        sheet = parse(content, "x.csv")
        filled = (
            canvas.filled(sheet, rows, ["doubling"])
            if head == CANVAS
            else moodle.filled(sheet, rows)
        )
    except InputError as refused:
        said = [str(refused)]
    else:
        said = list(filled.sentences)
        assert len(filled.content) >= len(content)
    for text in said:
        assert text == one_line(text, 20_000)
