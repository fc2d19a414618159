"""The casebook: what every known mistake and slip of an exercise shows to the probes.

It is a JSON file, `casebook.json`, in the half of an exercise that students may see. It holds no
code of the hidden half and no answer of the solution, and it is used only while the files that it
was made from are the same.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from grader.causes.probes import Probe, View
from grader.causes.traces import Trace, alike_to, same_defaults, short
from grader.checks import Check, Look
from grader.errors import CasebookUnusable
from grader.exercise.data import data_digests
from grader.exercise.loading import CASEBOOK, PROBES, Exercise
from grader.exercise.questions import Question
from grader.files import replacing
from grader.observations import Observation, Returned
from grader.report import Verdict

SCHEMA = 3
SHOWN, HIDDEN, SLIPS = "shown", "hidden", "slips"
PARTS = {
    SHOWN: "functions, stub, calls of shown checks, probes.py or data files",
    HIDDEN: "solution, variants, mistakes or calls of hidden checks",
    SLIPS: "the slips that torchgrade makes",
}
# what makes the slips
MADE_BY = Path(__file__).parents[1] / "slips"
MAX_BYTES = 4 << 20
# for each check of the function, in the exercise's order: passed, failed, or either
Pattern = Annotated[str, Meta(pattern="^[pf?]*$", max_length=1000)]


class Case(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One behaviour: what a function with this mistake or slip shows.

    `traces` gives, for each probe of the function, the number of an entry in the casebook's table;
    None where the default values are those of the solution: others may write them in other ways.
    `checks` says which checks of the function it passes.
    """

    function: str
    kind: Literal["mistake", "slip"]
    name: str
    traces: tuple[int | None, ...]
    checks: Pattern

    @property
    def told_by(self) -> str:
        """What its text is found by: an author may call a mistake as a slip is called."""
        return self.name if self.kind == "mistake" else f"{self.kind} {self.name}"


class Body(Struct, frozen=True, forbid_unknown_fields=True):
    """All that a casebook says.

    `made_from` has digests of what it was made from in each half of the exercise. `texts` has
    what is told of each mistake and slip, by `Case.told_by`, with `{function}` in it. `checks`
    has, for each function, digests of the titles of its checks, which students may not see.
    `defaults` has the default values of each function in the stub. `table` has traces without
    what is True at their end: most functions leave their arguments as they were. `natural` names
    the traits that right functions show too, as `function/trait/argument`.
    """

    made_from: dict[str, str]
    texts: dict[str, str]
    checks: dict[str, tuple[str, ...]]
    probes: tuple[Probe, ...]
    table: tuple[list[Any] | str, ...]
    cases: tuple[Case, ...]
    defaults: dict[str, Any]
    natural: tuple[str, ...] = ()


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    schema: int
    digest: str
    body: Body


_DECODER = msgspec.json.Decoder(_File)


class Casebook:
    """A casebook that fits the exercise; cases are found by function."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.probes = body.probes
        self.natural = frozenset(body.natural)
        self._of: dict[str, list[int]] = {}
        for number, probe in enumerate(body.probes):
            self._of.setdefault(probe.question.function, []).append(number)
        self._cases: dict[str, list[Case]] = {}
        for case in body.cases:
            self._cases.setdefault(case.function, []).append(case)

    def of(self, function: str) -> dict[int, Probe]:
        """The probes of a function, by number."""
        return {number: self.probes[number] for number in self._of.get(function, ())}

    def text(self, case: Case) -> str:
        """What is told about a case."""
        return self.body.texts[case.told_by].replace("{function}", case.function)

    def has_defaults_of_stub(self, function: str, probed: Mapping[str, Observation]) -> bool:
        """Whether the default values of a function are those that the stub has."""
        for probe in self.of(function).values():
            seen = probed.get(probe.question.digest)
            if probe.looks_at_defaults and isinstance(seen, Returned):
                return same_defaults(short(seen.seen[0][0]), self.body.defaults.get(function))
        return False

    def shows(self, case: Case, verdicts: Sequence[Verdict]) -> bool:
        """Whether these checks pass and fail as in the case; at a student's, some are missing."""
        titles = self.body.checks.get(case.function, ())
        expected = dict(zip(titles, case.checks, strict=True))
        return all(
            (known := expected.get(digest_of(one.check), "?")) == "?"
            or (known == "p") == (one.outcome == "passed")
            for one in verdicts
        )

    def _trace(self, entry: int, probe: int) -> Trace:
        found = self.body.table[entry]
        if isinstance(found, str):
            return found
        return [*found, *repeat(True, len(self.probes[probe].views) - len(found))]

    def cases(self, function: str) -> Sequence[Case]:
        """All cases of a function."""
        return self._cases.get(function, ())

    def fitting(self, function: str, traces: Mapping[int, Trace]) -> list[Case]:
        """The cases that show the same at every probe; none if a short one has no answer."""
        left = list(self.cases(function))
        for place, number in enumerate(self._of.get(function, ())):
            if number not in traces and self.probes[number].question.is_long:
                continue  # stopped, as it made too many calls of a right function
            if number not in traces or not left:
                return []
            shown = {case.traces[place] for case in left} - {None}
            fits = alike_to(self.probes[number], traces[number])
            same = {one for one in shown if one is not None and fits(self._trace(one, number))}
            left = [one for one in left if one.traces[place] in same or one.traces[place] is None]
        return left


def read(exercise: Exercise) -> Casebook | None:
    """The exercise's casebook, or None if it has none.

    Raises CasebookUnusable if the file is cut off, was edited, or is of other files than these.
    """
    path = exercise.folder / CASEBOOK
    if not path.is_file():
        return None
    again = f"Run `grade casebook {exercise.name}` to make it again."
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CasebookUnusable(f"{path} is larger than {MAX_BYTES >> 20} MiB. {again}")
        file = _DECODER.decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise CasebookUnusable(f"{path} cannot be read: {error}. {again}") from error
    if file.schema != SCHEMA or file.digest != _digest(file.body):
        raise CasebookUnusable(f"{path} was changed by hand or cut off. {again}")
    made_from = file.body.made_from
    stale = [part for part, digest in inputs(exercise).items() if made_from.get(part) != digest]
    if stale:
        changed = "; ".join(map(PARTS.__getitem__, stale))
        raise CasebookUnusable(f"{path} is stale. Changed since: {changed}. {again}")
    _well_formed(path, file.body, again)
    return Casebook(file.body)


def find(exercise: Exercise) -> tuple[Casebook | None, str]:
    """The exercise's casebook, and why no causes can be told although it has mistakes, or ""."""
    try:
        found = read(exercise)
    except CasebookUnusable as error:
        return None, str(error)
    if found is None and exercise.mistakes:
        name = exercise.name
        return None, f"{name} has no casebook. Make it with `grade casebook {name}`."
    return found, ""


def write(exercise: Exercise, body: Body) -> Path:
    """Write the casebook of an exercise; where it is."""
    path = exercise.folder / CASEBOOK
    with replacing(path) as file:
        file.write(packed(body).decode())
    return path


def packed(body: Body) -> bytes:
    """The file's content, with a line for each case, so that versions can be compared."""
    text = msgspec.json.encode(_File(SCHEMA, _digest(body), body))
    return text.replace(b'],["', b'],\n["') + b"\n"


def digest_of(title: str) -> str:
    """What stands for the title of a check."""
    return hashlib.sha256(title.encode("utf-8", "replace")).hexdigest()[:8]


def inputs(exercise: Exercise) -> dict[str, str]:
    """Digests of what a casebook is made from, for each part that is here; see `PARTS`.

    Of checks only the calls and where they look: points, hints and tolerances may change. A check
    with a new title says nothing about causes until the casebook is made again.
    """
    shown = [one for one in exercise.all_checks if one.shown]
    found = {SHOWN: [*exercise.functions, exercise.stub().text, *map(_asked, shown)]}
    own = exercise.folder / PROBES
    found[SHOWN] += [own.read_text(encoding="utf-8")] if own.is_file() else []
    found[SHOWN] += data_digests(exercise.data_files)
    if exercise.solution is not None:
        found[SLIPS] = [path.read_text(encoding="utf-8") for path in sorted(MADE_BY.glob("*.py"))]
        hidden = [one for one in exercise.all_checks if not one.shown]
        examples = (exercise.solution, *exercise.accepted, *exercise.mistakes)
        found[HIDDEN] = [*map(_asked, hidden), *(f"{one.name}\n{one.text}" for one in examples)]
    return {part: _of_texts(texts) for part, texts in found.items()}


def _asked(check: Check) -> str:
    looks = [(one.look, type(one.kind).__name__) for one in check.expectations]
    return repr((check.call, looks, check.trials, check.times))


def _of_texts(texts: Sequence[str]) -> str:
    digest = hashlib.sha256(str(SCHEMA).encode())
    for text in texts:
        digest.update(f"{len(text)}\n{text}".encode("utf-8", "replace"))
    return digest.hexdigest()


def _digest(body: Body) -> str:
    return hashlib.sha256(msgspec.json.encode(body)).hexdigest()


def _is_short(value: Any) -> bool:
    """Whether it is what a trace is made of."""
    if isinstance(value, list):
        return all(map(_is_short, value))
    return value is None or isinstance(value, str | bool | int | float)


def _is_good(view: View, look: Look, question: Question) -> bool:
    """Whether there is something at that look."""
    has_argument = 0 <= look.argument < max(1, len(question.arguments))
    needs = view.by == "unchanged"
    return (has_argument or not needs) and (view.number is None or view.number >= 0)


def _well_formed(path: Path, body: Body, again: str) -> None:
    """Raise CasebookUnusable if numbers lead nowhere."""
    if not all(_problems(body)):
        raise CasebookUnusable(f"{path} does not fit together. {again}")


def _problems(body: Body) -> Iterator[bool]:
    yield all(map(_is_short, body.table))
    of: dict[str, list[Probe]] = defaultdict(list)
    for probe in body.probes:
        of[probe.question.function].append(probe)
        yield 0 < len(probe.views) <= len(probe.question.looks)
        yield all(map(_is_good, probe.views, probe.question.looks, repeat(probe.question)))
        yield probe.varied is None or 0 <= probe.varied.probe < len(body.probes)
    for case in body.cases:
        yield case.told_by in body.texts
        yield len(case.traces) == len(of[case.function])
        yield len(case.checks) == len(body.checks.get(case.function, ()))
        yield all(one is None or 0 <= one < len(body.table) for one in case.traces)
        for place, number in enumerate(case.traces):
            # stops at the first problem, so that numbers lead somewhere from here on
            entry = "" if number is None else body.table[number]
            yield isinstance(entry, str) or len(entry) <= len(of[case.function][place].views)
