"""How platforms name what a student handed in, folder by folder and file by file.

Each scheme is read from what the platform's own code writes, where that is public, and otherwise
from what programs that sort its downloads agree on. Students choose the names of their files, and
sometimes their own; so most names of a download have to fit a scheme, never a single one, and what
comes first in a name, which the platform writes, decides whose it is.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grader.submission.source import kind_of

# Moodle, `mod_assign\downloader`, and the setting "Download submissions in folders". Names contain
# no "_" there. A group's name and a dash come before the student's if the assignment has groups;
# without a number it is the hand-in of a whole group, and at most one of those has no name.
MOODLE = re.compile(
    r"(?P<name>[^_]*)(?:_(?P<id>\d+))?_assignsubmission_(?P<kind>[a-z0-9]+)(?:_(?P<file>.*))?",
    re.DOTALL,
)
# Canvas, `ContentZipper`, which makes sure that no name looks like the numbers after it.
CANVAS_FILE = r"_(?:(?P<upload>\d+)_(?P<file>.+)|(?:text|link)\.html)"
CANVAS_ANONYMOUS = re.compile(r"(?P<late>LATE_)?anon_(?P<id>[A-Za-z0-9]+)" + CANVAS_FILE, re.DOTALL)
CANVAS = re.compile(r"(?P<name>\w*?)_(?P<late>LATE_)?(?P<id>\d+)" + CANVAS_FILE, re.DOTALL)
# Canvas, `Attachment#infer_display_name`: before the first dot of a file uploaded again.
RESUBMITTED = re.compile(r"(?P<stem>[^.]+)-(?P<number>[0-9]{1,4})(?P<suffix>\..+)", re.DOTALL)
# Blackboard, "Assignment File Download": assignment_user_attempt_time_file, and a receipt for each
# attempt without a file's name, as read by kwurst/bb-file-cleanup and others.
BLACKBOARD = re.compile(
    r"(?P<whose>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL
)
BLACKBOARD_RECEIPT = re.compile(r"Name: *(?P<name>.*?) *\((?P<id>[^()]+)\)\s*$", re.MULTILINE)
# Brightspace (D2L), "Download" in Assignments: a folder an attempt, or all of it before the name of
# each file. Several public scripts sort by this name. On some sites an id stands before the name.
BRIGHTSPACE = re.compile(
    r"(?P<number>\d+)-(?P<other>\d+) - (?P<name>.+?) ?- "
    r"(?P<time>[A-Z][a-z]{2} \d{1,2}, \d{4} \d{3,4} [AP]M)(?: - (?P<file>.+))?",
    re.DOTALL,
)
# Sakai, `AssignmentServiceImpl#zipAttachments`: "Last, First(id)", and below it fixed names.
SAKAI = re.compile(r"(?P<name>.*)\((?P<id>[^()]+)\)", re.DOTALL)
SAKAI_FILES = "Submission attachment(s)"
SAKAI_OTHER = frozenset({"timestamp.txt", "feedbackText.html", "comments.txt"})
# ILIAS, `ilExSubmission::getDirectoryNameFromUserData`: the number ends the name.
ILIAS = re.compile(r"(?P<last>[^_]+)_(?P<first>.+)_(?P<login>[^_]+)_(?P<id>\d+)", re.DOTALL)
ILIAS_TEAM = re.compile(r"Team[ _]\d+")
# Google Classroom puts the student's name before that of each copy which it makes of a file.
GOOGLE = re.compile(r"(?P<name>\S.*?) - (?P<file>.+)", re.DOTALL)
COPY_OF_WINDOWS = re.compile(r"copy(?: \(\d+\))?\.", re.IGNORECASE)
# GitHub Classroom, `gh classroom clone student-repos`: assignment-submissions/assignment-user
CLONES = "-submissions"
MAX_TIME = 80


class Named(NamedTuple):
    """What the name of a file or folder says: whose it is, and what was handed in.

    `file` is "" for a folder and for typed text. `upload` increases with each upload of one file,
    and `attempt` with each hand-in of the student. `handed_in_at` is an ISO time as the platform
    shows it, mostly without a time zone, or "". `late` is None if the platform does not say.
    """

    student: str
    name: str
    file: str
    upload: int = 0
    is_typed: bool = False  # into a form of the platform, instead of a file
    attempt: str = ""
    handed_in_at: str = ""
    late: bool | None = None


Reads = Callable[[str], Named | None]


def moodle(part: str) -> Named | None:
    """What a name in a Moodle download says, or None if it is not one."""
    found = MOODLE.fullmatch(part)
    if not found:
        return None
    student, is_typed = found["id"] or found["name"], found["kind"] != "file"
    file = "" if is_typed else found["file"] or ""
    return Named(student, found["name"], file, is_typed=is_typed)


def canvas(part: str) -> Named | None:
    """What a name in a Canvas download says, or None if it is not one."""
    if moodle(part):
        return None
    found = CANVAS_ANONYMOUS.fullmatch(part) or CANVAS.fullmatch(part)
    if not found:
        return None
    name, file = found.groupdict().get("name", ""), found["file"] or ""
    # Python refuses to read more than some thousands of digits
    upload = int(found["upload"][:30]) if found["upload"] else 0
    late = found["late"] is not None
    return Named(found["id"], name, file, upload, is_typed=not file, late=late)


def is_canvas(tops: Sequence[str]) -> bool:
    """Whether most names are of a Canvas download; nearly every upload has its own number."""
    found = [named for top in tops if (named := canvas(top))]
    uploads = [named.upload for named in found if not named.is_typed]
    return 2 * len(found) >= len(tops) > 0 and 2 * len(set(uploads)) > len(uploads)


def resubmission(file: str) -> tuple[str, int]:
    """The name of a file before Canvas numbered it, and its number; 0 for the first."""
    found = RESUBMITTED.fullmatch(file)
    if not found:
        return file, 0
    return found["stem"] + found["suffix"], int(found["number"])


def blackboard(tops: Sequence[str], people: Sequence[tuple[str, str]]) -> Reads | None:
    """What names in a Blackboard download say; `people` are ids and names from its receipts.

    None if it is not such a download.
    """
    matches = [found for top in tops if (found := BLACKBOARD.fullmatch(top))]
    if 2 * len(matches) < len(tops) or not matches:
        return None
    heads = sorted({found["whose"] for found in matches})
    shared = _shared(heads, "_")
    called = dict(people)

    def read(part: str) -> Named | None:
        found = BLACKBOARD.fullmatch(part)
        if not found:
            return None
        whose = found["whose"]
        # an id may hold "_", and so may the assignment's name: the receipts know
        ends = (whose[place + 1 :] for place, letter in enumerate(whose) if letter == "_")
        known = next((end for end in ends if end in called), "")
        student = known or whose.removeprefix(shared) or whose
        time = _time(found["time"], "%Y-%m-%d-%H-%M-%S")
        return Named(
            student, called.get(student, ""), found["file"] or "", 0, False, found["time"], time
        )

    return read


def receipt_of(text: str) -> tuple[str, str] | None:
    """The student's id and name in a receipt of Blackboard's, or None."""
    found = BLACKBOARD_RECEIPT.search(text)
    return (found["id"].strip(), found["name"]) if found else None


def is_receipt(top: str) -> bool:
    """Whether a name is that of a receipt in a Blackboard download."""
    found = BLACKBOARD.fullmatch(top)
    return found is not None and not found["file"]


def brightspace(tops: Sequence[str]) -> Reads | None:
    """What names in a Brightspace download say, or None if it is not one."""
    matches = [found for top in tops if (found := BRIGHTSPACE.fullmatch(top))]
    if 2 * len(matches) < len(tops) or not matches:
        return None
    # the first number is the student's, except on sites where all have the same
    by_name = len({found["number"] for found in matches}) == 1 < len({f["name"] for f in matches})
    others: dict[str, set[str]] = {}
    for found in matches:
        others.setdefault(found["name"], set()).add(found["other"])

    def read(part: str) -> Named | None:
        found = BRIGHTSPACE.fullmatch(part)
        if not found:
            return None
        time = _time(found["time"], "%b %d, %Y %I%M %p")
        student = called = found["name"]
        if not by_name:
            student = found["number"]
        elif len(others.get(student, ())) > 1:  # attempts, or two people of one name
            called = f"{student} {found['other']}"
        return Named(student, called, found["file"] or "", 0, False, time, time)

    return read


def sakai(part: str) -> Named | None:
    """What the name of a folder in a Sakai download says, or None if it is not one."""
    found = SAKAI.fullmatch(part)
    return Named(found["id"], found["name"], "") if found else None


def sakai_time(text: str) -> str:
    """The ISO time in a timestamp.txt of Sakai's, or ""."""
    return _time(text.strip()[:14], "%Y%m%d%H%M%S")


def nbgrader_time(text: str) -> str:
    """The ISO time in a timestamp.txt of nbgrader's, or "".

    Its form is set by `Exchange.timestamp_format`. As for nbgrader's own `parse_utc`, it may end in
    the name of a time zone, and a time without a zone is UTC.
    """
    words = text[:MAX_TIME].split()
    zone: tzinfo = UTC
    try:
        if len(words) == 3 and words[2][0].isalpha():
            zone = _zone(words.pop())
        time = _parsed(" ".join(words))
    except (ValueError, OverflowError):
        return ""
    stamped = time if time.tzinfo else time.replace(tzinfo=zone)
    return stamped.isoformat(timespec="seconds")


def local_time(text: str) -> str:
    """The ISO time that a platform wrote for people, without a time zone, or "".

    Only times with the name of a month, in English: others may mean another day.
    """
    if not re.search(r"[A-Za-z]{3}", text):
        return ""
    try:
        time = _parsed(text[:MAX_TIME])
    except (ValueError, OverflowError):
        return ""
    return time.replace(tzinfo=None).isoformat(timespec="seconds")


def _parsed(text: str) -> datetime:
    import dateutil.parser  # students, who have no downloads, need not have it

    parsed: datetime = dateutil.parser.parse(text)
    return parsed


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return UTC


def ilias(tops: Sequence[str]) -> Reads | None:
    """What the folders of an ILIAS download say, or None if it is not one."""
    matches = [found for top in tops if (found := ILIAS.fullmatch(top))]
    ids, logins = ({found[key] for found in matches} for key in ("id", "login"))
    if not matches or 2 * len(matches) < len(tops) or min(len(ids), len(logins)) < len(matches):
        return None

    def read(part: str) -> Named | None:
        found = ILIAS.fullmatch(part)
        return Named(found["login"], f"{found['first']} {found['last']}", "") if found else None

    return read


def google(files: Sequence[str]) -> Reads | None:
    """What the files of a Google Classroom download say, or None if it is not one."""
    gradable = [file for file in files if kind_of(file)]
    fitting = [found for file in gradable if (found := _of_google(file))]
    if len({found["name"] for found in fitting}) < 2 or 5 * len(fitting) < 4 * len(gradable):
        return None

    def read(part: str) -> Named | None:
        found = _of_google(part)
        return Named(found["name"], found["name"], found["file"]) if found else None

    return read


def _of_google(file: str) -> re.Match[str] | None:
    """What Google Classroom's scheme finds; "alice - Copy.py" is Windows's."""
    found = GOOGLE.fullmatch(file)
    return found if found and not COPY_OF_WINDOWS.match(found["file"]) else None


def github(root: str, folders: Sequence[str], clones: Sequence[str]) -> Reads | None:
    """What the folders of a GitHub Classroom's clones say, or None if they are not such."""
    assignment = root.removesuffix(CLONES) + "-" if root.endswith(CLONES) else None
    if not folders or not (assignment and all(one.startswith(assignment) for one in folders)):
        if len(clones) < 2 or 2 * len(clones) < len(folders):
            return None
        # one folder more, or one that was renamed, does not decide for all
        assignment = _most_shared(clones, "-")
        fitting = sum(one.startswith(assignment) or one in clones for one in folders)
        if not assignment or 4 * fitting < 3 * len(folders):
            return None

    def read(part: str) -> Named | None:
        user = part.removeprefix(assignment)
        return Named(user, "", "") if user and (user != part or part in clones) else None

    return read


def _most_shared(texts: Sequence[str], separator: str) -> str:
    """The longest text up to a separator that most texts begin with, or ""."""
    starts: Counter[str] = Counter()
    for text in texts:
        cuts = [place + 1 for place, letter in enumerate(text) if letter == separator]
        starts.update(text[:cut] for cut in cuts)
    common = [start for start, times in starts.items() if 4 * times >= 3 * len(texts)]
    return max(common, key=len, default="")


def _shared(texts: Collection[str], separator: str) -> str:
    """What all texts begin with, up to the last separator in it."""
    first, last = min(texts), max(texts)
    length = next(
        (place for place, (a, b) in enumerate(zip(first, last, strict=False)) if a != b),
        min(len(first), len(last)),
    )
    return first[: first.rfind(separator, 0, length) + 1]


def _time(text: str, form: str) -> str:
    """A time as ISO writes it, or "" if there is no such time."""
    try:
        # an hour of three digits in all lacks its zero: "926 PM"
        padded = re.sub(r" (\d{3}) ([AP]M)$", r" 0\1 \2", text)
        return datetime.strptime(padded, form).isoformat()
    except ValueError:
        return ""
