"""Text from submissions cannot steer a terminal, fill it, or break its lines."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.printable import (
    MAX_LINE,
    encodable,
    enumerated,
    joined,
    one_line,
    ordinal,
    printable,
    sentence,
)

any_text = st.text(st.characters(codec=None), max_size=60)


@given(any_text)
@example("\x1b]0;title\x07")
@example("\u202egnp.exe")
@example("\ud800")
def test_what_is_printable_steers_nothing(text: str) -> None:
    kept = printable(text)
    assert all(
        character in "\n\t" or not unicodedata.category(character).startswith("C")
        for character in kept
    )
    assert kept.encode() or not text


@given(any_text)
@example("\ud800")
def test_encodable_text_is_as_long_and_can_be_written(text: str) -> None:
    assert len(encodable(text).encode().decode()) == len(text)


@given(st.text(max_size=60))
def test_text_without_halves_of_characters_stays_as_it_is(text: str) -> None:
    assert encodable(text) == text


@given(any_text)
def test_making_printable_twice_changes_nothing_more(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@given(st.text(st.characters(exclude_categories=["C"]), max_size=60))
def test_printable_text_stays_as_it_is(text: str) -> None:
    assert printable(text) == text
    assert printable(f"{text}\n\t{text}") == f"{text}\n\t{text}"


@given(any_text)
def test_every_other_character_is_replaced_by_one(text: str) -> None:
    assert len(printable(text)) == len(text.replace("\r\n", "\n"))


def test_lines_of_windows_become_lines() -> None:
    assert printable("a\r\nb\rc") == "a\nb�c"


@pytest.mark.parametrize(
    "character", ["\x1b", "\x07", "\x00", "\x9b", "\u200b", "\u202e", "\ud800"]
)
def test_a_character_that_is_not_seen_is_shown_as_replaced(character: str) -> None:
    assert printable(f"a{character}b") == "a�b"


@given(any_text, st.integers(1, 80))
def test_one_line_is_one_line_within_its_limit(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert "  " not in line


@given(any_text)
def test_what_was_cut_says_so(text: str) -> None:
    whole = one_line(text, 1000)
    assert one_line(text, 10) == (whole if len(whole) <= 10 else whole[:9] + "…")


def test_a_line_has_a_limit_of_its_own() -> None:
    assert len(one_line("x" * 10_000)) == MAX_LINE
    assert one_line("x" * MAX_LINE) == "x" * MAX_LINE


def test_lines_and_indents_become_single_spaces() -> None:
    assert one_line("  a\n\n\tb  c  ") == "a b c"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], ""),
        (["a", "b"], "a, b"),
        (["a", "b", "c"], "a, b and 1 more"),
        ("abcde", "a, b and 3 more"),
    ],
)
def test_a_cut_list_says_how_many_were_left_out(names: list[str], told: str) -> None:
    assert enumerated(names, 2) == told


def test_names_are_joined_as_in_a_sentence() -> None:
    assert [joined("abc"[:count]) for count in (1, 2, 3)] == ["a", "a and b", "a, b and c"]


def test_places_in_a_row_read_as_in_english() -> None:
    places = [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)]
    assert " ".join(places) == "1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 111th"


def test_a_sentence_keeps_the_names_in_it() -> None:
    assert sentence("line 3 of Cell.py") == "Line 3 of Cell.py"
    assert sentence("") == ""
