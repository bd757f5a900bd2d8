"""Records enter; what people see leaves: tables on a terminal, JSON for programs, the brief, and the way to the words."""
