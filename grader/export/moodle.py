"""Fills the grading worksheet of an assignment in Moodle.

What the worksheet holds is read from `assign_grading_table`, what Moodle makes of it from
`assignfeedback_offline_grade_importer` and `process_import_grades` (mod/assign/feedback/offline),
the titles from the language packs. Moodle finds a student by the number behind "Participant", needs
the columns of the number, the grade and the time of the last grade, ignores what is above the
maximum or locked, and refuses to replace a grade that is younger than that time.
"""

import html
from collections import Counter
from collections.abc import Iterable, Mapping

from grader.classroom.grade_row import GradeRow
from grader.classroom.tables import FORMULA
from grader.errors import InputError
from grader.export.filling import CLOSE, MAX_NAMED, Column, Filled, fill
from grader.export.matching import Pairing, pair
from grader.export.points import as_number
from grader.export.sheet import Place, Sheet
from grader.intake.csv_text import plain
from grader.intake.roster import GRADED, IDENTIFIER, header_of, participant
from grader.printable import enumerated, one_line

# titles in English, German and French, without accents, blanks and signs
GRADE = ("grade", "bewertung", "note")
MAXIMUM = ("maximumgrade", "bestwertung", "bestbewertung", "notemaximale")
SCALE = ("scale", "skala", "bareme")
CHANGEABLE = ("gradecanbechanged", "bewertungkanngeandertwerden", "lanotepeutetremodifiee")
COMMENTS = ("feedbackcomments", "feedbackalskommentar", "feedbackparcommentaires")
NO = frozenset({"no", "nein", "non"})
LOCKED = "Moodle has locked the grades of these students, and ignores new ones"
# `unformat_float` takes the comma for the mark of decimals only where the language does
POINT = GRADE[0]
ASKED = {
    "number behind “Participant” (Identifier)": IDENTIFIER,
    "grade (Grade)": GRADE,
    "time of the last grade (Last modified (grade))": GRADED,
}


def filled(
    sheet: Sheet,
    rows: Iterable[GradeRow],
    *,
    comments: bool = False,
    scale: bool = False,
    overwrite: bool = False,
) -> Filled:
    """The worksheet with the points of these rows, and with their comments. Raises InputError."""
    columns = _columns(sheet)
    grade, maximum = _one(columns, GRADE), _one(columns, MAXIMUM)
    assert grade is not None
    if maximum is None and _one(columns, SCALE) is not None:
        raise InputError(
            f"{sheet.file} is of an assignment that is graded with words of a scale, not with "
            "points. Set a maximum grade for it in Moodle, and download the worksheet again."
        )
    pairing = pair(rows, sheet)
    where = Column(
        grade,
        _title(sheet, grade),
        _maximum(sheet, maximum),
        "." if plain(_title(sheet, grade)) == POINT else ",",
        _locked(sheet, pairing, _one(columns, CHANGEABLE)),
    )
    texts = _comments(sheet, pairing, columns) if comments else {}
    made = fill(sheet, pairing, where, scale=scale, overwrite=overwrite, texts=texts)
    above = _out_of_range(pairing, where, scale)
    complete = made.complete and not above
    return Filled(made.content, made.points, (*made.sentences, *above), complete)


def participants(sheet: Sheet) -> dict[int, str]:
    """The number behind "Participant" in each row of the worksheet. Raises InputError."""
    column = _one(_columns(sheet), IDENTIFIER)
    assert column is not None
    numbers = {line: participant(sheet.value(line, column)) for line in range(len(sheet.rows))}
    return {line: number for line, number in numbers.items() if number}


def as_html(comment: str) -> str:
    """A comment as Moodle stores it: in HTML (`assignfeedback_comments`), and no formula."""
    text = "<br>".join(html.escape(line, quote=False) for line in comment.strip().splitlines())
    text = f"<p>{text}</p>"
    while found := FORMULA.search(text):  # behind a semicolon, as the tag comes first
        sign = found.end()
        text = f"{text[:sign]}&#{ord(text[sign])};{text[sign + 1 :]}"
    return text


def _columns(sheet: Sheet) -> dict[str, int]:
    """The columns of the worksheet by their plain titles, those that Moodle needs among them."""
    header, columns = header_of(sheet.values, sheet.file)
    missing = [what for what, titles in ASKED.items() if _one(columns, titles) is None]
    if missing:
        raise InputError(
            f"{sheet.file} is not a grading worksheet of Moodle: it has no column for the "
            f"{enumerated(missing, MAX_NAMED)}. In the assignment, choose Submissions, Actions, "
            "Download grading worksheet. The feedback type “Offline grading worksheet” has to be "
            "on, and the language English, German or French."
        )
    times = Counter(plain(title) for title in sheet.values[header])
    for title, column in columns.items():
        if times[title] > 1 and title in {*IDENTIFIER, *GRADE, *MAXIMUM, *GRADED, *COMMENTS}:
            raise InputError(
                f"{sheet.file} has the column “{one_line(sheet.value(header, column))}” more than "
                "once. Download the worksheet again."
            )
    return columns


def _one(columns: Mapping[str, int], titles: Iterable[str]) -> int | None:
    return next((columns[title] for title in titles if title in columns), None)


def _title(sheet: Sheet, column: int) -> str:
    header, _ = header_of(sheet.values, sheet.file)
    return sheet.value(header, column)


def _maximum(sheet: Sheet, column: int | None) -> float | None:
    """The maximum grade, which stands in the row of each student."""
    if column is None:
        return None
    texts = [sheet.value(line, column) for line in range(len(sheet.rows))]
    found = {number for text in texts if (number := as_number(text)) is not None}
    if len(found) > 1:
        raise InputError(
            f"{sheet.file} has different maximum grades. Download the worksheet again."
        )
    return next(iter(found), None)


def _locked(sheet: Sheet, pairing: Pairing, column: int | None) -> dict[int, str]:
    if column is None:
        return {}
    return {line: LOCKED for line in pairing.rows if sheet.value(line, column).casefold() in NO}


def _comments(sheet: Sheet, pairing: Pairing, columns: Mapping[str, int]) -> dict[Place, str]:
    column = _one(columns, COMMENTS)
    if column is None:
        raise InputError(
            f"{sheet.file} has no column for comments. Turn on the feedback type “Feedback "
            "comments” of the assignment and download the worksheet again, or omit --comments."
        )
    return {
        (line, column): as_html(row.comment)
        for line, row in pairing.rows.items()
        if row.comment.strip()
    }


def _out_of_range(pairing: Pairing, where: Column, scale: bool) -> list[str]:
    """A sentence about points that Moodle ignores, if there are any."""
    who = []
    for row in pairing.rows.values():
        limit = row.max_points if scale and row.max_points else where.maximum
        if row.points is None or limit is None:
            continue
        if row.points < 0 or row.points > limit + CLOSE:
            who.append(one_line(row.called))
    if not who:
        return []
    return [
        f"Moodle ignores grades below 0 or above the maximum: {enumerated(who, MAX_NAMED)}. Raise "
        "the maximum grade of the assignment in Moodle, and download the worksheet again."
    ]
