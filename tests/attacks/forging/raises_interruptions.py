# tries: to stop the grader with KeyboardInterrupt, SystemExit, GeneratorExit and the like
# exercise: linear_regression
import asyncio
import sys

INTERRUPTIONS = [
    KeyboardInterrupt("20 of 20 points"),
    SystemExit(0),
    SystemExit("20 of 20 points"),
    GeneratorExit(),
    StopIteration(20.0),
    asyncio.CancelledError(),
    BaseExceptionGroup("passed", [KeyboardInterrupt(), SystemExit(0)]),
    RecursionError(),
    MemoryError("can't allocate memory"),
    SyntaxError("passed", ("/etc/passwd", 1, 10**9, "20 of 20 points")),
]
turn = 0


def compute_loss(*arguments, **keywords):
    global turn
    turn += 1
    raise INTERRUPTIONS[turn % len(INTERRUPTIONS)]


train_parameters_linear_regression = compute_loss
raise KeyboardInterrupt
raise GeneratorExit
sys.exit(0)
