"""Which functions of a submission use which others, read from its text. Nothing is run.

Python's own parser is avoided on purpose: deep nesting can crash the process that parses it, and
this process holds the expected answers. Looking at the left margin is enough.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

# a binding of a name at the top level, up to where its own text begins
BOUND = re.compile(r"(?:async[^\S\n]+)?(?:def|class)[^\S\n]+(\w+)|(\w+)[^\S\n]*(?::[^=\n]*)?=(?!=)")
# a line that continues the one above: indented, or a bracket, string or comment at the margin
GOES_ON = re.compile(r"[\s)\]}#'\"]")
COMMENT = re.compile(r"#.*")
# comments and strings, the longest first; a string with names in braces stays
STRINGS = re.compile(
    r"""(?P<formatted>[fF][rR]?|[rR][fF])?(?P<quote>\"{3}|'{3}|\"|')"""
    r"""(?:\\.|(?!(?P=quote)).)*?(?P=quote)|#[^\n]*""",
    re.DOTALL,
)
# a name, but no attribute, such as model.train, and not the prefix of a string, such as f""
NAME = re.compile(r"(?<!\.)\b[^\W\d]\w*\b(?!['\"])")


def definition_of(name: str, *, indented: bool = False) -> re.Pattern[str]:
    """Finds where a text seems to define a function or class of that name, or an indented one."""
    margin = "[ \\t]+" if indented else "[ \\t]*"
    return re.compile(
        rf"^{margin}(?:(?:async[ \t]+)?def|class)[ \t]+{re.escape(name)}\b", re.MULTILINE
    )


def assignment_of(name: str) -> re.Pattern[str]:
    """Finds where a text seems to assign that name at its top level."""
    return re.compile(rf"^{re.escape(name)}[ \t]*(?::[^=\n]*)?=(?!=)", re.MULTILINE)


def uses(text: str, functions: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each of `functions`, the others that it uses, directly or through what it calls."""
    return dict(_uses(text, tuple(functions)))


@lru_cache(maxsize=8)  # asked for once when a submission runs, and once more when it is judged
def _uses(text: str, functions: tuple[str, ...]) -> dict[str, frozenset[str]]:
    named = _named_in_each(STRINGS.sub(_blank, text))
    return {function: _reached(function, named) & set(functions) for function in functions}


def used_first(
    functions: Sequence[str], works_with: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    """The functions in their order, but each after those that it uses, unless these use it, too."""
    ordered: dict[str, None] = {}
    begun: set[str] = set()

    def put(function: str) -> None:
        begun.add(function)
        used = works_with.get(function, frozenset())
        for other in functions:
            if other in used and other not in begun:
                put(other)
        ordered[function] = None

    for function in functions:
        if function not in begun:
            put(function)
    return tuple(ordered)


def _blank(found: re.Match[str]) -> str:
    """The same number of lines without the text, unless names in it are used."""
    whole = found[0]
    one_line = "\n" in whole and found["quote"] in ("'", '"')
    return whole if found["formatted"] or one_line else "''" + "\n" * whole.count("\n")


def _named_in_each(text: str) -> dict[str, set[str]]:
    """The names in the text of each name bound at the top level."""
    named: dict[str, set[str]] = {}
    current: str | None = None
    for line in text.split("\n"):
        if line and not GOES_ON.match(line):
            bound = BOUND.match(line)
            current = bound and (bound[1] or bound[2])
            line = line[bound.end() :] if bound else ""
        if current is not None:
            named.setdefault(current, set()).update(NAME.findall(COMMENT.sub("", line)))
    return named


def _reached(start: str, named: dict[str, set[str]]) -> frozenset[str]:
    reached: set[str] = set()
    to_visit = [start]
    while to_visit:
        names = named.get(to_visit.pop(), ())
        fresh = {name for name in names if name in named and name not in reached}
        reached |= fresh
        to_visit += fresh
    return frozenset(reached - {start})
