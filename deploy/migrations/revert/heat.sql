-- Revert steward:heat from pg
begin;
set local search_path = steward;
drop function heat_line_take(integer, bigint, bigint);
drop function heat_line_now(integer, bigint[]);
drop table heat_line;
drop function heat_cell(double precision, double precision);
commit;
