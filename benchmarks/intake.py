"""How long it takes to find everybody's submission, and how much memory that needs.

    python benchmarks/intake.py [--students 10000]

Three downloads of a class with odd names (accents in both Unicode forms, letters of many languages,
quotes, long names, names of devices, ids that differ only by case): a folder with a folder per
student, the same as a zip archive, and a zip archive as from Moodle in which every fifth student
handed in another archive. Each is taken in by a process of its own, for a tenth of the students and
for all of them. Nothing is graded; every chosen file is read once, as grading would. The ratio of
the times shows whether the time grows with the class and no faster, the difference in memory what
a student adds. "read" is the time for reading the same files with nothing else: the minimum.
"""

import argparse
import io
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from grader.exercise.folders import default_folders
from grader.exercise.recognition import appraise
from grader.intake import collect

SOLUTION = default_folders().exercises.parent / "solutions" / "linear_regression" / "solution.py"
ODD = (
    *("Zoë {n}", "Nguyễn Văn {n}", "李雷{n}", "أحمد {n}", "O'Neil {n}", "a+b {n}", "x,y;{n}"),
    *(
        "student {n}",
        "Student {n}",
        "ﬁnn{n}",
        "İpek {n}",
        "con.{n}",
        "{n}",
        "-{n}",
        "#{n}",
        "a  b {n}",
    ),
    "Maximilian Ferdinand Alexander von und zu Hohenlohe-Schillingsfürst {n}",
)


def names(number: int) -> Iterator[str]:
    """So many different names, some in the Unicode form that macOS writes."""
    for place in range(number):
        # every pair of ids that differ only by case has the same number
        name = ODD[place % len(ODD)].format(n=place // len(ODD))
        yield unicodedata.normalize("NFD", name) if place % 3 == 0 else name


def content(place: int) -> bytes:
    """A right submission unlike all others."""
    return SOLUTION.read_bytes() + f"\n# {place}\n".encode()


def folder(root: Path, number: int) -> Path:
    for place, name in enumerate(names(number)):
        (root / "class" / name).mkdir(parents=True)
        (root / "class" / name / "submit.py").write_bytes(content(place))
    return root / "class"


def archive(root: Path, number: int) -> Path:
    with zipfile.ZipFile(root / "class.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for place, name in enumerate(names(number)):
            packed.writestr(f"{name}/submit.py", content(place))
    return root / "class.zip"


def moodle(root: Path, number: int) -> Path:
    with zipfile.ZipFile(root / "class.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for place, name in enumerate(names(number)):
            inner = io.BytesIO()
            with zipfile.ZipFile(inner, "w") as zipped:
                zipped.writestr("submit.py", content(place))
            kind, data = ("zip", inner.getvalue()) if place % 5 == 0 else ("py", content(place))
            where = f"{name.replace('_', ' ')}_{place}_assignsubmission_file_"
            packed.writestr(f"{where}/submit.{kind}", data)
    return root / "class.zip"


DOWNLOADS = {"folders": folder, "zip": archive, "Moodle zip with zips": moodle}


def take_in(path: Path) -> None:
    """In a process of its own: print the students, the seconds, and the most memory in MiB."""
    before = peak()
    start = time.perf_counter()
    found = collect(path, partial(appraise, folders=default_folders()))
    taken = time.perf_counter() - start
    for one in found.handed_in:
        one.read()
    print(len(found.handed_in), taken, time.perf_counter() - start - taken, peak() - before)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(download: str, number: int) -> tuple[int, float, float, float]:
    with tempfile.TemporaryDirectory() as root:
        path = DOWNLOADS[download](Path(root), number)
        words = [sys.executable, __file__, "--take-in", str(path)]
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    students, taken, read, memory = said.split()
    return int(students), float(taken), float(read), float(memory)


def main() -> None:
    """Measure each download for a tenth of the students and for all."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--take-in", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.take_in:
        take_in(options.take_in)
        return
    print(f"{'':24}{'students':>9}{'seconds':>9}{'read':>7}{'MiB':>7}{'ratio':>8}")
    for download in DOWNLOADS:
        _, tenth, _, _ = measured(download, options.students // 10)
        students, taken, read, memory = measured(download, options.students)
        assert students == options.students, (download, students)
        ratio = f"{taken / tenth:.1f}"
        print(f"{download:24}{students:>9}{taken:>9.1f}{read:>7.1f}{memory:>7.0f}{ratio:>8}")


if __name__ == "__main__":
    main()
