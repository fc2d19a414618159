"""Whose submission is whose in a Gradescope export, from its `submission_metadata.yml`.

Gradescope does not document the file; its format is the one that public programs which read it
agree on. Ruby writes it, so its keys are symbols: `:submitters`, each with `:name`, `:sid` and
`:email`. Students choose the names and addresses in it.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from grader.errors import IntakeUnreadable, SubmissionUnreadable
from grader.printable import one_line

FILE = "submission_metadata.yml"
FOLDER = re.compile(r"submission_\d+")
# the parser is slow: it is pure Python, so that hostile input cannot crash it
MAX_PARSED_CHARACTERS = 4 << 20
MAX_SUBMITTERS = 50_000
MAX_GROUP = 100
# an entry of a submission's record, which Ruby indents by two spaces
ENTRY = re.compile(r" {2}:\w+:")
KEPT = ("  :submitters:", "  :created_at:")
TIME = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)?( ?Z| [+-]\d\d:?\d\d)?")


class Submitter(NamedTuple):
    """A student who handed in a submission, maybe together with others."""

    submission: str  # the folder that holds it
    student: str
    name: str
    handed_in_at: str = ""  # ISO time with its zone, or ""


def submitters(content: bytes) -> list[Submitter]:
    """Everyone in the metadata, once for each submission. Raises IntakeUnreadable."""
    found = []
    for submitter in _submitters(_parsed(content)):
        found.append(submitter)
        if len(found) > MAX_SUBMITTERS:
            raise _unreadable(f"it names more than {MAX_SUBMITTERS:,} submitters")
    return found


def _submitters(metadata: dict[Any, Any]) -> Iterator[Submitter]:
    for submission, record in metadata.items():
        time = _time(record.get(":created_at")) if isinstance(record, dict) else ""
        people = record.get(":submitters") if isinstance(record, dict) else None
        if not isinstance(people, list):
            continue
        if len(people) > MAX_GROUP:
            raise _unreadable(f"it names more than {MAX_GROUP} submitters of one submission")
        for person in people:
            fields = person if isinstance(person, dict) else {}
            name, sid, email = (_text(fields.get(key)) for key in (":name", ":sid", ":email"))
            student = sid or email or name or _text(submission)
            yield Submitter(_text(submission), student, name, time)


def _time(value: object) -> str:
    found = TIME.fullmatch(_text(value))
    zone = found and (found[3] or "").replace(" ", "")
    return f"{found[1]}T{found[2]}{zone}" if found else ""


def _text(value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    return "" if text == "~" else text  # how Ruby writes that there is none


def _parsed(content: bytes) -> dict[Any, Any]:
    try:
        import yaml  # type: ignore[import-untyped]
    except ImportError as error:
        raise IntakeUnreadable(
            f"Reading {FILE} needs PyYAML, which is not installed. "
            "Install it: pip install 'torchgrade[instructor]'."
        ) from error
    try:
        text = content.decode("utf-8-sig")
        try:
            metadata = _loaded(_submitters_only(text))
        except yaml.YAMLError:  # an alias may refer to a part that was left out
            metadata = _loaded(text)
    except UnicodeDecodeError:
        raise _unreadable("it is not UTF-8 text") from None
    except RecursionError:
        raise _unreadable("it is nested too deeply") from None
    except (yaml.YAMLError, ValueError) as error:
        raise _unreadable(one_line(str(error), 100).rstrip(".")) from None
    if not isinstance(metadata, dict):
        raise _unreadable("it lists no submissions")
    return metadata


def _loaded(text: str) -> object:
    import yaml

    if len(text) > MAX_PARSED_CHARACTERS:
        raise _unreadable(f"it is longer than {MAX_PARSED_CHARACTERS >> 20} MiB")
    # the loader that makes only strings, lists and dicts, whatever the tags say
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506


def _submitters_only(text: str) -> str:
    """The text without scores, results and history, which are up to a hundred times as long."""
    kept, keep = [], True
    for line in text.splitlines(keepends=True):
        if ENTRY.match(line):
            keep = line.startswith(KEPT)
        elif not line.startswith(" ") and line.strip():
            keep = True
        if keep:
            kept.append(line)
    return "".join(kept)


def _unreadable(why: str) -> IntakeUnreadable:
    return IntakeUnreadable(f"{FILE} cannot be read: {why}. Export the submissions again.")


def unreadable_file(error: SubmissionUnreadable) -> IntakeUnreadable:
    """The error to raise when the metadata file itself could not be read."""
    return _unreadable(one_line(str(error)).rstrip("."))
