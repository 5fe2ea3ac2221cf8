"""Pictures that are computed, with masks that are therefore exact."""
