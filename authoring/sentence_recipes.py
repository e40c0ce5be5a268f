"""How the generator of lesson 12 that paints what a sentence says was trained."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor, nn

from gan_lesson import losses, models, training
from gan_lesson.datasets import sentences as told
from gan_lesson.evaluation.facts import train_fact_reader
from gan_lesson.files import weights_of
from gan_lesson.history import as_frame
from gan_lesson.props.sentences import (
    LATENT_DIM,
    OrderedWords,
    SentenceDiscriminator,
    SentenceGenerator,
    matching_aware_loss,
    paint,
)
from gan_lesson.recordings import sentences as kept

NEVER = ("white", "masked", "long ears")  # never seen together in training
PORTRAITS, BATCH, STEPS = 12_288, 32, 2000
Loss = Callable[[Tensor, Tensor, Tensor], Tensor]  # of the logits of real, wrong and fake pairs
RATES = 0.003, 0.002  # of the generator and of the discriminator


def portraits(seed: int, n: int = PORTRAITS) -> told.Described:
    """The training set: described portraits without any animal of which all of `NEVER` is true."""
    return told.described_portraits(n, torch.Generator().manual_seed(seed), without=NEVER)


def run_of(
    real: told.Described,
    seed: int,
    steps: int = STEPS,
    reader: Callable[[], nn.Module] = OrderedWords,
    step: training.TakeStep | None = None,
) -> tuple[training.Run, Iterator[training.TrainingStep]]:
    """A pair that learns to paint from sentences: the run, and its steps.

    Args:
        real: the portraits and their sentences.
        seed: of everything else.
        steps: that it takes.
        reader: makes a reader of words, one for each network.
        step: what happens within a step, `matching_step` or `unmatched_step`.
    """
    torch.manual_seed(seed)
    generator, discriminator = SentenceGenerator(reader()), SentenceDiscriminator(reader())
    return start(generator, discriminator, {"pictures": real.data, "words": real.word_ids}, seed, steps, step)


def start(
    generator: nn.Module,
    discriminator: nn.Module,
    data: dict[str, Tensor],
    seed: int,
    steps: int,
    step: training.TakeStep | None = None,
) -> tuple[training.Run, Iterator[training.TrainingStep]]:
    """The same for networks and data of one's own."""
    g_rate, d_rate = RATES
    run = training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data, BATCH, torch.Generator().manual_seed(seed + 1)),
        g_optimizer=torch.optim.Adam(generator.parameters(), lr=g_rate, betas=(0.0, 0.99), fused=True),
        d_optimizer=torch.optim.Adam(discriminator.parameters(), lr=d_rate, betas=(0.0, 0.99), fused=True),
        random=torch.Generator().manual_seed(seed + 2),
        averaged=training.average_of(generator, 0.995),
    )

    def taken() -> Iterator[training.TrainingStep]:
        take_step = step or matching_step
        for done in training.train(run, take_step=take_step, penalty=losses.r1_penalty, penalty_every=8):
            yield done
            if done.number == steps:
                return
            share = min(1, 1.5 * (1 - done.number / steps))  # constant, then falling to 0
            training.set_learning_rate(run.g_optimizer, g_rate * share)
            training.set_learning_rate(run.d_optimizer, d_rate * share)

    return run, taken()


def matching_step(
    run: training.Run, batch: dict[str, Tensor], *, penalty: training.Penalty | None, **_: object
) -> tuple[Tensor, Tensor]:
    """One update of each: to the discriminator, a real picture with another picture's sentence is wrong too."""
    return _step(run, batch, penalty, matching_aware_loss)


def unmatched_step(
    run: training.Run, batch: dict[str, Tensor], *, penalty: training.Penalty | None, **_: object
) -> tuple[Tensor, Tensor]:
    """The same without the wrong pairs."""
    return _step(run, batch, penalty, lambda real, wrong, fake: losses.discriminator_loss(real, fake))


def _step(
    run: training.Run, batch: dict[str, Tensor], penalty: training.Penalty | None, loss: Loss
) -> tuple[Tensor, Tensor]:
    real, words = batch["pictures"], batch["words"]
    judge = run.discriminator
    fake = run.generator(run.latents(len(real)), words)
    real_features, fake_features = judge.look(torch.cat([real, fake.detach()])).chunk(2)
    wrong = words.roll(1, 0)  # the batch is shuffled: the neighbour's sentence is anybody's
    d_loss = loss(
        judge.judge(real_features, words), judge.judge(real_features, wrong), judge.judge(fake_features, words)
    )
    run.d_optimizer.zero_grad()
    total = d_loss + penalty(lambda pictures: judge(pictures, words), real, None) if penalty else d_loss
    total.backward()
    run.d_optimizer.step()

    g_loss = losses.nonsaturating_generator_loss(judge(fake, words))
    run.g_optimizer.zero_grad()
    g_loss.backward(inputs=[weight for weight in run.generator.parameters() if weight.requires_grad])
    run.g_optimizer.step()
    return d_loss.detach(), g_loss.detach()


def painting(seed: int = 0, steps: int = STEPS, n: int = PORTRAITS) -> Iterator[kept.Painting]:
    """The recorded run, and the reader of facts that judges it, which was taught by real portraits of all kinds."""
    run, taken = run_of(portraits(seed, n), seed, steps)
    latents = models.sample_latents(6, LATENT_DIM, torch.Generator().manual_seed(seed + 3))
    words = told.word_ids([kept.SENTENCE])
    made = kept.Painting(steps=steps)
    for step in taken:
        if step.number in kept.MOMENTS:
            made.moments[step.number] = torch.from_numpy(as_frame(paint(run.averaged, latents, words)))
        yield made
    made.weights = weights_of(run.averaged.module)
    made.reader = weights_of(train_fact_reader(told.described_portraits(n, torch.Generator().manual_seed(seed + 4))))
    yield made
