"""A kind that looks at the names under which a model has registered its parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.expectations.compare import literal
from grader.expectations.compared import Compared
from grader.expectations.kind import Words
from grader.observations import Sequence as Items
from grader.observations import Text, Value
from grader.printable import joined, one_line

REGISTERED = (
    "A tensor is a parameter of a model if it is a torch.nn.Parameter and an attribute of the "
    "model, under that name. model.parameters() lists no others, so no optimizer moves them."
)


@dataclass(frozen=True)
class Registered(Compared):
    """What to find: exactly these names; see `has_parameters` in `grader/checks.py`."""

    names: tuple[str, ...]

    def expected(self, original: Callable[[], Any], reference: Value | None) -> Value:
        """The names as a worker lists them."""
        return literal(sorted(self.names))

    def words(
        self, observed: str, seen: Value, expected: Value | None, expected_text: str
    ) -> Words:
        """The names that are there, and what registers a parameter."""
        return Words(f"{observed}.", REGISTERED)


def names_in(value: Value) -> str:
    """Names as a list of them in a sentence."""
    listed = value.items if isinstance(value, Items) else ()
    names = [one_line(one.value, 60) for one in listed if isinstance(one, Text)]
    return joined(names) if names else "none"
