"""What the system and the libraries say of files, for `app/spoken.py` and for translators.

The core passes such words on as reasons. What is not here is shown in English, as it came.
"""

from __future__ import annotations

from app.language import QT_TR_NOOP

SYSTEM = (
    QT_TR_NOOP("No space left on device"),
    QT_TR_NOOP("Disk quota exceeded"),
    QT_TR_NOOP("File too large"),
    QT_TR_NOOP("Permission denied"),
    QT_TR_NOOP("Operation not permitted"),
    QT_TR_NOOP("Read-only file system"),
    QT_TR_NOOP("No such file or directory"),
    QT_TR_NOOP("File exists"),
    QT_TR_NOOP("Not a directory"),
    QT_TR_NOOP("Is a directory"),
    QT_TR_NOOP("Directory not empty"),
    QT_TR_NOOP("File name too long"),
    QT_TR_NOOP("Too many levels of symbolic links"),
    QT_TR_NOOP("Too many open files"),
    QT_TR_NOOP("Too many open files in system"),
    QT_TR_NOOP("Text file busy"),
    QT_TR_NOOP("Device or resource busy"),
    QT_TR_NOOP("Input/output error"),
    QT_TR_NOOP("Remote I/O error"),
    QT_TR_NOOP("No such device"),
    QT_TR_NOOP("No such device or address"),
    QT_TR_NOOP("Stale file handle"),
    QT_TR_NOOP("Transport endpoint is not connected"),
    QT_TR_NOOP("Connection timed out"),
    QT_TR_NOOP("Host is down"),
    QT_TR_NOOP("No route to host"),
    QT_TR_NOOP("Network is unreachable"),
    QT_TR_NOOP("Cannot allocate memory"),
    QT_TR_NOOP("Invalid argument"),
)
"""By the numbers of `errno`: what drives and networks do when somebody works with files on them."""

ERRORS = (
    QT_TR_NOOP("[Errno {number}] {reason}"),
    QT_TR_NOOP("[Errno {number}] {reason}: '{path}'"),
)
"""How Python writes such an error down."""

LIBRARIES = (
    QT_TR_NOOP("image file is truncated"),
    QT_TR_NOOP("image file is truncated ({count} bytes not processed)"),
    QT_TR_NOOP("Truncated File Read"),
    QT_TR_NOOP("broken data stream when reading image file"),
    QT_TR_NOOP("unrecognized data stream contents when reading image file"),
    QT_TR_NOOP("broken PNG file (chunk {name})"),
    QT_TR_NOOP("could not create decoder object"),
    QT_TR_NOOP("failed to read next frame"),
    QT_TR_NOOP("Unable to allocate {size} for an array with shape {shape} and data type {type}"),
)
"""Pillow of damaged files, and NumPy when memory runs out."""
