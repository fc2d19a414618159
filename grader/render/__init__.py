"""Reports and class summaries for people: in a terminal, on pages, in notebooks."""
