"""What is the index of the search made of? Entries of pages, and the words that lead to them."""
