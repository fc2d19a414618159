"""What Canvas and Moodle make of a file, by the rules of their own importers.

`GradebookImporter` of instructure/canvas-lms, and `assignfeedback_offline` and
`assignfeedback_file_zip_importer` of moodle/moodle, as far as they are about one file.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

BOM = "\ufeff"


def of_canvas(content: bytes) -> dict[str, dict[str, str]]:
    """The grades that Canvas finds for each assignment's title, by the student's Canvas id."""
    text = content.decode("utf-8")
    separator = _separator_for_canvas(text)
    lines = [line for line in text.splitlines(keepends=True) if not re.match(r"^[;, ]+$", line)]
    header, *others = csv.reader(io.StringIO("".join(lines)), delimiter=separator)
    names = 2 if header[0].removeprefix(BOM) == "LastName" else 1
    assert ("LastName" if names == 2 else "Student") in header[0]
    assert "ID" in header[names]
    last = names + 1
    if re.search(r"SIS\s+Login\s+ID", header[last]):
        last += 1
    elif re.search(r"SIS\s+User\s+ID", header[last]):
        assert re.search(r"SIS\s+Login\s+ID", header[last + 1])
        last += 2 + bool(re.search(r"Integration\s+ID", header[last + 2]))
    assert "Section" in header[last]
    titles = [title for title in header[last + 1 :] if not re.search("Score|Points|Grade", title)]
    points: dict[str, str] = {}
    grades: dict[str, dict[str, str]] = {title: {} for title in titles}
    for row in others:
        cells = [_number_for_canvas(cell) for cell in row]
        if "Points Possible" in cells[0]:
            points = {title: cells[header.index(title)] for title in titles}
        elif not all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell) for cell in cells):
            for title in titles:
                if not re.search(r"read\s+only", points.get(title, "")):
                    grades[title][cells[names]] = cells[header.index(title)].strip()
    return grades


def _separator_for_canvas(text: str) -> str:
    first = text.splitlines()[:3]
    fields = {}
    for separator in ";,":
        counts = {len(next(csv.reader([line], delimiter=separator))) for line in first}
        fields[separator] = counts.pop() if len(counts) == 1 else 0
    return ";" if fields[";"] > fields[","] else ","


def _number_for_canvas(cell: str) -> str:
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    *whole, last = re.split("[,.]", cell)
    return f"{''.join(whole)}.{last}" if whole else last


@dataclass(frozen=True)
class Language:
    """What a language pack of Moodle's says."""

    participant: str
    identifier: str
    grade: str
    modified: str
    comments: str
    mark: str


ENGLISH = Language(
    "Participant ", "Identifier", "Grade", "Last modified (grade)", "Feedback comments", "."
)
GERMAN = Language(
    "Teilnehmer/in", "ID", "Bewertung", "Zuletzt geändert (Bewertung)",
    "Feedback als Kommentar", ",",
)  # fmt: skip
FRENCH = Language(
    "Participant", "Identifiant", "Note", "Dernière modification (note)",
    "Feedback par commentaires", ",",
)  # fmt: skip


def of_moodle(
    content: bytes, language: Language = ENGLISH, separator: str = ",", maximum: float = 100
) -> dict[int, tuple[float | None, str]]:
    """For each participant number, the grade (None if Moodle skips it) and the comment."""
    text = content.decode("utf-8").removeprefix(BOM)
    header, *rows = csv.reader(io.StringIO(text), delimiter=separator)
    number, grade, _ = (
        max(place for place, title in enumerate(header) if title == wanted)
        for wanted in (language.identifier, language.grade, language.modified)
    )
    comments = header.index(language.comments) if language.comments in header else None
    found = {}
    for row in rows:
        given = _unformatted(row[grade], language.mark)
        skipped = given is None or given < 0 or given > maximum
        comment = "" if comments is None else row[comments]
        found[int(row[number][len(language.participant) :])] = (None if skipped else given, comment)
    return found


def _unformatted(text: str, mark: str) -> float | None:
    """`unformat_float`: what PHP makes of a number, which ends where no digit is."""
    text = text.strip().replace(" ", "").replace(mark, ".")
    if not text:
        return None
    found = re.match(r"-?\d*\.?\d*", text)
    digits = found[0] if found else ""
    return float(digits) if re.search(r"\d", digits) else 0.0


def of_moodles_zip(content: bytes) -> Iterator[tuple[int, str, bytes]]:
    """The participant's number, the name of the file and its content for each file in a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            parts = entry.filename.split("/")
            assert not parts[-1].startswith((".", "~"))
            while parts:
                info = parts.pop(0).split("_", 4)
                if len(info) < 4 or not info[1].isdecimal():
                    continue
                assert info[2:4] == ["assignsubmission", "file"]
                rest = [*info[4:], *parts] if len(info) > 4 else ["", *parts]
                yield int(info[1]), "/".join(rest).strip("/"), archive.read(entry)
                break
