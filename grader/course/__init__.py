"""course.toml: what people decide beside the grader, such as lateness and points by hand."""
