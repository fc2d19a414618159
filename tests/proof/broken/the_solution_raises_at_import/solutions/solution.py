from no_such_package import twice as double
