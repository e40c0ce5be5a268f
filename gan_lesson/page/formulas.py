"""Formulas in pages that nbconvert makes: MathML, which every browser draws by itself, with no network.

The course's Jupyter configuration (``jupyter/etc/jupyter/jupyter_config.json``) puts this in nbconvert's place.
"""

from typing import Literal

from jinja2 import pass_context
from jinja2.runtime import Context
from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from traitlets.config import Configurable


@pass_context
class MarkdownWithMathML(Configurable):
    """The filter ``markdown2html`` of an HTML exporter, which is its ``parent`` and has its options."""

    def __call__(self, context: Context, source: str) -> str:
        """A cell's Markdown as HTML.

        Args:
            context: of the template: the cell, with what is attached to it, and where the notebook is.
            source: Markdown.
        """
        exporter = self.parent
        renderer = _Renderer(
            escape=False,
            attachments=context.get("cell", {}).get("attachments", {}),
            embed_images=exporter.embed_images,
            path=context.get("resources", {}).get("metadata", {}).get("path", ""),
            anchor_link_text=exporter.anchor_link_text,
            exclude_anchor_links=exporter.exclude_anchor_links,
            **exporter.lexer_options,
        )
        return MarkdownWithMath(renderer=renderer).render(source)


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, which leaves TeX to MathJax."""

    def inline_math(self, body: str) -> str:
        return mathml(body, "inline") or super().inline_math(body)

    def block_math(self, body: str) -> str:
        return mathml(body, "block") or super().block_math(body)

    def latex_environment(self, name: str, body: str) -> str:
        tex = f"\\begin{{{name}}}{body}\\end{{{name}}}"
        return mathml(tex, "block") or super().latex_environment(name, body)


def mathml(tex: str, display: Literal["inline", "block"]) -> str:
    """A formula as MathML; nothing for what is no TeX, which is then shown as it was written."""
    try:
        return convert(tex, display=display)
    except Exception:  # latex2mathml has twenty kinds without a common base, and IndexErrors of its own
        return ""


def html_of(markdown: str) -> str:
    """Markdown as HTML, its formulas as MathML.

    Args:
        markdown: without attachments.
    """
    return MarkdownWithMath(renderer=_Renderer(escape=False, exclude_anchor_links=True)).render(markdown)
