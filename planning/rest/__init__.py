"""What every address of the API keeps to: what it does not know it refuses, and names what may have been meant."""
