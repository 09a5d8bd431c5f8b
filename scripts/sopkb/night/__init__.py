"""The night: one model of what is stale, broken or coming, and everything that is made of it."""
