"""Points go into a gradebook that Canvas exported, and Canvas reads them back."""

import pytest
from exports import CANVAS, earned
from hypothesis import given
from hypothesis import strategies as st
from importers import of_canvas

from grader.classroom.grade_row import GradeRow
from grader.errors import InputError
from grader.export import canvas
from grader.export.filling import Filled
from grader.export.sheet import parse

FILE = "canvas.csv"
ASKED = "Doubling (72)"


def filled(text: str | bytes, *rows: GradeRow, column: str | None = ASKED, **more: bool) -> Filled:
    content = text.encode() if isinstance(text, str) else text
    return canvas.filled(parse(content, FILE), rows, ["doubling"], column, **more)


def test_canvas_reads_the_points_and_finds_nothing_else_changed() -> None:
    made = filled(CANVAS, earned("4001", 2.5), earned("apoe", 0.0))
    before, after = of_canvas(CANVAS.encode()), of_canvas(made.content)
    assert after.pop("Doubling (72)") == {"4001": "2.5", "4002": "0", "4003": "N/A", "4999": ""}
    assert before.pop("Doubling (72)")
    assert after == before
    assert (made.points, made.complete) == (2, True)


def test_all_but_the_points_is_the_same_text() -> None:
    made = filled(CANVAS, earned("s1", 2.5))
    assert made.content.decode() == CANVAS.replace("5.00,,7.50", "5.00,2.5,7.50")


@pytest.mark.parametrize(
    ("student", "name", "known_as"),
    [
        ("4001", "", ()),
        ("S1", "", ()),
        ("jroe@x.org", "", ()),
        ("nobody", "", ("4001",)),
        ("77", "roejané", ()),
        ("77", "Jané Roe", ()),
        ("77", "Roe, Jané", ()),
    ],
)
def test_students_are_found_by_ids_or_name(
    student: str, name: str, known_as: tuple[str, ...]
) -> None:
    made = filled(CANVAS, earned(student, 3.0, name, known_as=known_as))
    assert of_canvas(made.content)[ASKED]["4001"] == "3"


def test_an_id_goes_before_a_name() -> None:
    made = filled(CANVAS, earned("9", 1.0, "Al Poe"), earned("apoe", 3.0, "Al"))
    assert of_canvas(made.content)[ASKED]["4002"] == "3"
    assert made.sentences[0].startswith(f"Not found in {FILE}")
    assert "Al Poe (9)" in made.sentences[0]
    assert not made.complete


def test_a_part_of_a_double_name_is_another_student() -> None:
    made = filled(CANVAS, earned("77", 3.0, "Ann-Al Poe"), earned("78", 3.0, "Lab-Jané Roe"))
    assert made.content == CANVAS.encode()
    assert made.sentences[0].endswith(": Ann-Al Poe (77), Lab-Jané Roe (78).")


def test_an_id_under_another_name_is_pointed_out() -> None:
    made = filled(CANVAS, earned("4001", 3.0, "Zoe Doe"), earned("4002", 3.0, "A. Poe"))
    assert made.points == 2
    assert made.sentences[0].endswith(": Zoe Doe (4001) is Jané Roe (s1) there.")


@pytest.mark.parametrize(("student", "others"), [("li@x.org", []), ("77", ["s2"])])
def test_a_name_under_another_id_is_pointed_out(student: str, others: list[str]) -> None:
    text = CANVAS.replace("s1,jroe@x.org", "jroe@x.org,jroe")
    made = filled(text, earned(student, 3.0, "Jané Roe"), *(earned(one, 1.0) for one in others))
    assert of_canvas(made.content)[ASKED]["4001"] == "3"
    assert made.sentences[0].startswith("Matched by name and not by id; please check: Jané Roe")


def test_two_students_who_fit_one_row_get_nothing() -> None:
    made = filled(CANVAS, earned("4002", 1.0), earned("apoe", 3.0))
    assert made.content == CANVAS.encode()
    assert made.sentences[0].startswith("Several students of the gradebook fit one row")
    assert not made.complete


def test_who_is_missing_on_either_side_is_listed() -> None:
    made = filled(CANVAS, earned("s1", None, "Jané Roe"), earned("zoe", 3.0, "Zoe Doe"))
    missing, ungraded, alone = made.sentences
    assert missing.endswith(": Zoe Doe (zoe).")
    assert ungraded.startswith("Not graded")
    assert ungraded.endswith(": Jané Roe (s1).")
    assert alone == f"In {FILE} and not in the gradebook: Al Poe (s2), Kim Lee (klee)."
    assert made.content == CANVAS.encode()


def test_nobody_gets_points_for_what_canvas_has_not_assigned() -> None:
    made = filled(CANVAS, earned("klee", 3.0))
    assert made.content == CANVAS.encode()
    assert "(N/A)" in made.sentences[0]
    assert not made.complete


@pytest.mark.parametrize("names", [["Doubling"], ["doubling", "Loops and sums"]])
def test_two_columns_of_one_name_ask_for_the_number(names: list[str]) -> None:
    with pytest.raises(InputError, match=r"“Doubling \(72\)”, “Doubling \(73\)”"):
        canvas.filled(parse(CANVAS.encode(), FILE), [], names)


def test_a_column_that_is_there_twice_is_refused() -> None:
    with pytest.raises(InputError, match="more than once"):
        filled(CANVAS.replace("(73)", "(72)"), earned("s1", 3.0))


def test_without_a_column_the_exercise_names_it() -> None:
    made = canvas.filled(
        parse(CANVAS.encode(), FILE), [earned("s2", 4.0, maximum=5.0)], ["sums", "LOOPS"]
    )
    assert of_canvas(made.content)["Loops (71)"]["4002"] == "4.00"  # which is the same


def test_without_such_a_column_all_are_listed() -> None:
    with pytest.raises(InputError) as refused:
        canvas.filled(parse(CANVAS.encode(), FILE), [], ["sums"])
    said = str(refused.value)
    assert "It has “Loops (71)”, “Doubling (72)”, “Doubling (73)”." in said


@pytest.mark.parametrize("column", ["Current Score", "Final Grade", "Student", "Notes", ""])
def test_totals_and_names_are_no_columns_for_points(column: str) -> None:
    with pytest.raises(InputError, match="has no column named like"):
        filled(CANVAS, column=column)


@pytest.mark.parametrize("limit", ["(read only)", "(schreibgeschützt)"])
def test_a_read_only_column_is_refused(limit: str) -> None:
    text = CANVAS.replace("5.00,3.00,10.00", f"5.00,{limit},10.00")
    with pytest.raises(InputError, match="is read-only"):
        filled(text, earned("s1", 3.0))


@pytest.mark.parametrize("old", ["2.00", "EX", "=1+1", "good", "2,5"])
def test_another_grade_is_only_overwritten_on_request(old: str) -> None:
    text = CANVAS.replace("5.00,,7.50", f'5.00,"{old}",7.50')
    with pytest.raises(InputError) as refused:
        filled(text, earned("s1", 3.0, "Jané Roe"))
    assert f"Jané Roe (s1) has {old}, not 3." in str(refused.value)
    made = filled(text, earned("s1", 3.0), overwrite=True)
    assert of_canvas(made.content)[ASKED]["4001"] == "3"


@pytest.mark.parametrize("old", ["2.33", "2,33", "2.33333"])
def test_an_equal_grade_is_left_as_it_is(old: str) -> None:
    text = CANVAS.replace("5.00,,7.50", f'5.00,"{old}",7.50')
    assert filled(text, earned("s1", 7 / 3)).content.decode() == text


def test_another_maximum_is_refused_unless_scaled() -> None:
    with pytest.raises(InputError, match=r"a maximum of 3 for .* one of 12 for s1"):
        filled(CANVAS, earned("s1", 8.0, maximum=12.0))
    made = filled(CANVAS, earned("s1", 8.0, maximum=12.0), scale=True)
    assert of_canvas(made.content)[ASKED]["4001"] == "2"


def test_a_file_without_maxima_is_filled_and_says_so() -> None:
    text = "".join(line for line in CANVAS.splitlines(True) if "Possible" not in line)
    made = filled(text, earned("s1", 3.0))
    assert made.points == 1
    assert made.sentences[-1].startswith(f"{FILE} does not say the maximum")


def test_first_and_last_names_in_two_columns_are_one_name() -> None:
    text = (
        "LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,Doubling (72)\n"
        "    Points Possible,,,,,,3.00\nRoe,Jané,4001,s1,jroe,A,\n"
    )
    made = filled(text, earned("9", 1.0, "Jané Roe"))
    assert of_canvas(made.content)[ASKED] == {"4001": "1"}


def test_a_student_who_is_there_twice_is_refused() -> None:
    with pytest.raises(InputError, match=r"Jané Roe \(s1\) more than once, in rows 5 and 8"):
        filled(CANVAS + '"Roe, Jané",4001,s1,jroe@x.org,B,,,,,,,,\n', earned("s1", 1.0))


def test_a_comma_without_quotation_marks_is_refused() -> None:
    text = CANVAS.replace("5.00,,7.50,100.00,100.00,100.00,A", "5,00,,7,50,100,100,100,A")
    with pytest.raises(InputError, match="more cells in row 5 than titles"):
        filled(text, earned("s1", 1.0))


@pytest.mark.parametrize("text", ["Name,SID\nAl,s2\n", "Student,Points\nAl,2\n", "a,b\n1,2\n"])
def test_another_kind_of_file_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"canvas\.csv"):
        filled(text, earned("s2", 1.0))


WAYS = st.tuples(
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)


@given(way=WAYS, points=st.floats(0, 3), other=st.one_of(st.none(), st.floats(0, 3)))
def test_any_way_of_writing_the_file_is_kept(
    way: tuple[str, str, str, bool], points: float, other: float | None
) -> None:
    encoding, separator, end, has_last_end = way
    text = CANVAS.replace(",", separator).replace("\n", end)
    content = (text if has_last_end else text.removesuffix(end)).encode(encoding)
    made = filled(content, earned("4001", points), earned("s2", other))
    sheet, again = parse(content, FILE), parse(made.content, FILE)
    assert (again.mark, again.encoding, again.separator) == (
        sheet.mark,
        sheet.encoding,
        sheet.separator,
    )
    back = made.content
    number = sheet.values[0].index(ASKED)
    assert abs(float(again.value(4, number)) - points) <= 1e-5
    assert bool(again.value(3, number)) == (other is not None)
    # without what was written, every byte is as before
    assert again.filled({(4, number): "", (3, number): ""}) == content
    if encoding.startswith("utf-8") and separator != "\t":
        assert of_canvas(back)[ASKED]["4001"] == again.value(4, number)
