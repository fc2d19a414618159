"""From a report to what people read. Each renderer is a function of the report alone."""
