"""How fast each stage is and what memory it takes, beside what a user would pick instead, in one run."""
