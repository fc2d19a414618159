"""Pictures of what was seen: what to ask for them, drawing, and SVG that a page can hold."""
