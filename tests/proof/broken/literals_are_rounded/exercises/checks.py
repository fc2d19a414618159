from grader.checks import check, function, returns

double = function("double")

checks = [
    check("thirds", double([1.0, 5.0]), returns([0.67, 3.33]), points=1, hint="What is 5 / 3?"),
]
