-- Deploy steward:viewer_role to pg
-- requires: viewer
-- On somebody's behalf report reads as a role of its own, which alone is limited: what report reads for itself is planned
-- and done as if there were no policies. Without the setting steward.viewer that role sees nothing.

begin;
set local search_path = steward;

do $$
begin
    if not exists (select from pg_roles where rolname = 'steward_viewer') then
        create role steward_viewer nologin;
    end if;
    grant steward_viewer to current_user;
end $$;
grant usage on schema steward to steward_viewer;
grant select on city, area, organisation, category, channel, person, cursor, lifecycle_state, lifecycle_action,
    lifecycle_role, lifecycle_move, lifecycle_clock, lifecycle_fact, ticket, complaint, progress, standing, task, clock,
    clock_entry, alert, event, event_message, event_measure, rollup, rollup_state, similar_ticket to steward_viewer;

-- The same for one ticket, found by its key: what is asked of few rows.
create function viewer_has(of_city integer, of_ticket bigint, organisations integer[], areas integer[]) returns boolean
language sql stable security definer set search_path = steward as $$
    select exists (select from task where city_id = of_city and ticket_id = of_ticket
                                      and organisation_id = any (organisations))
        or exists (select from complaint where city_id = of_city and ticket_id = of_ticket
                                           and (reporter_id = viewer_person() or area_id = any (areas)))
        or exists (select from standing where city_id = of_city and ticket_id = of_ticket and area_id = any (areas))
$$;

create or replace procedure viewer_limit(of_table regclass, seen text) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', of_table);
    execute format('drop policy if exists service on %s', of_table);
    execute format('drop policy if exists viewer on %s', of_table);
    execute format('create policy service on %s using (true) with check (true)', of_table);
    execute format('create policy viewer on %s as restrictive for select to steward_viewer using (
        city_id = (select viewer_city()) and ((select viewer_all()) or %s))', of_table, seen);
end $$;

call viewer_limit('complaint', 'area_id = any ((select viewer_areas())::integer[])
    or viewer_has(city_id, ticket_id, (select viewer_organisations()), (select viewer_areas()))');
call viewer_limit('progress', 'viewer_has(city_id, ticket_id, (select viewer_organisations()), (select viewer_areas()))');
call viewer_limit('standing', 'viewer_has(city_id, ticket_id, (select viewer_organisations()), (select viewer_areas()))');
call viewer_limit('similar_ticket', 'viewer_has(city_id, ticket_id, (select viewer_organisations()), (select viewer_areas()))');
call viewer_limit('task', 'organisation_id = any ((select viewer_organisations())::integer[])
    or viewer_area_has(city_id, ticket_id, (select viewer_areas()))');
call viewer_limit('clock', 'viewer_task_has(city_id, ticket_id, task_id, (select viewer_organisations()))
    or viewer_area_has(city_id, ticket_id, (select viewer_areas()))
    or (task_id = 0 and viewer_has(city_id, ticket_id, (select viewer_organisations()), (select viewer_areas())))');
call viewer_limit('alert', 'exists (select from clock c
    where c.city_id = alert.city_id and c.ticket_id = alert.ticket_id and c.clock_id = alert.clock_id)');
call viewer_limit('clock_entry', 'exists (select from clock c
    where c.city_id = clock_entry.city_id and c.ticket_id = clock_entry.ticket_id and c.clock_id = clock_entry.clock_id)');
call viewer_limit('delivery', 'false');
-- Many rows of it are read at once: the tickets are found once. 111: see viewer.sql.
call viewer_limit('event', '(kind <> 111 and (area_id = any ((select viewer_areas())::integer[])
    or ticket_id in (select viewer_ticket())))');

commit;
