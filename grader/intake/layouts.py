"""Which layout a class's submissions have, and whose each file is.

nbgrader's layout is described on its page "Managing assignment files manually"; the platforms'
naming schemes are in `platforms.py` and `gradescope.py`. Most names have to fit a layout, never a
single one: students choose the names of their files.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from grader.errors import SubmissionUnreadable
from grader.intake import gradescope, names, platforms
from grader.intake.archives import Opened
from grader.intake.files import Listing, Member, PassedOver

MAX_STUDENT_DEPTH = 4
MAX_RECEIPT_BYTES = 1 << 16
COURSE = frozenset({"source", "release", "autograded", "gradebook.db", "nbgrader_config.py"})
# folders of a course that hold no hand-ins
NOBODYS = frozenset({"source", "release", "autograded", "feedback", "exchange"})
CONFIGURATION = frozenset(
    {"nbgrader_config.py", "jupyter_config.py", "jupyter_notebook_config.py", "conftest.py"}
    | {"jupyter_server_config.py", "ipython_config.py", "setup.py", "noxfile.py", "__init__.py"}
)
# what people hand in where they meant the notebook or the script: a row, not only a sentence
MISTAKEN = frozenset({".html", ".htm", ".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".md"})
ABOUT = frozenset(
    {"readme", "license", "changelog", "index", "notes", "instructions", "requirements", "todo"}
)
# folders inside a project; students are called otherwise
OF_A_PROJECT = frozenset({"src", "lib", "code", "data", "docs", "test", "tests", "notebooks"})
NBGRADER = "an nbgrader tree"
SUBMITTED, TIMESTAMP = "submitted", "timestamp.txt"


@dataclass(frozen=True, slots=True)
class Claim:
    """A file and whose it is; if `member` is None, only that there is such a student.

    Of files with the same name, the one with the highest `upload` is the latest; of all files of a
    student, those with the highest `attempt` are. `archive` is what the file lay in. `handed_in_at`
    and `late` are as in `platforms.Named`.
    """

    student: str
    name: str = ""
    file: str = ""
    member: Member | None = None
    upload: int = 0
    archive: str = ""
    is_typed: bool = False
    attempt: str = ""
    handed_in_at: str = ""
    late: bool | None = None


@dataclass(frozen=True)
class Layout:
    """The layout of a class's submissions, and what everyone handed in."""

    name: str
    claims: Iterator[Claim]
    passed_over: PassedOver


Answers = Callable[[Member], str | None]


def recognise(listing: Listing, answers: Answers) -> Layout:
    """The layout of a listing. Its claims may raise IntakeUnreadable.

    `answers` reads a file and says which exercise it answers, if any.
    """
    levels = listing.nested()
    for read in (_of_a_platform, _of_nbgrader):
        for level in levels:
            if found := read(level):
                return found
    return _plain_layout(listing, answers)


def _of_a_platform(listing: Listing) -> Layout | None:
    if _is_gradescope(listing):
        return Layout("a Gradescope export", _gradescope(listing), listing.passed_over)
    for name, read in _schemes(listing):
        if read is not None:
            return Layout(name, _platform(listing, read), listing.passed_over)
    if _is_sakai(listing):
        return Layout("a Sakai download", _sakai(listing), listing.passed_over)
    if (teams := _without_teams(listing)) and (read := platforms.ilias(teams[0].tops())):
        return Layout("an ILIAS download", _ilias(*teams, read), listing.passed_over)
    return None


def _of_nbgrader(listing: Listing) -> Layout | None:
    tree = _nbgrader(listing)
    if tree is None:
        return None
    claims = _stamped(tree, _plain(tree, every_folder=True))
    return Layout(NBGRADER, claims, tree.passed_over)


def _stamped(tree: Listing, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The same claims, with the time that lies beside each file."""
    stamps = {m.parts[:-1]: m for m in tree.members if m.parts[-1] == TIMESTAMP}
    for claim in claims:
        stamp = stamps.get(claim.member.parts[:2]) if claim.member else None
        time = platforms.nbgrader_time(_text(stamp)) if stamp else ""
        yield replace(claim, handed_in_at=time)


def _schemes(listing: Listing) -> Iterator[tuple[str, platforms.Reads | None]]:
    tops = listing.tops()
    moodle = [top for top in tops if platforms.moodle(top)]
    yield "a Moodle download", platforms.moodle if 2 * len(moodle) >= len(tops) > 0 else None
    yield "a Canvas download", platforms.canvas if platforms.is_canvas(tops) else None
    yield "a Blackboard download", platforms.blackboard(tops, list(_receipts(listing)))
    yield "a Brightspace download", platforms.brightspace(tops)
    files = [member.parts[0] for member in listing.members if len(member.parts) == 1]
    yield "a Google Classroom download", platforms.google(files)
    folders = sorted({member.parts[0] for member in listing.members if len(member.parts) > 1})
    clones = [parts[0] for parts in listing.clones if len(parts) == 1]
    yield "GitHub Classroom's clones", platforms.github(listing.root, folders, clones)


def _receipts(listing: Listing) -> Iterator[tuple[str, str]]:
    for member in listing.members:
        is_receipt = len(member.parts) == 1 and platforms.is_receipt(member.parts[0])
        if is_receipt and (found := platforms.receipt_of(_text(member))):
            yield found


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


def _plain_layout(listing: Listing, answers: Answers) -> Layout:
    level, student = _class_level(listing, answers)
    if student is not None:
        name, claims = "one student's files", _of_one(level, student)
        return Layout(name, claims, listing.passed_over)
    files = sum(len(m.parts) == 1 and _is_handed_in(m) for m in level.members)
    folders = len({m.parts[0] for m in level.members if len(m.parts) > 1 and _is_handed_in(m)})
    of_files = files >= folders
    name = "a folder of files" if of_files else "a folder per student"
    return Layout(name, _plain(level, every_folder=not of_files), level.passed_over)


def _class_level(listing: Listing, answers: Answers) -> tuple[Listing, str | None]:
    """The folder whose files and folders are the students, however deep it is.

    If all files are one student's, they come with the name of the folder that is the student's.
    """
    levels = listing.nested()
    deepest = levels[-1]
    flat = [m for m in deepest.members if len(m.parts) == 1 and names.is_submission(m.parts[0])]
    named = [m for m in flat if _is_named_so(m, answers)]
    tops = [top.lower() for top in deepest.tops()]
    of_a_project = not flat and OF_A_PROJECT.issuperset(tops)
    if not of_a_project and not (named and _are_beside(named, flat, answers)):
        return deepest, None
    if len(levels) == 1:
        return (deepest, listing.root) if named else (listing, None)
    # of folders in folders, the first that does not repeat the name of what is around the class
    above = [level.root for level in levels[1:]]
    around = {listing.root}
    while len(above) > 1 and (above[0] in around or above[0] == above[1]):
        around.add(above.pop(0))
    depth = len(levels) - len(above)
    return levels[depth], above[0]


def _is_named_so(member: Member, answers: Answers) -> bool:
    """Whether a file is called like a submission, or like the exercise that it answers."""
    called = names.stem(names.original(member.parts[0]))
    return called == "submit" or (called.isidentifier() and called == answers(member))


def _are_beside(named: list[Member], flat: list[Member], answers: Answers) -> bool:
    """Whether the other files answer nothing that the files named like a submission answer."""
    answered = {answers(member) for member in named} - {None}
    others = {answers(member) for member in flat if member not in named} - {None}
    return not answered & others if answered else not others


def _is_handed_in(member: Member) -> bool:
    return names.is_submission(member.parts[-1]) or names.is_archive(member.parts[-1])


def _plain(listing: Listing, *, every_folder: bool) -> Iterator[Claim]:
    """A student for each file and for each folder: with both there, nobody is left out."""
    holding = {m.parts[0] for m in listing.members if len(m.parts) > 1 and _is_handed_in(m)}
    holding -= NOBODYS
    # "alice (1).py" is a copy of alice.py if that is there
    files = [m.parts[0] for m in listing.members if len(m.parts) == 1 and _is_handed_in(m)]
    owners = {names.stem(one).lower(): names.stem(one) for one in files if not _is_copy(one)}
    for folder in listing.folders:
        if len(folder) == 1 and folder[0] in NOBODYS:
            listing.passed_over.add(folder, "is a folder of the course, not a student's.")
        elif len(folder) == 1 and (every_folder or folder[0] in holding):
            yield Claim(folder[0])
    for member in listing.members:
        top, file = member.parts[0], member.parts[-1]
        if len(member.parts) > 1 and top in NOBODYS:
            continue
        if len(member.parts) > 1 and (every_folder or top in holding):
            yield _claim(Claim(top), member, 1, listing.passed_over) or Claim(top)
        elif len(member.parts) > 1:
            listing.passed_over.add(member.parts, "is in a folder without submissions.")
        elif file in CONFIGURATION:
            listing.passed_over.add(member.parts, "is a configuration file.")
        elif _is_handed_in(member) or (not every_folder and _is_mistaken(file)):
            yield Claim(owners.get(_without_copy(file), names.stem(file)), "", file, member)
        else:
            problem = member.problem or "is not a .py or .ipynb file"
            listing.passed_over.add(member.parts, f"{problem}.")


def _without_copy(file: str) -> str:
    return names.stem(names.original(file)) if _is_copy(file) else ""


def _is_copy(file: str) -> bool:
    return names.stem(names.original(file)) != names.stem(file.strip()).lower()


def _is_mistaken(file: str) -> bool:
    return names.suffix(file) in MISTAKEN and names.stem(file).lower() not in ABOUT


def _of_one(listing: Listing, student: str) -> Iterator[Claim]:
    """Everything as the files of one student."""
    owner = Claim(student)
    yield owner
    for member in listing.members:
        yield _claim(owner, member, 0, listing.passed_over) or owner


def _platform(listing: Listing, read: platforms.Reads) -> Iterator[Claim]:
    """Files and folders whose names, given by a platform, tell the student."""
    for folder in listing.folders:
        if len(folder) == 1 and (found := read(folder[0])):
            yield _owner(found)
    for member in listing.members:
        top = member.parts[0]
        found = read(top)
        if found is None:
            listing.passed_over.add(member.parts, "is not named like the other submissions.")
        elif found.is_typed or (not found.file and len(member.parts) == 1):
            yield _owner(found)
        elif len(member.parts) > 1:
            yield _claim(_owner(found), member, 1, listing.passed_over) or _owner(found)
        else:
            yield replace(_owner(found), file=found.file, member=member, upload=found.upload)


def _owner(found: platforms.Named) -> Claim:
    return Claim(
        found.student,
        found.name,
        is_typed=found.is_typed,
        attempt=found.attempt,
        handed_in_at=found.handed_in_at,
        late=found.late,
    )


def _is_sakai(listing: Listing) -> bool:
    folders = {m.parts[0] for m in listing.members if len(m.parts) > 1}
    folders |= {parts[0] for parts in listing.folders}
    typical = {
        m.parts[0]
        for m in listing.members
        if len(m.parts) > 1
        and platforms.sakai(m.parts[0])
        and (m.parts[1] == platforms.SAKAI_FILES or m.parts[1] in platforms.SAKAI_OTHER)
    }
    return bool(typical) and 2 * len(typical) >= len(folders)


def _sakai(listing: Listing) -> Iterator[Claim]:
    times = {}
    for member in listing.members:
        if member.parts[1:] == (TIMESTAMP,):
            times[member.parts[0]] = platforms.sakai_time(_text(member))
    for folder in sorted({p[0] for p in listing.folders} | {m.parts[0] for m in listing.members}):
        if found := platforms.sakai(folder):
            yield replace(_owner(found), handed_in_at=times.get(folder, ""))
    for member in listing.members:
        found = platforms.sakai(member.parts[0]) if len(member.parts) > 1 else None
        if found and member.parts[1] == platforms.SAKAI_FILES and len(member.parts) > 2:
            owner = replace(_owner(found), handed_in_at=times.get(member.parts[0], ""))
            yield _claim(owner, member, 2, listing.passed_over) or owner


def _text(member: Member) -> str:
    try:
        return member.read()[:MAX_RECEIPT_BYTES].decode("utf-8", "replace")
    except SubmissionUnreadable:
        return ""


def _without_teams(listing: Listing) -> tuple[Listing, dict[str, set[str]]] | None:
    """An ILIAS download without its folders of teams, and who is in which team."""
    teams: dict[str, set[str]] = {}
    members: list[Member] = []
    for member in listing.members:
        is_team = len(member.parts) > 2 and platforms.ILIAS_TEAM.fullmatch(member.parts[0])
        if is_team:
            teams.setdefault(member.parts[0], set()).add(member.parts[1])
        parts = member.parts[1:] if is_team else member.parts
        members.append(Member(parts, member.read, member.problem))
    for parts in listing.folders:
        if len(parts) > 1 and platforms.ILIAS_TEAM.fullmatch(parts[0]):
            teams.setdefault(parts[0], set()).add(parts[1])
    folders = [
        parts[1:] if platforms.ILIAS_TEAM.fullmatch(parts[0]) else parts
        for parts in listing.folders
        if len(parts) > 1 or not platforms.ILIAS_TEAM.fullmatch(parts[0])
    ]
    tops = {m.parts[0] for m in members if len(m.parts) > 1} | {parts[0] for parts in folders}
    if not tops:
        return None
    kept = [member for member in members if len(member.parts) > 1]
    return Listing(kept, sorted(set(folders)), listing.passed_over, listing.root), teams


def _ilias(listing: Listing, teams: dict[str, set[str]], read: platforms.Reads) -> Iterator[Claim]:
    """The files of each student; those of a team are everyone's in it."""
    mates: dict[str, Iterable[str]] = {}
    for members in teams.values():
        for one in members:
            mates[one] = members
    for folder in listing.tops():
        if found := read(folder):
            yield _owner(found)
        else:
            listing.passed_over.add((folder,), "is not named like the other submissions.")
    for member in listing.members:
        for folder in sorted(mates.get(member.parts[0], [member.parts[0]])):
            if (found := read(folder)) and (
                claim := _claim(_owner(found), member, 1, listing.passed_over)
            ):
                yield claim


def _is_gradescope(listing: Listing) -> bool:
    """Whether the metadata are there, and beside it the folders that Gradescope names."""
    files = {m.parts[0] for m in listing.members if len(m.parts) == 1}
    folders = set(listing.tops()) - files
    named = [one for one in folders if gradescope.FOLDER.fullmatch(one)]
    return gradescope.FILE in files and len(files) <= 1 + len(folders) <= 1 + 2 * len(named)


def _gradescope(listing: Listing) -> Iterator[Claim]:
    """Folders of files and who handed them in: everyone in a group has the same files."""
    owners: dict[str, list[Claim]] = {}
    for submitter in gradescope.submitters(_metadata(listing)):
        owner = Claim(submitter.student, submitter.name, handed_in_at=submitter.handed_in_at)
        owners.setdefault(submitter.submission, []).append(owner)
        yield owner
    for member in listing.members:
        if member.parts == (gradescope.FILE,):
            continue
        if len(member.parts) == 1 or member.parts[0] not in owners:
            listing.passed_over.add(member.parts, f"belongs to nobody in {gradescope.FILE}.")
            continue
        for owner in owners[member.parts[0]]:
            if claim := _claim(owner, member, 1, listing.passed_over):
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
    return replace(owner, file=inner[-1], member=member)


def with_archives_opened(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The same claims, with the files in each zip archive in its place.

    An archive that cannot be opened stays, with its problem.
    """
    opened = Opened()
    for claim in claims:
        member = claim.member
        if member is None or member.problem or names.suffix(claim.file) != ".zip":
            yield claim
            continue
        try:
            inside = opened.inside(member, claim.student)
        except SubmissionUnreadable as error:
            problem = str(error).removeprefix(f"{member.path} ").rstrip(".")
            yield replace(claim, member=Member(member.parts, member.read, problem))
            continue
        if not any(names.is_submission(one.parts[-1]) for one in inside):
            yield claim
        yield from map(partial(_inside, claim), inside)


def _inside(claim: Claim, member: Member) -> Claim:
    return replace(claim, file=member.parts[-1], member=member, archive=claim.file)
