"""Writes resources/models/kinds.json: what the shipped net makes of the others' kinds of image.

python scripts/kinds.py nuclei=NUCLEI/image roads=ROADS/image
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from fcn_core.files import file_hash, write_atomic
from fcn_core.imaging.images import read_image
from fcn_core.imaging.listing import list_images
from fcn_core.predict import Predictor
from fcn_core.suggest.candidates import Vector, unit
from fcn_core.suggest.glance import glance
from fcn_core.suggest.kinds import file_of_kinds
from fcn_core.zoo import SHIPPED, built_in_model


def main(folders: dict[str, Path]) -> None:
    """Glance at all images of each folder, by the name of the net that learned from them."""
    predictor = Predictor.load(built_in_model(SHIPPED))
    means = {name: _mean(predictor, folder) for name, folder in folders.items()}
    rounded = {name: [round(float(v), 4) for v in mean] for name, mean in means.items()}
    known = {"shipped": file_hash(built_in_model(SHIPPED)), "means": rounded}
    write_atomic(file_of_kinds(), (json.dumps(known) + "\n").encode())


def _mean(predictor: Predictor, folder: Path) -> Vector:
    seen = [glance(predictor, path.name, read_image(path)) for path in list_images(folder)]
    return unit(np.mean([image.features for image in seen], axis=0))


if __name__ == "__main__":
    pairs = (given.partition("=") for given in sys.argv[1:])
    main({name: Path(folder) for name, _, folder in pairs})
