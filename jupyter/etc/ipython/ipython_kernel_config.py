"""For every kernel of this environment: what it says about itself is what the course's notebooks have stored.

JupyterLab writes the kernel's words into each notebook that is opened. The exact version of Python would change the
notebook, which then shows an unsaved mark though nobody did anything.
"""

from ipykernel.ipkernel import IPythonKernel

IPythonKernel.language_info = {**IPythonKernel.language_info, "version": "3"}
