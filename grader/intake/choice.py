"""Decides which of a student's files is the submission, or why none is.

The exercise is known first. Files for another exercise, the untouched stub and copies of the same
code never stand in the way of an answer; what is left is decided by name, or by people.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.errors import SubmissionUnreadable
from grader.exercise.recognition import Appraisal
from grader.intake import names, platforms
from grader.intake.files import Member, Parts, PassedOver
from grader.intake.layouts import Claim
from grader.printable import enumerated

Appraise = Callable[[str, bytes], Appraisal | None]
MAX_NAMED = 4
# of one student
MAX_LOOKED_INTO = 100
MAX_BYTES_LOOKED_INTO = 256 << 20


@dataclass(frozen=True)
class Nothing:
    """Stands for a file that is not there: reading it raises SubmissionUnreadable."""

    reason: str

    def __call__(self) -> bytes:
        """Raise SubmissionUnreadable with the reason."""
        raise SubmissionUnreadable(self.reason)


@dataclass
class Student:
    """What one student handed in, collected file by file.

    Who `reads` why nothing can be graded is the instructor, or the student.
    """

    student: str
    reads: bool = False
    called: dict[str, None] = field(default_factory=dict)  # several names mean several students
    files: dict[Parts, Claim] = field(default_factory=dict)
    typed: bool = False

    def add(self, claim: Claim) -> None:
        """Add one more file, or only a name."""
        self.called[claim.name] = None
        self.typed |= claim.is_typed
        if claim.member is not None:
            self.files[claim.member.parts] = claim

    @property
    def claims(self) -> list[Claim]:
        """The files, each once."""
        return list(self.files.values())

    @property
    def submissions(self) -> list[Claim]:
        """The files of the latest attempt that can be graded by their names."""
        return [claim for claim in self.latest if names.is_submission(claim.file)]

    @property
    def latest(self) -> list[Claim]:
        """The files of the latest attempt."""
        last = max((claim.attempt for claim in self.claims), default="")
        return _latest([claim for claim in self.claims if claim.attempt == last])

    @property
    def name(self) -> str:
        """The student's name, or ""."""
        return names.file_name(next(iter(self.called), ""))

    @property
    def described(self) -> str:
        """Name and id of the student, to be read by people."""
        identity = names.student_id(self.student)
        return f"{self.name} ({identity})" if self.name and self.name != identity else identity

    @property
    def words(self) -> "_Words":
        """How to say what was handed in, and what to do next, to who reads it."""
        return TO_THE_STUDENT if self.reads else _Words(*(one(self.described) for one in TO_OTHERS))


class _Words(NamedTuple):
    """The beginning of a sentence on what was handed in, and three sentences on what to do."""

    handed_in: str
    name_it: str
    keep_it: str
    ask_for_it: str


TO_THE_STUDENT = _Words(
    "The submission has",
    "Hand in the one that is meant.",
    "Hand in that one alone.",
    "Hand in the file itself.",
)
TO_OTHERS: tuple[Callable[[str], str], ...] = (
    "{} handed in".format,
    "Ask {} for the one that is meant.".format,
    "Ask {}, and keep that one.".format,
    "Ask {} for the file.".format,
)


@dataclass(frozen=True)
class Choice:
    """The one file that is a student's submission, and what was handed in beside it."""

    file: str
    read: Callable[[], bytes]
    beside: tuple[str, ...] = ()
    claim: Claim | None = None


@dataclass(frozen=True)
class _Looked:
    """A file that was looked into; `appraisal` is None if it cannot be read."""

    claim: Claim
    appraisal: Appraisal | None

    @property
    def mentions(self) -> Collection[str]:
        """The exercises that it may be for, although it does not say so."""
        return self.appraisal.mentions if self.appraisal else ()

    def is_for(self, exercise: str) -> bool:
        return self.appraisal is not None and self.appraisal.exercise in (exercise, None)


@dataclass
class Look:
    """Says what files hold: reads each once, and so many bytes of one student at most."""

    appraise: Appraise
    _seen: dict[Parts, Appraisal | None] = field(default_factory=dict)
    _bytes: dict[str, int] = field(default_factory=dict)

    def __call__(self, claim: Claim) -> Appraisal | None:
        """What a file holds, or None if it cannot be read."""
        member = _member(claim)
        if member.parts not in self._seen:
            self._seen[member.parts] = self._read(claim, member)
        return self._seen[member.parts]

    def _read(self, claim: Claim, member: Member) -> Appraisal | None:
        if member.problem or self._bytes.get(claim.student, 0) > MAX_BYTES_LOOKED_INTO:
            return None
        try:
            content = member.read()
        except SubmissionUnreadable:
            return None
        self._bytes[claim.student] = self._bytes.get(claim.student, 0) + len(content)
        return self.appraise(names.file_name(claim.file), content)


def find_exercise(students: Iterable[Student], look: Look) -> dict[str, int]:
    """For how many students each exercise is the one, or one of those, that they answer."""
    votes: dict[str, int] = {}
    for student in students:
        claims = student.submissions[:MAX_LOOKED_INTO]
        # a helper may define a function that another exercise has, too
        named = [claim for claim in claims if _rank(claim, None) < 2]
        for exercise in {_exercise(look(claim)) for claim in named or claims} - {None}:
            assert exercise is not None
            votes[exercise] = votes.get(exercise, 0) + 1
    return votes


def _exercise(appraisal: Appraisal | None) -> str | None:
    return appraisal.exercise if appraisal else None


def choose(student: Student, look: Look, exercise: str, passed_over: PassedOver) -> Choice:
    """The submission of a student, whose `read` says why if there is none."""
    if len(student.called) > 1:
        called = [names.file_name(name) or "no name" for name in student.called]
        who, others = names.student_id(student.student), enumerated(called, MAX_NAMED)
        return _none(f"{who} is the id of several students ({others}). Grade them by hand.")
    submissions = student.submissions
    usable = sorted(
        (claim for claim in submissions if not _problem(claim)),
        key=lambda claim: _rank(claim, exercise),
    )
    if len(usable) == 1:  # it is graded, or the grading says why it is not
        looked = [_Looked(usable[0], Appraisal(None, False, ""))]
    else:
        looked = [_Looked(claim, look(claim)) for claim in usable[:MAX_LOOKED_INTO]]
        looked += [_Looked(claim, None) for claim in usable[MAX_LOOKED_INTO:]]
    left = _answers(looked, exercise)
    chosen = _preferred(left, exercise)
    _pass_over(student.claims, chosen, passed_over)
    if chosen is None:
        return _none(_why_none(student, submissions, looked, left, exercise))
    beside = [
        one.claim.file
        for one in looked
        if one.claim is not chosen.claim
        and not (one.appraisal and one.appraisal.is_stub)
        and (one.appraisal is None or one.appraisal.code != _code(chosen))
    ]
    return Choice(
        names.file_name(chosen.claim.file),
        _member(chosen.claim).read,
        tuple(map(names.file_name, beside)),
        chosen.claim,
    )


def _none(reason: str) -> Choice:
    return Choice("", Nothing(reason))


def _answers(looked: list[_Looked], exercise: str) -> list[_Looked]:
    """The files that may be the submission.

    They are the answers to the exercise, with what cannot be read but has a better name. Where
    there are none, it may be a file that cannot be read or mentions the exercise; the stub only if
    there is none of these.
    """
    known = [one for one in looked if one.appraisal and one.appraisal.exercise]
    for_it = [one for one in known if one.is_for(exercise)]
    answers = [one for one in for_it if one.appraisal and not one.appraisal.is_stub]
    unread = [one for one in looked if one.appraisal is None]
    if answers:
        best = min(_rank(one.claim, exercise) for one in answers)
        return answers + [one for one in unread if _rank(one.claim, exercise) < best]
    unknown = [one for one in looked if one.appraisal and one not in known]
    hopeful = [one for one in unknown if exercise in one.mentions]
    return unread + hopeful or for_it or unknown


def _preferred(left: list[_Looked], exercise: str) -> _Looked | None:
    """Of different answers, the one that its name prefers to all others, if there is one."""
    if len({_code(one) for one in left}) == 1:
        return min(left, key=lambda one: _rank(one.claim, exercise))
    for rank in (0, 1):
        ranked = [one for one in left if _rank(one.claim, exercise) == rank]
        if ranked:
            same = len({_code(one) for one in ranked}) == 1
            return ranked[0] if same else None
    return None


def _code(one: _Looked) -> str:
    # a file that cannot be read is like no other
    return one.appraisal.code if one.appraisal else f"unread {_member(one.claim).parts}"


def _rank(claim: Claim, exercise: str | None) -> int:
    """How well a file's name says that it is the submission; 0 is best."""
    stems = {"submit", exercise}
    if names.stem(_original(claim).lower()) in stems:
        return 0
    return 1 if names.stem(names.original(_original(claim))) in stems else 2


def _original(claim: Claim) -> str:
    is_numbered = claim.upload and not claim.archive
    return platforms.resubmission(claim.file)[0] if is_numbered else claim.file


def _latest(claims: list[Claim]) -> list[Claim]:
    """Only the last of the files that a platform numbered because they had the same name."""
    latest: dict[str, tuple[int, int]] = {}
    for claim in claims:
        file, order = _numbered(claim)
        latest[file] = max(order, latest.get(file, order))
    numbered = ((claim, *_numbered(claim)) for claim in claims)
    return [claim for claim, file, order in numbered if not claim.upload or order == latest[file]]


def _numbered(claim: Claim) -> tuple[str, tuple[int, int]]:
    """The name of the uploaded file, and what grows with each upload of it."""
    file, number = platforms.resubmission(claim.archive or claim.file)
    return file, (number, claim.upload)


def _why_none(
    student: Student,
    submissions: Sequence[Claim],
    looked: Sequence[_Looked],
    left: Sequence[_Looked],
    exercise: str,
) -> str:
    handed_in, name_it, keep_it, ask_for_it = student.words
    if len(left) > 1:
        kept = [one.claim for one in left]
        if all(one.appraisal is None for one in left):
            files = f"several files, none of which can be read ({_listed(kept)})"
            return f"{handed_in} {files}. {name_it}"
        return (
            f"{handed_in} different answers ({_listed(kept)}), and the names do not say which "
            f"one is meant. {keep_it}"
        )
    others = [one for one in looked if one.appraisal and one.appraisal.exercise]
    if others:
        first = others[0]
        assert first.appraisal is not None
        return (
            f"{names.file_name(first.claim.file)} is for {first.appraisal.exercise}, not for "
            f"{exercise}. {handed_in} nothing else that can be graded."
        )
    if submissions:
        first_file = submissions[0]
        return f"{_member(first_file).path} {_problem(first_file)}. {ask_for_it}"
    claims = student.latest
    archives = [claim for claim in claims if names.is_archive(claim.file)]
    if archives:
        found, problem = names.file_name(archives[0].file), _problem(archives[0])
        if problem:
            return f"{handed_in} an archive, {found}, which {problem}."
        if names.suffix(found) == ".zip":
            return f"{handed_in} an archive, {found}, with no .py or .ipynb file in it."
        return f"{handed_in} an archive, {found}, which is not opened. Unpack it."
    if claims and all(map(_problem, claims)):
        first_file = claims[0]
        return f"{_member(first_file).path} {_problem(first_file)}. {ask_for_it}"
    if claims:
        return f"{handed_in} no .py or .ipynb file, but {_listed(claims)}."
    if student.typed:
        return f"{student.described} typed in text and handed in no file."
    return f"{handed_in} nothing."


def _listed(claims: Sequence[Claim]) -> str:
    listed = [names.file_name(claim.file) for claim in claims]
    if len(set(listed[:MAX_NAMED])) < len(listed[:MAX_NAMED]):
        listed = [_member(claim).path for claim in claims]
    return enumerated(listed, MAX_NAMED)


def _pass_over(claims: Iterable[Claim], chosen: _Looked | None, passed_over: PassedOver) -> None:
    for claim in claims:
        if chosen is not None and claim is chosen.claim:
            continue
        parts = _member(claim).parts
        if parts[-1] == "…":
            passed_over.add(parts[:-1], f"{_problem(claim)}.")
        elif not (names.is_submission(claim.file) or names.is_archive(claim.file)):
            passed_over.add(parts, "is not a .py or .ipynb file.")
        elif chosen is not None:
            why = _problem(claim) or f"is not used, but {_member(chosen.claim).path} is"
            passed_over.add(parts, f"{why}.")


def _member(claim: Claim) -> Member:
    assert claim.member is not None
    return claim.member


def _problem(claim: Claim) -> str:
    return _member(claim).problem
