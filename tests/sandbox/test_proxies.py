"""Proxies in a submission call right functions in another process, as if they were there."""

import math
import textwrap

import pytest
from places import ROOT
from proxying import SOLUTION, asks, only, saw, see, sight, worst
from threads import Started, ThreadWorkers

from grader.checks import check, function, gradient_of, param
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise, load
from grader.exercise.questions import ask
from grader.observations import Observation, Raised, Stopped, TimedOut
from grader.sandbox.calls import Failed, Gradients, Numbers
from grader.sandbox.observe import Limits
from grader.sandbox.proxied import MAX_STARTS
from grader.sandbox.spawner import Spawner
from grader.sandbox.work import FEW_CALLS, MAX_REPLIES, Replies
from grader.sandbox.workers import Workers


@pytest.mark.parametrize(
    ("name", "functions"),
    [
        ("linear_regression", ("compute_loss",)),
        ("quadratic_regression", ("f", "mse")),
        ("quadratic_regression", ("apply_step",)),
        ("logistic_regression", ("predict", "binary_cross_entropy")),
    ],
)
def test_accepted_variants_show_the_same_with_proxies(
    workers: Workers, folders: Folders, name: str, functions: tuple[str, ...]
) -> None:
    # in processes: in one, submission and solution would draw from the same random numbers
    exercise = load(name, folders)
    variants = sorted((ROOT / "solutions" / name / "accepted").glob("*.py"))
    assert len(variants) > 10
    for variant in variants:
        apart = worst(workers, exercise, variant.read_text(encoding="utf-8"), functions)
        assert apart
        assert max(apart.values()) <= 1, (variant.name, apart)


def test_right_training_with_a_wrong_loss_shows_right_values(
    threads: ThreadWorkers, linear_regression: Exercise
) -> None:
    assert linear_regression.solution is not None
    wrong = linear_regression.solution.text.replace("** 2).mean()", "** 2).sum() / 7")
    assert max(worst(threads, linear_regression, wrong, ("compute_loss",)).values()) <= 1
    assert max(worst(threads, linear_regression, wrong, ()).values()) > 1


def test_wrong_training_stays_wrong_with_a_right_loss(
    threads: ThreadWorkers, linear_regression: Exercise
) -> None:
    assert linear_regression.solution is not None
    wrong = linear_regression.solution.text.replace("-= learning_rate", "+= learning_rate")
    assert max(worst(threads, linear_regression, wrong, ("compute_loss",)).values()) > 1


# gradients

START = "w = torch.tensor(3.0, requires_grad=True)"
GRADIENTS = {
    "backward": ("loss(w, [1.0, 2.0], [1.0, 1.0]).backward(); return w.grad", 12.0),
    "autograd.grad": ("return torch.autograd.grad(loss(w, [1.0], [1.0]), w)[0]", 4.0),
    "func.grad": ("return torch.func.grad(loss)(torch.tensor(3.0), [1.0], [1.0])", 4.0),
    "func.grad of more": (
        "return torch.func.grad(lambda v: loss(v, [1.0], [1.0]) ** 2)(torch.tensor(3.0))",
        32.0,
    ),
    "a jacobian": (
        "return torch.autograd.functional.jacobian(lambda v: loss(v, [1.0], [1.0]), w)",
        4.0,
    ),
    "added up": ("for _ in range(2): loss(w, [1.0], [1.0]).backward()\n    return w.grad", 8.0),
    "on a kept graph": (
        "v = loss(w, [1.0], [1.0]); v.backward(retain_graph=True); v.backward(); return w.grad",
        8.0,
    ),
    "through both results": ("p, v = both(w); (p + v).backward(); return w.grad", 22.0),
    "through one result": ("p, v = both(w); v.backward(); return w.grad", 20.0),
    "of a tensor on the way": ("both(w * 2)[1].backward(); return w.grad", 88.0),
    "of one that is passed twice": ("loss(w, w, [1.0]).backward(); return w.grad", 96.0),
    "in double precision": (
        "w = w.detach().double().requires_grad_(); loss(w, [1.0], [1.0]).backward()\n"
        "    return w.grad",
        4.0,
    ),
    "in a list": ("same([w, [w * 2]])[1][0].backward(); return w.grad", 2.0),
    "inside no_grad": (
        "with torch.no_grad(): v = loss(w, [1.0], [1.0])\n    return float(v.requires_grad)",
        0.0,
    ),
    "of numbers": ("return float(loss(3.0, [1.0], [1.0]).requires_grad)", 0.0),
    "of what the function makes": ("v = fresh(); (v * v).sum().backward(); return v.grad.sum()", 4),
    "with create_graph": (
        "return torch.autograd.grad(loss(w, [1.0], [1.0]), w, create_graph=True)[0]",
        4.0,
    ),
    "with a weight": ("(loss(w, [1.0], [1.0]) / 8 + w).backward(); return w.grad", 1.5),
    "with a hook": (
        "w.register_hook(lambda g: g * 10); loss(w, [1.0], [1.0]).backward(); return w.grad",
        40.0,
    ),
    "changed in place": ("v = loss(w, [1.0], [1.0]); v += w; v.backward(); return w.grad", 5.0),
    "with an optimiser": (
        "o = torch.optim.Adam([w], lr=1.0); loss(w, [1.0], [1.0]).backward(); o.step(); return w",
        2.0,
    ),
}


def test_gradients_go_through_a_proxy(threads: ThreadWorkers) -> None:
    functions = [
        f"def f{number}():\n    {START}\n    {body}\n"
        for number, (body, _) in enumerate(GRADIENTS.values())
    ]
    names = [f"f{number}" for number in range(len(functions))]
    seen = see(threads, "\n".join(functions), *names)
    for (what, (_, expected)), observation in zip(GRADIENTS.items(), seen, strict=True):
        assert saw(observation) == pytest.approx([expected], rel=1e-5), what


def test_the_grader_can_ask_for_the_gradient_of_a_proxys_result(threads: ThreadWorkers) -> None:
    about = check("c", function("f")(param(3.0)), gradient_of(0, 4.0), points=1, hint="h")
    text = "def f(w): return loss(w, [1.0], [1.0])"
    assert saw(sight(threads, text, ask(about, seed=1)).observations[0]) == [4.0]


@pytest.mark.parametrize(
    "body",
    [
        "v = loss(w, [1.0], [1.0]); v.backward(); v.backward()",
        "g, = torch.autograd.grad(loss(w, [1.], [1.]), w, create_graph=True); (g * g).backward()",
        "loss(w, [1.0], [1.0, 2.0, 3.0]).backward(); step(torch.ones(2) * w)",
    ],
    ids=["twice", "gradients of gradients", "a gradient that is not there"],
)
def test_what_cannot_be_differentiated_raises(threads: ThreadWorkers, body: str) -> None:
    (seen,) = see(threads, f"def f():\n    {START}\n    {body}")
    assert isinstance(seen, Raised)
    assert seen.error in ("RuntimeError", "TypeError")
    assert seen.file == "submit.py"


# values

VALUES = {
    "numbers": "[1, 2.5, True, -3, 10**18]",
    "what is not finite": "[float('inf'), -float('inf')]",
    "a tuple in a list": "[(1.0, [2.0])]",
    "double precision": "torch.tensor([0.1, 0.2], dtype=torch.float64)",
    "whole numbers": "torch.tensor([[1, 2], [3, -4]])",
    "truth": "torch.tensor([True, False])",
    "no element": "torch.zeros(0, 3)",
    "no dimension": "torch.tensor(1.5)",
    "a view": "torch.arange(6.0).reshape(2, 3).T[1:]",
    "a tensor with inf": "torch.tensor([float('inf'), 1.0])",
    "a parameter": "torch.nn.Parameter(torch.ones(2))",
    "an array": "__import__('numpy').array([1.0, 2.0])",
    "a number of numpy": "__import__('numpy').float32(1.5)",
    "nothing": "None",
    "text": "'some'",
}


def test_values_arrive_and_come_back_as_they_were(threads: ThreadWorkers) -> None:
    text = """
    import numpy
    def alike(a, b):
        if isinstance(a, (list, tuple)):
            return type(a) is type(b) and len(a) == len(b) and all(map(alike, a, b))
        if isinstance(a, (torch.Tensor, numpy.ndarray)):
            return a.dtype == b.dtype and a.shape == b.shape and bool((a == b).all())
        return type(a) is type(b) and a == b
    """
    functions = [
        f"def f{number}(value={value}): return float(alike(value, same(value)))"
        for number, value in enumerate(VALUES.values())
    ]
    names = [f"f{number}" for number in range(len(functions))]
    seen = see(threads, text + "\n    ".join(["", *functions]), *names)
    for what, observation in zip(VALUES, seen, strict=True):
        assert saw(observation) == [1.0], what


def test_nan_arrives_as_nan(threads: ThreadWorkers) -> None:
    text = "def f(): return torch.stack([same(torch.tensor(1e30 * 1e30 * 0)), torch.ones(())])"
    text = text.replace("1e30 * 1e30 * 0", "float('nan')")
    first, second = only(see(threads, text))
    assert math.isnan(first)
    assert second == 1.0


def test_a_tensor_comes_back_as_the_same_object(threads: ThreadWorkers) -> None:
    text = "def f():\n    w = torch.ones(2)\n    return float(same([w])[0] is w)"
    assert only(see(threads, text)) == [1.0]


def test_what_a_call_changes_is_changed_here(threads: ThreadWorkers) -> None:
    text = """
    def f():
        w = torch.tensor([1.0, 2.0], requires_grad=True)
        values = [step(w, rate=0.25), step(w, 0.25)]
        return [*values, *w.tolist(), *w.grad.tolist()]
    """
    # the gradient adds up: 2, then 2 + 1
    assert only(see(threads, text)) == [5.0, 1.25, -0.25, -0.5, 3.0, 6.0]


def test_a_gradient_that_is_there_already_is_added_to(threads: ThreadWorkers) -> None:
    text = """
    def f():
        w = torch.tensor([1.0], requires_grad=True)
        w.grad = torch.tensor([10.0])
        step(w, 0.0)
        return w.grad
    """
    assert only(see(threads, text)) == [12.0]


# the functions that are replaced


def test_a_proxy_stands_under_every_name_of_the_function(threads: ThreadWorkers) -> None:
    text = """
    def loss(w, x, y): return torch.tensor(-1.0)
    cost = loss
    def f(): return cost(2.0, [1.0], [0.0]) + loss(2.0, [1.0], [0.0])
    """
    assert only(see(threads, text)) == [8.0]


def test_what_holds_the_function_otherwise_calls_the_proxy(threads: ThreadWorkers) -> None:
    text = """
    import functools
    def loss(w, x, y=None): return torch.tensor(-1.0)
    one = functools.partial(loss, 3.0, [1.0])
    class Uses:
        loss = staticmethod(loss)
    def f(given=loss, gradient=torch.func.grad(loss)):
        of = [one([1.0]), Uses.loss(3.0, [1.0], [1.0]), given(3.0, [1.0], [1.0])]
        return torch.stack([*of, gradient(torch.tensor(3.0), [1.0], [1.0])])
    """
    assert only(see(threads, text)) == [4.0] * 4


def test_a_name_that_is_missing_or_no_function_gets_a_proxy(threads: ThreadWorkers) -> None:
    text = "both = no = None\ndef f(): return [both(2.0)[0], same(3.0), float(no is None)]"
    assert only(see(threads, text)) == [4.0, 3.0, 1.0]


def test_arguments_by_names_of_the_submission_go_by_position(threads: ThreadWorkers) -> None:
    text = """
    def loss(target, inputs, weight): return None
    def f(): return loss(inputs=[1.0], weight=[1.0], target=3.0)
    """
    assert only(see(threads, text)) == [4.0]


def test_functions_that_are_not_replaced_are_the_submissions(threads: ThreadWorkers) -> None:
    text = "def loss(w, x, y): return -1.0\ndef f(): return loss(1.0, [1.0], [1.0])"
    assert only(see(threads, text, functions=("both",))) == [-1.0]


def test_proxies_are_put_back_where_a_call_replaced_one(threads: ThreadWorkers) -> None:
    text = """
    def spoils():
        global same
        same = lambda value: -1.0
        return same(2.0)
    def f(): return same(2.0)
    """
    assert [saw(one) for one in see(threads, text, "spoils", "f")] == [[-1.0], [2.0]]


# errors


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("type", "TypeError"),
        ("index", "IndexError"),
        ("zero", "ZeroDivisionError"),
        ("other", "RuntimeError"),
    ],
)
def test_an_error_of_the_function_is_raised_here(
    threads: ThreadWorkers, kind: str, error: str
) -> None:
    (seen,) = see(threads, f"def f(): return fails('{kind}')")
    assert isinstance(seen, Raised)
    assert (seen.error, seen.message, seen.line) == (error, "as it should", 2)


@pytest.mark.parametrize(
    "value",
    [
        "object()",
        "torch.nn.Linear(1, 1)",
        "{'a': 1}",
        "10**30",
        "torch.zeros(2, dtype=torch.complex64)",
        "torch.zeros(200_000)",
        "[0.0] * 200_000",
        "'x' * 1000",
        "[[[[[[[[1.0]]]]]]]]",
        "(lambda a: a.append(a) or a)([])",
        "[torch.zeros(1) for _ in range(2000)]",
    ],
)
def test_what_cannot_be_sent_raises_in_the_submission(threads: ThreadWorkers, value: str) -> None:
    (seen,) = see(threads, f"def f(): return same({value})")
    assert isinstance(seen, Raised)
    assert seen.error == "Unsendable"


def test_what_cannot_be_sent_back_raises_too(threads: ThreadWorkers) -> None:
    (seen,) = see(threads, "def f(): return opaque()")
    assert isinstance(seen, Raised)
    assert (seen.error, seen.message) == ("Unsendable", "Linear cannot be sent")


@pytest.mark.parametrize("name", ["hangs", "dies", "grows"])
def test_a_function_that_is_lost_raises_and_the_next_call_is_answered(
    workers: Workers, name: str
) -> None:
    text = f"def f(): return {name}()\ndef g(): return same(1.0)"
    lost, right = see(workers, text, "f", "g")
    assert not isinstance(lost, Stopped | TimedOut)
    with pytest.raises(AssertionError):
        saw(lost)
    assert saw(right) == [1.0]


def test_a_solution_is_not_started_for_ever(workers: Workers) -> None:
    text = f"""
    def f():
        for _ in range({MAX_STARTS}):
            try: dies()
            except RuntimeError: pass
        return same(1.0)
    """
    (seen,) = see(workers, text)
    assert isinstance(seen, Raised)
    assert seen.message == "the function was lost too often"


def test_no_solution_is_started_where_nothing_is_called(threads: ThreadWorkers) -> None:
    started = Started(threads)
    assert only(see(started, "def f(): return 1.0")) == [1.0]
    assert len(started.workers) == 1
    assert only(see(started, "def f(): return same(1.0) + same(1.0)")) == [2.0]
    assert len(started.workers) == 3


# remembered


def test_what_was_replied_before_is_not_asked_again(threads: ThreadWorkers) -> None:
    started, replies = Started(threads), Replies()
    text = f"def f():\n    {START}\n    loss(w, [1.0], [2.0]).backward()\n    return w.grad"
    first = sight(started, text, asks("f"), replies=replies)
    assert len(started.workers) == 2
    # by the second one, with a call before that the first one never made
    other = "def g(): return same(1.0)\n" + textwrap.dedent(text)
    assert sight(started, text, asks("f"), replies=replies).observations == first.observations
    assert len(started.workers) == 3
    both = sight(started, other, asks("f", "g"), replies=replies).observations
    assert both[0] == first.observations[0]
    assert saw(both[1]) == [1.0]
    assert len(started.workers) == 5


def test_a_solution_hears_what_led_to_a_question(threads: ThreadWorkers) -> None:
    """The gradient that is asked for is one of a call whose reply was remembered."""
    replies = Replies()
    once = f"""
    def f():
        {START}
        p, v = both(w)
        return p
    """
    twice = once.replace("return p", "(3 * p + v).sum().backward()\n        return w.grad")
    forgetful = sight(threads, twice, asks("f")).observations
    sight(threads, once, asks("f"), replies=replies)
    assert sight(threads, twice, asks("f"), replies=replies).observations == forgetful
    assert sight(threads, twice, asks("f"), replies=replies).observations == forgetful
    assert saw(forgetful[0])


def test_the_same_call_in_another_question_is_asked_anew(threads: ThreadWorkers) -> None:
    """Where a function draws numbers, each question has a seed of its own."""
    replies = Replies()
    first, second = asks("f", "f")[0], asks("g")[0]
    text = "def f(): return drawn()\ndef g(): return drawn()"
    seen = sight(threads, text, [first, second], replies=replies).observations
    assert seen == sight(threads, text, [first, second]).observations
    assert seen == sight(threads, text, [first, second], replies=replies).observations
    assert saw(seen[0]) != saw(seen[1])


def test_replies_are_kept_within_bounds() -> None:
    replies = Replies()
    for number in range(MAX_REPLIES + 1):
        replies.put(b"%d" % number, Gradients(()))
    assert replies.get(b"0") is None
    assert replies.get(b"1") == Gradients(())
    replies.put(b"large", Gradients((Numbers((1_000,), "float32", bytes(4_000)),)))
    replies.put(b"failed", Failed("ValueError", "no"))
    assert replies.get(b"large") is replies.get(b"failed") is None


# bounds


def test_a_long_run_stops_after_a_few_calls(threads: ThreadWorkers) -> None:
    """It would need too many in any case, and what it showed up to then proves nothing."""
    text = f"""
    def f():
        for _ in range({FEW_CALLS}): same(1.0)
        return 1.0
    def g():
        for _ in range({FEW_CALLS} + 1): same(1.0)
        return 1.0
    """
    questions = asks("f", "g")
    digests = frozenset(one.digest for one in questions)
    right, stopped = sight(threads, text, questions, long=digests).observations
    assert saw(right) == [1.0]
    assert stopped == Stopped()


def test_a_question_stops_after_its_calls_and_the_next_begins_anew(threads: ThreadWorkers) -> None:
    text = """
    def f():
        for _ in range(11): same(1.0)
        return 1.0
    def g():
        return sum(same(1.0) for _ in range(10))
    """
    first, second = see(threads, text, "f", "g", calls=10)
    assert first == Stopped()
    assert saw(second) == [10.0]


def test_gradients_have_a_bound_of_their_own(threads: ThreadWorkers) -> None:
    text = f"""
    def f(times=3):
        {START}
        p, v = both(w)
        for _ in range(times): v.backward(retain_graph=True)
        return w.grad
    def g(): return f(4)
    """
    right, stopped = see(threads, text, "f", "g", calls=3)
    assert saw(right) == [60.0]
    assert stopped == Stopped()


def test_an_answer_after_the_bound_is_stopped_all_the_same(threads: ThreadWorkers) -> None:
    text = """
    def f():
        try:
            while True: same(1.0)
        except BaseException:
            return 1.0
    """
    assert see(threads, text, calls=5) == [Stopped()]


def test_a_call_that_goes_on_after_the_bound_ends_at_its_deadline(workers: Workers) -> None:
    text = """
    def f():
        while True:
            try: same(1.0)
            except BaseException: pass
    def g(): return same(2.0)
    """
    hasty = Limits(submission_seconds=60.0, check_seconds=0.8, memory_bytes=1 << 30)
    stopped, right = see(workers, text, "f", "g", calls=5, limits=hasty)
    assert stopped == Stopped()
    assert saw(right) == [2.0]


def test_all_questions_together_end_after_the_seconds(workers: Workers) -> None:
    text = "def f():\n    while True: pass\ndef g(): return 1.0"
    seen = sight(workers, text, asks("f", "g"), seconds=1.0)
    assert isinstance(seen.observations[0], TimedOut)
    assert seen.observations[1] == TimedOut(30.0, tried=False)
    assert seen.seconds < 3.0


def test_a_graph_is_kept_until_the_next_question(threads: ThreadWorkers) -> None:
    text = f"""
    kept = []
    def f():
        {START}
        kept.append(both(w)[1])
        return 1.0
    def g(): kept[0].backward()
    """
    first, second = see(threads, text, "f", "g")
    assert saw(first) == [1.0]
    assert isinstance(second, Raised)
    assert second.message == "the graph of this call is no longer kept"


# everywhere


@pytest.mark.parametrize("at", ["none", "sandbox", "spawned"])
def test_it_works_at_every_level(at: str, request: pytest.FixtureRequest) -> None:
    workers: Workers = (
        Spawner()
        if at == "spawned"
        else request.getfixturevalue({"none": "workers", "sandbox": "sandbox"}[at])
    )
    try:
        text = f"def f():\n    {START}\n    loss(w, [1.0], [1.0]).backward()\n    return w.grad"
        # starting a solution takes none of the submission's time
        assert only(see(workers, text, seconds=5.0)) == [4.0]
    finally:
        if at == "spawned":
            workers.close()


def test_random_numbers_of_the_function_are_the_same_in_each_run(threads: ThreadWorkers) -> None:
    assert "secret" in SOLUTION
    text = "def f(): return float(torch.rand(()))"
    runs: list[list[Observation]] = [see(threads, text) for _ in range(2)]
    assert runs[0] == runs[1]
