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
LINE = """
class Line(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.nn.Parameter(torch.tensor(1.0))
        self.b = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, x, shift=0.5):
        return self.a + self.b * x + shift
"""
FIT = """
def fit(xs, ys, lr=0.1, steps=5):
    model = Line()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        value = loss(model, xs, ys)
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
    return model
"""
# for each operator, code, and a line that one of its slips has
MADE = {
    "does_not_set_up_the_base_class": (
        LINE,
        "self.b = torch.nn.Parameter(torch.tensor(2.0))\n        super().__init__()",
    ),
    "registers_no_parameters": (
        LINE,
        "self.a = torch.tensor(1.0).requires_grad_()\n        self.b = torch.tensor(2.0).requ",
    ),
    "makes_parameters_at_each_call": (
        LINE,
        "self.b = torch.nn.Parameter(torch.tensor(2.0))\n        return self.a",
    ),
    "starts_at_random": (LINE, "self.a = torch.nn.Parameter(torch.randn_like(torch.tensor(1.0)))"),
    "leaves_the_model_untrained": (FIT, "torch.optim.SGD(Line().parameters(), lr=lr)"),
    "makes_a_single_step": (FIT, "        model = Line()\n        optimizer = torch.optim.SGD("),
    "trains_some_of_the_parameters": (FIT, "torch.optim.SGD(list(model.parameters())[:1], lr=lr)"),
    "returns_parameters": (FIT, "return model.state_dict()"),
    "takes_the_sum_for_the_mean": (LOSS, "((predictions - ys) ** 2).sum()"),
    "mixes_up_power_and_product": (LOSS, "((predictions - ys) * 2).mean()"),
    "squares_outside": (LOSS, "return (predictions - ys).mean() ** 2"),
    "takes_the_root": (LOSS, ".mean() ** 0.5"),
    "takes_another_loss": (LOSS, "abs(predictions - ys).clamp(max=1)"),
    "returns_one_number_per_point": (LOSS, "return (predictions - ys) ** 2 * 0.5"),
    "scales_the_result": (LOSS, ".mean() * 2"),
    "divides_by_another_count": (LOSS, ".mean() * len(xs) / (len(xs) - 1)"),
    "calls_backward_itself": (LOSS, "    computed.backward()\n    return computed"),
    "is_too_coarse": (TRAIN, "requires_grad=True, dtype=torch.float16)"),
    "returns_another_shape": (LOSS, ".mean().reshape(-1, 1)"),
    "makes_a_column": (LOSS, "predictions - torch.as_tensor(ys).reshape(-1, 1)"),
    "counts_one_off": (TRAIN, "for _ in range(steps - 1):"),
    "stops_early": (KEEPS, "abs(history[-1] - history[-2]) < 1e-07:\n            break"),
    "returns_in_another_order": (TRAIN, "return (b, a)"),
    "starts_elsewhere": (
        TRAIN,
        "a = torch.tensor(2.0, requires_grad=True)\n    b = torch.tensor(1.0,",
    ),
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
    "takes_numbers_out_of_parameters": (LINE, "return self.a.item() + self.b.item() * x + shift"),
    "has_fixed_numbers_for_parameters": (LINE, "return torch.tensor(1.0) + self.b * x + shift"),
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
    "has_another_number": (TRAIN, "a = torch.tensor(0.5, requires_grad=True)"),
}


def made(text: str, *functions: str) -> list[Slip]:
    kinds = (ast.FunctionDef, ast.ClassDef)
    known = [node.name for node in ast.parse(text).body if isinstance(node, kinds)]
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


def test_only_what_is_added_up_is_divided_by_another_count() -> None:
    of_it = [slip for slip in made("def f(xs, a):\n    return a * xs\n") if "len(" in slip.text]
    assert {slip.operator.name for slip in of_it} == {"scales_the_result"}


def test_a_start_is_not_set_again_at_the_end() -> None:
    start = "a = torch.tensor(1.0, requires_grad=True)"
    again = [one for one in made(TRAIN) if one.operator.name == "computes_again_at_the_end"]
    assert not [one for one in again if one.text.count(start) > 1]


def test_slips_in_methods_are_those_of_the_class() -> None:
    right = {node.name: ast.unparse(node) for node in ast.parse(LINE + FIT).body}  # type: ignore[attr-defined]
    found = made(LINE + FIT)
    assert {slip.function for slip in found} == {"Line", "fit"}
    for slip in found:
        there = {node.name: ast.unparse(node) for node in ast.parse(slip.text).body}  # type: ignore[attr-defined]
        assert [name for name in right if there[name] != right[name]] == [slip.function]


@pytest.mark.parametrize(
    "line",
    [
        "return self.b + self.a * x + shift",
        "return self.a + self.a * x + shift",
        "return self.a + self.b * shift + shift",
        "def forward(self, x, shift=0.25):",
        "(torch.tensor(0.0))\n        self.b = torch.nn.Parameter(torch.tensor(0.0))",
    ],
)
def test_methods_have_parameters_and_attributes_to_mix_up(line: str) -> None:
    numbers = {"Line.forward": {0}}
    assert any(line in slip.text for slip in slips(LINE, ["Line"], numbers))


def test_a_class_that_only_helps_has_no_parameters_to_speak_of() -> None:
    names = {slip.operator.name for slip in made(LINE + FIT, "fit")}
    assert "takes_the_root" in names  # its methods are changed all the same
    assert names.isdisjoint({"registers_no_parameters", "starts_at_random"})


def test_what_a_function_does_with_a_model_is_told_where_it_returns_one() -> None:
    other = FIT.replace("return model", "return [one.item() for one in model.parameters()]")
    names = {slip.operator.name for slip in made(LINE + other, "Line", "fit")}
    assert names.isdisjoint({"leaves_the_model_untrained", "makes_a_single_step"})
    assert {"leaves_out_a_line", "leaves_out_the_loop"} <= names


@pytest.mark.parametrize(
    "right",
    [
        LINE,  # has no parameters() anywhere
        LINE.replace("torch.nn.Parameter(torch.tensor(1.0))", "torch.nn.Linear(1, 1)"),
        "class Line(torch.nn.Module):\n    a = 1\n",
        "class Line:\n    pass\n",
        "class Line:\n    @staticmethod\n    def f(x):\n        return -x\n",
        "class Line(Base):\n    def __init__(self, *, a=1.0):\n        Base.__init__(self)\n",
    ],
)
def test_every_slip_in_a_class_is_python_and_differs(right: str) -> None:
    found = made(right)
    assert len({slip.text for slip in found}) == len(found)
    for slip in found:
        assert ast.unparse(ast.parse(slip.text)) != ast.unparse(ast.parse(right))


def test_nobody_takes_a_model_for_a_tensor() -> None:
    loss = "def loss(model, xs, ys):\n    return (model(xs) - ys).mean()\n"
    text = "\n\n".join(slip.text for slip in made(LINE + FIT + loss))
    for nonsense in ("model[", "-model", "model *", "model.detach", "len(model", "as_tensor(model"):
        assert nonsense not in text
    assert "= torch.nn\n" not in text
    assert "= torch.optim\n" not in text


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
        assert sentence.startswith("train behaves like ")
        assert sentence.endswith(".")


@pytest.mark.parametrize("name", names(default_folders()))
def test_solutions_have_many_slips(name: str) -> None:
    exercise = load(name, default_folders())
    assert exercise.solution is not None
    found = list(slips(exercise.solution.text, exercise.functions))
    assert {slip.function for slip in found} == set(exercise.functions)
    assert len(found) > 150
