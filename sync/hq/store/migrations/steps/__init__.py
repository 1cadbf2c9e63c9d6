"""One file a step, `step_NNNN.py`."""
