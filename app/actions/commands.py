"""What the actions call: flows, the session, and what only the window can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.flows.channels import SeenChannels
from app.flows.correcting import Correcting
from app.flows.folder.predicting_all import PredictingAll
from app.flows.importing import Importing
from app.flows.labels.merging import Merging
from app.flows.models import Models
from app.flows.opening import Opening
from app.flows.paging import Paging
from app.flows.saving import Saving
from app.flows.suggest.suggesting import Suggesting
from app.flows.tidy.tidying import Tidying
from app.state.session import Session

Command = Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class WindowCommands:
    """Dialogs, drawers and views."""

    open_image: Command
    open_folder: Command
    open_samples: Command
    look_for_images: Command
    close_project: Command
    undo: Command
    can_bring_back: Callable[[], bool]
    """Whether undo means labels that were deleted just now, and no edit."""
    quit: Command
    export: Command
    import_masks: Command
    show_training: Command
    show_channels: Command
    show_models: Command
    show_check: Command
    toggle_stride_view: Command
    is_stride_view: Callable[[], bool]
    fit: Command
    actual_size: Command
    zoom_in: Command
    zoom_out: Command
    toggle_swipe: Command
    is_swiping: Callable[[], bool]
    can_swipe: Callable[[], bool]
    accept_under_cursor: Command
    tidy_under_cursor: Command
    show_palette: Command
    show_shortcuts: Command
    show_about: Command
    show_guide: Command
    show_how_it_works: Command
    choose_device: Callable[[str], None]
    device: Callable[[], str]
    has_gpu: Callable[[], bool]
    choose_theme: Callable[[str], None]
    theme: Callable[[], str]
    choose_language: Callable[[str], None]
    language: Callable[[], str]


@dataclass(frozen=True, kw_only=True)
class Commands:
    """All that actions need."""

    opening: Opening
    paging: Paging
    channels: SeenChannels
    saving: Saving
    correcting: Correcting
    merging: Merging
    importing: Importing
    models: Models
    suggesting: Suggesting
    predicting_all: PredictingAll
    tidying: Tidying
    session: Session
    window: WindowCommands

    def has_project(self) -> bool:
        return self.opening.project is not None

    def has_subfolders(self) -> bool:
        return self.opening.project is not None and self.opening.project.has_subfolders

    def has_document(self) -> bool:
        return self.opening.document is not None
