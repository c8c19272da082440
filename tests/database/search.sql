-- A search with other filters looks at so many tickets at once and says from where it goes on: page by page all are found, each
-- once, in order.
\ir town.psql
select plan(5);
create or replace function text_looked_most() returns bigint language sql immutable as 'select 2::bigint';
create temporary table line as
select (stretch::bigint << 16) + n as ticket_id, n % 3 = 0 as fits
from generate_series(0, 9) as stretch cross join generate_series(1, 5) as n;
insert into ticket_line (city_id, ticket_id, ended, state, urgency, organisation_id, handler_id, area_id, category_id, channel_id,
                         received_at, updated_at, seen, within)
select :town, ticket_id, true, 8, case when fits then 2 else 3 end, 0, 0, 1, 1, 1, now(), now(), '{}', '{}' from line;
insert into ticket_text select :town, ticket_id, '电梯停运' from line;
-- So many that looking at texts alone is more than is looked at by words.
insert into ticket_line (city_id, ticket_id, ended, state, urgency, organisation_id, handler_id, area_id, category_id, channel_id,
                         received_at, updated_at, seen, within)
select :town, 1000000 + n, true, 8, 2, 0, 0, 1, 1, 1, now(), now(), '{}', '{}' from generate_series(1, 5000) as n;
analyze ticket_line_ended;

create temporary table page (n integer, ticket_id bigint, place text);
create function pg_temp.pages(of_city integer, asked jsonb) returns integer language plpgsql as $$
declare
    pages integer := 0;
    place text;
begin
    loop
        insert into page select pages, found.* from ticket_list(of_city, asked, '{}') as found;
        select max(page.place) into place from page where n = pages and (page.ticket_id is null
            or (select count(*) from page where n = pages) = (asked->>'limit')::bigint);
        pages := pages + 1;
        exit when place is null;
        asked := asked || jsonb_build_object('after', jsonb_build_object('urgency', 0, 'at', 0, 'ticket', split_part(place, '.', 4)::bigint));
    end loop;
    return pages;
end $$;
select cmp_ok(pg_temp.pages(:town, '{"sort": "number", "descending": true, "limit": 3, "text": "电梯", "urgency": 2}'), '>', 5,
              'few tickets are looked at for a page');
select is((select array_agg(ticket_id order by n, ticket_id desc) from page where ticket_id is not null),
          (select array_agg(ticket_id order by ticket_id desc) from line where fits), 'all that fit are found, each once, newest first');
select ok(bool_and(ticket_id is not null or place ~ '^number\.0\.0\.[0-9]+$'), 'a page that is not full says from where it goes on') from page;
truncate page;
select is(pg_temp.pages(:town, '{"sort": "number", "descending": true, "limit": 500, "text": "电梯"}'), 1, 'without other filters all is one page');
select is((select count(*) from page), (select count(*) from line), 'of all that have the words');
select * from finish();
rollback;
