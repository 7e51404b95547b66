"""What earlier events left open, offered to the next one as topics."""
