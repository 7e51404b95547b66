"""What people type: cleaned alike at every door, and compared alike on every database."""
