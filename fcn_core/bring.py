"""Nets that were made elsewhere, brought into a project: its list of nets has them from then on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from fcn_core.data.modality import require
from fcn_core.errors import FcnError
from fcn_core.files import unwritable
from fcn_core.registry import ModelRecord, Registry
from fcn_core.weights.checkpoint import copy_model, load_info, save_model
from fcn_core.weights.imports import import_model
from fcn_core.zoo import FOREIGN


def bring(
    registry: Registry,
    source: Path,
    origin: str,
    note: str = "",
    names: Mapping[str, str] = MappingProxyType({}),
) -> ModelRecord:
    """Copy a net into a project, where it is kept; returns its record.

    `source` is a model of this program, or of a program that `import_model` knows. `origin` says
    where it was made, `names` what labels are called that it knows by others. Raises `FcnError` and
    leaves nothing behind: for what is no such net, for one that sees more than colours, and where
    the disk refuses.
    """
    record = registry.begin("", origin=origin, note=note)
    try:
        _write(source, registry.path(record.model_id), names)
        return registry.keep(record.model_id)
    except OSError as error:
        registry.remove(record.model_id)
        raise unwritable(registry.path(record.model_id), str(error.strerror)) from error
    except BaseException:
        registry.remove(record.model_id)
        raise


def _write(source: Path, target: Path, names: Mapping[str, str]) -> None:
    if source.suffix.lower() in FOREIGN:
        net, info = import_model(source)
        if info.provenance["untrained"]:
            raise FcnError(
                "{path} holds a classifier, whose scores for pixels are not trained yet.",
                "Train it first, with fcn models import and fcn train.",
                path=source,
            )
        save_model(target, net, info)
        return
    info = load_info(source)
    require(info.name or source.name, info.preprocessing.modality, "rgb")
    copy_model(source, target, names)
