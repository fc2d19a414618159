"""What is to be said of a whole file: what Python could not read or run of it, and where."""

import re

from grader.observations import At, Crashed, Note, Observation, Sighting, TimedOut
from grader.printable import one_line, printable, sentence
from grader.report import Report
from grader.submission.source import Submission

MAX_REMARKS = 4
CANNOT_READ = "Python cannot read"
# what is said of a call that is still as the stub has it
NOT_WRITTEN = "is not written yet: it raises NotImplementedError."
# as `place` says it at the start of a remark
PLACE = re.compile(
    rf"(?:{CANNOT_READ} line|Line) (\d{{1,9}})(?: of (cell \d{{1,9}}))?(?=:| was passed over:)"
)


def remarks(submission: Submission, sighting: Sighting) -> tuple[str, ...]:
    """What is to be said about the file as a whole: what Python could not read or run of it."""
    # a name that is missing because of what was passed over before it tells nothing new
    first, rest = sighting.notes[:1], sighting.notes[1:]
    notes = (*first, *(note for note in rest if note.error != "NameError"))
    said = [_remark(submission, note) for note in notes]
    said += [
        f"{sentence(place(stuck.at, submission))} was passed over: {_why(stuck.why)}"
        for stuck in sighting.stuck
    ]
    if sighting.printed_too_much:
        said.append("Only the first 64 KiB of what it prints were kept.")
    left_out = len(said) - MAX_REMARKS
    more = [f"({left_out} more of this kind.)"] if left_out > 0 else []
    return (*said[:MAX_REMARKS], *more)


def _remark(submission: Submission, note: Note) -> str:
    if note.syntax:
        return syntax_error(submission, note)
    where = sentence(place(note, submission))
    if note.package:
        package = one_line(note.package, 60)
        return (
            f"{where} was passed over: the package {package} is not installed here. "
            "What needs it will not work."
        )
    return f"{where} was passed over: it {did(note)} The rest of the file was graded."


def syntax_error(submission: Submission, note: Note) -> str:
    """A syntax error with its line and a caret under the column."""
    told = f"{CANNOT_READ} {place(note, submission)}: {one_line(note.message)}"
    line = submission.line(note.file, note.line)
    if line is None:
        return told
    column = min(max((note.column or 1) - 1, 0), len(line))
    indent = len(line) - len(line.lstrip())
    # blanks stay, for the caret stands below a column
    text = printable(line.strip()).expandtabs(1)[:70]
    caret = f"\n    {' ' * (column - indent)}^" if indent <= column < min(len(line), 70) else ""
    return f"{told}\n    {text}{caret}"


def place(where: Note | At, submission: Submission) -> str:
    """Where it is: `line 3`, or `line 3 of cell 2` in a notebook."""
    if where.file is None or where.line is None:
        return submission.name
    in_script = len(submission.sources) == 1 and where.file == submission.name
    return f"line {where.line}" + ("" if in_script else f" of {one_line(where.file)}")


def concerned(remark: str, submission: Submission) -> tuple[str, int] | None:
    """The source, by its name, and the line that a remark is about; None where it names none."""
    said = PLACE.match(remark)
    if not said:
        return None
    return said[2] or submission.sources[0][0], int(said[1])


def unread(report: Report) -> bool:
    """Whether there was nothing to grade, for Python could not read the file."""
    told = any(remark.startswith(CANNOT_READ) for remark in report.remarks)
    return told and all(verdict.outcome != "passed" for verdict in report.verdicts)


def _why(why: Observation) -> str:
    match why:
        case TimedOut(seconds):
            return f"it did not end within {seconds:g} s."
        case Crashed(unreadable=True):
            return "it sent what is no message of a submission."
        case Crashed(signal=signal) if signal:
            return f"it ended the process with signal {signal}."
        case Crashed(exit_code=code):
            return f"it ended the process with exit code {code}."
    return "the process was lost there."


def did(note: Note) -> str:
    """What a statement or a call did when it raised, after "it" or after the call."""
    if note.error == "EOFError" and "reading a line" in note.message:
        return "asked for input, and there is nobody to answer."
    if note.error == "SystemExit":
        return "ended the program (SystemExit)."
    message = one_line(note.message)
    told = f"{one_line(note.error)}: {message}" if message else one_line(note.error)
    return f"raised {told}" + ("" if told.endswith((".", "!", "?")) else ".")
