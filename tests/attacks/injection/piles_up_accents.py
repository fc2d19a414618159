# tries: hundreds of combining characters on one letter, and widths that mislead
# exercise: linear_regression
MARKS = "".join(map(chr, [*range(0x300, 0x34F), *range(0x483, 0x48A), *range(0x1AB0, 0x1ABE)]))
PILE = "".join(letter + MARKS * 3 for letter in "20 of 20 points")
WIDE = "\u3000\uff12\uff10\U0001f468\u200d\U0001f469\u200d\U0001f467\ufdfd\U0001242b\u0e33\u1100"
print(PILE)
print(MARKS * 200)
print(WIDE * 200)


def compute_loss(*arguments):
    raise ValueError(PILE)


def train_parameters_linear_regression(*arguments, **keywords):
    return WIDE + MARKS


Error = type("E" + MARKS, (Exception,), {})

raise Error(WIDE * 20)
