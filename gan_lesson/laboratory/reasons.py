"""Why each sub-step of a training step is taken, in a sentence each."""

WHY: dict[tuple[str, str], str] = {
    ("discriminator", "sample"): (
        "She needs examples of both kinds: real points from the data, and fakes that he makes now. detach() cuts them "
        "off from him, so that her lesson cannot reach his weights."
    ),
    ("discriminator", "forward"): (
        "She judges both batches, the real points and the fakes: one number for each point, high for real."
    ),
    ("discriminator", "loss"): "One number says how wrong she is: it is low where she tells the two kinds apart.",
    ("discriminator", "backward"): (
        "Which way should each of her weights move? zero_grad() empties her .grad of what was left there; then the "
        "gradient flows back through her, fills it, and ends at the cut."
    ),
    ("discriminator", "update"): "Her optimiser moves her weights, and only hers: he stays as he was.",
    ("discriminator", "step"): "Your own function takes the rest of her turn: it should leave his weights alone.",
    ("generator", "sample"): "He draws new latents, and nothing else: he never gets to see a real point.",
    ("generator", "forward"): (
        "He makes fakes and she judges them. Nothing is cut this time, because he wants to learn from her answers."
    ),
    ("generator", "loss"): "One number says how badly he does: it is low where she takes his fakes for real.",
    ("generator", "backward"): (
        "zero_grad() empties his .grad; then the gradient flows back through her to each fake, and on into him. It "
        "adds to her .grad, too, which stays so until her own zero_grad()."
    ),
    ("generator", "update"): (
        "His optimiser moves his weights, and only his: all fakes move with them, and her map stays as it was."
    ),
    ("generator", "step"): "Your own function takes the rest of his turn: it should leave her weights alone.",
}
