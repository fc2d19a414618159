"""What was warned, told apart from what was printed."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judging.warned import MAX_WARNED, apart

LONG = "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. " * 3


def warned(text: str, line: int = 3, file: str = "submit.py", kind: type = UserWarning) -> str:
    """A warning as Python writes it."""
    return warnings.formatwarning(text, kind, file, line, "x.grad")


def test_a_warning_is_taken_out_of_what_was_printed_and_told_whole() -> None:
    output = f"before\n{warned(LONG)}after\n"
    assert apart(output, ["submit.py"]) == (
        "before\nafter\n",
        (f"UserWarning (line 3): {LONG.strip()}",),
    )


def test_where_in_the_source_of_pytorch_it_comes_from_is_left_out() -> None:
    text = "It is slow. (Triggered internally at /pytorch/aten/src/x.cpp:12.)"
    assert apart(warned(text), ["submit.py"])[1] == ("UserWarning (line 3): It is slow.",)


def test_a_warning_of_several_lines_is_told_whole_and_what_follows_was_printed() -> None:
    text = "It is slow.\nUse another. (Triggered internally at /pytorch/aten/src/x.cpp:12.)"
    assert apart(f"{warned(text)}after\n", ["submit.py"]) == (
        "after\n",
        ("UserWarning (line 3): It is slow. Use another.",),
    )


@pytest.mark.parametrize("text", ["It is slow.", "It is slow.\nUse another."])
def test_what_is_printed_between_two_warnings_is_no_part_of_them(text: str) -> None:
    second = warned(f"{text} (Triggered internally at /pytorch/aten/src/x.cpp:12.)")
    without_code = warned("old").split("\n")[0]
    for first in (warned("old"), f"{without_code}\n"):
        printed, told = apart(f"{first}loss 1.5\n{second}after\n", ["submit.py"])
        assert printed == "loss 1.5\nafter\n"
        assert told == (
            "UserWarning (line 3): old",
            f"UserWarning (line 3): {text}".replace("\n", " "),
        )


def test_a_line_of_a_library_is_not_named() -> None:
    text = warned("old", 42, "/usr/lib/python3/site-packages/torch/x.py", DeprecationWarning)
    assert apart(text, ["submit.py"])[1] == ("DeprecationWarning: old",)


def test_equal_warnings_are_told_once_and_of_many_the_first() -> None:
    many = "".join(warned(f"number {n}") for n in range(MAX_WARNED + 3))
    _, told = apart(warned("number 0") + many, ["submit.py"])
    assert told[0] == "UserWarning (line 3): number 0 (2 times)"
    assert len(told) == MAX_WARNED + 1
    assert told[-1] == "… and 3 more"


def test_a_warning_without_a_line_of_code_takes_nothing_with_it() -> None:
    assert apart("a.py:1: UserWarning: x\nloss 3\n", [])[0] == "loss 3\n"


@given(st.text(st.characters(blacklist_characters="\n:")))
def test_what_is_no_warning_is_left_as_it_is(text: str) -> None:
    assert apart(text, ["submit.py"]) == (text, ())
