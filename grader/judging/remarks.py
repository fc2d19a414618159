"""Remarks on the file as a whole: what Python could not read or run, and where."""

import re
import sys

from grader.observations import At, Crashed, Note, Observation, Sighting, Stuck, TimedOut
from grader.printable import MAX_LINE, one_line, printable, sentence
from grader.report import Remark
from grader.submission.source import Submission

MAX_REMARKS = 4
RELATIVE = "attempted relative import"
# nobody takes these for a file of the submission's own
WELL_KNOWN = frozenset(
    {"PIL", "cv2", "datasets", "jax", "keras", "lightning", "matplotlib", "numpy", "pandas"}
    | {
        "pytorch_lightning",
        "requests",
        "scipy",
        "skimage",
        "sklearn",
        "statsmodels",
        "sympy",
        "tensorflow",
        "torch",
    }
    | {"torchaudio", "torchmetrics", "torchvision", "tqdm", "transformers"}
)
DEFINES = re.compile(r"\b(?:def|class) ")
MAGIC = re.compile(r"\s*[%!]")
# what an older Python cannot read, and from which version on it can
NEWER = (
    (re.compile(r"\s*type\s+\w+.*="), (3, 12)),
    (re.compile(r"\s*(?:async\s+def|def|class)\s+\w+\["), (3, 12)),
    (re.compile(r".*\b[fF][rR]?(['\"]).*\{.*\1.*\}.*\1"), (3, 12)),
    (re.compile(r"\s*except\s+\w+\s*,"), (3, 14)),
    (re.compile(r".*\b[tT][rR]?['\"]"), (3, 14)),
)


def remarks(submission: Submission, sighting: Sighting) -> tuple[Remark, ...]:
    """What Python could not read or run, and what else is true of the file as a whole."""
    # a NameError after a skipped statement is probably its consequence
    first, rest = sighting.notes[:1], sighting.notes[1:]
    notes = (*first, *(note for note in rest if note.error != "NameError"))
    found = [
        _on_written(submission, cell, file)
        for cell, file in submission.written.items()
        if DEFINES.search(dict(submission.sources)[cell])
    ]
    found += [_on_note(submission, note) for note in notes]
    found += [_on_stuck(submission, stuck) for stuck in sighting.stuck]
    left_out = len(found) - MAX_REMARKS
    more = [Remark(f"({left_out} more like these.)", "more")] if left_out > 0 else []
    return (*_on_completion(submission), *found[:MAX_REMARKS], *more)


def _on_completion(submission: Submission) -> list[Remark]:
    if not submission.completed:
        return []
    functions = ", ".join(submission.completed)
    text = f"What this file leaves out ({functions}) comes from the solution."
    return [Remark(text, "completed")]


def _on_note(submission: Submission, note: Note) -> Remark:
    if note.syntax:
        text = syntax_error(submission, note)
        return Remark(text, "unreadable", note.file, note.line)
    skipped = _skipped(note, submission)
    if note.package:
        package = one_line(note.package, 60)
        text = f"{skipped}: {_missing(submission, note.package.partition('.')[0], package)}"
        return Remark(text, "package_missing", note.file, note.line)
    if RELATIVE in note.message:
        text = (
            f"{skipped}: it imports from a file beside this one, and only this file is graded. "
            f"Copy what it needs from there into {submission.name}."
        )
        return Remark(text, "package_missing", note.file, note.line)
    text = f"{skipped}: it {did(note)} The rest of the file was graded."
    return Remark(text, "skipped", note.file, note.line)


def _missing(submission: Submission, top: str, package: str) -> str:
    """Why a package cannot be imported."""
    if top in submission.siblings:
        return (
            f"it imports {package}, which lies beside this file, and only this file is graded. "
            f"Copy what it needs from there into {submission.name}."
        )
    if any(file.removesuffix(".py") == top for file in submission.written.values()):
        return f"it imports {package}, which a cell writes to a file. Nothing is written here."
    text = f"the package {package} is not installed here. What needs it fails."
    if top in WELL_KNOWN:
        return text
    return (
        f"{text} If {package} is a file that lies elsewhere: only this file is graded, so its code "
        f"belongs in {submission.name}."
    )


def _on_written(submission: Submission, cell: str, file: str) -> Remark:
    name = one_line(file, 60)
    text = (
        f"{sentence(cell)} does not run: its first line writes it to {name}, and only this "
        f"notebook is graded. Without that line, its code is part of the notebook."
    )
    return Remark(text, "not_run", cell, 1)


def _on_stuck(submission: Submission, stuck: Stuck) -> Remark:
    text = f"{_skipped(stuck.at, submission)}: {_ended(stuck.why)}"
    return Remark(text, "stuck", stuck.at.file, stuck.at.line)


def _skipped(where: Note | At, submission: Submission) -> str:
    known = where.file is not None and where.line is not None
    return f"{sentence(place(where, submission)) if known else 'A statement'} was skipped"


def syntax_error(submission: Submission, note: Note) -> str:
    """What Python cannot read, and below it the line with a caret under the column."""
    line = submission.line(note.file, note.line)
    if line is None:
        return cannot_read(submission, note)
    column = min(max((note.column or 1) - 1, 0), len(line))
    indent = len(line) - len(line.lstrip())
    # tabs become one blank each, so that the caret stands below the right character
    text = printable(line.strip()).expandtabs(1)[:70]
    caret = f"\n    {' ' * (column - indent)}^" if indent <= column < min(len(line), 70) else ""
    told = [f"{cannot_read(submission, note)}\n    {text}{caret}", _advice(submission, line)]
    return "\n".join(filter(None, told))


def _advice(submission: Submission, line: str) -> str:
    """What to do about a line that Python cannot read, where that is known."""
    if MAGIC.match(line) and not submission.is_notebook:
        return "Lines that begin with % or ! work in notebooks only. Take this one out."
    for pattern, (major, minor) in NEWER:
        if sys.version_info < (major, minor) and pattern.match(line[:MAX_LINE]):
            here = f"{sys.version_info.major}.{sys.version_info.minor}"
            return f"This is the syntax of Python {major}.{minor}; here, Python {here} reads it."
    return ""


def cannot_read(submission: Submission, note: Note) -> str:
    """What Python cannot read and why, on one line."""
    return f"Python cannot read {place(note, submission)}: {one_line(note.message)}"


def place(where: Note | At, submission: Submission) -> str:
    """`line 3`, or `line 3 of cell In [2]`; the name of the file if no line is known."""
    if where.file is None or where.line is None:
        return submission.name
    in_script = len(submission.sources) == 1 and where.file == submission.name
    return f"line {where.line}" + ("" if in_script else f" of {one_line(where.file)}")


def _ended(why: Observation) -> str:
    match why:
        case TimedOut(seconds):
            return f"it did not end within {seconds:g} s."
        case Crashed(unreadable=True):
            return "the process sent something unreadable."
        case Crashed(signal=signal) if signal:
            return f"it ended the process with signal {signal}."
        case Crashed(exit_code=code):
            return f"it ended the process with exit code {code}."
    return "the process ended there."


def did(note: Note) -> str:
    """What a statement or a call did, to follow "it" or the call: "raised ValueError: no."."""
    if note.error == "EOFError" and "reading a line" in note.message:
        return "asked for input, and there is nobody to answer."
    if note.error == "SystemExit":
        return "ended the program (SystemExit)."
    message = one_line(note.message)
    error = f"{one_line(note.error)}: {message}" if message else one_line(note.error)
    return f"raised {error}" + ("" if error.endswith((".", "!", "?")) else ".")
