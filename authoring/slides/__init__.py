"""The lessons as slides for a class: ``python3 run.py slides 04``.

Slides are derived from what a lesson says and shows already; nothing is run, and nothing is written twice. `words.py`
says what remains of a lesson's prose, `deck.py` which cells share a slide; `deck.js`, on the page, fits each slide to
the projector. A deck is one file with reveal.js in it and needs no network.
"""
