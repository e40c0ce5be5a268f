"""The HTML around everything shown: bundled files, figures with captions, marked-up sentences."""
