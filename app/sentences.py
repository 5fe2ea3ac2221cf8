"""The sentences of the core that the window shows, for `app/spoken.py` and for translators.

Word for word as the core says them, a name in braces standing for what it fills in; in these and
all other languages alike. A test looks each of them up in the code that says it.
"""

from __future__ import annotations

from app.format_sentences import EXPORT, FORMATS, IMPORT, SHAPES
from app.language import QT_TR_NOOP
from app.learning_sentences import FINE_TUNING, FINE_TUNING_FAILS, JUDGEMENT
from app.system_sentences import ERRORS, LIBRARIES, SYSTEM

NETS = (
    QT_TR_NOOP("FCN-{stride}s {backbone} · {device}"),
    QT_TR_NOOP("CPU, {threads} thread"),
    QT_TR_NOOP("CPU, {threads} threads"),
    QT_TR_NOOP("Memory ran out; going on in tiles of {side} pixels."),
    QT_TR_NOOP("Out of memory on {device} even in {side}-pixel tiles."),
    QT_TR_NOOP(
        "The backbone {name} leaves a part of an image of {width} x {height} pixels unseen."
    ),
    QT_TR_NOOP("Choose another backbone."),
    QT_TR_NOOP("The net {name} sees depth ({kind}), and these images are photos."),
    QT_TR_NOOP(
        "Choose a net for photos. Nets that see depth work with --data nyud-{kind}:FOLDER, and "
        "with --depth of fcn predict."
    ),
    QT_TR_NOOP("Backbone {name} does not fit images of every size ({reason})."),
    QT_TR_NOOP("PyTorch finds no device {name}."),
    QT_TR_NOOP("Choose the CPU (on the command line: --device cpu), or install the GPU's driver."),
    QT_TR_NOOP("The GPU stopped answering ({reason})."),
    QT_TR_NOOP("Choose the CPU, or restart the computer and try again."),
    QT_TR_NOOP("The installed PyTorch does not know this kind of GPU."),
    QT_TR_NOOP("Choose the CPU, or install a PyTorch that was built for this GPU."),
    QT_TR_NOOP("The GPU's memory does not suffice."),
    QT_TR_NOOP("Close other programs that use it, or choose the CPU."),
    QT_TR_NOOP("The CPU takes over."),
    QT_TR_NOOP("The net {path} is not there."),
    QT_TR_NOOP("Put the file back, or choose another net."),
    QT_TR_NOOP("{path} is not a model of this program ({reason})."),
    QT_TR_NOOP("Models are .safetensors files written by it; pickles (.pth, .pt) are not opened."),
    QT_TR_NOOP("{path} holds tensors but no description of a net."),
    QT_TR_NOOP("Choose a model that this program has written."),
    QT_TR_NOOP("{path} is of format {format}, this program reads {known}."),
    QT_TR_NOOP("Update the program."),
    QT_TR_NOOP("The description inside {path} is damaged ({kind}: {reason})."),
    QT_TR_NOOP("Export or download the model again."),
    QT_TR_NOOP("The weights in {path} do not fit their own description: {reason}"),
    QT_TR_NOOP("The file is damaged: export or download it again."),
    QT_TR_NOOP("There is no net {name} in {folder}."),
    QT_TR_NOOP("Nothing has been fine-tuned here yet."),
    QT_TR_NOOP("The nearest is {name}."),
    QT_TR_NOOP("The record {path} cannot be read ({reason})."),
    QT_TR_NOOP("Restore it from a backup, or delete its folder; other models are not affected."),
    QT_TR_NOOP("{path} is to be read and cannot be written, too."),
    QT_TR_NOOP("Choose another file."),
    QT_TR_NOOP("Choose another folder for the new net."),
    QT_TR_NOOP("{path} cannot be deleted ({reason})."),
    QT_TR_NOOP("Close what uses it or check the folder's permissions, then delete it by hand."),
)
IMAGES_AND_LABELS = (
    QT_TR_NOOP("{path} cannot be read: {reason}."),
    QT_TR_NOOP("{path} cannot be read: {reason}"),
    QT_TR_NOOP("it is not an image, or of an unknown kind"),
    QT_TR_NOOP("damaged, or of a kind that is not supported"),
    QT_TR_NOOP("it is cut off"),
    QT_TR_NOOP("it has no page {number}"),
    QT_TR_NOOP("colours of kind {kind} are not supported"),
    QT_TR_NOOP("Open it in another program and save it anew."),
    QT_TR_NOOP("Put it back where it was."),
    QT_TR_NOOP("{path} is empty ({width} x {height} pixels)."),
    QT_TR_NOOP("Export the image anew."),
    QT_TR_NOOP(
        "{path} claims {width} x {height} pixels, more than the {most} megapixels this program "
        "opens."
    ),
    QT_TR_NOOP("Cut it into smaller images."),
    QT_TR_NOOP('"{text}" names no channels.'),
    QT_TR_NOOP('Write one ("4"), or those that are red, green and blue ("4,3,2"; 0 is none).'),
    QT_TR_NOOP("The mask {path} cannot be read ({reason})."),
    QT_TR_NOOP("Restore it from a backup, or move it away to start this image anew."),
    QT_TR_NOOP("{path} is a colour picture ({mode}), not a mask."),
    QT_TR_NOOP("Masks are PNGs or TIFFs whose pixel values are label ids."),
    QT_TR_NOOP("{path} holds the value {value}, which no label has."),
    QT_TR_NOOP("Masks hold label ids from 0 to 253, and 255 where nothing counts."),
    QT_TR_NOOP("{count} labels are more than a mask can hold."),
    QT_TR_NOOP("Use at most {most}."),
    QT_TR_NOOP("Two labels are called {name}."),
    QT_TR_NOOP("Rename one of them."),
    QT_TR_NOOP("A label has no name."),
    QT_TR_NOOP("Give every label a name."),
    QT_TR_NOOP(
        "The label {name} has a line break, or another character that files of labels cannot hold."
    ),
    QT_TR_NOOP("Give it a name of letters, digits, signs and spaces."),
    QT_TR_NOOP("{path} cannot be written ({reason})."),
    QT_TR_NOOP("Free some space or check the folder's permissions, then try again."),
    QT_TR_NOOP("Something failed: {reason}."),
)
KEPT_IN_FILES = (
    QT_TR_NOOP("Take region from {stride}s"),
    QT_TR_NOOP("Fill holes of {label}"),
    QT_TR_NOOP("Drop specks of {label} under {speck} px"),
    QT_TR_NOOP("Keep the largest {label}"),
    QT_TR_NOOP("Smooth {label} by {radius} px"),
    QT_TR_NOOP("Grow {label} by {radius} px"),
    QT_TR_NOOP("Shrink {label} by {radius} px"),
    QT_TR_NOOP("Separate touching {label}"),
    QT_TR_NOOP("Remove a region of {label}"),
    QT_TR_NOOP("Keep one region of {label}"),
    QT_TR_NOOP("Merge {label} into {other}"),
    QT_TR_NOOP("Delete {label}"),
    QT_TR_NOOP(
        "The corrections {path} are damaged ({reason}). They were not opened, so that they are not "
        "overwritten."
    ),
    QT_TR_NOOP("the pixels are not those that were saved"),
    QT_TR_NOOP(
        "{file} is not the one its journal belongs to. It was opened as it is; the journal is kept "
        "as {other}."
    ),
    QT_TR_NOOP(
        "This is another picture than the one that was corrected. What was corrected is shown, but "
        "left out of runs and exports until you correct something in this one. If that was not "
        "meant, put the old picture back."
    ),
    QT_TR_NOOP("{path} is being written just now."),
    QT_TR_NOOP("Open it again once it is whole."),
    QT_TR_NOOP("{image} is another picture than the one that was corrected."),
    QT_TR_NOOP(
        "Put the old picture back, or start the program again and correct something in this one."
    ),
    QT_TR_NOOP("{count} finished changes could not be read from the journal."),
    QT_TR_NOOP("The last change was not saved whole and is left out ({count} bytes)."),
    QT_TR_NOOP(
        "Restore the file from a backup, or move it away (and the journal of the same name) to "
        "start this image anew."
    ),
    QT_TR_NOOP("Put the project back that was opened, or open this one anew."),
    QT_TR_NOOP("The corrections {path} are missing; their journal says that they were there."),
    QT_TR_NOOP("Restore the file from a backup, or move {path} away to start this image anew."),
    QT_TR_NOOP(
        "{path} is for an image of {width} x {height} pixels, but the image has {columns} x {rows}."
    ),
    QT_TR_NOOP(
        "Restore the image that was corrected, or move this file (and the journal or corrections "
        "of the same name) away to start the image anew."
    ),
)
"""Titles of edits, and what was wrong with an image: the project remembers them in English."""

SENTENCES = (
    *FINE_TUNING,
    *FINE_TUNING_FAILS,
    *JUDGEMENT,
    *NETS,
    *IMAGES_AND_LABELS,
    *FORMATS,
    *EXPORT,
    *IMPORT,
    *SHAPES,
    *KEPT_IN_FILES,
    *SYSTEM,
    QT_TR_NOOP("another project lies there by now"),
    QT_TR_NOOP("another window has the project by now"),
    *ERRORS,
    *LIBRARIES,
)
