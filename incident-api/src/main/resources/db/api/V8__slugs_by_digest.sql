-- A slug is never given twice, and tells the words of a title for ever, also of one that was withdrawn: so their digests
-- are kept, which are enough to know them again.
update slug
set slug = encode(sha256(convert_to(slug, 'UTF8')), 'hex'),
    base = encode(sha256(convert_to(base, 'UTF8')), 'hex');
