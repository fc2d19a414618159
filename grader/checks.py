"""The words in which an instructor writes checks.

    compute_loss = function("compute_loss")

    checks = [
        check("compute_loss agrees with the worked example",
              compute_loss([1.0, 2.0], [5.0, 11.0], param(1.0), param(2.0)),
              returns(20.0), points=1,
              hint="The errors are -2 and -6. What is the mean of their squares?"),
    ]

A call is recorded, not made. An expectation says where to look and what to find there: a plain
value, or REFERENCE for what the solution shows to the same question. Pass an argument by position
if students may rename the parameter. Write keyword arguments in the order of the stub, without
gaps: a function with renamed parameters receives them by position.

A recorded call may be an argument of another, as in `bce(sigmoid(x), y)`; the check is about the
outer one. What stands twice in a question, such as a model, is one object there. `then` records the
call of a method, and the check stays about what the object came from.

The examples of the words are about one small submission, docs/example.py.
"""

import inspect
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, runtime_checkable

from grader.expectations.at_least import AtLeast
from grader.expectations.compared import REFERENCE, Original, Reference
from grader.expectations.expectation import OBJECT, RESULT, Expectation, Look
from grader.expectations.kind import ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE
from grader.expectations.normal import Normal
from grader.expectations.python_numbers import PythonNumbers
from grader.expectations.registered import Registered
from grader.expectations.sampled import Sampled
from grader.expectations.satisfying import Satisfying
from grader.expectations.tensors import Tensors
from grader.expectations.uniform import Uniform
from grader.expectations.within import Within
from grader.printable import encodable
from grader.recording import Call, Function, Optimizer, Param, Tensor, TypedTensor, inside

__all__ = [
    "ABSOLUTE_TOLERANCE",
    "COUNT_TOLERANCE",
    "FALSE_ALARMS",
    "OBJECT",
    "REFERENCE",
    "RELATIVE_TOLERANCE",
    "RESULT",
    "Call",
    "Check",
    "Draw",
    "Expectation",
    "Function",
    "Labels",
    "Look",
    "Matrix",
    "Numbers",
    "OneNumber",
    "Optimizer",
    "Original",
    "Param",
    "Probing",
    "PythonNumbers",
    "Reference",
    "Registered",
    "Satisfying",
    "Tensor",
    "Tensors",
    "TypedTensor",
    "at_least",
    "bool_tensor",
    "check",
    "function",
    "gradient_of",
    "has_parameter",
    "has_parameters",
    "has_state",
    "in_a_row",
    "int_tensor",
    "is_training",
    "labels",
    "leaves",
    "leaves_gradient",
    "matrix",
    "normal",
    "number",
    "numbers",
    "optimizer",
    "param",
    "probe",
    "returns",
    "returns_count",
    "returns_python_numbers",
    "returns_tensors",
    "satisfies",
    "shows",
    "tensor",
    "trending",
    "unchanged",
    "uniform",
    "within",
]

COUNT_TOLERANCE = 0.05  # so that one too many is 20 tolerances away
FALSE_ALARMS = 1e-6  # how often chance fails what is right


@runtime_checkable
class Draw(Protocol):
    """A random argument; the trusted side draws another value for each trial."""

    def draw(self, source: random.Random) -> Any:
        """A value from `source`; equal sources give equal values."""
        ...


@dataclass(frozen=True)
class Numbers:
    """A list of `count` random numbers; see `numbers`."""

    count: int
    low: float
    high: float
    trending: bool = False

    def draw(self, source: random.Random) -> list[float]:
        """The numbers, rounded to three decimals so that people can read them."""
        if not self.trending:
            return [round(source.uniform(self.low, self.high), 3) for _ in range(self.count)]
        # each number falls into its own window, three steps wide; the order of the windows looks
        # random, but is the same in all lists of this length
        windows = random.Random(self.count).sample(range(self.count), self.count)
        step = (self.high - self.low) / (self.count + 2)
        return [round(self.low + step * (place + 3 * source.random()), 3) for place in windows]


@dataclass(frozen=True)
class OneNumber:
    """A random number; see `number`."""

    low: float
    high: float

    def draw(self, source: random.Random) -> float:
        """The number, rounded to four significant digits so that people can read it."""
        return float(f"{source.uniform(self.low, self.high):.4g}")


@dataclass(frozen=True)
class Labels:
    """A list of `count` random class labels, each class among them; see `labels`."""

    count: int
    classes: int

    def draw(self, source: random.Random) -> list[int]:
        """The labels: each class once, more of any class, and all in random order."""
        more = [source.randrange(self.classes) for _ in range(self.count - self.classes)]
        return source.sample([*range(self.classes), *more], self.count)


@dataclass(frozen=True)
class Matrix:
    """Lists of random numbers, one for each of `rows`; see `matrix`."""

    rows: int
    columns: int
    low: float
    high: float

    def draw(self, source: random.Random) -> list[list[float]]:
        """The rows, each with `columns` numbers as from `Numbers`."""
        row = Numbers(self.columns, self.low, self.high)
        return [row.draw(source) for _ in range(self.rows)]


@dataclass(frozen=True)
class Check:
    """A titled, pointed call with expectations.

    `guessable` marks a check whose answer can be right even if the function is not (zero training
    steps return the start). It earns points only if another check of the same function passes.
    `line` is where it stands in its checks.py.
    """

    title: str
    call: Call
    expectations: tuple[Expectation, ...]
    points: float
    hint: str
    trials: int = 1
    times: int = 1
    guessable: bool = False
    shown: bool = field(default=True, kw_only=True)
    line: int = field(default=0, kw_only=True, compare=False, repr=False)


@dataclass(frozen=True)
class Probing:
    """A call to recognise causes by, and where to look; see `probe`."""

    call: Call
    expectations: tuple[Expectation, ...]
    times: int = 1


def function(name: str) -> Function:
    """The submission's function or class of that name.

    A function may also be an argument, and so may a call. A method of what a call returns is called
    by `then`; "__call__" calls the object itself.

    For example:

        double = function("double")
        check("double of 5 is 10", double(5.0), returns(10.0), points=1, hint="What is 5 and 5?")

    A function as an argument:

        check("twice applies any function two times",
              twice(double, 3.0),
              returns(12.0), points=1, hint="What is the double of the double of 3?")

    A call as an argument:

        check("double works for what softmax returns",
              double(softmax(tensor([0.0, 0.0]))),
              returns([1.0, 1.0]), points=1, hint="Both probabilities are a half.")

    A class, and a method of what it makes:

        check("a line with slope 2 is at 6 for x = 3",
              Line(2.0).then("forward", tensor([3.0])),
              returns([6.0]), points=1, hint="What is 2 times 3?")
    """
    return Function(name)


def in_a_row(*calls: Call) -> Call:
    """Several calls as one question, made in that order; expectations look at the last one.

    The check is about the function of the last one, and each call is made once, whatever `times`
    of the check is. Raises ValueError.

    For example:

        theta = param(3.0)
        check("two steps shrink theta twice",
              in_a_row(shrink(theta, 0.5), shrink(theta, 0.1)),
              leaves(0, 0.15), points=1, hint="What is left of 3 after the first call?")
    """
    if not calls:
        raise ValueError("in_a_row() needs a call")
    *before, last = calls
    return replace(last, before=(*before, *last.before))


def optimizer(name: str, of: Any, **settings: Any) -> Optimizer:
    """An optimizer of torch.optim as an argument, for a model or a `param`, or a list of these.

    `settings` are those of that class, see https://docs.pytorch.org/docs/stable/optim.html. It is
    made in the submission's process, once for all calls of a question.

    For example:

        theta = param(3.0)
        check("descend makes one step",
              descend(theta, optimizer("SGD", theta, lr=0.1)),
              leaves(0, 2.4), points=1, hint="The gradient of the square of 3 is 6.")
    """
    return Optimizer(name, of, settings)


def check(
    title: str,
    call: Call,
    *expectations: Expectation,
    points: float,
    hint: str,
    trials: int = 1,
    times: int = 1,
    guessable: bool = False,
) -> Check:
    """One check. In each of `trials` trials, the call is made `times` times on the same arguments.

    It earns its points if every expectation holds each time in every trial.

    For example:

        check("length agrees with the worked example",
              length([3.0, 4.0], param(2.0)),
              returns(10.0), gradient_of(1, 5.0), points=2,
              hint="The vector is (6, 8). What is the root of 36 + 64?")
    """
    if not expectations:
        raise ValueError(f"the check {title!r} expects nothing; add returns(...) or another")
    if any(one.look.argument >= len(call.arguments) > 0 for one in expectations):
        raise ValueError(f"the check {title!r} looks at an argument that its call does not have")
    if any(
        isinstance(one.find, Original) and not _has_numbers(call, one.look.argument)
        for one in expectations
    ):
        raise ValueError(
            f"the check {title!r} compares an argument that has no numbers, such as a "
            "model; see has_parameter"
        )
    if call.on is None and any(one.look.argument == OBJECT for one in expectations):
        raise ValueError(f"the check {title!r} looks at an object, but calls no method; see then")
    if points < 0 or trials < 1 or times < 1:
        raise ValueError(f"the check {title!r} needs points >= 0, trials >= 1 and times >= 1")
    title, hint = encodable(title), encodable(hint)
    caller = getattr(inspect.currentframe(), "f_back", None)
    line = 0 if caller is None else caller.f_lineno
    return Check(
        title, call, expectations, float(points), hint, trials, times, guessable, line=line
    )


def probe(call: Call, *expectations: Expectation, times: int = 1) -> Probing:
    """A question of an exercise's probes.py, which recognises causes and decides no points.

    It is needed for what is random: `shows(summary)` says what tells causes apart. Random arguments
    get the same numbers every time. Raises ValueError.

    For example:

        def mean(values):
            return sum(values) / len(values)

        probe(throw_dice(400), shows(mean, absolute=0.5))
    """
    if not expectations or times < 1:
        raise ValueError("a probe needs somewhere to look, and times >= 1")
    if any(isinstance(one.find, Sampled) for one in expectations):
        raise ValueError("a probe decides nothing: say with shows(...) what tells causes apart")
    return Probing(call, expectations, times)


def numbers(count: int, low: float = 0.0, high: float = 10.0) -> Numbers:
    """A list of `count` random numbers, uniform between `low` and `high`.

    For example:

        check("length is right for any vector",
              length(numbers(5), param(2.0)),
              returns(REFERENCE), points=1, trials=3,
              hint="What is the length by hand, for two numbers?")
    """
    return Numbers(count, low, high)


def trending(count: int, low: float = 0.0, high: float = 10.0) -> Numbers:
    """A list as from `numbers`, with a trend that all such lists of this length share.

    Two of them rise and fall together, like data on a line. Without a trend, a fit has little to
    find, and some mistakes go unnoticed.

    For example:

        check("correlation is right for data on a line",
              correlation(trending(6), trending(6, 10, 40)),
              returns(REFERENCE), points=1, hint="What does the covariance have to be divided by?")
    """
    return Numbers(count, low, high, trending=True)


def number(low: float = 0.5, high: float = 3.0) -> OneNumber:
    """A random number, uniform between `low` and `high`.

    For example:

        check("double is right for any number",
              double(number(3.0, 9.0)),
              returns(REFERENCE), points=1, trials=2, hint="Try it with 3.")
    """
    return OneNumber(low, high)


def param(value: float | Sequence[Any] | Draw) -> Param:
    """A float32 leaf tensor that requires gradients; a number gives shape [].

    For example:

        check("gradients reach theta from any start",
              length([3.0, 4.0], param(number())),
              gradient_of(1, REFERENCE), points=1, hint="Does it stay a tensor all the way?")
    """
    return Param(value)


def tensor(value: float | Sequence[Any] | Draw) -> Tensor:
    """A float32 tensor without gradients; a number gives shape [].

    For example:

        check("double works for each element of a tensor",
              double(tensor([1.0, -2.0])),
              returns([2.0, -4.0]), points=1, hint="What does the function do with a tensor?")
    """
    return Tensor(value)


def int_tensor(value: int | Sequence[Any] | Draw) -> Tensor:
    """An int64 tensor, such as class labels or places in a list; a number gives shape [].

    For example:

        check("misses marks the guesses that are wrong",
              misses(int_tensor([1, 0, 2]), int_tensor([1, 1, 2])),
              returns([False, True, False]), points=1, hint="Which guess is another class?")
    """
    return TypedTensor(value, "int64")


def bool_tensor(value: bool | Sequence[Any]) -> Tensor:
    """A tensor of True and False, such as a mask; one of them alone gives shape [].

    For example:

        check("share counts what is true",
              share(bool_tensor([True, False, False, True])),
              returns(0.5), returns_python_numbers(), points=1,
              hint="Two of four are true. What does .item() make of a tensor?")
    """
    return TypedTensor(value, "bool")


def labels(count: int, classes: int) -> Tensor:
    """An int64 tensor of `count` random class labels from 0 to `classes - 1`, none left out.

    This is how PyTorch's losses take classes: as indices, see
    https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html. A shown check
    writes its labels out, with `int_tensor`. Raises ValueError.

    For example:

        check("misses is right for any labels",
              misses(int_tensor([0, 1, 2, 2, 1, 0]), labels(6, 3)),
              returns(REFERENCE), points=1, trials=2, hint="Are the classes compared one by one?")
    """
    if not 1 <= classes <= count:
        raise ValueError(f"labels({count}, {classes}) needs 1 <= classes <= count")
    return TypedTensor(Labels(count, classes), "int64")


def returns(
    find: Any,
    *,
    relative: float = RELATIVE_TOLERANCE,
    absolute: float = ABSOLUTE_TOLERANCE,
) -> Expectation:
    """The call returns `find`.

    For example:

        check("the summary of three numbers is right",
              summary([1.0, 2.0, 6.0]),
              returns((3.0, [1.0, 6.0]), absolute=1e-5), points=1,
              hint="The numbers add up to 9. What is their mean?")
    """
    return Expectation(Look("returned"), find, relative, absolute)


def gradient_of(
    argument: int,
    find: Any,
    *,
    weights: Sequence[float] = (),
    parameter: str = "",
    relative: float = RELATIVE_TOLERANCE,
    absolute: float = ABSOLUTE_TOLERANCE,
) -> Expectation:
    """The gradient of what is returned with respect to the argument at that position.

    If the argument is a model, or OBJECT, the `parameter` is named that the gradient is taken of.

    A tensor of several numbers has no gradient of its own: `weights`, one for each of its elements
    in row-major order, say of which sum of them the gradient is taken. Different weights tell the
    elements apart.

    For example:

        check("gradients reach every logit",
              softmax(param([0.0, 1.0])),
              gradient_of(0, [-0.19661, 0.19661], weights=[1.0, 2.0]), points=1,
              hint="Are all steps made with torch?")

    The gradient of a parameter of a model:

        check("gradients reach the slope of the line",
              Line(2.0).then("forward", tensor([1.0, 3.0])),
              gradient_of(OBJECT, 4.0, parameter="slope", weights=[1.0, 1.0]), points=1,
              hint="Is the slope a parameter of the model?")
    """
    look = Look("gradient", argument, tuple(weights), parameter)
    return Expectation(look, find, relative, absolute)


def leaves(
    argument: int,
    find: Any,
    *,
    relative: float = RELATIVE_TOLERANCE,
    absolute: float = ABSOLUTE_TOLERANCE,
) -> Expectation:
    """The call leaves the argument at that position with the value `find`.

    For example:

        check("shrink changes theta in place",
              shrink(param(3.0), 0.5),
              leaves(0, 1.5), points=1, hint="How do theta = ... and theta *= ... differ?")
    """
    return Expectation(Look("argument", argument), find, relative, absolute)


def unchanged(argument: int) -> Expectation:
    """The call leaves the argument at that position as it was.

    For example:

        check("double leaves its argument alone",
              double(tensor([1.0, 2.0])),
              unchanged(0), returns([2.0, 4.0]), points=1,
              hint="Does *= change the tensor in place?")
    """
    return Expectation(Look("argument", argument), Original(), 0.0, 0.0)


def leaves_gradient(
    argument: int,
    find: Any,
    *,
    parameter: str = "",
    relative: float = RELATIVE_TOLERANCE,
    absolute: float = ABSOLUTE_TOLERANCE,
) -> Expectation:
    """The call leaves `find` in the .grad of the argument at that position.

    A .grad of None counts as zeros: a step that clears gradients may leave either. If the argument
    is a model, or OBJECT, the `parameter` is named whose .grad it is.

    For example:

        check("add_gradient fills the gradient",
              add_gradient(param(3.0)),
              leaves_gradient(0, 6.0), points=1, hint="Which method computes gradients?")
    """
    return Expectation(Look("left_gradient", argument, name=parameter), find, relative, absolute)


def has_parameter(
    name: str,
    find: Any,
    *,
    of: int = RESULT,
    relative: float = RELATIVE_TOLERANCE,
    absolute: float = ABSOLUTE_TOLERANCE,
) -> Expectation:
    """The model that is returned has a registered parameter of that name, with the value `find`.

    With `of`, the argument at that position has it after the call, or the OBJECT whose method was
    called. A parameter of a part of the model has a name such as `layer.weight`.

    For example:

        check("a line starts with the slope that it is given",
              Line(2.0),
              has_parameter("slope", 2.0), points=1,
              hint="Which class registers a tensor as a parameter?")
    """
    return Expectation(Look("parameter", of, name=name), find, relative, absolute)


def has_parameters(*names: str, of: int = RESULT) -> Expectation:
    """The model has registered exactly the parameters of these names; for `of` see `has_parameter`.

    For example:

        check("the slope is the only parameter of a line",
              Line(2.0),
              has_parameters("slope"), points=1, hint="What does parameters() of the model list?")
    """
    return Expectation(Look("parameters", of), Registered(names), 0.0, 0.0)


def has_state(
    name: str,
    find: Any,
    *,
    of: int = RESULT,
    relative: float = RELATIVE_TOLERANCE,
    absolute: float = ABSOLUTE_TOLERANCE,
) -> Expectation:
    """The model has an entry of that name in its state_dict, which are parameters and buffers.

    For `of` see `has_parameter`.

    For example:

        line = Line(2.0)
        check("a line counts how often it was called",
              in_a_row(line.then("__call__", tensor([1.0])), line.then("__call__", tensor([2.0]))),
              has_state("calls", 2.0, of=OBJECT), points=1,
              hint="What does register_buffer do?")
    """
    return Expectation(Look("state", of, name=name), find, relative, absolute)


def is_training(find: bool, *, of: int = RESULT) -> Expectation:
    """The model is in training mode, or with False in evaluation mode.

    For `of` see `has_parameter`.

    For example:

        check("evaluation leaves the model in evaluation mode",
              evaluate(Line(2.0), tensor([1.0])),
              is_training(False, of=0), points=1, hint="What does eval() switch?")
    """
    return Expectation(Look("training", of), find, 0.0, 0.0)


def returns_count(find: Any) -> Expectation:
    """The call returns `find` values: items of a list or tuple, or rows of a tensor.

    A single number is one value. Use it for long results: only the count leaves the sandbox, not
    the values.

    For example:

        check("as many dice are thrown as asked for",
              throw_dice(200),
              returns_count(200), points=1, hint="How often does the loop run?")
    """
    return Expectation(Look("count"), find, 0.0, COUNT_TOLERANCE)


def returns_python_numbers(part: int | None = None) -> Expectation:
    """The call returns plain Python numbers, not tensors; with `part`, only that part counts.

    Their values do not matter here. `returns` compares values, and accepts a tensor of one element
    for a number.

    For example:

        check("smallest and largest are plain numbers",
              summary([1.0, 2.0, 6.0]),
              returns_python_numbers(1), points=1, hint="What does .item() make of a tensor?")
    """
    return Expectation(Look("returned"), PythonNumbers(part))


def returns_tensors() -> Expectation:
    """The call returns a tensor, or only tensors: no numpy arrays, no lists of numbers.

    Values and shapes do not matter here. Use it if gradients are computed through the result, where
    numpy arrays fail; `returns` accepts an array for a tensor with the same numbers.

    For example:

        check("softmax returns a tensor",
              softmax(tensor([0.0, 1.0])),
              returns_tensors(), points=1, hint="Which operations leave torch?")
    """
    return Expectation(Look("returned"), Tensors())


def satisfies(
    predicate: Callable[[Any], bool],
    saying: str,
    *,
    summary: Callable[[Any], Any] | None = None,
    relative: float = RELATIVE_TOLERANCE,
    absolute: float = ABSOLUTE_TOLERANCE,
) -> Expectation:
    """`predicate` accepts what is returned, given as floats and nested lists of floats.

    With `times=k` it gets a list of the k values. `saying` completes the sentence "it should
    return ...". A predicate that raises does not accept.

    A function that draws random numbers never returns the same values twice. To recognise a known
    mistake in one, `summary` turns the values into something that does not depend on chance: a
    number or a list of numbers. Unless both are accepted, two submissions show the same if their
    summaries are equal to within `absolute + relative * |summary|`.

    For example:

        check("each die shows one of six numbers",
              throw_dice(50),
              satisfies(lambda values: set(values) <= {*range(1, 7)}, "whole numbers from 1 to 6"),
              points=1, hint="What are the smallest and the largest number on a die?")
    """
    return Expectation(
        Look("returned"), Satisfying(predicate, encodable(saying), summary), relative, absolute
    )


def shows(
    summary: Callable[[Any], Any], *, relative: float = 0.0, absolute: float = ABSOLUTE_TOLERANCE
) -> Expectation:
    """For probes: what is returned, as `summary` puts it; see `satisfies`.

    For example:

        probe(throw_dice(400), shows(max))
    """
    return Expectation(
        Look("returned"), Satisfying(lambda value: False, "", summary), relative, absolute
    )


def normal(
    mean: float | None = 0.0,
    deviation: float | None = 1.0,
    *,
    of: Callable[[Any], Any] | None = None,
    called: str = "",
    saying: str = "",
    shape: bool = True,
    rate: float = FALSE_ALARMS,
) -> Expectation:
    """The numbers returned are independent and normal, with this mean and standard deviation.

    Right ones fail with probability `rate` at most, for any count of numbers: the tests of mean,
    spread, curve and tails share it, and none is an approximation. None for `mean` or `deviation`
    accepts any; with `shape=False`, only mean and deviation are judged. Too few numbers to show a
    shape, about 30, always fail. Say with `returns_count` how many there have to be.

    `of` turns what is returned into the numbers to judge, such as the noise that is left when a
    curve is subtracted. It gets floats and nested lists of floats, with `times=k` a list of k such
    values; a tuple from it holds several samples, which are judged each by itself and share `rate`.

    Feedback tells mean and standard deviation. What `of` makes is told only if `called` says what
    these numbers are, such as "differences from the curve": leave it out if it would give an answer
    away. `saying` completes "it should return ...", and hidden checks say it, too.

    For example:

        check("measurements scatter around the length",
              measure(3.0, 400),
              normal(3.0, 0.1), returns_count(400), points=1,
              hint="Which distribution do the errors come from, and how large are they?")
    """
    if not 0 < rate < 1 or (deviation is not None and not deviation > 0):
        raise ValueError("normal(...) needs a deviation above 0 and a rate between 0 and 1")
    if not shape and deviation is None:
        raise ValueError("normal(...) without shape needs a deviation, or it expects nothing")
    find = Normal(mean, deviation, shape, rate, **_telling(of, called, saying))
    return Expectation(Look("returned"), find)


def uniform(
    low: float = 0.0,
    high: float = 1.0,
    *,
    of: Callable[[Any], Any] | None = None,
    called: str = "",
    saying: str = "",
    rate: float = FALSE_ALARMS,
) -> Expectation:
    """The numbers returned are independent and uniform between `low` and `high`.

    Right ones fail with probability `rate` at most. The rest is as for `normal`.

    For example:

        check("places are spread evenly over the whole line",
              drop_points(400),
              uniform(0.0, 1.0), returns_count(400), points=1,
              hint="Where do the points begin and end, and where are they dense?")
    """
    if not low < high or not 0 < rate < 1:
        raise ValueError("uniform(...) needs low < high, and a rate between 0 and 1")
    find = Uniform(low, high, rate, **_telling(of, called, saying))
    return Expectation(Look("returned"), find)


def within(
    low: float,
    high: float,
    *,
    of: Callable[[Any], Any] | None = None,
    called: str = "",
    saying: str = "",
) -> Expectation:
    """All numbers returned lie from `low` to `high`; `of`, `called` and `saying` as for `normal`.

    For example:

        check("probabilities stay between 0 and 1, however large the logits",
              softmax(tensor([0.0, 1000.0])),
              within(0.0, 1.0), points=1, hint="What is exp(1000)?")
    """
    if not low <= high:
        raise ValueError("within(...) needs low <= high")
    return Expectation(Look("returned"), Within(low, high, **_telling(of, called, saying)))


def at_least(
    share: float,
    *,
    of: Callable[[Any], Any] | None = None,
    called: str = "",
    saying: str = "",
    rate: float = FALSE_ALARMS,
) -> Expectation:
    """At least this share of answers is right, such as 0.9 of the classes of new points.

    `of` makes a list of what is returned, with True for each right answer. A function that is right
    with probability `share` or more for each of them fails with probability `rate` at most. So a
    few more may be wrong than `share` says, and of too few answers to tell all fail. `called` and
    `saying` as for `normal`.

    For example:

        check("nearly all positive numbers get class 1",
              classify(numbers(200, 0.0, 10.0)),
              at_least(0.9, of=lambda classes: [one == 1 for one in classes]),
              returns_count(200), points=1, hint="From where on is a number positive?")
    """
    if not 0 < share <= 1 or not 0 < rate < 1:
        raise ValueError("at_least(...) needs a share up to 1, and a rate between 0 and 1")
    return Expectation(Look("returned"), AtLeast(share, rate, **_telling(of, called, saying)))


def matrix(rows: int, columns: int, low: float = 0.0, high: float = 10.0) -> Matrix:
    """So many rows of random numbers, uniform between `low` and `high`, for `tensor` or `param`.

    Rows of different ranges are a list of draws: `tensor([numbers(3), numbers(3, -1, 1)])`. Draws
    may stand anywhere in lists.

    For example:

        check("double works for each element of a matrix",
              double(tensor(matrix(2, 3))),
              returns(REFERENCE), points=1, trials=2, hint="Does the result have the same shape?")
    """
    if rows < 1 or columns < 1:
        raise ValueError("matrix(...) needs a row and a column at least")
    return Matrix(rows, columns, low, high)


def _has_numbers(call: Call, argument: int) -> bool:
    given = call.arguments[argument : argument + 1]
    return not any(isinstance(one, Call | Function | Optimizer) for one in given)


def has_draw(value: Any) -> bool:
    """Whether a random number stands in an argument, at any depth."""
    return any(isinstance(one, Draw) for one in inside(value))


def _telling(of: Callable[[Any], Any] | None, called: str, saying: str) -> dict[str, Any]:
    return {"of": of, "called": encodable(called), "saying": encodable(saying)}
