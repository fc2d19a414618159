"""Whose row is whose: the students of a gradebook and those of a platform's file."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.classroom.grade_row import GradeRow
from grader.errors import InputError
from grader.export.sheet import Sheet
from grader.intake.roster import Matches, Person, header_of, people_in, share_a_word
from grader.printable import one_line


@dataclass(frozen=True)
class Pairing:
    """The rows of the gradebook by the row of the file, and who is left on either side.

    `unclear` are rows of the gradebook that fit the same row of the file. `renamed` were found by
    id, and nothing of the two names is the same. `by_name` were found by name alone, where
    others of the file were found by id, or both sides have addresses.
    """

    rows: Mapping[int, GradeRow]
    strangers: tuple[GradeRow, ...]
    unclear: tuple[GradeRow, ...]
    alone: Mapping[int, Person]
    renamed: tuple[tuple[GradeRow, Person], ...] = ()
    by_name: tuple[tuple[GradeRow, Person], ...] = ()


def pair(rows: Iterable[GradeRow], sheet: Sheet) -> Pairing:
    """Find each row's student in the file: by ids, else by a name that only one there has.

    Raises InputError if the file lists nobody, or somebody twice.
    """
    people = dict(people_in(sheet.values, sheet.file))
    _expect_no_more_cells_than_titles(people, sheet)
    _expect_each_once(people, sheet)
    find = Matches(people.values())
    lines = {person: line for line, person in people.items()}
    claims: dict[int, list[GradeRow]] = {}
    left: list[GradeRow] = []
    for row in rows:
        person = _by_ids(find, row)
        if person is None:
            left.append(row)
        else:
            claims.setdefault(lines[person], []).append(row)
    by_id, strangers = set(claims), []
    for row in left:
        person = _by_name(find, row)
        if person is None or lines[person] in by_id:
            strangers.append(row)
        else:
            claims.setdefault(lines[person], []).append(row)
    clear = {line: several[0] for line, several in claims.items() if len(several) == 1}
    unclear = [row for several in claims.values() if len(several) > 1 for row in several]
    alone = {line: person for line, person in people.items() if line not in claims}
    renamed = [
        (row, people[line])
        for line, row in clear.items()
        if line in by_id and row.name and people[line].name
        if not share_a_word(row.name, people[line].name)
    ]
    # the same address on both sides would have been found by id: another may be another person's
    by_name = [
        (row, people[line])
        for line, row in clear.items()
        if line not in by_id and (by_id or _have_other_addresses(row, people[line]))
    ]
    return Pairing(clear, tuple(strangers), tuple(unclear), alone, tuple(renamed), tuple(by_name))


def _have_other_addresses(row: GradeRow, person: Person) -> bool:
    return all(
        any("@" in identity for identity in (who.student, *who.known_as)) for who in (row, person)
    )


def _by_ids(find: Matches, row: GradeRow) -> Person | None:
    """The person who has one of the ids; if several have it, the one of that name."""
    named = _by_name(find, row)
    for identity in (row.student, *row.known_as):
        several = find.having(identity)
        if len(several) == 1:
            return several[0]
        if (
            named in several
        ):  # a number of Moodle's may be another student's number of matriculation
            return named
    return None


def _by_name(find: Matches, row: GradeRow) -> Person | None:
    """The person of that name; some platforms know students by nothing else, so an id may be one.

    A name without what is before its dash is another name here: Anna-Maria is not Maria.
    """
    return find.by_name(row.name) or find.by_name(row.student)


def _expect_no_more_cells_than_titles(people: Mapping[int, Person], sheet: Sheet) -> None:
    header, _ = header_of(sheet.values, sheet.file)
    for line in people:
        if any(sheet.values[line][len(sheet.rows[header]) :]):
            raise InputError(
                f"{sheet.file} has more cells in row {line + 1} than titles: a comma in a cell "
                "without quotation marks, perhaps. Export it again."
            )


def _expect_each_once(people: Mapping[int, Person], sheet: Sheet) -> None:
    if not people:
        raise InputError(f"{sheet.file} lists nobody below the titles of its columns.")
    for person, times in Counter(people.values()).items():
        if times > 1:
            lines = [str(line + 1) for line, one in people.items() if one == person]
            raise InputError(
                f"{sheet.file} lists {called(person)} more than once, in rows "
                f"{' and '.join(lines)}. Keep one row of each student."
            )


def called(person: Person) -> str:
    """The name with the id in brackets, on one line."""
    name = f"{person.name} ({person.student})" if person.name else person.student
    return one_line(name)


def listed(who: Sequence[GradeRow]) -> list[str]:
    """What to call the students of these rows, on one line each."""
    return [one_line(row.called) for row in who]
