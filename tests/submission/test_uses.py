"""Which functions work with which others, as the text of a submission tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submission.uses import used_first, uses

FUNCTIONS = ("f", "mse", "apply_step", "train")


def used(text: str, function: str = "train") -> set[str]:
    return set(uses(text, FUNCTIONS)[function])


@pytest.mark.parametrize(
    "text",
    [
        "def train(x):\n    return apply_step(x)\n\n\ndef apply_step(x):\n    return x\n",
        "def train(x):\n    return (\n        apply_step(x)\n)\ndef apply_step(x):\n    return x\n",
        "apply_step = compiled(step)\ntrain = partial(loop, apply_step)\n",
        "train: object = lambda x: apply_step(x)\nasync def apply_step(x):\n    return x\n",
        "class apply_step:\n    pass\ndef train(x):\n    if x:\n\n        return apply_step(x)\n",
    ],
)
def test_what_a_function_calls_is_used_by_it(text: str) -> None:
    assert used(text) == {"apply_step"}


def test_what_is_called_through_a_helper_is_used_too() -> None:
    text = (
        "def train(x):\n    return Loop().run(x)\n"
        "class Loop:\n    def run(self, x):\n        return mse(x)\n"
        "def mse(x):\n    return f(x)\n"
        "def f(x):\n    return x\n"
    )
    assert used(text) == {"mse", "f"}
    assert used(text, "mse") == {"f"}
    assert used(text, "f") == set()


def test_comments_strings_and_what_runs_below_are_no_use() -> None:
    text = (
        "def train(x):\n    # apply_step would do\n    return f'{x}'\n"
        "def f(x):\n    return x\n"
        "def apply_step(x):\n    return train(x)\n"
        "print(apply_step(train(1)))\n"
        "if __name__ == '__main__':\n    apply_step(1)\n"
    )
    assert used(text) == set()
    assert used(text, "apply_step") == {"train"}


def test_methods_of_the_same_name_are_no_use() -> None:
    text = (
        "class f(Module):\n    def forward(self, x):\n        return self.mse(x)\n"
        "def train(x):\n    model = f()\n    model.train()\n    return model.apply_step(x)\n"
        "def mse(x):\n    return x\ndef apply_step(x):\n    return x\n"
    )
    assert used(text) == {"f"}
    assert used(text, "f") == set()


def test_functions_that_call_each_other_are_told() -> None:
    text = "def train(x):\n    return f(x)\ndef f(x):\n    return train(x)\n"
    assert (used(text), used(text, "f")) == ({"f"}, {"train"})


def test_a_chain_of_many_helpers_is_followed_to_its_end() -> None:
    steps = [f"def h{number}():\n    h{number + 1}()\n" for number in range(20_000)]
    text = "def train():\n    h0()\n" + "".join(steps) + "def h20000():\n    mse()\nmse = 1\n"
    assert used(text) == {"mse"}


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert uses(text, FUNCTIONS).keys() == set(FUNCTIONS)


def test_what_is_used_comes_first_and_else_the_order_stays() -> None:
    works_with = {"f": frozenset({"train"}), "mse": frozenset({"apply_step"})}
    assert used_first(FUNCTIONS, works_with) == ("train", "f", "apply_step", "mse")
    assert used_first(FUNCTIONS, {}) == FUNCTIONS


@given(st.dictionaries(st.sampled_from(FUNCTIONS), st.frozensets(st.sampled_from(FUNCTIONS))))
def test_every_function_comes_once_even_if_they_use_each_other(
    works_with: dict[str, frozenset[str]],
) -> None:
    assert sorted(used_first(FUNCTIONS, works_with)) == sorted(FUNCTIONS)
