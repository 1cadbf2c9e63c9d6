"""The screens shown when the counter cannot open: what happened, what it means, what to do."""
