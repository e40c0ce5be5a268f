"""A report card for any generator of pictures: `report_card` measures, the card shows itself."""

from gan_lesson.lazy import face

_FILES = {
    "Bench": "bench",
    "ReportCard": "card",
    "matrix": "bench",
    "Score": "card",
    "Spread": "card",
    "report_card": "bench",
}
__all__ = list(_FILES)
__getattr__, __dir__ = face(__name__, _FILES)
