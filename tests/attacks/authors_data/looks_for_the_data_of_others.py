# tries: to find the working folders of submissions that run beside it, and to write into them
# exercise: linear_regression
import glob
import os
import tempfile

OWN = os.getcwd()


def compute_loss(*arguments):
    for place in {os.path.dirname(OWN), tempfile.gettempdir(), "@TMP@", "/home"}:
        for other in glob.glob(f"{place}/torchgrade-*") + glob.glob(f"{place}/*/nights.csv"):
            if os.path.dirname(other) != OWN and other != OWN:
                print("ESCAPED: found", other)
    try:
        found = [name for name in os.listdir("..") if name != os.path.basename(OWN)]
    except OSError:
        found = []
    if found:
        print("ESCAPED: listed", found)


def train_parameters_linear_regression(*arguments, **keywords):
    compute_loss()
