"""One function taken out of a submission, with what it needs and nothing else."""

import pytest

from grader.submission.excerpt import MISSING, TOO_DEEP, TOO_LONG, excerpt, take


def code(*cells: str, given: tuple[str, ...] = ()) -> str:
    found = take(cells, "f", given)
    assert found.problem == ""
    return found.code


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("import a, b\ndef f():\n    return b", "import b\n\n\ndef f():\n    return b\n"),
        (
            "from a import *\ndef f():\n    return g()",
            "from a import *\n\n\ndef f():\n    return g()\n",
        ),
        ("from a import *\ndef f():\n    return len([])", "def f():\n    return len([])\n"),
        ("x = 1\ndef f():\n    x = 2\n    return x", "def f():\n    x = 2\n    return x\n"),
        ("x = 1\nx += 1\ndef f():\n    return x", "x = 1\nx += 1\n\n\ndef f():\n    return x\n"),
        (
            "n = 0\ndef f():\n    global n\n    n = 1",
            "n = 0\n\n\ndef f():\n    global n\n    n = 1\n",
        ),
        ("def f():\n    return 1\ndef f():\n    return 2", "def f():\n    return 2\n"),
        ("f = lambda x: x", "f = lambda x: x\n"),
        ("def f(x):\n    'Doc.'\n    # why\n    'so'", "def f(x):\n    pass\n"),
        (
            "import a, b\nclass g(a.M):\n    'Doc.'\nclass f(g):\n    def h(self):\n        'Doc.'",
            "import a\n\n\nclass g(a.M):\n    pass\n\n\n"
            "class f(g):\n\n    def h(self):\n        pass\n",
        ),
        ("print('hello')\ndef f():\n    pass\nf()", "def f():\n    pass\n"),
    ],
)
def test_what_it_needs_is_kept_and_nothing_else(text: str, kept: str) -> None:
    assert code(text) == kept


def test_what_comes_from_elsewhere_is_left_out() -> None:
    assert code("def g():\n    pass\ndef f():\n    return g()", given=("g",)).count("def") == 1


def test_imports_for_the_future_come_first() -> None:
    made = code("import a", "from __future__ import annotations\ndef f(x: y):\n    return a")
    assert made.startswith("from __future__ import annotations\nimport a\n")


def test_a_cell_that_python_cannot_read_is_passed_over() -> None:
    assert code("def (", "def f():\n    return 1") == "def f():\n    return 1\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("g = 1", MISSING),
        ("def f():\n    return " + "-" * 300 + "1", TOO_DEEP),
        ("def f():\n    return [" + "1, " * 9_000 + "]", TOO_LONG),
    ],
    ids=["missing", "deep", "long"],
)
def test_what_cannot_be_taken_out_says_why(text: str, problem: str) -> None:
    assert take([text], "f", ()).problem == problem


def test_another_process_finds_the_same() -> None:
    text = "import math\ndef f():\n    return math.pi\n"
    assert excerpt([text], "f", ()) == take([text], "f", ())
