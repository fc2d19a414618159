"""Whatever a call leaves behind, the next question is answered as if it had not been made."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from grader.checks import check, function, returns
from grader.exercise.questions import Question, ask
from grader.observations import Number, Raised, Returned
from grader.sandbox.observe import Limits, Work, observe
from grader.sandbox.workers import Workers

LIMITS = Limits(submission_seconds=20, check_seconds=10, memory_bytes=512 << 20)
TOP = """
import gc, math, random, sys, warnings
import numpy
import torch
import torch.nn.functional as F

def helper():
    return 1.0
"""
# what one function does, and an expression that another one returns
LEFT_BEHIND = {
    "gradients off": ("torch.set_grad_enabled(False)", "float(torch.is_grad_enabled())"),
    "gradients off inside": (
        "torch.no_grad().__enter__()",
        "float((torch.ones(1, requires_grad=True) * 2).requires_grad)",
    ),
    "inference mode": (
        "globals().update(kept=torch.inference_mode()); kept.__enter__()",
        "float(torch.is_inference_mode_enabled())",
    ),
    "default dtype": (
        "torch.set_default_dtype(torch.float64)",
        "float(torch.zeros(1).dtype is torch.float32)",
    ),
    "default device": ("torch.set_default_device('meta')", "float(torch.zeros(1).is_meta)"),
    "device inside": ("torch.device('meta').__enter__()", "float(torch.zeros(1).is_meta)"),
    "anomaly detection": (
        "torch.autograd.set_detect_anomaly(True)",
        "float(torch.is_anomaly_enabled())",
    ),
    "determinism": (
        "torch.use_deterministic_algorithms(True)",
        "float(torch.are_deterministic_algorithms_enabled())",
    ),
    "autocast": (
        "torch.autocast('cpu').__enter__()",
        "float((torch.ones(2, 2) @ torch.ones(2, 2)).dtype is torch.float32)",
    ),
    "a seed of torch": ("torch.manual_seed(0)", "float(torch.rand(()))"),
    "a seed of numpy": ("numpy.random.seed(0)", "float(numpy.random.rand())"),
    "a seed of random": ("random.seed(0)", "random.random()"),
    "warnings as errors": ("warnings.simplefilter('error')", "float(warnings.warn('x') is None)"),
    "print options": ("torch.set_printoptions(precision=1)", "float(str(torch.tensor(0.123))[10])"),
    "errors of numpy": (
        "numpy.seterr(all='raise')",
        "float(numpy.isinf(numpy.float64(1) / numpy.float64(0)))",
    ),
    "recursion limit": ("sys.setrecursionlimit(60)", "float(sys.getrecursionlimit())"),
    "no collector": ("gc.disable()", "float(gc.isenabled())"),
    "a tracer": ("sys.settrace(lambda *x: None)", "float(sys.gettrace() is None)"),
    "a patched builtin": ("__builtins__['sum'] = lambda x: -1.0", "float(sum([1, 2]))"),
    "patched torch": ("torch.mean = lambda x: -1.0", "float(torch.mean(torch.ones(2)))"),
    "a patched loss": ("F.mse_loss = None", "float(F.mse_loss(torch.ones(2), torch.zeros(2)))"),
    "a patched method": (
        "torch.Tensor.mean = lambda self: 7.0",
        "float(torch.ones(2).mean())",
    ),
    "a patched function of the file": ("globals()['helper'] = lambda: 2.0", "helper()"),
    "a deleted function of the file": ("del globals()['helper']", "helper()"),
    "patched warnings": ("warnings.resetwarnings = None", "float(warnings.resetwarnings is None)"),
}


def asked(workers: Workers, text: str, *names: str) -> list[object]:
    """What these functions return, called in this order; or how they failed."""
    questions = [
        ask(check(name, function(name)(), returns(0.0), points=1, hint="x"), seed=3)[0]
        for name in names
    ]
    return returned(workers, text, questions, seed=5)


def returned(workers: Workers, text: str, questions: Sequence[Question], seed: int) -> list[object]:
    """What these questions are answered, or how that failed."""
    seen = observe(workers, Work([("submit.py", text)], questions, LIMITS, seed=seed))
    found: list[object] = []
    for one in seen.observations:
        if isinstance(one, Returned):
            (value,) = one.seen[0]
            found.append(value.value if isinstance(value, Number) else value)
        else:
            assert isinstance(one, Raised), one
            found.append(f"{one.error}: {one.message}")
    return found


@pytest.mark.parametrize("what", LEFT_BEHIND)
def test_what_one_function_leaves_behind_changes_no_other(what: str, workers: Workers) -> None:
    spoil, look = LEFT_BEHIND[what]
    text = f"{TOP}\ndef spoils():\n    {spoil}\n    return 0.0\ndef looks():\n    return {look}\n"
    clean = text.replace(f"    {spoil}\n", "    pass\n")
    expected = asked(workers, clean, "spoils", "looks")
    assert isinstance(expected[1], float), expected
    assert asked(workers, text, "spoils", "looks") == expected


def test_what_the_file_itself_sets_stays_in_force(workers: Workers) -> None:
    text = f"{TOP}\ntorch.set_default_dtype(torch.float64)\ntorch.set_grad_enabled(False)\n"
    text += "def looks():\n    return float(torch.zeros(1).dtype is torch.float64) + 2.0 * "
    text += "float(torch.is_grad_enabled())\n"
    assert asked(workers, text, "looks", "looks") == [1.0, 1.0]


def test_a_device_that_the_file_sets_stays_in_force(workers: Workers) -> None:
    text = f"{TOP}\ntorch.set_default_device('meta')\n"
    text += "def spoils():\n    torch.set_default_device('cpu')\n    return 0.0\n"
    text += "def looks():\n    return float(torch.zeros(1).is_meta)\n"
    assert asked(workers, text, "looks", "spoils", "looks") == [1.0, 0.0, 1.0]


def test_what_can_no_longer_be_put_back_ends_nothing(workers: Workers) -> None:
    text = (
        f"{TOP}\ndef spoils():\n    warnings.filters = None\n    torch._C = None\n    return 0.0\n"
    )
    text += "def looks():\n    return 1.0\n"
    assert asked(workers, text, "spoils", "looks") == [0.0, 1.0]


def test_a_model_that_a_function_trained_is_left_alone(workers: Workers) -> None:
    text = f"{TOP}\nmodel = torch.nn.Linear(1, 1)\n"
    text += "def trains():\n    global model\n    model = torch.nn.Linear(2, 2)\n    return 0.0\n"
    text += "def looks():\n    return float(model.in_features)\n"
    assert asked(workers, text, "trains", "looks") == [0.0, 2.0]


def test_an_object_that_answers_for_another_ends_nothing(workers: Workers) -> None:
    text = f"{TOP}\nclass Lazy:\n    @property\n    def __class__(self):\n        raise OSError\n"
    text += "lazy = Lazy()\ndef spoils():\n    globals()['helper'] = None\n    return 0.0\n"
    text += "def looks():\n    return helper()\n"
    assert asked(workers, text, "spoils", "looks") == [0.0, 1.0]


def test_a_question_with_a_chance_draws_the_same_in_every_run(workers: Workers) -> None:
    text = f"{TOP}\ndef draws():\n    return float(torch.rand(())) + random.random()\n"
    plain = ask(check("draws", function("draws")(), returns(0.0), points=1, hint="x"), seed=3)[0]
    questions = [plain, replace(plain, chance=100), plain, replace(plain, chance=100)]

    first, chosen, second, again = returned(workers, text, questions, seed=5)
    assert chosen == again == returned(workers, text, questions, seed=6)[1]
    assert len({first, chosen, second}) == 3
