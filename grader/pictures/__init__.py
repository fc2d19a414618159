"""Pictures of what was seen: the questions for them, drawing, and SVG that fits into a page."""
