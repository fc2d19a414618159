"""Reports and classes as people read them: in a terminal, on pages, in notebooks."""
