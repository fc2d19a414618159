"""Writes the JSON Schemas of what programs read: a report, and grades.json.

    make reference

They come from the types that write these files. JSON Schema 2020-12:
https://json-schema.org/draft/2020-12
"""

from pathlib import Path

import msgspec

from grader.classroom.tables import Grades
from grader.report import Report

FOLDER = Path(__file__).resolve().parent.parent / "grader" / "schemas"
TYPES = {"report.json": Report, "grades.json": Grades}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """The text of each schema by the name of its file."""
    found = {}
    for name, kind in TYPES.items():
        whole = {"$schema": DIALECT, **msgspec.json.schema(kind)}
        found[name] = msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"
    return found


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
