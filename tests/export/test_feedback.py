"""Pages under the names of students, and in the zip that Moodle takes back."""

import pytest
from exports import GERMAN, MOODLE, earned
from hypothesis import given
from hypothesis import strategies as st
from importers import of_moodles_zip

from grader.export.feedback import for_moodle, for_people
from grader.export.sheet import parse
from grader.handout.wheels import UNPORTABLE, zipped
from grader.intake.platforms import moodle

PAGES = {"s1": b"<p>Jan\xc3\xa9</p>", "s2": b"<p>Al</p>", "71": b"<p>71</p>"}


def test_pages_are_called_by_name_and_id() -> None:
    rows = [earned("s1", 1.0, "Jané Roe"), earned("s2", None), earned("s3", 1.0, "Kim")]
    made = for_people(rows, PAGES)
    assert made.files == {"Jané Roe (s1).html": PAGES["s1"], "s2.html": PAGES["s2"]}
    assert made.without_page == [rows[2]]


@pytest.mark.parametrize("text", [MOODLE, GERMAN])
def test_moodle_finds_the_student_of_each_page(text: str) -> None:
    rows = [earned("s1", 1.0, "Jané Roe"), earned("s2", 2.0, "Al_Poe"), earned("x", 1.0, "Zoe")]
    made = for_moodle(rows, {**PAGES, "x": b"x"}, parse(text.encode(), "worksheet.csv"))
    assert list(of_moodles_zip(zipped(made.files))) == [
        (72, "feedback.html", PAGES["s2"]),
        (71, "feedback.html", PAGES["s1"]),
    ]
    assert made.without_number == [rows[2]]


def test_ids_of_a_moodle_download_are_its_numbers() -> None:
    rows = [earned("71", 1.0, "Jané Roe"), earned("s1", 1.0, known_as=("72",)), earned("s2", 1.0)]
    made = for_moodle(rows, PAGES, None)
    assert list(made.files) == [
        "Jané Roe_71_assignsubmission_file_/feedback.html",
        "Participant_72_assignsubmission_file_/feedback.html",
    ]
    assert made.without_number == [rows[2]]


@given(st.text(max_size=120))
def test_any_name_is_safe_and_read_back(name: str) -> None:
    row = earned("71", 1.0, name)
    (path,) = for_moodle([row], PAGES, None).files
    folder, file = path.split("/")
    named = moodle(folder)
    assert named is not None
    assert (named.student, file) == ("71", "feedback.html")
    assert list(of_moodles_zip(zipped({path: b"x"}))) == [(71, "feedback.html", b"x")]
    (page,) = for_people([row], PAGES).files
    assert not UNPORTABLE.search(page)
    assert not UNPORTABLE.search(folder)


def test_the_same_pages_make_the_same_bytes() -> None:
    rows = [earned("71", 1.0, "Jané Roe"), earned("s1", 1.0, known_as=("72",))]
    made = zipped(for_moodle(rows, PAGES, None).files)
    assert made == zipped(for_moodle(reversed(rows), PAGES, None).files)
