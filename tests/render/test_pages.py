"""Feedback as pages: what they tell, in a real browser, whoever wrote the submission."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import msgspec
import needs
import pytest
from browser import DESKTOP, PHONE, TABLET, Opened, Scheme, chromium, faults, opened
from casebooks import Casebooks
from class_factory import MARKER, NEARLY, RIGHT, SQUARES, Course, write_course
from commands import Ran, Run
from exercise_factory import write_exercise
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from reports import mistake, notebook

from grader.classroom.attempt import Attempt, Student
from grader.classroom.summary import summarise
from grader.cli.reports import page_names
from grader.judging.remarks import remarks
from grader.observations import At, Sighting, Stuck, TimedOut
from grader.observations import Note as Noted
from grader.printable import printable
from grader.render.class_page import MAX_NAMES, class_page
from grader.render.page import Live, page, printed
from grader.render.source import MAX_COLUMNS, MAX_LINES, Annotation, listings
from grader.report import Event, Outcome, Picture, Remark, Report, Undrawn, Verdict, not_graded
from grader.submission.source import Submission

RAISES = MARKER + "def double(x):\n    y = x + x\n    raise ValueError('so far: ' + str(y))\n"
UNREADABLE = MARKER + "def double(x):\n    return (x + x\n"
PASSED_OVER = MARKER + "1 / 0\n\n\ndef double(x):\n    return x + x\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with submissions to the exercise of one line, and one to a real exercise."""
    folder = tmp_path_factory.mktemp("desk")
    write_exercise(folder)
    cells = [MARKER + "import math", "%matplotlib inline", RAISES]
    long = RIGHT + "".join(f"number_{line} = {line}\n" for line in range(400))
    texts = {
        "right.py": RIGHT, "squares.py": SQUARES, "nearly.py": NEARLY, "raises.py": RAISES,
        "unreadable.py": UNREADABLE, "passed_over.py": PASSED_OVER, "long.py": long,
        "long_and_raises.py": long + RAISES, "work.ipynb": notebook(*cells),
        "prints.py": RIGHT + "for line in range(1000):\n    print(line, 'of many')\n",
        "hello.py": RIGHT + "print('hello, reader')\n",
        "wide.py": RIGHT + f"numbers = {list(range(400))}\n",
    }  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class Desk:
    """Where pages are made by the real command, each once."""

    def __init__(self, folder: Path, grade: Run) -> None:
        self.folder, self.grade = folder, grade
        self.options = ["--exercises", folder / "exercises", "--solutions", folder / "solutions"]

    def run(self, *arguments: object) -> Ran:
        return self.grade(*arguments, *self.options, "--seed", 1, cwd=self.folder)

    def page(self, name: str) -> Path:
        return self.folder / "pages" / f"{Path(name).stem}.html"


@pytest.fixture(scope="module")
def pages(desk: Path, grade: Run) -> Desk:
    """A page for each of these submissions, made by one command."""
    made = Desk(desk, grade)
    files = sorted(path.name for path in desk.iterdir() if path.suffix in (".py", ".ipynb"))
    ran = made.run(*files, "nobody.py", "--format", "html", "--output", "pages")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("grade: nobody.py is not there.")
    return made


@pytest.fixture(scope="module")
def feedback(tmp_path_factory: pytest.TempPathFactory, grade_process: Run) -> Path:
    """The page on a real submission with a misconception."""
    folder = tmp_path_factory.mktemp("feedback")
    submission = folder / "never_clears_gradients.py"
    submission.write_text(mistake("never_clears_gradients"), encoding="utf-8")
    ran = grade_process(submission, "--format", "html", "-o", folder / "feedback.html",
                        "--seed", 1)  # fmt: skip
    assert (ran.code, ran.out) == (1, "")
    return folder / "feedback.html"


@pytest.fixture(scope="module")
def course(
    tmp_path_factory: pytest.TempPathFactory, grade_process: Run, with_casebook: Casebooks
) -> Course:
    """A class that was graded by the real command."""
    needs.require("sandbox")
    one = write_course(tmp_path_factory.mktemp("course"))
    with_casebook(one.folders)
    one.hand_in(
        ada=RIGHT, ben=SQUARES, cem=SQUARES, dora=NEARLY, elif_=b"\xff\xfe\x00", farid=RAISES
    )
    ran = grade_process(*one.command())
    assert ran.code == 1
    assert "class.html" in ran.err
    return one


def fault_free(one: Opened, file: Path) -> None:
    """Nothing was said on the console, and nothing was asked for but the page itself."""
    assert one.said == []
    assert one.requests == [file.as_uri()]
    assert one.dialogs == []


# ------------------------------------------------------------------ what a page tells


def test_a_page_tells_the_score_the_mistake_and_what_to_do_next(
    browser: Browser, feedback: Path
) -> None:
    with opened(browser, feedback) as one:
        assert one.page.title() == "never_clears_gradients.py: 12 of 20 points"
        assert one.text("h1") == "never_clears_gradients.py"
        assert one.text(".over") == "Linear regression with a training loop"
        assert one.text(".score") == "12 of 20 points"
        (step,) = one.texts(".next li")
        assert step == (
            "train_parameters_linear_regression: Each step uses its own gradients plus those of "
            "all the steps before it. What should .grad hold when a step begins, and which loss is "
            "backward() called on? Show"
        )
        one.page.locator(".next a").click()
        assert "Code that never clears gradients behaves like this" in one.text(":target")
        assert one.texts(".function h3") == ["compute_loss", "train_parameters_linear_regression"]
        assert one.texts(".function > .row .points") == ["9 of 9", "3 of 11"]
        (mistake,) = one.texts(".mistake")
        assert mistake.startswith("Code that never clears gradients behaves like this: Each")
        assert one.count(".repeated") == 0
        assert "Seed 1:" in one.text("footer")
        fault_free(one, feedback)


def test_a_page_has_every_check_that_the_report_has(browser: Browser, pages: Desk) -> None:
    report = pages.run("nearly.py", "--format", "json").json
    with opened(browser, pages.page("nearly.py")) as one:
        assert one.texts(".checks .tag") == ["shown", "hidden"]
        for verdict in report["verdicts"]:
            assert verdict["check"] in one.text("#main")
            assert verdict["observed"] in one.texts(".observed")
        hints = [f"Hint: {verdict['hint']}" for verdict in report["verdicts"] if verdict["hint"]]
        assert one.texts(".hint") == hints != []


def test_where_it_raised_is_marked_and_a_link_away(browser: Browser, pages: Desk) -> None:
    with opened(browser, pages.page("raises.py")) as one:
        assert one.texts("mark.line")[0].startswith("raise ValueError(")
        assert one.page.locator("mark.line").get_attribute("data-n") == "4"
        assert "2 checks stop here: double of 5 is 10" in one.text("mark.line .note")
        one.page.locator(".checks a.place").first.click()
        assert one.page.url.endswith("#L4")
        assert one.text(":target").startswith("raise ValueError(")
        one.page.locator("mark.line a").click()
        assert "double of 5 is 10" in one.text(":target")


def test_a_function_whose_checks_do_not_pass_is_marked_where_it_begins(
    browser: Browser, pages: Desk, feedback: Path
) -> None:
    with opened(browser, feedback) as one:
        assert one.count("mark.line") == 1
        assert one.texts("mark.line")[0].startswith("def train_parameters_linear_regression(")
        note = "7 checks fail, as with code that never clears gradients"
        assert one.text("mark.line .note") == f"▲ {note}"
        one.page.locator("mark.line a").click()
        assert "Code that never clears gradients behaves like this" in one.text(":target")
    with opened(browser, pages.page("nearly.py")) as one:
        assert one.page.locator("mark.line").get_attribute("data-n") == "2"
        assert one.text("mark.line .note") == "▲ 2 checks fail: double of 5 is 10, and 1 more"


def test_a_function_leads_to_its_definition(browser: Browser, pages: Desk) -> None:
    with opened(browser, pages.page("right.py")) as one:
        one.page.locator(".function > .row a").click()
        assert one.text(":target") == "def double(x):"


def test_a_notebook_is_shown_cell_by_cell(browser: Browser, pages: Desk) -> None:
    with opened(browser, pages.page("work.ipynb")) as one:
        assert one.texts(".cell") == [f"the {place} code cell" for place in ("1st", "2nd", "3rd")]
        assert "%matplotlib inline" in one.texts(".code")
        assert one.page.locator("mark.line").get_attribute("id") == "S3-L4"
        assert one.text(".checks a.place") == "line 4 of the 3rd code cell"


def test_what_python_cannot_read_is_shown_with_its_caret(browser: Browser, pages: Desk) -> None:
    with opened(browser, pages.page("unreadable.py")) as one:
        assert "'(' was never closed" in one.text(".warn")
        above, caret = (
            (one.page.locator(".warn .excerpt").text_content() or "").rstrip().split("\n")
        )
        assert above[caret.index("^")] == "("
        assert one.page.locator("mark.line").get_attribute("data-n") == "3"


def test_a_statement_that_was_passed_over_is_marked(browser: Browser, pages: Desk) -> None:
    with opened(browser, pages.page("passed_over.py")) as one:
        assert one.page.locator("mark.line").get_attribute("data-n") == "2"
        assert "ZeroDivisionError" in one.text("mark.line .note")


def test_a_right_submission_is_told_so(browser: Browser, pages: Desk) -> None:
    with opened(browser, pages.page("right.py")) as one:
        assert one.text(".next") == "✓ Every check passed."
        assert one.count(".sign.good") == 1 + 2
        assert one.count("mark") == 0


def test_a_student_without_solutions_is_told_that_there_is_more(
    browser: Browser, pages: Desk
) -> None:
    options = ["--exercises", pages.folder / "exercises"]
    ran = pages.grade("squares.py", "--format", "html", *options, cwd=pages.folder)
    assert ran.code == 1
    file = pages.folder / "shown.html"
    file.write_text(ran.out, encoding="utf-8")
    with opened(browser, file) as one:
        assert "hidden checks run too, on other numbers" in one.text(".next")
        assert one.texts(".checks .tag") == ["shown"]
        assert "Graded without the sandbox." in one.text("footer")


def test_what_it_printed_is_cut_and_folded_where_it_is_long(browser: Browser, pages: Desk) -> None:
    with opened(browser, pages.page("hello.py")) as one:
        assert one.page.get_by_text("hello, reader").first.is_visible()
    with opened(browser, pages.page("prints.py")) as one:
        printed = one.page.locator("pre.plain")
        assert not printed.is_visible()
        assert "lines, in all checks together" in one.text("#printed + details summary")
        assert (printed.text_content() or "").count("\n") == 199
        assert re.search(r"… and \d+ more lines$", one.text("#printed + details"))


@pytest.mark.parametrize(
    ("output", "left_out"),
    [
        ("a\n" * 200, ""),
        ("a\n" * 201, "1 more line"),
        ("a" * 15_000 + "\n" + "b" * 15_000 + "\nc", "2 more lines"),
        ("a" * 20_005, "5 more characters"),
    ],
)
def test_how_much_of_the_output_is_left_out_is_said(output: str, left_out: str) -> None:
    assert printed(output).left_out == left_out


def test_a_long_source_is_folded_unless_a_line_of_it_is_marked(
    browser: Browser, pages: Desk
) -> None:
    with opened(browser, pages.page("long.py")) as one:
        assert not one.page.locator("#L1").is_visible()
        one.page.locator("#source + details summary").click()
        assert one.page.locator("#L1").is_visible()
    with opened(browser, pages.page("long_and_raises.py")) as one:
        assert one.page.locator("mark.line").is_visible()


def test_what_cannot_be_graded_has_a_page_that_says_why(browser: Browser, pages: Desk) -> None:
    with opened(browser, pages.page("nobody.py")) as one:
        assert one.page.title() == "nobody.py: not graded"
        assert "nobody.py is not there. Check the name and the folder." in one.text(".warn")
        assert one.count("#source") == 0
        fault_free(one, pages.page("nobody.py"))


def test_a_picture_stands_on_the_page_with_its_words(browser: Browser, tmp_path: Path) -> None:
    svg = (
        '<svg viewBox="0 0 10 10" role="img" aria-labelledby="t1"><title id="t1">A line</title>'
        '<path d="M0 0L10 10" stroke="currentColor"/></svg>'
    )
    report = Report(exercise="doubling", submission="a.py", status="graded")
    file = tmp_path / "page.html"
    file.write_text(page(report, pictures=[Picture("A <b>line</b>", "It rises & rises.", svg)]))
    with opened(browser, file) as one:
        assert one.count("figure svg path") == 1
        assert one.text("figcaption") == "A <b>line</b> It rises & rises."
        assert one.run("document.querySelector('figure svg').getBoundingClientRect().width") > 200
        fault_free(one, file)


def test_a_page_of_watch_reads_itself_anew_and_others_do_not() -> None:
    report = Report(exercise="doubling", submission="a.py", status="graded")
    following = page(report, live=Live(3, "12:00:00"))
    assert '<meta http-equiv="refresh" content="3">' in following
    assert "As of 12:00:00. This page reloads every 3 seconds" in following
    stopped = page(report, live=Live(None, "12:00:00"))
    assert "was stopped, so this page does not change any more" in stopped
    assert "refresh" not in stopped + page(report)


def page_beside(folder: Path, settings: bytes | None, grade_process: Run) -> str:
    """The page of a submission in a folder, which may have settings of matplotlib in it too."""
    submission = mistake("never_clears_gradients").encode()
    (folder / "submit.py").write_bytes(submission)
    if settings is not None:
        (folder / "matplotlibrc").write_bytes(settings)
    ran = grade_process("submit.py", "--format", "html", "--seed", 1, cwd=folder)
    assert (ran.code, ran.err) == (1, "")
    return ran.out


@pytest.fixture(scope="module")
def page_beside_nothing(tmp_path_factory: pytest.TempPathFactory, grade_process: Run) -> str:
    return page_beside(tmp_path_factory.mktemp("nothing"), None, grade_process)


@pytest.mark.parametrize(
    "settings",
    [
        b"font.size: 99\n",
        pytest.param(b"\x1b[2J\x1b]0;taken\x07Everybody passed: x\n", marks=pytest.mark.slow),
        pytest.param(b"\xff\xfe\n", marks=pytest.mark.slow),
    ],
)
def test_settings_of_matplotlib_beside_a_submission_change_nothing(
    grade_process: Run, tmp_path: Path, settings: bytes, page_beside_nothing: str
) -> None:
    assert page_beside(tmp_path, settings, grade_process) == page_beside_nothing
    assert page_beside_nothing.count("<figure") == 3


# ------------------------------------------------------------------ where pages go


def test_one_page_goes_where_it_is_told_or_to_standard_output(pages: Desk, tmp_path: Path) -> None:
    there = pages.run("right.py", "--format", "html", "--output", tmp_path / "a b.html")
    printed = pages.run("right.py", "--format", "html")
    assert (there.code, there.out) == (0, "")
    assert " ".join(there.err.split()).endswith("a b.html: 3 of 3 points.")
    assert (tmp_path / "a b.html").read_text(encoding="utf-8") == printed.out
    assert printed.out.startswith("<!DOCTYPE html>")
    pages.run("right.py", "--format", "html", "--output", tmp_path)
    assert (tmp_path / "right.html").read_text(encoding="utf-8") == printed.out


@pytest.mark.parametrize("output", [[], ["--output", "wide.py"], ["--output", "new.html"]])
def test_several_pages_ask_for_a_folder_before_anything_is_graded(
    pages: Desk, output: list[str]
) -> None:
    before = (pages.folder / "wide.py").read_bytes()
    ran = pages.run("right.py", "squares.py", "--format", "html", *output)
    assert ran.code == 2
    assert "name a folder for them with --output" in " ".join(ran.err.split())
    assert (pages.folder / "wide.py").read_bytes() == before
    assert not (pages.folder / "new.html").exists()


@pytest.mark.parametrize("output_format", ["text", "json", "html"])
@pytest.mark.parametrize("output", ["right.py", "./right.py", "link.py"])
def test_a_submission_is_never_overwritten_by_its_report(
    pages: Desk, output: str, output_format: str
) -> None:
    submission, link = pages.folder / "right.py", pages.folder / "link.py"
    link.unlink(missing_ok=True)
    link.symlink_to(submission)
    before = submission.read_bytes()
    ran = pages.run("right.py", "--format", output_format, "--output", output)
    assert ran.code == 2
    assert "names the submission right.py itself" in " ".join(ran.err.split())
    assert submission.read_bytes() == before
    link.unlink()


def test_a_page_never_takes_the_place_of_a_submission_in_its_folder(
    pages: Desk, tmp_path: Path
) -> None:
    submission = tmp_path / "page.html"
    submission.write_text("# exercise: linear_regression\n")
    ran = pages.run(submission, "--format", "html", "--output", tmp_path)
    assert ran.code == 2
    assert f"names the submission {submission} itself" in " ".join(ran.err.split())
    assert submission.read_text() == "# exercise: linear_regression\n"


def test_a_page_never_takes_the_place_of_a_submission_to_come(pages: Desk, tmp_path: Path) -> None:
    ran = pages.run(tmp_path / "new.py", "--format", "html", "--output", tmp_path / "new.py")
    assert ran.code == 2
    assert not (tmp_path / "new.py").exists()


def test_a_trailing_slash_asks_for_a_folder(pages: Desk, tmp_path: Path) -> None:
    ran = pages.run("right.py", "--format", "html", "--output", f"{tmp_path}/new/")
    assert ran.code == 0
    assert (tmp_path / "new" / "right.html").is_file()


def test_pages_of_files_with_one_name_are_named_after_their_folders() -> None:
    paths = ["ada/submit.py", "ben/submit.py", "cem.ipynb", "cem.ipynb", "../x/<b>.py", "-"]
    assert page_names(paths) == [
        *("ada-submit.html", "ben-submit.html", "cem.html", "cem-2.html", "b.html"),
        "standard-input.html",
    ]


def test_where_a_page_cannot_be_written_the_report_is_printed(pages: Desk) -> None:
    ran = pages.run("right.py", "--format", "html", "--output", pages.folder / "no" / "page.html")
    assert ran.code == 2
    assert "The report went to standard output instead." in ran.err
    assert "3 of 3 points" in ran.out
    assert "<" not in ran.out


# ------------------------------------------------------------------ how a page looks


KINDS = ["right.py", "squares.py", "raises.py", "unreadable.py", "passed_over.py", "work.ipynb",
         "prints.py", "wide.py", "nobody.py"]  # fmt: skip
WHERE = [(PHONE, "light"), pytest.param(DESKTOP, "dark", marks=pytest.mark.slow)]
POLICIES = [
    pytest.param(False, id="policy", marks=pytest.mark.slow),
    pytest.param(True, id="no-policy"),  # where nothing but the escaping of text protects
]
# The quick suite looks at one with a mistake, one with a marked line and one without a source.
TELLING = {"squares.py", "raises.py", "nobody.py"}
EACH_KIND = [
    kind if kind in TELLING else pytest.param(kind, marks=pytest.mark.slow) for kind in KINDS
]


@pytest.mark.parametrize("kind", EACH_KIND)
def test_a_page_stands_alone_and_fits_every_window(
    kind: str, browser: Browser, pages: Desk
) -> None:
    for width in (PHONE, TABLET, DESKTOP):
        with opened(browser, pages.page(kind), width) as one:
            fault_free(one, pages.page(kind))
            assert one.run("document.documentElement.scrollWidth") <= width
            assert one.count("script, [style], link, iframe, img, form, base") == 0
            assert one.count("style") == 1


def test_a_page_allows_nothing_but_its_own_style(browser: Browser, feedback: Path) -> None:
    with opened(browser, feedback) as one:
        policy = one.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute(
            "content"
        )
        assert re.fullmatch(
            r"default-src 'none'; style-src 'sha256-[\w+/]{43}='; "
            r"base-uri 'none'; form-action 'none'",
            policy or "",
        )
        assert one.colour("body") != "rgba(0, 0, 0, 0)"  # so the style was let in
        one.run("document.body.insertAdjacentHTML('beforeend', '<i style=\"color: red\">x</i>')")
        one.run("document.body.append(Object.assign(document.createElement('script'),"
                " {textContent: 'document.title = 1'}))")  # fmt: skip
        assert len(one.said) == 2
        assert all("Content Security Policy" in said for said in one.said)
        assert one.page.title() == "never_clears_gradients.py: 12 of 20 points"


@pytest.mark.parametrize(("width", "scheme"), WHERE)
@pytest.mark.parametrize("kind", EACH_KIND)
def test_axe_finds_nothing_serious_on_a_page(
    kind: str, width: int, scheme: Scheme, browser: Browser, pages: Desk
) -> None:
    assert faults(browser, pages.page(kind), width, scheme) == []


@pytest.mark.parametrize(("width", "scheme"), WHERE)
def test_axe_finds_nothing_serious_on_the_pages_of_a_class(
    width: int, scheme: Scheme, browser: Browser, course: Course, feedback: Path
) -> None:
    for file in (course.output / "class.html", course.output / "feedback" / "ben.html", feedback):
        assert faults(browser, file, width, scheme) == []


def test_axe_would_find_what_is_serious(browser: Browser, feedback: Path, tmp_path: Path) -> None:
    faded = feedback.read_text(encoding="utf-8").replace("--text: #1c232e", "--text: #bbbbbb")
    (tmp_path / "faded.html").write_text(faded, encoding="utf-8")
    # the policy is off while axe looks, so the changed style counts
    found = faults(browser, tmp_path / "faded.html", DESKTOP, "light")
    assert any(fault.startswith("color-contrast") for fault in found)


def test_dark_is_dark_and_light_is_light(browser: Browser, feedback: Path) -> None:
    def brightness(colour: str) -> float:
        return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3

    with opened(browser, feedback, scheme="light") as one:
        assert brightness(one.colour("body")) > 230
        assert brightness(one.colour("body", "color")) < 60
    with opened(browser, feedback, scheme="dark") as one:
        assert brightness(one.colour("body")) < 40
        assert brightness(one.colour("body", "color")) > 200


def test_a_printed_page_is_light_unfolded_and_cuts_no_line(browser: Browser, pages: Desk) -> None:
    for kind in ("long.py", "wide.py", "prints.py"):
        with opened(browser, pages.page(kind), TABLET, "dark") as one:
            assert one.colour("body") != "rgb(255, 255, 255)"
            one.page.emulate_media(media="print", color_scheme="dark")
            assert one.colour("body") == "rgb(255, 255, 255)"
            assert one.page.locator("#L1").is_visible()
            for code in one.page.locator("pre").all():
                assert code.evaluate("it => it.offsetHeight > 0")
                assert code.evaluate("it => it.scrollWidth <= it.clientWidth")
                assert code.evaluate("it => it.scrollHeight <= it.clientHeight")
            assert one.run("document.documentElement.scrollWidth") <= TABLET


def test_a_printed_page_cuts_no_figure_and_begins_with_more_than_the_title(
    browser: Browser, feedback: Path
) -> None:
    with opened(browser, feedback) as one:
        one.page.emulate_media(media="print")
        assert one.count("figure.card") == 3
        assert one.colour("figure.card", "breakInside") == "avoid"
        assert one.colour(".next", "breakInside") == "avoid"
        # a chain of rows, none of which may end a page, would send all checks to the next
        assert one.colour(".checks > li > .row:last-child", "breakAfter") == "auto"
        assert one.colour(".checks > li > .row:not(:last-child)", "breakAfter") == "avoid"
        assert one.colour(".checks h4", "breakAfter") == "auto"


def test_the_sign_of_a_check_without_its_points_is_explained_where_there_is_one(
    browser: Browser, pages: Desk, tmp_path: Path
) -> None:
    words = "○ passed; earns its points once a check that cannot be guessed passes, too"
    file = tmp_path / "page.html"
    unearned = msgspec.structs.replace(verdict("passed"), score=0.0)
    told = Report(
        exercise="e", submission="a.py", status="graded", verdicts=(unearned, verdict("failed")),
        max_score=2,
    )  # fmt: skip
    file.write_text(page(told), encoding="utf-8")
    with opened(browser, file) as one:
        assert words in one.texts(".under")
    with opened(browser, pages.page("right.py")) as one:
        assert words not in one.texts(".under")


def test_the_keyboard_reaches_everything_that_moves(browser: Browser, pages: Desk) -> None:
    with opened(browser, pages.page("raises.py"), PHONE) as one:
        one.page.keyboard.press("Tab")
        assert one.run("document.activeElement.textContent") == "Skip to the content"
        assert one.run("document.activeElement.getBoundingClientRect().top") >= 0
        one.page.keyboard.press("Enter")
        assert one.run("document.activeElement.id") == "main"
        reached = set()
        for _ in range(one.count("a, summary, pre") + 2):
            one.page.keyboard.press("Tab")
            reached.add(
                one.run("document.activeElement.className || document.activeElement.tagName")
            )
            outline = one.run("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none" or one.run("document.activeElement.tagName") == "BODY"
        assert {"code", "place", "SUMMARY"} <= reached


@pytest.mark.parametrize("kind", [*EACH_KIND, "class"])
def test_headings_are_in_order_and_no_id_is_there_twice(
    kind: str, browser: Browser, pages: Desk, course: Course
) -> None:
    file = course.output / "class.html" if kind == "class" else pages.page(kind)
    with opened(browser, file) as one:
        levels = [int(tag[1]) for tag in one.run(
            "[...document.querySelectorAll('h1, h2, h3, h4')].map(it => it.tagName)"
        )]  # fmt: skip
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        ids = one.run("[...document.querySelectorAll('[id]')].map(it => it.id)")
        assert len(ids) == len(set(ids))
        labels = one.run(
            "[...document.querySelectorAll('section, nav, [role=region]')].map(it => "
            "it.getAttribute('aria-label') ?? it.getAttribute('aria-labelledby'))"
        )
        assert None not in labels
        assert len(labels) == len(set(labels))
        inner = "[...document.links].filter(it => it.getAttribute('href').startsWith('#'))"
        assert one.run(f"{inner}.every(it => document.getElementById(it.hash.slice(1)))")


# ------------------------------------------------------------------ a class


def test_the_page_of_a_class_leads_to_everybody(browser: Browser, course: Course) -> None:
    file = course.output / "class.html"
    with opened(browser, file) as one:
        fault_free(one, file)
        assert one.text("h1") == "Doubling a number"
        listed = dict(zip(one.texts(".roster a"), one.run(
            "[...document.querySelectorAll('.roster a')].map(it => it.getAttribute('href'))"
        ), strict=True))  # fmt: skip
        assert list(listed) == ["ada", "ben", "cem", "dora", "elif_", "farid"]
        for who, href in listed.items():
            one.page.goto(file.as_uri())
            one.page.locator(".roster a", has_text=re.compile(f"^{re.escape(who)}$")).click()
            assert one.page.url == (course.output / href).as_uri()
            assert one.text("h1") == who


def test_the_page_of_a_class_tells_who_made_which_mistake(browser: Browser, course: Course) -> None:
    with opened(browser, course.output / "class.html") as one:
        told = dict(zip(one.texts(".mistakes h3"), one.texts(".mistakes .who"), strict=True))
        assert told == {
            "squares": "ben cem", "raised an exception or crashed": "farid",
            "nothing known explains it": "dora", "2 students": "ben cem",
        }  # fmt: skip
        assert one.texts(".mistakes .points") == ["2 of 5", "1 of 5", "1 of 5", "0 of 3 points"]
        assert one.texts(".facts dd") == ["6", "5", "0.6", "0", "1"]
        assert one.texts(".cases li")[0].startswith("elif_: elif_.py is not UTF-8 text")
        counted = one.page.locator("#checks + .card tr:has([scope=row])")
        rows = [row.inner_text() for row in counted.all()]
        assert [" ".join(row.split()) for row in rows] == [
            "double of 5 is 10 1 of 5",
            "double is right for any number 1 of 5",
        ]
        assert one.count("#slowest + .card tbody tr") == 5


def test_the_page_of_a_class_tells_who_does_not_pass_a_check(
    browser: Browser, course: Course
) -> None:
    with opened(browser, course.output / "class.html") as one:
        assert one.texts(".others summary") == ["failed by 4 students"] * 2
        assert one.texts(".others ul") == ["ben cem dora farid"] * 2
        link = one.page.locator(".others a", has_text="dora").first
        assert not link.is_visible()
        one.page.locator(".others summary").first.click()
        link.click()
        assert one.text("h1") == "dora"


def verdict(
    outcome: Outcome, observed: str = "", check: str = "it doubles", event: Event | None = None
) -> Verdict:
    return Verdict(
        check=check, function="double", visibility="hidden", outcome=outcome,
        score=float(outcome == "passed"), max_score=1.0, observed=observed, feedback=observed,
        event=event,
    )  # fmt: skip


def page_of(folder: Path, **verdicts: Sequence[Verdict]) -> Path:
    """The page of a class with these verdicts on each student, as a file."""
    attempts = [
        Attempt(
            id=1, student=Student(student, student[:60]), number=1, file=f"{student}.py",
            is_notebook=False, sha256="", run=1, seed=1, graded_at="2026-01-01 12:00",
            report=Report(
                exercise="doubling", submission=f"{student}.py", status="graded",
                score=sum(one.score for one in given), max_score=float(len(given)),
                verdicts=tuple(given),
            ),
        )
        for student, given in verdicts.items()
    ]  # fmt: skip
    file = folder / "class.html"
    file.write_text(class_page("Doubling", summarise(attempts)), encoding="utf-8")
    return file


def test_who_misses_points_without_a_named_mistake_is_told_apart_by_what_is_known(
    browser: Browser, tmp_path: Path
) -> None:
    failed = verdict("failed", "double(5) returned 11.", "again")
    causes = {
        "ann": ("Python cannot read it", [verdict("raised", event="syntax_error")]),
        "bo": ("not written yet", [failed, verdict("raised", event="not_written")]),
        "cy": ("ran out of time", [failed, verdict("timeout")]),
        "di": ("raised an exception or crashed", [failed, verdict("raised")]),
        "ed": ("raised an exception or crashed", [verdict("crashed")]),
        "flo": ("raised an exception or crashed", [verdict("out_of_memory")]),
        "gil": ("a function is missing", [verdict("missing")]),
        "hal": ("nothing known explains it", [failed, verdict("passed")]),
        "ida": ("", [verdict("passed")]),
    }  # fmt: skip
    file = page_of(tmp_path, **{student: given for student, (_, given) in causes.items()})
    with opened(browser, file) as one:
        told = dict(zip(one.texts(".mistakes h3"), one.texts(".mistakes .who"), strict=True))
        assert told == {
            "Python cannot read it": "ann", "not written yet": "bo", "ran out of time": "cy",
            "raised an exception or crashed": "di ed flo", "a function is missing": "gil",
            "nothing known explains it": "hal",
        }  # fmt: skip
        assert one.texts(".mistakes .points") == [f"{count} of 9" for count in (1, 1, 1, 3, 1, 1)]
        cells = one.texts(".roster tbody td:last-child")
        assert cells == [cause for cause, _ in causes.values()]


def test_of_many_who_do_not_pass_a_check_some_are_named_and_the_rest_counted(
    browser: Browser, tmp_path: Path
) -> None:
    class_of_many = {f"student{number:04}": [verdict("failed")] for number in range(2000)}
    with opened(browser, page_of(tmp_path, **class_of_many)) as one:
        assert one.text(".others summary") == "failed by 2000 students"
        named = one.texts(".others li")
        assert named == [*list(class_of_many)[:MAX_NAMES], f"and {2000 - MAX_NAMES} more"]
        assert "grades.csv has everyone's points" in one.text()


def test_one_title_under_two_functions_is_two_checks(browser: Browser, tmp_path: Path) -> None:
    before = msgspec.structs.replace(verdict("passed"), function="twice")
    file = page_of(tmp_path, ann=[before], bo=[before], cy=[verdict("failed")])
    with opened(browser, file) as one:
        assert one.texts(".others summary") == ["failed by 1 student"]
        assert one.texts(".others li") == ["cy"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, TABLET, DESKTOP])
def test_a_long_id_leaves_room_for_what_is_known_of_everybody(
    width: int, scheme: Scheme, browser: Browser, tmp_path: Path
) -> None:
    late = [verdict("timeout")]
    file = page_of(tmp_path, **{"w" * 200: late, "ann": late})
    assert faults(browser, file, width, scheme) == []
    with opened(browser, file, width, scheme) as one:
        assert one.run("document.documentElement.scrollWidth") <= width
        table = one.page.locator(".scroll")
        assert table.evaluate("it => it.scrollWidth <= it.clientWidth")
        assert one.texts(".roster tbody td:last-child span") == ["ran out of time"] * 2
        for cell in one.page.locator(".roster tbody td:last-child span").all():
            box = cell.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["height"] < 40  # a line, so that it is not squeezed


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_are_green_only_where_checks_pass(
    scheme: Scheme, browser: Browser, course: Course
) -> None:
    with opened(browser, course.output / "class.html", scheme=scheme) as one:
        green = one.colour("#checks + .card rect.good", "fill")
        plain = one.colour(".scores rect.good", "fill")
        assert plain != green
        assert one.colour(".mistakes rect.good", "fill") == plain
        for behind in (one.colour(".card"), one.colour(".mistakes rect.bad", "fill")):
            assert contrast(plain, behind) >= 3


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, as WCAG counts it."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_page_of_a_student_names_nobody_else(course: Course) -> None:
    students = {"ada", "ben", "cem", "dora", "farid"}
    for student in students:
        text = (course.output / "feedback" / f"{student}.html").read_text(encoding="utf-8")
        body = text.partition("</style>")[2]
        assert set(re.findall(r"\w+", body)) & students == {student}
        assert "class.html" not in body


@needs.sandbox
def test_a_class_without_anybody_graded_has_a_page(
    browser: Browser, grade: Run, tmp_path: Path
) -> None:
    course = write_course(tmp_path)
    course.hand_in(ada=b"\xff\xfe\x00")
    assert grade(*course.command("--exercise", "doubling")).code == 1
    with opened(browser, course.output / "class.html") as one:
        assert one.texts("h2") == ["Not graded: 1", "All students"]
        fault_free(one, course.output / "class.html")


@needs.sandbox
def test_pages_follow_the_class_and_forget_nobody(
    grade: Run, tmp_path: Path, with_casebook: Casebooks
) -> None:
    course = write_course(tmp_path)
    with_casebook(course.folders)
    course.hand_in(ada=SQUARES, ben=RIGHT)
    grade(*course.command("--no-html"))
    assert not (course.output / "feedback").exists()
    assert not (course.output / "class.html").exists()
    grade(*course.command())
    folder = course.output / "feedback"
    (folder / "gone.html").write_text("of a student who has left")
    assert "0 of 3 points" in (folder / "ada.html").read_text(encoding="utf-8")
    course.edit("solutions/mistakes/squares.py", "x comes back times itself.", "A square.")
    with_casebook(course.folders)
    grade("class", "--rejudge", "--yes", *course.without_submissions)
    assert "A square." in (folder / "ada.html").read_text(encoding="utf-8")
    course.hand_in(ada=RIGHT)
    grade(*course.command("--regrade"))
    assert "3 of 3 points" in (folder / "ada.html").read_text(encoding="utf-8")
    assert (folder / "gone.html").read_text() == "of a student who has left"
    assert sorted(path.name for path in folder.iterdir()) == ["ada.html", "ben.html", "gone.html"]


# ------------------------------------------------------------------ what is hostile


ATTACKS = [
    "<script>alert(1)</script>",
    "</script><script>document.title='taken'</script>",
    "<img src=x onerror=\"alert(2)\">",
    "<svg onload=alert(3)>",
    "</title></style></pre></details></main><h1>20 of 20</h1>",
    "\" onfocus=alert(4) autofocus x=\"",
    "' style='position:fixed' '",
    "{{ 7 * 191 }}{% raw %}",
    "<a href=javascript:alert(5)>go</a><base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<!-- --!> <![CDATA[ ]]> &lt;b&gt; &#60;b&#62;",
    "\x1b[31mred\x1b]0;taken\x07\x9b1m",
    "\u202egnihton\u202c \u2066x\u2069 \u200b\ufeff\x00",
]  # fmt: skip
HOSTILE = "".join(ATTACKS)
HOSTILE_NAME = "<img src=x onerror=alert(6)><svg onload=alert(7)>\u202e'\".py"
HOSTILE_IDS = [
    *("<img src=x onerror=alert(8)>", "<svg onload=alert(9)>", '" autofocus onfocus=alert(1)"'),
    *("javascript:alert(1)", "x..y", "\u202ean.id", "=cmd", "a&b;&lt;"),
]


def hostile_source() -> str:
    """A submission that says all of it wherever it can, and whose every line is all of it."""
    spelled = ascii(HOSTILE)
    raw = HOSTILE.replace("\x00", "").replace("\\", "")
    return (
        f"{MARKER}# {raw}\ntext = {spelled}\nprint(text)\nprint(text.replace('<', '\\n<'))\n\n\n"
        f"def double(x):\n    {spelled}\n    raise ValueError(text)\n\n\n"
        "double.__doc__ = text\n"
        "raise type(text[:40].replace(chr(0), ''), (Exception,), {})(text)\n"
    )


def harmless(one: Opened, file: Path, *, pictures: int = 0) -> None:
    """Nothing of the submission's came to life, with the policy or without it."""
    assert one.dialogs == []
    assert one.requests == [file.as_uri()]
    assert "taken" not in one.page.title().split(":")[-1]
    assert one.count("h1") == 1
    assert one.count("script, img, iframe, base, form, input, [style], [onfocus], [onload]") == 0
    assert one.count("svg:not(.bar)") == one.count("figure.card > svg") == pictures
    assert one.count("style") == 1
    assert one.count("meta[http-equiv]") == 1
    links = one.run("[...document.querySelectorAll('a')].map(it => it.getAttribute('href'))")
    assert all(re.fullmatch(r"#[\w-]+|feedback/[a-z0-9._-]+\.html", link) for link in links)
    assert "1337" not in one.text()
    shown = one.run("document.documentElement.textContent")
    kinds = {unicodedata.category(letter) for letter in shown if letter not in "\n\t"}
    assert not kinds & {"Cc", "Cf", "Cs", "Co"}


@pytest.fixture(scope="module")
def hostile(pages: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of a script and of a notebook that say all of it."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / HOSTILE_NAME).write_text(hostile_source(), encoding="utf-8")
    (folder / "cells.ipynb").write_text(notebook(hostile_source(), HOSTILE), encoding="utf-8")
    for name in (HOSTILE_NAME, "cells.ipynb"):
        output = folder / f"{Path(name).suffix[1:]}.html"
        ran = pages.run(folder / name, "--format", "html", "--output", output)
        assert ran.code == 1
    return folder


@pytest.fixture(scope="module")
def hostile_with_pictures(grade: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a submission that says all of it and trains well enough to be drawn."""
    folder = tmp_path_factory.mktemp("drawn")
    trains = mistake("never_clears_gradients")
    says = f"\n\ntext = {HOSTILE!a}\nprint(text)\n"
    says += "compute_loss.__doc__ = compute_loss.__name__ = text\n"
    (folder / HOSTILE_NAME).write_text(trains + says, encoding="utf-8")
    ran = grade(folder / HOSTILE_NAME, "--format", "html",
                "--output", folder / "drawn.html", "--seed", 1)  # fmt: skip
    assert ran.code == 1
    return folder / "drawn.html"


@pytest.fixture(scope="module")
def hostile_class(grade: Run, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A class whose students have hostile names, half of them with hostile submissions."""
    course = write_course(tmp_path_factory.mktemp("hostile-class"))
    course.submissions.mkdir()
    for number, student in enumerate(HOSTILE_IDS):
        text = hostile_source() if number % 2 else SQUARES
        (course.submissions / f"{student}.py").write_text(text, encoding="utf-8")
    assert grade(*course.command()).code == 0
    return course


@pytest.mark.parametrize("without_policy", POLICIES)
def test_nothing_that_a_submission_says_comes_to_life(
    without_policy: bool, browser: Browser, hostile: Path
) -> None:
    file = hostile / "py.html"
    with opened(browser, file, without_policy=without_policy) as one:
        harmless(one, file)
        assert one.said == []
        assert one.text("h1") == HOSTILE_NAME.replace("\u202e", "�")
        for part in (".plain", ".observed", ".code code", ".warn"):
            assert "<script>alert(1)</script>" in one.text(part)


def test_why_a_figure_cannot_be_drawn_stands_at_its_place() -> None:
    report = Report(exercise="e", submission="a.py", status="graded", isolation="full")
    undrawn = Undrawn(("The line", "The loss", "The <path>"), "train(…) returned '<b>'.")
    _, _, shown = page(report, pictures=[undrawn]).partition("In pictures</h2>")
    assert "<strong>The loss</strong> and <strong>The &lt;path&gt;</strong>" in shown
    assert "cannot be drawn: train(…) returned &#39;&lt;b&gt;&#39;." in shown
    assert "<figure" not in shown


@pytest.mark.parametrize("without_policy", POLICIES)
def test_nothing_that_a_cell_says_comes_to_life(
    without_policy: bool, browser: Browser, hostile: Path
) -> None:
    file = hostile / "ipynb.html"
    with opened(browser, file, without_policy=without_policy) as one:
        harmless(one, file)
        assert one.texts(".cell") == ["the 1st code cell", "the 2nd code cell"]


@pytest.mark.parametrize("without_policy", POLICIES)
def test_pictures_stay_harmless_beside_what_a_submission_says(
    without_policy: bool, browser: Browser, hostile_with_pictures: Path
) -> None:
    with opened(browser, hostile_with_pictures, without_policy=without_policy) as one:
        harmless(one, hostile_with_pictures, pictures=3)
        assert "<script>alert(1)</script>" in one.text(".plain")


@needs.sandbox
@pytest.mark.parametrize("without_policy", POLICIES)
def test_no_name_of_a_student_comes_to_life(
    without_policy: bool, browser: Browser, hostile_class: Course
) -> None:
    output = hostile_class.output
    files = [output / "class.html", *sorted((output / "feedback").iterdir())]
    assert len(files) == 1 + len(HOSTILE_IDS)
    for file in files:
        with opened(browser, file, without_policy=without_policy) as one:
            harmless(one, file)


@needs.sandbox
def test_students_with_odd_names_are_a_link_away(browser: Browser, hostile_class: Course) -> None:
    file = hostile_class.output / "class.html"
    with opened(browser, file) as one:
        shown = one.texts(".roster th[scope=row]")
        assert set(shown) == {student.replace("\u202e", "�") for student in HOSTILE_IDS}
        for number, name in enumerate(shown):
            one.page.goto(file.as_uri())
            one.page.locator(".roster a").nth(number).click()
            assert one.text("h1") == name


class Skeleton(HTMLParser):
    """The elements of a page in order, each with the names of its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[object] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag != "wbr":  # which goes with underscores
            self.elements.append((tag, [name for name, _ in attributes]))

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(tag)


def skeleton(text: str) -> list[object]:
    parser = Skeleton()
    parser.feed(text)
    parser.close()
    return parser.elements


def page_saying(text: str) -> str:
    """A page with that text wherever a page has text of somebody else's."""
    verdict = Verdict(
        check=f"c{text}", function=f"f{text}", visibility="hidden", outcome="failed", score=0,
        max_score=1, observed=f"o{text}", feedback=f"k{text}", mistake=f"m{text}",
    )  # fmt: skip
    hinted = msgspec.structs.replace(verdict, check=f"d{text}", mistake=None, hint=f"h{text}")
    report = Report(
        exercise=f"e{text}", submission=f"s{text}", status="graded", verdicts=(verdict, hinted),
        max_score=2, remarks=(f"r{text}",), output=f"p{text}",
    )  # fmt: skip
    submission = Submission(f"s{text}", ((f"s{text}", f"#{text}"),), "")
    return page(report, submission, title=f"t{text}", student=f"w{text}", attempt=1)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.sampled_from(ATTACKS), st.text("<>&\"'/=!- {}%#;")))
def test_no_text_changes_the_elements_of_a_page(text: str) -> None:
    line = " ".join(text.split())  # a second line would be a paragraph of its own
    made = page_saying(line)
    assert skeleton(made) == skeleton(page_saying(""))
    assert made.encode("utf-8")


# ------------------------------------------------------------------ what is endless


def test_a_source_without_end_is_cut_but_not_where_a_line_is_marked() -> None:
    text = "x = 1\n" * 100_000
    told = Report(
        exercise="e", submission="a.py", status="graded",
        remarked=(Remark("Line 90000 was skipped.", "skipped", "a.py", 90000),),
    )  # fmt: skip
    submission = Submission("a.py", (("a.py", text),), "")
    made = page(told, submission)
    assert '<mark class="line" id="L90000"' in made
    numbers = [int(found) for found in re.findall(r'data-n="(\d+)"', made)]
    assert numbers == list(range(89_995, 90_026))
    assert "… 89994 lines left out here …" in made
    assert "… 9975 lines left out here …" in made
    without = page(msgspec.structs.replace(told, remarked=()), submission)
    assert len(without) < 500_000
    assert 'id="L2000"' in without
    assert 'id="L2001"' not in without
    assert "… 98000 lines left out here …" in without


def test_a_short_source_is_whole_though_a_line_is_marked() -> None:
    submission = Submission("a.py", (("a.py", "x = 1\n" * 400),), "")
    (listing,) = listings(submission, {("a.py", 7): [Annotation("here")]})
    assert [line.number for line in listing.lines] == list(range(1, 401))
    assert [line.number for line in listing.marked] == [7]


def test_lines_without_end_are_cut() -> None:
    (listing,) = listings(Submission("a.py", (("a.py", "x" * 1_000_000),), ""), {})
    assert len(str(listing.lines[0].markup)) < MAX_COLUMNS + 50


def test_cells_without_end_share_one_limit() -> None:
    cells = tuple((f"cell {number}", "x = 1\n" * 900) for number in range(1, 11))
    made = listings(Submission("a.ipynb", cells, "", is_notebook=True), {})
    assert sum(len(listing.lines) for listing in made) == MAX_LINES
    assert [listing.cells for listing in made] == [0, 0, 0, 7]


def test_cells_beyond_the_limit_are_counted_unless_a_line_of_theirs_is_marked() -> None:
    cells = tuple((f"cell {number}", "x = 1") for number in range(1, 50_001))
    told = Report(
        exercise="e", submission="a.ipynb", status="graded",
        remarked=(Remark("Line 1 was skipped.", "skipped", "cell 40000", 1),),
    )  # fmt: skip
    made = page(told, Submission("a.ipynb", cells, "", is_notebook=True))
    assert len(made) < 1_000_000
    assert made.count("<pre") == MAX_LINES + 1
    assert '<mark class="line" id="S40000-L1"' in made
    assert "… 37999 cells left out here …" in made
    assert "… 10000 cells left out here …" in made


@pytest.mark.parametrize("lines", [99, 1_200, 12_000, 1_200_000])
def test_numbers_of_lines_stay_clear_of_the_edge_and_of_the_text(
    lines: int, browser: Browser, tmp_path: Path
) -> None:
    told = Report(
        exercise="e", submission="a.py", status="graded",
        remarked=(Remark("This line was skipped.", "skipped", "a.py", lines),),
    )  # fmt: skip
    file = tmp_path / "page.html"
    file.write_text(page(told, Submission("a.py", (("a.py", "x\n" * lines),), "")))
    with opened(browser, file) as one:
        # the number, set beside the line in the same letters
        gutter, number, before = one.page.locator("mark.line").evaluate(
            """line => {
                const probe = document.createElement("b");
                probe.textContent = line.dataset.n;
                line.append(probe);
                const look = getComputedStyle(line), gutter = getComputedStyle(line, "::before");
                return [gutter.width, probe.offsetWidth, look.paddingLeft].map(parseFloat);
            }"""
        )
        assert number < gutter - 2
        assert gutter + 2 < before


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300) | st.text(" \t\nx\"'#\\(){}f:", max_size=300))
def test_colours_leave_every_line_where_it_is(text: str) -> None:
    made = listings(Submission("a.py", (("a.py", f"x{text}"),), ""), {})
    lines = [line for listing in made for line in listing.lines]
    expected = f"x{text}".rstrip().split("\n")
    assert [line.number for line in lines] == list(range(1, len(expected) + 1))
    for line, source in zip(lines, expected, strict=True):
        shown = unescape(re.sub(r"<[^>]*>", "", line.markup))
        whole = printable(source.rstrip()).expandtabs(4)
        assert (
            shown == whole if len(whole) <= MAX_COLUMNS else shown == f"{whole[: MAX_COLUMNS - 1]}…"
        )


SYNTAX = Noted("SyntaxError", "'(' was never closed", "a.py", 2, 2, syntax=True)


@pytest.mark.parametrize(
    ("seen", "remark"),
    [
        (
            Sighting(notes=(Noted("ValueError", "no", "a.py", 1),)),
            Remark(
                "Line 1 was skipped: it raised ValueError: no. The rest of the file was graded.",
                "skipped", "a.py", 1,
            ),
        ),
        (
            Sighting(notes=(SYNTAX,)),
            Remark(
                "Python cannot read line 2: '(' was never closed\n    f(\n     ^",
                "unreadable", "a.py", 2,
            ),
        ),
        (
            Sighting(notes=(Noted("ImportError", "", "a.py", 1, package="tqdm"),)),
            Remark(
                "Line 1 was skipped: the package tqdm is not installed here. What needs it fails.",
                "package_missing", "a.py", 1,
            ),
        ),
        (
            Sighting(stuck=(Stuck(At(1, "a.py", 2), TimedOut(1.5)),)),
            Remark("Line 2 was skipped: it did not end within 1.5 s.", "stuck", "a.py", 2),
        ),
        (
            Sighting(notes=(Noted("TypeError", ""),)),
            Remark(
                "A statement was skipped: it raised TypeError. The rest of the file was graded.",
                "skipped",
            ),
        ),
    ],
)  # fmt: skip
def test_a_remark_has_its_kind_and_its_line(seen: Sighting, remark: Remark) -> None:
    assert remarks(Submission("a.py", (("a.py", "1 / 0\nf("),), ""), seen) == (remark,)


def test_remarks_beyond_the_fourth_are_counted() -> None:
    notes = tuple(Noted("ValueError", "no", "a.py", 1) for _ in range(6))
    found = remarks(Submission("a.py", (("a.py", "1 / 0"),), ""), Sighting(notes=notes))
    assert [remark.kind for remark in found] == ["skipped"] * 4 + ["more"]
    assert found[-1].text == "(2 more like these.)"


def test_remarks_of_an_earlier_report_are_shown_without_a_link() -> None:
    text = "Line 1 was passed over: it raised ValueError."
    report = Report(exercise="e", submission="a.py", status="graded", remarks=(text,))
    made = page(report, Submission("a.py", (("a.py", "x = 1"),), ""))
    assert text in made
    assert "<mark" not in made


def test_a_page_can_be_written_whatever_halves_of_characters_it_holds() -> None:
    made = page(not_graded("\ud800.py", "half: \udfff"))
    assert "�.py" in made
    assert made.encode("utf-8")
