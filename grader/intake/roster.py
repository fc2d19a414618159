"""Who is in a class, from a CSV file as learning platforms and spreadsheets export it.

Columns are recognised by their names, in English, German and French: those of the gradebook exports
of Canvas, Moodle, Blackboard, Brightspace and Gradescope, of GitHub Classroom's roster and of
Moodle's grading worksheet (`mod_assign`, `assign_grading_table`), which also says who was late.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from grader.errors import InputError
from grader.intake import HandedIn, Intake, names
from grader.intake.choice import Nothing
from grader.intake.csv_text import content_of, encoding_of, plain, separator_of
from grader.intake.platforms import local_time
from grader.printable import counted, one_line

MAX_PEOPLE = 50_000
MAX_NAMED = 20
HEADER_ROWS = 10
# Names of columns without blanks and signs. Of the ids, the first kind that a file has is the
# student's; the others are known to be the same person.
IDS = (
    *("studentid", "studentnumber", "sisuserid", "idnumber", "idnummer", "orgdefinedid", "sid"),
    *("matrikelnummer", "matriculationnumber", "numeroetudiant", "numerodidentification"),
    *(
        "identifier",
        "identifiant",
        "rosteridentifier",
        "student",
        "username",
        "login",
        "loginid",
        "sisloginid",
        "benutzername",
        "anmeldename",
    ),
    *("userid", "displayid", "id", "email", "emailaddress", "mail", "emailadresse"),
    *("adressedecourriel", "githubusername", "github", "githubname"),
)
FULL = ("name", "fullname", "studentname", "vollstandigername", "nomcomplet")
FIRST = ("firstname", "givenname", "vorname", "prenom")
LAST = ("lastname", "surname", "familyname", "nachname", "nom")
WORD = re.compile(r"\w+")
# Moodle's worksheet: "Participant 1234" or "Teilnehmer/in1234", with the number that its downloads
# have behind each name, "Submitted for grading - 3 mins 31 secs late", and
# "Wednesday, 10 June 2026, 2:14 PM".
IDENTIFIER = ("identifier", "identifiant", "id")
PARTICIPANT = re.compile(r"[^\W\d][^\d]*(?P<number>\d+)")
STATUS = ("status", "statut")
LATE = re.compile(r"\b(late|verspätet|zu spät|en retard)\b", re.IGNORECASE)
HANDED_IN = ("lastmodifiedsubmission", "zuletztgeandertabgabe", "dernieremodificationtravailremis")
GRADED = ("lastmodifiedgrade", "zuletztgeandertbewertung", "dernieremodificationnote")


class Known(Protocol):
    """Anybody with an id, and a name or ""."""

    @property
    def student(self) -> str:
        """The id."""

    @property
    def name(self) -> str:
        """The name, or ""."""


@dataclass(frozen=True)
class Person:
    """Someone in the roster: the id, the name or "", and other ids of the same person.

    `handed_in_at` and `late` are as in `HandedIn`, where the roster says so.
    """

    student: str
    name: str
    known_as: tuple[str, ...]
    handed_in_at: str = ""
    late: bool | None = None


def read_roster(path: Path) -> list[Person]:
    """Everybody in the file. Raises InputError, which says what is wrong with it."""
    called = f"The roster {one_line(str(path))}"
    content = content_of(path, called, "--roster")
    encoding, mark = encoding_of(content)
    rows = _rows(content[len(mark) :].decode(encoding, "replace"))
    people = [person for _, person in people_in(rows, called)]
    if not people:
        raise InputError(f"{called} lists nobody below its column names.")
    twice = [one for one, times in Counter(one.student for one in people).items() if times > 1]
    if twice:
        raise InputError(f"{called} has the id {one_line(twice[0])} twice. Each row needs its own.")
    return people


def enrol(intake: Intake, people: Sequence[Person]) -> tuple[Intake, list[str]]:
    """The same submissions with the names and ids of the roster, and those who are absent.

    Also returns sentences about submissions and people that do not match.
    """
    find = Matches(people)
    matched = [(one, find(one)) for one in intake.handed_in]
    times = Counter(person for _, person in matched if person)
    found, strangers = [], []
    for one, person in matched:
        if person is None or times[person] > 1:
            found.append(one)
        if person is None:
            strangers.append(one)
        elif times[person] == 1:
            found.append(_with_name(one, person))
    absent = [person for person in people if not times[person]]
    found += map(_absent, absent)
    sentences = [*_several(matched, times), *_unmatched(strangers, absent)]
    if absent:
        sentences.append(f"{counted(len(absent), 'student')} of the roster handed in nothing.")
    slugs = names.own_slugs([one.student for one in found])
    found = [replace(one, slug=slugs[one.student]) for one in found]
    return replace(intake, handed_in=tuple(sorted(found, key=lambda one: one.slug))), sentences


def _with_name(one: HandedIn, person: Person) -> HandedIn:
    return replace(
        one,
        student=person.student,
        name=person.name or one.name,
        known_as=(one.student, *person.known_as),
        handed_in_at=one.handed_in_at or person.handed_in_at,
        late=person.late if one.late is None else one.late,
    )


def _absent(person: Person) -> HandedIn:
    reason = Nothing(f"{_called(person)} is in the roster and handed in nothing.")
    slug = names.slug(person.student)
    return HandedIn(
        person.student, slug, person.name, "", reason, known_as=person.known_as, absent=True
    )


def _several(
    matched: Iterable[tuple[HandedIn, Person | None]], times: Counter[Person]
) -> Iterator[str]:
    """Sentences about people of whom there is more than one submission."""
    several: dict[Person, list[str]] = {}
    for one, person in matched:
        if person and times[person] > 1:
            several.setdefault(person, []).append(one.student)
    for place, (person, ids) in enumerate(several.items()):
        if place < MAX_NAMED:
            both = names.file_name(" and ".join(sorted(ids)))
            yield f"{both} are one person by the roster, {_called(person)}; each was left as it is."


def _called(person: Person) -> str:
    return f"{person.name} ({person.student})" if person.name else person.student


def _unmatched(strangers: Iterable[HandedIn], absent: Iterable[Person]) -> Iterator[str]:
    near = {_called(one): one for one in absent}
    left = 0
    for place, one in enumerate(strangers):
        if place >= MAX_NAMED:
            left += 1
            continue
        who = f"{one.name} ({one.student})" if one.name else one.student
        close = get_close_matches(who, list(near), cutoff=0.55)
        hint = f"; nearest: {', '.join(close)}" if close else ""
        yield f"{who} is not in the roster{hint}."
    if left:
        yield f"… and {left} more are not in the roster."


class Matches:
    """Finds people by id, else by name, and only if that is clear."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_own: dict[str, list[Person]] = {}
        self._by_id: dict[str, list[Person]] = {}
        self._by_name: dict[str, list[Person]] = {}
        for person in people:
            self._by_own.setdefault(names.folded(person.student), []).append(person)
            for identity in {names.folded(one) for one in (person.student, *person.known_as)}:
                self._by_id.setdefault(identity, []).append(person)
            for key in set(_keys(person.name)):
                self._by_name.setdefault(key, []).append(person)

    def __call__(self, one: Known) -> Person | None:
        """The person with that id or name, or None."""
        for ids in (self._by_own, self._by_id):
            found = ids.get(names.folded(one.student), [])
            if len(found) == 1:
                return found[0]
        # Moodle writes the name of a group and a dash before the student's
        for name in (one.name, one.name.partition("-")[2], one.student):
            if person := self.by_name(name):
                return person
        return None

    def having(self, student: str) -> list[Person]:
        """Everybody with that id, their own or another."""
        return self._by_id.get(names.folded(student), [])

    def by_name(self, name: str) -> Person | None:
        """The only person with that name, or None."""
        for key in _keys(name):
            found = self._by_name.get(key, [])
            if len(found) == 1:
                return found[0]
        return None


def share_a_word(one: str, other: str) -> bool:
    """Whether two names have a word in common, in whatever case."""
    words, others = (set(WORD.findall(names.folded(name))) for name in (one, other))
    return not words.isdisjoint(others)


def _keys(name: str) -> Iterator[str]:
    """What a name has in common with itself in another order, and as Canvas squeezes it."""
    words = WORD.findall(names.folded(name))
    if words:
        yield " ".join(sorted(words))
        yield "".join(words[-1:] + words[:-1])


def _rows(text: str) -> list[list[str]]:
    lines = text.replace("\0", "").splitlines(keepends=True)
    if lines and lines[0].lower().startswith("sep="):  # Excel's way to name the separator
        del lines[0]
    kept = "".join(lines)
    try:
        reader = csv.reader(io.StringIO(kept), delimiter=separator_of(kept))
        return [[cell.strip() for cell in row] for row in reader if any(map(str.strip, row))]
    except csv.Error as error:
        raise InputError(f"The roster cannot be read as CSV: {error}.") from error


def people_in(rows: Sequence[Sequence[str]], file: str) -> Iterator[tuple[int, Person]]:
    """Everybody in a table whose cells have no blanks around them, with the number of the row.

    `file` begins the sentence of an InputError, such as "The roster x.csv".
    """
    start, columns = header_of(rows, file)
    full, first, last, status, time = (
        next((columns[name] for name in kinds if name in columns), None)
        for kinds in (FULL, FIRST, LAST, STATUS, HANDED_IN)
    )
    ids = [columns[name] for name in IDS if name in columns]
    if full is None and first is None and "student" in columns and len(ids) > 1:
        full = columns["student"]  # Canvas calls the name so
        ids.remove(full)
    for number, row in enumerate(rows[start + 1 : start + 1 + MAX_PEOPLE], start + 1):
        own = [text for column in ids for text in _ids(row, column, columns)]
        name = _cell(row, full) or f"{_cell(row, first)} {_cell(row, last)}".strip()
        name = " ".join(part.strip() for part in reversed(name.split(",", 1)))
        if not own and name.casefold() in ("points possible", ""):
            continue  # Canvas has the points of each assignment below its column names
        student, *others = map(names.student_id, own or [name])
        # other tables have a column of that name, too; only Moodle's has times of hand-ins
        when = _cell(row, time).strip("-")
        state = _cell(row, status)
        late = bool(LATE.search(state)) if when and state else None
        known_as = tuple(dict.fromkeys(others))
        yield number, Person(student, names.file_name(name), known_as, local_time(when), late)


def header_of(rows: Sequence[Sequence[str]], file: str) -> tuple[int, dict[str, int]]:
    """The number of the row with the titles, and the column of each plain title.

    Of columns with one title, the first counts. Raises InputError, which begins with `file`.
    """
    for number, row in enumerate(rows[:HEADER_ROWS]):
        columns = {plain(title): column for column, title in reversed(list(enumerate(row)))}
        if columns.keys() & {*IDS, *FULL, *LAST}:
            return number, columns
    raise InputError(f"{file} has no column for ids or names. Name one of them `id` or `name`.")


def participant(text: str) -> str:
    """The number in "Participant 1234", or ""."""
    found = PARTICIPANT.fullmatch(text)
    return found["number"] if found else ""


def _ids(row: Sequence[str], column: int, columns: dict[str, int]) -> Iterator[str]:
    """What a column of ids says: the number in "Participant 1234" first, then all of it."""
    text = _cell(row, column)
    # GitHub Classroom has a column of that name, too
    is_moodles = any(columns.get(one) == column for one in IDENTIFIER) and not (
        columns.keys().isdisjoint((*HANDED_IN, *GRADED))
    )
    number = participant(text) if is_moodles else ""
    yield from filter(None, (number, text))


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""
