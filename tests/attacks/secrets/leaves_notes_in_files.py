# tries: to leave a note in a file for the next submission, or for itself after a crash
# exercise: linear_regression
import glob
import os
import tempfile

NOTE = "note_of_a_submission_before"
FOLDERS = ["/tmp", "@TMP@", "/dev/shm", "/var/tmp", "/run/lock", ".", tempfile.gettempdir()]
FOLDERS += [os.path.expanduser("~"), os.path.dirname(os.__file__), "/proc/self/cwd"]
for folder in FOLDERS:
    found = glob.glob(os.path.join(folder, NOTE + "*")) + glob.glob(folder + "/.hidden/*")
    if found:
        print(f"ESCAPED: found {found}", flush=True)
for folder in FOLDERS:
    for way in (
        lambda: open(os.path.join(folder, NOTE), "w").close(),
        lambda: os.makedirs(os.path.join(folder, NOTE + "_folder", "20 of 20 points")),
        lambda: os.makedirs(os.path.join(folder, ".hidden", "20")),
        lambda: os.mkfifo(os.path.join(folder, NOTE + "_fifo")),
        lambda: os.symlink("20 of 20 points", os.path.join(folder, NOTE + "_link")),
        lambda: os.utime(folder, (20, 20)),
        lambda: os.chmod(folder, 0o1777),
    ):
        try:
            way()
        except OSError:
            pass


def compute_loss(*arguments):
    os._exit(1)


def train_parameters_linear_regression(*arguments, **keywords):
    return None
