"""What happened, in words that a student can act on.

The sentences observe and never judge. Those on hidden checks say what was returned, never what was
expected.
"""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence

from grader.checks import Look
from grader.expectations.describe import NO_VALUE, as_text, value_count
from grader.expectations.expectation import OBJECT, RESULT
from grader.expectations.registered import REGISTERED, names_in
from grader.judging.judge import Account, Asked, Shortfall
from grader.judging.pytorch import meaning
from grader.judging.remarks import cannot_read, did, place, syntax_error
from grader.observations import (
    At,
    Crashed,
    LeftOut,
    Misfit,
    Missing,
    NoGradient,
    Observation,
    OutOfMemory,
    Raised,
    Returned,
    Stopped,
    TimedOut,
    Unregistered,
    Value,
)
from grader.printable import counted, one_line, sentence
from grader.recording import Call
from grader.report import Event
from grader.submission.source import Submission
from grader.submission.uses import definition_of

TEXTS_OF = {"count": value_count, "parameters": names_in}
LOOP = re.compile(r"\s*(?:async\s+for|for|while)\b.*:")
RAN_TWICE = "backward through the graph a second time"
OWN_BACKWARD = (
    "The gradient was already taken inside the function, by a backward() of its own. That is "
    "for the caller to do: return the value with its graph."
)


class Explainer:
    """Puts into words why a check of one submission fell short."""

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
        cut = str(asked.check.call)
        call = str(asked.questions[short.trial]) if asked.check.shown else cut
        account = self._account(asked, short, call)
        happened = account.happened
        if not happened:
            of_cut = account if call == cut else self._account(asked, short, cut)
            happened = of_cut.observed
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
            case TimedOut(tried=True) as stopped if stopped.file is not None:
                return self._stopped(asked, call, stopped)
        return Account(self._lost(asked.function, call, short.observation))

    def _stopped(self, asked: Asked, call: str, stopped: TimedOut) -> Account:
        """Where a call was that did not end."""
        lost = self._lost(asked.function, call, stopped)
        innermost = At(0, stopped.file or "", stopped.line or 0)
        places = [innermost, *(At(0, *one) for one in stopped.callers)]
        # a function that a loop calls again and again is seldom where it hangs
        loop = next(filter(None, (loop_around(self._submission.line, one) for one in places)), None)
        shown = loop or innermost
        where = place(shown, self._submission)
        line = one_line(self._submission.line(shown.file, shown.line) or "")
        still = f"was still in the loop of {where}" if loop else f"was at {where} then"
        happened = self._lost(asked.function, str(asked.check.call), stopped)
        if loop:  # another line of the same loop would tell apart what is alike
            happened = f"{happened} It {still}."
        text = f"{lost} It {still}: {line}"
        return Account(text, "", shown.file, shown.line, happened=happened)

    def _returned(self, asked: Asked, short: Shortfall, call: str, seen: Value) -> Account:
        assert short.expectation is not None
        look = short.expectation.look
        if isinstance(seen, Unregistered):
            return self._unregistered(asked, call, seen, look)
        name = self._place(asked.check.call, look)
        if isinstance(seen, NoGradient):
            return self._no_gradient(call, seen, name)
        expected = short.expected
        text_of = TEXTS_OF.get(look.place, as_text)
        value = text_of(seen)
        of = f"a weighted sum of {call}" if look.weights else call
        model = self._model(asked.check.call, call, look)
        observed = {
            "gradient": f"The gradient of {of} with respect to {name} is {value}",
            "argument": f"{call} left {name} as {value}",
            "left_gradient": f"{call} left {name}.grad as {value}",
            "count": f"{call} returned {value}",
            "returned": f"{call} returned {value}",
            "parameter": f"{look.name} of {model} is {value}",
            "state": f"{look.name} of {model} is {value}",
            "parameters": f"The registered parameters of {model}: {value}",
            "training": f"training of {model} is {value}",
        }[look.place]
        kind = short.expectation.kind
        if measured := kind.measured(short.each):
            observed = f"{observed}; {measured}"
        wanted = kind.wanted() if expected is None else text_of(expected)
        words = kind.words(observed, seen, expected, wanted if asked.check.shown else "")
        return Account(words.observed, words.known, complete=words.complete)

    def _place(self, call: Call, look: Look) -> str:
        """An argument, or a parameter of a model, as a student names it."""
        if look.argument < 0:
            return look.name
        name = self._parameter(call.callee, look.argument)
        return f"{name}.{look.name}" if look.name else name

    def _model(self, call: Call, text: str, look: Look) -> str:
        """The model that a check looks at."""
        if look.argument == RESULT:
            return text
        if look.argument == OBJECT:
            return f"the model after {text}"
        return f"{self._parameter(call.callee, look.argument)} after {text}"

    def _unregistered(self, asked: Asked, call: str, seen: Unregistered, look: Look) -> Account:
        model = self._model(asked.check.call, call, look)
        if seen.reason == "no_model" and look.argument == RESULT:
            known = NO_VALUE if seen.name == "NoneType" else "The task asks for a model."
            return Account(f"{call} returned {_typed(seen.name)}, not a model.", known)
        if seen.reason == "no_model":
            what = f"{asked.check.call.on} is of type {one_line(seen.name, 60)}"
            return Account(f"{what}, not a torch.nn.Module.", "The task asks for a model.")
        if seen.reason == "not_registered":
            kind = one_line(seen.name, 60)
            observed = f"{look.name} of {model} is of type {kind}, and not registered."
        else:
            observed = f"{sentence(model)} has nothing of the name {look.name}."
        return Account(observed, REGISTERED)

    def _no_gradient(self, call: str, seen: NoGradient, name: str) -> Account:
        observed, known = {
            "not_a_tensor": (
                f"{call} returned {_typed(seen.message)}, not a tensor.",
                NO_VALUE
                if seen.message == "NoneType"
                else "Only a tensor remembers how it was computed. Without that, there is no "
                f"gradient with respect to {name}.",
            ),
            "detached": (
                f"{call} returned a tensor that is cut off from {name}.",
                "The tensor does not remember how it was computed, so there is no gradient with "
                f"respect to {name}.",
            ),
            "not_one_number": (
                f"{call} returned a tensor of several numbers.",
                "A gradient is always that of one number: the loss over all points together.",
            ),
            "not_as_many": (
                f"{call} returned a tensor of {_counted(seen.message)}, not of as many as its "
                "gradient is taken of.",
                "There is one number for each input: none is summed up or left out.",
            ),
            "unused": (
                f"No gradient of {call} reaches {name}.",
                f"What was returned was not computed from the tensor {name} that was passed in.",
            ),
            "backward_failed": (
                f"The gradient of {call} could not be computed"
                + ("." if _failed_for(seen) else f": {one_line(seen.message)}"),
                _failed_for(seen),
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
        if is_stub(raised):
            return Account(f"{call} is not written yet: it raises NotImplementedError.")
        observed = f"{call} {did(raised)}"
        line = self._submission.line(raised.file, raised.line)
        if line is not None:
            observed += f" {sentence(place(raised, self._submission))}: {one_line(line)}"
        known = meaning(raised.message, raised.error)
        return Account(observed, known, raised.file, raised.line)

    def _missing(self, function: str, missing: Missing) -> Account:
        name = self._submission.name
        function = one_line(missing.name, 60) or function
        if missing.bound is not None:
            kind = one_line(missing.bound, 60)
            return Account(f"{function} is of type {kind} in {name}, not a function.")
        close = difflib.get_close_matches(function, self._functions, n=1)
        similar = one_line(close[0]) if close else ""
        guess = f" There is {similar}: is that the one?" if similar else self._elsewhere(function)
        return Account(f"{name} has no function {function}.{guess}", similar=similar)

    def _elsewhere(self, function: str) -> str:
        """Where the code of a missing function may be instead."""
        text = self._submission.text
        if definition_of(function, indented=True).search(text):
            return (
                " One of that name is inside a class or another function, where no check can call "
                "it: its definition belongs at the start of a line."
            )
        if "def " not in text and "lambda" not in text:
            return " Nothing in it is a function: its code runs once, when the file is loaded."
        return ""

    def _lost(self, function: str, call: str, observation: Observation) -> str:
        match observation:
            case Misfit(signature, name):
                return (
                    f"{one_line(name, 60) or function}{one_line(signature)} cannot be called with "
                    "the arguments shown in README.md."
                )
            case TimedOut(seconds, tried=True):
                return f"{call} did not end within {seconds:g} s and was stopped."
            case TimedOut():
                return f"{call} was not called: the time was already used up."
            case Stopped():
                return f"{call} made so many calls of other functions that it was stopped."
            case LeftOut():
                return f"{call} was not called: it uses a function that is wrong."
            case OutOfMemory():
                return f"{call} needed more than {self._memory_limit_mib} MiB of memory."
            case Crashed(signal=signal) if signal:
                return f"The process that ran {call} was ended by signal {signal}."
            case Crashed(unreadable=True):
                return f"The process that ran {call} sent something unreadable."
            case Crashed(exit_code=code):
                return f"The process that ran {call} exited with code {code} before it answered."
        raise TypeError(f"no words for {observation}")

    def _parameter(self, function: str, position: int) -> str:
        names = self._parameters.get(function, ())
        return names[position] if position < len(names) else f"argument {position + 1}"


def loop_around(line_of: Callable[[str, int], str | None], at: At) -> At | None:
    """The nearest line above that begins a loop around this one: a guess, by indentation."""
    inner = line_of(at.file, at.line) or ""
    depth = len(inner) - len(inner.lstrip())
    if LOOP.match(inner):
        return at
    for number in range(at.line - 1, 0, -1):
        line = line_of(at.file, number) or ""
        indent = len(line) - len(line.lstrip())
        if line.strip() and indent < depth:
            if LOOP.match(line):
                return At(at.at, at.file, number)
            depth = indent
    return None


def _failed_for(seen: NoGradient) -> str:
    """What it means that the gradient could not be computed; empty if nobody knows."""
    return OWN_BACKWARD if RAN_TWICE in seen.message else meaning(seen.message)


def _counted(number: str) -> str:
    return counted(int(number), "number") if number.isdecimal() else "several numbers"


def event(short: Shortfall) -> Event:
    """What kind of thing happened."""
    match short.observation:
        case Returned():
            return "no_gradient" if isinstance(short.seen, NoGradient) else "returned"
        case Raised(syntax=True):
            return "syntax_error"
        case Raised() as raised:
            return "not_written" if is_stub(raised) else "raised"
        case Missing(bound=bound):
            return "missing" if bound is None else "not_a_function"
        case TimedOut(tried=tried):
            return "timed_out" if tried else "not_called"
        case LeftOut():
            return "left_out"
        case Stopped():
            return "timed_out"
        case Misfit():
            return "misfit"
        case OutOfMemory():
            return "out_of_memory"
    return "crashed"


def is_stub(raised: Raised) -> bool:
    """Whether it is the error with which a stub says that it is not written yet."""
    return raised.error == "NotImplementedError" and not raised.message


def _typed(name: str) -> str:
    return "None" if name == "NoneType" else f"something of type {one_line(name, 60)}"
