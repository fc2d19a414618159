"""What Python and PyTorch warned, told apart from what a submission printed itself. Pure.

Both come on one stream. A warning is two lines, the second of which shows the code
(https://docs.python.org/3/library/warnings.html#warnings.formatwarning):

    submit.py:3: UserWarning: what it says
      the line of code

What PyTorch says may be several lines, and ends with the place in its source.
"""

import re
from collections import deque
from collections.abc import Collection
from itertools import islice

from grader.printable import one_line

MAX_WARNED = 5
MAX_TEXT = 600
MAX_LINES = 5
WARNING = re.compile(r"(?P<file>[^\n]+?):(?P<line>\d+): (?P<kind>[A-Z]\w*Warning): (?P<text>.*)")
# where in the source of PyTorch it comes from
INTERNAL = re.compile(r"\s*\(Triggered internally at [^()]*\)")


def apart(output: str, files: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The output without warnings, and each different warning once, whole.

    The line is named if the warning is about one of the `files` of the submission.
    """
    printed: list[str] = []
    counts: dict[str, int] = {}
    lines = deque(output.split("\n"))
    while lines:
        line = lines.popleft()
        found = WARNING.fullmatch(line)
        if found is None:
            printed.append(line)
            continue
        where = f" (line {found['line']})" if found["file"] in files else ""
        said = " ".join([found["text"], *_more_of(found["text"], lines)])
        text = one_line(INTERNAL.sub("", said), MAX_TEXT)
        told = f"{found['kind']}{where}: {text}"
        counts[told] = counts.get(told, 0) + 1
        if lines and lines[0].startswith("  "):  # Python shows no code where it has none
            lines.popleft()
    told_of = [text if count == 1 else f"{text} ({count} times)" for text, count in counts.items()]
    left = len(told_of) - MAX_WARNED
    more = [f"… and {left} more"] if left > 0 else []
    return "\n".join(printed), (*told_of[:MAX_WARNED], *more)


def _more_of(text: str, lines: deque[str]) -> list[str]:
    """The further lines of what PyTorch says, taken from `lines`; none if it ends in the first."""
    further: list[str] = []
    for line in islice(lines, 0 if INTERNAL.search(text) else MAX_LINES):
        if line.startswith("  ") or WARNING.fullmatch(line):  # the code, or another warning
            break
        further.append(line)
        if INTERNAL.search(line):
            return [lines.popleft() for _ in further]
    return []
