# tries: to change what float, isinstance, len, type and other builtins answer in the worker
# exercise: linear_regression
import builtins

from_before = {"isinstance": isinstance, "len": len, "float": float, "type": type}


class Float(float):
    def __new__(cls, value=0.0):
        return 20.0


def compute_loss(*arguments):
    builtins.float = Float
    builtins.isinstance = lambda thing, kinds: from_before["isinstance"](thing, kinds) or True
    builtins.len = lambda things: 1
    builtins.type = lambda *things: from_before["type"](*things) if things[1:] else Float
    builtins.callable = builtins.all = builtins.any = lambda things: True
    builtins.repr = builtins.str = lambda *things: "20.0"
    builtins.zip = lambda *things, **keywords: iter(())
    builtins.print = lambda *things, **keywords: None
    builtins.BaseException = builtins.Exception = ValueError
    return None


train_parameters_linear_regression = compute_loss
