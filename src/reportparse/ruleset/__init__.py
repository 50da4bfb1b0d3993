"""Rules as data: their schema, and the loader that is the only code to know where they lie."""
