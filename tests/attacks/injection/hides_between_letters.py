# tries: zero-width, tag, filler and separator characters that cannot be seen
# exercise: linear_regression
import unicodedata

FORMAT = [chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) in ("Cf", "Co", "Cn")]
UNSEEN = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u115f\u1160\u3164\uffa0\u2800\u180e\u2028\u2029"
    "\u2061\u2062\u2063\ufe0f\ufffe\uffff\U000e0001\U000e0041\U000e007f\U000e0100\U0010ffff"
)
print("zero" + UNSEEN + "width")
print("".join(FORMAT[:2000]))


def compute_loss(*arguments):
    raise ValueError(UNSEEN.join("invisible"))


def train_parameters_linear_regression(*arguments, **keywords):
    return UNSEEN


globals()["compute" + UNSEEN + "_loss"] = lambda: None
