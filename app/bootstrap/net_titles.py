"""What nets are called in the window."""

from __future__ import annotations

from app.language import QT_TR_NOOP, tr
from app.spoken import spoken
from app.workers.orders import EngineInfo
from fcn_core.zoo import NUCLEI, ROADS, SHIPPED

BUILT_IN_NETS = {
    SHIPPED: (
        QT_TR_NOOP("Shipped net"),
        QT_TR_NOOP("the shipped net"),
        QT_TR_NOOP("Comes with the program, for photos of everyday things."),
    ),
    NUCLEI: (
        QT_TR_NOOP("Nuclei net"),
        QT_TR_NOOP("the nuclei net"),
        QT_TR_NOOP("Comes with the program, for microscopes: cell nuclei, stained or lit."),
    ),
    ROADS: (
        QT_TR_NOOP("Roads net"),
        QT_TR_NOOP("the roads net"),
        QT_TR_NOOP("Comes with the program, for aerial photos: streets, lanes and highways."),
    ),
}
"""Titles, alone and in a sentence ("starts from …"), and what they are for."""


def net_title(model_id: str) -> str:
    """The title of a net where it stands alone."""
    if model_id not in BUILT_IN_NETS:
        return tr("Net {id}").format(id=model_id)
    return tr(BUILT_IN_NETS[model_id][0])


def title_in_sentence(model_id: str) -> str:
    """The same where it is part of a sentence."""
    if model_id not in BUILT_IN_NETS:
        return tr("net {id}").format(id=model_id)
    return tr(BUILT_IN_NETS[model_id][1])


def title_and_device(info: EngineInfo) -> str:
    """ "Nuclei net · CPU": which net runs where. Its structure is for those who ask."""
    device = spoken(info.description).rpartition(" · ")[2]
    return f"{net_title(info.model_id)} · {device.split(',')[0]}"
