"""What is done to bare strings: width and label folding, figures, dates, sentences, words, garbled text, region codes."""
