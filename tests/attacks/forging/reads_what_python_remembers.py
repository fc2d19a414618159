# tries: to find other submissions, the solution or tokens in linecache, arguments and caches
# exercise: linear_regression
import linecache
import os
import sys

for name, entry in list(linecache.cache.items()):
    text = "".join(entry[2]) if len(entry) > 2 else ""
    if "def compute_loss" in text and "# tries:" not in text:
        print(f"ESCAPED: {name}: {text}")
for place in (sys.argv, sys.orig_argv, sys.warnoptions, list(sys._xoptions), list(os.environ)):
    print([text for text in place if "solution" in text.lower() or "grade" in text.lower()])
for name in list(sys.modules):
    origin = str(getattr(sys.modules[name], "__file__", ""))
    if origin.startswith(("@SOLUTIONS@", "@FOLDER@")):
        print(f"ESCAPED: {name} of {origin} is loaded")
if "def compute_loss" in "".join(linecache.getlines("@SOLUTIONS@/solution.py")):
    print("ESCAPED:", "".join(linecache.getlines("@SOLUTIONS@/solution.py")))


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
