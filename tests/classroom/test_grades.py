"""What leaves a gradebook: a table that is safe in any spreadsheet, JSON, and a summary."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reports import steers_a_terminal

from grader.classroom.attempt import Attempt, Student
from grader.classroom.summary import Summary, summarise
from grader.classroom.tables import cell, write_csv, write_json
from grader.printable import encodable, one_line
from grader.render.console import to_text
from grader.render.summary import render
from grader.report import Cause, CauseKind, Outcome, Report, Verdict, not_graded

FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
CHECKS = [("it adds", 2.0), ("it multiplies", 3.0)]


def verdict(title: str, score: float, mistake: str | None = None) -> Verdict:
    outcome: Outcome = "passed" if score else "failed"
    points = dict(CHECKS).get(title, 1.0)
    gist = f"It shows {mistake}." if mistake else ""
    feedback = f"{gist} Why is that?" if mistake else ""
    return Verdict(
        title, "calculate", "hidden", outcome, score, points, "", feedback, mistake=mistake,
        gist=gist,
    )  # fmt: skip


def graded(*verdicts: Verdict, seconds: float = 0.0) -> Report:
    return Report(
        exercise="arithmetic",
        submission="submit.py",
        status="graded",
        score=sum(one.score for one in verdicts),
        max_score=sum(one.max_score for one in verdicts),
        verdicts=verdicts,
        isolation="full",
        seconds=seconds,
    )


def attempt(student: str, report: Report, name: str = "", number: int = 1) -> Attempt:
    return Attempt(
        id=1,
        student=Student(student, "slug", name),
        number=number,
        report=report,
        is_notebook=False,
        file=report.submission,
        sha256="",
        run=1,
        seed=1,
        graded_at="2025-01-01T00:00:00Z",
    )


def out_of(score: float, most: float) -> Report:
    return msgspec.structs.replace(graded(verdict("it adds", 2.0)), score=score, max_score=most)


def table(*attempts: Attempt) -> list[list[str]]:
    file = io.StringIO()
    write_csv(attempts, CHECKS, file)
    assert file.getvalue().startswith("\ufeff")  # so that spreadsheets read UTF-8
    return list(csv.reader(io.StringIO(file.getvalue()[1:])))


ALICE = attempt(
    "alice", graded(verdict("it multiplies", 3.0), verdict("it adds", 0.5)), "Alice A", 4
)
ALICE = replace(ALICE, handed_in_at="2024-09-24T10:11:12", late=True)
BOB = attempt("bob", not_graded("submit.py", "submit.py is empty. Was it saved?"))


# the table


def test_a_row_a_student_and_a_column_a_check() -> None:
    head, alice, bob = table(ALICE, BOB)
    assert head[-2:] == ["it adds", "it multiplies"]
    assert dict(zip(head, alice, strict=True)) == {
        "student": "alice",
        "name": "Alice A",
        "status": "graded",
        "score": "3.5",
        "max_score": "5",
        "attempt": "4",
        "submission": "submit.py",
        "graded_at": "2025-01-01T00:00:00Z",
        "isolation": "full",
        "reason": "",
        "handed_in_at": "2024-09-24T10:11:12",
        "late": "yes",
        **dict.fromkeys(("final_score", "days_late", "deduction", "bonus", "comment"), ""),
        "it adds": "0.5",
        "it multiplies": "3",
    }
    assert dict(zip(head, bob, strict=True)) == {
        **dict.fromkeys(head, ""),
        "student": "bob",
        "status": "not_graded",
        "attempt": "1",
        "submission": "submit.py",
        "graded_at": "2025-01-01T00:00:00Z",
        "reason": "submit.py is empty. Was it saved?",
    }


def test_a_check_that_a_report_does_not_have_stays_empty() -> None:
    _, row = table(attempt("alice", graded(verdict("it adds", 2.0))))
    assert row[-2:] == ["2", ""]


def test_an_empty_class_has_a_head_alone() -> None:
    assert len(table()) == 1


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("alice", "alice"),
        ("", ""),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("  @SUM(1)", "'@SUM(1)"),
        ("\t+1", "'+1"),
        ("-1", "'-1"),
        ("＝1", "'＝1"),
        ("a\r\n=1", "a =1"),
        ("\x00=1", "'�=1"),
        ("x; =1", "x; '=1"),
        ('x;"=1', "x;\"'=1"),
        ("Ada-Mae; b", "Ada-Mae; b"),
    ],
)
def test_a_formula_becomes_text(text: str, written: str) -> None:
    assert cell(text) == written


dangerous = st.sampled_from([*FORMULA_STARTS, " ", ";", '"', "'", ",", "\n", "\x00", "a", "1"])
hostile = st.lists(dangerous | st.characters(), max_size=8).map("".join)


@given(hostile, hostile, hostile, hostile)
@example("=1;=1", ';"=1', '";""=1', ",;=")
def test_no_cell_is_a_formula_whatever_separates_cells(
    student: str, name: str, file: str, reason: str
) -> None:
    out = io.StringIO()
    refused = attempt(student, not_graded(file, reason), name)
    write_csv([refused, ALICE], [(name, 1.0), *CHECKS], out)
    text = out.getvalue()
    text.encode()
    lines = text.split("\n")
    assert len(lines) == 4
    assert len(text.splitlines()) == 3
    rows = list(csv.reader(lines[:-1]))
    assert len({len(row) for row in rows}) == 1
    for row in [*rows, *csv.reader(lines[:-1], delimiter=";")]:
        for one in row:
            assert not one.strip().startswith(FORMULA_STARTS)
            assert not any(unicodedata.category(character) == "Cc" for character in one)


@given(hostile.map(one_line))
def test_an_id_comes_back_but_for_the_apostrophe(student: str) -> None:
    _, row = table(attempt(student, ALICE.report))
    assert row[0].replace("'", "") == student.replace("'", "")
    if not student.startswith((*FORMULA_STARTS, "�")) and ";" not in student:
        assert row[0] == student


@given(st.floats(0, 1e9) | st.integers(0, 10**9).map(float))
def test_points_come_back_as_the_same_number(points: float) -> None:
    _, row = table(attempt("alice", out_of(points, points)))
    assert float(row[3]) == float(row[4]) == points


# JSON


def written(*attempts: Attempt) -> dict[str, Any]:
    file = io.StringIO()
    write_json(attempts, {"exercise": "arithmetic", "count": "best"}, file)
    loaded: dict[str, Any] = json.loads(file.getvalue())
    return loaded


def test_the_whole_class_is_one_json_object() -> None:
    loaded = written(ALICE, BOB)
    assert list(loaded) == ["schema", "exercise", "count", "students"]
    assert (loaded["schema"], loaded["count"]) == (1, "best")
    alice, bob = loaded["students"]
    assert msgspec.convert(alice.pop("report"), Report) == ALICE.report
    assert msgspec.convert(bob["report"], Report) == BOB.report
    assert alice == {
        "student": "alice",
        "slug": "slug",
        "name": "Alice A",
        "attempt": 4,
        "graded_at": "2025-01-01T00:00:00Z",
        "handed_in_at": "2024-09-24T10:11:12",
        "late": True,
        "final": None,
    }


def test_an_empty_class_is_json_too() -> None:
    assert written()["students"] == []


@given(hostile.map(encodable))
def test_no_text_breaks_the_json(text: str) -> None:
    loaded = written(attempt(text, not_graded(text, text), text))
    assert json.dumps(loaded["students"]).count('"status": "not_graded"') == 1


def test_json_is_written_as_students_come() -> None:
    file = io.StringIO()

    def one_by_one() -> Iterator[Attempt]:
        yield ALICE
        assert '"Alice A"' in file.getvalue()
        yield BOB

    write_json(one_by_one(), {}, file)
    assert len(json.loads(file.getvalue())["students"]) == 2


# the summary


def summary(*reports: Report) -> Summary:
    return summarise(attempt(f"s{number}", report) for number, report in enumerate(reports))


def test_counts_and_centre_are_those_of_the_graded() -> None:
    seen = summary(out_of(1, 5), out_of(5, 5), out_of(2, 5), BOB.report)
    assert (seen.students, seen.graded, seen.full_marks, seen.max_score) == (4, 3, 1, 5)
    assert seen.mean == pytest.approx(8 / 3)
    assert seen.median == 2
    assert [(one.student.student, one.reason) for one in seen.not_graded] == [
        ("s3", "submit.py is empty. Was it saved?")
    ]
    assert seen.isolation == ("full",)


def test_checks_keep_their_order_and_count_who_passed() -> None:
    seen = summary(
        graded(verdict("it multiplies", 3.0), verdict("it adds", 0.0)),
        graded(verdict("it multiplies", 0.0), verdict("it adds", 0.0)),
    )
    assert [one[:4] for one in seen.checks] == [
        ("it multiplies", "calculate", 1, 2),
        ("it adds", "calculate", 0, 2),
    ]
    assert [len(one.failed_by) for one in seen.checks] == [1, 2]


def test_a_mistake_counts_once_a_student_and_the_most_frequent_comes_first() -> None:
    seen = summary(
        graded(verdict("it adds", 0.0, "swaps"), verdict("it multiplies", 0.0, "swaps")),
        graded(verdict("it adds", 0.0, "drops"), verdict("it multiplies", 0.0, "swaps")),
        graded(verdict("it adds", 0.0, "adds")),
    )
    assert [(one.name, len(one.shown_by)) for one in seen.causes] == [
        ("swaps", 2),
        ("adds", 1),
        ("drops", 1),
    ]
    assert seen.causes[0].feedback == "It shows swaps. Why is that?"


def explained(*causes: Cause) -> Report:
    """A report on a submission that fails, with these causes."""
    return msgspec.structs.replace(graded(verdict("it adds", 0.0)), causes=causes)


def cause(kind: CauseKind, name: str, text: str, function: str = "calculate") -> Cause:
    return Cause(function, kind, name, text, ("it adds",))


def test_students_are_grouped_by_cause_whatever_its_kind() -> None:
    slip = cause("slip", "turns_a_sign", "calculate shows a sign turned. Which?")
    about_x = cause("trait", "ignores_an_argument", "x has no effect.")
    about_y = cause("trait", "ignores_an_argument", "y has no effect.")
    seen = summary(explained(slip), explained(about_x), explained(slip), explained(about_y))
    assert [(one.name, one.function, one.gist, len(one.shown_by)) for one in seen.causes] == [
        ("turns_a_sign", "calculate", "calculate shows a sign turned.", 2),
        ("ignores_an_argument", "calculate", "x has no effect.", 1),
        ("ignores_an_argument", "calculate", "y has no effect.", 1),
    ]
    assert "turns a sign in calculate: 2" in shown(seen)
    assert seen.unexplained == {}


def test_a_mistake_in_two_functions_is_one_mistake_of_one_student() -> None:
    mistakes = [cause("mistake", "swaps", "They are swapped.", name) for name in ("one", "other")]
    (found,) = summary(explained(*mistakes)).causes
    assert (found.name, found.function, len(found.shown_by)) == ("swaps", "", 1)


def test_a_cause_that_costs_no_points_is_not_counted() -> None:
    ahead = msgspec.structs.replace(cause("mistake", "swaps", "They are swapped."), checks=())
    passed = msgspec.structs.replace(graded(verdict("it adds", 2.0)), causes=(ahead,))
    assert summary(passed).causes == ()


def behaving(digest: str, **more: Any) -> Report:
    """A report on a submission that fails for no known cause, and behaves like this."""
    failed = msgspec.structs.replace(verdict("it adds", 0.0), observed="calculate(…) is 5.", **more)
    return msgspec.structs.replace(graded(failed), alike={"calculate": digest})


def test_what_several_show_alike_can_be_written_up_by_a_command() -> None:
    reports = [behaving("a"), behaving("b"), behaving("a"), behaving("c"), behaving("a")]
    seen = summary(*reports)
    (group,) = seen.alike
    assert (group.function, group.observed) == ("calculate", "calculate(…) is 5.")
    assert [one.student.student for one in group.shown_by] == ["s0", "s2", "s4"]
    assert [one.student.student for one in seen.unexplained["unknown"]] == ["s1", "s3"]
    text = to_text(render(seen, "week 3"), "utf-8")
    assert "3 submissions show the same, and nobody has written it up yet." in text
    assert "grade mistake NAME --from 'week 3' s0 --function calculate" in text


def test_what_is_not_written_yet_is_no_mistake_to_write_up() -> None:
    stub = behaving("a", outcome="raised", event="not_written")
    seen = summary(stub, stub)
    assert seen.alike == ()
    assert len(seen.unexplained["not_written"]) == 2


def test_a_student_with_an_odd_id_goes_by_the_slug_in_a_command() -> None:
    odd = [attempt(name, behaving("a")) for name in ("-x; rm", "b c")]
    assert "--from OUTPUT slug --function" in shown(summarise(odd))


def test_the_slowest_three_and_the_first_twenty_are_listed() -> None:
    slow = summary(*(graded(verdict("it adds", 2.0), seconds=n) for n in (1.0, 5.0, 2.0, 3.0)))
    assert [one.seconds for one in slow.slowest] == [5.0, 3.0, 2.0, 1.0]
    assert "s3 3.0 s" in " ".join(shown(slow).split())
    assert "s0 1.0 s" not in " ".join(shown(slow).split())
    refused = summary(*[BOB.report] * 25)
    assert shown(refused).count("submit.py is empty") == 20
    assert "… and 5 more" in shown(refused)


@given(st.lists(st.floats(0, 20) | st.integers(0, 20).map(float), max_size=30), st.data())
def test_every_score_is_in_one_bin(scores: list[float], data: st.DataObject) -> None:
    most = max([*scores, data.draw(st.sampled_from([0.5, 1.0, 2.5, 20.0]))])
    seen = summary(*(out_of(score, most) for score in scores))
    assert sum(one.students for one in seen.scores) == len(scores)
    assert len(seen.scores) <= 11
    if scores:
        assert seen.scores[-1].students == scores.count(most)


def test_bins_are_named_after_the_points_in_them() -> None:
    points = [one.points for one in summary(out_of(0, 5)).scores]
    assert points == ["0", "1", "2", "3", "4", "5"]
    points = [one.points for one in summary(out_of(0, 15)).scores]
    assert points == ["0 to 1", "2 to 3", "4 to 5", "6 to 7", "8 to 9", "10 to 11", "12 to 13",
                      "14", "15"]  # fmt: skip
    points = [one.points for one in summary(out_of(0.5, 2.5)).scores]
    assert points == ["0 to below 1", "1 to below 2", "2 to below 2.5", "2.5"]


def shown(seen: Summary) -> str:
    return to_text(render(seen), "utf-8")


def test_a_class_can_be_read_at_a_glance() -> None:
    text = shown(
        summary(
            graded(verdict("it adds", 2.0), verdict("it multiplies", 3.0), seconds=2.0),
            graded(verdict("it adds", 2.0), verdict("it multiplies", 0.0, "adds_instead")),
            BOB.report,
        )
    )
    lines = [" ".join(line.split()) for line in text.split("\n")]
    assert max(map(len, text.split("\n"))) <= 80
    assert "3 students: 2 graded, 1 not graded" in lines
    assert "mean 3.5 and median 3.5 of 5 points, full marks: 1" in lines
    assert "2 1 " + "█" * 48 in lines
    assert "4 0" in lines
    assert "it adds 2 of 2 ██████████" in lines
    assert "it multiplies 1 of 2 █████" in lines
    assert "adds instead: 1" in lines
    assert "It shows adds_instead." in lines
    assert "Why is that?" not in text
    assert "s2: submit.py is empty. Was it saved?" in lines
    assert "s0 2.0 s" in lines


def test_a_class_of_which_nothing_could_be_graded_says_why() -> None:
    text = shown(summary(BOB.report))
    assert "1 student: 0 graded, 1 not graded" in text
    assert "submit.py is empty" in text
    assert "mean" not in text
    assert "0 students" in shown(summary())


def test_of_many_mistakes_the_most_frequent_are_shown() -> None:
    text = shown(summary(*(graded(verdict("it adds", 0.0, f"m{n:02}")) for n in range(15))))
    assert "m11: 1" in text
    assert "m12" not in text
    assert "… and 3 more" in text


@given(hostile)
@example("[bold]x[/bold]\x1b[31m\u202e")
def test_names_and_reasons_steer_no_terminal(text: str) -> None:
    refused = attempt(f"i{text}", not_graded(text, text), f"[red]{text}[/red]")
    slow = replace(refused, report=graded(verdict("it adds", 2.0)))
    said = shown(summarise([refused, slow]))
    assert not steers_a_terminal(said.replace("�", ""))
    assert said.count("[red]") == 2
