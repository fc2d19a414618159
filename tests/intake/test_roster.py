"""A roster gives names to submissions, and a row to those who handed in nothing."""

import re
import runpy
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ATTACKS

from grader.errors import InputError, SubmissionUnreadable
from grader.intake import HandedIn, Intake
from grader.intake.roster import Person, enrol, read_roster
from grader.printable import one_line

ATTACKS_ON_IT = sorted((ATTACKS / "rosters").glob("*.py"))

CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,HW1 (12)
    Points Possible,,,,,20
"Roe, Jané",4001,s1,jroe,A,
"Poe, Al",4002,s2,apoe,A,
"""
MOODLE = "Vorname;Nachname;ID-Nummer;E-Mail-Adresse\nJané;Roe;s1;jane@x.org\nAl;Poe;s2;al@x.org\n"
GITHUB = "identifier,github_username,github_id,name\ns1,JaneRoe,7,Jané Roe\ns2,alp,8,Al Poe\n"
GRADESCOPE = "Name,SID,Email\nJané Roe,s1,jane@x.org\nAl Poe,s2,al@x.org\n"
BRIGHTSPACE = "OrgDefinedId,Username,Last Name,First Name\ns1,jroe,Roe,Jané\ns2,apoe,Poe,Al\n"
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Last modified (submission)\n"
    "Participant 71,Jané Roe,jane@x.org,Submitted for grading - 3 mins late,,"
    '"Wednesday, 10 June 2026, 2:14 PM"\n'
    'Participant 72,Jané Roe,jane2@x.org,Submitted for grading,,"Tuesday, 9 June 2026, 9:05 AM"\n'
    "Participant 73,Al Poe,al@x.org,No submission,,-\n"
)
EXCEL = "sep=;\nName;Student ID\nRoe, Jané;s1\nPoe, Al;s2\n"


def roster(folder: Path, text: str | bytes) -> list[Person]:
    path = folder / "roster.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_roster(path)


def submission(student: str, name: str = "") -> HandedIn:
    return HandedIn(student, student.lower(), name, "submit.py", bytes)


def enrolled(people: list[Person], *handed_in: HandedIn) -> tuple[dict[str, str], list[str]]:
    intake, sentences = enrol(Intake("a folder", "doubling", handed_in, ()), people)
    assert len({one.slug for one in intake.handed_in}) == len(intake.handed_in)
    return {one.student: one.name for one in intake.handed_in}, sentences


@pytest.mark.parametrize("text", [CANVAS, MOODLE, GITHUB, GRADESCOPE, BRIGHTSPACE, EXCEL])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_roster_is_read_as_platforms_export_it(text: str, encoding: str, tmp_path: Path) -> None:
    people = roster(tmp_path, text.encode(encoding))
    assert [(one.student, one.name) for one in people] == [("s1", "Jané Roe"), ("s2", "Al Poe")]


@pytest.mark.parametrize(
    ("text", "student", "name"),
    [
        (CANVAS, "4001", "roejane"),
        (CANVAS, "JROE", ""),
        (MOODLE, "1234567", "Lab A-Jané Roe"),
        (MOODLE, "jane@x.org", ""),
        (GITHUB, "janeroe", ""),
        (GRADESCOPE, "Jané Roe", "Jané Roe"),
        (EXCEL, "77", "Roe, Jané"),
    ],
)
def test_a_submission_finds_its_person(text: str, student: str, name: str, tmp_path: Path) -> None:
    found, sentences = enrolled(roster(tmp_path, text), submission(student, name))
    assert found == {"s1": "Jané Roe", "s2": "Al Poe"}
    assert sentences == ["1 student of the roster handed in nothing."]


def test_a_moodle_worksheet_tells_numbers_times_and_lateness(tmp_path: Path) -> None:
    people = roster(tmp_path, WORKSHEET)
    handed_in = submission("71", "Jané Roe"), submission("72", "Jané Roe")
    intake, _ = enrol(Intake("", "", handed_in, ()), people)
    assert [(one.student, one.handed_in_at, one.late, one.absent) for one in intake.handed_in] == [
        ("71", "2026-06-10T14:14:00", True, False),
        ("72", "2026-06-09T09:05:00", False, False),
        ("73", "", None, True),
    ]


@pytest.mark.parametrize(
    ("status", "time", "expected"),
    [
        ("Zur Bewertung abgegeben - 3 Minuten verspätet", "Mittwoch, 10. Juni 2026, 14:14", True),
        ("Remis pour évaluation", "mercredi 10 juin 2026, 14:14", False),
        ("", "Wednesday, 10 June 2026, 2:14 PM", None),
        ("Submitted for grading - 3 mins late", "-", None),
    ],
)
def test_lateness_is_told_in_three_languages_and_never_made_up(
    status: str, time: str, expected: bool | None, tmp_path: Path
) -> None:
    text = "Identifier;Full name;Statut;Last modified (submission)\n"
    (person,) = roster(tmp_path, f"{text}Participant 7;Al Poe;{status};{time}\n")
    assert person.late == expected


def test_an_identifier_is_a_number_of_moodles_only_in_its_worksheet(tmp_path: Path) -> None:
    people = roster(tmp_path, "identifier,github_username\nTeam 1,alp\nGroup 1,jane\n")
    assert [one.student for one in people] == ["Team 1", "Group 1"]


@pytest.mark.parametrize(
    "text",
    [
        "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Zuletzt geändert (Bewertung)\n"
        "Teilnehmer/in71,Jané Roe,jane@x.org,,,-\n",
        "Identifiant,Nom complet,Adresse de courriel,Note,Dernière modification (note)\n"
        "Participant71,Jané Roe,jane@x.org,,-\n",
    ],
)
def test_worksheets_in_german_and_french_tell_numbers(text: str, tmp_path: Path) -> None:
    (person,) = roster(tmp_path, text)
    assert (person.student, person.name) == ("71", "Jané Roe")
    assert "jane@x.org" in person.known_as


def test_a_separator_within_a_quoted_title_separates_nothing(tmp_path: Path) -> None:
    (person,) = roster(tmp_path, 'Name;Student ID;"Loops, sums, and more"\nAl Poe;s2;\n')
    assert (person.student, person.name) == ("s2", "Al Poe")


def test_a_title_of_two_lines_separates_nothing_either(tmp_path: Path) -> None:
    (person,) = roster(tmp_path, '"Name";"Student ID";"Loops,\nsums, more,"\nAl Poe;s2;\n')
    assert (person.student, person.name) == ("s2", "Al Poe")


def test_utf_16_is_read_without_its_mark(tmp_path: Path) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        (person,) = roster(tmp_path, "Name,SID\nJané Roe,s1\n".encode(encoding))
        assert (person.student, person.name) == ("s1", "Jané Roe")


def test_a_time_without_a_month_s_name_is_left_out(tmp_path: Path) -> None:
    text = "Identifier,Full name,Status,Last modified (submission)\nParticipant 7,Al,Late,"
    (person,) = roster(tmp_path, f"{text}10/06/2026 14:14\n")
    assert (person.handed_in_at, person.late) == ("", True)


def test_what_a_platform_says_of_lateness_goes_before_the_roster(tmp_path: Path) -> None:
    told = replace(submission("71"), handed_in_at="2026-06-01T00:00:00", late=False)
    intake, _ = enrol(Intake("", "", (told,), ()), roster(tmp_path, WORKSHEET))
    assert (intake.handed_in[0].handed_in_at, intake.handed_in[0].late) == (
        "2026-06-01T00:00:00",
        False,
    )


def test_who_is_absent_has_a_row_that_says_so(tmp_path: Path) -> None:
    intake, _ = enrol(Intake("", "", (submission("s1"),), ()), roster(tmp_path, GRADESCOPE))
    (absent,) = [one for one in intake.handed_in if one.absent]
    with pytest.raises(SubmissionUnreadable, match=r"Al Poe \(s2\) is in the roster and handed"):
        absent.read()


def test_who_does_not_match_is_named_with_the_nearest(tmp_path: Path) -> None:
    found, sentences = enrolled(roster(tmp_path, GRADESCOPE), submission("jane", "Jane Rowe"))
    assert found["jane"] == "Jane Rowe"
    assert sentences[0] == "Jane Rowe (jane) is not in the roster; nearest: Jané Roe (s1)."


def test_two_submissions_of_one_person_are_left_to_people(tmp_path: Path) -> None:
    both = submission("s1"), submission("jane@x.org")
    found, sentences = enrolled(roster(tmp_path, GRADESCOPE), *both)
    assert {"s1", "jane@x.org"} <= found.keys()
    assert sentences[0] == (
        "jane@x.org and s1 are one person by the roster, Jané Roe (s1); each was left as it is."
    )


def test_a_name_that_is_somebody_s_id_is_not_that_person(tmp_path: Path) -> None:
    people = roster(tmp_path, "student id,login,name\n1001,66,Vic Tim\n1003,79,Mallory M\n")
    found, _ = enrolled(people, submission("79", "1001"))
    assert found == {"1003": "Mallory M", "1001": "Vic Tim"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no column for ids or names"),
        ("a,b\n1,2\n", "no column for ids or names"),
        ("id,name\n", "lists nobody"),
        ("id,name\n1,A\n1,B\n", "has the id 1 twice"),
    ],
)
def test_a_roster_that_says_nobody_is_refused(text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=why):
        roster(tmp_path, text)


def test_a_roster_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_roster(tmp_path / "nobody.csv")


rows = st.text(max_size=200).map(lambda text: f"id,name\n{text}".encode())


@given(st.binary(max_size=400) | rows)
def test_no_file_breaks_the_reading(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            people = roster(Path(folder), content)
        except InputError:
            return
    found, _ = enrolled(people, submission("x"))
    assert len(found) >= len(people)


@pytest.mark.parametrize("attack", ATTACKS_ON_IT, ids=lambda path: path.stem)
def test_an_attack_on_the_roster_changes_nothing_for_the_others(
    attack: Path, tmp_path: Path
) -> None:
    space = runpy.run_path(str(attack))
    refused, people = "", []
    try:
        people = roster(tmp_path, space["build"]())
    except InputError as error:
        refused = str(error)
    assert refused == one_line(refused, 500)
    assert bool(refused) == (space["EXPECT"] == "refused")
    if refused:
        return
    handed_in = (submission("honest", "Another Name"),)
    intake, sentences = enrol(Intake("", "", handed_in, ()), people)
    here = [one for one in intake.handed_in if not one.absent]
    assert [(one.student, one.file) for one in here] == [("honest", "submit.py")]
    assert len({one.student for one in intake.handed_in}) == len(intake.handed_in)
    for one in intake.handed_in:
        assert re.fullmatch(r"[a-z0-9_][a-z0-9._-]{0,99}", one.slug)
        for text in (one.student, one.name):
            assert text == one_line(text, 200)
            assert len(text) <= 100
    assert all(sentence == one_line(sentence, 1000) for sentence in sentences)
