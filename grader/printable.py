"""Text from submissions, made safe to keep and to show: printable, on one line, cut."""

import re
import unicodedata
from collections.abc import Sequence

MAX_LINE = 300
SENTENCE_END = re.compile(r"(?<=[.?!])\s")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    """`text` with � for each lone surrogate: half a character, which UTF-8 cannot encode.

    Called where text comes in, so that everything behind can encode what it has. Lengths and
    columns stay the same.
    """
    return LONE_SURROGATE.sub("�", text)


def one_line(text: str, limit: int = MAX_LINE) -> str:
    """`text` on one line, without control or direction-changing characters, cut at `limit`."""
    kept = " ".join(printable(text).split())
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"


def printable(text: str) -> str:
    """`text` with everything but printable characters, newlines and tabs replaced.

    Categories C* of the Unicode standard hold control characters (terminal escapes among them),
    format characters (which change the direction of writing), surrogates and unassigned ones; Zl
    and Zp are separators that some programs take for the end of a line.
    """
    if text.isprintable():  # nearly all text is, and this is quick
        return text
    return "".join(
        character
        if character in "\n\t" or not unicodedata.category(character).startswith(("C", "Zl", "Zp"))
        else "�"
        for character in text.replace("\r\n", "\n")
    )


def counted(number: int, noun: str) -> str:
    """`1 student`, `2 students`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def joined(names: Sequence[str]) -> str:
    """`a`, `a and b`, or `a, b and c`."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def enumerated(names: Sequence[str], most: int) -> str:
    """`a, b, c`, or `a, b and 2 more` if there are more than `most`."""
    left = len(names) - most
    return ", ".join(names[:most]) + (f" and {left} more" if left > 0 else "")


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `11th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return SENTENCE_END.split(text)


def first_sentence(text: str) -> str:
    """The first sentence of a text."""
    return sentences(text)[0]


def sentence(text: str) -> str:
    """`text` with a capital first letter; names in it keep theirs."""
    return text[:1].upper() + text[1:]
