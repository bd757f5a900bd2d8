-- What the pages ask, in flat tables made from the records; one statement for each, in this order.

-- Every actor that is meant somewhere, with its state: `nations` is given by the caller.
CREATE TABLE outlets AS
SELECT d.id AS document, coalesce(nullif(d.publisher, ''), min(j.candidate), 'unstated publisher') AS outlet
FROM documents AS d LEFT JOIN judgements AS j
    ON j.subject = d.id AND j.about = 'publisher is outlet' AND j.opinion = 'same'
GROUP BY d.id, d.publisher;

CREATE TABLE bears AS
SELECT unnest(claims) AS claim, id AS root, name FROM roots;

CREATE TABLE sides AS
SELECT DISTINCT c.id AS claim, u.party.role AS role, n.actor, n.country
FROM claims AS c, unnest(c.parties) AS u (party)
JOIN judgements AS j ON j.subject = u.party.mention AND j.about = 'mention is actor' AND j.opinion = 'same'
JOIN nations AS n ON n.actor = j.candidate;

CREATE TABLE told_of AS
SELECT actor AS id, min(country) AS country, count(DISTINCT claim) AS claims,
    count(DISTINCT claim) FILTER (role = 'initiator') AS initiates,
    count(DISTINCT claim) FILTER (role <> 'initiator') AS targeted
FROM sides GROUP BY actor;

CREATE TABLE pairs AS
SELECT DISTINCT a.claim, a.country || '-' || b.country AS dyad, a.country AS first, b.country AS second
FROM sides AS a JOIN sides AS b ON a.claim = b.claim AND a.country < b.country;

CREATE TABLE lines AS
SELECT
    row_number() OVER (ORDER BY d.gathered_from, c.evidence.start, c.id) - 1 AS place,
    c.id, c.document, c.evidence.start AS start, c.evidence."end" AS "end", d.gathered_from AS file, o.outlet, d.published_on,
    c.sort, c.kind, c.mode, c.status, c.factuality AS certainty, c.confidence, c.damaged,
    c."when".since AS since, b.root, b.name AS root_name, w.judgement AS judged_wrong, w.judgement IS NOT NULL AS judged,
    strip_accents(lower(c.evidence.text)) AS plain
FROM claims AS c
JOIN documents AS d ON d.id = c.document
JOIN outlets AS o ON o.document = c.document
LEFT JOIN (SELECT claim, max(root) AS root, arg_max(name, root) AS name FROM bears GROUP BY claim) AS b ON b.claim = c.id
LEFT JOIN wrong AS w ON w.claim = c.id
ORDER BY place;

CREATE TABLE stands AS
SELECT id AS proposition, unnest(supporting) AS claim, 'for' AS stance FROM propositions
UNION ALL SELECT id, unnest(denying).claim, 'against' FROM propositions
UNION ALL SELECT id, unnest(qualifying).claim, 'qualified' FROM propositions
UNION ALL SELECT id, unnest(withdrawn).claim, 'taken back' FROM propositions;

CREATE TABLE concerns AS
SELECT DISTINCT u.id AS proposition, n.country
FROM (SELECT id, unnest(list_concat(list_concat(initiators, targets), others)) AS actor FROM propositions) AS u
JOIN nations AS n ON n.actor = u.actor;

CREATE TABLE sayings AS
SELECT
    row_number() OVER (ORDER BY p.id) - 1 AS place, p.id, p.sort, p.kind, p.lower, p.upper, p.outlets, p.unknown, p.belief, len(p.supporting) AS tellings,
    len(p.denying) AS against, len(p.qualifying) AS qualified, p."when".since AS since,
    strip_accents(lower(p.says)) AS plain
FROM propositions AS p
ORDER BY place;

CREATE TABLE papers AS
SELECT
    row_number() OVER (ORDER BY d.gathered_from, d.id) - 1 AS place, d.id,
    coalesce(nullif(d.title, ''), regexp_replace(trim(list_first(
        [substring(d.text, p.start + 1, p."end" - p.start) FOR p IN d.parts IF p.part = 'headline']
    )), '\s+', ' ', 'g')) AS title, o.outlet, d.published_on, d.language, d.gathered_from AS file, d.url, d.replaces,
    d.id IN (SELECT document FROM superseded) AS superseded, length(d.text) AS characters,
    coalesce(l.held, 0) AS claims, coalesce(k.held, 0) AS copies,
    strip_accents(lower(coalesce(d.title, '') || ' ' || o.outlet || ' ' || d.text)) AS plain
FROM documents AS d JOIN outlets AS o ON o.document = d.id
LEFT JOIN (SELECT document, count(*) AS held FROM lines GROUP BY document) AS l ON l.document = d.id
LEFT JOIN (
    SELECT document, count(*) AS held FROM (
        SELECT id, first AS document FROM copies UNION SELECT id, second FROM copies
    ) GROUP BY document
) AS k ON k.document = d.id
ORDER BY place;

CREATE TABLE met AS
SELECT actor, count(*) AS held FROM sides GROUP BY actor;

CREATE TABLE dyads AS
SELECT dyad, first, second, count(*) AS claims FROM pairs GROUP BY dyad, first, second;

CREATE TABLE aliases AS
SELECT
    j.candidate AS actor, j.opinion, m.span.text AS words, count(*) AS mentions, min(m.id) AS mention,
    arg_min(j."by", m.id) AS judge, arg_min(j.because, m.id) AS because, arg_min(j.id, m.id) AS judgement
FROM judgements AS j JOIN mentions AS m ON m.id = j.subject
WHERE j.about = 'mention is actor'
GROUP BY j.candidate, j.opinion, m.span.text;

CREATE TABLE origins AS
SELECT
    r.id, r.name, r.nature, len(r.claims) AS held, r.document IS NOT NULL AS is_read, r.because,
    coalesce(l.documents, 0) AS documents, coalesce(l.outlets, 0) AS outlets, strip_accents(lower(r.name)) AS plain
FROM roots AS r LEFT JOIN (
    SELECT root, count(DISTINCT document) AS documents, count(DISTINCT outlet) AS outlets FROM lines GROUP BY root
) AS l ON l.root = r.id
ORDER BY held DESC, r.name, r.id;

-- Which roots stand behind a proposition: each by its own name, and as what a root named there rests on in the end. Where
-- all that are named rest on one, each is alone behind it; where two are independent (`lower`), none is.
CREATE TABLE behind AS
WITH RECURSIVE up AS (
    SELECT id AS root, id AS above, upstream, 1 AS step FROM roots
    UNION ALL SELECT up.root, r.id, r.upstream, step + 1 FROM up JOIN roots AS r ON r.id = up.upstream WHERE step < 9
), ends AS (SELECT root, arg_max(above, step) AS above FROM up GROUP BY root),
named AS (SELECT p.id AS proposition, p.lower, u.root FROM propositions AS p, unnest(p.roots) AS u (root)),
last AS (SELECT proposition, lower, root, coalesce(above, root) AS above FROM named LEFT JOIN ends USING (root)),
bases AS (SELECT proposition, count(DISTINCT above) AS bases FROM last GROUP BY proposition)
SELECT DISTINCT proposition, lower, root, bases FROM (
    SELECT proposition, lower, root FROM last UNION ALL SELECT proposition, lower, above FROM last
) JOIN bases USING (proposition);

-- Events of other coders, apart from everything above: `coded_nations` is given by the caller.
CREATE TABLE coded AS
SELECT id, file, form, "when".since AS since, "when".until AS until FROM coded_events;

CREATE TABLE coded_sides AS
SELECT DISTINCT u.id AS event, n.country
FROM (SELECT id, unnest(list_concat(initiators, targets)) AS actor FROM coded_events) AS u
JOIN coded_nations AS n ON n.actor = u.actor;

CREATE INDEX papers_by_id ON papers (id);
