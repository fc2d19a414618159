"""What happened, in words that a student can act on.

Sentences observe and never judge. Hidden checks show what was returned, never what was expected.
"""

import difflib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from grader.checks import PythonNumbers, Satisfying, Tensors
from grader.expectations.compare import (
    all_reals,
    all_tensors,
    part,
    parts,
    python_numbers,
    reals,
    sole,
)
from grader.judging.judge import Account, Asked, Shortfall
from grader.judging.remarks import cannot_read, did, place, syntax_error
from grader.observations import (
    Crashed,
    Misfit,
    Missing,
    NoGradient,
    Nothing,
    Number,
    Observation,
    Other,
    OutOfMemory,
    Raised,
    Returned,
    Tensor,
    Text,
    TimedOut,
    Value,
)
from grader.observations import Sequence as Items
from grader.printable import counted, one_line, sentence
from grader.report import Event
from grader.submission.source import Submission

MAX_ITEMS = 6

NO_VALUE = "A function gives back None when it ends without returning a value."

CALLABLE = frozenset({"function", "method", "builtin_function_or_method"})
NOT_CALLED = "A function was named and not called: are its parentheses missing?"

TENSOR = (
    "A tensor of one number prints like a number, and can hold on to everything that it was "
    "computed from."
)

ARRAY = "Gradients flow through tensors only, so what they are to flow through starts as one."

# What PyTorch says, and what it means in a training loop.
TORCH_ERRORS = {
    "'NoneType'": (
        "None stands where a number or a tensor was expected. A .grad is None until backward() has "
        "filled it, and a function without a return statement gives back None."
    ),
    "does not require grad and does not have a grad_fn": (
        "backward() was called on a value that remembers no parameter: on the way there, a tensor "
        "was turned into numbers, made anew or detached, or was computed under no_grad; or the "
        "parameters do not ask for gradients (requires_grad)."
    ),
    "leaf Variable that requires grad is being used in an in-place operation": (
        "A parameter was changed in place while PyTorch was recording for the gradient. An update "
        "step is not part of the loss and needs no recording."
    ),
    "backward through the graph a second time": (
        "backward() ran twice over the same computation. Each step computes its own loss anew."
    ),
    "can't optimize a non-leaf Tensor": (
        "The optimiser was given the outcome of a computation, not a parameter that starts one."
    ),
    "Can't call numpy() on Tensor that requires grad": (
        "A tensor that carries gradients cannot be turned into a numpy array as it is."
    ),
}


class Explainer:
    """Puts a shortfall of one submission into words."""

    def __init__(
        self,
        submission: Submission,
        functions: Sequence[str],
        parameters: Mapping[str, Sequence[str]],
        memory_limit_mib: int,
    ) -> None:
        self._submission = submission
        self._functions = functions
        self._parameters = parameters
        self._memory_limit_mib = memory_limit_mib

    def __call__(self, asked: Asked, short: Shortfall) -> Account:
        """What happened, what is known about it, and where in the submission."""
        cut = f"{asked.function}(…)"
        call = str(asked.questions[short.trial]) if asked.check.shown else cut
        account = self._account(asked, short, call)
        happened = account.happened or self._account(asked, short, cut).observed
        return account._replace(event=event(short), happened=happened)

    def _account(self, asked: Asked, short: Shortfall, call: str) -> Account:
        """The account in which the call is written as `call`."""
        match short.observation:
            case Returned():
                assert short.seen is not None
                return self._returned(asked, short, call, short.seen)
            case Raised() as raised:
                return self._raised(call, raised)
            case Missing() as missing:
                return self._missing(asked.function, missing)
        return Account(self._lost(asked.function, call, short.observation))

    def _returned(self, asked: Asked, short: Shortfall, call: str, seen: Value) -> Account:
        assert short.expectation is not None
        look = short.expectation.look
        if isinstance(seen, NoGradient):
            return self._no_gradient(asked, call, seen, look.argument)
        if isinstance(short.expectation.find, PythonNumbers):
            return _not_python_numbers(call, seen, short.expectation.find.part)
        if isinstance(short.expectation.find, Tensors):
            return _not_tensors(call, seen)
        name = self._parameter(asked.function, look.argument)
        observed = {
            "gradient": f"The gradient of {call} with respect to {name} is {shown(seen)}",
            "argument": f"{call} left {name} as {shown(seen)}",
            "left_gradient": f"{call} left {name}.grad as {shown(seen)}",
            "count": f"{call} returned {_counted(seen)}",
            "returned": f"{call} returned {shown(seen)}",
        }[look.place]
        if isinstance(short.expectation.find, Satisfying):
            observed += f"; it should return {short.expectation.find.saying}"
        elif asked.check.shown and short.expected is not None:
            counted = look.place == "count"
            observed += f"; expected {(_counted if counted else shown)(short.expected)}"
        known = "" if short.expected is None else structural(short.expected, seen)
        return Account(f"{observed}.", known, complete=bool(known))

    def _no_gradient(self, asked: Asked, call: str, seen: NoGradient, argument: int) -> Account:
        name = self._parameter(asked.function, argument)
        observed, known = {
            "not_a_tensor": (
                f"{call} returned {_typed(seen.message)}, not a tensor.",
                NO_VALUE
                if seen.message == "NoneType"
                else "Only a tensor remembers how it was computed; from anything else no gradient "
                f"finds its way back to {name}.",
            ),
            "detached": (
                f"{call} returned a tensor that is cut off from {name}.",
                "The tensor does not remember how it was computed, so no gradient finds its way "
                f"back to {name}.",
            ),
            "not_one_number": (
                f"{call} returned a tensor of several numbers.",
                "A gradient belongs to one number: the loss over all points together.",
            ),
            "unused": (
                f"No gradient of {call} reaches {name}.",
                f"The graph of what is returned does not lead back to the tensor {name} that was "
                "passed in.",
            ),
            "backward_failed": (
                f"The gradient of {call} could not be computed: {one_line(seen.message)}",
                _meaning(seen.message),
            ),
        }[seen.reason]
        return Account(observed, known, complete=known == NO_VALUE)

    def _raised(self, call: str, raised: Raised) -> Account:
        if raised.syntax:
            return Account(
                syntax_error(self._submission, raised),
                file=raised.file,
                line=raised.line,
                happened=cannot_read(self._submission, raised),
            )
        if _is_stub(raised):
            return Account(f"{call} is not written yet: it raises NotImplementedError.")
        observed = f"{call} {did(raised)}"
        line = self._submission.line(raised.file, raised.line)
        if line is not None:
            observed += f" {sentence(place(raised, self._submission))}: {one_line(line)}"
        return Account(observed, _meaning(raised.message), raised.file, raised.line)

    def _missing(self, function: str, missing: Missing) -> Account:
        name = self._submission.name
        if missing.bound is not None:
            kind = one_line(missing.bound, 60)
            return Account(f"{function} is of type {kind} in {name}, not a function.")
        close = difflib.get_close_matches(function, self._functions, n=1)
        similar = one_line(close[0]) if close else ""
        guess = f" There is {similar}: is it the one meant?" if similar else ""
        return Account(f"{name} has no function {function}.{guess}", similar=similar)

    def _lost(self, function: str, call: str, observation: Observation) -> str:
        match observation:
            case Misfit(signature):
                return (
                    f"{function}{one_line(signature)} cannot be called with the arguments that "
                    "README.md and the stub name."
                )
            case TimedOut(seconds, tried=True):
                return f"{call} gave no answer within {seconds:g} s and was stopped."
            case TimedOut():
                return f"{call} was not called: what ran before it had used up the time."
            case OutOfMemory():
                return f"{call} needed more than {self._memory_limit_mib} MiB of memory."
            case Crashed(signal=signal) if signal:
                return f"The process that ran {call} was ended by signal {signal}."
            case Crashed(unreadable=True):
                return f"The process that ran {call} sent something that is no answer."
            case Crashed(exit_code=code):
                return f"The process that ran {call} left with exit code {code} and no answer."
        raise TypeError(f"no words for {observation}")

    def _parameter(self, function: str, position: int) -> str:
        names = self._parameters.get(function, ())
        return names[position] if position < len(names) else f"argument {position + 1}"


def event(short: Shortfall) -> Event:
    """What kind of thing happened where a check fell short."""
    match short.observation:
        case Returned():
            return "no_gradient" if isinstance(short.seen, NoGradient) else "returned"
        case Raised(syntax=True):
            return "syntax_error"
        case Raised() as raised:
            return "not_written" if _is_stub(raised) else "raised"
        case Missing(bound=bound):
            return "missing" if bound is None else "not_a_function"
        case TimedOut(tried=tried):
            return "timed_out" if tried else "not_called"
        case Misfit():
            return "misfit"
        case OutOfMemory():
            return "out_of_memory"
    return "crashed"


def _is_stub(raised: Raised) -> bool:
    return raised.error == "NotImplementedError" and not raised.message


def _not_python_numbers(call: str, seen: Value, number: int | None) -> Account:
    """Where a tensor or something else stands in place of a number of Python's own."""
    found = part(seen, number)
    stray = seen if found is None else _stray(found, python_numbers)
    whole = "that is" if stray is seen else "in it is"
    where = whole if number is None else f"value {number + 1} of it is"
    observed = f"{call} returned {shown(seen)}"
    if isinstance(stray, Tensor):
        kind = "a numpy array" if stray.array else "a tensor"
        known = "" if stray.array else TENSOR
        return Account(f"{observed}; {where} {kind}, not a number of Python's own.", known)
    not_called = isinstance(stray, Other) and stray.name in CALLABLE
    known = NOT_CALLED if not_called else "What is asked for are numbers of Python's own."
    return Account(f"{observed}.", NO_VALUE if isinstance(seen, Nothing) else known)


def _not_tensors(call: str, seen: Value) -> Account:
    """Where a numpy array or something else stands in place of a tensor."""
    observed = f"{call} returned {shown(seen)}"
    if isinstance(seen, Nothing):
        return Account(f"{observed}.", NO_VALUE)
    stray = _stray(seen, all_tensors)
    whole = "that is" if stray is seen else "in it is"
    if isinstance(stray, Tensor):
        return Account(f"{observed}; {whole} a numpy array, not a tensor.", ARRAY)
    return Account(f"{observed}.", "What is asked for are tensors.")


def _stray(value: Value, asked_for: Callable[[Value], bool]) -> Value:
    """The first value in it that is not what is asked for."""
    if isinstance(value, Items):
        strays = (_stray(item, asked_for) for item in value.items if not asked_for(item))
        return next(strays, value)
    return value


def _counted(value: Value) -> str:
    number = sole(value)
    if number is None:
        return shown(value)
    return "1 value" if number == 1 else f"{number:,.0f} values"


def structural(expected: Value, seen: Value) -> str:
    """What the kind or the shape of a value tells, or nothing."""
    if isinstance(seen, Nothing):
        return NO_VALUE
    if isinstance(seen, Other) and seen.module:
        return f"{one_line(seen.name)} is a model; what is asked for are its numbers."
    if isinstance(seen, Other) and seen.name in CALLABLE:
        return NOT_CALLED
    if isinstance(seen, (Other, Text)):
        return f"What is asked for is {_kind(expected)}."
    if any(math.isnan(number) for number in all_reals(seen)):
        return (
            "nan means that the numbers grew beyond all bounds on the way, or that 0 was divided "
            "by 0."
        )
    wanted = sole(expected)
    if wanted is not None and sole(seen) is None:
        return _several_for_one(seen)
    unpacked, items = parts(expected), parts(seen)
    if isinstance(expected, Items) and unpacked is not None:
        if items is None or len(items) != len(unpacked):
            return f"What is asked for is {_kind(expected)}."
    elif isinstance(expected, Tensor) and isinstance(seen, Tensor) and expected.shape != seen.shape:
        return f"What is asked for has shape {list(expected.shape)}."
    return ""


def _several_for_one(seen: Value) -> str:
    if isinstance(seen, Tensor) and len(seen.shape) == 2 and seen.shape[0] == seen.shape[1]:
        return (
            f"Shape {list(seen.shape)} holds a number for every pair of points: a column of shape "
            "(n, 1) met a row of shape (n,) and both were stretched."
        )
    if isinstance(seen, Tensor):
        return (
            f"Shape {list(seen.shape)} holds a number for each point; what is asked for is one "
            "number for all of them."
        )
    return "What is asked for is one number."


def _kind(value: Value) -> str:
    unpacked = parts(value)
    if isinstance(value, Items) and unpacked is not None:
        if value.kind == "list":
            return f"a list of {counted(len(unpacked), 'number')}"
        return f"{len(unpacked)} values together, as in `return a, b`"
    return "a number" if sole(value) is not None else "a tensor of numbers"


def shown(value: Value) -> str:
    """A value as a student would print it, cut."""
    match value:
        case Number(number, kind):
            return str(bool(number)) if kind == "bool" else _digits(float(number))
        case Tensor(shape) if len(value.values) == 1:
            return _digits((reals(value) or (math.nan,))[0])
        case Tensor(shape):
            listed = _list(_digits(float(number)) for number in value.values)
            return f"{listed} (shape {list(shape)})"
        case Items(items, kind):
            listed = _list(shown(item) for item in items)
            return f"({listed[1:-1]})" if kind == "tuple" else listed
        case Nothing():
            return "None"
        case Text(text):
            return repr(one_line(text, 60))
        case Other(name):
            return f"an object of type {one_line(name, 60)}"
    return "no gradient"


def _list(items: Iterable[str]) -> str:
    listed = list(islice(items, MAX_ITEMS + 1))
    more = ", …" if len(listed) > MAX_ITEMS else ""
    return f"[{', '.join(listed[:MAX_ITEMS])}{more}]"


def _digits(number: float) -> str:
    return f"{number:.6g}"


def _typed(name: str) -> str:
    return "None" if name == "NoneType" else f"something of type {one_line(name, 60)}"


def _meaning(message: str) -> str:
    return next((words for part, words in TORCH_ERRORS.items() if part in message), "")
