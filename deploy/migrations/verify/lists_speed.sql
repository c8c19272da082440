-- Verify steward:lists_speed on pg
begin;
select 1 / (steward.text_grams('ab c', 1) = array['ab', 'a', 'b', 'c'])::integer;
rollback;
