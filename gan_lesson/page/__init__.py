"""What frames everything that is shown as HTML: files packed small, figures with their words, marked-up sentences."""
