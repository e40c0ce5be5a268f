"""How fast the package is, as ratios: python3 run.py test -n 0 tests/benchmarks --benchmark-only

The yardstick for training is the loop of *Dive into Deep Learning* (d2l.ai, chapter 20): a DataLoader, two passes of
the generator a step, Adam as it comes. The two take short turns, so that a slow moment of the machine meets both, and
the median of the rounds' ratios is reported: by the processor's seconds on one thread, as the lessons train, and by the
clock on every core. All train without a penalty, since theirs has none. Nothing here fails on a slow day.
"""

import itertools
import os
import statistics
import subprocess
import sys
import time

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader, TensorDataset

from gan_lesson import datasets, models, recordings, training
from gan_lesson.datasets import portraiture
from gan_lesson.history import History
from gan_lesson.widgets import EpochPlayer

ROUNDS = 15


def ring():
    data = datasets.ring(5120, torch.Generator().manual_seed(0)).data
    sizes = (128, 128, 128)
    return data, 256, 20, lambda: (models.MLPGenerator(2, (2,), sizes), models.MLPDiscriminator((2,), sizes))


def digits():
    sizes = (256, 256)
    data = datasets.handwriting().data
    pair = lambda: (models.MLPGenerator(16, (1, 8, 8), sizes), models.MLPDiscriminator((1, 8, 8), sizes))  # noqa: E731
    return data, 64, 28, pair


def conv():
    data = datasets.portraits(1024, torch.Generator().manual_seed(0)).data
    return data, 64, 8, lambda: (models.ConvGenerator(32, 16), models.ConvDiscriminator(16, 2))


def adam(network, fused):
    return torch.optim.Adam(network.parameters(), lr=0.0002, betas=(0.5, 0.999), fused=fused)


def d2l_loop(data, batch_size, steps, generator, discriminator):
    """As d2l.ai writes it: returns a function that trains for so many steps."""
    loss = torch.nn.BCEWithLogitsLoss(reduction="sum")
    loader = DataLoader(TensorDataset(data), batch_size, shuffle=True, drop_last=True)
    d_adam, g_adam = adam(discriminator, fused=None), adam(generator, fused=None)
    endless = itertools.chain.from_iterable(itertools.repeat(loader))

    def run():
        for (real,) in itertools.islice(endless, steps):
            ones, zeros = torch.ones((batch_size,)), torch.zeros((batch_size,))
            latents = torch.normal(0, 1, size=(batch_size, generator.latent_dim))
            d_adam.zero_grad()
            real_y = discriminator(real)
            fake_y = discriminator(generator(latents).detach())
            ((loss(real_y, ones) + loss(fake_y, zeros)) / 2).backward()
            d_adam.step()
            g_adam.zero_grad()
            loss(discriminator(generator(latents)), ones).backward()
            g_adam.step()

    return run


def our_run(data, batch_size, generator, discriminator):
    return training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data, batch_size, torch.Generator().manual_seed(0)),
        g_optimizer=adam(generator, fused=True),
        d_optimizer=adam(discriminator, fused=True),
        random=torch.Generator().manual_seed(1),
    )


def our_loop(take_step, data, batch_size, steps, generator, discriminator):
    endless = training.train(our_run(data, batch_size, generator, discriminator), take_step=take_step)

    def run():
        for _ in itertools.islice(endless, steps):
            pass

    return run


def seconds(run, clock):
    start = clock()
    run()
    return clock() - start


def ratios(yardstick, candidate, clock=time.process_time):
    """Yardstick's time over the candidate's, in rounds that alternate, after one that is not counted."""
    seconds(yardstick, clock), seconds(candidate, clock)
    return [seconds(yardstick, clock) / seconds(candidate, clock) for _ in range(ROUNDS)]


STEPS = [training.separate_fakes, training.shared_fakes, training.one_stage]


@pytest.mark.parametrize("threads", ["one thread", "every core"])
@pytest.mark.parametrize("take_step", STEPS, ids=[step.__name__ for step in STEPS])
@pytest.mark.parametrize("setting", [ring, digits, conv], ids=["ring", "digits 8x8", "portraits 28x28"])
def test_steps_a_second_over_d2l_s_loop(benchmark, setting, take_step, threads):
    if threads == "every core":
        torch.set_num_threads(os.cpu_count())
    clock = time.process_time if threads == "one thread" else time.perf_counter
    data, batch_size, steps, pair = setting()
    torch.manual_seed(0)
    yardstick = d2l_loop(data, batch_size, steps, *pair())
    candidate = our_loop(take_step, data, batch_size, steps, *pair())
    found = ratios(yardstick, candidate, clock)
    report(benchmark, "times D2L's steps a second", found)
    benchmark.pedantic(candidate, rounds=ROUNDS)
    assert len(found) == ROUNDS and min(found) > 0


def test_recording_an_epoch(benchmark):
    """What a history adds to an epoch of lesson 08's portraits, in per cent of the epoch without it."""
    pets = datasets.portraits(1024, torch.Generator().manual_seed(0))
    generator, discriminator = models.ConvGenerator(32, 16), models.ConvDiscriminator(8, 3)
    run = our_run(pets.data, 32, generator, discriminator)
    run.averaged = training.average_of(generator, decay=0.99)
    endless = training.train(run, take_step=training.shared_fakes)
    history = History(models.sample_latents(64, 32, torch.Generator().manual_seed(2)))
    costs = []

    def epoch():
        recording = 0.0
        start = time.process_time()
        for step in itertools.islice(endless, len(run.batches)):
            before = time.process_time()
            history.record(step, run.averaged)
            recording += time.process_time() - before
        costs.append(100 * recording / (time.process_time() - start - recording))

    benchmark.pedantic(epoch, rounds=ROUNDS, warmup_rounds=1)
    report(benchmark, "per cent that recording adds", costs[1:])
    assert len(history) == ROUNDS + 1


def test_portraits_a_second(benchmark):
    knobs = portraiture.sample_knobs(4000, np.random.default_rng(0))
    pictures = benchmark(portraiture.draw, knobs)
    benchmark.extra_info["portraits a second"] = round(len(pictures) / benchmark.stats.stats.median)
    print(f"\n{benchmark.extra_info}")


def test_import(benchmark):
    """`import gan_lesson` over a bare start of Python."""
    bare = lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)  # noqa: E731
    ours = lambda: subprocess.run([sys.executable, "-c", "import gan_lesson"], check=True)  # noqa: E731
    report(benchmark, "times a bare start of Python", [1 / ratio for ratio in ratios(bare, ours, time.perf_counter)])
    benchmark.pedantic(ours, rounds=3)


# From the key's own time stamp to the first message after the frame in which the canvas had other pixels.
WATCH = """(canvas) => {
  const look = () => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.join();
  window.keyToPixels = [];
  addEventListener("keydown", (event) => {
    const before = look();
    const wait = () => {
      if (look() === before) return requestAnimationFrame(wait);
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.keyToPixels.push(performance.now() - event.timeStamp);
      channel.port2.postMessage(null);
    };
    requestAnimationFrame(wait);
  }, { capture: true });
}"""


def test_key_to_pixels(benchmark, browser, tmp_path):
    """From an arrow key to the next epoch's pictures on the screen, in a page of the recorded portraits."""
    html = EpochPlayer(recordings.load("portraits"))._repr_mimebundle_()["text/html"]
    file = tmp_path / "player.html"
    file.write_text(f"<!doctype html><meta charset=utf-8><title>Player</title>{html}", encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.locator("input[type=range]").focus()
    page.locator("canvas").first.evaluate(WATCH)

    def press():
        seen = page.evaluate("window.keyToPixels.length")
        page.keyboard.press("ArrowRight" if page.locator("input[type=range]").input_value() != "53" else "Home")
        page.wait_for_function(f"window.keyToPixels.length > {seen}")

    benchmark.pedantic(press, rounds=40, warmup_rounds=2)
    report(benchmark, "ms from key to pixels", page.evaluate("window.keyToPixels")[2:])
    page.close()


def report(benchmark, name, values):
    low, middle, high = min(values), statistics.median(values), max(values)
    benchmark.extra_info[name] = {"min": low, "median": middle, "max": high}
    print(f"\n{name}: median {middle:.2f} ({low:.2f} to {high:.2f})")
