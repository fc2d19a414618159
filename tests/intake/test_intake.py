"""A class's submissions are found in every form that people and platforms give them, safely."""

import hashlib
import importlib.util
import io
import os
import re
import struct
import sys
import tempfile
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from places import ATTACKS, ROOT

from grader import intake
from grader.errors import ExerciseUnknown, InputError, IntakeUnreadable, SubmissionUnreadable
from grader.exercise.recognition import Appraisal
from grader.intake import HandedIn, Intake, archives, files, gradescope, names, platforms
from grader.intake import collect as collect_any
from grader.intake.choice import Appraise
from grader.printable import one_line
from grader.submission.source import MAX_FILE_BYTES, MAX_SCRIPT_BYTES

ON_INTAKE = [
    path for kind in ("archives", "students") for path in sorted((ATTACKS / kind).glob("*.py"))
]
# a hundred thousand files and more, one by one
HUGE = {
    "inner_archives_of_everybody",
    "hundred_thousand_members",
    "inner_archive_is_a_bomb_of_notebooks",
}
HONEST = (ROOT / "solutions" / "linear_regression" / "solution.py").read_bytes()
EXERCISE = "linear_regression"
MARKED = b"# exercise: linear_regression\n"
OTHER = b"# exercise: another\n"
STUB = MARKED + b"STUB"
Files = dict[str, bytes]
Pack = Callable[[Files, Path], Path]

METADATA = """\
---
submission_51:
  :submitters:
  - :name: Alice A.
    :sid: '1001'
    :email: alice@example.org
  :created_at: 2024-01-01 10:00:00.000000000 Z
  :results:
    :tests:
    - :name: a test
      :output: |
        submission_99:
          :submitters:
submission_52:
  :submitters:
  - :name: Bob B.
    :sid:
    :email: bob@example.org
  - :name: Carol C.
    :sid: ''
    :email: carol@example.org
"""


def marked(name: str, content: bytes) -> Appraisal:
    """What a file is, as far as these tests go: of the exercise, of another, or the stub."""
    exercise = {MARKED: EXERCISE, OTHER: "another"}.get(content.partition(b"\n")[0] + b"\n")
    is_stub = exercise is not None and content.endswith(b"STUB")
    return Appraisal(exercise, is_stub, hashlib.sha256(content.strip()).hexdigest())


def collect(path: Path, appraise: Appraise = marked, output: Path | None = None) -> Intake:
    """The class, graded for the exercise."""
    return collect_any(path, appraise, EXERCISE, output)


def folder_of(files: Files, folder: Path) -> Path:
    """A folder with these files; a name that ends in "/" is an empty folder."""
    for name, content in files.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def zip_of(files: Files, folder: Path) -> Path:
    """A zip archive with these members."""
    folder.mkdir(exist_ok=True)
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def content(one: HandedIn) -> str:
    """What a student handed in, or why it cannot be read."""
    try:
        return one.read().decode()
    except SubmissionUnreadable as error:
        return str(error)


def students(found: Intake) -> dict[str, str]:
    """The contents, or what is wrong with them, by student."""
    assert len({one.slug for one in found.handed_in}) == len(found.handed_in)
    return {one.student: content(one) for one in found.handed_in}


def refused(path: Path) -> str:
    with pytest.raises(IntakeUnreadable) as refusal:
        collect(path, marked)
    return str(refusal.value)


def unreadable(found: Intake, student: str) -> str:
    """Why a student's submission cannot be read."""
    (one,) = [one for one in found.handed_in if one.student == student]
    with pytest.raises(SubmissionUnreadable) as refusal:
        one.read()
    return str(refusal.value)


@pytest.fixture(params=[folder_of, zip_of], ids=["folder", "zip"])
def packed(request: pytest.FixtureRequest) -> Pack:
    """Both ways to hand over the files of a class."""
    pack: Pack = request.param
    return pack


# --- layouts -------------------------------------------------------------------------------------


def test_a_folder_of_files_has_one_student_a_file(packed: Pack, tmp_path: Path) -> None:
    found = collect(
        packed({"bob.ipynb": b"B", "alice.py": b"A", "notes.pdf": b""}, tmp_path), marked
    )
    assert found.layout == "a folder of files"
    assert students(found) == {"alice": "A", "bob": "B"}
    assert [(one.slug, one.file, one.name) for one in found.handed_in] == [
        ("alice", "alice.py", ""),
        ("bob", "bob.ipynb", ""),
    ]
    assert found.passed_over == ("notes.pdf is not a .py or .ipynb file.",)


def test_a_folder_per_student_is_searched_four_levels_deep(packed: Pack, tmp_path: Path) -> None:
    class_ = {
        "alice/submit.py": b"A",
        "bob/a/b/c/work.ipynb": b"B",
        "carol/a/b/c/d/submit.py": b"C",
    }
    found = collect(packed(class_, tmp_path), marked)
    assert found.layout == "a folder per student"
    assert students(found) == {
        "alice": "A",
        "bob": "B",
        "carol": "carol handed in nothing.",
    }
    assert found.passed_over == ("carol/a/b/c/d/submit.py is nested too deeply to be opened.",)


def test_an_empty_folder_is_a_student_who_handed_in_nothing(packed: Pack, tmp_path: Path) -> None:
    found = collect(packed({"alice/submit.py": b"A", "bob/": b""}, tmp_path), marked)
    assert students(found)["bob"] == "bob handed in nothing."


def test_where_files_and_folders_are_mixed_nobody_is_left_out(packed: Pack, tmp_path: Path) -> None:
    class_ = {"alice/submit.py": b"A", "bob.py": b"B", "data/points.csv": b""}
    found = collect(packed(class_, tmp_path), marked)
    assert students(found) == {"alice": "A", "bob": "B"}
    assert found.passed_over == ("data/points.csv is in a folder without submissions.",)


def test_the_one_folder_of_an_archive_is_looked_through(tmp_path: Path) -> None:
    found = collect(zip_of({"class/alice.py": b"A", "class/bob.py": b"B"}, tmp_path), marked)
    assert students(found) == {"alice": "A", "bob": "B"}


def test_the_one_student_of_an_archive_keeps_the_folder(tmp_path: Path) -> None:
    found = collect(zip_of({"alice/submit.py": b"A", "alice/helper.py": b""}, tmp_path), marked)
    assert students(found) == {"alice": "A"}


NBGRADER = {
    "alice/hw1/work.ipynb": b"A",
    "alice/hw1/timestamp.txt": b"2024-01-01",
    "alice/hw1/.ipynb_checkpoints/work-checkpoint.ipynb": b"old",
    "bob/hw1/work.ipynb": b"B",
    "bob/hw1/timestamp.txt": b"2024-01-01",
}


def test_an_nbgrader_tree_is_read(packed: Pack, tmp_path: Path) -> None:
    found = collect(packed(NBGRADER, tmp_path), marked)
    assert found.layout == "an nbgrader tree"
    assert students(found) == {"alice": "A", "bob": "B"}
    assert found.passed_over == ()


def test_of_an_nbgrader_course_only_what_was_submitted_is_read(
    packed: Pack, tmp_path: Path
) -> None:
    course = {f"submitted/{name}": content for name, content in NBGRADER.items()}
    course |= {"source/hw1/work.ipynb": b"S", "autograded/alice/hw1/work.ipynb": b"X"}
    found = collect(packed(course | {"gradebook.db": b""}, tmp_path), marked)
    assert found.layout == "an nbgrader tree"
    assert students(found) == {"alice": "A", "bob": "B"}
    assert "source is outside submitted/." in found.passed_over


def test_a_student_who_collected_only_a_time_stamp_is_listed(packed: Pack, tmp_path: Path) -> None:
    found = collect(packed(NBGRADER | {"carol/hw1/timestamp.txt": b""}, tmp_path), marked)
    assert students(found)["carol"] == "carol handed in nothing."


def test_of_several_assignments_the_one_of_the_exercise_is_read(
    packed: Pack, tmp_path: Path
) -> None:
    other = {"alice/hw2/other.ipynb": b"?", "alice/hw1/work.ipynb": MARKED + b"A"}
    found = collect(packed(NBGRADER | other, tmp_path), marked)
    assert students(found)["alice"] == MARKED.decode() + "A"


MOODLE_FOLDERS = {
    "First Last_1234567_assignsubmission_file_/submit.py": b"1",
    "Two Names_1234568_assignsubmission_file/parts/submit.py": b"2",
    "Only Text_1234569_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
    "Only Text_1234569_assignsubmission_onlinetext_/pasted.py": b"?",
    "Both O. Them_1234570_assignsubmission_onlinetext/onlinetext.html": b"<p>",
    "Both O. Them_1234570_assignsubmission_file/submit.py": b"4",
    "The group_assignsubmission_file_/submit.py": b"5",
}
MOODLE_FLAT = {
    "First Last_1234567_assignsubmission_file_submit.py": b"1",
    "Two Names_1234568_assignsubmission_file_submit.py": b"2",
    "Only Text_1234569_assignsubmission_onlinetext_onlinetext.html": b"<p>",
    "Both O. Them_1234570_assignsubmission_onlinetext_onlinetext.html": b"<p>",
    "Both O. Them_1234570_assignsubmission_file_submit.py": b"4",
    "The group_assignsubmission_file_submit.py": b"5",
}


@pytest.mark.parametrize("download", [MOODLE_FOLDERS, MOODLE_FLAT], ids=["folders", "flat"])
@pytest.mark.parametrize("top", ["", "CS1-homework-42/"])
def test_a_moodle_download_is_read(packed: Pack, tmp_path: Path, download: Files, top: str) -> None:
    download = {top + name: content for name, content in download.items()}
    found = collect(packed(download, tmp_path), marked)
    assert found.layout == "a Moodle download"
    assert students(found) == {
        "1234567": "1",
        "1234568": "2",
        "1234569": "Only Text (1234569) typed in text and handed in no file.",
        "1234570": "4",
        "The group": "5",
    }
    assert {one.student: one.name for one in found.handed_in}["1234567"] == "First Last"
    assert {one.file for one in found.handed_in} == {"submit.py", ""}


def test_a_moodle_download_of_one_student_is_read(packed: Pack, tmp_path: Path) -> None:
    path = packed({"First Last_12_assignsubmission_file_/work.py": b"1"}, tmp_path)
    assert students(collect(path, marked)) == {"12": "1"}


CANVAS = {
    "lastfirst_12345_67890_submit.py": b"1",
    "latelate_LATE_12346_67891_submit.py": b"2",
    "againagain_12347_67892_submit.py": b"old",
    "againagain_12347_67893_submit-1.py": b"older",
    "againagain_12347_67999_submit-10.py": b"3",
    "anon_12348_67894_submit.py": b"4",
    "LATE_anon_aB3xY_67895_submit.py": b"5",
    "texttext_12350_text.html": b"<p>",
    "ünïcode_12351_67896_my file.ipynb": b"6",
}


def test_a_canvas_download_is_read(packed: Pack, tmp_path: Path) -> None:
    found = collect(packed(CANVAS, tmp_path), marked)
    assert found.layout == "a Canvas download"
    assert students(found) == {
        "12345": "1",
        "12346": "2",
        "12347": "3",
        "12348": "4",
        "aB3xY": "5",
        "12350": "texttext (12350) typed in text and handed in no file.",
        "12351": "6",
    }
    called = {one.student: (one.name, one.file) for one in found.handed_in}
    assert called["12345"] == ("lastfirst", "submit.py")
    assert called["12347"] == ("againagain", "submit-10.py")
    assert called["12348"] == ("", "submit.py")
    assert called["12351"] == ("ünïcode", "my file.ipynb")


def test_of_two_uploads_of_one_name_to_canvas_the_later_is_read(tmp_path: Path) -> None:
    class_ = {"alice_1_20_submit.py": b"later", "alice_1_9_submit.py": b"earlier"}
    assert students(collect(folder_of(class_, tmp_path), marked)) == {"1": "later"}


def test_different_files_in_canvas_are_no_resubmissions(tmp_path: Path) -> None:
    class_ = {"alice_1_20_submit-1.py": b"A", "alice_1_21_helper-7.py": b"H"}
    assert students(collect(folder_of(class_, tmp_path), marked)) == {"1": "A"}


@pytest.mark.parametrize("download", [MOODLE_FLAT, CANVAS])
def test_a_file_that_a_platform_did_not_name_is_passed_over(
    packed: Pack, tmp_path: Path, download: Files
) -> None:
    found = collect(packed(download | {"grades.csv": b"", "old/submit.py": b""}, tmp_path), marked)
    assert len(found.handed_in) == len(
        students(collect(packed(download, tmp_path / "again"), marked))
    )
    assert sorted(found.passed_over)[-2:] == [
        "grades.csv is not named like the other submissions.",
        "old/submit.py is not named like the other submissions.",
    ]


def test_one_number_under_two_names_is_left_to_people(tmp_path: Path) -> None:
    class_ = {"alice_1_20_submit.py": b"A", "bob_1_21_helper.py": b"B", "carol_2_22_a.py": b"C"}
    found = collect(folder_of(class_, tmp_path), marked)
    assert unreadable(found, "1") == (
        "1 is the id of several students (alice, bob). Grade them by hand."
    )
    assert students(found)["2"] == "C"


GRADESCOPE = {
    "submission_metadata.yml": METADATA.encode(),
    "submission_51/submit.py": b"A",
    "submission_51/report.pdf": b"",
    "submission_52/code/submit.py": b"BC",
    "submission_53/submit.py": b"?",
}


@pytest.mark.parametrize("top", ["", "assignment_123_export/"])
def test_a_gradescope_export_is_read(packed: Pack, tmp_path: Path, top: str) -> None:
    export = {top + name: content for name, content in GRADESCOPE.items()}
    found = collect(packed(export, tmp_path), marked)
    assert found.layout == "a Gradescope export"
    assert students(found) == {"1001": "A", "bob@example.org": "BC", "carol@example.org": "BC"}
    assert [one.name for one in found.handed_in] == ["Alice A.", "Bob B.", "Carol C."]
    assert sorted(found.passed_over) == [
        "submission_51/report.pdf is not a .py or .ipynb file.",
        "submission_53/submit.py belongs to nobody in submission_metadata.yml.",
    ]


def test_metadata_of_gradescope_may_refer_to_what_is_left_out() -> None:
    aliased = METADATA.replace("- :name: a test", "- :name: &one a test")
    aliased = aliased.replace(":name: Bob B.", ":name: *one")
    assert [told.name for told in gradescope.submitters(aliased.encode())] == [
        "Alice A.",
        "a test",
        "Carol C.",
    ]


@pytest.mark.parametrize(
    ("metadata", "why"),
    [
        (b"- a\n- b\n", "it lists no submissions"),
        (b"a: {b: c", "while parsing"),
        (b"a: \xff", "not UTF-8"),
        (b"? {a: b}\n: c\n", "unhashable"),
        (b"", "it lists no submissions"),
    ],
)
def test_metadata_that_cannot_be_read_is_refused_with_a_reason(
    packed: Pack, tmp_path: Path, metadata: bytes, why: str
) -> None:
    message = refused(packed(GRADESCOPE | {"submission_metadata.yml": metadata}, tmp_path))
    assert message.startswith("submission_metadata.yml cannot be read: ")
    assert why in message
    assert message.endswith("Export the submissions again.")


def test_metadata_with_too_many_submitters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradescope, "MAX_SUBMITTERS", 2)
    with pytest.raises(IntakeUnreadable, match="more than 2 submitters"):
        gradescope.submitters(METADATA.encode())


def test_without_the_parser_gradescope_exports_are_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert "pip install 'torchgrade[instructor]'" in refused(folder_of(GRADESCOPE, tmp_path))


def test_metadata_that_is_a_link_is_refused(tmp_path: Path) -> None:
    folder_of(GRADESCOPE, tmp_path)
    (tmp_path / "submission_metadata.yml").rename(tmp_path / "elsewhere.yml")
    (tmp_path / "submission_metadata.yml").symlink_to("elsewhere.yml")
    assert "it is a link" in refused(tmp_path)


# --- which of a student's files ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        ({"a.py": MARKED, "b.py": b""}, "a.py"),
        ({"a.py": b"", "submit.py": b""}, "submit.py"),
        ({"a.py": MARKED, "submit.py": b""}, "a.py"),
        ({"a.py": MARKED, "submit.py": MARKED}, "submit.py"),
        ({"a.PY": b"", "b.pdf": b"", "c.zip": b""}, "a.PY"),
    ],
)
def test_of_several_files_the_one_of_the_exercise_is_chosen(
    packed: Pack, tmp_path: Path, files: Files, chosen: str
) -> None:
    class_ = {f"alice/{name}": content for name, content in files.items()}
    found = collect(packed(class_ | {"bob/submit.py": b""}, tmp_path), marked)
    assert [one.file for one in found.handed_in] == [chosen, "submit.py"]
    assert len(found.passed_over) == len(files) - 1


@pytest.mark.parametrize(
    ("files", "which"),
    [
        (["a.py", "b.py"], "a.py, b.py"),
        (["a/submit.py", "b/submit.py"], "alice/a/submit.py, alice/b/submit.py"),
        (["submit.py", "submit.ipynb"], "submit.ipynb, submit.py"),
        (["submit (1).py", "Copy of submit.py"], "Copy of submit.py, submit (1).py"),
        (["a.py", "b.py", "c.py", "d.py", "e.py"], "a.py, b.py, c.py, d.py and 1 more"),
    ],
)
def test_different_answers_of_equal_standing_are_left_to_people(
    packed: Pack, tmp_path: Path, files: list[str], which: str
) -> None:
    class_ = {f"alice/{name}": MARKED + name.encode() for name in files}
    found = collect(packed(class_ | {"bob/submit.py": b""}, tmp_path))
    assert unreadable(found, "alice") == (
        f"alice handed in different answers ({which}), and the names do not say which one is "
        "meant. Ask alice, and keep that one."
    )


@pytest.mark.parametrize(
    ("files", "chosen", "beside"),
    [
        ({"submit.py": STUB, "mine.ipynb": MARKED + b"A"}, "mine.ipynb", ()),
        ({"starter/submit.py": STUB, "submit.py": MARKED + b"A"}, "submit.py", ()),
        ({"submit.py": STUB, "utils.py": b"U"}, "submit.py", ("utils.py",)),
        ({"submit.py": MARKED, "SUBMIT (1).py": MARKED + b"A"}, "submit.py", ("SUBMIT (1).py",)),
        ({"Copy of submit.ipynb": MARKED, "b.py": MARKED + b"A"}, "Copy of submit.ipynb",
         ("b.py",)),
        ({"linear_regression.py": MARKED, "b.py": MARKED + b"A"}, "linear_regression.py",
         ("b.py",)),
        ({"submit (1).ipynb": MARKED, "submit.ipynb": MARKED}, "submit.ipynb", ()),
        ({"submit.py": MARKED, "submit.ipynb": MARKED + b"\n"}, "submit.ipynb", ()),
        ({"submit.py": OTHER, "second.py": MARKED}, "second.py", ("submit.py",)),
        ({"submit.ipynb.txt": MARKED, "b.py": MARKED + b"A"}, "submit.ipynb.txt", ("b.py",)),
    ],
)  # fmt: skip
def test_the_answer_that_is_meant_is_chosen(
    packed: Pack, tmp_path: Path, files: Files, chosen: str, beside: tuple[str, ...]
) -> None:
    class_ = {f"alice/{name}": content for name, content in files.items()}
    found = collect(packed(class_ | {"bob/submit.py": b""}, tmp_path))
    assert (found.handed_in[0].file, found.handed_in[0].beside) == (chosen, beside)


def test_work_for_another_exercise_is_said_to_be(packed: Pack, tmp_path: Path) -> None:
    class_ = {"alice/a.py": OTHER, "alice/b.py": OTHER + b"B", "bob/submit.py": MARKED}
    assert unreadable(collect(packed(class_, tmp_path)), "alice") == (
        "a.py is for another, not for linear_regression. alice handed in nothing else that can be "
        "graded."
    )


def test_the_exercise_is_the_one_that_most_students_answer(packed: Pack, tmp_path: Path) -> None:
    class_ = {f"s{n}/submit.py": MARKED for n in range(3)} | {"s0/other.py": OTHER}
    found = collect_any(packed(class_ | {"s9/submit.py": OTHER}, tmp_path), marked)
    assert found.exercise == EXERCISE


def test_exercises_answered_equally_often_are_named(packed: Pack, tmp_path: Path) -> None:
    class_ = {"alice/a.py": MARKED, "alice/b.py": OTHER, "bob/c.py": b""}
    with pytest.raises(ExerciseUnknown, match="another and linear_regression equally often"):
        collect_any(packed(class_, tmp_path), marked)


def zipped(**files: bytes) -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as own:
        for name, content in files.items():
            own.writestr(name.replace("__", "/") + ".py", content)
    return inner.getvalue()


def test_an_archive_of_a_student_is_opened(packed: Pack, tmp_path: Path) -> None:
    class_ = {
        "alice/work.zip": zipped(hw__submit=MARKED + b"A"),
        "bob.zip": zipped(submit=b"B"),
        "carol/work.zip": zipped(notes__readme=b"") + b"",
        "dan/work.zip": b"PK",
        "eve/work.zip": zipped(submit=b"E"),
    }
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as own:
        own.writestr("again.zip", class_["eve/work.zip"])
    found = collect(packed(class_ | {"eve/work.zip": inner.getvalue()}, tmp_path))
    assert students(found)["alice"] == (MARKED + b"A").decode()
    assert students(found)["bob"] == "B"
    assert "cannot be read as a zip archive" in students(found)["dan"]
    assert "with no .py or .ipynb file in it" in students(found)["eve"]


def test_archives_of_students_count_against_one_total(
    packed: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class_ = {f"{name}/work.zip": zipped(submit=b"A", b=b"") for name in ("alice", "bob", "carl")}
    path = packed(class_, tmp_path)
    monkeypatch.setattr(archives, "MAX_INNER_MEMBERS", 5)
    found = students(collect(path))
    assert (found["alice"], found["bob"]) == ("A", "A")
    assert "the archives of this class hold too much" in found["carl"]


def test_the_archives_of_one_student_leave_room_for_the_others(
    packed: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS_EACH", 3)
    class_ = {f"alice/{number}.zip": zipped(submit=b"A", b=b"") for number in range(5)}
    found = collect(packed(class_ | {"bob/work.zip": zipped(submit=b"B")}, tmp_path))
    assert students(found) == {"alice": "A", "bob": "B"}
    assert any(
        "the archives of one student may hold at most 3 files" in one for one in found.passed_over
    )


@pytest.mark.parametrize("archive", ["work.tar.gz", "work.7z"])
def test_an_archive_of_another_kind_is_named_and_not_opened(
    packed: Pack, tmp_path: Path, archive: str
) -> None:
    class_ = {f"alice/{archive}": zipped(submit=b""), "bob/submit.py": b""}
    found = collect(packed(class_, tmp_path), marked)
    assert unreadable(found, "alice") == (
        f"alice handed in an archive, {archive}, which is not opened. Unpack it."
    )


def test_files_are_looked_into_only_where_there_are_several(tmp_path: Path) -> None:
    looked_into: list[str] = []

    def appraise(name: str, content: bytes) -> Appraisal:
        looked_into.append(name)
        return marked(name, content)

    class_ = {"alice/a.py": b"", "alice/submit.py": b"A", "bob/b.py": b"B"}
    found = collect(folder_of(class_, tmp_path), appraise)
    assert looked_into == ["submit.py", "a.py"]
    assert students(found) == {"alice": "A", "bob": "B"}


def test_a_file_that_cannot_be_read_may_be_the_answer(tmp_path: Path) -> None:
    class_ = {"alice/a.py": b"", "alice/b.py": bytes(MAX_SCRIPT_BYTES + 1), "bob/b.py": b"B"}
    found = collect(folder_of(class_, tmp_path))
    assert "alice/b.py is larger than the limit" in unreadable(found, "alice")


# --- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "limit"), [("alice.py", MAX_SCRIPT_BYTES), ("alice.ipynb", MAX_FILE_BYTES)]
)
def test_no_more_is_read_than_a_submission_may_hold(
    packed: Pack, tmp_path: Path, file: str, limit: int
) -> None:
    found = collect(packed({file: bytes(limit + 1)}, tmp_path), marked)
    assert f"{file} is larger than the limit of {limit >> 20} MiB" in students(found)["alice"]


def test_all_that_a_submission_may_hold_is_read(packed: Pack, tmp_path: Path) -> None:
    found = collect(packed({"alice.py": bytes(MAX_SCRIPT_BYTES)}, tmp_path), marked)
    assert found.handed_in[0].read() == bytes(MAX_SCRIPT_BYTES)


def test_a_file_that_has_become_a_link_is_not_followed(tmp_path: Path) -> None:
    found = collect(
        folder_of({"class/alice/submit.py": b"A", "secret.py": b"!"}, tmp_path) / "class", marked
    )
    (tmp_path / "class/alice/submit.py").unlink()
    (tmp_path / "class/alice/submit.py").symlink_to(tmp_path / "secret.py")
    assert unreadable(found, "alice").startswith("alice/submit.py cannot be read: ")


def test_a_folder_that_has_become_a_link_is_not_followed(tmp_path: Path) -> None:
    class_ = {"class/alice/submit.py": b"A", "class/bob/submit.py": b"", "other/submit.py": b"!"}
    found = collect(folder_of(class_, tmp_path) / "class", marked)
    (tmp_path / "class/alice").rename(tmp_path / "gone")
    (tmp_path / "class/alice").symlink_to(tmp_path / "other")
    assert unreadable(found, "alice").startswith("alice/submit.py cannot be read: ")


def test_a_file_that_has_become_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    found = collect(folder_of({"alice.py": b"A"}, tmp_path), marked)
    (tmp_path / "alice.py").unlink()
    os.mkfifo(tmp_path / "alice.py")
    assert unreadable(found, "alice") == "alice.py is not a regular file."


def test_a_file_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    found = collect(folder_of({"alice.py": b"A"}, tmp_path), marked)
    (tmp_path / "alice.py").unlink()
    assert unreadable(found, "alice") == "alice.py is no longer there."


def test_files_are_read_where_folders_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = collect(folder_of({"alice/submit.py": b"A", "bob/b.py": b"B"}, tmp_path), marked)
    monkeypatch.setattr(os, "supports_dir_fd", set())  # as on Windows
    assert students(found) == {"alice": "A", "bob": "B"}


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """Without the rights of root, who may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_what_may_not_be_read_is_said_and_the_others_are_read() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = folder_of(
            {"alice/submit.py": b"A", "bob/b.py": b"B", "carol/c.py": b"C"}, Path(name)
        )
        folder.chmod(0o755)
        (folder / "alice").chmod(0)
        (folder / "bob/b.py").chmod(0)
        with as_an_ordinary_user():
            found = collect(folder, marked)
            assert students(found) == {
                "alice": "alice/… cannot be read by this user. Ask alice for the file.",
                "bob": "bob/b.py cannot be read by this user.",
                "carol": "C",
            }
            assert found.passed_over == ("alice cannot be read by this user.",)
        (folder / "alice").chmod(0o755)


def test_a_class_that_may_not_be_read_is_refused() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder_of({"class/alice.py": b"A"}, Path(name))
        zip_of({"alice.py": b"A"}, Path(name)).chmod(0)
        Path(name).chmod(0o755)
        (Path(name) / "class").chmod(0)
        with as_an_ordinary_user():
            assert refused(Path(name) / "class").endswith("class cannot be read by this user.")
            assert refused(Path(name) / "class.zip").startswith("class.zip cannot be read: ")
            assert "cannot be opened" in refused(Path(name) / "class" / "below")
        (Path(name) / "class").chmod(0o755)


def test_hidden_files_and_those_of_programs_are_passed_over_in_silence(
    packed: Pack, tmp_path: Path
) -> None:
    hidden = ["__MACOSX/alice.py", ".DS_Store", ".ipynb_checkpoints/alice.ipynb", "._alice.py"]
    class_ = dict.fromkeys([*hidden, "__pycache__/alice.py", ".git/hooks/a.py"], b"?")
    found = collect(packed(class_ | {"alice.py": b"A"}, tmp_path), marked)
    assert students(found) == {"alice": "A"}
    assert found.passed_over == ()


def test_more_than_twenty_sentences_are_counted(packed: Pack, tmp_path: Path) -> None:
    found = collect(
        packed({f"{n}.csv": b"" for n in range(33)} | {"alice.py": b""}, tmp_path), marked
    )
    assert len(found.passed_over) == 21
    assert found.passed_over[-1] == "… and 13 more"


def test_a_folder_with_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_ENTRIES", 3)
    assert students(collect(folder_of({f"{n}.py": b"" for n in range(3)}, tmp_path), marked))
    assert "more than 3 files" in refused(folder_of({"more.py": b""}, tmp_path))


def test_an_archive_with_too_many_members_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    assert students(collect(zip_of({f"{n}.py": b"" for n in range(3)}, tmp_path), marked))
    message = refused(zip_of({f"{n}.py": b"" for n in range(4)}, tmp_path))
    assert message == (
        "class.zip lists more than the limit of 3 files or 8 MiB of names. "
        "Unpack it, and name the folder instead."
    )


def test_a_class_is_held_without_the_content_of_its_files(tmp_path: Path) -> None:
    path = zip_of({f"student{n}.py": bytes(50_000) for n in range(1000)}, tmp_path)
    tracemalloc.start()
    found = collect(path, marked)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.handed_in) == 1000
    assert held < 5_000_000
    assert found.handed_in[-1].read() == bytes(50_000)


def test_archives_are_closed_when_nobody_reads_them_any_more(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = collect(zip_of({"alice.py": b"A"}, tmp_path), marked)
        (alice,) = found.handed_in
        del found
        assert alice.read() == b"A"  # and as long as somebody does, they are open


# --- what cannot be a class ----------------------------------------------------------------------


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    shown = one_line(str(tmp_path / "nowhere"))
    assert refused(tmp_path / "nowhere") == f"{shown} is not there. Check the name and the folder."
    assert "cannot be opened" in refused(tmp_path / "a\0b")
    assert "cannot be opened" in refused(tmp_path / ("x" * 5000))


def test_a_single_submission_is_no_class(tmp_path: Path) -> None:
    message = refused(folder_of({"submit.py": b""}, tmp_path) / "submit.py")
    assert "is neither a folder nor a zip archive of submissions." in message
    assert "`grade " in message


def test_a_fifo_is_no_class(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "class.zip")
    assert "is neither a folder nor a zip archive" in refused(tmp_path / "class.zip")


def test_a_class_without_submissions_is_refused(packed: Pack, tmp_path: Path) -> None:
    message = refused(packed({"notes.pdf": b""}, tmp_path / "one"))
    assert "holds no submissions" in message
    assert "(notes.pdf is not a .py or .ipynb file.)" in message
    message = refused(
        packed({"b.csv": b"", "notes.pdf": b"", "grades.xlsx": b""}, tmp_path / "many")
    )
    assert "(b.csv is not a .py or .ipynb file. … and 2 more)" in message


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\3\4" * 100, b"\x1f\x8b" + bytes(50)])
def test_what_is_no_zip_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    message = refused(folder_of({"class.zip": content}, tmp_path) / "class.zip")
    assert message.startswith("class.zip cannot be read as a zip archive: ")
    assert message.endswith("Download it again, or unpack it and name the folder.")


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("alice", "alice"),
        ("Alice Smith", "alice-smith"),
        ("alice@example.org", "alice-example.org"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\outside", "outside"),
        ("C:\\x", "c-x"),
        ("--help", "help"),
        ("=cmd|' /C calc'!A0", "cmd-c-calc-a0"),
        ("@SUM(1)", "sum-1"),
        ("CON", "con-"),
        ("com1.tar.gz", "com1-.tar.gz"),
        ("CONSTANCE", "constance"),
        ("ﬁ", "fi"),
        ("Straße", "strasse"),
        ("a....b", "a.b"),
        ("a - !b", "a-b"),
    ],
)
def test_an_id_becomes_a_file_name(text: str, slug: str) -> None:
    assert names.slug(text) == slug


@pytest.mark.parametrize("text", ["", ".", "..", "-", "   ", "\x00", "\u202e", "/", "李雷"])
def test_an_id_that_leaves_nothing_becomes_a_digest(text: str) -> None:
    assert re.fullmatch(r"student-[0-9a-f]{8}", names.slug(text))


def test_letters_that_are_lost_are_told_apart() -> None:
    assert re.fullmatch(r"zoe-[0-9a-f]{8}", names.slug("Zoë"))
    assert names.slug("Zoë") == names.slug("ZOE\u0308") == names.slug("zoe\u0308")
    assert len({names.slug(name) for name in ("Zoë", "Zoé", "Zoe", "王2", "李2", "王", "李")}) == 7


def test_long_ids_are_cut_and_told_apart() -> None:
    cut = {names.slug("a" * 300 + end) for end in "xyz"}
    shown = {names.student_id("a" * 300 + end) for end in "xyz"}
    assert len(cut) == len(shown) == 3
    assert max(map(len, cut | shown)) <= 100


any_text = st.text(st.characters(codec=None), max_size=300)
hostile = st.one_of(
    any_text,
    st.text(st.sampled_from(list("./\\-_aA1:* \0\n\x1b\u202e\ud800\uff0eéß")), max_size=150),
    st.sampled_from(["con", "NUL.txt", "..", "~", "COM¹", "aux", "lpt9.py", "ﷺ" * 90]),
)


@given(hostile)
@example("con" + "." * 200 + "x")
@example("\ufdfa" * 100)
def test_every_slug_is_a_safe_file_name(text: str) -> None:
    slug = names.slug(text)
    assert re.fullmatch(r"[a-z0-9_][a-z0-9._-]{0,99}", slug)
    assert ".." not in slug
    assert not re.match(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", slug)
    assert not slug.endswith(".")


@given(any_text)
def test_slugs_do_not_depend_on_case_and_encoding(text: str) -> None:
    assert names.slug(text.upper().lower()) == names.slug(text.upper())
    assert names.slug(names.student_id(text)) == names.slug(names.student_id(text))


@given(hostile)
def test_what_is_shown_of_a_name_is_printable_and_short(text: str) -> None:
    for shown in (names.student_id(text), names.file_name(text)):
        assert shown == one_line(shown, 100)
    if "/" not in text:
        assert names.is_submission(names.file_name(f"x{text}.py"))


@given(st.text(st.characters(exclude_characters="_"), max_size=20), st.integers(0), hostile)
def test_what_moodle_names_is_read_back(name: str, number: int, file: str) -> None:
    told = platforms.moodle(f"{name}_{number}_assignsubmission_file_{file}")
    assert told == platforms.Named(str(number), name, file)
    assert platforms.canvas(f"{name}_{number}_assignsubmission_file_{file}") is None


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True), st.integers(0), st.integers(0), hostile)
def test_what_canvas_names_is_read_back(name: str, number: int, upload: int, file: str) -> None:
    told = platforms.canvas(f"{name}_{number}_{upload}_x{file}")
    assert told is not None
    assert told.file == f"x{file}"
    assert told.student == str(number)
    late = platforms.canvas(f"{name}_LATE_{number}_{upload}_x{file}")
    assert late in (
        told._replace(late=True),
        told._replace(late=True, name=""),  # where the name is "anon"
    )


@given(hostile)
@example("_1_2_")
@example("anon_1_2_3")
@example("LATE_1_2_3")
def test_no_name_is_of_two_platforms(text: str) -> None:
    assert platforms.moodle(text) is None or platforms.canvas(text) is None


# --- collisions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"), [("Alice.py", "alice.ipynb"), ("ﬁnn.py", "finn.py"), ("a b.py", "a-b.py")]
)
def test_two_students_whose_ids_look_alike_have_file_names_of_their_own(
    packed: Pack, tmp_path: Path, first: str, second: str
) -> None:
    found = collect(packed({first: b"1", second: b"2", "carol.py": b"3"}, tmp_path))
    assert sorted(students(found).values()) == ["1", "2", "3"]


def test_one_student_with_a_file_and_a_folder_is_one(packed: Pack, tmp_path: Path) -> None:
    found = collect(packed({"alice.py": MARKED, "alice/helper.py": b""}, tmp_path), marked)
    assert students(found) == {"alice": MARKED.decode()}


# --- hostile input -------------------------------------------------------------------------------


def everything_inside(folder: Path) -> set[Path]:
    return {Path(where) / name for where, below, here in os.walk(folder) for name in below + here}


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_safe_to_show(text: str) -> bool:
    return text == one_line(text, len(text) + 1)


def tried(path: Path) -> Intake | None:
    """What is found, all of it safe to show, or None where the class is refused."""
    try:
        found = collect(path)
    except InputError as error:
        told = str(error)
    else:
        for one in found.handed_in:
            assert all(map(is_safe_to_show, (one.student, one.name, one.file)))
            assert 1 <= len(one.student) <= 100
            assert re.fullmatch(r"[a-z0-9_][a-z0-9._-]{0,99}", one.slug)
        assert len(found.passed_over) <= 21
        assert all(map(is_safe_to_show, found.passed_over))
        return found
    assert is_safe_to_show(told)
    return None


def all_read(found: Intake) -> dict[str, str]:
    """The contents, whatever they are, or what is wrong with them, by slug."""
    texts = {}
    for one in found.handed_in:
        try:
            texts[one.slug] = one.read().decode("latin-1")
        except SubmissionUnreadable as error:
            texts[one.slug] = str(error)
    return texts


def test_there_are_plenty_of_attacks() -> None:
    assert len(ON_INTAKE) >= 30
    assert all(path.read_text("utf-8").startswith("# tries: ") for path in ON_INTAKE)


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(
            path,
            id=f"{path.parent.name}/{path.stem}",
            marks=[pytest.mark.slow] * (path.stem in HUGE),
        )
        for path in ON_INTAKE
    ],
)
def test_an_attack_on_the_intake_changes_nothing_for_the_others(
    attack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "somewhere" / "class"
    folder.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "somewhere")
    module = loaded(attack)
    path = module.build(folder, HONEST)
    before = everything_inside(tmp_path)
    found = tried(path)
    assert ("graded" if found else "refused") == module.EXPECT
    if found:
        texts = all_read(found)
        honest = [one for one in found.handed_in if "honest" in (one.student, one.name.lower())]
        assert [texts[one.slug].encode() for one in honest] == [HONEST]
        assert not any("root:" in text for text in texts.values())  # as in /etc/passwd
    assert everything_inside(tmp_path) == before
    for outside in ("/outside.py", "/tmp/outside.py", tmp_path.parent / "outside.py"):
        assert not Path(outside).exists()


member_names = st.one_of(
    hostile,
    st.lists(st.sampled_from(["..", ".", "", "a", "b.py", "C:", "\\", "x\0.py"]), max_size=5).map(
        "/".join
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.lists(member_names, min_size=1, max_size=6), st.integers(0, 0o177777))
def test_whatever_the_members_are_called_honest_work_is_read(
    tmp_path: Path, called: list[str], mode: int
) -> None:
    path = tmp_path / "class.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")  # names that occur twice
        archive.writestr("honest.py", HONEST)
        for number, name in enumerate(called):
            info = zipfile.ZipInfo("x")
            info.filename = name.encode("utf-8", "replace").decode()
            info.external_attr = (mode if number % 2 else 0) << 16
            archive.writestr(info, b"print(1)")
    if found := tried(path):
        assert all_read(found)["honest"].encode() == HONEST
    assert sorted(tmp_path.iterdir()) == [path]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.data())
def test_a_damaged_archive_is_refused_or_read_in_part(tmp_path: Path, data: st.DataObject) -> None:
    whole = zip_of({"honest.py": HONEST, "mallory.py": b"print(1)" * 50}, tmp_path).read_bytes()
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 4))
        struct.pack_into("<I", damaged, place, data.draw(st.integers(0, 2**32 - 1)))
    path = tmp_path / "class.zip"
    path.write_bytes(damaged)
    if found := tried(path):
        assert len(all_read(found)) <= 2


def test_the_package_offers_what_it_promises() -> None:
    assert intake.__all__ == ["HandedIn", "Intake", "collect"]
