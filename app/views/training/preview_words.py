"""What is said of a run before it: from what it would learn, how it is checked, what lacks."""

from __future__ import annotations

from app.language import count, some, tr
from app.views.values import TrainingPreview


def summary(preview: TrainingPreview) -> str:
    """How many images there are to learn from, and to check on."""
    if not preview.images:
        return tr("Nothing to learn from yet")
    learning = count(preview.images, tr("image"), tr("images"))
    if not preview.held_out:
        return tr("Learn from {images}, unchecked").format(images=learning)
    checked = tr("Learn from {images}, check on {held_out}")
    return checked.format(images=learning, held_out=preview.held_out)


def held_out_sentence(preview: TrainingPreview) -> str:
    """How the result will be checked, in plain words."""
    if not preview.images:
        return ""
    if not preview.held_out:
        return tr("No image is held out, so nobody can say afterwards whether the net got better.")
    return tr(
        "{images} held out as a test: never learnt from, and kept as a test once chosen, so that "
        "before and after can be compared fairly."
    ).format(images=count(preview.held_out, tr("corrected image"), tr("corrected images")))


def lacking_sentence(names: list[str]) -> str:
    """Which labels have no examples; the first few by name."""
    if not names:
        return ""
    return tr(
        "No examples of {labels}: these may get worse, or are left out where the images show "
        "none of them."
    ).format(labels=some(names, 4))


def start_sentence(preview: TrainingPreview, goes_on: bool) -> str:
    """Which net the run starts from; with `goes_on` it is the one in use."""
    if preview.may_change:
        text = tr("Starts from {net}, or from another of the program's that knows your labels.")
        return text.format(net=preview.in_use if goes_on else preview.parent)
    if goes_on or not preview.in_use:
        return tr("Starts from {net}.").format(net=preview.in_use or preview.parent)
    return tr("Starts from {net}, learns all corrections, and is compared with {in_use}.").format(
        net=preview.parent, in_use=preview.in_use
    )
