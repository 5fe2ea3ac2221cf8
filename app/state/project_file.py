"""`project.json`: the labels, the split and the settings of a project, as a value and a file."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from app.language import tr
from app.spoken import spoken
from app.state.paths import ProjectPaths
from fcn_core.errors import FcnError
from fcn_core.files import replacing, sync_folder, write_atomic
from fcn_core.imaging.channels import Channels
from fcn_core.labels import VOC, LabelSet
from fcn_core.sentences import said
from fcn_core.split import choose_held_out

FORMAT = 1
KNOWN = frozenset({"format", "images", "labels", "held_out", "training", "settings", "gone"})
CHANNELS = "channels"
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

Others = Mapping[str, Collection[str]]
"""By the hash of an image's file what else its picture is known by (`Picture.hashes`)."""
UNKNOWN: Others = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class ProjectData:
    """What `project.json` holds. `images` is the images' folder.

    The split goes by hashes, of files and of the pixels that they show.
    """

    images: str
    labels: LabelSet = VOC
    held_out: frozenset[str] = frozenset()
    training: frozenset[str] = frozenset()
    settings: dict[str, Json] = field(default_factory=dict)
    gone: dict[int, int] = field(default_factory=dict)
    """What became of labels that were merged (another id) or deleted (UNTOUCHED).

    That may be gone, too: who brings it back has all again that had become it. Ids are positions,
    also in journals: the place of a label stays when it goes.
    """
    others: dict[str, Json] = field(default_factory=dict)
    """What a later version, or somebody else, wrote into the file: it is kept."""

    def without(self, labels: Iterable[int], into: int) -> ProjectData:
        """These labels are gone: they became `into`, which is none of those that are."""
        return replace(self, gone={**self.gone, **dict.fromkeys(labels, into)})

    def with_again(self, label: int) -> ProjectData:
        """This label is no longer gone."""
        return replace(self, gone={was: now for was, now in self.gone.items() if was != label})

    @property
    def channels(self) -> Channels | None:
        """Through which channels the images are seen; None: each as it is usual. Raises `FcnError`
        for what this program has not written there.
        """
        found = self.settings.get(CHANNELS)
        return None if found is None else Channels.parse(str(found))

    def with_split(self, hashes: Collection[str], others: Others = UNKNOWN) -> ProjectData:
        """It is decided of images with these hashes which are held out; see `choose_held_out`.

        Of one that `others` know it may be decided already, whatever was written into its file
        since.
        """
        names = {h: {h, *others.get(h, ())} for h in hashes}
        held = names.keys() & self.held_out
        training = names.keys() & self.training - held
        new = names.keys() - held - training
        held |= {h for h in new if names[h] & self.held_out}
        training |= {h for h in new if names[h] & self.training}
        chosen = choose_held_out([*names], held, training)
        held_out = self.held_out.union(*(names[h] for h in chosen))
        learned = self.training.union(*(names[h] for h in names.keys() - chosen))
        return replace(self, held_out=held_out, training=learned - held_out)

    def encode(self) -> bytes:
        data = {
            "format": FORMAT,
            "images": self.images,
            "labels": self.labels.to_json(),
            "held_out": sorted(self.held_out),
            "training": sorted(self.training),
            "settings": self.settings,
            "gone": {str(was): now for was, now in self.gone.items()},
            **self.others,
        }
        return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()

    @classmethod
    def decode(cls, data: bytes) -> ProjectData:
        """The inverse of `encode`. Raises `ValueError`, `KeyError` or `TypeError`."""
        found: dict[str, Any] = json.loads(data)
        if found["format"] != FORMAT:
            raise ValueError(
                said(
                    "it has format {format}, this program writes {known}",
                    format=found["format"],
                    known=FORMAT,
                )
            )
        return cls(
            images=str(found["images"]),
            labels=LabelSet.from_json(found["labels"]),
            held_out=frozenset(map(str, found["held_out"])),
            training=frozenset(map(str, found["training"])),
            settings=dict(found["settings"]),
            # Files from before labels could be deleted have none.
            gone={int(was): int(now) for was, now in found.get("gone", {}).items()},
            others={key: value for key, value in found.items() if key not in KNOWN},
        )


def read_project(paths: ProjectPaths) -> ProjectData | None:
    """What `project.json` says, or None for a new project.

    Raises `FcnError` for a damaged or lost one: label ids would lose their meaning.
    """
    file, backup = paths.project_file, paths.backup_file
    remedy = tr("Put the file back from a backup; {backup} beside it is the last good one.").format(
        backup=backup.name
    )
    if not file.exists():
        if backup.exists() or any(paths.corrections_folder.glob("*.png")):
            raise FcnError(tr("The project file {file} is missing.").format(file=file), remedy)
        return None
    try:
        return ProjectData.decode(file.read_bytes())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, FcnError) as error:
        raise FcnError(
            tr("The project file {file} cannot be read ({reason}). It was left as it is.").format(
                file=file, reason=spoken(str(error))
            ),
            remedy,
        ) from error


def write_project(paths: ProjectPaths, data: ProjectData) -> None:
    """Write `project.json` and then, once it stands, a copy of it as its backup.

    Raises `OSError` and leaves the old files. One that the backup alone meets is no reason to
    call the change unsaved: the next change tries it anew. Nor is one of a folder that cannot be
    synced: by then the file is the new one. The backup is a file of its own: whoever spoils the
    other one in its place spoils no second name of it.
    """
    paths.check()
    encoded = data.encode()
    with replacing(paths.project_file, syncs_folder=False) as file:
        file.write(encoded)
    with suppress(OSError):
        sync_folder(paths.root)
    with suppress(OSError):
        # To wait for the disk twice would be felt in the middle of a stroke: what a power cut takes
        # here is on the disk in the project's file.
        write_atomic(paths.backup_file, encoded, syncs=False)


def save_project(paths: ProjectPaths, data: ProjectData) -> None:
    """`write_project`, with an error that users understand. Raises `FcnError`."""
    try:
        write_project(paths, data)
    except OSError as error:
        raise FcnError(
            tr("{file} cannot be written ({reason}). Nothing was changed.").format(
                file=paths.project_file, reason=spoken(str(error.strerror))
            ),
            tr("Free some space or check the folder's permissions, then try again."),
        ) from error
