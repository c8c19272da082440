-- Deploy steward:log_archive_pages to pg
-- requires: command_keys
-- The lines of a range are read through its key: page after page, not the whole range for each.

begin;
set local search_path = steward;

create or replace function event_lines(part text, columns text[], after bigint, most integer,
                                       out lines text, out events bigint, out last bigint)
language plpgsql stable set search_path = steward set timezone = 'UTC' set datestyle = 'ISO' as $$
declare
    line text;
begin
    select string_agg(format($line$coalesce(replace(%I::text, E'\\', E'\\\\'), E'\\N')$line$, name), $tab$ || E'\t' || $tab$
                      order by number)
    into line
    from unnest(columns) with ordinality as c (name, number);
    execute format($sql$select coalesce(string_agg(%s || E'\n', '' order by pos), ''), count(*), coalesce(max(pos), $1)
                   from (select * from %2$I where city_id = (select city_id from %2$I limit 1) and pos > $1
                         order by pos limit $2) as page$sql$, line, part)
    into lines, events, last using after, most;
end $$;

commit;
