"""The labels of the paper's data sets, in the order in which the published nets score them."""

from __future__ import annotations

from fcn_core.labels import VOC_NAMES, LabelSet

SIFTFLOW_NAMES = (
    "awning balcony bird boat bridge building bus car cow crosswalk desert door fence field "
    "grass moon mountain person plant pole river road rock sand sea sidewalk sign sky staircase "
    "streetlight sun tree window"
).split()
GEOMETRIC_NAMES = ("sky", "horizontal", "vertical")
NYUD_NAMES = (
    "wall,floor,cabinet,bed,chair,sofa,table,door,window,bookshelf,picture,counter,blinds,desk,"
    "shelves,curtain,dresser,pillow,mirror,floor mat,clothes,ceiling,books,refridgerator,"
    "television,paper,towel,shower curtain,box,whiteboard,person,night stand,toilet,sink,lamp,"
    "bathtub,bag,otherstructure,otherfurniture,otherprop"
).split(",")
CONTEXT_NAMES = (
    VOC_NAMES
    + (
        "bag bed bench book building cabinet ceiling clothes computer cup door fence floor flower "
        "food grass ground keyboard light mountain mouse curtain platform sign plate road rock "
        "shelves sidewalk sky snow bedcloth track tree truck wall water window wood"
    ).split()
)
CAMVID_NAMES = "sky building pole road pavement tree sign fence car pedestrian bicyclist".split()

SIFTFLOW = LabelSet.from_names(SIFTFLOW_NAMES)
GEOMETRIC = LabelSet.from_names(GEOMETRIC_NAMES)
SIFTFLOW_BOTH = LabelSet.from_names([*SIFTFLOW_NAMES, *(f"geometric {n}" for n in GEOMETRIC_NAMES)])
"""Both labelings of SIFT Flow, one after the other, as the two-headed nets score them."""
NYUD = LabelSet.from_names(NYUD_NAMES)
CONTEXT = LabelSet.from_names(CONTEXT_NAMES)
CAMVID = LabelSet.from_names(CAMVID_NAMES)
