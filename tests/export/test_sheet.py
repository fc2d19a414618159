"""Filling a cell of a CSV file changes that cell and not one other byte."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import InputError
from grader.export.sheet import Sheet, parse

# in Windows-1252, no two of the accented letters look like one in UTF-8
LETTERS = st.one_of(
    st.characters(min_codepoint=32, max_codepoint=126), st.sampled_from(',;\t"\näöüßéèç')
)
WITH_LINES = st.text(LETTERS, max_size=6)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]

File = tuple[bytes, list[list[str]], str]


@st.composite
def files(draw: st.DrawFn) -> File:
    """A CSV file with its cells and its separator."""
    separator = draw(st.sampled_from(",;\t"))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    width = draw(st.integers(2, 4))
    row = st.lists(WITH_LINES, min_size=width, max_size=width)
    # the titles say what separates them
    rows = [[f"T{n}" for n in range(width)], *draw(st.lists(row, min_size=1, max_size=4))]
    texts = []
    for cells in rows:
        dialect = draw(st.sampled_from(["excel", "unix"]))  # of which one quotes every cell
        file = io.StringIO()
        csv.writer(file, dialect, delimiter=separator, lineterminator=end).writerow(cells)
        texts.append(file.getvalue().removesuffix(end))
    text = end.join(texts) + draw(st.sampled_from(["", end]))
    return text.encode(draw(st.sampled_from(ENCODINGS))), rows, separator


@given(file=files())
def test_cells_are_read_as_the_csv_module_reads_them(
    file: File,
) -> None:
    content, rows, separator = file
    sheet = parse(content, "x.csv")
    assert sheet.separator == separator
    assert [[cell.text for cell in row] for row in sheet.rows] == rows


@given(file=files())
def test_a_sheet_with_no_change_has_the_same_bytes(
    file: File,
) -> None:
    assert parse(file[0], "x.csv").filled({}) == file[0]


@given(file=files(), new=WITH_LINES, data=st.data())
def test_every_byte_but_the_cell_stays(file: File, new: str, data: st.DataObject) -> None:
    content, rows, *_ = file
    line = data.draw(st.integers(1, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[0]) - 1))
    sheet = parse(content, "x.csv")
    filled = sheet.filled({(line, column): new})
    cell = sheet.rows[line][column]
    before = sheet.mark + sheet.text[: cell.start].encode(sheet.encoding)
    after = sheet.text[cell.end :].encode(sheet.encoding)
    assert filled.startswith(before)
    assert filled[len(before) :].endswith(after)
    again = parse(filled, "x.csv")
    assert again.rows[line][column].text == new
    others = [(n, m) for n, row in enumerate(rows) for m in range(len(row))]
    for place in others:
        if place != (line, column):
            assert again.rows[place[0]][place[1]].text == rows[place[0]][place[1]]


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reading_or_are_lost(content: bytes) -> None:
    try:
        sheet = parse(content, "x.csv")
    except InputError:
        return
    assert sheet.filled({}) == content


def sheet(text: str) -> Sheet:
    return parse(text.encode(), "x.csv")


def test_a_quoted_cell_stays_quoted() -> None:
    assert sheet('a,b\n"1","2"\n3,4\n').filled({(1, 1): "5", (2, 1): "6"}) == (
        b'a,b\n"1","5"\n3,6\n'
    )


def test_a_decimal_comma_is_quoted_only_where_it_separates() -> None:
    assert sheet("a,b\n1,2\n").filled({(1, 1): "5,5"}) == b'a,b\n1,"5,5"\n'
    assert sheet("a;b\n1;2\n").filled({(1, 1): "5,5"}) == b"a;b\n1;5,5\n"


def test_a_row_that_ends_early_gets_the_cells_it_lacks() -> None:
    assert sheet("a,b,c,d\n1\n2,\n").filled({(1, 1): "x", (1, 3): "y", (2, 2): "z"}) == (
        b"a,b,c,d\n1,x,,y\n2,,z\n"
    )


def test_bytes_that_windows_does_not_define_are_kept() -> None:
    content = b"a;b\n\x81\xe9;\x9d\n"
    assert parse(content, "x.csv").filled({(1, 1): "8"}) == b"a;b\n\x81\xe9;8\n"


def test_a_sign_that_the_encoding_lacks_is_named() -> None:
    with pytest.raises(InputError, match="cp1252, which has no 'ł'"):
        parse("a;é\n1;2\n".encode("cp1252"), "x.csv").filled({(1, 1): "ł"})


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b"PK\x03\x04\x14\x00", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "workbook"),
        (b"\xef\xbb\xbfa,\xff\n", "does not go on as one"),
        (b"\xff\xfea\0b", "does not go on as one"),
        (b'a,b\n1,"2\n3,4\n', "quotation mark in line 2"),
    ],
)
def test_a_file_that_is_no_csv_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        parse(content, "x.csv")
