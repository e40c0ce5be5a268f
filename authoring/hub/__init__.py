"""A hub for a class: what a student costs there, measured, and configuration for the hubs that others have built.

``python -m authoring.hub`` starts a JupyterHub on this computer and lets scripted students run a lesson at once. What
it found stands in ``figures.json``, which the page ``notebooks/HUB.md`` and the limits in the configuration files agree
with.
"""
