"""The counter page: scan, hand over, say the sentence. The picture is ui/counter.png of the design."""
