"""Which topics are alike. Pure, but for the column that keeps what is compared, and the triggers that index it."""
