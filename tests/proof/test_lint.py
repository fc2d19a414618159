"""The gate for exercises: one fault each, and the sentence that names it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import line
import pytest
from casebooks import Casebooks
from commands import Run
from exercise_factory import FILES, write_exercise

from grader.exercise.examples import Example
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise, load
from grader.grading.answers import Answers, AuthorAnswers
from grader.grading.one import Grading
from grader.observations import Sighting
from grader.proof.contract import contract
from grader.proof.findings import Margin
from grader.proof.margins import examine
from grader.proof.reading import never_asked_again
from grader.sandbox.workers import Workers
from grader.submission.source import Submission

Changes = dict[str, str | None]
HIDDEN = FILES["solutions/checks.py"]
SHOWN = FILES["exercises/checks.py"]


@dataclass(frozen=True)
class Said:
    """The sentences of findings, and their margins."""

    problems: list[str]
    notes: list[str]
    margins: list[Margin]
    quick: int


def read(tmp_path: Path, changes: Changes) -> list[str]:
    """The problems that reading alone finds."""
    folders = write_exercise(tmp_path, changes)
    return list(map(str, contract(load("doubling", folders), folders)))


def run(tmp_path: Path, workers: Workers, changes: Changes, seeds: int = 1) -> Said:
    """What running everything finds, but for casebooks and what a notebook has no place for."""
    folders = write_exercise(tmp_path, changes)
    found = examine(load("doubling", folders), folders, workers, seeds)
    problems = [one.text for one in found.problems if one.kind not in ("casebook", "solution")]
    return Said(problems, [one.text for one in found.notes], found.margins, found.quick)


def problems_of(folders: Folders, workers: Workers) -> list[str]:
    """All problems of an exercise that is there."""
    found = examine(load("doubling", folders), folders, workers, 1)
    return [one.text for one in found.problems]


def the_problem(problems: list[str]) -> str:
    assert len(problems) == 1, problems
    return problems[0]


# the command


def test_a_sound_exercise_has_nothing_to_mend(
    tmp_path: Path, grade: Run, with_casebook: Casebooks
) -> None:
    folders = write_exercise(tmp_path)
    with_casebook(folders)
    ran = grade(
        "lint", "--seeds", 2, "--exercises", folders.exercises, "--solutions", folders.solutions
    )
    assert ran.code == 0, ran.out + ran.err
    assert "✓ no problems" in ran.out
    assert "doubling: 2 checks, 1 accepted variant, 2 mistakes, seeds: 2" in ran.out
    assert "Traceback" not in ran.err


def test_every_problem_is_printed_and_the_command_fails(tmp_path: Path, grade: Run) -> None:
    changes: Changes = {
        "exercises/notes.txt": "secret",
        "exercises/submit.py": FILES["exercises/submit.py"].replace(
            "raise NotImplementedError", "return x + x"
        ),
        "solutions/accepted/adds.py": "def double(x):\n    return x\n",
    }
    folders = write_exercise(tmp_path, changes)
    ran = grade(
        "lint", "doubling", "--seeds", 1,
        "--exercises", folders.exercises, "--solutions", folders.solutions,
    )  # fmt: skip
    assert ran.code == 1
    said = " ".join(ran.out.split())
    assert "notes.txt does not belong in an exercise." in said
    assert "✗ the stub passes 'double of 5 is 10'." in said
    assert "✗ accepted/adds.py fails 'double of 5 is 10': double(5.0) returned 5" in said
    assert "no problems" not in said


def test_an_exercise_that_cannot_be_loaded_is_our_fault(tmp_path: Path, grade: Run) -> None:
    folders = write_exercise(tmp_path, {"exercises/checks.py": "1 / 0"})
    ran = grade("lint", "--exercises", folders.exercises, "--solutions", folders.solutions)
    assert ran.code == 3
    assert "checks.py cannot be used: ZeroDivisionError" in " ".join(ran.out.split())
    assert "Traceback" not in ran.err


# reading


def test_reading_finds_nothing_in_a_sound_exercise(tmp_path: Path) -> None:
    assert read(tmp_path, {}) == []


@pytest.mark.parametrize(
    "file", ["exercises/notes.txt", "solutions/answers.txt", "exercises/solution.py"]
)
def test_an_unexpected_file_is_named(tmp_path: Path, file: str) -> None:
    half, name = file.split("/")
    problem = the_problem(read(tmp_path, {file: "x"}))
    assert problem.startswith(
        f"{tmp_path / half / 'doubling' / name} does not belong in an exercise."
    )
    may_be_data = "data = [" in problem
    assert may_be_data == (file == "exercises/notes.txt")


@pytest.mark.parametrize("file", ["exercises/README.md", "solutions/DESIGN.md"])
def test_a_missing_file_is_named(tmp_path: Path, file: str) -> None:
    half, name = file.split("/")
    assert f"{tmp_path / half / 'doubling' / name} is missing." in read(tmp_path, {file: None})


@pytest.mark.parametrize("file", ["figures.py", "probes.py", "casebook.json"])
def test_some_files_may_be_there_or_not(tmp_path: Path, file: str) -> None:
    text = "probes = []" if file == "probes.py" else ""
    assert read(tmp_path, {f"exercises/{file}": text}) == []


def test_a_missing_hidden_half_is_named(tmp_path: Path) -> None:
    hidden = dict.fromkeys(file for file in FILES if file.startswith("solutions"))
    folders = write_exercise(tmp_path, {**hidden, "solutions/x/y": None})
    (tmp_path / "solutions" / "doubling").rename(tmp_path / "elsewhere")
    problem = the_problem([str(one) for one in contract(load("doubling", folders), folders)])
    assert problem.startswith(f"{tmp_path / 'solutions' / 'doubling'} is missing")


@pytest.mark.parametrize("kind", ["accepted", "mistakes"])
def test_a_folder_without_examples_is_named(tmp_path: Path, kind: str) -> None:
    without = dict.fromkeys(file for file in FILES if f"/{kind}/" in file)
    problem = the_problem(read(tmp_path, without))
    assert problem.startswith(f"{tmp_path / 'solutions' / 'doubling' / kind} is empty")


def test_a_readme_mentions_every_function(tmp_path: Path) -> None:
    problem = the_problem(read(tmp_path, {"exercises/README.md": "Write something."}))
    assert problem.endswith("README.md does not mention double.")


def test_a_class_in_a_stub_and_its_methods_have_docstrings(tmp_path: Path) -> None:
    class_ = "class Line:\n    def __init__(self):\n        pass\n\n    def forward(self, x):\n"
    stub = FILES["exercises/submit.py"] + f"\n\n{class_}        raise NotImplementedError\n"
    told = read(tmp_path, {"exercises/submit.py": stub})
    assert [one.rpartition(": ")[2] for one in told] == [
        "Line has no docstring.",
        "Line.forward has no docstring.",
    ]


@pytest.mark.parametrize("marker", ["", "# exercise: trebling"])
def test_a_stub_says_which_exercise_it_is(tmp_path: Path, marker: str) -> None:
    stub = FILES["exercises/submit.py"].replace("# exercise: doubling", marker)
    problem = the_problem(read(tmp_path, {"exercises/submit.py": stub}))
    assert problem.endswith("submit.py needs the line `# exercise: doubling` at the top.")


def test_a_stub_defines_and_documents_every_function(tmp_path: Path) -> None:
    bare = "# exercise: doubling\ndef double(x):\n    raise NotImplementedError\n"
    problem = the_problem(read(tmp_path, {"exercises/submit.py": bare}))
    assert problem.endswith("submit.py: double has no docstring.")
    other = bare.replace("double(", "treble(").replace("raise", '"""Doc."""\n    raise')
    assert any(
        problem.endswith("submit.py does not define double, which exercise.toml lists.")
        for problem in read(tmp_path, {"exercises/submit.py": other})
    )


def test_a_hint_is_not_empty(tmp_path: Path) -> None:
    for hint in ('""', '"  "'):
        text = SHOWN.replace('"5 and 5?"', hint)
        problem = the_problem(read(tmp_path, {"exercises/checks.py": text}))
        assert problem == "the check 'double of 5 is 10' has no hint."


def test_titles_are_not_used_twice(tmp_path: Path) -> None:
    text = HIDDEN.replace("double is right for any number", "double of 5 is 10")
    problem = the_problem(read(tmp_path, {"solutions/checks.py": text}))
    assert problem == "two checks have the title 'double of 5 is 10'."


@pytest.mark.parametrize(
    "check",
    ["double(5.0), returns(REFERENCE)", "double(number()), returns(10.0)",
     "double(x=number()), returns(10.0)", "double(param(number())), returns(10.0)",
     "double(param([[number()]])), returns(10.0)"],
)  # fmt: skip
def test_a_shown_check_is_literal(tmp_path: Path, check: str) -> None:
    text = SHOWN.replace("import ", "import param, ").replace("double(5.0), returns(10.0)", check)
    problem = the_problem(read(tmp_path, {"exercises/checks.py": text}))
    assert problem.startswith("the shown check 'double of 5 is 10' needs literal arguments")


def test_a_check_calls_a_function_of_the_exercise(tmp_path: Path) -> None:
    text = SHOWN.replace("double = function", "half = function").replace("double(", "half(")
    text = text.replace('function("double")', 'function("half")')
    assert read(tmp_path, {"exercises/checks.py": text}) == [
        "the check 'double of 5 is 10' calls half, which exercise.toml does not list."
    ]


def test_every_function_has_a_check(tmp_path: Path) -> None:
    settings = FILES["exercises/exercise.toml"].replace('["double"]', '["double", "half"]')
    changes: Changes = {
        "exercises/exercise.toml": settings,
        "exercises/README.md": "double and half",
        "exercises/submit.py": FILES["exercises/submit.py"]
        + '\n\ndef half(x):\n    """Return half."""\n    raise NotImplementedError\n',
    }
    assert the_problem(read(tmp_path, changes)) == "no check calls half."


@pytest.mark.parametrize(
    ("call", "fits"),
    [
        ("double(5.0, rate=1, steps=2)", True),
        ("double(x=5.0, rate=1, steps=2)", True),
        ("double(5.0, 1, steps=2)", True),
        ("double(5.0)", True),
        ("double(5.0, steps=2)", False),
        ("double(5.0, steps=2, rate=1)", False),
        ("double(x=5.0, steps=2)", False),
        ("double(5.0, speed=1)", False),
    ],
)
def test_keywords_follow_the_stub_without_gaps(tmp_path: Path, call: str, fits: bool) -> None:
    changes: Changes = {
        "exercises/checks.py": SHOWN.replace("double(5.0)", call),
        "exercises/submit.py": FILES["exercises/submit.py"].replace("(x)", "(x, rate=1, steps=2)"),
        "solutions/solution.py": "def double(x, rate=1, steps=2):\n    return 2 * x\n",
    }
    problems = read(tmp_path, changes)
    if fits:
        assert problems == []
    else:
        assert "must pass its keyword arguments in the stub's order" in the_problem(problems)


@pytest.mark.parametrize("word", ["you", "Your", "just", "simply", "obviously", "wrong", "EASY"])
def test_unwelcome_words_are_named(tmp_path: Path, word: str) -> None:
    text = f'"""Here {word} see x / 2."""\n'
    problem = the_problem(read(tmp_path, {"solutions/mistakes/halves.py": text}))
    assert problem == f"mistakes/halves.py says {word!r}: feedback observes, never judges."


def test_words_that_contain_unwelcome_ones_are_welcome(tmp_path: Path) -> None:
    text = '"""An adjustment of a youthful, uneasy kind."""\n'
    assert read(tmp_path, {"solutions/mistakes/halves.py": text}) == []


def test_a_mistake_has_feedback_that_is_not_long(tmp_path: Path) -> None:
    problem = the_problem(read(tmp_path, {"solutions/mistakes/halves.py": "x = 1\n"}))
    assert problem == "mistakes/halves.py has no docstring. Write its feedback there."
    at_most = '"""' + "word " * 60 + '"""\n'
    assert read(tmp_path, {"solutions/mistakes/halves.py": at_most}) == []
    long = '"""' + "word " * 61 + '"""\n'
    problem = the_problem(read(tmp_path, {"solutions/mistakes/halves.py": long}))
    assert problem == "mistakes/halves.py has more than 60 words of feedback."


# running


def test_running_finds_nothing_in_a_sound_exercise(tmp_path: Path, workers: Workers) -> None:
    findings = run(tmp_path, workers, {}, seeds=2)
    assert findings.problems == []
    shown, hidden = findings.margins
    assert (shown.noise, hidden.noise) == (0.0, 0.0)
    assert shown.nearest_mistake == "halves"
    assert shown.nearest == pytest.approx(7.5 / 1.1e-3)
    assert hidden.nearest > 10


def test_slow_checks_are_asked_at_later_seeds_only_of_mistakes_that_pass_the_quick_ones(
    tmp_path: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int]] = []

    of_example, observe = AuthorAnswers.of_example, Grading.observe

    def noting(self: AuthorAnswers, example: Example, *rest: Any, **options: Any) -> Answers:
        answers = of_example(self, example, *rest, **options)
        asked.append((example.name, len(answers)))
        return answers

    def noting_mistakes(self: Grading, submission: Submission) -> Sighting:
        asked.append((submission.name.removesuffix(".py"), len(self.questions)))
        return observe(self, submission)

    slow = """\
    check("double is patient", double(77.0), returns(REFERENCE), points=1, hint="Wait."),
]
"""
    waits = "import time\n\n\ndef double(x):\n    time.sleep(0.3 * (x == 77))\n    return 2 * x\n"
    tires = '"""At 77 it stops."""\n\n\ndef double(x):\n    return 2 * min(x, 76)\n'
    changes: Changes = {
        "solutions/checks.py": HIDDEN.removesuffix("]\n") + slow,
        "solutions/solution.py": waits,
        "solutions/mistakes/tires.py": tires,
    }
    monkeypatch.setattr(AuthorAnswers, "of_example", noting)
    monkeypatch.setattr(Grading, "observe", noting_mistakes)
    monkeypatch.setattr("grader.proof.margins.SEEDS_FOR_ALL", 1)
    findings = run(tmp_path, workers, changes, seeds=2)
    assert findings.problems == []
    assert findings.quick == 2
    assert findings.margins[2].nearest_mistake == "tires"
    # the last of these: run a second time, to see that it shows the same
    assert [count for name, count in asked if name == "halves"] == [3, 3, 2]
    assert [count for name, count in asked if name == "squares"] == [3, 2, 2]
    assert [count for name, count in asked if name == "tires"] == [3, 2, 3]
    assert [count for name, count in asked if name == "adds"] == [3, 2]


def test_progress_is_told_after_each_file(tmp_path: Path, workers: Workers) -> None:
    folders = write_exercise(tmp_path)
    told: list[tuple[int, int]] = []
    examine(load("doubling", folders), folders, workers, 2, lambda *now: told.append(now))
    # the stub, a variant, two mistakes, and one of them again, for each seed
    assert sorted(told) == [(done, 10) for done in range(1, 11)]


def test_a_student_has_nothing_to_run(tmp_path: Path, workers: Workers) -> None:
    folders = write_exercise(tmp_path)
    exercise: Exercise = load("doubling", folders).shown_only()
    findings = examine(exercise, folders, workers, 1)
    assert findings.margins == []


COUNTS = "calls = 0\n\n\ndef double(x):\n    global calls\n    calls += 1\n"
KEEPS = {
    "a_counter": COUNTS + "    return 2 * x + (calls > 3)\n",
    "a_list_that_grows": "seen = []\n\n\ndef double(x):\n    seen.append(x)\n"
    "    return 2 * x + (len(seen) > 3)\n",
    "a_cache_of_what_a_list_made": "from functools import cache\n\nseen = []\n\n\n@cache\n"
    "def double(x):\n    seen.append(x)\n    return 2 * x + (len(seen) > 1)\n",
    "a_default_that_is_changed": "def double(x, seen=[]):\n    seen.append(x)\n"
    "    return 2 * x + (len(seen) > 3)\n",
}


@pytest.mark.parametrize("kept", KEEPS)
def test_a_solution_that_keeps_something_between_calls_is_told(
    kept: str, tmp_path: Path, workers: Workers
) -> None:
    findings = run(tmp_path, workers, {"solutions/solution.py": KEEPS[kept]})
    assert [one for one in findings.problems if "when other questions come before" in one]


HARMLESS = {
    "a_cache": "from functools import cache\n\n\n@cache\ndef double(x):\n    return 2 * x\n",
    "a_counter_that_nothing_shows": COUNTS + "    return 2 * x\n",
    "random_numbers": "import random\n\n\ndef double(x):\n"
    "    return 2 * x + 1e-9 * random.random()\n",
}


@pytest.mark.parametrize("kept", HARMLESS)
def test_what_a_solution_keeps_without_showing_it_is_no_problem(
    kept: str, tmp_path: Path, workers: Workers
) -> None:
    assert run(tmp_path, workers, {"solutions/solution.py": HARMLESS[kept]}).problems == []


def test_a_stub_that_passes_a_check_is_told(tmp_path: Path, workers: Workers) -> None:
    stub = FILES["exercises/submit.py"].replace("raise NotImplementedError", "return 10.0")
    findings = run(tmp_path, workers, {"exercises/submit.py": stub})
    assert the_problem(findings.problems).startswith("the stub passes 'double of 5 is 10'.")


SEVERAL = """
checks = [
    check("double has a gradient", double(param([1.0, 2.0])), gradient_of(0, REFERENCE{weights}),
          points=2, hint="Does it stay a tensor?"),
]
"""
TENSORS = "from grader.checks import REFERENCE, check, function, gradient_of, param\n"


@pytest.mark.parametrize("weights", ["", ", weights=[1.0, -2.0]"])
def test_a_gradient_that_the_solution_does_not_show_is_told(
    weights: str, tmp_path: Path, workers: Workers
) -> None:
    changes: Changes = {
        "solutions/checks.py": f"{TENSORS}double = function('double')\n"
        + SEVERAL.format(weights=weights),
        "solutions/mistakes/halves.py": None,
        "solutions/mistakes/turns.py": '"""The gradient points the other way."""\n\n\n'
        "def double(x):\n    return (4 * x).detach() - 2 * x if hasattr(x, 'grad') else 2 * x\n",
    }
    problems = run(tmp_path, workers, changes).problems
    if weights:  # a gradient that points the other way loses points
        assert problems == []
    else:
        assert "weights=..." in the_problem(problems)


def test_an_accepted_variant_that_fails_is_told(tmp_path: Path, workers: Workers) -> None:
    changes: Changes = {"solutions/accepted/ten.py": "def double(x):\n    return 10.0\n"}
    problems = run(tmp_path, workers, changes, seeds=3).problems
    problem = the_problem(problems)
    said = "accepted/ten.py fails 'double is right for any number': double(…) returned 10. "
    assert problem.startswith(f"{said}The solution shows ")


def test_an_accepted_variant_that_raises_is_told(tmp_path: Path, workers: Workers) -> None:
    changes: Changes = {"solutions/accepted/raises.py": "def double(x):\n    return x.y\n"}
    problems = run(tmp_path, workers, changes).problems
    failed = [one.partition(": ")[0] for one in problems]
    assert failed == [
        "accepted/raises.py fails 'double of 5 is 10'",
        "accepted/raises.py fails 'double is right for any number'",
    ]
    assert all("raised AttributeError" in one for one in problems)


def test_a_mistake_that_loses_no_points_is_told(tmp_path: Path, workers: Workers) -> None:
    changes: Changes = {
        "solutions/mistakes/none.py": '"""x comes twice."""\ndef double(x):\n    return x + x\n'
    }
    problems = run(tmp_path, workers, changes).problems
    assert any(
        one.startswith("mistakes/none.py is right: it earns full marks.") for one in problems
    )


def test_mistakes_that_show_the_same_are_told(
    tmp_path: Path, workers: Workers, with_casebook: Casebooks
) -> None:
    twin = '"""x comes back by two."""\ndef double(x):\n    return x * 0.5\n'
    folders = write_exercise(tmp_path, {"solutions/mistakes/twin.py": twin})
    with_casebook(folders)
    problems = problems_of(folders, workers)
    assert [one.partition(". ")[0] for one in problems] == [
        f"mistakes/{name}.py is named not at all" for name in ("halves", "twin")
    ]


def test_a_missing_or_stale_casebook_is_told(
    tmp_path: Path, workers: Workers, with_casebook: Casebooks
) -> None:
    folders = write_exercise(tmp_path)
    problem = the_problem(problems_of(folders, workers))
    assert problem == "doubling has no casebook. Make it with `grade casebook doubling`."
    with_casebook(folders)
    assert problems_of(folders, workers) == []
    (tmp_path / "solutions/doubling/solution.py").write_text("def double(x):\n    return x + x\n")
    problem = the_problem(problems_of(folders, workers))
    assert "casebook.json is stale" in problem
    assert problem.endswith("Run `grade casebook doubling` to make it again.")


def test_a_mistake_that_shows_something_else_each_time_is_told(
    tmp_path: Path, workers: Workers
) -> None:
    text = (
        '"""A new number comes back."""\nimport os\n\n\n'
        "def double(x):\n    return 100 + float(int.from_bytes(os.urandom(4)))\n"
    )
    problems = run(tmp_path, workers, {"solutions/mistakes/aaa.py": text}).problems
    assert "mistakes/aaa.py shows something else when it is run again." in problems


def test_a_solution_that_does_not_answer_is_told(tmp_path: Path, workers: Workers) -> None:
    changes: Changes = {"solutions/solution.py": "def double(x):\n    return x.y\n"}
    problem = the_problem(run(tmp_path, workers, changes).problems)
    assert problem.endswith(
        "double(5.0) raised AttributeError: 'float' object has no attribute 'y'. Line 2: return x.y"
    )


def test_a_tolerance_below_the_noise_is_told(tmp_path: Path, workers: Workers) -> None:
    changes: Changes = {
        "solutions/accepted/float32.py": "import torch\n\n\ndef double(x):\n"
        "    return 2 * torch.tensor(x) / 3 * 3\n",
        "solutions/checks.py": HIDDEN.replace(
            "returns(REFERENCE)", "returns(REFERENCE, relative=2e-7, absolute=0)"
        ).replace("trials=2", "trials=20"),
    }
    problems = run(tmp_path, workers, changes).problems
    noise = [problem for problem in problems if "noise is" in problem]
    assert "'double is right for any number': the noise is" in the_problem(noise)
    assert "(accepted/float32.py), more than 0.1." in noise[0]


def test_a_tolerance_that_reaches_to_a_mistake_is_told(tmp_path: Path, workers: Workers) -> None:
    text = SHOWN.replace("returns(10.0)", "returns(10.0, absolute=2.0)")
    findings = run(tmp_path, workers, {"exercises/checks.py": text})
    problem = the_problem(findings.problems)
    assert problem.startswith("'double of 5 is 10': mistakes/halves.py is 3.7")
    assert problem.endswith("tolerances away, less than 10.")


def test_a_mistake_that_a_check_cannot_see_is_not_its_nearest(
    tmp_path: Path, workers: Workers
) -> None:
    text = SHOWN.replace("5", "2").replace("10", "4")  # 2 * 2 is 2 + 2
    findings = run(tmp_path, workers, {"exercises/checks.py": text})
    assert findings.problems == []
    assert findings.margins[0].nearest_mistake == "halves"


def test_a_check_that_no_mistake_fails_has_no_nearest(
    tmp_path: Path, workers: Workers, grade: Run
) -> None:
    text = SHOWN.replace("5.0", "0.0").replace("10.0", "0.0")
    findings = run(tmp_path, workers, {"exercises/checks.py": text})
    assert findings.margins[0].nearest_mistake == ""
    assert findings.problems == []


def test_an_exercise_without_mistakes_is_examined_all_the_same(
    tmp_path: Path, workers: Workers
) -> None:
    without = dict.fromkeys(file for file in FILES if "/mistakes/" in file)
    problem = the_problem(run(tmp_path, workers, without).problems)
    assert "mistakes is empty" in problem


# what may be as it is


def test_a_function_of_objects_that_others_use_is_noted(tmp_path: Path, workers: Workers) -> None:
    boxed = HIDDEN + (
        "\nfrom grader.checks import satisfies\n"
        'checks += [check("box gives something", function("box")(1.0), '
        'satisfies(lambda box: True, "something"), points=1, hint="A class?")]\n'
    )
    box = "class Box:\n    pass\n\n\ndef box(x):\n    return Box()\n\n\n"
    changes: Changes = {
        "exercises/README.md": "double and box",
        "exercises/exercise.toml": FILES["exercises/exercise.toml"].replace(
            '["double"]', '["double", "box"]'
        ),
        "exercises/submit.py": FILES["exercises/submit.py"]
        + '\n\ndef box(x):\n    """A box."""\n    raise NotImplementedError\n',
        "solutions/checks.py": boxed,
        "solutions/solution.py": box + "def double(x):\n    box(x)\n    return 2 * x\n",
    }
    assert run(tmp_path / "used", workers, changes).notes == [
        "box is about objects, such as a model. If it is wrong, nothing can stand in its place, "
        "and double may lose points with it."
    ]
    changes["solutions/solution.py"] = box + FILES["solutions/solution.py"]
    assert run(tmp_path / "alone", workers, changes).notes == []


def test_a_class_that_others_use_is_noted_whatever_its_checks_see(tmp_path: Path) -> None:
    checks = line.CHECKS + (
        'checks = [check("a line is made", function("Line")(), returns(1.0), points=1, hint="?")]\n'
    )
    uses_it = line.SOLUTION.replace("return 2 * x", "return 2 * Line()(x)")
    changes = {**line.CHANGES, "solutions/checks.py": checks, "solutions/solution.py": uses_it}
    exercise = load("doubling", write_exercise(tmp_path, changes))
    (note,) = never_asked_again(exercise, [() for _ in exercise.checks])
    assert note.text.startswith("Line is a class. If it is wrong, nothing can stand in its place")
    assert "twice may lose points" in note.text
