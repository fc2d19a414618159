from grader.checks import REFERENCE, check, function, number, returns, satisfies

double, touch = function("double"), function("touch")
anything = satisfies(lambda seen: True, "anything")

checks = [
    check("double is right", double(number()), returns(REFERENCE), points=1, hint="What of 3?"),
    check("touch gives anything", touch(1.0), anything, points=1, hint="Try it."),
]
