# tries: to leave code that the next Python runs by itself: sitecustomize, .pth files, PYTHONSTARTUP
# exercise: linear_regression
import os
import site
import sys
import sysconfig
import tempfile

folders = {*site.getsitepackages(), site.getusersitepackages(), *sysconfig.get_paths().values()}
folders |= {*sys.path, sys.prefix, sys.exec_prefix, os.path.dirname(sys.executable), os.getcwd()}
folders |= {"@FOLDER@", "@SOLUTIONS@", os.path.expanduser("~"), "/etc", "/etc/profile.d"}
folders.add(os.path.expanduser("~/.ipython/profile_default/startup"))
for folder in folders:
    for name in ("sitecustomize.py", "usercustomize.py", "note.pth", "pyvenv.note", "python.pth"):
        path = os.path.join(folder, name)
        if path.startswith(("/tmp/", tempfile.gettempdir() + "/")):
            continue
        try:
            os.makedirs(folder, exist_ok=True)
            with open(path, "x") as file:
                file.write("# 20 of 20 points\n")
        except OSError:
            continue
        print(f"ESCAPED: wrote {path}")
os.environ["PYTHONSTARTUP"] = os.environ["PYTHONPATH"] = "/tmp"
os.environ["PYTHONHOME"] = os.environ["BASH_ENV"] = os.environ["GRADE_SOLUTIONS"] = "/tmp"


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
