"""Which exercise a submission is for."""

import hashlib
import io
import re
import tokenize
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import ExerciseBroken, ExerciseUnknown, InputError
from grader.exercise.examples import MARKER, find_mistake
from grader.exercise.folders import SETTINGS_FILE, Folders, beside, names
from grader.exercise.loading import Exercise, read_settings
from grader.submission.source import parse

DEFINITION = re.compile(
    r"^[^\S\n]*(?:(?:(?:async[^\S\n]+)?def|class)[^\S\n]+(\w+)|(\w+)[^\S\n]*=[^\S\n]*lambda\b)",
    re.MULTILINE,
)
SIGNATURE = re.compile(r"\bdef[^\S\n]+(\w+)[^\S\n]*\(([^()]{0,500})\)")
MAX_STUB_LINE = 300
USE = re.compile(r"\b([^\W\d]\w*)[^\S\n]*[(=]")
# lines of a stub's notebook that its script does not have
OF_NOTEBOOKS = re.compile(
    r"from grader\.notebook import .*|(?:check|score|get_data)\(.*|raise NotImplemented.*"
    r"|try:|import torchgrade_exercise_\w+|except ImportError:"
    r"|get_ipython\(\)\.run_line_magic\('pip'.*"
)


@dataclass(frozen=True)
class Appraisal:
    """What a file is, seen by its text: for which exercise, None if it does not say; and its code.

    `is_stub` says that it adds nothing to the stub of that exercise. `code` is a digest of the
    code without comments and blank lines, the same for a script and a notebook. A file that says
    nothing may still use or set functions of the exercises that it `mentions`.
    """

    exercise: str | None
    is_stub: bool
    code: str
    mentions: frozenset[str] = frozenset()


def appraise(name: str, content: bytes, folders: Folders) -> Appraisal | None:
    """What a file of that name and content is; None if it cannot be read."""
    try:
        submission = parse(name, content)
        python = "\n".join(text for _, text in submission.python)
    except InputError:
        return None
    code = list(_code(python))
    digest = hashlib.sha256("\n".join(code).encode("utf-8", "surrogatepass")).hexdigest()
    try:
        exercise = recognise(submission.text, folders)
    except ExerciseUnknown:
        return Appraisal(None, False, digest, frozenset(_mentioned(python, folders)))
    stub = (folders.folder(exercise) / "submit.py").read_text(encoding="utf-8")
    return Appraisal(exercise, _adds_nothing(python, stub), digest)


def other_exercise(text: str, exercise: Exercise) -> str | None:
    """The exercise that a submission is for if it is surely not for `exercise`, else None.

    A submission that mentions a function of the exercise may be for it, whatever else it defines.
    """
    if any(re.search(rf"\b{re.escape(name)}\b", text) for name in exercise.functions):
        return None
    try:
        found = recognise(text, beside(exercise.folder))
    except ExerciseUnknown:
        return None
    return found if found != exercise.name else None


def _mentioned(text: str, folders: Folders) -> Iterator[str]:
    words = set(USE.findall(text))
    for name in names(folders):
        if words.intersection(_functions(name, folders)):
            yield name


def _functions(name: str, folders: Folders) -> tuple[str, ...]:
    """The functions of an exercise; none if its settings are broken: loading it reports that."""
    try:
        found: tuple[str, ...] = read_settings(folders.folder(name) / SETTINGS_FILE)["functions"]
    except ExerciseBroken:
        return ()
    return found


def _adds_nothing(text: str, stub: str) -> bool:
    """Whether all code of a text is the stub's.

    Docstrings do nothing, and the stub of an earlier version says the same in other words. Long
    texts and long lines are no stub's: some of them would take hours to be read as Python.
    """
    lines = text.split("\n")
    if len(text) > 4 * len(stub) + 4000 or max(map(len, lines)) > MAX_STUB_LINE:
        return False
    given = {line.strip() for line in _without_strings(stub)}
    added = (line.strip() for line in _without_strings(text))
    return all(line in given or OF_NOTEBOOKS.fullmatch(line) for line in added)


def _without_strings(text: str) -> Iterator[str]:
    """The lines of code, without comments and without statements that are a string.

    All lines if they are not Python, which no stub is.
    """
    lines, in_statement = text.split("\n"), False
    kept: dict[int, str] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type in (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
                continue
            if token.type in (tokenize.NEWLINE, tokenize.ENDMARKER):
                in_statement = False
            elif in_statement or token.type != tokenize.STRING:
                in_statement = True
                kept.setdefault(token.start[0] - 1, lines[token.start[0] - 1])
    except (tokenize.TokenError, SyntaxError):
        kept = dict(enumerate(lines))
    return (line for _, line in sorted(kept.items()) if line.strip())


def _code(text: str) -> Iterator[str]:
    """The lines without those that are blank or nothing but a comment."""
    for line in text.split("\n"):
        if (bare := line.strip()) and not bare.startswith("#"):
            yield line.rstrip()


def recognise(text: str, folders: Folders, path: str = "-") -> str:
    """The exercise that a submission is for: by its marker line, else by its functions.

    Functions of the same name in several exercises are told apart by the number of parameters.

    A mistake file, which may have neither, is recognised by the folder that `path` lies in. The
    text is searched, never parsed: a submission may be written to break a parser.
    """
    known = names(folders)
    for name in known:
        if find_mistake(path, name, folders.solutions):
            return name
    marked = MARKER.search(text)
    if marked and marked[1] in known:
        return marked[1]
    defined = {function or name for function, name in DEFINITION.findall(text)}
    fitting = {}
    for name in known:
        fitting[name] = len(defined.intersection(_functions(name, folders)))
    best = max(fitting.values())
    candidates = [name for name in known if fitting[name] == best]
    if best and len(candidates) > 1:  # functions of one name may take other arguments
        agreeing = {name: _agreeing(text, folders.folder(name), defined) for name in candidates}
        candidates = [name for name in candidates if agreeing[name] == max(agreeing.values())]
    if best and len(candidates) == 1:
        return candidates[0]
    raise ExerciseUnknown(
        (
            f"It names the exercise {marked[1]!r}, which is not here"
            if marked
            else "It does not say which exercise it is for"
        )
        + (f", and its functions fit {_either(candidates)}" if best else "")
        + f". Add the line `# exercise: {known[0]}` at the top, or use --exercise with "
        + f"{_either(known)}."
    )


def _agreeing(text: str, folder: Path, defined: Collection[str]) -> int:
    """How many of the functions have as many parameters as in the stub in that folder."""
    ours, theirs = _parameters(text), _parameters((folder / "submit.py").read_text("utf-8"))
    return sum(name in defined and ours.get(name) == count for name, count in theirs.items())


def _parameters(text: str) -> dict[str, int]:
    """How many parameters each function has, by the commas between its brackets."""
    return {
        name: len([one for one in listed.split(",") if one.strip()])
        for name, listed in SIGNATURE.findall(text)
    }


def _either(options: Iterable[str]) -> str:
    return " or ".join(options)
