"""What people type: cleaned the same way at every door, and compared the same way on every database."""
