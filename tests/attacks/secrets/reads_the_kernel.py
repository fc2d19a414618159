# tries: to read the kernel's log, symbols and memory, and other users of the machine
# exercise: linear_regression
import ctypes
import platform

SYSLOG = 116 if platform.machine() == "aarch64" else 103
call = ctypes.CDLL(None, use_errno=True).syscall
text = ctypes.create_string_buffer(1 << 16)
for action in (3, 2, 10):
    if call(SYSLOG, action, text, 4096) > 0:
        print(f"ESCAPED: the kernel says {text.raw[:200]!r}")
FILES = [
    "/dev/kmsg",
    "/proc/kmsg",
    "/proc/kcore",
    "/proc/kallsyms",
    "/proc/config.gz",
    "/proc/modules",
    "/proc/iomem",
    "/proc/timer_list",
    "/proc/sched_debug",
    "/sys/kernel/debug/sched/debug",
    "/sys/kernel/notes",
    "/boot/vmlinuz",
    "/dev/mem",
    "/dev/vda",
    "/dev/sda",
    "/dev/vcs1",
    "/etc/shadow",
    "/etc/machine-id",
    "/var/log/auth.log",
    "/root/.bash_history",
    "/var/run/utmp",
]
for path in FILES:
    try:
        with open(path, "rb", 0) as file:
            print(f"ESCAPED: {path}: {file.read(80)!r}")
    except OSError:
        pass


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
