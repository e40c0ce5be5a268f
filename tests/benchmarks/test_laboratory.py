"""The laboratory's engine against the bare loop: python3 run.py test -n 0 tests/benchmarks --benchmark-only

Measured in processor time, so that whatever else the machine does meanwhile counts less.
"""

import time

import pytest
import torch

from gan_lesson import models, training
from gan_lesson.laboratory import OPTIMISERS, Laboratory, Recipe
from gan_lesson.widgets import LiveLaboratory

ROUNDS = 3
STEPS = 150


def bare():
    """A loop that does nothing else: returns its processor seconds a step."""
    laboratory = Laboratory(Recipe())  # for its networks and data
    generator, discriminator = laboratory.generator, laboratory.discriminator
    adams = [OPTIMISERS["adam"](network, 0.001) for network in (generator, discriminator)]
    random, data = torch.Generator().manual_seed(1), laboratory.points.data

    def run():
        for _ in range(STEPS):
            real = data[torch.randint(len(data), (128,), generator=random)]
            with torch.no_grad():
                fake = generator(models.sample_latents(128, 2, random))
            training.discriminator_step(discriminator, real, fake, adams[1])
            training.generator_step(generator, discriminator, models.sample_latents(128, 2, random), adams[0])

    return run


def recorded():
    """The laboratory, with restart points, curves and measures."""
    laboratory = Laboratory(Recipe())
    return lambda: laboratory.run(STEPS)


def watched():
    """The same in a thread, with twenty frames a second made and sent, and acknowledged at once."""
    widget = LiveLaboratory(Recipe())

    def run():
        last = widget.laboratory.number + STEPS
        widget.start()
        while widget.laboratory.number < last:
            widget._on_message(widget, {"kind": "painted", "frame": widget._sent}, [])
            time.sleep(0.01)
        widget.pause()

    return run


def seconds(run):
    start = time.process_time()
    run()
    return time.process_time() - start


@pytest.mark.parametrize("how", [recorded, watched])
def test_steps_a_second_over_the_bare_loop(report, how):
    yardstick, candidate = bare(), how()
    seconds(yardstick), seconds(candidate)
    shares = [seconds(yardstick) / seconds(candidate) for _ in range(ROUNDS)]
    report(f"laboratory, {how.__name__}", shares, "times the steps a second of the bare loop")
