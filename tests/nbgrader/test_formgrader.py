"""nbgrader's formgrader in a real browser: the sandbox's scores show, and people can change them.

Every page comes from a Jupyter server in a process of its own, and is looked at in Chromium.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import needs
import pytest
from commands import run_grade
from course import EXERCISE, FUNCTIONS, Course, environment, filled_in, make_course
from once import made_once
from places import ROOT
from playwright.sync_api import Browser, Locator, Page, Response, expect, sync_playwright
from reports import RIGHT, mistake

pytestmark = [
    needs.sandbox,
    needs.chromium,
    pytest.mark.slow,
    pytest.mark.xdist_group("formgrader"),
]

TOKEN = "known"
PATIENCE_SECONDS = 60
WRITTEN = {
    "alice": RIGHT,
    "bob": mistake("climbs_the_gradient"),
    "carol": (ROOT / "exercises" / EXERCISE / "submit.py").read_text(encoding="utf-8"),
}
SCORES = {"alice": "20 / 20", "bob": "9 / 20", "carol": "0 / 20"}
UPHILL = "Each step moves uphill, so the loss grows from step to step."


def grade_everybody(folder: Path) -> None:
    """A course graded by `nbgrader autograde`, and one whose gradebook is yet to be made."""
    course = make_course(folder / "course")
    shutil.copytree(course.root, folder / "fresh")
    (folder / "fresh" / "gradebook.db").unlink()
    for student, text in WRITTEN.items():
        course.hand_in(student, filled_in(course.notebook("release"), text))
    course.run("autograde", EXERCISE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "formgrader", grade_everybody)


def copied(folder: Path, name: str, to: Path) -> Course:
    """A course of a test's own."""
    return Course(Path(shutil.copytree(folder / name, to / name)))


# ------------------------------------------------------------------ a server and a browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=needs.chromium_path(), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


class Formgrader:
    """The pages of formgrader on a course, and what is on them."""

    def __init__(self, address: str, page: Page) -> None:
        self._address = address
        self.page = page

    def sign_in(self) -> None:
        """Show the token, at the top, so that the cookie holds for all pages below."""
        self._go(f"formgrader?token={TOKEN}")

    def open(self, *path: str) -> None:
        """Go to a page of formgrader."""
        self._go("/".join(["formgrader", *path]))

    def _go(self, place: str) -> None:
        answer = self.page.goto(f"{self._address}/{place}")
        assert answer is not None
        assert answer.ok

    def row(self, student: str) -> Locator:
        """The row of a table that tells of a student."""
        cell = self.page.locator("td").filter(has_text=re.compile(f"^{student}$"))
        return self.page.locator("tbody tr").filter(has=cell)

    def open_notebook(self, student: str) -> None:
        """The page on which one student's notebook is graded by hand."""
        self.open("gradebook", EXERCISE, EXERCISE)
        name = self.page.locator("a.name-shown").get_by_text(student, exact=True)
        row = self.page.locator("tbody tr").filter(has=name)
        row.locator(".reveal .name-hidden").click()
        name.click()

    def field(self, name: str) -> Locator:
        """Where a score or a comment is written."""
        return self.page.locator(f"[id='{name}']")

    def write(self, field: str, text: str) -> None:
        """Type into a field, leave it, and wait until formgrader has kept it."""
        found = self.field(field)
        expect(found).to_have_attribute("placeholder", re.compile("."))  # it is listened to
        with self.page.expect_response(_is_kept) as kept:
            found.fill(text)
            found.blur()
        assert kept.value.ok


def _is_kept(response: Response) -> bool:
    return response.request.method == "PUT" and "/formgrader/api/" in response.url


@contextlib.contextmanager
def formgrader(course: Course, browser: Browser) -> Iterator[Formgrader]:
    """Formgrader in a browser, over a Jupyter server of this course."""
    with server(course.root) as address, contextlib.closing(browser.new_page()) as page:
        page.set_default_timeout(PATIENCE_SECONDS * 1000)
        opened = Formgrader(address, page)
        opened.sign_in()
        yield opened


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a Jupyter server on this folder, which ends with all that it started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["server", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    words += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"]
    log = folder.parent / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter", *words],
            cwd=folder,
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/api?token={TOKEN}", process, log)
        yield address
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; what it said is shown when it does not."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"The server does not answer:\n{log.read_text(errors='replace')}")


@pytest.fixture(scope="module")
def graded(
    folder: Path, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Formgrader]:
    """Formgrader on what `nbgrader autograde` left; to be read alone."""
    course = copied(folder, "course", tmp_path_factory.mktemp("read"))
    with formgrader(course, chromium) as opened:
        yield opened


# ------------------------------------------------------------------ after nbgrader autograde


def test_the_assignment_is_listed_with_its_submissions(graded: Formgrader) -> None:
    graded.open()
    row = graded.page.locator("tbody tr").filter(has_text=EXERCISE)
    expect(row.locator(".num-submissions")).to_have_text("3")


@pytest.mark.parametrize("student", WRITTEN)
def test_the_page_of_submissions_shows_each_score(graded: Formgrader, student: str) -> None:
    graded.open("manage_submissions", EXERCISE)
    expect(graded.row(student).locator(".score")).to_have_text(SCORES[student])
    expect(graded.row(student).locator(".status")).to_have_text("graded")


@pytest.mark.parametrize("student", WRITTEN)
def test_the_list_for_grading_by_hand_asks_nobody_to(graded: Formgrader, student: str) -> None:
    graded.open("gradebook", EXERCISE, EXERCISE)
    name = graded.page.locator("a.name-shown").get_by_text(student, exact=True)
    row = graded.page.locator("tbody tr").filter(has=name)
    expect(row.locator(".score")).to_have_text(SCORES[student])
    expect(row.locator(".needs-manual-grade span")).to_have_count(0)
    failed = 0 if student == "alice" else 1
    expect(row.locator(".tests-failed span")).to_have_count(failed)


def test_a_notebook_shows_feedback_and_points_under_its_checks(graded: Formgrader) -> None:
    graded.open_notebook("bob")
    page = graded.page
    expect(page.locator(".output").filter(has_text=UPHILL).first).to_be_visible()
    scores = page.locator("input.score")
    expect(scores.first).to_have_attribute("placeholder", "0.5")
    told = [scores.nth(number).get_attribute("placeholder") for number in range(scores.count())]
    assert sum(float(points or "nan") for points in told) == 9


# ------------------------------------------------------------------ after grade class


def test_grades_of_a_class_show_and_what_a_person_gave_and_wrote_stays(
    folder: Path, chromium: Browser, tmp_path: Path
) -> None:
    course = copied(folder, "course", tmp_path)
    with course.gradebook() as book:
        grades = book.find_submission_notebook(EXERCISE, EXERCISE, "bob").grades
        lost = next(grade.name for grade in grades if grade.auto_score == 0)
    comment = f"{FUNCTIONS[1]}-comment"
    with formgrader(course, chromium) as opened:
        opened.open_notebook("bob")
        opened.write(lost, "0.5")
        opened.write(comment, "Nearly.")
        hand_in_anew(course, "carol", RIGHT)
        grade_class(course.root, course, tmp_path / "graded")
        opened.open("manage_submissions", EXERCISE)
        for student, score in (SCORES | {"bob": "9.5 / 20", "carol": "20 / 20"}).items():
            expect(opened.row(student).locator(".score")).to_have_text(score)
        opened.open_notebook("bob")
        expect(opened.field(lost)).to_have_value("0.5")
        expect(opened.field(comment)).to_have_value("Nearly.")


def test_a_gradebook_that_grade_class_made_shows_its_scores(
    folder: Path, chromium: Browser, tmp_path: Path
) -> None:
    course = copied(folder, "fresh", tmp_path)
    submissions = tmp_path / "download"
    submissions.mkdir()
    for student, text in WRITTEN.items():
        notebook = filled_in(course.notebook("release"), text)
        (submissions / f"{student}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    grade_class(submissions, course, tmp_path / "graded")
    with formgrader(course, chromium) as opened:
        opened.open("manage_submissions", EXERCISE)
        for student, score in SCORES.items():
            expect(opened.row(student).locator(".score")).to_have_text(score)
            expect(opened.row(student).locator(".status")).to_have_text("graded")
        opened.open("manage_students")
        for student, score in SCORES.items():
            expect(opened.row(student).locator(".score")).to_have_text(score)


def hand_in_anew(course: Course, student: str, text: str) -> None:
    notebook = filled_in(course.notebook("release"), text)
    course.path("submitted", student).write_text(json.dumps(notebook), encoding="utf-8")


def grade_class(submissions: Path, course: Course, output: Path) -> None:
    """Grade what is there, into the course's gradebook too, in place of what autograde gave."""
    words = ["class", submissions, "--output", output, "--gradebook", course.database]
    words.append("--replace-scores")
    ran = run_grade(*words, "--exercise", EXERCISE)
    assert ran.code == 0, ran.err
