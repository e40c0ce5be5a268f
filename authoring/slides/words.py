"""What of a lesson's prose stands on a slide: the first sentences, what is bold, lists, formulas and tables."""

import re

SHORT = 40  # characters: a sentence that short is followed by the next
PARTS = re.compile(r"(`[^`]*`|\$\$.*?\$\$|\$[^$\n]*\$|\]\([^)]*\))", re.DOTALL)  # a full stop there ends nothing
SENTENCE = re.compile(r"(?<=[.?!])(?:[*_)\"']*)(\s+)(?=[A-Z*_`(\[\"'$\x00])")
NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|al|Fig|Eq|vs|No|pp|St)|\b[A-Z])\.[*_)]*$")
ITEM = re.compile(r"^(?:[-*]|\d+\.) ", re.MULTILINE)
LESSON = re.compile(r"\[([^\]]+)\]\((?:\.\./)?[\w/.-]+\.(?:ipynb|md)[^)]*\)")


def points_of(markdown: str) -> list[str]:
    """What stands on a slide of some Markdown without headings, as paragraphs of Markdown.

    A link to another lesson becomes its words: a deck may lie in a folder of its own.
    """
    points, blocks = [], blocks_of(LESSON.sub(r"\1", markdown))
    for block, following in zip(blocks, [*blocks[1:], ""], strict=False):
        if block.startswith("<details"):
            continue  # what a reader unfolds
        if block.startswith(("$$", "\\begin", "|", "```", ">")):
            points.append(block)
        elif ITEM.match(block):
            points.append("\n".join(shortened(item) for item in items_of(block)))
        else:
            points.append(shortened(block, leads=following.startswith(("$$", "\\begin", "|", "```"))))
    return points


def blocks_of(markdown: str) -> list[str]:
    """Paragraphs, lists, formulas and the like; the lines of a list stay together, and so do those of code."""
    blocks, fenced, folded = [], False, False
    for block in re.split(r"\n\s*\n", markdown.strip()):
        if fenced or folded or (blocks and block.startswith("  ") and ITEM.match(blocks[-1])):
            blocks[-1] += f"\n\n{block}"
        elif block:
            blocks.append(block)
        folded = (folded or block.startswith("<details")) and "</details>" not in block
        fenced ^= block.count("```") % 2 == 1
    return [part for block in blocks for part in _list_apart(block)]


def items_of(markdown: str) -> list[str]:
    """The items of a list."""
    starts = [match.start() for match in ITEM.finditer(markdown)]
    return [markdown[a:b].strip() for a, b in zip(starts, [*starts[1:], len(markdown)], strict=True)]


def shortened(paragraph: str, leads: bool = False) -> str:
    """The first sentence, a second where the first is short, and every sentence with something bold in it.

    Args:
        paragraph: Markdown.
        leads: whether its last sentence leads to a formula below it, and stays too.
    """
    kept, sentences = [], sentences_of(paragraph)
    for number, sentence in enumerate(sentences):
        goes_on = number == len(kept) and len("".join(kept)) < SHORT
        if goes_on or "**" in sentence or (leads and number == len(sentences) - 1):
            kept.append(sentence)
    return " ".join(kept)


def sentences_of(paragraph: str) -> list[str]:
    """The sentences of a paragraph; what is emphasised, in brackets or in quotation marks is not cut in two."""
    hidden = []

    def hide(match: re.Match) -> str:
        hidden.append(match[0])
        return f"\x00{len(hidden) - 1}\x01"

    masked, sentences, start = PARTS.sub(hide, paragraph), [], 0
    for match in SENTENCE.finditer(masked):
        so_far = masked[start : match.start(1)]
        if NO_END.search(so_far) or so_far.count("*") % 2 or so_far.count("(") != so_far.count(")"):
            continue
        if so_far.count("**") % 2:
            continue
        sentences.append(so_far)
        start = match.end()
    sentences.append(masked[start:])
    return [re.sub(r"\x00(\d+)\x01", lambda match: hidden[int(match[1])], one).strip() for one in sentences]


def _list_apart(block: str) -> list[str]:
    """A paragraph and the list that follows it without an empty line are two blocks."""
    match = re.search(r"^[-*] ", block, re.MULTILINE)
    if match and match.start() and not block.startswith(("|", "```", "$$")):
        return [block[: match.start()].strip(), block[match.start() :]]
    return [block]
