"""Points go into Moodle's grading worksheet, and Moodle reads them back."""

import html

import pytest
from exports import FRENCH, GERMAN, MOODLE, earned
from hypothesis import given
from hypothesis import strategies as st
from importers import ENGLISH, Language, of_moodle
from importers import FRENCH as IN_FRENCH
from importers import GERMAN as IN_GERMAN

from grader.classroom.grade_row import GradeRow
from grader.classroom.tables import FORMULA
from grader.errors import InputError
from grader.export import moodle
from grader.export.filling import Filled
from grader.export.sheet import parse

FILE = "worksheet.csv"


def filled(text: str | bytes, *rows: GradeRow, **more: bool) -> Filled:
    content = text.encode() if isinstance(text, str) else text
    return moodle.filled(parse(content, FILE), rows, **more)


@pytest.mark.parametrize(
    ("text", "language"), [(MOODLE, ENGLISH), (GERMAN, IN_GERMAN), (FRENCH, IN_FRENCH)]
)
def test_moodle_reads_the_points_in_each_language(text: str, language: Language) -> None:
    made = filled(text, earned("71", 2.5), earned("al@x.org", 1.0))
    before, after = of_moodle(text.encode(), language), of_moodle(made.content, language)
    assert after[71][0] == 2.5
    assert {one: after[one] for one in (72, 73)} == {one: before[one] for one in (72, 73)}
    assert (made.points, made.complete) == (2, True)


def test_all_but_the_points_is_the_same_text() -> None:
    made = filled(MOODLE, earned("s1", 3.0))
    assert made.content.decode() == MOODLE.replace("grading,,3.00,Yes", "grading,3,3.00,Yes")


def test_a_decimal_comma_is_written_where_the_language_has_one() -> None:
    assert b'abgegeben,"2,5","3,00",Ja' in filled(GERMAN, earned("71", 2.5)).content
    # a spreadsheet has put commas into numbers: Moodle would cut off what is behind them
    english = MOODLE.replace("3.00", '"3,00"')
    assert of_moodle(filled(english, earned("71", 2.5)).content)[71][0] == 2.5


def test_locked_grades_are_left_and_named() -> None:
    for text in (MOODLE, GERMAN, FRENCH):
        made = filled(text, earned("73", 3.0, "Kim Lee"))
        assert made.content == text.encode()
        assert made.sentences[0].startswith("Moodle has locked")
        assert "Kim Lee (73)" in made.sentences[0]
        assert not made.complete


def test_not_graded_is_never_a_zero() -> None:
    made = filled(MOODLE, earned("71", None))
    assert made.content == MOODLE.encode()
    assert made.points == 0


def test_another_grade_is_only_overwritten_on_request() -> None:
    with pytest.raises(InputError, match=r"72 has 1\.00, not 2\. Add --overwrite"):
        filled(MOODLE, earned("72", 2.0))
    made = filled(MOODLE, earned("72", 2.0), overwrite=True)
    assert of_moodle(made.content)[72][0] == 2.0


def test_another_maximum_is_refused_unless_scaled() -> None:
    with pytest.raises(InputError, match=r"a maximum of 3 for Grade, .* one of 12 for 71"):
        filled(MOODLE, earned("71", 4.0, maximum=12.0))
    made = filled(MOODLE, earned("71", 4.0, maximum=12.0), scale=True)
    assert of_moodle(made.content)[71][0] == 1.0


def test_points_that_moodle_ignores_are_named() -> None:
    made = filled(MOODLE, earned("71", 3.5, "Jané Roe"))
    assert of_moodle(made.content, maximum=3)[71][0] is None
    assert made.sentences[-1].startswith("Moodle ignores grades")
    assert not made.complete
    assert "Jané Roe (71)" in made.sentences[-1]


def test_a_scale_of_words_is_refused() -> None:
    text = MOODLE.replace("Maximum Grade", "Scale").replace("3.00", "good")
    with pytest.raises(InputError, match="words of a scale"):
        filled(text, earned("71", 3.0))


@pytest.mark.parametrize("title", ["Identifier", "Grade,", "Last modified (grade)"])
def test_a_column_that_moodle_needs_is_missed(title: str) -> None:
    with pytest.raises(InputError, match="it has no column for the"):
        filled(MOODLE.replace(title, f"x{title}", 1), earned("71", 3.0))


def test_a_column_that_is_there_twice_is_refused() -> None:
    with pytest.raises(InputError, match="“Grade” more than once"):
        filled(MOODLE.replace("Status", "Grade", 1), earned("71", 3.0))


def test_the_number_of_another_student_is_not_taken_for_a_participant() -> None:
    text = MOODLE.replace("s2,al", "71,al")
    unclear = filled(text, earned("71", 3.0))
    assert unclear.content == text.encode()
    assert not unclear.complete
    assert of_moodle(filled(text, earned("71", 3.0, "Jané Roe")).content)[71][0] == 3.0


def test_comments_are_written_as_html_and_come_back() -> None:
    comment = "Two lines:\n1 < 2 & 3; =A1"
    made = filled(MOODLE, earned("71", 3.0, comment=comment), comments=True)
    written = of_moodle(made.content)[71][1]
    assert written == "<p>Two lines:<br>1 &lt; 2 &amp; 3; &#61;A1</p>"
    assert of_moodle(made.content)[72] == of_moodle(MOODLE.encode())[72]
    assert filled(made.content, earned("71", 3.0, comment=comment), comments=True).points == 1


def test_another_comment_is_only_overwritten_on_request() -> None:
    row = earned("72", 1.0, comment="Better")
    with pytest.raises(InputError, match="1 cell"):
        filled(MOODLE, row, comments=True)
    assert of_moodle(filled(MOODLE, row).content) == of_moodle(MOODLE.encode())
    made = filled(MOODLE, row, comments=True, overwrite=True)
    assert of_moodle(made.content)[72] == (1.0, "<p>Better</p>")


def test_comments_need_their_column() -> None:
    with pytest.raises(InputError, match="has no column for comments"):
        filled(MOODLE.replace("Feedback comments", "x"), earned("71", 3.0), comments=True)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=30))
def test_no_comment_becomes_a_formula_or_changes(comment: str) -> None:
    written = moodle.as_html(comment)
    assert not FORMULA.search(written)
    shown = html.unescape(written.removeprefix("<p>").removesuffix("</p>").replace("<br>", "\n"))
    assert shown.split() == comment.split()


WAYS = st.tuples(
    st.sampled_from([(MOODLE, ENGLISH), (GERMAN, IN_GERMAN), (FRENCH, IN_FRENCH)]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)


@given(way=WAYS, points=st.floats(0, 3))
def test_any_way_of_writing_the_file_is_kept(
    way: tuple[tuple[str, Language], str, str, str, bool], points: float
) -> None:
    (original, language), encoding, separator, end, has_last_end = way
    text = original.replace(",", separator).replace("\n", end)
    content = (text if has_last_end else text.removesuffix(end)).encode(encoding)
    made = filled(content, earned("71", points))
    sheet, again = parse(content, FILE), parse(made.content, FILE)
    number = sheet.values[0].index(language.grade)
    cell = sheet.rows[1][number]
    before = sheet.mark + sheet.text[: cell.start].encode(sheet.encoding)
    after = sheet.text[cell.end :].encode(sheet.encoding)
    assert made.content == before + made.content[len(before) : -len(after)] + after
    assert again.value(1, number)
    if encoding.startswith("utf-8"):
        found = of_moodle(made.content, language, separator)[71][0]
        assert found is not None
        assert abs(found - points) <= 1e-5
