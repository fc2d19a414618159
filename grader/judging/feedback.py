"""What happened, in words that a student can act on.

Sentences observe and never judge. Hidden checks show what was returned, never what was expected.
"""

import difflib
from collections.abc import Mapping, Sequence

from grader.expectations.describe import NO_VALUE, counted_values, described
from grader.judging.judge import Account, Asked, Shortfall
from grader.judging.remarks import cannot_read, did, place, syntax_error
from grader.observations import (
    Crashed,
    Misfit,
    Missing,
    NoGradient,
    Observation,
    OutOfMemory,
    Raised,
    Returned,
    TimedOut,
    Value,
)
from grader.printable import one_line, sentence
from grader.report import Event
from grader.submission.source import Submission

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
        expected = short.expected
        name = self._parameter(asked.function, look.argument)
        as_text = counted_values if look.place == "count" else described
        observed = {
            "gradient": f"The gradient of {call} with respect to {name} is {as_text(seen)}",
            "argument": f"{call} left {name} as {as_text(seen)}",
            "left_gradient": f"{call} left {name}.grad as {as_text(seen)}",
            "count": f"{call} returned {as_text(seen)}",
            "returned": f"{call} returned {as_text(seen)}",
        }[look.place]
        expected_text = as_text(expected) if asked.check.shown and expected is not None else ""
        words = short.expectation.kind.words(observed, seen, expected, expected_text)
        return Account(words.observed, words.known, complete=words.complete)

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


def _typed(name: str) -> str:
    return "None" if name == "NoneType" else f"something of type {one_line(name, 60)}"


def _meaning(message: str) -> str:
    return next((words for part, words in TORCH_ERRORS.items() if part in message), "")
