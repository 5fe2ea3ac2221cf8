"""Images as files, of any format, depth, channels and pages, read as the program sees them.

From the ground up; each module imports at most those before it:

- what an image is: `pixels`, `orientation`, `channels`, `pixel_size`, `geotiff`
- pixels made of others: `decoding`, `stretching`, `greys`
- files, unopened: `kinds`, `pages`, `refusing`, `tiff_layout`, `bit_depths`
- what Pillow does not read by itself: `heif`
- TIFFs: `tiff_channels`, `tiff_colors`, `tiffs`, `tiff_tags`, `tiff_pixel_size`
- videos: `videos`, `scenes`
- any file: `images`, `listing`, `image_channels`, `image_pixel_size`

The library of TIFFs takes a sixth of a second to import, and most people have none: the last line
imports the one before it inside functions.
"""
