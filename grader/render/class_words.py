"""A class in words, the same for the terminal and for its page."""

import re
import shlex

from grader.classroom.summary import Alike, CauseKey, Shared
from grader.printable import counted
from grader.render.words import spoken

# what needs no quotes in any shell, and is no option
PLAIN_ID = re.compile(r"[A-Za-z0-9_.@][A-Za-z0-9_.@+-]*")


def titled(cause: Shared | CauseKey) -> str:
    """The name of a cause, with its function unless it may show in several."""
    return f"{spoken(cause.name)} in {cause.function}" if cause.function else spoken(cause.name)


def not_written_up(group: Alike) -> str:
    """How many students show the same."""
    count = counted(len(group.shown_by), "submission")
    return f"{count} show the same, and nobody has written it up yet."


def write_up(group: Alike, output: str) -> str:
    """The command that makes a mistake of what they show."""
    student = group.shown_by[0].student
    named = student.student if PLAIN_ID.fullmatch(student.student) else student.slug
    place = f"--from {shlex.quote(output)} {named}"
    return f"grade mistake NAME {place} --function {group.function}"
