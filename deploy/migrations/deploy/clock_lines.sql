-- Deploy steward:clock_lines to pg
-- requires: lists_speed
-- Boards count what runs from narrow rows that report keeps from the log, with who sees them; clocks and tasks are not
-- joined for each of a hundred thousand any more, nor is it asked of each in which area it is.

begin;
set local search_path = steward, public;

create table clock_line (
    city_id         integer not null,
    ticket_id       bigint not null,
    clock_id        smallint not null,
    task_id         smallint not null,
    kind            smallint not null,
    organisation_id integer not null,
    handler_id      integer,
    due_at          timestamptz not null,
    next_at         timestamptz,
    rung            integer not null,
    warned          boolean not null,
    seen            integer[] not null,
    primary key (city_id, ticket_id, clock_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
comment on table clock_line is 'The rows of clock_running, kept by report from the log, later than the clock by what it is behind';
comment on column clock_line.seen is 'By whom, beside those who see all (viewer_key): as the policy of clock has it';
-- Counting is by the index alone.
create index clock_line_due on clock_line (city_id, kind, due_at)
    include (ticket_id, clock_id, organisation_id, handler_id, rung, warned, seen);

-- The clocks of these tickets that run now.
create function clock_line_now(of_city integer, tickets bigint[]) returns setof clock_line language sql stable as $$
    select r.city_id, r.ticket_id, r.clock_id, r.task_id, r.kind, r.organisation_id, r.handler_id, r.due_at, r.next_at, r.rung, r.warned,
           array(select viewer_key(0, k.organisation_id) from task k
                 where k.city_id = r.city_id and k.ticket_id = r.ticket_id and (r.task_id = 0 or k.task_id = r.task_id)
                 union
                 select viewer_key(1, c.area_id)
                 union
                 select viewer_key(1, coalesce(s.area_id, c.area_id))
                 union
                 select viewer_key(2, c.reporter_id) where r.task_id = 0
                 order by 1)
    from unnest(tickets) as asked (ticket_id)
    join clock_running r on r.city_id = of_city and r.ticket_id = asked.ticket_id
    join complaint c on c.city_id = r.city_id and c.ticket_id = r.ticket_id
    left join standing s on s.city_id = r.city_id and s.ticket_id = r.ticket_id
$$;

-- What runs: of what report has taken in, and of the fresh tickets as they are now.
create function clock_line_known(of_city integer, fresh bigint[]) returns setof clock_line language sql stable as $$
    select * from clock_line where city_id = of_city and ticket_id <> all (fresh)
    union all
    select * from clock_line_now(of_city, fresh)
$$;

create or replace function ticket_line_take(of_city integer, since bigint, upto bigint) returns boolean language plpgsql as $$
declare
    touched bigint[];
begin
    update cursor set pos = upto where consumer = 'lines' and city_id = of_city and pos = since;
    if not found then
        return false;
    end if;
    touched := array(select distinct ticket_id from event
                     where city_id = of_city and pos > since and pos <= upto and ticket_id <> 0 order by ticket_id);
    delete from ticket_line where city_id = of_city and ticket_id = any (touched);
    insert into ticket_line select * from ticket_line_now(of_city, touched);
    delete from clock_line where city_id = of_city and ticket_id = any (touched);
    insert into clock_line select * from clock_line_now(of_city, touched);
    insert into ticket_text
    select * from ticket_text_now(of_city, array(select ticket_id from event
                                                 where city_id = of_city and pos > since and pos <= upto and kind = 1))
    on conflict do nothing;
    return true;
end $$;

insert into clock_line
select line.*
from (select city_id, array_agg(distinct ticket_id) as tickets from clock_running group by city_id) as running
cross join lateral clock_line_now(running.city_id, running.tickets) as line;

call viewer_limit('clock_line', 'seen && (select viewer_keys(viewer_city(), viewer()))');
grant select, insert, delete on clock_line to steward_report;
grant select on clock_line to steward_viewer;

commit;
