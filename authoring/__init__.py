"""For maintainers: builds lessons from their sources, and records runs."""
