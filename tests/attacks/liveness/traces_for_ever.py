# tries: trace and profile functions that loop in the worker's own code
# exercise: linear_regression
import sys
import threading


def trace(frame, event, argument):
    while frame.f_code.co_name not in ("install", "<module>"):
        pass
    return trace


def install():
    threading.settrace(trace)
    sys.setprofile(trace)
    sys.settrace(trace)


def compute_loss(*arguments):
    frame = sys._getframe()
    while frame:
        frame.f_trace = trace
        frame = frame.f_back
    sys.settrace(trace)


def train_parameters_linear_regression(*arguments, **keywords):
    install()
