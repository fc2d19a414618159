# tries: to find paths, names and tokens in its environment, its stack and its command line
# exercise: linear_regression
import ctypes
import os
import sys

HINTS = ("token", "secret", "password", "grade", "solution", "student", "api_key")
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
raw, place = [], 0
while environ and environ[place]:
    raw.append(environ[place])
    place += 1
try:
    with open("/proc/self/environ", "rb") as file:
        raw += file.read().split(b"\x00")
except OSError:
    pass
for entry in {*raw, *(os.fsencode(f"{name}={value}") for name, value in os.environ.items())}:
    name, _, value = entry.decode(errors="replace").partition("=")
    if any(hint in name.lower() for hint in HINTS) or "@FOLDER@" in value or "solutions" in value:
        print(f"ESCAPED: {entry!r}")
try:
    with open("/proc/self/cmdline", "rb") as file:
        said = file.read().decode(errors="replace")
except OSError:
    said = ""
for text in (said, *sys.orig_argv, *sys.argv):
    if "@SOLUTIONS@" in text or "@FOLDER@" in text:
        print(f"ESCAPED: {text}")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
