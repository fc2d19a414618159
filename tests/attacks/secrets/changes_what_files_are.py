# tries: to change mode, owner, times, attributes, name and length of a file that all may write
# exercise: linear_regression
import os
import shutil
import tempfile

MINE = tempfile.gettempdir() + "/mine"
SECRETS = ["@CANARY@", "@FOLDER@", "@CLASSMATE@", "@GRADEBOOK@"]
WAYS = {
    "chmod": lambda path: os.chmod(path, 0),
    "lchown": lambda path: os.lchown(path, os.getuid(), os.getgid()),
    "utime": lambda path: os.utime(path, (20, 20)),
    "setxattr": lambda path: os.setxattr(path, "user.score", b"20"),
    "removexattr": lambda path: os.removexattr(path, "user.note"),
    "truncate": lambda path: os.truncate(path, 20),
    "copystat": lambda path: shutil.copystat("/", path),
    "link": lambda path: os.link(path, path + "_linked"),
    "rename": lambda path: os.rename(path, path + "_renamed"),
    "replace": lambda path: os.replace(MINE, path),
    "unlink": os.unlink,
    "rmdir": os.rmdir,
    "mkdir": lambda path: os.mkdir(path + "/made"),
}
for path in SECRETS:
    for name, way in WAYS.items():
        try:
            if name == "replace":
                os.close(os.open(MINE, os.O_CREAT | os.O_WRONLY))
            way(path)
        except OSError:
            continue
        print(f"ESCAPED: {name} changed {path}")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
