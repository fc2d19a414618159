from grader.checks import check, function, returns

double = function("double")

checks = [
    check("double of a list", double([1.0, 3.0]), returns([2.0, 7.0]), points=1, hint="5 and 5?"),
]
