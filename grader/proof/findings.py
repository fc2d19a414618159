"""What `grade lint` has found out about an exercise."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from grader.checks import Check
from grader.errors import ExerciseBroken
from grader.exercise.loading import Exercise

MOST_NOISE = 0.1
LEAST_DISTANCE = 10.0

Kind = Literal[
    # problems: the files
    "unusable",  # a file that cannot be loaded
    "files",  # one is missing, or does not belong there
    "todo",  # something is left to write
    "stub",
    "signature",  # the solution takes other arguments than the stub
    "solution",  # something in it has no place in a notebook
    "check",  # a rule about the checks
    "feedback",  # the text of a mistake
    # problems: what running shows
    "unanswered",  # the solution does not answer a check
    "literal",  # the solution does not show what a check says
    "rounded",  # the same, and the check says it in too few digits
    "gradient",  # the solution shows none
    "model",  # the same, or no such parameter or state
    "order",  # the solution keeps something between calls
    "figures",
    "casebook",
    "guessed",  # the stub earns points
    "not_accepted",  # a right variant fails
    "right",  # a mistake earns full marks
    "misnamed",  # a mistake is taken for another, or not known
    "unstable",  # a mistake shows something else each time
    "noise",  # right answers are too far apart for a tolerance
    "near",  # a mistake is too near for a tolerance
    # warnings
    "unnoticed",  # a check that nothing fails
    "all_or_nothing",  # a mistake that passes checks and loses all points of its function
    # notes
    "package",
    "object",
    "only_hidden",
]


@dataclass(frozen=True)
class Finding:
    """One thing found: its kind, the sentence, and the file, line and title that it is about."""

    kind: Kind
    text: str
    file: Path | None = None
    line: int | None = None
    check: str = ""

    @property
    def about(self) -> tuple[Kind, Path | None, int | None, str]:
        """What it is and where: the same for another seed, whose numbers are others."""
        return self.kind, self.file, self.line, self.check

    def __str__(self) -> str:
        """The sentence."""
        return self.text


@dataclass
class Margin:
    """How far a check is from noise and from mistakes, in units of its tolerance."""

    check: Check
    noise: float = 0.0
    noisiest: str = ""
    nearest: float = float("inf")
    nearest_mistake: str = ""

    def add_right(self, name: str, distance: float) -> None:
        """Take in a correct solution at this distance."""
        if distance > self.noise:
            self.noise, self.noisiest = distance, name

    def add_mistake(self, name: str, distance: float) -> None:
        """Take in a mistake; up to `MOST_NOISE` away, this check is not meant to notice it."""
        if MOST_NOISE < distance < self.nearest or (
            not self.nearest_mistake and distance > MOST_NOISE
        ):
            self.nearest, self.nearest_mistake = distance, name


@dataclass
class Findings:
    """What was found: problems to fix, warnings, notes, and a margin for every check.

    `exercise` is None if it could not be loaded. The checks from number `quick` on were too slow to
    be asked with every seed.
    """

    name: str
    exercise: Exercise | None
    seeds: int
    quick: int = 0
    problems: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    margins: list[Margin] = field(default_factory=list)

    @property
    def is_unusable(self) -> bool:
        """Whether a file of the exercise could not be loaded."""
        return any(one.kind == "unusable" for one in self.problems)


def of_error(kind: Kind, broken: ExerciseBroken) -> Finding:
    """The finding that an error is."""
    return Finding(kind, broken.details or str(broken), broken.file, broken.line, broken.check)


def of_check(kind: Kind, text: str, exercise: Exercise, check: Check) -> Finding:
    """A finding about a check, where it stands in its file."""
    return Finding(kind, text, exercise.file_of(check), check.line or None, check.title)
