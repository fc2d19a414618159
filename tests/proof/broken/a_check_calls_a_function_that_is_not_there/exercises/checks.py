from grader.checks import check, function, returns

double = function("double")

checks = [
    check("half of 5", function("half")(5.0), returns(2.5), points=1, hint="5 and 5?"),
]
