# tries: to have the worker call something else, with a signature that lies, raises or never ends
# exercise: linear_regression
import inspect


class Never:
    def __get__(self, instance, owner):
        return self

    def __iter__(self):
        while True:
            yield 20.0


def compute_loss(*arguments, **keywords):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None


compute_loss.__signature__ = inspect.Signature(
    [inspect.Parameter("a" * 200_000, inspect.Parameter.POSITIONAL_ONLY, default=Never())],
    return_annotation="20 of 20 points\n" * 1000,
)
compute_loss.__wrapped__ = compute_loss
compute_loss.__text_signature__ = "(passed)"
inspect.signature.__globals__["Signature"] = Never
inspect.Signature.bind = lambda self, *arguments, **keywords: Never()
