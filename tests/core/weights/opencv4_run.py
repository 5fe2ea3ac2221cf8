"""Runs a Caffe net in OpenCV 4; started by tests as a process of its own.

python opencv4_run.py FOLDER_OF_OPENCV_4 NET.prototxt NET.caffemodel IMAGES.npz SCORES.npz
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(folder: str, prototxt: str, caffemodel: str, images: str, scores: str) -> None:
    sys.path.insert(0, folder)
    import cv2
    import numpy as np

    results = {"version": np.array(cv2.__version__)}
    with np.load(images) as given:
        for name in given.files:
            image = given[name]
            text = Path(prototxt).read_text(encoding="utf-8")
            sized = text.replace("HEIGHT", str(image.shape[2])).replace(
                "WIDTH", str(image.shape[3])
            )
            copy = Path(scores).with_suffix(".prototxt")
            copy.write_text(sized, encoding="utf-8")
            net = cv2.dnn.readNetFromCaffe(str(copy), caffemodel)
            net.setInput(image)
            results[name] = net.forward("score")
    np.savez(scores, **results)


if __name__ == "__main__":
    main(*sys.argv[1:])
