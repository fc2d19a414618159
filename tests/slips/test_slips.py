"""Small changes in right code: what each operator makes, and in which function."""

import ast

import pytest

from grader.exercise.folders import default_folders, names
from grader.exercise.loading import load
from grader.slips.operators import OPERATORS
from grader.slips.slips import Slip, slips

LOSS = """
def loss(xs, ys, a):
    predictions = a * xs
    return ((predictions - ys) ** 2).mean()
"""
TRAIN = """
def train(xs, ys, lr=0.1, steps=5):
    a = torch.tensor(1.0, requires_grad=True)
    b = torch.tensor(2.0, requires_grad=True)
    for _ in range(steps):
        value = loss(xs, ys, a)
        value.backward()
        with torch.no_grad():
            a -= lr * a.grad
        a.grad.zero_()
    return a, b
"""
KEEPS = """
def train(xs, ys, lr=0.1, steps=5):
    history = []
    for _ in range(steps):
        history.append(step(xs, ys))
    return history
"""
OPTIMIZER = """
def train(xs, ys, lr=0.1, steps=5):
    optimizer = torch.optim.SGD([a, b], lr=lr)
    return a
"""
A_STEP = """
def step(a, x):
    value = a * x
    a -= 1
    return value
"""
# for each operator, code, and a line that one of its slips has
MADE = {
    "takes_the_sum_for_the_mean": (LOSS, "((predictions - ys) ** 2).sum()"),
    "mixes_up_power_and_product": (LOSS, "((predictions - ys) * 2).mean()"),
    "squares_outside": (LOSS, "return (predictions - ys).mean() ** 2"),
    "takes_the_root": (LOSS, ".mean() ** 0.5"),
    "takes_another_loss": (LOSS, "abs(predictions - ys).clamp(max=1)"),
    "returns_one_number_per_point": (LOSS, "return (predictions - ys) ** 2 * 0.5"),
    "scales_the_result": (LOSS, ".mean() * 2"),
    "calls_backward_itself": (LOSS, "    computed.backward()\n    return computed"),
    "is_too_coarse": (TRAIN, "requires_grad=True, dtype=torch.float16)"),
    "returns_another_shape": (LOSS, ".mean().reshape(-1, 1)"),
    "makes_a_column": (LOSS, "predictions - torch.as_tensor(ys).reshape(-1, 1)"),
    "counts_one_off": (TRAIN, "for _ in range(steps - 1):"),
    "stops_early": (KEEPS, "abs(history[-1] - history[-2]) < 1e-07:\n            break"),
    "returns_in_another_order": (TRAIN, "return (b, a)"),
    "unpacks_in_another_order": ("def f(p):\n    a, b = p\n    return a - b\n", "b, a = p"),
    "returns_inside_the_loop": (TRAIN, "        return (a, b)"),
    "does_once_what_belongs_into_the_loop": (TRAIN, "    a.grad.zero_()\n    return (a, b)"),
    "does_in_the_loop_what_belongs_outside": (TRAIN, "        b = torch.tensor(2.0, req"),
    "exchanges_two_lines": (TRAIN, "        a.grad.zero_()\n        with torch.no_grad():"),
    "computes_again_at_the_end": (
        A_STEP,
        "    a -= 1\n    value = a * x\n    return value",
    ),
    "leaves_out_a_line": (TRAIN, "            a -= lr * a.grad\n    return (a, b)"),
    "leaves_out_a_term": (LOSS, "return (predictions ** 2).mean()"),
    "detaches": (LOSS, "return ((predictions - ys) ** 2).mean().detach()"),
    "makes_a_number": (LOSS, ".mean().item()"),
    "makes_an_array": (LOSS, ".mean().numpy()"),
    "copies_the_result": (LOSS, ".mean().detach().requires_grad_()"),
    "copies_an_argument": (LOSS, "predictions = a.clone().detach() * xs"),
    "uses_another_optimizer": (OPTIMIZER, "torch.optim.AdamW([a, b], lr=lr)"),
    "adds_momentum": (OPTIMIZER, "torch.optim.SGD([a, b], lr=lr, momentum=0.9)"),
    "decays_the_weights": (OPTIMIZER, "torch.optim.SGD([a, b], lr=lr, weight_decay=0.1)"),
    "scales_the_steps": (TRAIN, "    lr = lr * len(xs)\n"),
    "shrinks_the_learning_rate": (TRAIN, "        lr *= 0.9"),
    "takes_mini_batches": (TRAIN, "            value = loss(xs[at:at + 4], ys[at:at + 4], a)"),
    "keeps_part_of_the_gradient": (TRAIN, "a.grad.mul_(0.9)"),
    "weights_the_gradient_by_the_loss": (TRAIN, "value.backward(value.detach())"),
    "takes_something_else_for_the_gradient": (TRAIN, "a -= lr * value"),
    "clips_the_gradient": (TRAIN, "a -= lr * a.grad.clamp(-1.0, 1.0)"),
    "steps_without_no_grad": (TRAIN, "        value.backward()\n        a -= lr * a.grad"),
    "has_another_default": (TRAIN, "def train(xs, ys, lr=0.1, steps=6):"),
    "takes_one_for_another": (TRAIN, "value = loss(xs, ys, b)"),
    "ignores_an_argument": (TRAIN, "a -= 0.1 * a.grad"),
    "leaves_out_data": (TRAIN, "loss(xs[:-1], ys, a)"),
    "exchanges_plus_and_minus": (TRAIN, "a += lr * a.grad"),
    "exchanges_times_and_divided": (TRAIN, "a -= lr / a.grad"),
    "swaps_the_sides": (LOSS, "(2 ** (predictions - ys)).mean()"),
    "swaps_two_arguments": (TRAIN, "value = loss(ys, xs, a)"),
    "exchanges_two_names": ("def f(x, a, b):\n    return a * x + b\n", "return b * x + a"),
    "turns_a_sign": (LOSS, "return -((predictions - ys) ** 2).mean()"),
    "calls_another_function": ("def f(n):\n    return torch.randn(n)\n", "torch.rand(n)"),
    "sets_the_seed": (LOSS, "    torch.manual_seed(0)\n    predictions = a * xs"),
    "leaves_out_a_call": (TRAIN, "torch.tensor(1.0, requires_grad=True)\n    b = 2.0"),
    "leaves_out_a_keyword": (TRAIN, "a = torch.tensor(1.0)"),
    "leaves_out_an_element": (OPTIMIZER, "torch.optim.SGD([b], lr=lr)"),
    "does_a_line_twice": (TRAIN, "        value.backward()\n        value.backward()"),
    "leaves_out_the_loop": (TRAIN, "    value = loss(xs, ys, a)\n    value.backward()"),
    "returns_one_part": (TRAIN, "    return a"),
    "returns_the_losses": (TRAIN, "        losses.append(value.item())\n        value.backward()"),
    "prints_instead_of_returning": (TRAIN, "    print((a, b))"),
    "returns_something_else": (LOSS, "    return predictions"),
    "rounds": (LOSS, "* 100 + 0.5) // 1 / 100"),
    "starts_elsewhere": (
        TRAIN,
        "a = torch.tensor(2.0, requires_grad=True)\n    b = torch.tensor(1.0,",
    ),
    "has_another_number": (TRAIN, "a = torch.tensor(0.5, requires_grad=True)"),
}


def made(text: str, *functions: str) -> list[Slip]:
    known = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    return list(slips(text, functions or known))


def test_every_operator_has_an_example() -> None:
    assert list(MADE) == [operator.name for operator in OPERATORS]


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda one: one.name)
def test_an_operator_makes_the_slip(operator: object) -> None:
    name = operator.name  # type: ignore[attr-defined]
    text, line = MADE[name]
    of_it = [slip.text for slip in made(text) if slip.operator.name == name]
    assert any(line in one for one in of_it), "\n\n".join(of_it)


@pytest.mark.parametrize(
    ("loop", "indent"), [("    for _ in range(steps):\n", " " * 8), ("", " " * 4)]
)
def test_an_optimizer_with_a_closure_takes_the_lines_before_its_step(
    loop: str, indent: str
) -> None:
    lines = ("value = loss(xs, ys, a)", "value.backward()", "optimizer.step()", "print(value)")
    start = "def train(xs, ys, lr=0.1, steps=5):\n    optimizer = torch.optim.SGD([a, b], lr=lr)\n"
    right = start + loop + "".join(f"{indent}{line}\n" for line in lines)
    (made_so,) = [slip.text for slip in made(right) if "LBFGS" in slip.text]
    inside = made_so.partition("def closure():")[2]
    assert "optimizer.zero_grad()" in inside
    assert "value.backward()" in inside.partition("return value")[0]
    assert f"{indent}optimizer.step(closure)\n{indent}print(value)" in inside
    assert f"\n{indent}value.backward()\n" not in made_so.partition("closure():")[0] or not loop


def test_a_slip_is_one_change_in_one_function() -> None:
    text = LOSS + TRAIN
    right = {node.name: ast.unparse(node) for node in ast.parse(text).body}  # type: ignore[attr-defined]
    found = made(text)
    assert len({slip.text for slip in found}) == len(found)
    for slip in found:
        there = {node.name: ast.unparse(node) for node in ast.parse(slip.text).body}  # type: ignore[attr-defined]
        assert [name for name in right if there[name] != right[name]] == [slip.function]


def test_nobody_takes_a_number_or_a_list_for_a_tensor() -> None:
    text = "\n\n".join(slip.text for slip in made(TRAIN + KEEPS))
    for nonsense in ("lr[", "lr.", "steps[", "1 .grad", "history.detach()", "1.grad"):
        assert nonsense not in text


def test_a_helper_is_a_matter_of_the_function_that_alone_uses_it() -> None:
    text = "def half(x):\n    return x / 2\n\n\ndef both(x):\n    return x - 1\n\n\n"
    text += (
        "def first(x):\n    return half(both(x))\n\n\ndef second(x):\n    return both(first(x))\n"
    )
    found = made(text, "first", "second")
    changed_half = [slip.function for slip in found if "x * 2" in slip.text]
    assert changed_half == ["first"]
    assert not any("x + 1" in slip.text for slip in found)


def test_sentences_name_the_function_and_judge_nobody() -> None:
    for operator in OPERATORS:
        sentence = operator.sentence.format(function="train")
        assert sentence.startswith("train shows the same as ")
        assert sentence.endswith(".")


@pytest.mark.parametrize("name", names(default_folders()))
def test_solutions_have_many_slips(name: str) -> None:
    exercise = load(name, default_folders())
    assert exercise.solution is not None
    found = list(slips(exercise.solution.text, exercise.functions))
    assert {slip.function for slip in found} == set(exercise.functions)
    assert len(found) > 150
