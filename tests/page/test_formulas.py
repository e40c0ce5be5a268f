"""Markdown with formulas, outside nbconvert. Inside it, see tests/browser/test_exports.py."""

from gan_lesson.page.formulas import html_of


def test_markdown_becomes_html_and_its_formulas_mathml():
    html = html_of("# A *heading*\n\nOf $x < y$ and `$z$`:\n\n$$\\frac{a}{b}$$\n\n- What is no TeX stays: $\\frac{$.")
    assert "<h1>A <em>heading</em></h1>" in html.replace(' id="A-heading"', "")
    assert html.count("<math") == 2 and "<mfrac>" in html and 'display="block"' in html
    assert "<code>$z$</code>" in html and r"$\frac{$" in html and "<li>" in html
