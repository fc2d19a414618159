# tries: to become root or another user, and to gain or to use capabilities
# exercise: linear_regression
import ctypes
import os
import platform
import struct

CAPGET, CAPSET = (90, 91) if platform.machine() == "aarch64" else (125, 126)
call = ctypes.CDLL(None, use_errno=True).syscall
before = os.getresuid(), os.getresgid(), sorted(os.getgroups())


def quietly(way, *arguments):
    try:
        way(*arguments)
    except OSError:
        pass


header = ctypes.create_string_buffer(struct.pack("Ii", 0x20080522, 0))
data = ctypes.create_string_buffer(24)
if call(CAPGET, header, data) == 0 and any(data.raw):
    print(f"ESCAPED: has capabilities: {data.raw.hex()}")
everything = ctypes.create_string_buffer(b"\xff\xff\xff\xff" * 6)
if call(CAPSET, header, everything) == 0:
    print("ESCAPED: gave itself all capabilities")
for user in (0, 1, 1000, 65534):
    for way in (os.setuid, os.seteuid, os.setgid, os.setegid):
        quietly(way, user)
    quietly(os.setresuid, user, user, user)
    quietly(os.setreuid, user, user)
    quietly(os.setresgid, user, user, user)
    quietly(os.setgroups, [user])
    quietly(os.initgroups, "root", user)
after = os.getresuid(), os.getresgid(), sorted(os.getgroups())
if after != before:
    print(f"ESCAPED: was {before}, is {after}")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
