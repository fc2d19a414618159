"""A class of an exercise goes where a function goes: one cell, with a check below it."""

import ast
import json
from pathlib import Path

import pytest
from exercise_factory import write_exercise
from line import CHANGES, SOLUTION, STUB

from grader.errors import ExerciseBroken
from grader.exercise.loading import load
from grader.handout.notebook import notebook
from grader.handout.parts import Parts, signature


def parts(text: str = STUB) -> Parts:
    return Parts(Path("submit.py"), text, ("Line", "twice"))


def test_a_class_has_a_cell_and_a_check_below(tmp_path: Path) -> None:
    exercise = load("doubling", write_exercise(tmp_path, CHANGES))
    made = json.loads(notebook(exercise))
    cells = [cell["source"] for cell in made["cells"] if cell["cell_type"] == "code"]
    (place,) = (n for n, cell in enumerate(cells) if cell.startswith("class Line("))
    assert cells[place] in STUB
    assert cells[place].endswith('return "a + b * x"')
    assert cells[place + 1] == "check(Line)"
    assert "Write each\nfunction or class in its cell" in made["cells"][0]["source"]


@pytest.mark.parametrize(
    ("functions", "kinds"),
    [(("Line", "twice"), "function or class"), (("Line",), "class"), (("twice",), "function")],
)
def test_the_task_says_whether_functions_or_classes_are_written(
    functions: tuple[str, ...], kinds: str
) -> None:
    assert Parts(Path("submit.py"), STUB, functions).kinds == kinds


def test_a_class_has_its_own_parts() -> None:
    inner = parts().inside("Line", ["__init__", "forward"])
    assert inner.text("forward").startswith("@torch.no_grad()\ndef forward(self, x):\n")
    assert signature(inner.functions["__init__"]) == "__init__(self)"
    assert [ast.unparse(one).splitlines()[0] for one in inner.statements] == [
        "def extra_repr(self):"
    ]
    with pytest.raises(ExerciseBroken, match="does not define backward in the class Line"):
        parts().inside("Line", ["backward"])


@pytest.mark.parametrize(
    "text", [STUB, SOLUTION, STUB.replace("    @torch", "    # from the left\n\n    @torch")]
)
def test_head_and_body_make_the_whole_class(text: str) -> None:
    one = parts(text)
    head, body = one.head("Line"), one.body("Line")
    whole = "\n".join(filter(None, one.text("Line").split("\n")))
    assert "\n".join(filter(None, f"{head}\n{body}".split("\n"))) == whole


def test_the_first_line_of_a_class_names_its_bases() -> None:
    text = "@final\nclass Line(Base, metaclass=Meta):\n    pass\n\n\ndef twice(x):\n    pass\n"
    assert signature(parts(text).functions["Line"]) == "@final class Line(Base, metaclass=Meta)"
