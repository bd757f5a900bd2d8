"""What Foedus knows before it reads: actors, kinds of acts, the words of both; data files, each row with its source."""
