"""From a lesson's cells to its slides.

A heading begins a slide. What a cell shows has a slide of its own, with the words before it where they are few, or with
those that follow it. The rest of the prose goes into the speaker's notes, with the teaching notes of its heading.

Where a teacher would choose otherwise, the lesson's source says so in Jupyter's own words, a cell's
``slideshow={"slide_type": ...}``:

- ``slide``: code that the class reads; it has a slide;
- ``fragment``: stands on the slide before;
- ``notes``: prose for the speaker alone; code behind the button of the slide that follows, what it prints in the notes;
- ``skip``: left to the notebook.
"""

import base64
import html
import re
import struct
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from authoring import lessons
from authoring.instructor import HEADING, notes_of
from authoring.slides import words
from gan_lesson.page.formulas import html_of

# Prose in characters: how much a slide has room for, beside what it shows; the notes have all of it.
ALONE = 700  # beside nothing
BESIDE = 260
BESIDE_KIND = {"widget": 130, "answer": 330, "question": 400}
PER_LINE = 50  # more, for each line of code that is not there
TASK = 520  # of an exercise
SPARED = 160  # so much more gets no slide of its own before what is shown
DROPPED = 200  # and so much none after it
HEADED = 120  # what a heading among words takes the room of
LINES = 20  # of code on a slide
FEW_LINES = 8  # that are printed, and stand above a picture or an answer
FLAT = 3.0  # leaves room for an answer below it
WIDE = 1.9  # width by height of a picture above its words; others stand beside them
READ_MORE = "## Read more"
TAUGHT = re.compile(r"\.backward\(|_step\(|\bnn\.Module|\bdef .*step")  # code that a lesson is about
PLAYS = re.compile("gan-lesson-widget|gan-lesson-understudy")
PICTURED = re.compile(f"{PLAYS.pattern}|gan-lesson-twin|gan-lesson-figure")
REVEALS = re.compile(r"^exercises\.\w+\.reveal\(\)$", re.MULTILINE)
LEAD = re.compile(r"\bPredict\b|[:?]\W*$")  # such words belong to what follows them
TO_PLAY = "To play with it, open the lesson."
MARKS = SLIDE, FRAGMENT, NOTES, SKIP = "slide", "fragment", "notes", "skip"


@dataclass
class Slide:
    """A slide, in parts of HTML.

    Attributes:
        heading: its title.
        above: the section's title, where the slide has one of its own.
        kind: "title", "words", "code", "figure", "widget", "question", "answer" or "exercise".
        lead: words before what is shown.
        stage: what is shown.
        after: words that follow it, and the answer to a prediction.
        folds: what is opened by a click, by its label.
        notes: for the speaker.
        aspect: width by height of a picture that is shown.
        lines: of code and what it printed.
        size: of the words, in characters.
    """

    heading: str
    above: str = ""
    kind: str = "words"
    lead: list[str] = field(default_factory=list)
    stage: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    folds: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    aspect: float = FLAT
    lines: int = LINES
    size: int = 0

    @property
    def wide(self) -> bool:
        """Whether words stand below what is shown, and not beside it."""
        return self.aspect > WIDE

    @property
    def takes_answer(self) -> bool:
        """Whether there is room for the answer to a prediction beside what is shown, or below it."""
        flat_or_narrow = not WIDE < self.aspect < FLAT
        short = self.lines <= LINES // 2
        return not self.after and ((self.kind == "figure" and flat_or_narrow) or (self.kind == "code" and short))

    def takes_up(self, other: "Slide") -> bool:
        """Joins a short part of the same section to this one; returns whether both have room on a slide."""
        parts = self.kind == other.kind == "words" and other.above and other.above in (self.above, self.heading)
        if not parts or self.size + other.size + HEADED > ALONE:
            return False
        if self.above:
            self.lead = [f"<h3>{self.heading}</h3>", *self.lead]
            self.heading, self.above = self.above, ""
        self.lead += [f"<h3>{other.heading}</h3>", *other.lead]
        self.notes += other.notes
        self.size += other.size + HEADED
        return True


class Deck:
    """The slides of a lesson.

    Args:
        notebook: the lesson with its outputs, its exercises unsolved.
        teaching: notes for the teacher, by the heading below which they belong, as Markdown.
        solutions: of exercises, by the id of the cell.
    """

    def __init__(self, notebook: nbformat.NotebookNode, teaching: dict[str, str], solutions: dict[str, str]):
        self.slides: list[Slide] = []
        self._teaching, self._solutions = dict(teaching), solutions
        self._section = self._heading = ""
        self._words: list[str] = []  # points that wait for a slide
        self._whole: list[str] = []  # the paragraphs that they were made of
        self._notes: list[str] = []
        self._code: list[str] = []  # of cells that show nothing
        self._said: tuple[str, str] | None = None  # a cell that prints: its code, and what it printed
        for number, cell in enumerate(notebook.cells):
            mark = _mark(cell)
            if mark and mark not in MARKS:
                raise ValueError(f"{mark!r} is no mark of a slide; there are: {', '.join(MARKS)}")
            if cell.cell_type == "markdown":
                self._read(cell.source, mark)
            elif mark != SKIP and (number > 1 or cell.outputs):  # the first code cell imports what the lesson needs
                self._show(cell, mark)
        self._settle()
        self._write_words(spare=True)
        if self._notes and self.slides:
            self.slides[-1].notes += self._notes

    @property
    def title(self) -> str:
        """The lesson's title, as HTML."""
        return self.slides[0].heading

    @property
    def homeless(self) -> list[str]:
        """Headings of teaching notes that the lesson does not have."""
        return list(self._teaching)

    def _add(self, kind: str, stage: list[str], **more: object) -> Slide:
        """A slide for what is shown, with the words that wait for it; those of an exercise stand there in full."""
        room = BESIDE_KIND.get(kind, BESIDE + PER_LINE * max(0, LINES - 5 - more.get("lines", LINES)))
        lead = self._task() if kind == "exercise" else self._lead(room)
        slide = Slide(self._heading or self._section, self._above, kind, [*map(html_of, lead)], stage, **more)
        slide.notes, self._notes, self._whole = self._notes, [], []
        if self._code and kind not in ("question", "exercise"):  # it would give an answer away
            slide.folds["Code"], self._code = self._code, []
        self.slides.append(slide)
        return slide

    @property
    def _above(self) -> str:
        return self._section if self._heading else ""

    def _lead(self, room: int) -> list[str]:
        """Those of the words that wait which stand with what is shown next; many have a slide before it.

        Args:
            room: in characters.
        """
        waiting = self._words
        if sum(map(_size, waiting)) <= room:
            self._words = []
            return waiting
        *before, last = waiting
        lead = [last] if _size(last) <= room and not _is_large(last) else []
        if sum(map(_size, waiting)) > room + SPARED or any(map(_is_large, waiting)):
            self._words = before if lead else waiting
            self._write_words()
        else:
            lead = [one for one in before[:1] if _size(one) + sum(map(_size, lead)) <= room] + lead
        self._words = []
        return lead

    def _task(self) -> list[str]:
        """What an exercise asks: the last paragraphs in full."""
        count = 0
        while count < len(self._whole) and (not count or sum(map(_size, self._whole[-count - 1 :])) <= TASK):
            count += 1
        if 0 < count < len(self._whole) and _is_large(self._whole[-count]):
            count += 1
        task = self._whole[-count:] if count else []
        self._words = self._words[: len(self._words) - count]
        if sum(map(_size, self._words)) < DROPPED:
            self._words = []
        self._write_words()
        return task

    def _write_words(self, spare: bool = False) -> None:
        """Slides of the words that wait.

        Args:
            spare: whether a few words after something shown are left to the notes.
        """
        if spare and self.slides and self.slides[-1].stage and sum(map(len, self._words)) < DROPPED:
            self._words = []
        while self._words:
            now, size = [], 0
            while self._words and (not now or size + _size(self._words[0]) <= ALONE):
                size += _size(self._words[0])
                now.append(self._words.pop(0))
            if self._words and _is_large(self._words[0]) and len(now) > 1:
                self._words.insert(0, now.pop())  # what leads to a formula stays with it
            slide = Slide(self._heading or self._section, self._above, lead=[*map(html_of, now)], size=size)
            slide.notes, self._notes = self._notes, []
            if not (self.slides and self.slides[-1].takes_up(slide)):
                self.slides.append(slide)
        self._whole = []

    def _read(self, source: str, mark: str) -> None:
        """Takes up a cell of prose."""
        headings = [*HEADING.finditer(source)]
        starts = [0, *(match.start() for match in headings)]
        for start, end in zip(starts, [*starts[1:], len(source)], strict=True):
            part = source[start:end].strip()
            if part and not part.startswith(("Previous: [", "Next: [")):
                self._read_part(part, mark)

    def _read_part(self, part: str, mark: str) -> None:
        self._settle()
        heading = HEADING.match(part)
        body = part[heading.end() :].strip() if heading else part
        if heading:
            self._begin(heading[0])
        if body and mark != SKIP:
            self._notes.append(html_of(words.LESSON.sub(r"\1", body)))
        points = [] if mark in (NOTES, SKIP) else words.points_of(body)
        if heading and heading[0] == READ_MORE:
            self.slides[-1].folds["Read more"] = [html_of(body)]
        elif heading and heading[0].startswith("# "):
            slide = Slide(self._section, kind="title", lead=[*map(html_of, points)], notes=self._notes)
            self.slides.append(slide)
            self._notes = []
        elif not heading and points and (mark == FRAGMENT or self._follows(body)):
            last, kept = self.slides[-1], points if mark == FRAGMENT else points[:2]
            last.after += map(html_of, kept[:1] if not mark and sum(map(len, kept)) > BESIDE else kept)
            last.notes += self._notes
            self._notes = []
        elif points:
            self._words += points
            self._whole += words.blocks_of(words.LESSON.sub(r"\1", body))

    def _begin(self, heading: str) -> None:
        """Begins a section, or a part of one."""
        if heading == READ_MORE:
            return self._write_words()
        level, _, title = heading.partition(" ")
        part = len(level) > 2
        introduces = part and not self._heading and 0 < sum(map(_size, self._words)) < DROPPED
        if not introduces:
            self._write_words(spare=True)
            if self._notes and self.slides:
                self.slides[-1].notes += self._notes
            self._notes = []
        title = _inline(title)
        self._section, self._heading = (self._section, title) if part else (title, "")
        if note := self._teaching.pop(heading, ""):
            self._notes.insert(0, f'<div class="deck-teacher">{html_of(note)}</div>')

    def _follows(self, body: str) -> bool:
        """Whether words belong to what the last slide shows."""
        if not self.slides or self._words or self._code:
            return False
        last = self.slides[-1]
        said = [one for one in last.after if "gl-question" not in one]
        shows = last.kind in ("figure", "answer", "code")
        return shows and not said and not LEAD.search(body.strip()) and not any(map(_is_large, words.blocks_of(body)))

    def _show(self, cell: nbformat.NotebookNode, mark: str) -> None:
        """Takes up a cell of code."""
        source = cell.source
        if ".check(" in source or "exercises.progress(" in source:
            return
        if lessons.EXERCISE in cell.metadata.get("tags", []):
            self._settle()
            slide = self._ask(code_of(source))
            if solution := self._solutions.get(cell.id):
                slide.folds["A solution"] = [code_of(solution)]
                slide.notes.append(f"<p><strong>A solution</strong></p><pre>{html.escape(solution)}</pre>")
            return
        shown = [part for output in cell.outputs if (part := _html_of_output(output))]
        printed = "".join(output.text for output in cell.outputs if output.output_type == "stream").rstrip()
        if mark == NOTES:
            self._code.append(code_of(source))
            self._notes += [_printed(printed)] * bool(printed)
        elif mark == FRAGMENT:
            self._join(cell, shown, printed)
        elif mark == SLIDE:
            self._settle()
            self._show_code(source, printed)
        elif REVEALS.search(source):
            self._answer(shown)
        elif shown and "gl-question" in shown[0]:
            self._settle()
            self._add("question", shown)
        elif shown and PICTURED.search(shown[0]):
            self._show_picture(cell, shown, printed)
        elif shown:  # a page of its own, such as a report card
            self._settle()
            self._add("code", [code_of(source)]).folds["What it shows"] = shown
        elif printed or re.search(r"^(def|class) ", source, re.MULTILINE):
            self._settle()
            if TAUGHT.search(source):
                self._show_code(source, printed)
            else:
                self._said = source, printed
        else:
            self._code.append(code_of(source))

    def _ask(self, code: str) -> Slide:
        """The slide of an exercise. If it says nothing of its own, it stands below the words that lead to it."""
        last = self.slides[-1] if self.slides else None
        if self._words or not last or last.kind != "words" or last.heading != self._section or last.size > TASK:
            return self._add("exercise", [code])
        last.heading, last.above, last.kind, last.stage = self._heading or last.heading, self._above, "exercise", [code]
        last.notes += self._notes
        self._notes = []
        return last

    def _join(self, cell: nbformat.NotebookNode, shown: list[str], printed: str) -> None:
        """What a cell shows, on the slide before it; its code is behind that slide's button."""
        self._settle()
        last, said = self.slides[-1], [_printed(printed)] * bool(printed)
        if REVEALS.search(cell.source):
            last.stage += said
            last.after += shown
        else:
            last.stage += [*map(html_of, self._words), *said, *shown]
            last.folds.setdefault("Code", []).extend([*self._code, code_of(cell.source)])
            self._words, self._whole, self._code = [], [], []
            if last.kind == "words":
                last.kind, last.aspect = "figure", max(map(_aspect, cell.outputs))
        last.notes += self._notes
        self._notes = []

    def _show_picture(self, cell: nbformat.NotebookNode, shown: list[str], printed: str) -> None:
        """A figure or a widget; its code is folded, but for a step of training."""
        said = self._take_said()
        self._settle()
        if TAUGHT.search(cell.source) and cell.source.count("\n") < LINES:
            self._show_code(cell.source, "")
        said += [_printed(printed)] * bool(printed)
        plays = any(map(PLAYS.search, shown))
        aspect = FLAT if plays else max(map(_aspect, cell.outputs))
        slide = self._add("widget" if plays else "figure", said + shown, aspect=aspect)
        slide.folds.setdefault("Code", []).append(code_of(cell.source))

    def _answer(self, shown: list[str]) -> None:
        """The answer to a prediction: beside the picture that shows it, or beside what was printed."""
        said = self._take_said()
        last = self.slides[-1] if self.slides else None
        if not said and last and last.takes_answer and not (self._words or self._code or self._said):
            last.after += shown
        else:
            self._settle()
            self._add("answer", said + shown)

    def _take_said(self) -> list[str]:
        """What the cell before printed, where that is little; its code is folded then."""
        if not self._said or self._said[1].count("\n") >= FEW_LINES:
            return []
        source, printed = self._said
        self._said = None
        self._code.append(code_of(source))
        return [_printed(printed)] * bool(printed)

    def _settle(self) -> None:
        """A cell that prints, and that nothing follows which it belongs to, has a slide of its own."""
        if self._said:
            (source, printed), self._said = self._said, None
            if printed.count("\n") >= FEW_LINES and source.count("\n") + printed.count("\n") > LINES:
                self._code.append(code_of(source))  # there is no room for both
                self._add("code", [_printed(printed)])
            else:
                self._show_code(source, printed)

    def _show_code(self, source: str, printed: str) -> None:
        """A cell whose code is to be read, on as many slides as it needs."""
        said, lines = [_printed(printed)] * bool(printed), printed.count("\n") + 2 if printed else 0
        before, length = self.slides[-1] if self.slides else None, source.count("\n") + 2 + lines
        waits = self._words or self._code
        if before and before.kind == "code" and not (before.after or waits) and before.lines + length <= LINES:
            before.stage += [code_of(source), *said]
            before.lines += length
            return
        room = LINES - 3 * bool(self._words)
        *parts, last = cut(source, room, max(room - lines, LINES // 2))
        for part in parts:
            self._add("code", [code_of(part)])
        if lines + last.count("\n") > room:
            if last.count("\n") < FEW_LINES:
                self._code.append(code_of(last))
            else:
                self._add("code", [code_of(last)])
            self._add("code", said)
        else:
            self._add("code", [code_of(last), *said], lines=last.count("\n") + 2 + lines)


def deck_of(folder: Path, name: str) -> Deck:
    """The slides of a lesson.

    Args:
        folder: the notebooks' folder.
        name: of the lesson.

    Raises:
        FileNotFoundError: if the lesson's notebook is missing.
        LookupError: if a teaching note's heading is not in the lesson.
    """
    notebook = lessons.read_whole(lessons.path_of(folder, name))
    sources = {cell.id: cell.metadata for cell in lessons.notebook_of(folder, name).cells}
    for cell in notebook.cells:  # so that a mark needs no new run
        cell.metadata |= sources.get(cell.id, {})
    solved = lessons.path_of(folder, name, solutions=True)
    cells = nbformat.read(solved, as_version=4).cells if solved.exists() else []
    solutions = {cell.id: cell.source for cell in cells if lessons.EXERCISE in cell.metadata.get("tags", [])}
    has_notes = (folder / "source" / "teaching" / f"{name}.md").exists()
    deck = Deck(notebook, notes_of(folder, name) if has_notes else {}, solutions)
    if deck.homeless:
        raise LookupError(f"{name} has no such heading: {', '.join(deck.homeless)}")
    return deck


def code_of(source: str) -> str:
    """Python as HTML, in colours."""
    return highlight(source, PythonLexer(), HtmlFormatter(cssclass="deck-code", wrapcode=True))


def cut(source: str, most: int, last: int) -> list[str]:
    """Code in parts of so many lines at most, the last of fewer; cut before a line that is indented least."""
    lines = source.rstrip("\n").split("\n")
    parts = []
    while len(lines) > last:
        places = range(max(1, min(most, len(lines) - 1) // 3), min(most, len(lines) - 1) + 1)
        depth = {at: len(lines[at]) - len(lines[at].lstrip()) for at in places if lines[at].strip()}
        at = min(depth, key=lambda one: (depth[one], -one), default=places[-1])
        parts.append("\n".join(lines[:at]).rstrip())
        lines = lines[at:]
    return [*parts, "\n".join(lines)]


def _html_of_output(output: nbformat.NotebookNode) -> str:
    """What an output shows; nothing for a bar that told of progress."""
    text = output.get("data", {}).get("text/html", "")
    if "gan-progress" in text[:200]:
        return ""
    text = re.sub(r"<(/?)section\b", r"<\1div", text)  # a section in a slide is a slide
    return re.sub(r"Run the cell[^<]*", TO_PLAY, text) if "gan-lesson-twin" in text else text


def _mark(cell: nbformat.NotebookNode) -> str:
    """What a lesson's source says of a cell's slide, if it says anything."""
    return cell.metadata.get("slideshow", {}).get("slide_type", "")


def _printed(text: str) -> str:
    return f'<pre class="deck-printed">{html.escape(text)}</pre>'


def _aspect(output: nbformat.NotebookNode) -> float:
    """Width by height of an output's picture; 0 where there is none."""
    if png := output.get("data", {}).get("image/png"):
        width, height = struct.unpack(">II", base64.b64decode(png)[16:24])
        return width / height
    return 0.0


def _inline(markdown: str) -> str:
    """A line of Markdown as HTML, without the paragraph around it."""
    return re.sub(r"^<p>|</p>$", "", html_of(markdown).strip())


def _is_large(point: str) -> bool:
    """Whether a point takes more room than its characters say."""
    return point.startswith(("$$", "\\begin", "|", "```")) or point.count("\n- ") > 1


def _size(point: str) -> int:
    """The room that a point takes, in characters."""
    lines = point.split("\n")
    if point.startswith(("$$", "\\begin")):
        return 120
    if point.startswith("|"):
        return 75 * len(lines)
    return max(len(point), sum(max(75, len(line)) for line in lines if words.ITEM.match(line)))
