"""Whose submission is whose in a Gradescope export: what its `submission_metadata.yml` says.

No page of Gradescope's documents the file; its form is the one that public programs which read it
agree on. It is made by Ruby, so its keys are symbols: `:submitters`, each with `:name`, `:sid` and
`:email`. Names and addresses in it are chosen by students.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from grader.errors import IntakeUnreadable, SubmissionUnreadable
from grader.printable import one_line

FILE = "submission_metadata.yml"
# the parser is slow, and made of Python alone so that nothing hostile can crash it
MAX_PARSED_CHARACTERS = 4 << 20
MAX_SUBMITTERS = 50_000
MAX_GROUP = 100
# what Ruby writes two spaces deep under each submission: one entry of its record
ENTRY = re.compile(r" {2}:\w+:")


class Submitter(NamedTuple):
    """One of those who handed in a submission."""

    submission: str  # the folder that holds it
    student: str
    name: str


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
        people = record.get(":submitters") if isinstance(record, dict) else None
        if not isinstance(people, list):
            continue
        if len(people) > MAX_GROUP:
            raise _unreadable(f"it names more than {MAX_GROUP} submitters of one submission")
        for person in people:
            told = person if isinstance(person, dict) else {}
            name, sid, email = (_text(told.get(key)) for key in (":name", ":sid", ":email"))
            yield Submitter(_text(submission), sid or email or name or _text(submission), name)


def _text(value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    return "" if text == "~" else text  # Ruby's way to write that there is none


def _parsed(content: bytes) -> dict[Any, Any]:
    try:
        import yaml  # type: ignore[import-untyped]
    except ImportError as error:
        raise IntakeUnreadable(
            f"{FILE} is read with PyYAML, which is not installed. "
            "Install it: pip install 'torchgrade[instructor]'."
        ) from error
    try:
        text = content.decode("utf-8-sig")
        try:
            metadata = _loaded(_submitters_only(text))
        except yaml.YAMLError:  # what was left out may hold what an alias stands for
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
    # the loader that makes strings, lists and dicts, and nothing else, whatever the tags say
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506


def _submitters_only(text: str) -> str:
    """The text without scores, results and history, which can be a hundred times as long."""
    kept, keep = [], True
    for line in text.splitlines(keepends=True):
        if ENTRY.match(line):
            keep = line.startswith("  :submitters:")
        elif not line.startswith(" ") and line.strip():
            keep = True
        if keep:
            kept.append(line)
    return "".join(kept)


def _unreadable(why: str) -> IntakeUnreadable:
    return IntakeUnreadable(f"{FILE} cannot be read: {why}. Export the submissions again.")


def unreadable_file(error: SubmissionUnreadable) -> IntakeUnreadable:
    """The refusal where the metadata itself could not be read."""
    return _unreadable(one_line(str(error)).rstrip("."))
