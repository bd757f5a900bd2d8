"""One function per command; each asks the dossier and prints."""
