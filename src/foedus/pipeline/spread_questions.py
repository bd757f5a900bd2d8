"""Which pairs meet, in Spark SQL over what documents and claims are found by; the answers are those of the two rooms.

`{name}` stands for a frame, or for one of the bounds that the rooms give. "The next few in a list" is a window over the
rows that follow: no list of many is ever joined with itself.
"""

from __future__ import annotations

_MARKS = "SELECT number, owner, explode(marks) AS mark FROM {signed}"

# What many documents of one house share is that house's phrase.
CROWDED = f"""
SELECT mark, owner FROM ({_MARKS}) WHERE owner >= 0
GROUP BY mark, owner HAVING count(*) > {{house_limit}}
"""  # noqa: S608 - our own words, as in all that follow

FEATURES_SHARED = """
WITH held AS (SELECT number, explode(features) AS feature FROM {signed}),
rare AS (SELECT feature FROM held GROUP BY feature HAVING count(*) BETWEEN 2 AND {common}),
near AS (
    SELECT number, collect_list(number) OVER (
        PARTITION BY feature ORDER BY number ROWS BETWEEN 1 FOLLOWING AND {reach} FOLLOWING
    ) AS others FROM held LEFT SEMI JOIN rare USING (feature)
),
pairs AS (SELECT number AS first, explode(others) AS second FROM near)
SELECT first, second, count(*) AS shared FROM pairs GROUP BY first, second
"""

MARKS_SHARED = f"""
WITH held AS (SELECT p.* FROM ({_MARKS}) p LEFT ANTI JOIN {{crowded}} USING (mark, owner)),
rare AS (SELECT mark FROM held GROUP BY mark HAVING count(*) BETWEEN 2 AND {{longest}}),
near AS (
    SELECT number, collect_list(number) OVER (
        PARTITION BY mark ORDER BY number ROWS BETWEEN 1 FOLLOWING AND {{reach}} FOLLOWING
    ) AS others FROM held LEFT SEMI JOIN rare USING (mark)
),
pairs AS (SELECT number AS first, explode(others) AS second FROM near)
SELECT first, second, count(*) AS shared FROM pairs GROUP BY first, second
"""  # noqa: S608

# The pairs by all their words, and those that were chosen among the ones that share marks and features.
DOCUMENTS_MEETING = """
WITH by_words AS (
    SELECT number, collect_list(number) OVER (
        PARTITION BY whole ORDER BY number ROWS BETWEEN 1 FOLLOWING AND {reach} FOLLOWING
    ) AS others FROM {signed} WHERE whole <> ''
),
found AS (
    SELECT number AS first, explode(others) AS second, 1 AS words, 0 AS marks, 0 AS features FROM by_words
    UNION ALL SELECT first, second, 0, 1, 0 FROM {marks}
    UNION ALL SELECT first, second, 0, 0, 1 FROM {features}
)
SELECT first, second, max(words) = 1 AS words, max(marks) = 1 AS marks, max(features) = 1 AS features
FROM found GROUP BY first, second
"""

CLAIMS_MEETING = """
WITH named AS (SELECT number, explode(actors) AS actor FROM {said}),
small AS (SELECT actor FROM named GROUP BY actor HAVING count(*) <= {small_block}),
stems AS (SELECT number, explode(stems) AS stem FROM {said}),
members AS (
    SELECT concat('by ', actor) AS block, number, stem
    FROM (SELECT * FROM named LEFT ANTI JOIN small USING (actor)) JOIN stems USING (number)
    UNION ALL SELECT 'all' AS block, number, stem FROM stems
),
counts AS (
    SELECT block, stem, count(*) AS held FROM members
    GROUP BY block, stem HAVING count(*) BETWEEN 2 AND {longest}
),
ranked AS (
    SELECT block, stem, number, row_number() OVER (PARTITION BY block, number ORDER BY held, stem) AS place
    FROM members JOIN counts USING (block, stem)
),
near AS (
    SELECT number, collect_list(number) OVER (
        PARTITION BY block, stem ORDER BY number ROWS BETWEEN 1 FOLLOWING AND {reach} FOLLOWING
    ) AS others FROM ranked WHERE place <= {telling}
    UNION ALL SELECT number, collect_list(number) OVER (
        PARTITION BY actor ORDER BY number ROWS BETWEEN 1 FOLLOWING AND {small_block} FOLLOWING
    ) FROM named LEFT SEMI JOIN small USING (actor)
    UNION ALL SELECT number, collect_list(number) OVER (
        PARTITION BY same ORDER BY number ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING
    ) FROM {said}
),
pairs AS (SELECT number AS first, explode(others) AS second FROM near)
SELECT DISTINCT first, second FROM pairs
"""

NEEDED = """
WITH wanted AS (SELECT bucket, first AS number FROM {met} UNION SELECT bucket, second FROM {met})
SELECT w.bucket, r.* FROM wanted w JOIN {rows} r ON w.number = r.number
"""
