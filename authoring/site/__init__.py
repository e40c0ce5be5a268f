"""The course as a site: every lesson as a page that needs neither a kernel nor a network.

The pages are made by Sphinx, with myst-nb and the theme Furo, from the stored notebooks; nothing is run. They open from
disk and from any folder of a web server. `conf.py` is Sphinx's, for the pages that `source.write` prepares.
"""
