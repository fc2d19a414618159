# tries: a core dump, the limit against it lifted first
# exercise: linear_regression
import ctypes
import os
import resource
import tempfile

PR_SET_DUMPABLE = 4

try:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print("ESCAPED: core dumps of any size")
except (OSError, ValueError):
    pass
ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
try:
    with open("/proc/self/coredump_filter", "w") as wanted:
        wanted.write("0xff")
except OSError:
    pass


def compute_loss(*arguments):
    os.chdir(tempfile.gettempdir())
    os.abort()


def train_parameters_linear_regression(*arguments, **keywords):
    os.chdir(tempfile.gettempdir())
    ctypes.string_at(1)
