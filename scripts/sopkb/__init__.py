"""The knowledge base's core: records, registers, checks, reports; it knows no site generator."""
