"""What instructors meet: each download as it arrives, and what every student then has."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import needs
import pytest
from class_factory import MARKER, RIGHT, SQUARES, Course
from click.testing import Result
from reports import notebook

from grader.submission.source import kind_of

pytestmark = needs.sandbox

Command = Callable[..., Result]

R, W = RIGHT, SQUARES
STUB = MARKER + "def double(x):\n    raise NotImplementedError\n"
FULL, NOTHING = "3", "0"
RECEIPT = "Name: {name} ({id})\nAssignment: HW1\nDate Submitted: Tuesday\n\nFiles:\n"


@dataclass(frozen=True)
class Situation:
    """Files as they arrive, and each student's score, or a part of why there is none."""

    files: dict[str, str]
    expected: dict[str, str]
    packed: bool = False


SITUATIONS = {
    # --- platforms
    "Sakai: bulk download": Situation(
        {
            "Homework 1/grades.csv": "Homework 1,Points\n",
            "Homework 1/Roe, Jane(jroe)/timestamp.txt": "20240924212600000",
            "Homework 1/Roe, Jane(jroe)/Submission attachment(s)/submit.py": R,
            "Homework 1/Poe, Al(apoe)/timestamp.txt": "20240924212600000",
            "Homework 1/Poe, Al(apoe)/Submission attachment(s)/submit.py": W,
            "Homework 1/O'Neil, Sam(soneil)/timestamp.txt": "20240924212600000",
            "Homework 1/O'Neil, Sam(soneil)/Submission attachment(s)/submit.py": R,
            "Homework 1/Lee, No(nlee)/feedbackText.html": "",
            "Homework 1/Lee, No(nlee)/comments.txt": "",
        },
        {"jroe": FULL, "apoe": NOTHING, "soneil": FULL, "nlee": "Lee, No (nlee) handed in nothing"},
        packed=True,
    ),
    "Sakai: unpacked, a notebook, an id with a dot": Situation(
        {
            "HW/Roe, Jane(j.roe)/timestamp.txt": "20240924212600000",
            "HW/Roe, Jane(j.roe)/Submission attachment(s)/my work.ipynb": R,
            "HW/Poe, Al (Jr)(apoe)/timestamp.txt": "20240924212600000",
            "HW/Poe, Al (Jr)(apoe)/Submission attachment(s)/submit.py": W,
        },
        {"j.roe": FULL, "apoe": NOTHING},
    ),
    "Sakai: a correction of the teacher's is not the submission": Situation(
        {
            "HW/Roe, Jane(jroe)/timestamp.txt": "20240924212600000",
            "HW/Roe, Jane(jroe)/Submission attachment(s)/submit.py": W,
            "HW/Roe, Jane(jroe)/Feedback Attachment(s)/submit.py": R,
            "HW/Poe, Al(apoe)/timestamp.txt": "20240924212600000",
            "HW/Poe, Al(apoe)/Submission attachment(s)/submit.py": R,
        },
        {"jroe": NOTHING, "apoe": FULL},
        packed=True,
    ),
    "Blackboard: the second of two attempts": Situation(
        {
            "HW1_jroe_attempt_2024-09-24-10-11-12_submit.py": W,
            "HW1_jroe_attempt_2024-09-24-10-11-12.txt": RECEIPT.format(name="Jane Roe", id="jroe"),
            "HW1_jroe_attempt_2024-09-25-08-00-00_submit.py": R,
            "HW1_jroe_attempt_2024-09-25-08-00-00.txt": RECEIPT.format(name="Jane Roe", id="jroe"),
            "HW1_apoe_attempt_2024-09-24-11-00-00_my work.ipynb": R,
            "HW1_apoe_attempt_2024-09-24-11-00-00.txt": RECEIPT.format(name="Al Poe", id="apoe"),
        },
        {"jroe": FULL, "apoe": FULL},
        packed=True,
    ),
    "Blackboard: without receipts, underscores everywhere": Situation(
        {
            "Lab_2_final_j_roe_attempt_2024-09-24-10-11-12_my_submit.py": R,
            "Lab_2_final_a_poe_attempt_2024-09-24-11-11-12_my_submit.py": W,
        },
        {"j_roe": FULL, "a_poe": NOTHING},
    ),
    "Blackboard: an attempt without a file": Situation(
        {
            "HW1_jroe_attempt_2024-09-24-10-11-12_submit.py": R,
            "HW1_jroe_attempt_2024-09-24-10-11-12.txt": RECEIPT.format(name="Jane Roe", id="jroe"),
            "HW1_lee_attempt_2024-09-24-11-00-00.txt": RECEIPT.format(name="No Lee", id="lee"),
        },
        {"jroe": FULL, "lee": "handed in nothing"},
        packed=True,
    ),
    "Canvas: late, again, typed in": Situation(
        {
            "roejane_LATE_4001_9001_submit.py": R,
            "poeal_4002_9002_submit.v2.py": W,
            "poeal_4002_9003_submit-1.v2.py": R,
            "lee_4004_text.html": "<p>",
            "diaz_LATE_4005_9006_Copy of submit (2).ipynb": R,
        },
        {"4001": FULL, "4002": FULL, "4004": "typed in text and handed in no file", "4005": FULL},
        packed=True,
    ),
    "Canvas: anonymous, late": Situation(
        {"LATE_anon_aB3dE_7_submit.py": R, "anon_Zz9yX_8_submit.py": W},
        {"aB3dE": FULL, "Zz9yX": NOTHING},
    ),
    "Canvas: one file was copied": Situation(
        {
            "roejane_4001_9001_submit.py": R,
            "roejane_4001_9001_submit - Copy.py": R,
            "poeal_4002_9002_submit.py": W,
            "leeno_4003_9003_submit.py": R,
        },
        {"4001": FULL, "4002": NOTHING, "4003": FULL},
    ),
    "Canvas: the newest archive is broken": Situation(
        {
            "roejane_4001_9001_submit.py": W,
            "roejane_4001_9002_submit-1.py": "\udcff",
            "poeal_4002_9003_hw.zip": "PK",
            "leeno_4003_9004_submit.py": R,
        },
        {"4001": "is not UTF-8 text", "4002": "hw.zip", "4003": FULL},
    ),
    "Canvas: ten uploads of one file": Situation(
        {
            "roejane_4001_9001_submit.py": W,
            "roejane_4001_9012_submit-10.py": R,
            "roejane_4001_9011_submit-9.py": W,
        },
        {"4001": FULL},
        packed=True,
    ),
    "Moodle: with and without groups": Situation(
        {
            "Lab A-Jane Roe_1001_assignsubmission_file_/submit.py": R,
            "Al Poe_1002_assignsubmission_file_/submit.ipynb": W,
            "No Lee_1003_assignsubmission_onlinetext_/onlinetext.html": "<p>",
        },
        {"1001": FULL, "1002": NOTHING, "1003": "typed in text and handed in no file"},
        packed=True,
    ),
    "Moodle: files without folders": Situation(
        {
            "Jane Roe_1001_assignsubmission_file_submit.py": R,
            "Al Poe_1002_assignsubmission_file_HW_1.ipynb": W,
        },
        {"1001": FULL, "1002": NOTHING},
    ),
    "Brightspace: the newest of two": Situation(
        {
            "397063-2557369 - Jane Roe - Sep 24, 2024 926 PM/submit.py": W,
            "397063-2557369 - Jane Roe - Sep 25, 2024 1126 AM/submit.py": R,
            "397063-2557370 - Al Poe - Sep 24, 2024 1200 AM/submit.ipynb": W,
            "index.html": "<html>",
        },
        {"Jane Roe": FULL, "Al Poe": NOTHING},
        packed=True,
    ),
    "Brightspace: one number for all, two people of one name": Situation(
        {
            "397063-71 - Jane Roe - Sep 24, 2024 926 PM/submit.py": R,
            "397063-72 - Jane Roe - Sep 25, 2024 926 PM/submit.py": W,
            "397063-73 - Al Poe - Sep 24, 2024 926 PM/submit.py": R,
        },
        {"Jane Roe": "Jane Roe is the id of several students", "Al Poe": FULL},
    ),
    "Brightspace: the newest is a document": Situation(
        {
            "71-5 - Jane Roe - Sep 24, 2024 926 PM/submit.py": R,
            "71-5 - Jane Roe - Sep 25, 2024 926 PM/report.pdf": "%PDF",
            "72-5 - Al Poe - Sep 24, 2024 926 PM/submit.py": R,
        },
        {"71": "no .py or .ipynb file, but report.pdf", "72": FULL},
    ),
    "Brightspace: files, not folders": Situation(
        {
            "397063-2557369 - Jane Roe - Sep 24, 2024 926 PM - submit.py": R,
            "397063-2557370 - Al Poe - Sep 24, 2024 1200 AM - my - work.ipynb": W,
        },
        {"Jane Roe": FULL, "Al Poe": NOTHING},
    ),
    "GitHub Classroom: a folder more, and one renamed": Situation(
        {
            **{f"hw-{who}/submit.py": R for who in ("ann", "bea", "cyd", "dan")},
            **{f"hw-{who}/.git/HEAD": "ref" for who in ("ann", "bea", "cyd", "dan")},
            "eve/submit.py": W,
            "eve/.git/HEAD": "ref",
            "notes/plan.txt": "x",
        },
        {"ann": FULL, "bea": FULL, "cyd": FULL, "dan": FULL, "eve": NOTHING},
    ),
    "like Canvas, but a date": Situation(
        {"hw_2024_1_alice.py": R, "hw_2024_1_bob.py": W},
        {"hw_2024_1_alice": FULL, "hw_2024_1_bob": NOTHING},
    ),
    "like GitHub Classroom, but two friends": Situation(
        {
            "anna-x/submit.py": R,
            "anna-x/.git/HEAD": "ref",
            "anna-y/submit.py": W,
            "anna-y/.git/HEAD": "ref",
            "bob/submit.py": R,
        },
        {"anna-x": FULL, "anna-y": NOTHING, "bob": FULL},
    ),
    "like Gradescope, but a student's": Situation(
        {
            "alice.py": R,
            "bob.py": W,
            "submission_metadata.yml": "alice.py:\n  :submitters:\n  - :sid: mallory\n",
        },
        {"alice": FULL, "bob": NOTHING},
    ),
    "ILIAS: a folder each, deep": Situation(
        {
            "HW1/Abgaben/Roe_Jane Maria_jroe_1201/submit.py": R,
            "HW1/Abgaben/Poe_Al_apoe_1202/code/submit.py": W,
        },
        {"jroe": FULL, "apoe": NOTHING},
        packed=True,
    ),
    "ILIAS: a team has one submission": Situation(
        {
            "HW1/Team 7/Roe_Jane_jroe_1201/submit.py": R,
            "HW1/Team 7/Poe_Al_apoe_1202/": "",
            "HW1/Team 8/Lee_No_nlee_1203/submit.py": W,
        },
        {"jroe": FULL, "apoe": FULL, "nlee": NOTHING},
        packed=True,
    ),
    "Google Classroom: names before files": Situation(
        {"Jane Roe - submit.ipynb": R, "Al Poe - Copy of submit.ipynb": W},
        {"Jane Roe": FULL, "Al Poe": NOTHING},
        packed=True,
    ),
    "GitHub Classroom: clones": Situation(
        {
            "hw-1-submissions/hw-1-jane-roe/submit.py": R,
            "hw-1-submissions/hw-1-jane-roe/.git/config": "",
            "hw-1-submissions/hw-1-jane-roe/.github/classroom/autograde.py": "x",
            "hw-1-submissions/hw-1-apoe/submit.py": W,
            "hw-1-submissions/hw-1-apoe/.git/config": "",
        },
        {"jane-roe": FULL, "apoe": NOTHING},
    ),
    # --- names
    "backslashes in an archive": Situation(
        {"alice\\submit.py": R, "bob\\submit.py": W}, {"alice": FULL, "bob": NOTHING}, packed=True
    ),
    "backslashes around a folder of the class": Situation(
        {"HW1\\alice\\submit.py": R, "HW1\\bob\\work\\submit.ipynb": W},
        {"alice": FULL, "bob": NOTHING},
        packed=True,
    ),
    "letters of many languages": Situation(
        {"Zoë/submit.py": R, "李雷/submit.py": W, "أحمد/submit.ipynb": R},
        {"Zoë": FULL, "李雷": NOTHING, "أحمد": FULL},
        packed=True,
    ),
    "suffixes in capitals and doubled": Situation(
        {
            "alice.PY": R,
            "bob.IPYNB": R,
            "carl.ipynb.txt": R,
            "dora.py.txt": W,
            "erin.ipynb.json": R,
            "fay.html": "<html>",
        },
        {
            "alice": FULL,
            "bob": FULL,
            "carl": FULL,
            "dora": NOTHING,
            "erin": FULL,
            "fay": "no .py or .ipynb file, but fay.html",
        },
    ),
    "suffixes in folders": Situation(
        {"alice/SUBMIT.PY": R, "bob/submit.Ipynb": R, "carl/submit.ipynb.json": W},
        {"alice": FULL, "bob": FULL, "carl": NOTHING},
    ),
    "a document where the script should be": Situation(
        {"alice.py": R, "bob.pdf": "%PDF", "carl.docx": "x"},
        {"alice": FULL, "bob": "but bob.pdf", "carl": "but carl.docx"},
    ),
    # --- which file is meant
    "copies and other names": Situation(
        {
            "a_one_renamed/submit (1).ipynb": R,
            "b_both/submit.ipynb": W,
            "b_both/submit (1).ipynb": R,
            "c_copy1/submit.ipynb": R,
            "c_copy1/submit-Copy1.ipynb": W,
            "d_checkpoint/submit.ipynb": R,
            "d_checkpoint/.ipynb_checkpoints/submit-checkpoint.ipynb": W,
            "e_same_twice/submit.ipynb": R,
            "e_same_twice/submit (1).ipynb": R,
            "f_scratch/submit.ipynb": R,
            "f_scratch/scratch.ipynb": W,
            "g_py_and_nb/submit.py": R,
            "g_py_and_nb/submit.ipynb": W,
            "h_unzipped_osx/hw/submit.py": R,
            "h_unzipped_osx/__MACOSX/hw/._submit.py": "x",
            "h_unzipped_osx/.DS_Store": "x",
        },
        {
            "a_one_renamed": FULL,
            "b_both": NOTHING,
            "c_copy1": FULL,
            "d_checkpoint": FULL,
            "e_same_twice": FULL,
            "f_scratch": FULL,
            "g_py_and_nb": "different answers (submit.ipynb, submit.py)",
            "h_unzipped_osx": FULL,
        },
    ),
    "named after the exercise": Situation(
        {"alice/doubling.py": R, "alice/notes.py": W, "bob/Doubling (2).ipynb": W},
        {"alice": FULL, "bob": NOTHING},
    ),
    "copies in a folder of files": Situation(
        {
            "alice.py": R,
            "alice (1).py": W,
            "bob.ipynb": W,
            "bob - Copy.ipynb": R,
            "carl (2).py": R,
            "dora .py": W,
            "dora.py": R,
            "erin.py": R,
            "erin (1).py": R,
        },
        {
            "alice": "different answers (alice (1).py, alice.py)",
            "bob": "different answers (bob - Copy.ipynb, bob.ipynb)",
            "carl (2)": FULL,
            "dora": "different answers (dora .py, dora.py)",
            "erin": FULL,
        },
    ),
    "a submit.py of nobody's beside a folder of files": Situation(
        {"alice.py": R, "bob.py": W, "submit.py": STUB},
        {"alice": FULL, "bob": NOTHING, "submit": NOTHING},
    ),
    "more helpers than anybody needs": Situation(
        {
            "alice/submit.py": STUB,
            "alice/my_doubling.py": R,
            **{f"alice/a{number}.py": "x = 1" for number in range(25)},
            "bob/submit.py": W,
        },
        {"alice": FULL, "bob": NOTHING},
    ),
    "the stub beside what cannot be read": Situation(
        {"alice/submit.py": STUB, "alice/work.py": "\udcff", "bob/submit.py": R},
        {"alice": "work.py", "bob": FULL},
    ),
    "a name that cannot be read beside an older answer": Situation(
        {"alice/submit.py": "\udcff", "alice/old.py": W, "bob/submit.py": R},
        {"alice": "submit.py", "bob": FULL},
    ),
    "the stub beside a function of another kind": Situation(
        {
            "alice/submit.py": STUB,
            "alice/work.py": "double = lambda x: x + x\n",
            "bob/submit.py": R,
        },
        {"alice": FULL, "bob": FULL},
    ),
    "an answer between notes in triple quotes": Situation(
        {
            "alice/submit.py": R.replace("\n", '\n# """ my notes\n', 1) + '# """ end\n',
            "alice/old.py": W,
            "bob/submit.py": R,
        },
        {"alice": FULL, "bob": FULL},
    ),
    "two answers, neither name says": Situation(
        {"alice/first.py": R, "alice/second.py": W, "bob/submit.py": R},
        {"alice": "different answers (first.py, second.py)", "bob": FULL},
    ),
    "the untouched stub beside the answer": Situation(
        {
            "alice/my_solution.ipynb": R,
            "alice/submit.py": STUB,
            "bob/submit_final.py": R,
            "bob/submit.py": STUB,
            "carl/submit.py": R,
            "carl/starter/submit.py": STUB,
        },
        {"alice": FULL, "bob": FULL, "carl": FULL},
    ),
    "the stub as a notebook, with its cells of checks": Situation(
        {
            "alice/submit.ipynb": STUB + "\nfrom grader.notebook import check\n\ncheck()\n",
            "alice/work.py": R,
            "bob/submit.py": W,
        },
        {"alice": FULL, "bob": NOTHING},
    ),
    "the stub and nothing else": Situation(
        {"alice/submit.py": STUB, "bob/submit.py": R}, {"alice": NOTHING, "bob": FULL}
    ),
    # --- folders
    "a doubled folder": Situation(
        {"HW1/HW1/alice/submit.py": R, "HW1/HW1/bob/submit.py": W},
        {"alice": FULL, "bob": NOTHING},
    ),
    "a folder tripled in an archive": Situation(
        {"HW1/HW1/HW1/alice.py": R, "HW1/HW1/HW1/bob.py": W},
        {"alice": FULL, "bob": NOTHING},
        packed=True,
    ),
    "environments and folders of tools": Situation(
        {
            "alice/submit.py": R,
            "alice/venv/lib/python3.11/site-packages/torch/nn.py": W,
            "alice/env/pyvenv.cfg": "home = /usr/bin",
            "alice/env/lib/x.py": W,
            "bob/node_modules/left/index.py": R,
            "bob/submit.py": W,
            "site-packages/x.py": W,
        },
        {"alice": FULL, "bob": NOTHING},
    ),
    "an environment right in the folder": Situation(
        {
            "alice/pyvenv.cfg": "home = /usr/bin",
            "alice/bin/activate.py": W,
            "alice/Lib/site.py": W,
            "alice/submit.py": R,
            "bob/submit.py": W,
        },
        {"alice": FULL, "bob": NOTHING},
    ),
    "papers beside a folder per student": Situation(
        {"alice/submit.py": R, "bob/submit.py": W, "rubric.pdf": "%PDF", "grades.txt": "x"},
        {"alice": FULL, "bob": NOTHING},
    ),
    "a course that has been exported": Situation(
        {
            "course/gradebook.db": "x",
            "course/grades.csv": "x",
            "course/submitted/alice/doubling/doubling.py": R,
            "course/submitted/bob/doubling/doubling.py": W,
        },
        {"alice": FULL, "bob": NOTHING},
        packed=True,
    ),
    "one student's folder, named after the exercise": Situation(
        {"alice/doubling.py": R}, {"alice": FULL}, packed=True
    ),
    "a course of nbgrader": Situation(
        {
            "nbgrader_config.py": "c = get_config()",
            "source/doubling/doubling.ipynb": STUB,
            "release/doubling/doubling.ipynb": STUB,
            "submitted/alice/doubling/doubling.ipynb": R,
            "submitted/o'neil/doubling/doubling.ipynb": W,
        },
        {"alice": FULL, "o'neil": NOTHING},
    ),
    "an empty folder": Situation(
        {"alice/submit.py": R, "bob/": ""}, {"alice": FULL, "bob": "bob handed in nothing"}, True
    ),
}


def lay_out(situation: Situation, root: Path) -> Path:
    files = {
        name: notebook(text) if kind_of(name) == "notebook" else text
        for name, text in situation.files.items()
    }
    if situation.packed:
        with zipfile.ZipFile(root / "download.zip", "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return root / "download.zip"
    for name, text in files.items():
        path = root / "download" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return root / "download"


@pytest.mark.parametrize("name", SITUATIONS)
def test_each_student_has_the_score_or_the_reason(name: str, course: Course, run: Command) -> None:
    situation = SITUATIONS[name]
    result = run("class", lay_out(situation, course.root), *course.without_submissions)
    assert "Traceback" not in result.output
    rows, reports = course.rows(), course.reports()
    assert sorted(rows) == sorted(reports) == sorted(situation.expected)
    summary = " ".join((course.output / "summary.txt").read_text(encoding="utf-8").split())
    for student, expected in situation.expected.items():
        row = rows[student]
        if expected in (FULL, NOTHING):
            assert (row["score"], row["status"]) == (expected, "graded"), student
            continue
        assert (row["score"], row["status"]) == ("", "not_graded"), student
        assert expected in row["reason"]
        assert expected in (reports[student]["reason"] or "")
        assert expected in summary
    pages = sorted((course.output / "feedback").iterdir())
    assert len(pages) == len(situation.expected)
    assert result.exit_code == int(not {*situation.expected.values()} <= {FULL, NOTHING})
