"""What results sound like."""
