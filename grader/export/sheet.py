"""A CSV file whose cells can be filled while every other byte stays as it is.

The csv module says what is in a cell but not where it is, and writes the quotes, ends of lines and
encodings of its own choice.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from grader.errors import InputError
from grader.intake.csv_text import encoding_of, separator_of

MAX_CELLS = 2_000_000  # 5,000 students with 400 columns
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
FIELD = r'(?:"(?P<quoted>(?:[^"]|"")*+)(?P<closed>"?))?(?P<rest>[^{separator}\r\n]*)'
# bytes that Windows-1252 does not define are kept as they are
KEPT = {"cp1252": "surrogateescape"}

Place = tuple[int, int]  # row and column, from 0


class Cell(NamedTuple):
    """What a cell holds, and where it stands in the text, with its quotes."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sheet:
    """A CSV file. `file` is what messages call it, `mark` the bytes that name its encoding."""

    file: str
    text: str
    encoding: str
    mark: bytes
    separator: str
    rows: tuple[tuple[Cell, ...], ...]

    @cached_property
    def values(self) -> list[list[str]]:
        """What the cells hold, without the blanks around it."""
        return [[cell.text.strip() for cell in row] for row in self.rows]

    def value(self, row: int, column: int) -> str:
        """What a cell holds; "" if the row ends before it."""
        cells = self.values[row]
        return cells[column] if column < len(cells) else ""

    def filled(self, changes: Mapping[Place, str]) -> bytes:
        """The file with these cells changed and every other byte as it was. Raises InputError."""
        pieces, done, ends = [], 0, {row: len(self.rows[row]) for row, _ in changes}
        for row, column in sorted(changes):
            cells = self.rows[row]
            start, end = cells[-1].end, cells[-1].end
            added = self.separator * (column + 1 - ends[row])  # spreadsheets leave out empty ends
            if column < len(cells):
                start, end = cells[column].start, cells[column].end
            ends[row] = max(ends[row], column + 1)
            written = self._written(changes[row, column], quoted=self.text[start:end][:1] == '"')
            pieces += [self.text[done:start], added, written]
            done = end
        text = "".join([*pieces, self.text[done:]])
        try:
            return self.mark + text.encode(self.encoding, KEPT.get(self.encoding, "strict"))
        except UnicodeEncodeError as error:
            raise InputError(
                f"{self.file} is in the encoding {self.encoding}, which has no "
                f"{text[error.start]!r}. Save the file as CSV UTF-8, and try again."
            ) from error

    def _written(self, value: str, *, quoted: bool) -> str:
        if quoted or any(sign in value for sign in (self.separator, '"', "\r", "\n")):
            return '"' + value.replace('"', '""') + '"'
        return value


def parse(content: bytes, file: str) -> Sheet:
    """The sheet in the bytes of a CSV file. Raises InputError, which says what is wrong with it."""
    if content.startswith(WORKBOOKS):
        raise InputError(
            f"{file} is a workbook of a spreadsheet program. Open it there and save it as CSV, or "
            "export it again as CSV."
        )
    encoding, mark = encoding_of(content)
    try:
        text = content[len(mark) :].decode(encoding, KEPT.get(encoding, "strict"))
    except UnicodeDecodeError as error:
        raise InputError(
            f"{file} begins as a file in {encoding.upper()} and does not go on as one (byte "
            f"{error.start + len(mark):,}). Export it again."
        ) from error
    if not text.strip():
        raise InputError(f"{file} is empty. Export it again.")
    separator = separator_of(text)
    rows = tuple(_rows(text, separator, file))
    return Sheet(file, text, encoding, mark, separator, rows)


def _rows(text: str, separator: str, file: str) -> Iterator[tuple[Cell, ...]]:
    field = re.compile(FIELD.format(separator=re.escape(separator)))
    row: list[Cell] = []
    place = cells = 0
    while True:
        found = field.match(text, place)
        assert found is not None  # it may be empty
        if found["quoted"] is not None and not found["closed"]:
            line = text.count("\n", 0, found.start()) + 1
            raise InputError(f"{file} has a quotation mark in line {line} that never ends.")
        content = (found["quoted"] or "").replace('""', '"') + found["rest"]
        row.append(Cell(content, *found.span()))
        cells += 1
        if cells > MAX_CELLS:
            raise InputError(f"{file} has more than the limit of {MAX_CELLS:,} cells.")
        place = found.end()
        if text.startswith(separator, place):
            place += 1
            continue
        yield tuple(row)
        row = []
        place += 2 if text.startswith("\r\n", place) else 1
        if place >= len(text):
            return
