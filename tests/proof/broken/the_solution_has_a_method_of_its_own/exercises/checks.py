from grader.checks import check, function, returns

Doubler = function("Doubler")

checks = [
    check("5 becomes 10", Doubler().then("double", 5.0), returns(10.0), points=1, hint="5 and 5?"),
]
