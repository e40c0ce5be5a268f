"""Histories that no training made: quick, and with contents that a test knows."""

import math

import numpy as np
import torch

from gan_lesson.history import History, Snapshot

CENTRES = np.array([(math.cos(k * math.pi / 4), math.sin(k * math.pi / 4)) for k in range(8)], dtype=np.float32)


def grey_run(title="Grey", epochs=range(11), count=16, size=8):
    """Pictures that are one grey all over, ten levels lighter in each epoch."""
    history = History(torch.zeros(count, 2), title=title)
    for epoch in epochs:
        samples = np.full((count, size, size), 40 + 10 * epoch, np.uint8)
        history.snapshots.append(Snapshot(20 * epoch, epoch, samples, None, *losses(epoch)))
    return history


def picture_run(title="Discs", snapshots=61, count=64, size=28, seed=0):
    """Pictures of discs that come out of noise, each its own; neighbouring pixels are alike, as a network's are."""
    random = np.random.default_rng(seed)
    history = History(torch.zeros(count, 2), title=title)
    y, x = np.mgrid[:size, :size] / size - 0.5
    middle, radius = random.uniform(-0.15, 0.15, (2, count, 1, 1)), random.uniform(0.15, 0.35, (count, 1, 1))
    discs = 255 / (1 + np.exp(np.clip(((x - middle[0]) ** 2 + (y - middle[1]) ** 2 - radius**2) * 80, -50, 50)))
    drift = random.normal(0, 1, (count, size, size))
    drift += np.roll(drift, 1, 1) + np.roll(drift, 1, 2) + np.roll(drift, (1, 1), (1, 2))
    for epoch in range(snapshots):
        share = epoch / max(1, snapshots - 1)
        samples = share * discs + (1 - share) * (127 + 15 * (1 - share) * drift)
        samples = samples.clip(0, 255).astype(np.uint8)
        history.snapshots.append(Snapshot(50 * epoch, epoch, samples, None, *losses(epoch)))
    return history


def point_run(title="Ring of 8", snapshots=61, count=512, seed=0, metrics=True):
    """Points that move out of the middle onto a ring of eight modes, before an opinion that follows them."""
    random = np.random.default_rng(seed)
    history = History(torch.zeros(count, 2), title=title, region=(-1.5, 1.5, -1.5, 1.5))
    history.real = (CENTRES[random.integers(0, 8, count)] + random.normal(0, 0.03, (count, 2))).astype(np.float32)
    goal = CENTRES[random.integers(0, 8, count)] + random.normal(0, 0.05, (count, 2))
    start = random.normal(0, 0.3, (count, 2))
    y, x = (np.mgrid[:48, :48] + 0.5) / 48 * 3 - 1.5
    for epoch in range(snapshots):
        share = epoch / max(1, snapshots - 1)
        samples = ((1 - share) * start + share * goal).astype(np.float32)
        opinion = (255 / (1 + np.exp(-6 * (np.hypot(x, y) - 0.8 * share)))).astype(np.uint8)
        measured = {"clusters covered": float(round(8 * share))} if metrics else {}
        history.snapshots.append(Snapshot(30 * epoch, epoch, samples, opinion, *losses(epoch), measured))
    return history


def corner_run():
    """One fake point up on the right, at (1, 1), before a discriminator that trusts the upper half."""
    history = History(torch.zeros(1, 2), title="Corner", region=(-1.5, 1.5, -1.5, 1.5))
    opinion = np.repeat(np.repeat(np.array([[0], [255]], np.uint8), 24, 0), 48, 1)
    for epoch in range(7):
        history.snapshots.append(Snapshot(epoch, epoch, np.ones((1, 2), np.float32), opinion, *losses(epoch)))
    return history


def losses(epoch):
    """A discriminator's and a generator's loss, NaN for the untrained pair as a History has them."""
    return (math.nan, math.nan) if epoch == 0 else (1.4 - 0.3 * math.exp(-epoch / 5), 0.7 + math.exp(-epoch / 5))
