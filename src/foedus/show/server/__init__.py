"""A dossier enters; pages on this machine alone leave, each with a twin for programs, and corrections come back.

`index` is one instant of a dossier as pages ask it; `keeper` holds the newest and does the work that pages order;
`guard` lets nobody in from elsewhere; each of the other files makes one page.
"""
