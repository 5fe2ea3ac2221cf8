"""Sentences of a fine-tuning run, marked for translation (see `app/sentences.py`)."""

from __future__ import annotations

from app.language import QT_TR_NOOP

FINE_TUNING = (
    QT_TR_NOOP("Scoring the net in use on the held-out images."),
    QT_TR_NOOP("Learning, the last layers first."),
    QT_TR_NOOP("Learning with the whole net."),
    QT_TR_NOOP("Checking the result takes about {seconds} seconds more."),
    QT_TR_NOOP("Comparing the net before and after on the held-out images."),
    QT_TR_NOOP("Memory ran out: going on with pieces of the images, not with whole ones."),
    QT_TR_NOOP(
        "Memory ran out: going on with smaller batches ({batch} x {height} x {width} pixels)."
    ),
    QT_TR_NOOP("Memory was too short to balance the labels in the end."),
    QT_TR_NOOP("Learning goes on: free some space before it ends."),
    QT_TR_NOOP("Left out: {problem}"),
    QT_TR_NOOP(
        "{image} and {other} show the same picture, but {pixels} pixels are labelled differently: "
        "correct one of them, or the net learns neither."
    ),
    QT_TR_NOOP(
        "{image} is not used to check the net: it shows the same picture as {other}, from which "
        "the net learns."
    ),
    QT_TR_NOOP(
        "{net} has learned from {count} of the {images} held-out image(s), so the score {when} is "
        "too good. Correct new images, to have others held out."
    ),
    QT_TR_NOOP(
        "{count} of the {images} held-out image(s) are pages of files that it learns from. "
        "Neighbours look alike, so both scores are too good. Correct other files, too."
    ),
    QT_TR_NOOP(
        "{count} of the {images} held-out image(s) look nearly like images that it learns from "
        "({image} like {other}), so both scores are too good. Correct other images, too."
    ),
    QT_TR_NOOP(
        "{count} of {pixels} confirmed pixels of background are not learned from: as lines one "
        "pixel wide they are taken for gaps between things. Paint background with a wider brush."
    ),
    QT_TR_NOOP(
        "{share} % of what is checked lie in one of the {images} held-out images, so the scores "
        "are nearly those of this image alone. Confirm more on the others, or correct other images "
        "as large."
    ),
    QT_TR_NOOP("The net in use"),
    QT_TR_NOOP("The net that the run started from"),
    QT_TR_NOOP("before"),
    QT_TR_NOOP("after"),
    QT_TR_NOOP("Started from the net {name}, which knows {label}."),
    QT_TR_NOOP("Started from the net {name}, which knows {label}, as {other}."),
    QT_TR_NOOP("A net that might know this task cannot be used: {problem}"),
    QT_TR_NOOP(
        "The new net knows what you labelled. What the net before knew ({labels}) hardly shows in "
        "these images and was left out."
    ),
    QT_TR_NOOP(
        "The new net knows what you labelled. What the net before knew ({labels} and {count} more) "
        "hardly shows in these images and was left out."
    ),
    QT_TR_NOOP(
        "A new task for the net. Chosen by {images} held-out image(s): FCN-{stride}s on images "
        "{seen}."
    ),
    QT_TR_NOOP(
        "A new task for the net. Chosen by the labels' detail: FCN-{stride}s on images {seen}."
    ),
    QT_TR_NOOP("at their own size"),
    QT_TR_NOOP("at half their size"),
    QT_TR_NOOP("of {side} pixels at most"),
    QT_TR_NOOP("enlarged {zoom} times"),
    QT_TR_NOOP(
        "{share} % of what is checked on the held-out images are answers of the net in use that "
        "were accepted as they were: it cannot but score well there. Correct their outlines by "
        "hand where they are wrong, to compare fairly."
    ),
)
FINE_TUNING_FAILS = (
    QT_TR_NOOP("None of the corrected images can be read."),
    QT_TR_NOOP("Put them back where they were, then start again."),
    QT_TR_NOOP("No pixel has been corrected yet, so there is nothing to learn from."),
    QT_TR_NOOP("Correct or accept a few regions first."),
    QT_TR_NOOP(
        "{image} is {width} x {height} pixels, its corrections are {columns} x {rows}: the image "
        "was changed since."
    ),
    QT_TR_NOOP("Restore the image, or start its corrections anew."),
    QT_TR_NOOP("The loss became {loss}; the net before is kept."),
    QT_TR_NOOP("Try a lower learning rate."),
    QT_TR_NOOP("The new net could not be saved in {folder} ({reason})."),
    QT_TR_NOOP("Nothing was learned until the run was stopped, so there is no new net."),
    QT_TR_NOOP("To keep one, stop it once the loss is shown."),
    QT_TR_NOOP("Another run is at work in {path}."),
    QT_TR_NOOP("Wait for its end, or choose another folder."),
    QT_TR_NOOP("Free some space, then start again."),
    QT_TR_NOOP("Memory ran out."),
    QT_TR_NOOP("Close other programs, use smaller images, or train with a smaller batch."),
    QT_TR_NOOP("Memory ran out while training."),
    QT_TR_NOOP("Close other programs, or use smaller images."),
    QT_TR_NOOP("Memory ran out, even with single pieces of {height} x {width} pixels."),
    QT_TR_NOOP("Close other programs, then start again."),
    QT_TR_NOOP("Free some space or check the folder's permissions, then start again."),
)
JUDGEMENT = (
    QT_TR_NOOP("{outcome}: mean IU {before} % before, {after} % after, on 1 held-out image."),
    QT_TR_NOOP(
        "{outcome}: mean IU {before} % before, {after} % after, on {images} held-out images."
    ),
    QT_TR_NOOP("The net got better"),
    QT_TR_NOOP("Higher on these images, not surely on others"),
    QT_TR_NOOP("No clear difference"),
    QT_TR_NOOP("Lower on these images, not surely on others"),
    QT_TR_NOOP("The net got worse"),
    QT_TR_NOOP("Nothing is known"),
    QT_TR_NOOP("Recommended: keep it. It is better than the net in use beyond chance."),
    QT_TR_NOOP("Not decided: keep it if its masks look right to you."),
    QT_TR_NOOP(
        "Not decided: it is about as good on these images. Keep it if its masks look right to you."
    ),
    QT_TR_NOOP("Not decided: look at these images before you keep it."),
    QT_TR_NOOP("Recommended: discard it. It is worse than the net in use beyond chance."),
    QT_TR_NOOP("Recommended: discard it. {net}, used before, is better beyond chance."),
    QT_TR_NOOP("Not checked: look at a few images before you decide."),
    QT_TR_NOOP(
        "On the held-out images the new net hardly finds {names}. Correct more of it before you "
        "rely on the net."
    ),
    QT_TR_NOOP(
        "On the held-out images the new net hardly finds {names} and {number} more. Correct more "
        "of it before you rely on the net."
    ),
    QT_TR_NOOP("The new net is not compared with {net}, used before: {reason}"),
    QT_TR_NOOP(
        "The net that the run started from, {net}, scores {score} % on the same images, without "
        "learning from your corrections."
    ),
    QT_TR_NOOP(
        "The net that the run started from, {net}, scores {score} % on the same images, more than "
        "the new net's {new} %. It is in the list of nets: use it, or correct more."
    ),
    QT_TR_NOOP(
        "The net used before, {net}, scores {score} % on the same images, more than the new net's "
        "{new} %. It is in the list of nets: use it, or correct more."
    ),
    QT_TR_NOOP(
        "Checked on the {share} % of the held-out images that are confirmed. Strokes are mostly "
        "drawn where it is easy, so whole images may score lower: finish one of them to know."
    ),
    QT_TR_NOOP(
        "No image was held out, so nothing shows whether the net got better. Correct at least "
        "three images to have it checked."
    ),
    QT_TR_NOOP(
        "No held-out image could be read, so nothing shows whether the net got better. Put them "
        "back where they were, then train again."
    ),
    QT_TR_NOOP(
        "The net learned from the very pictures that were held out to check it, so nothing shows "
        "whether the net got better. Correct other pictures, too."
    ),
    QT_TR_NOOP(
        "Nothing is confirmed on the held-out images, so nothing shows whether the net got better. "
        "Correct them, then train again."
    ),
    QT_TR_NOOP(
        "Only {label} is confirmed on the held-out images, and a net that says nothing else would "
        "score best, so nothing shows whether the net got better. Confirm other labels there, too."
    ),
)
