"""The paper before it is printed: a job's bytes read as a printer reads them, and drawn. The settings page shows it, and
the tests' virtual printer is made of it, so that a person sees what the tests judge.

It lives here and not in tests because the app ships it; it stays a judge because `reader` and `picture` are written from
the printers' manuals and import nothing of the encoder, the layout or the templates (a test holds them to it). Only
`show`, which brings both sides together, knows the way from a paper to its bytes."""

from app.devices.printers.preview.picture import draw
from app.devices.printers.preview.reader import PaperFault, read_job

__all__ = ["PaperFault", "draw", "read_job"]
