"""The failure clinic: runs that fail reliably, remedies, and a look at what a recorded run shows.

A run is described by its `recipe`. The `patients` are recipes that fail, each with a measure of health; the `cabinet`
holds remedies, each a change of a recipe; `treatment` trains a patient with a prescription and says whether it is
cured; `diagnosis` reads a recorded run.
"""
