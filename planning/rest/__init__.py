"""What holds at every address of the API: the unknown is refused, with what may have been meant."""
