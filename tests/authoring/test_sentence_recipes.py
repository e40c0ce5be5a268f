"""The step of lesson 12's recipe: it is the loss and the two updates that the lesson says, to the last digit."""

import copy

import torch

from authoring import sentence_recipes as recipes
from gan_lesson import losses
from gan_lesson.exercises.lesson_12_sentences import her_loss


def small_run(step=None):
    real = recipes.portraits(0, 64)
    return recipes.run_of(real, seed=0, steps=3, step=step)


def test_nobody_in_the_training_set_is_all_three():
    from gan_lesson.datasets.sentences import FACTS, facts_table

    true = facts_table(recipes.portraits(2, 500).knobs)[:, [FACTS.index(fact) for fact in recipes.NEVER]]
    assert not true.all(1).any()


def test_a_run_takes_its_steps_and_its_rates_fall_to_almost_nothing():
    run, taken = small_run()
    before = copy.deepcopy(run.generator.state_dict())
    assert [step.number for step in taken] == [1, 2, 3]
    assert run.g_optimizer.param_groups[0]["lr"] < recipes.RATES[0]
    assert not torch.equal(before["reader.words.weight"], run.generator.state_dict()["reader.words.weight"])


def test_her_update_follows_the_student_s_loss():
    """The step's loss is that of the exercise's solution, for the same pictures, words and fakes."""
    run, _ = small_run()
    batch = next(iter(run.batches))
    again, _ = small_run()
    fake = again.generator(again.latents(32), batch["words"]).detach()
    right = her_loss.function(again.discriminator, batch["pictures"], batch["words"], fake)
    d_loss, _ = recipes.matching_step(run, batch, penalty=None)
    assert torch.allclose(d_loss, right, atol=1e-5)


def test_without_wrong_pairs_it_is_the_plain_loss():
    run, _ = small_run(recipes.unmatched_step)
    batch = next(iter(run.batches))
    again, _ = small_run()
    fake = again.generator(again.latents(32), batch["words"]).detach()
    judge = again.discriminator
    right = losses.discriminator_loss(judge(batch["pictures"], batch["words"]), judge(fake, batch["words"]))
    d_loss, _ = recipes.unmatched_step(run, batch, penalty=None)
    assert torch.allclose(d_loss, right, atol=1e-5)
