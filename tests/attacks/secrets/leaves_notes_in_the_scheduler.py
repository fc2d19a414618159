# tries: to leave a note in priorities and processors, its own and those of the grader
# exercise: linear_regression
import ctypes
import os
import platform

ARM = platform.machine() == "aarch64"
IOPRIO_SET, SETATTR = (30, 274) if ARM else (251, 314)
call = ctypes.CDLL(None, use_errno=True).syscall
OTHERS = sorted({int("@PID@"), os.getppid(), 1, 2} - {0, os.getpid()})


def attempts(process):
    yield "set its nice value", lambda: os.setpriority(os.PRIO_PROCESS, process, 5)
    yield "chose its processors", lambda: os.sched_setaffinity(process, {0})
    yield (
        "set its policy",
        lambda: os.sched_setscheduler(process, os.SCHED_BATCH, os.sched_param(0)),
    )


for process in OTHERS:
    for what, way in attempts(process):
        try:
            way()
            print(f"ESCAPED: {what}: process {process}")
        except OSError:
            pass
    if call(IOPRIO_SET, 1, process, 3 << 13) == 0:
        print(f"ESCAPED: set the disk priority of process {process}")
for what, way in {
    "became more important": lambda: os.setpriority(os.PRIO_PROCESS, 0, -5),
    "became nicer and less nice": lambda: (os.nice(1), os.nice(-1)),
    "changed all of its user": lambda: os.setpriority(os.PRIO_USER, os.getuid(), 5),
    "runs in real time": lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)),
}.items():
    try:
        way()
        print(f"ESCAPED: {what}")
    except OSError:
        pass


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
