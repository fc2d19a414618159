"""The exercise `doubling` with a class in place of its function: a line, as a module of torch."""

from exercise_factory import FILES

STUB = '''\
# exercise: doubling
import torch


class Line(torch.nn.Module):
    """A line with two parameters, `a` and `b`."""

    def __init__(self):
        """Make the parameters:

        both start at 1.
        """
        super().__init__()
        raise NotImplementedError

    @torch.no_grad()
    def forward(self, x):
        """Return a + b * x."""
        raise NotImplementedError

    def extra_repr(self):
        return "a + b * x"


def twice(x):
    """Return x twice."""
    raise NotImplementedError
'''
SOLUTION = '''\
import torch


class Line(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.nn.Parameter(torch.tensor(1.0))
        self.b = torch.nn.Parameter(torch.tensor(1.0))

    @torch.no_grad()
    def forward(self, x):
        """Height."""
        # from the left
        return self.a + self.b * x

    def extra_repr(self):
        """The formula."""
        return "a + b * x"


def twice(x):
    return 2 * x
'''
CHECKS = """\
from grader.checks import REFERENCE, check, function, number, returns

twice = function("twice")
"""
CHANGES: dict[str, str | None] = {
    "exercises/README.md": "Write the class `Line` and `twice(x)`.\n",
    "exercises/exercise.toml": FILES["exercises/exercise.toml"].replace(
        '["double"]', '["Line", "twice"]'
    ),
    "exercises/submit.py": STUB,
    "exercises/checks.py": CHECKS
    + 'checks = [check("twice 5 is 10", twice(5.0), returns(10.0), points=1, hint="5 and 5?")]\n',
    "solutions/solution.py": SOLUTION,
    "solutions/checks.py": CHECKS
    + 'checks = [check("twice any number", twice(number(3.0, 9.0)), returns(REFERENCE), points=2,'
    + ' hint="Try it with 3.")]\n',
    "solutions/accepted/adds.py": SOLUTION.replace("2 * x", "x + x"),
    "solutions/mistakes/squares.py": None,
    "solutions/mistakes/halves.py": None,
    "solutions/mistakes/starts_at_2.py": '''\
"""The parameters start at 2."""

import torch


class Line(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.nn.Parameter(torch.tensor(2.0))
        self.b = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, x):
        return self.a + self.b * x
''',
}
