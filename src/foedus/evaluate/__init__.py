"""Gold enters beside what Foedus reads; figures leave, per class and with counts."""
