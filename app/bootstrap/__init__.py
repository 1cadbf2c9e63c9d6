"""The composition root: the only place that knows every room. By hand, keyword overrides for tests."""
