"""A complete exercise of one line, `doubling`, for tests to bend or break."""

from pathlib import Path

from grader.exercise.folders import Folders

HALF_A_CHECK = """\
from grader.checks import REFERENCE, check, function, number, returns

double = function("double")
"""

FILES = {
    "exercises/README.md": "Write `double(x)`, which returns x twice.\n",
    "exercises/exercise.toml": """\
title = "Doubling a number"
order = 7
functions = ["double"]
time_limit_seconds = 20
check_time_limit_seconds = 5
memory_limit_mib = 256
""",
    "exercises/submit.py": '''\
# exercise: doubling


def double(x):
    """Return x twice."""
    raise NotImplementedError
''',
    "exercises/checks.py": HALF_A_CHECK
    + """
checks = [check("double of 5 is 10", double(5.0), returns(10.0), points=1, hint="5 and 5?")]
""",
    "solutions/solution.py": "def double(x):\n    return 2 * x\n",
    "solutions/DESIGN.md": "Goal: to call a function.\n",
    "solutions/checks.py": HALF_A_CHECK
    + """
checks = [
    check("double is right for any number", double(number(3.0, 9.0)), returns(REFERENCE),
          points=2, trials=2, hint="Try it with 3."),
]
""",
    "solutions/accepted/adds.py": "def double(x):\n    return x + x\n",
    "solutions/mistakes/squares.py": '"""x comes back times itself."""\n\n\n'
    "def double(x):\n    return x * x\n",
    "solutions/mistakes/halves.py": '"""x comes back halved."""\n\n\n'
    "def double(x):\n    return x / 2\n",
}


def write_exercise(
    root: Path, changes: dict[str, str | None] | None = None, name: str = "doubling"
) -> Folders:
    """The exercise in `root`, with files replaced, added, or left out where the change is None.

    A path such as `solutions/checks.py` stands for `solutions/doubling/checks.py`.
    """
    for path, text in {**FILES, **(changes or {})}.items():
        half, _, rest = path.partition("/")
        file = root / half / name / rest
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            file.write_text(text.replace("exercise: doubling", f"exercise: {name}"))
    return Folders(root / "exercises", root / "solutions")
