"""What the platforms call a student's files is read as they mean it, attempts and times too."""

import zipfile
from pathlib import Path

import pytest

from grader.errors import SubmissionUnreadable
from grader.exercise.recognition import Appraisal
from grader.intake import HandedIn, collect, platforms
from grader.printable import one_line

EXERCISE = "linear_regression"
RECEIPT = "Name: {name} ({id})\nAssignment: HW_1\nDate Submitted: Tuesday\n\nFiles:\n"

# What was handed in, and for each student the name, the content, the time and whether it was late.
Found = dict[str, tuple[str, str, str, bool | None]]
DOWNLOADS: dict[str, tuple[dict[str, str], Found]] = {
    "a Blackboard download": (
        {
            "HW_1_j_roe_attempt_2024-09-24-10-11-12_submit.py": "old",
            "HW_1_j_roe_attempt_2024-09-24-10-11-12.txt": RECEIPT.format(name="J Roe", id="j_roe"),
            "HW_1_j_roe_attempt_2024-09-25-08-00-00_submit.py": "R",
            "HW_1_j_roe_attempt_2024-09-25-08-00-00.txt": RECEIPT.format(name="J Roe", id="j_roe"),
            "HW_1_apoe_attempt_2024-09-24-11-00-00_x_attempt_2030-01-01-00-00-00_a.py": "A",
            "HW_1_lee_attempt_2024-09-24-11-00-00.txt": RECEIPT.format(name="No Lee", id="lee"),
        },
        {
            "apoe": ("", "A", "2024-09-24T11:00:00", None),
            "j_roe": ("J Roe", "R", "2024-09-25T08:00:00", None),
            "lee": ("No Lee", "No Lee (lee) handed in nothing.", "", None),
        },
    ),
    "a Brightspace download": (
        {
            "397063-2557369 - Mary-Ann Smith - Sep 24, 2024 926 PM/submit.py": "old",
            "397063-2557369 - Mary-Ann Smith - Sep 25, 2024 1126 AM/submit.py": "M",
            "397063-2557369 - John Doe - Sep 24, 2024 1200 AM/notes/submit.ipynb": "J",
            "index.html": "",
        },
        {
            "John Doe": ("John Doe", "J", "2024-09-24T00:00:00", None),
            "Mary-Ann Smith": ("Mary-Ann Smith", "M", "2024-09-25T11:26:00", None),
        },
    ),
    "a Sakai download": (
        {
            "Homework 1/grades.csv": "Homework 1,Points",
            "Homework 1/Roe, Jane(jroe)/timestamp.txt": "20240924212600000",
            "Homework 1/Roe, Jane(jroe)/comments.txt": "",
            "Homework 1/Roe, Jane(jroe)/Submission attachment(s)/submit.py": "R",
            "Homework 1/Roe, Jane(jroe)/Feedback Attachment(s)/submit.py": "corrected",
            "Homework 1/Lee, No(nlee)/feedbackText.html": "",
        },
        {
            "jroe": ("Roe, Jane", "R", "2024-09-24T21:26:00", None),
            "nlee": ("Lee, No", "Lee, No (nlee) handed in nothing.", "", None),
        },
    ),
    "an ILIAS download": (
        {
            "HW1/Abgaben/Roe_Jane Maria_jroe_1201/submit.py": "R",
            "HW1/Abgaben/Poe_Al_apoe_1202/code/submit.py": "A",
        },
        {
            "apoe": ("Al Poe", "A", "", None),
            "jroe": ("Jane Maria Roe", "R", "", None),
        },
    ),
    "a Google Classroom download": (
        {"Jane Roe - submit.ipynb": "R", "Al Poe - submit (1).py": "A"},
        {"Al Poe": ("Al Poe", "A", "", None), "Jane Roe": ("Jane Roe", "R", "", None)},
    ),
    "GitHub Classroom's clones": (
        {
            "hw-1-submissions/hw-1-jane-roe/submit.py": "R",
            "hw-1-submissions/hw-1-jane-roe/.git/config": "",
            "hw-1-submissions/hw-1-apoe/submit.py": "A",
            "hw-1-submissions/hw-1-apoe/.git/config": "",
        },
        {"apoe": ("", "A", "", None), "jane-roe": ("", "R", "", None)},
    ),
    "a Moodle download": (
        {
            "Lab A-Jane Roe_11_assignsubmission_file_/submit.py": "R",
            "Lab B-Al Poe_12_assignsubmission_file_/submit.py": "A",
        },
        {"11": ("Lab A-Jane Roe", "R", "", None), "12": ("Lab B-Al Poe", "A", "", None)},
    ),
    "a Canvas download": (
        {
            "roejane_LATE_4001_9001_submit.py": "R",
            "poeal_4002_9002_submit.v2.py": "old",
            "poeal_4002_9003_submit-1.v2.py": "A",
            "diaz_LATE_4005_9006_Copy of submit (2).ipynb": "D",
        },
        {
            "4001": ("roejane", "R", "", True),
            "4002": ("poeal", "A", "", False),
            "4005": ("diaz", "D", "", True),
        },
    ),
}


def unknown(name: str, content: bytes) -> Appraisal:
    return Appraisal(None, False, content.decode())


def content(one: HandedIn) -> str:
    """What a student handed in, or why it cannot be read."""
    try:
        return one.read().decode()
    except SubmissionUnreadable as error:
        return str(error)


def laid_out(files: dict[str, str], folder: Path, *, as_zip: bool) -> Path:
    if as_zip:
        path = folder / "download.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return path
    for name, text in files.items():
        path = folder / "download" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / "download"


@pytest.mark.parametrize("as_zip", [True, False], ids=["zip", "unpacked"])
@pytest.mark.parametrize("platform", DOWNLOADS)
def test_each_platform_names_its_students(platform: str, as_zip: bool, tmp_path: Path) -> None:
    files, expected = DOWNLOADS[platform]
    found = collect(laid_out(files, tmp_path, as_zip=as_zip), unknown, EXERCISE)
    assert found.layout == platform
    assert {
        one.student: (one.name, content(one), one.handed_in_at, one.late) for one in found.handed_in
    } == expected


def test_a_team_in_ilias_shares_its_files(tmp_path: Path) -> None:
    files = {
        "HW1/Team 7/Roe_Jane_jroe_1201/submit.py": "R",
        "HW1/Team 7/Poe_Al_apoe_1202/": "",
        "HW1/Team 8/Lee_No_nlee_1203/submit.py": "N",
    }
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    found = collect(path, unknown, EXERCISE)
    assert found.layout == "an ILIAS download"
    seen = {one.student: content(one) for one in found.handed_in}
    assert seen == {"apoe": "R", "jroe": "R", "nlee": "N"}


@pytest.mark.parametrize(
    "names",
    [
        ["HW1 - alice.py", "HW1 - bob.py"],  # not Google's: one name for all
        ["alice_smith_hw_1/submit.py", "bob_jones_hw_1/submit.py"],  # nor ILIAS's: one number
    ],
)
def test_names_that_only_look_like_a_platform_join_nobody(names: list[str], tmp_path: Path) -> None:
    path = laid_out(dict.fromkeys(names, "x"), tmp_path, as_zip=False)
    assert len(collect(path, unknown, EXERCISE).handed_in) == len(names)


def test_names_in_an_archive_are_read_as_they_were_meant(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hw\\alice\\submit.py", "A")
        archive.writestr("hw\\bob\\submit.py", "B")
        unflagged = zipfile.ZipInfo("hw/X/submit.py")
        archive.writestr(unflagged, "Z")
    name = "hw/Zoe\u0308/submit.py".encode()
    raw = path.read_bytes().replace(b"hw/X/submit.py", name)
    assert raw != path.read_bytes()
    path.write_bytes(_with_lengths(raw, name))
    found = collect(path, unknown, EXERCISE)
    assert [one.student for one in found.handed_in] == ["alice", "bob", "Zoë"]


def _with_lengths(raw: bytes, name: bytes) -> bytes:
    """The archive with the lengths and places that a longer name needs."""
    grown = len(name) - len(b"hw/X/submit.py")
    data = bytearray(raw)
    first = data.index(name)
    second = data.index(name, first + 1)
    for at in (first - 4, second - 18):
        data[at : at + 2] = len(name).to_bytes(2, "little")
    end = data.rindex(b"PK\5\6")
    for at, more in ((end + 12, grown), (end + 16, grown)):
        value = int.from_bytes(data[at : at + 4], "little") + more
        data[at : at + 4] = value.to_bytes(4, "little")
    return bytes(data)


def test_ids_are_shown_in_one_unicode_form(tmp_path: Path) -> None:
    path = laid_out({"Zoe\u0308/submit.py": "Z", "al/submit.py": "A"}, tmp_path, as_zip=False)
    assert [one.student for one in collect(path, unknown, EXERCISE).handed_in] == ["al", "Zoë"]


@pytest.mark.parametrize(
    ("files", "who"),
    [
        (["HW1/HW1/alice/submit.py", "HW1/HW1/bob/submit.py"], ["alice", "bob"]),
        (["HW1/HW1/alice/submit.py"], ["alice"]),
        (["alice/hw/submit.py"], ["alice"]),
        (["submit.py", "utils.py"], ["download"]),
        (["alice/src/submit.py", "alice/tests/test_it.py"], ["alice"]),
        (["hw/alice.py", "hw/bob.py"], ["alice", "bob"]),
    ],
)
@pytest.mark.parametrize("as_zip", [True, False], ids=["zip", "unpacked"])
def test_folders_around_the_class_are_seen_through(
    files: list[str], who: list[str], as_zip: bool, tmp_path: Path
) -> None:
    path = laid_out(dict.fromkeys(files, "x"), tmp_path, as_zip=as_zip)
    assert [one.student for one in collect(path, unknown, EXERCISE).handed_in] == who


def test_what_is_nobody_s_is_left_out(tmp_path: Path) -> None:
    files = dict.fromkeys(
        [
            *("alice/submit.py", "bob/submit.py", "alice/venv/lib/a.py", "env/bin/x.py"),
            *("alice/my-env/pyvenv.cfg", "alice/my-env/lib/b.py", "bob/node_modules/c.py"),
            *("graded/gradebook.db", "graded/grades.csv", "graded/grades.json"),
            *("graded/summary.txt", "graded/feedback/alice.html"),
            *("source/hw1/submit.py", "release/hw1/submit.py", "__MACOSX/alice/._submit.py"),
            *("nbgrader_config.py", "out/notes.txt"),
        ],
        "x",
    )
    path = laid_out(files, tmp_path, as_zip=False)
    found = collect(path, unknown, EXERCISE, path / "out")
    assert {one.student: one.file for one in found.handed_in} == {
        "alice": "submit.py",
        "bob": "submit.py",
    }


def test_a_document_in_place_of_a_script_is_a_row(tmp_path: Path) -> None:
    path = laid_out(dict.fromkeys(["al.py", "fay.html", "README.md"], "x"), tmp_path, as_zip=False)
    found = {one.student: one for one in collect(path, unknown, EXERCISE).handed_in}
    assert sorted(found) == ["al", "fay"]
    with pytest.raises(SubmissionUnreadable) as why:
        found["fay"].read()
    assert str(why.value) == "fay handed in no .py or .ipynb file, but fay.html."


@pytest.mark.parametrize("name", ["a(b)(c)", "()", "_attempt_", "1-1 - x - Sep 99, 2024 999 PM"])
def test_odd_names_are_nobody_s_or_printable(name: str, tmp_path: Path) -> None:
    for read in (platforms.sakai, platforms.moodle, platforms.canvas):
        found = read(name)
        assert found is None or one_line(found.student) == found.student
    tops = [name, "plain"]
    for recognise in (platforms.brightspace, platforms.ilias, platforms.google):
        read_top = recognise(tops)
        assert read_top is None or read_top("plain") is None
