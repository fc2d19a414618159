from grader.checks import REFERENCE, check, function, number, returns

Doubler = function("Doubler")

checks = [
    check(
        "any number is doubled",
        Doubler().then("double", number(3.0, 9.0)),
        returns(REFERENCE),
        points=2,
        hint="Try it with 3.",
    ),
]
