"""The typed rows of `data/`: one model and one validator for each YAML shape."""
