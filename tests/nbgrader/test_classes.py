"""A class of an exercise is one cell of an assignment, with its methods solved between marks."""

import ast
import re
from pathlib import Path

import pytest
from exercise_factory import write_exercise
from line import CHANGES, SOLUTION, STUB
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from grader.errors import ExerciseBroken
from grader.exercise.loading import load
from grader.nbgrader.assignment import assignment


def cell_of(notebook: NotebookNode, name: str) -> str:
    (text,) = (cell.source for cell in notebook.cells if cell.id == name)
    return str(text)


def packaged(
    root: Path, *, stub: str = STUB, solution: str = SOLUTION, cleared: bool = False
) -> str:
    """The cell of the class, as the instructor or, cleared, as a student has it."""
    files = {"exercises/submit.py": stub, "solutions/solution.py": solution}
    folders = write_exercise(root, {**CHANGES, **files})
    made = assignment(load("doubling", folders), folders)
    if cleared:
        made, _ = ClearSolutions().preprocess(made, {"language": "python"})
    return cell_of(made, "Line")


def bodies(text: str) -> dict[str, list[str]]:
    """The statements of each method but its docstring."""
    (class_,) = (one for one in ast.parse(text).body if getattr(one, "name", "") == "Line")
    assert isinstance(class_, ast.ClassDef)
    return {
        one.name: [ast.unparse(part) for part in one.body[ast.get_docstring(one) is not None :]]
        for one in class_.body
        if isinstance(one, ast.FunctionDef)
    }


def test_each_method_does_what_the_solution_does(tmp_path: Path) -> None:
    made = packaged(tmp_path)
    assert bodies(made) == bodies(SOLUTION)
    assert "        # from the left\n" in made
    assert '        """Return a + b * x."""\n        ### BEGIN SOLUTION\n' in made
    assert made.count("### BEGIN SOLUTION") == 2


def test_students_get_the_signatures_and_docstrings_of_the_stub(tmp_path: Path) -> None:
    made = packaged(tmp_path, cleared=True)
    assert bodies(made) == {
        "__init__": ["raise NotImplementedError()"],
        "forward": ["raise NotImplementedError()"],
        "extra_repr": ["return 'a + b * x'"],
    }
    (given,) = (one for one in ast.parse(STUB).body if isinstance(one, ast.ClassDef))
    (class_,) = ast.parse(made).body
    assert isinstance(class_, ast.ClassDef)
    docstrings = [
        [ast.get_docstring(one) for one in (each, *each.body) if isinstance(one, ast.FunctionDef)]
        for each in (given, class_)
    ]
    assert docstrings[0] == docstrings[1]
    assert ast.get_docstring(class_) == ast.get_docstring(given)


WAYS = {
    "no docstrings": STUB.replace('    """A line with two parameters, `a` and `b`."""\n\n', ""),
    "an attribute": STUB.replace("    def __init__", "    count = 2\n\n    def __init__"),
    "decorated": STUB.replace("class Line", "@torch.compile\nclass Line"),
    "indented by two": re.sub("^ +", lambda found: found[0][::2], STUB, flags=re.MULTILINE),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_class_is_solved_however_the_stub_is_written(way: str, tmp_path: Path) -> None:
    solution = SOLUTION
    if way == "an attribute":
        solution = SOLUTION.replace("    def __init__", "    count = 2\n\n    def __init__")
    if way == "decorated":
        solution = SOLUTION.replace("class Line", "@torch.compile\nclass Line")
    made = packaged(tmp_path, stub=WAYS[way], solution=solution)
    assert bodies(made) == bodies(solution)
    assert ("count = 2" in made) == (way == "an attribute")
    assert made.startswith("@torch.compile\n") == (way == "decorated")


def test_a_class_without_methods_is_solved_as_a_whole(tmp_path: Path) -> None:
    begin, _, rest = STUB.partition("    def __init__")
    stub = begin + "    pass\n\n\n" + rest[rest.index("def twice") :]
    made = packaged(tmp_path, stub=stub)
    assert bodies(made) == bodies(SOLUTION)
    assert made.count("### BEGIN SOLUTION") == 1


TEXT = '        text = """a\nb"""\n        return self.a + self.b * x if text == "a\\nb" else 0\n'


def test_text_of_several_lines_in_a_method_stays_as_it_is(tmp_path: Path) -> None:
    line = "        # from the left\n        return self.a + self.b * x\n"
    solution = SOLUTION.replace(line, TEXT)
    assert bodies(packaged(tmp_path, solution=solution)) == bodies(solution)


@pytest.mark.parametrize(
    ("old", "new", "told_of"),
    [
        ("def forward(self, x)", "def forward(self, y)", "Line.forward of doubling is"),
        ("def forward(self, x)", "def predict(self, x)", "does not define forward in the class"),
        ("    @torch.no_grad()\n", "", "Give both the same parameters and decorators"),
        ("torch.nn.Module", "object", "Line of doubling is class Line(object) in solution.py"),
        (
            "    @torch",
            "    def helper(self):\n        return 1\n\n    @torch",
            "has 'def helper(self):' in the class Line",
        ),
        ("class Line(torch.nn.Module)", "class Dot(torch.nn.Module)", "does not define Line"),
    ],
)
def test_a_class_that_does_not_fit_the_stub_is_told_with_what_does_not(
    old: str, new: str, told_of: str, tmp_path: Path
) -> None:
    assert old in SOLUTION
    with pytest.raises(ExerciseBroken) as raised:
        packaged(tmp_path, solution=SOLUTION.replace(old, new))
    assert told_of in str(raised.value)
