"""Records enter; what people see leaves: tables, JSON for programs, the brief, and the way to the words."""
