"""Decides which of a student's files is the submission, or why none is."""

from collections.abc import Callable
from dataclasses import dataclass, field

from grader.errors import SubmissionUnreadable
from grader.intake import names
from grader.intake.files import Member, Parts, PassedOver
from grader.intake.layouts import Claim

Belongs = Callable[[str, bytes], bool]
MAX_NAMED = 4
MAX_LOOKED_INTO = 20


@dataclass(frozen=True)
class Nothing:
    """Stands for a file that is not there: reading it raises SubmissionUnreadable."""

    reason: str

    def __call__(self) -> bytes:
        """Raise SubmissionUnreadable with the reason."""
        raise SubmissionUnreadable(self.reason)


@dataclass
class Student:
    """What one student handed in, collected file by file."""

    student: str
    called: dict[str, None] = field(default_factory=dict)  # several names mean several students
    files: dict[Parts, Claim] = field(default_factory=dict)

    def add(self, claim: Claim) -> None:
        """Add one more file, or only a name."""
        self.called[claim.name] = None
        if claim.member is not None:
            self.files[claim.member.parts] = claim

    @property
    def claims(self) -> list[Claim]:
        """The files, each once."""
        return list(self.files.values())

    @property
    def name(self) -> str:
        """The student's name, or ""."""
        return names.file_name(next(iter(self.called), ""))

    @property
    def described(self) -> str:
        """Name and id of the student, to be read by people."""
        identity = names.student_id(self.student)
        return f"{self.name} ({identity})" if self.name and self.name != identity else identity


Choice = tuple[str, Callable[[], bytes]]


def choose(student: Student, belongs: Belongs, prefer: str, passed_over: PassedOver) -> Choice:
    """Name and content of the one file that is the student's submission."""
    if len(student.called) > 1:
        called = [names.file_name(name) or "no name" for name in student.called]
        who, others = names.student_id(student.student), ", ".join(called[:MAX_NAMED])
        return "", Nothing(f"{who} is the id of several students ({others}). Grade them by hand.")
    submissions = _latest([c for c in student.claims if names.is_submission(c.file)])
    usable = [claim for claim in submissions if not _problem(claim)]
    chosen = usable if len(usable) < 2 else _belonging(usable, belongs, prefer)
    kept = {id(claim) for claim in chosen}
    for claim in student.claims:
        if id(claim) not in kept:
            _pass_over(claim, chosen, passed_over)
    if len(chosen) == 1:
        return names.file_name(chosen[0].file), _member(chosen[0]).read
    return "", Nothing(_why_none(student, submissions, chosen, prefer))


def _latest(claims: list[Claim]) -> list[Claim]:
    """Only the last of the files that a platform numbered because they had the same name."""
    latest: dict[tuple[str, int], Claim] = {}
    for place, claim in enumerate(claims):
        file, _ = names.resubmission(claim.file) if claim.upload else ("", 0)
        key = (file, 0) if claim.upload else ("", place + 1)
        if key not in latest or _order(claim) > _order(latest[key]):
            latest[key] = claim
    return list(latest.values())


def _order(claim: Claim) -> tuple[int, int]:
    return names.resubmission(claim.file)[1], claim.upload


def _belonging(claims: list[Claim], belongs: Belongs, prefer: str) -> list[Claim]:
    """The files that belong to the exercise, and of these the preferred one."""
    looked_into = claims if len(claims) <= MAX_LOOKED_INTO else []
    kept = [claim for claim in looked_into if _belongs(claim, belongs)] or claims
    preferred = [claim for claim in kept if _original(claim) == prefer]
    return preferred if len(kept) > 1 and len(preferred) == 1 else kept


def _belongs(claim: Claim, belongs: Belongs) -> bool:
    try:
        return belongs(names.file_name(claim.file), _member(claim).read())
    except SubmissionUnreadable:
        return False


def _original(claim: Claim) -> str:
    return names.resubmission(claim.file)[0] if claim.upload else claim.file


def _why_none(student: Student, files: list[Claim], kept: list[Claim], prefer: str) -> str:
    who = student.described
    if kept:
        files_named = [names.file_name(claim.file) for claim in kept[:MAX_NAMED]]
        if len(set(files_named)) < len(files_named):
            files_named = [_member(claim).path for claim in kept[:MAX_NAMED]]
        listed = ", ".join(files_named + ["…"] * (len(kept) > MAX_NAMED))
        named = sum(_original(claim) == prefer for claim in kept)
        which = f"{named} of them are" if named else "none of them is"
        return f"{who} handed in several files ({listed}) and {which} named {prefer}. Keep one."
    if files:
        return f"{_member(files[0]).path} {_problem(files[0])}. Ask {who} for the file."
    archives = [claim.file for claim in student.claims if names.is_archive(claim.file)]
    if archives:
        found = names.file_name(archives[0])
        return f"{who} handed in an archive, {found}, which is not opened. Unpack it."
    return f"{who} handed in no .py or .ipynb file."


def _pass_over(claim: Claim, chosen: list[Claim], passed_over: PassedOver) -> None:
    parts = _member(claim).parts
    if not (names.is_submission(claim.file) or names.is_archive(claim.file)):
        passed_over.add(parts, "is not a .py or .ipynb file.")
    elif len(chosen) == 1:
        why = _problem(claim) or f"is not used, but {_member(chosen[0]).path} is"
        passed_over.add(parts, f"{why}.")


def _member(claim: Claim) -> Member:
    assert claim.member is not None
    return claim.member


def _problem(claim: Claim) -> str:
    return _member(claim).problem
