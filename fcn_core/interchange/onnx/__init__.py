"""Nets as ONNX files: plain RGB in, scores and labels of the image's size out.

`working` is what the program does to an image before the net, as ONNX operations; `graph` joins
it with the net; `check` lets ONNX Runtime and the program label the same images; `export` writes
the file, if they agree.
"""
