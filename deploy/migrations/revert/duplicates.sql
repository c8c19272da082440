-- Revert steward:duplicates from pg
-- The extensions stay: others may use them.
begin;
drop table steward.similar_ticket;
drop function steward.place_distance(double precision, double precision, double precision, double precision);
drop function steward.place_cell(double precision, double precision);
drop function steward.text_words(text);
delete from steward.cursor where consumer = 'similar';
commit;
