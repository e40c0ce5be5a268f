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
    """Reads a recorded run of points in the plane: its samples, its losses, and the share of copies if it has one.

    The thresholds were chosen on seeds 0 to 9 of the clinic's patients. The last quarter of the snapshots counts.

    Args:
        history: a recorded run of points, with real ones beside them.

    Raises:
        ValueError: if it holds pictures, or has no real points.
    """
    if history.real is None or history.real.ndim != 2:
        raise ValueError("diagnose reads runs of points, with real=... beside them; for pictures, use a report card")
    cannot = ["whether another seed would do the same: this is one run"]
    copies = next((name for name in history[-1].metrics if name.startswith("nearer to training")), None)
    if copies is None:
        cannot.append("whether he copies: nobody counted copies, which takes points that he hasn't learnt from")
    if len(history) < FEWEST:
        return Diagnosis("too short", (f"{len(history)} looks; at least {FEWEST} are needed",), tuple(cannot))

    if not _finite(history):
        return Diagnosis("numbers run away", ("some points or losses are not finite numbers",), tuple(cannot))

    seen = _Signs(history)
    name, signs = "nothing found", (f"{seen.within:.0%} of the fakes lie among real points at the end",)
    if seen.alike.max() < 0.02:
        name = "dead generator"
        signs = ("in every look, the first one included, all latents give the same point",)
    elif seen.her_loss < 0.05 and seen.moved < 0.05:
        name = "vanishing gradient"
        signs = ("her loss is next to 0", "from look to look, the points hardly move")
    elif np.median(seen.late_alike) < 0.4 and seen.reached < 0.35:
        name = "mode collapse"
        signs = ("the fakes lie close together", f"{1 - seen.reached:.0%} of the real points have no fake nearby")
    elif copies and np.mean([snapshot.metrics[copies] for snapshot in seen.late]) > 62:
        name = "memorising"
        signs = ("most fakes lie nearer to the training set than to unseen points",)
    elif seen.drifted > 0.5:
        name = "swinging"
        signs = ("from look to look, the fakes move as a whole, and they don't settle",)
    elif seen.her_loss > 1.1 and seen.within < 0.7:
        name = "curves and pictures disagree"
        signs = (
            "she can hardly tell real from fake, going by her loss",
            f"only {seen.within:.0%} of the fakes shown here lie among real points",
        )
        cannot.append("how he paints in training: compare that with what you are shown, if he has batch norm")
    return Diagnosis(name, signs, tuple(cannot))


class _Signs:
    """What the rules above ask about. Lengths are in units of the real points' mean distance from their centre."""

    def __init__(self, history: History):
        self.late: list[Snapshot] = history.snapshots[-max(4, len(history) // 4) :]
        real = history.real.astype(float)
        unit = _breadth(real)
        self.alike = np.array([_breadth(look.samples) for look in history]) / unit
        self.late_alike = self.alike[-len(self.late) :]
        self.her_loss = float(np.median([look.discriminator_loss for look in self.late]))
        steps = [(one.samples, two.samples) for one, two in zip(self.late, self.late[1:], strict=False)]
        moved = [np.linalg.norm(two - one, axis=1).mean() for one, two in steps]
        self.moved = float(np.median(moved)) / unit
        self.drifted = float(np.median([np.linalg.norm(two.mean(0) - one.mean(0)) for one, two in steps])) / unit
        between = np.linalg.norm(real[:, None] - real, axis=2)
        np.fill_diagonal(between, np.inf)
        near = max(0.15 * unit, 3 * float(np.median(between.min(1))))
        gaps = [np.linalg.norm(look.samples[:, None] - real, axis=2) for look in self.late]  # (fakes, real)
        self.within = float(np.mean([(gap.min(1) < near).mean() for gap in gaps]))
        self.reached = float(np.mean([(gap.min(0) < near).mean() for gap in gaps]))


def _finite(history: History) -> bool:
    losses = [(look.discriminator_loss, look.generator_loss) for look in history if look.step]
    return bool(np.isfinite(losses).all() and all(np.isfinite(look.samples).all() for look in history))


def _breadth(points: np.ndarray) -> float:
    return float(np.linalg.norm(points - points.mean(0), axis=1).mean())
