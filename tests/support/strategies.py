"""What hypothesis draws observed values from."""

import math
from typing import get_args

from hypothesis import strategies as st

from grader.observations import (
    NoGradient,
    NonFinite,
    Nothing,
    Number,
    Other,
    Real,
    Sequence,
    Tensor,
    Text,
    Value,
)

finite = st.floats(allow_nan=False, allow_infinity=False)
moderate = st.floats(-1e6, 1e6)
reals: st.SearchStrategy[Real] = st.one_of(finite, st.sampled_from(get_args(NonFinite)))
shapes = st.lists(st.integers(0, 3), max_size=3).map(tuple)
tolerances = st.floats(0, 10)


@st.composite
def tensors(draw: st.DrawFn, numbers: st.SearchStrategy[Real] = reals) -> Tensor:
    shape = draw(shapes)
    size = math.prod(shape)
    return Tensor(shape, tuple(draw(st.lists(numbers, min_size=size, max_size=size))))


def values(numbers: st.SearchStrategy[Real] = reals) -> st.SearchStrategy[Value]:
    """Everything that can be observed at one place."""
    leaves = st.one_of(
        st.builds(Number, numbers, st.sampled_from(["bool", "int", "float"])),
        tensors(numbers),
        st.just(Nothing()),
        st.builds(Text, st.text(max_size=5)),
        st.builds(Other, st.text(max_size=5), st.booleans()),
        st.builds(NoGradient, st.sampled_from(["not_a_tensor", "detached", "unused"])),
    )
    return st.recursive(
        leaves,
        lambda inner: st.builds(
            Sequence, st.lists(inner, max_size=3).map(tuple), st.sampled_from(["tuple", "list"])
        ),
        max_leaves=6,
    )


def numeric() -> st.SearchStrategy[Value]:
    """Numbers, tensors of them and tuples of those, all finite and none of them a bool."""
    leaves = st.one_of(st.builds(Number, moderate, st.just("float")), tensors(moderate))
    return st.recursive(
        leaves, lambda inner: st.builds(Sequence, st.lists(inner, max_size=3).map(tuple))
    )
