"""The rules of the house itself: what every file must look like, and that the written promises are kept."""
