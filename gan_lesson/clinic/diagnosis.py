"""What a recorded run shows, in words, and what it cannot show."""

from dataclasses import dataclass

import numpy as np

from gan_lesson.history import History, Snapshot

FEWEST = 8  # snapshots below which nothing is said


@dataclass(frozen=True)
class Diagnosis:
    """What a recorded run shows.

    Attributes:
        name: of what is wrong; "nothing found" if no sign was seen, "too short" if there is too little to see.
        signs: what was seen, a sentence each.
        cannot: what the recording cannot show, a sentence each.
    """

    name: str
    signs: tuple[str, ...]
    cannot: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"{self.name.capitalize()}."]
        lines += [f"  seen: {sign}" for sign in self.signs]
        lines += [f"  not to be seen here: {limit}" for limit in self.cannot]
        return "\n".join(lines)


def diagnose(history: History) -> Diagnosis:
    """Reads a recorded run: its samples, its losses, and the shares of copies and of pets if somebody counted them.

    The thresholds were chosen on seeds 0 to 9 of the clinic's patients, and on recorded portraits. The last quarter of
    the snapshots counts. Pictures are compared pixel by pixel, which says whether they are alike and whether they move,
    and not what they show: that takes a metric, "read as pets, %".

    Args:
        history: a recorded run of points or pictures, with real ones beside them.

    Raises:
        ValueError: if it has no real ones.
    """
    if history.real is None:
        raise ValueError("diagnose compares fakes with real ones: record the run with real=...")
    what = "points" if history.real.ndim == 2 else "pictures"
    cannot = ["whether another seed would do the same: this is one run"]
    copies, pets = (_metric(history, begins) for begins in ("nearer to training", "read as pets"))
    if copies is None:
        cannot.append(f"whether he copies: nobody counted copies, which takes {what} that he hasn't learnt from")
    if what == "pictures" and pets is None:
        cannot.append("whether the pictures are any good: that takes a score of them, such as the share read as pets")
    if len(history) < FEWEST:
        return Diagnosis("too short", (f"{len(history)} looks; at least {FEWEST} are needed",), tuple(cannot))

    if not _finite(history):
        return Diagnosis("numbers run away", (f"some {what} or losses are not finite numbers",), tuple(cannot))

    seen = _Signs(history, pets)
    name, signs = "nothing found", (seen.good,)
    if seen.alike.max() < 0.02:
        name = "dead generator"
        signs = (f"in every look, the first one included, all latents give the same {what[:-1]}",)
    elif seen.her_loss < 0.05 and seen.moved < 0.05:
        name = "vanishing gradient"
        signs = ("her loss is next to 0", f"from look to look, the {what} hardly move")
    elif np.median(seen.late_alike) < 0.4 and seen.reached < 0.35:
        name = "mode collapse"
        signs = ("the fakes lie close together", f"{1 - seen.reached:.0%} of the real points have no fake nearby")
        if what == "pictures":
            signs = (f"from each other, the fakes differ {seen.late_alike[-1]:.0%} as much as the real ones",)
    elif copies and seen.mean(copies) > 62 and seen.within >= seen.enough:
        name = "memorising"
        signs = (f"most fakes lie nearer to the training set than to unseen {what}",)
    elif seen.drifted > 0.5:
        name = "swinging"
        signs = ("from look to look, the fakes move as a whole, and they don't settle",)
    elif seen.her_loss > 1.1 and seen.within < seen.enough:
        name = "curves and pictures disagree"
        signs = ("she can hardly tell real from fake, going by her loss", f"only {seen.good}")
        cannot.append("how he paints in training: compare that with what you are shown, if he has batch norm")
    return Diagnosis(name, signs, tuple(cannot))


def _metric(history: History, begins: str) -> str | None:
    """The name of a metric that was recorded."""
    return next((name for name in history[-1].metrics if name.startswith(begins)), None)


class _Signs:
    """What the rules above ask about. Lengths are in units of the real ones' mean distance from their centre.

    Args:
        history: a recorded run.
        pets: the metric that says how many pictures are read as pets, in per cent, if there is one.
    """

    def __init__(self, history: History, pets: str | None):
        self.late: list[Snapshot] = history.snapshots[-max(4, len(history) // 4) :]
        real = _rows(history.real)
        unit = _breadth(real)
        self.alike = np.array([_breadth(_rows(look.samples)) for look in history]) / unit
        self.late_alike = self.alike[-len(self.late) :]
        self.her_loss = float(np.median([look.discriminator_loss for look in self.late]))
        late = [_rows(look.samples) for look in self.late]
        steps = list(zip(late, late[1:], strict=False))
        self.moved = float(np.median([np.linalg.norm(two - one, axis=1).mean() for one, two in steps])) / unit
        self.drifted = float(np.median([np.linalg.norm(two.mean(0) - one.mean(0)) for one, two in steps])) / unit
        if history.real.ndim > 2:  # pixels don't say what is near, so only a metric says what is good
            self.reached, self.within, self.enough = 0.0, 1.0, 0.1
            self.good = f"from each other, the fakes differ {self.late_alike[-1]:.0%} as much as the real ones"
            if pets:
                self.within = self.mean(pets) / 100
                self.good = f"{self.within:.0%} of the fakes are read as pets at the end"
            return
        between = np.linalg.norm(real[:, None] - real, axis=2)
        np.fill_diagonal(between, np.inf)
        near = max(0.15 * unit, 3 * float(np.median(between.min(1))))
        gaps = [np.linalg.norm(fakes[:, None] - real, axis=2) for fakes in late]  # (fakes, real)
        self.within, self.enough = float(np.mean([(gap.min(1) < near).mean() for gap in gaps])), 0.7
        self.reached = float(np.mean([(gap.min(0) < near).mean() for gap in gaps]))
        self.good = f"{self.within:.0%} of the fakes lie among real points at the end"

    def mean(self, metric: str) -> float:
        """Of a recorded metric, over the last snapshots."""
        return float(np.mean([look.metrics[metric] for look in self.late]))


def _rows(samples: np.ndarray) -> np.ndarray:
    return samples.reshape(len(samples), -1).astype(float)


def _finite(history: History) -> bool:
    losses = [(look.discriminator_loss, look.generator_loss) for look in history if look.step]
    return bool(np.isfinite(losses).all() and all(np.isfinite(look.samples).all() for look in history))


def _breadth(points: np.ndarray) -> float:
    return float(np.linalg.norm(points - points.mean(0), axis=1).mean())
