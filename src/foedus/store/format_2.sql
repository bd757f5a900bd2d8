-- Words of documents and claims, for search.

CREATE VIRTUAL TABLE documents_words USING fts5 (id UNINDEXED, title, text, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE claims_words USING fts5 (id UNINDEXED, words, tokenize = 'unicode61 remove_diacritics 2');
