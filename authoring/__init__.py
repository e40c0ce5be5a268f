"""For those who keep the course: lessons are built here from their sources, and runs are recorded."""
