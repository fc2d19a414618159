# tries: to change the worker's local variables while it runs, with a trace function
# exercise: linear_regression
import ctypes
import sys

FORGED = {"type": "returned", "seen": [[{"type": "number", "value": 20.0}]]}


def trace(frame, event, argument):
    frame.f_trace_opcodes = True
    local = frame.f_locals
    for name, forged in (("reply", FORGED), ("result", 20.0), ("signature", None)):
        if name in local:
            local[name] = forged
            ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))
    return trace


def install(*arguments, **keywords):
    frame = sys._getframe()
    while frame is not None:
        frame.f_trace = trace
        frame = frame.f_back
    sys.settrace(trace)


compute_loss = train_parameters_linear_regression = install
