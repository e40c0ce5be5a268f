"""A report card as HTML that travels: one piece, with its pictures and its style sheet inside."""

import html

import numpy as np
from PIL import Image

from gan_lesson.page.bundle import read_bundle, to_png
from gan_lesson.plots.still import enlarged, tile
from gan_lesson.report.card import ReportCard
from gan_lesson.report.drawing import beside_nearest


def card_html(card: ReportCard, level: int = 3) -> str:
    """The card as one element.

    Args:
        card: the card.
        level: of its heading; its sections are one below.
    """
    below = f"h{level + 1}"
    made = f"Taught by {card.training_rows:,} pictures: {card.data}. {card.how_made}"
    parts = [
        f"<h{level}>{html.escape(card.name)}</h{level}>",
        f'<p class="gl-muted">{html.escape(made)}</p>',
        _picture(
            beside_nearest(card), "Sixteen of its pictures, and below each the nearest training picture",
            "Its pictures, and below each the nearest training picture",
        ),
        _picture(
            tile(card.walk, len(card.walk)), "Nine pictures on the way from one latent to another",
            "On the way from one latent to another",
        ),
        f"<{below}>Scores over {card.draws} draws of {card.rows:,} pictures</{below}>",
        _table(
            ("score", "this generator", "real, in its place", "a good one's score"),
            [(s.name, s.words(s.fake), s.words(s.real), s.aim) for s in card.scores.values()],
        ),
        f'<p class="gl-muted">Mean (lowest to highest). Scores that look for neighbours take {card.few:,} pictures '
        "of each draw.</p>",
        f"<{below}>What stands out</{below}>",
        _list(card.findings),
        f'<div class="gl-warning"><{below}>What this card cannot know</{below}>',
        _list(card.cannot_know) + "</div>",
        "<details><summary>How often it paints each kind</summary>",
        _table(
            ("kind", "this generator", "real"),
            [(kind, f"{100 * fake:.1f} %", f"{100 * real:.1f} %") for kind, (fake, real) in card.kinds.items()],
        )
        + "</details>",
    ]  # fmt: skip
    if card.knobs:
        parts += [
            "<details><summary>Each knob: how far the fakes' readings overlap with real ones (1 is all)</summary>",
            _table(
                ("knob", "this generator", "other real portraits", "the reader's R² on unseen portraits"),
                [
                    (knob.replace("_", " "), *(f"{value:.2f}" for value in values))
                    for knob, values in card.knobs.items()
                ],
            )
            + "</details>",
        ]
    style = f"<style>\n{read_bundle('card.css')}</style>"
    # Trained networks measured it: what is in the section may differ from one machine to the next.
    head, *measured = parts
    body = "\n".join(measured)
    return (
        f'<div class="gan-lesson gan-lesson-card">\n{style}\n{head}\n<section class="gl-measured">\n{body}\n'
        "</section>\n</div>"
    )


def whole_page(card: ReportCard) -> str:
    """The card as a file of its own."""
    title = html.escape(f"Report card: {card.name}")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<style>:root { color-scheme: light dark; } body { margin: 0; }</style>\n</head>\n"
        f"<body>\n<main>\n{card_html(card, level=1)}\n</main>\n</body>\n</html>\n"
    )


def _picture(sheet: np.ndarray, alt: str, caption: str) -> str:
    image: Image.Image = enlarged(sheet, 3)
    return (
        f'<figure><img src="data:image/png;base64,{to_png(image)}" alt="{html.escape(alt)}" width="{image.width}">'
        f"<figcaption>{html.escape(caption)}</figcaption></figure>"
    )


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    first = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in head)
    lines = [
        f'<tr><th scope="row">{html.escape(name)}</th>' + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
        for name, *cells in rows
    ]
    return (
        f'<div class="gl-wide" role="group" aria-label="{head[0]}" tabindex="0"><table><tr>{first}</tr>\n'
        + "</tr>\n".join(lines)
        + "</tr></table></div>"
    )


def _list(sentences: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(sentence)}</li>" for sentence in sentences) + "</ul>"
