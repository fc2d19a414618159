"""How points are written in a cell, and whether a cell has them already."""

import re

DECIMALS = 5  # as Moodle stores them, in `assign_grades.grade`
ENOUGH = 2  # decimals that platforms round to when they export
MARK = re.compile("[.,]")
NUMBER = re.compile(r"-?\d[\d.,]*")


def as_text(points: float, mark: str = ".") -> str:
    """Points in decimal digits, without needless zeros. `mark` stands before the decimals."""
    text = f"{points:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", mark)


def as_number(text: str) -> float | None:
    """The number in a cell, or None if it holds something else.

    The last point or comma stands before the decimals, as for Canvas (`GradebookImporter`,
    `decimal_comma_to_period`).
    """
    if not NUMBER.fullmatch(text):
        return None
    *whole, last = MARK.split(text)
    return float(f"{''.join(whole)}.{last}" if whole else last)


def says(text: str, points: float) -> bool:
    """Whether a cell has these points, perhaps rounded to the decimals that it shows."""
    number = as_number(text)
    if number is None:
        return False
    _, *decimals = MARK.split(text)
    shown = len(decimals[-1]) if decimals else 0
    tolerance = 0.5 * 10.0 ** -(shown if shown >= ENOUGH else DECIMALS)
    return abs(number - points) <= tolerance + 1e-9
