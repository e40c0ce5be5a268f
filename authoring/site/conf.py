"""Sphinx's configuration of the site."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from gan_lesson.page.formulas import mathml
from gan_lesson.page.palette import PALETTES

project = "The Forger and the Expert"
html_title = project
language = "en"
extensions = ["myst_nb", "sphinx.ext.githubpages"]
nb_execution_mode = "off"  # the notebooks are stored with their outputs
nb_merge_streams = True
myst_enable_extensions = ["amsmath", "dollarmath", "html_image"]
myst_heading_anchors = 3

html_theme = "furo"
templates_path = ["templates"]
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_math_renderer = "mathml"
html_copy_source = html_show_sourcelink = html_show_sphinx = html_show_copyright = False
html_show_search_summary = False  # a page opened from disk may not fetch others
html_domain_indices = html_use_index = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
FURO_NAMES = {"color-brand-primary": "accent", "color-brand-content": "accent", "color-background-primary": "ground"}
html_theme_options = {
    f"{theme}_css_variables": {name: palette[ours] for name, ours in FURO_NAMES.items()}
    for theme, palette in PALETTES.items()
}


def setup(app: Sphinx) -> dict[str, bool]:
    """Makes formulas MathML, which every browser draws by itself."""
    inline = (lambda self, node: _formula(self, node, "inline"), None)
    block = (lambda self, node: _formula(self, node, "block"), None)
    app.add_html_math_renderer("mathml", inline, block)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _formula(translator: HTML5Translator, node: nodes.Element, display: str) -> None:
    html = mathml(node.astext(), display)
    if not html:
        raise ValueError(f"no formula that latex2mathml knows: {node.astext()}")
    translator.body.append(f'<div class="site-formula">{html}</div>' if display == "block" else html)
    raise nodes.SkipNode
