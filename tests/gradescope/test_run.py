"""run_autograder in an imitation of Gradescope's folders: results.json, and what it withstands."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import needs
import pytest
from autograder_root import Imitation, Ran
from commands import Run
from gradescope_cases import ENDLESS, RAISES, RIGHT, SECRET, WRONG, instructors_own, same_scores
from places import ATTACKS, HIDDEN, ROOT

from grader.exercise.folders import Folders

pytestmark = [needs.linux, needs.root]

HOSTILE = ATTACKS / "gradescope" / "goes_for_what_the_zip_brought.py"
# what a container without privileges lacks
UNPRIVILEGED = ("setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin")


Imitate = Callable[..., Imitation]


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return instructors_own(tmp_path_factory.mktemp("mine"))


@pytest.fixture(scope="module")
def imitate(
    grade: Run, mine: Folders, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[object]:
    """Makes containers, each once."""
    made: dict[tuple[str, ...], Imitation] = {}

    def make(*words: str, exercise: str = "doubling") -> Imitation:
        key = (exercise, *words)
        if key not in made:
            target = tmp_path_factory.mktemp("zip") / "autograder.zip"
            own = ["--exercises", mine.exercises, "--solutions", mine.solutions]
            places = own if exercise == "doubling" else []
            format_of = ["--format", "gradescope", "--output", target]
            ran = grade("package", exercise, *format_of, *words, *places)
            assert ran.code == 0, ran.err
            made[key] = Imitation(target.read_bytes())
        return made[key]

    yield make
    for one in made.values():
        one.close()


@pytest.fixture
def container(imitate: Imitate) -> Imitation:
    return imitate()


@pytest.fixture
def unconfined(imitate: Imitate) -> Imitation:
    return imitate("--no-sandbox")


def graded(container: Imitation, text: str, **how: object) -> Ran:
    ran = container.grade({"submit.py": text}, **how)  # type: ignore[arg-type]
    assert ran.results is not None, ran.stdout
    return ran


# ------------------------------------------------------------------ scores


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", [RIGHT, WRONG, RAISES, ENDLESS], ids=["right", "wrong", "raises", "endless"]
)
@needs.sandbox
def test_scores_of_whole_runs_are_those_of_the_command_line(
    text: str, container: Imitation, grade: Run, mine: Folders, tmp_path: Path
) -> None:
    same_scores(graded(container, text).results, text, grade, mine, tmp_path)


@pytest.mark.slow
@needs.sandbox
def test_each_run_asks_with_other_numbers_unless_told(container: Imitation) -> None:
    seeds = [graded(container, RIGHT).results["extra_data"]["seed"] for _ in range(2)]
    assert seeds[0] != seeds[1]
    again = container.grade({"submit.py": RIGHT}, "--seed", 7)
    assert again.results["extra_data"]["seed"] == 7


@pytest.mark.slow
@needs.sandbox
def test_an_exercise_of_this_package_names_the_cause(imitate: Imitate) -> None:
    container = imitate(exercise="linear_regression")
    assert not (container.root / "source" / "exercises").exists()
    solution = "# exercise: linear_regression\n" + (HIDDEN / "solution.py").read_text()
    mistake = (HIDDEN / "mistakes" / "never_clears_gradients.py").read_text()
    right = graded(container, solution).results
    wrong = graded(container, f"{solution}\n{mistake}").results
    assert right["score"] == 20 > wrong["score"]
    assert right["output"] == "Every check passed."
    assert "What to do next:\n1. " in wrong["output"]
    other = (ROOT / "solutions" / "quadratic_regression" / "solution.py").read_text()
    elsewhere = container.grade({"submit.py": "# exercise: quadratic_regression\n" + other}).results
    assert elsewhere["tests"] == []
    assert "is for quadratic_regression, not for linear_regression" in elsewhere["output"]


@pytest.mark.slow
@needs.sandbox
def test_files_beside_it_shadow_no_module(container: Imitation) -> None:
    breaks = "raise SystemExit('shadowed')"
    names = ("grader", "torch", "click", "sitecustomize", "json", "msgspec")
    beside = {f"{name}.py": breaks for name in names} | {"grader/__init__.py": breaks}
    ran = container.grade({"submit.py": RIGHT, **beside})
    assert ran.results["score"] == sum(most for _, _, most in ran.scores)


@needs.sandbox
def test_links_to_the_hidden_half_are_not_followed(container: Imitation) -> None:
    hidden = container.root / "source" / "solutions" / "doubling" / "solution.py"
    ran = container.grade({"submit.py": hidden, "results.json": '{"score": 100}'})
    assert ran.results["tests"] == []
    assert "is a link" in ran.results["output"]
    assert SECRET not in json.dumps(ran.results)


# ------------------------------------------------------------------ the hidden half


def hostile(container: Imitation) -> str:
    text = HOSTILE.read_text(encoding="utf-8")
    return text.replace("@ROOT@", str(container.root)).replace("@SECRET@", SECRET)


@pytest.mark.parametrize(
    "prefix",
    [
        pytest.param((), id="privileged", marks=[pytest.mark.slow, needs.namespaces]),
        pytest.param(UNPRIVILEGED, id="as in most containers", marks=needs.landlock),
    ],
)
def test_hostile_submission_gains_nothing_from_the_zip(
    prefix: tuple[str, ...], container: Imitation
) -> None:
    results = graded(container, hostile(container), prefix=prefix).results
    assert results["score"] == 0
    assert "tried" in results["output"]
    assert "ESCAPED" not in results["output"]
    assert SECRET not in json.dumps(results)
    level = "no-namespaces" if prefix else "full"
    assert results["extra_data"]["isolation"] == level


def test_without_a_sandbox_it_gains_nothing_either(unconfined: Imitation) -> None:
    results = graded(unconfined, hostile(unconfined)).results
    assert "tried" in results["output"]
    assert "ESCAPED" not in results["output"]
    assert SECRET not in json.dumps(results)
    assert results["extra_data"]["isolation"] == "none"


@pytest.mark.slow
def test_without_a_sandbox_every_report_says_so(unconfined: Imitation) -> None:
    ran = graded(unconfined, RIGHT)
    assert ran.results["score"] > 0
    assert ran.results["output"].startswith("Graded without the sandbox.")
    assert "isolation: none (--no-sandbox)" in ran.stdout


@pytest.mark.slow
def test_without_a_sandbox_killing_everything_kills_nobody_else(unconfined: Imitation) -> None:
    # it is the only process of its user, and the system spares the one that asks
    kills = "import os\n\ndef double(x):\n    os.kill(-1, 9)\n    return 2 * x\n"
    ran = graded(unconfined, kills)
    assert ran.results["score"] == sum(most for _, _, most in ran.scores)


def test_nobody_else_may_read_what_the_zip_brought(container: Imitation) -> None:
    for path in [container.root / "source", *(container.root / "source").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0
        assert path.stat().st_uid == 0


@pytest.mark.slow
@pytest.mark.parametrize("prefix", [(), UNPRIVILEGED], ids=["privileged", "as in most containers"])
@needs.sandbox
def test_no_attack_on_secrets_reads_the_zip(
    prefix: tuple[str, ...], imitate: Imitate, tmp_path: Path
) -> None:
    container = imitate(exercise="linear_regression")
    solutions = container.root / "source" / "solutions" / "linear_regression"
    before = {path: path.read_bytes() for path in sorted(solutions.rglob("*.py"))}
    aims = {"SOLUTIONS": solutions, "CANARY": solutions / "solution.py", "FOLDER": solutions}
    aims |= {"CLASSMATE": container.root / "submission_metadata.json", "TMP": Path("/tmp")}
    aims |= {"GRADEBOOK": container.root / "run_autograder", "PID": Path("1")}
    attacks = sorted((ATTACKS / "secrets").glob("*.py"))
    assert len(attacks) > 40
    for file in attacks:
        text = file.read_text(encoding="utf-8")
        for name, aim in aims.items():
            text = text.replace(f"@{name}@", str(aim))
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    script = ROOT / "tests" / "support" / "autograder_attacks.py"
    files = [tmp_path / file.name for file in attacks]
    ran = container.run([*prefix, sys.executable, "-B", script, container.root, *files])
    seen = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(seen) == len(attacks), ran.stdout.decode()[-2000:]
    for file, results in zip(attacks, seen):
        assert results["score"] == 0, file
        assert "ESCAPED" not in results["output"], file
        assert "predictions" not in json.dumps(results), file
    assert {path: path.read_bytes() for path in sorted(solutions.rglob("*.py"))} == before


# ------------------------------------------------------------------ our own faults


def ungraded(ran: Ran, words: str) -> None:
    """Whether Gradescope finds no results, and instructors read why."""
    assert ran.code != 0
    assert ran.results is None
    assert words in ran.stdout


def test_where_no_sandbox_holds_nothing_is_graded(container: Imitation) -> None:
    # what nobody else can read cannot be run as somebody else
    lines = 'mount -t tmpfs -o mode=700 none /sys/devices/system/cpu && exec "$@"'
    hides = ("sh", "-c", lines, "sh")
    ran = container.grade({"submit.py": RIGHT}, prefix=(*hides, *UNPRIVILEGED))
    ungraded(ran, "The sandbox is not available")
    assert "--no-sandbox" in ran.stdout


def test_an_older_result_never_stands_for_a_failed_run(container: Imitation) -> None:
    settings = container.root / "source" / "settings.json"
    kept = settings.read_bytes()
    (container.root / "results").mkdir(exist_ok=True)
    settings.write_text("{}")
    try:
        ran = container.grade({"submit.py": RIGHT})
    finally:
        settings.write_bytes(kept)
    ungraded(ran, "Make the zip again")


@pytest.mark.slow
def test_broken_hidden_half_gives_no_score(container: Imitation) -> None:
    solution = container.root / "source" / "solutions" / "doubling" / "solution.py"
    kept = solution.read_bytes()
    solution.write_text("def double(x):\n    raise RuntimeError\n")
    try:
        ran = container.grade({"submit.py": RIGHT})
    finally:
        solution.write_bytes(kept)
    ungraded(ran, "")


def test_run_that_takes_too_long_gives_no_score(container: Imitation) -> None:
    limit = container.root / "source" / "limit"
    kept = limit.read_text()
    limit.write_text("1\n")
    try:
        ran = container.grade({"submit.py": ENDLESS})
    finally:
        limit.write_text(kept)
    ungraded(ran, "")


@pytest.mark.slow
def test_results_that_cannot_be_written_give_no_score(container: Imitation) -> None:
    read_only = "mount -t tmpfs -o size=4k,nr_inodes=1 none results && exec ./run_autograder"
    ran = container.grade({"submit.py": RIGHT}, prefix=("sh", "-c", read_only))
    ungraded(ran, "results.json cannot be written")
