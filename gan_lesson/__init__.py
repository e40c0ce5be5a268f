"""The helper package of *The Forger and the Expert*, a course on generative adversarial networks.

Import what you need from the module that holds it, for example ``from gan_lesson.datasets import ring``.
This file imports nothing, so that ``import gan_lesson`` stays light: a notebook that draws no network never
waits for PyTorch.
"""

__version__ = "0.1.0"
