"""Whether two answers to one question of a check are the same behaviour. Pure."""

from grader.checks import Check
from grader.observations import Observation, Raised, Returned


def same_behaviour(check: Check, seen: Observation, other: Observation) -> bool:
    """Whether two submissions gave the same answer to one question of a check."""
    if isinstance(seen, Returned) and isinstance(other, Returned):
        ours, theirs = zip(*seen.seen, strict=True), zip(*other.seen, strict=True)
        return all(
            mine == its or expectation.kind.alike(mine, its, expectation.tolerance)
            for expectation, mine, its in zip(check.expectations, ours, theirs, strict=True)
        )
    if isinstance(seen, Raised) and isinstance(other, Raised):
        return (seen.error, seen.message) == (other.error, other.message)
    return type(seen) is type(other)
