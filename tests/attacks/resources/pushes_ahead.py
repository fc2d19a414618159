# tries: more of the processor than others: nice, real-time scheduling, affinity
# exercise: linear_regression
import ctypes
import os
import platform

IOPRIO_SET, SET_ATTRIBUTES = (30, 274) if platform.machine() == "aarch64" else (251, 314)
libc = ctypes.CDLL(None)
GRADER = int("@PID@")
cores = os.sched_getaffinity(0)


def attempt(what, do):
    try:
        if do() != -1:
            print("ESCAPED:", what)
    except OSError:
        pass


for policy in (os.SCHED_FIFO, os.SCHED_RR):
    attempt("real time", lambda: os.sched_setscheduler(0, policy, os.sched_param(99)))
attempt("nice -20", lambda: os.setpriority(os.PRIO_PROCESS, 0, -20))
attempt("less for the grader", lambda: os.setpriority(os.PRIO_PROCESS, GRADER, 1))
attempt("cores of the grader", lambda: os.sched_setaffinity(GRADER, os.sched_getaffinity(GRADER)))
attempt("disk before others", lambda: libc.syscall(IOPRIO_SET, 1, 0, 1 << 13))
deadline = (ctypes.c_uint64 * 6)(48 | 6 << 32, 0, 0, 10**9, 2 * 10**9, 2 * 10**9)
attempt("a deadline scheduler", lambda: libc.syscall(SET_ATTRIBUTES, 0, deadline, 0))
try:
    os.sched_setaffinity(0, range(1024))
    if os.sched_getaffinity(0) > cores:
        print("ESCAPED: more cores than given")
except OSError:
    pass


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    return None


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    return None
