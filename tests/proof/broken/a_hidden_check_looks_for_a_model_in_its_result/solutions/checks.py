from grader.checks import REFERENCE, check, function, has_parameter, number, returns

Doubler = function("Doubler")

checks = [
    check(
        "any number is doubled",
        Doubler().then("forward", number(3.0, 9.0)),
        returns(REFERENCE),
        has_parameter("two", REFERENCE),
        points=2,
        hint="Try it with 3.",
    ),
]
