"""How far the topics of each event came, and what became of the steps, the wrap-up and the people beside them."""
