"""Tuangui, the counter app: words, verbs, things, screens, assembly."""
