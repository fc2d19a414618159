"""Which layout a class's submissions have, and whose each file is.

nbgrader's layout is described on its page "Managing assignment files manually"; the platforms'
naming schemes are in `names.py` and `gradescope.py`. Most names have to fit a layout, never a
single one: students choose the names of their files.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.errors import SubmissionUnreadable
from grader.intake import gradescope, names
from grader.intake.files import Listing, Member, PassedOver

MAX_STUDENT_DEPTH = 4
COURSE = frozenset({"source", "release", "autograded", "gradebook.db", "nbgrader_config.py"})
SUBMITTED, TIMESTAMP = "submitted", "timestamp.txt"


@dataclass(frozen=True, slots=True)
class Claim:
    """A file and whose it is; if `member` is None, only that there is such a student."""

    student: str
    name: str = ""
    file: str = ""
    member: Member | None = None
    upload: int = 0  # of files of the same name, the highest is the latest


@dataclass(frozen=True)
class Layout:
    """The layout of a class's submissions, and what everyone handed in."""

    name: str
    claims: Iterator[Claim]
    passed_over: PassedOver


Named = Callable[[str], names.Named | None]


def recognise(listing: Listing, prefer: str, *, is_archive: bool) -> Layout:
    """The layout of a listing. Its claims may raise IntakeUnreadable."""
    inside = listing.inside()
    for version in (listing, *([inside] if inside else [])):
        if any(member.parts == (gradescope.FILE,) for member in version.members):
            return Layout("a Gradescope export", _gradescope(version), version.passed_over)
        if _share(version, names.moodle) >= 0.5:
            claims = _platform(version, names.moodle)
            return Layout("a Moodle download", claims, version.passed_over)
        if _share(version, names.canvas) >= 0.5:
            claims = _platform(version, names.canvas)
            return Layout("a Canvas download", claims, version.passed_over)
        if tree := _nbgrader(version):
            return Layout("an nbgrader tree", _plain(tree, every_folder=True), tree.passed_over)
    if is_archive and inside and not any(m.parts == (prefer,) for m in inside.members):
        listing = inside
    return _plain_layout(listing)


def _share(listing: Listing, named: Named) -> float:
    tops = listing.tops()
    return sum(named(top) is not None for top in tops) / len(tops) if tops else 0.0


def _nbgrader(listing: Listing) -> Listing | None:
    """The tree of submissions, alone or in a course folder, or None if there is none."""
    stamped = [m.parts[:-1] for m in listing.members if m.parts[-1] == TIMESTAMP]
    students = {parts[0] for parts in stamped if len(parts) == 2}
    tops = listing.tops()
    if students and 2 * len(students) >= len(tops):
        return listing
    within = [m for m in listing.members if m.parts[0] == SUBMITTED and len(m.parts) >= 4]
    in_course = COURSE.intersection(tops) or any(m.parts[3:] == (TIMESTAMP,) for m in within)
    if not within or not in_course:
        return None
    for top in tops:
        if top != SUBMITTED:
            listing.passed_over.add((top,), f"is outside {SUBMITTED}/.")
    members = [Member(m.parts[1:], m.read, m.problem) for m in within]
    folders = [p[1:] for p in listing.folders if p[0] == SUBMITTED and len(p) > 1]
    return Listing(members, folders, listing.passed_over)


def _plain_layout(listing: Listing) -> Layout:
    files = sum(len(m.parts) == 1 and _is_handed_in(m) for m in listing.members)
    folders = len({m.parts[0] for m in listing.members if len(m.parts) > 1 and _is_handed_in(m)})
    of_files = files >= folders
    name = "a folder of files" if of_files else "a folder per student"
    return Layout(name, _plain(listing, every_folder=not of_files), listing.passed_over)


def _is_handed_in(member: Member) -> bool:
    return names.is_submission(member.parts[-1]) or names.is_archive(member.parts[-1])


def _plain(listing: Listing, *, every_folder: bool) -> Iterator[Claim]:
    """A student for each file and for each folder: with both there, nobody is left out."""
    holding = {m.parts[0] for m in listing.members if len(m.parts) > 1 and _is_handed_in(m)}
    for folder in listing.folders:
        if len(folder) == 1 and (every_folder or folder[0] in holding):
            yield Claim(folder[0])
    for member in listing.members:
        top, file = member.parts[0], member.parts[-1]
        if len(member.parts) > 1 and (every_folder or top in holding):
            yield _claim(Claim(top), member, 1, listing.passed_over) or Claim(top)
        elif len(member.parts) > 1:
            listing.passed_over.add(member.parts, "is in a folder without submissions.")
        elif _is_handed_in(member):
            yield Claim(names.stem(file), "", file, member)
        else:
            problem = member.problem or "is not a .py or .ipynb file"
            listing.passed_over.add(member.parts, f"{problem}.")


def _platform(listing: Listing, named: Named) -> Iterator[Claim]:
    """Files and folders whose names, given by a platform, tell the student."""
    for folder in listing.folders:
        if len(folder) == 1 and (found := named(folder[0])):
            yield Claim(found.student, found.name)
    for member in listing.members:
        found = named(member.parts[0])
        if found is None:
            listing.passed_over.add(member.parts, "is not named like the other submissions.")
        elif found.is_typed:
            yield Claim(found.student, found.name)
        elif len(member.parts) > 1:
            owner = Claim(found.student, found.name)
            yield _claim(owner, member, 1, listing.passed_over) or owner
        else:
            yield Claim(found.student, found.name, found.file, member, found.upload)


def _gradescope(listing: Listing) -> Iterator[Claim]:
    """Folders of files and who handed them in: everyone in a group has the same files."""
    owners: dict[str, list[Claim]] = {}
    for submitter in gradescope.submitters(_metadata(listing)):
        owner = Claim(submitter.student, submitter.name)
        owners.setdefault(submitter.submission, []).append(owner)
        yield owner
    for member in listing.members:
        if member.parts == (gradescope.FILE,):
            continue
        if member.parts[0] not in owners:
            listing.passed_over.add(member.parts, f"belongs to nobody in {gradescope.FILE}.")
        for owner in owners.get(member.parts[0], []):
            if claim := _claim(owner, member, min(1, len(member.parts) - 1), listing.passed_over):
                yield claim


def _metadata(listing: Listing) -> bytes:
    member = next(m for m in listing.members if m.parts == (gradescope.FILE,))
    try:
        if member.problem:
            raise SubmissionUnreadable(f"it {member.problem}")
        return member.read()
    except SubmissionUnreadable as error:
        raise gradescope.unreadable_file(error) from error


def _claim(owner: Claim, member: Member, above: int, passed_over: PassedOver) -> Claim | None:
    """The file as its owner's, or None if it is nested too deeply or made by a program."""
    inner = member.parts[above:]
    if inner[-1] == TIMESTAMP:
        return None
    if len(inner) > MAX_STUDENT_DEPTH:
        passed_over.add(member.parts, "is nested too deeply to be opened.")
        return None
    return Claim(owner.student, owner.name, inner[-1], member)
