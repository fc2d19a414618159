# tries: to break whoever parses it, with code that is nested deeper than parsers and stacks go
# exercise: linear_regression
import ast
import json
import sys

deep = eval("[" * 90 + "20.0" + "]" * 90)


def compute_loss(*arguments):
    for text in ("(" * 199 + ")" * 199, "-" * 5000 + "1", "x" + ".x" * 3000, "1" + "+1" * 9000):
        for parse in (ast.parse, ast.literal_eval, eval, json.loads):
            try:
                parse(text)
            except (SyntaxError, ValueError, RecursionError, MemoryError, NameError):
                pass
    return deep


def train_parameters_linear_regression(*arguments, **keywords):
    sys.setrecursionlimit(2**31 - 1)
    nested = ()
    for _ in range(1_000_000):
        nested = (nested,)
    return nested
