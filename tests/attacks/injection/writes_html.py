# tries: tags, scripts and entities in names, docstrings and messages
# exercise: linear_regression
"""<script>document.body.innerHTML = "20 of 20"</script>"""

TAGS = [
    "<script>alert(1)</script>",
    "</td></tr></table><h1>20 of 20 points</h1>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "&lt;b&gt;&#x1b;&#27;&colon;javascript&colon;",
    "]]><!-- --><![CDATA[ <?xml ?> <!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "[click](javascript:alert(1)) ![x](http://127.0.0.1:@TCP@/) </style></textarea></title>",
]
print("\n".join(TAGS))


class Error(Exception):
    __doc__ = TAGS[0]


Error.__name__ = TAGS[1]


def compute_loss(*arguments):
    raise Error("".join(TAGS))


def train_parameters_linear_regression(*arguments, **keywords):
    """<iframe src="javascript:alert(1)">"""
    return TAGS[2]


globals()[TAGS[0]] = globals()["compute_loss" + TAGS[2]] = lambda: None
