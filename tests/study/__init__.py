"""The study: what is too long for a test, measured with several seeds, and the table that the README quotes."""
