"""Read: the one door to Git and to the disk, and the guarded parsers behind it."""
