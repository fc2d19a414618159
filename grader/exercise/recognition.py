"""Which exercise a submission is for."""

import re
from collections.abc import Iterable

from grader.errors import ExerciseUnknown
from grader.exercise.examples import MARKER, find_mistake
from grader.exercise.folders import Folders, names
from grader.exercise.loading import read_settings

DEFINITION = re.compile(r"^[^\S\n]*(?:async[^\S\n]+)?def[^\S\n]+(\w+)", re.MULTILINE)


def recognise(text: str, folders: Folders, path: str = "-") -> str:
    """The exercise that a submission is for: by its marker line, else by its functions.

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
    defined = set(DEFINITION.findall(text))
    fitting = {}
    for name in known:
        functions = read_settings(folders.exercises / name / "exercise.toml")["functions"]
        fitting[name] = len(defined.intersection(functions))
    best = max(fitting.values())
    candidates = [name for name in known if fitting[name] == best]
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


def _either(options: Iterable[str]) -> str:
    return " or ".join(options)
