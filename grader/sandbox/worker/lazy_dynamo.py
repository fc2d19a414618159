"""Keep eager training from importing `torch._dynamo`, the package behind `torch.compile`.

The first optimiser in a process imports that package, about 800 modules that take longer than torch
itself, only to call two functions that do nothing outside `torch.compile`. `install` puts an empty
module in its place, which answers these calls and turns into the package as soon as anything else
is used.
"""

import contextlib
import importlib
import importlib.abc
import importlib.util
import sys
import threading
import weakref
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType
from typing import Any

import torch

__all__ = ["install"]

_NAME = "torch._dynamo"


def install() -> bool:
    """Load `torch._dynamo` only when it is needed; return whether that works.

    Programs compute the same as before: optimisers run without the package, while `torch.compile`
    and every other use load it first and find it unchanged. If it is already loaded, or this torch
    uses it in an unknown way, the answer is False and torch stays as it is. Calling it again is
    harmless.
    """
    if (present := sys.modules.get(_NAME)) is not None:
        return isinstance(present, _StandIn)
    spec = importlib.util.find_spec(_NAME)
    if spec is None or spec.loader is None or "_dynamo" in vars(torch):
        return False
    stand_in = _StandIn(_NAME)
    known = {"__spec__": spec, "__loader__": spec.loader, "__package__": _NAME}
    vars(stand_in).update(known, __file__=spec.origin, __cached__=spec.cached)
    _importer.waiting, _importer.begun = stand_in, False
    sys.modules[_NAME] = vars(torch)["_dynamo"] = stand_in
    # an error of this torch belongs to the code that uses it
    with contextlib.suppress(Exception):
        if _torch_is_as_expected():
            return True
    if not _importer.begun:
        _take_out(stand_in)
        _importer.waiting = None
    return False


def _torch_is_as_expected() -> bool:
    from torch._compile import _disable_dynamo

    def probe() -> bool:
        return True

    answered = _disable_dynamo(probe)()
    return answered and probe in _disabled and "__dynamo_disable" in vars(probe)


class _StandIn(ModuleType):
    __doc__ = property(lambda self: _load(self).get("__doc__"))

    def __getattr__(self, name: str) -> Any:
        if _importer.waiting is self and not _importer.begun:
            # only these two may get hold of anything but the real package
            asker = sys._getframe(1).f_globals.get("__name__")
            if (asker, name) == ("torch.optim.optimizer", "graph_break"):
                return _graph_break
            if (asker, name) == ("torch._compile", "disable"):
                return _disable
        # inspect and others look up names like __wrapped__ in every module
        if name in ("__all__", "__path__") or not name.startswith("__"):
            _load(self)
        # not by super(), which fails once the class has changed
        return ModuleType.__getattribute__(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        # once loading has begun this is the package: the import system sets its submodules here,
        # and waiting for a load that waits for one of them would be a deadlock
        if not name.startswith("__") and not _importer.begun:
            _load(self)
        ModuleType.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        _load(self)
        ModuleType.__delattr__(self, name)

    def __dir__(self) -> list[str]:
        return list(_load(self))


def _graph_break(msg: str = "") -> None:
    pass


def _disable(function: object, *args: Any, **kwargs: Any) -> Any:
    if isinstance(function, FunctionType):
        # one more frame, like the real one: torch counts it to say where a warning comes from
        def passthrough(*args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

        with _lock:
            if not _importer.begun:
                _disabled[function] = args, kwargs
                return passthrough
    return importlib.import_module(_NAME).disable(function, *args, **kwargs)


def _load(stand_in: _StandIn) -> dict[str, Any]:
    """Turn the stand-in into the package, if not done before; return the names in it."""
    with _lock:
        if _importer.waiting is stand_in and not _importer.begun:
            _importer.begun = True
            spec: ModuleSpec = vars(stand_in)["__spec__"]
            vars(stand_in)["__path__"] = spec.submodule_search_locations
            # for good: removing it could make another thread that walks the list skip an entry
            sys.meta_path.insert(0, _importer)
            _take_out(stand_in)
    # not under the lock: other threads should wait where the import system detects deadlocks
    importlib.import_module(_NAME)
    return vars(stand_in)


def _take_out(stand_in: _StandIn) -> None:
    for names, name in ((sys.modules, _NAME), (vars(torch), "_dynamo")):
        if names.get(name) is stand_in:
            del names[name]


class _Importer(importlib.abc.Loader):
    """Loads the package into the stand-in, and loads no submodule twice."""

    waiting: _StandIn | None = None
    begun = False

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        module: ModuleType | None = self.waiting if name == _NAME else None
        if name.startswith(f"{_NAME}.") and target is None:
            # importing a submodule first asks the stand-in for __path__. That loads the package,
            # and maybe the submodule with it, too late for the import system to notice
            module = sys.modules.get(name)
        if module is None:
            return None
        spec: ModuleSpec = vars(module)["__spec__"]
        spec.loader = self
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self.waiting if spec.name == _NAME else sys.modules[spec.name]

    def exec_module(self, module: ModuleType) -> None:
        spec: ModuleSpec = vars(module)["__spec__"]
        loader = spec.loader = vars(module)["__loader__"]
        if spec.name != _NAME:
            return
        self.waiting = None
        try:
            loader.exec_module(module)
        finally:
            module.__class__ = ModuleType
        # where torch._compile keeps the disabled function, so that torch.compile finds the real one
        for function, (args, kwargs) in list(_disabled.items()):
            vars(function)["__dynamo_disable"] = module.disable(function, *args, **kwargs)


_lock = threading.RLock()
_disabled: weakref.WeakKeyDictionary[FunctionType, tuple[Any, Any]] = weakref.WeakKeyDictionary()
_importer = _Importer()
