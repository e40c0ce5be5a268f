"""The networks and optimisers that take notes."""

import torch

from gan_lesson.exercises.probes import (
    LinearDiscriminator,
    LinearGenerator,
    RecordingOptimizer,
    received_gradient,
)

REAL = torch.tensor([[1.0, 2.0], [3.0, -1.0], [0.0, 0.0]])


def test_what_they_compute_can_be_worked_out_by_hand():
    assert LinearDiscriminator((1, -2), 0.5)(REAL).tolist() == [-2.5, 5.5, 0.5]
    assert LinearGenerator((1, 0.5), (-1, 2))(REAL).tolist() == [[0.0, 3.0], [2.0, 1.5], [-1.0, 2.0]]


def test_calls_are_noted_with_what_a_gradient_could_reach():
    generator, discriminator = LinearGenerator(), LinearDiscriminator()
    fake = generator(REAL)
    discriminator(fake.detach())
    discriminator(fake)
    with torch.no_grad():
        discriminator(REAL)
    assert [call.needs_gradient for call in discriminator.calls] == [False, True, False]
    assert [call.recorded for call in discriminator.calls] == [True, True, False]
    assert torch.equal(discriminator.calls[0].batch, fake.detach())
    assert not generator.calls[0].needs_gradient


def test_a_batch_is_recognised_alone_and_within_a_larger_one():
    discriminator = LinearDiscriminator()
    discriminator(torch.cat([torch.ones(4, 2), REAL]))
    assert discriminator.saw(REAL) and discriminator.saw(torch.ones(4, 2))
    assert not discriminator.saw(REAL + 1) and not discriminator.saw(torch.ones(9, 2))
    assert not discriminator.saw(torch.ones(2, 3))


def test_the_order_of_a_right_step_and_what_it_used():
    discriminator = LinearDiscriminator()
    optimizer = RecordingOptimizer(discriminator.parameters(), lr=0.1, stale=100.0)
    optimizer.zero_grad()
    discriminator(REAL).mean().backward()
    assert not optimizer.moved
    optimizer.step()
    assert optimizer.events == ["zero_grad", "backward", "step"] and optimizer.moved
    assert torch.allclose(optimizer.moves[0], torch.tensor([4 / 3, 1 / 3, 1.0]))
    assert torch.allclose(discriminator.weight, torch.tensor([1.0, -2.0]) - 0.1 * REAL.mean(0))


def test_a_forgotten_zero_grad_leaves_the_stale_gradient_in():
    discriminator = LinearDiscriminator()
    optimizer = RecordingOptimizer(discriminator.parameters(), stale=100.0)
    discriminator(REAL).mean().backward()
    optimizer.step()
    assert optimizer.events == ["backward", "step"] and optimizer.moves[0][2] == 101


def test_two_backward_passes_are_two_notes_and_a_step_without_one_has_no_gradient():
    discriminator = LinearDiscriminator()
    optimizer = RecordingOptimizer(discriminator.parameters())
    optimizer.step()
    assert optimizer.moves[0].tolist() == [0, 0, 0] and not optimizer.moved
    discriminator(REAL).mean().backward()
    discriminator(REAL).mean().backward()
    assert optimizer.events == ["step", "backward", "backward"]


def test_a_gradient_written_by_hand_is_noted_before_it_is_wiped_or_used():
    discriminator = LinearDiscriminator()
    optimizer = RecordingOptimizer(discriminator.parameters(), stale=1.0)
    discriminator.weight.grad = torch.ones(2) / 2
    optimizer.zero_grad()
    discriminator.weight.grad = None
    optimizer.zero_grad()
    discriminator.weight.grad = torch.ones(2)
    optimizer.step()
    discriminator.weight.grad.zero_()
    optimizer.step()
    discriminator(REAL).mean().backward()
    optimizer.step()
    discriminator.weight.grad = torch.ones(2)
    assert optimizer.events == [
        *("written", "zero_grad", "zero_grad", "written", "step"),
        *("step", "backward", "step", "written"),
    ]
    assert [move[:2].tolist() for move in optimizer.moves[:2]] == [[1.0, 1.0], [0.0, 0.0]]


def test_a_closure_is_noted_before_the_step_that_it_belongs_to():
    discriminator = LinearDiscriminator()
    optimizer = RecordingOptimizer(discriminator.parameters())

    def closure():
        loss = discriminator(REAL).mean()
        loss.backward()
        return loss

    before = discriminator.compute(REAL).mean()
    assert optimizer.step(closure) == before != discriminator.compute(REAL).mean()
    assert optimizer.events == ["backward", "step"] and len(optimizer.moves) == 1


def test_whether_a_gradient_arrived():
    generator = LinearGenerator()
    fake = generator(REAL)
    LinearDiscriminator()(fake.detach()).mean().backward()
    assert not received_gradient(generator)
    LinearDiscriminator()(fake).mean().backward()
    assert received_gradient(generator)
