"""What a call may leave behind for the next one: modes, defaults, seeds, options, patched modules.

A question is about one function. What another one switched off, seeded or replaced must not change
the answer, so it is put back before each question to what it was once the submission was loaded.
What the submission itself sets at its top level stays in force, but for seeds: each question has
its own. Not put back are data of the submission's own, modules that it trained, and hooks.
"""

import contextlib
import gc
import random
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch

from .patching import may_patch
from .program import Program

Restore = Callable[[], None]
PATCHABLE = (
    *("builtins", "math", "random", "statistics", "warnings", "copy", "functools", "itertools"),
    *(
        "torch",
        "torch.autograd",
        "torch.linalg",
        "torch.nn",
        "torch.nn.functional",
        "torch.nn.init",
    ),
    *("torch.optim", "torch.random", "numpy", "numpy.linalg", "numpy.random"),
)
CLASSES = (
    *(torch.Tensor, torch.nn.Module, torch.nn.Linear, torch.nn.MSELoss, torch.optim.Optimizer),
    *(torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, torch.optim.RMSprop),
)
DESCRIPTORS = (property, staticmethod, classmethod)


class Surroundings:
    """Notes how things are, and puts them back."""

    def __init__(self, seed: int, program: Program) -> None:
        self._seed = self._next_seed = seed
        self._function = ""
        self._patches: list[Restore] = []
        self._settings: list[Restore] = []
        for holder in (*_patchable(program), program.module):
            with contextlib.suppress(BaseException):  # a submission may have broken anything
                self._patches.append(_patches(holder))
        for noted in (_modes(), _options()):
            with contextlib.suppress(BaseException):
                self._settings.extend(noted)
        self._settings.append(self._seed_anew)

    def _seed_anew(self) -> None:
        seed_all(self._next_seed)

    def pass_over(self) -> None:
        """Leave a question out: the next one has the seed that it would have had anyway."""
        self._seed += 1

    def restore(self, function: str, seed: int | None = None) -> None:
        """Put everything back and set a seed before the next question, about `function`.

        Without a `seed`, the one after that of the last question that had none.
        """
        if seed is None:
            self._seed += 1
        self._next_seed = self._seed if seed is None else seed
        steps = self._settings
        if function != self._function:
            self._function = function
            steps = self._patches + steps  # settings are put back by functions that can be patched
        for step in steps:
            with contextlib.suppress(BaseException):
                step()


def _patchable(program: Program) -> Sequence[Any]:
    """The modules and classes of others that the program could change."""
    modules = (sys.modules.get(name) for name in PATCHABLE)
    holders = [*(one for one in modules if one is not None), *CLASSES]
    with contextlib.suppress(BaseException):
        if not may_patch(program.statements, holders):
            return ()
    return holders


def seed_all(seed: int) -> None:
    """Seed every source of random numbers that is loaded."""
    random.seed(seed)
    torch.default_generator.manual_seed(seed)  # of the CPU alone; seeding all devices takes 15 ms
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed(seed % 2**32)


def _modes() -> Iterator[Restore]:
    """How torch computes, in this thread and by default."""
    is_inference = torch.is_inference_mode_enabled()
    left: list[Any] = []  # guards that are entered and stay so

    def inference() -> None:
        if torch.is_inference_mode_enabled() != is_inference:
            guard: Any = torch.inference_mode(is_inference)
            guard.__enter__()
            left.append(guard)

    yield inference
    yield _set_back(torch.is_grad_enabled, torch._C._set_grad_enabled)
    yield _set_back(torch.get_default_dtype, torch.set_default_dtype)
    yield _device()
    yield _set_back(torch.is_anomaly_enabled, torch.autograd.set_detect_anomaly)
    yield _set_back(torch.are_deterministic_algorithms_enabled, torch.use_deterministic_algorithms)
    yield _set_back(torch.get_float32_matmul_precision, torch.set_float32_matmul_precision)
    yield _set_back(torch.get_num_threads, torch.set_num_threads)
    yield _set_back(
        lambda: torch.is_autocast_enabled("cpu"),
        lambda on: torch.set_autocast_enabled("cpu", on),
    )


def _device() -> Restore:
    """Where torch computes by default.

    Asking torch takes as long as all other modes together. So it is asked only if the number of
    active function modes or the default device has changed.
    """

    def modes() -> tuple[int, Any]:
        context = getattr(torch._GLOBAL_DEVICE_CONTEXT, "device_context", None)
        return torch._C._len_torch_function_stack(), context

    nothing_is_set = (0, None)
    noted = modes()
    device = torch.device("cpu") if noted == nothing_is_set else torch.get_default_device()

    def restore() -> None:
        if modes() != noted and torch.get_default_device() != device:
            torch.set_default_device(device)

    return restore


def _options() -> Iterator[Restore]:
    """How Python warns, prints and collects."""
    yield _set_back(sys.getrecursionlimit, sys.setrecursionlimit)
    yield _set_back(gc.isenabled, lambda on: gc.enable() if on else gc.disable())
    yield _set_back(sys.gettrace, sys.settrace)
    yield _set_back(sys.getprofile, sys.setprofile)
    yield _set_back(lambda: list(warnings.filters), _set_filters)
    printing = torch._tensor_str.PRINT_OPTS
    yield _set_back(lambda: dict(vars(printing)), vars(printing).update)
    if numpy := sys.modules.get("numpy"):
        yield _set_back(numpy.geterr, lambda how: numpy.seterr(**how))
        yield _set_back(numpy.get_printoptions, lambda how: numpy.set_printoptions(**how))


def _set_filters(filters: list[Any]) -> None:
    warnings.resetwarnings()  # also forgets what was decided by the filters before
    warnings.filters[:] = filters  # type: ignore[index]


def _set_back(get: Callable[[], Any], put: Callable[[Any], Any]) -> Restore:
    noted = get()

    def restore() -> None:
        if get() != noted:
            put(noted)

    return restore


def _patches(holder: Any) -> Restore:
    """Puts functions and classes of a module or class back that were replaced by others."""
    noted = dict(vars(holder))

    def restore() -> None:
        now = vars(holder)
        for name in [name for name, value in noted.items() if now.get(name) is not value]:
            if _is_code(noted[name]):
                setattr(holder, name, noted[name])
        for name in [name for name in now if name not in noted]:
            if isinstance(holder, type) and any(name in vars(base) for base in holder.__mro__[1:]):
                delattr(holder, name)

    return restore


def _is_code(
    value: Any,
    # as they were before a submission could replace them
    kind_of: Callable[[Any], type] = type,
    can_be_called: Callable[[Any], bool] = callable,
    is_kind: Callable[[type, Any], bool] = issubclass,
    model: type = torch.nn.Module,
) -> bool:
    """Whether it is a function, a class or the like.

    What holds data is nobody's to put back, and a model can be called, too. An object may answer
    for another, so its type is asked.
    """
    kind = kind_of(value)
    is_called = can_be_called(value) and not is_kind(kind, model)
    return is_called or is_kind(kind, DESCRIPTORS)
