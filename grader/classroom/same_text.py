"""Which students handed in the same text, apart from blanks and comments."""

import hashlib
import re
from collections.abc import Iterable

from grader.report import Report

# Every alternative matches wherever it begins, and gives nothing back: a string that is never
# closed is read once, however long it is.
STRING_OR_COMMENT = re.compile(
    r"""
    (                                 # a string is kept, even with a # in it
        '{3} (?: \\. | (?!'{3}) [^\\] )*+ (?:'{3})?
      | "{3} (?: \\. | (?!"{3}) [^\\] )*+ (?:"{3})?
      | '    (?: \\. | [^'\\\n] )*+ '?
      | "    (?: \\. | [^"\\\n] )*+ "?
    )
    | \#[^\n]*+
    """,
    re.DOTALL | re.VERBOSE,
)
BLANKS = re.compile(r"\s+")


def text_digest(sources: Iterable[tuple[str, str]]) -> bytes:
    """A digest of source texts without blanks and comments."""
    whole = "\n".join(text for _, text in sources)
    without_comments = STRING_OR_COMMENT.sub(lambda found: found[1] or "", whole)
    return hashlib.sha256(BLANKS.sub("", without_comments).encode()).digest()[:16]


def is_written(report: Report) -> bool:
    """Whether anything is not as in the stub."""
    return any(verdict.event != "not_written" for verdict in report.verdicts)
