-- Deploy steward:viewer to pg
-- requires: moves duplicates notify
-- Who sees what (docs/privacy.md): report says for whom it reads, and the rows of tickets that are not theirs to see are
-- not there. A second line behind report's own queries; all other services see every row, as their work needs.

begin;
set local search_path = steward;

-- -- Who asks --------------------------------------------------------------------------------------------------
-- The setting steward.viewer of report's transaction: {"city": 1, "person": 7, "all": true}, or instead of "all"
-- "organisations" (they see what has a task of theirs) and "areas" (they see what is there and below); and what they
-- have reported themselves. Not set: the installation itself asks, and sees everything.

create function viewer() returns jsonb language sql stable parallel safe as
$$ select nullif(current_setting('steward.viewer', true), '')::jsonb $$;

create function viewer_unset() returns boolean language sql stable parallel safe as
$$ select coalesce(current_setting('steward.viewer', true), '') = '' $$;

create function viewer_city() returns integer language sql stable parallel safe as
$$ select (viewer()->>'city')::integer $$;

create function viewer_all() returns boolean language sql stable parallel safe as
$$ select coalesce((viewer()->>'all')::boolean, false) $$;

create function viewer_organisations() returns integer[] language sql stable parallel safe as
$$ select coalesce(array_agg(id::integer), '{}') from jsonb_array_elements_text(viewer()->'organisations') as id $$;

-- With all that is below them.
create function viewer_areas() returns integer[] language sql stable parallel safe as $$
    with recursive below as (
        select id::integer as area_id from jsonb_array_elements_text(viewer()->'areas') as id
        union
        select a.area_id from area a join below b on a.city_id = viewer_city() and a.parent_id = b.area_id
    )
    select coalesce(array_agg(area_id), '{}') from below
$$;

create function viewer_person() returns integer language sql stable parallel safe as
$$ select (viewer()->>'person')::integer $$;

-- The tickets that the viewer has reported, on which an organisation of theirs has a task in whatever state, or that were
-- moved to an area of theirs. Read with the owner's rights: what limits the reading of tables must not ask itself.
create function viewer_ticket() returns setof bigint language sql stable security definer rows 1000
set search_path = steward as $$
    select ticket_id from task where city_id = viewer_city() and organisation_id = any (viewer_organisations())
    union
    select ticket_id from complaint where city_id = viewer_city() and reporter_id = viewer_person()
    union
    select ticket_id from standing where city_id = viewer_city() and area_id = any (viewer_areas())
$$;

create function viewer_area_has(of_city integer, of_ticket bigint, areas integer[]) returns boolean
language sql stable security definer set search_path = steward as $$
    select exists (select from complaint where city_id = of_city and ticket_id = of_ticket and area_id = any (areas))
        or exists (select from standing where city_id = of_city and ticket_id = of_ticket and area_id = any (areas))
$$;

create function viewer_task_has(of_city integer, of_ticket bigint, of_task smallint, organisations integer[])
returns boolean language sql stable security definer set search_path = steward as $$
    select exists (select from task where city_id = of_city and ticket_id = of_ticket and task_id = of_task
                                      and organisation_id = any (organisations))
$$;

-- What an event carries beyond what has columns of its own is for those who see all, whose task it is about, or in whose
-- area it is; others are told the answer that the reporter was given.
create function viewer_message(of_city integer, message jsonb) returns jsonb language sql stable as $$
    select case
        when not message ? 'data' or viewer_unset() or viewer_all()
             or exists (select from organisation where city_id = of_city and code = message->>'organisation'
                                                  and organisation_id = any (viewer_organisations()))
             or exists (select from area where city_id = of_city and code = message->>'area'
                                           and area_id = any (viewer_areas())) then message
        when message->'data' ? 'answer'
            then jsonb_set(message, '{data}', jsonb_build_object('answer', message->'data'->'answer'))
        else message - 'data' end
$$;

create index task_organisation on task (city_id, organisation_id, ticket_id);
comment on index task_organisation is 'A task never changes its organisation: moves do not touch this';
create index complaint_reporter on complaint (city_id, reporter_id, ticket_id);
create index standing_area on standing (city_id, area_id);

-- -- What they see ---------------------------------------------------------------------------------------------

-- Limits what report sees of a table: `seen` says which rows a viewer sees who does not see all of the city. Whatever
-- holds something of single tickets and may be read by report needs it (tests/database/viewer.sql).
create procedure viewer_limit(of_table regclass, seen text) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', of_table);
    execute format('create policy service on %s using (true) with check (true)', of_table);
    execute format('create policy viewer on %s as restrictive for select to steward_report using (
        (select viewer_unset()) or (city_id = (select viewer_city()) and ((select viewer_all()) or %s)))', of_table, seen);
end $$;

call viewer_limit('complaint', 'area_id = any ((select viewer_areas())::integer[])
    or ticket_id in (select viewer_ticket())');
call viewer_limit('progress', 'ticket_id in (select viewer_ticket())
    or viewer_area_has(city_id, ticket_id, (select viewer_areas()))');
call viewer_limit('standing', 'ticket_id in (select viewer_ticket())
    or viewer_area_has(city_id, ticket_id, (select viewer_areas()))');
call viewer_limit('similar_ticket', 'ticket_id in (select viewer_ticket())
    or viewer_area_has(city_id, ticket_id, (select viewer_areas()))');
call viewer_limit('task', 'organisation_id = any ((select viewer_organisations())::integer[])
    or viewer_area_has(city_id, ticket_id, (select viewer_areas()))');
call viewer_limit('clock', '(task_id = 0 and ticket_id in (select viewer_ticket()))
    or viewer_task_has(city_id, ticket_id, task_id, (select viewer_organisations()))
    or viewer_area_has(city_id, ticket_id, (select viewer_areas()))');
call viewer_limit('alert', 'exists (select from clock c
    where c.city_id = alert.city_id and c.ticket_id = alert.ticket_id and c.clock_id = alert.clock_id)');
call viewer_limit('clock_entry', 'exists (select from clock c
    where c.city_id = clock_entry.city_id and c.ticket_id = clock_entry.ticket_id and c.clock_id = clock_entry.clock_id)');
-- Who was told what is for those who see all.
call viewer_limit('delivery', 'false');
-- 111: that contact data was revealed, and why, is for those who see all.
call viewer_limit('event', '(kind <> 111 and (area_id = any ((select viewer_areas())::integer[])
    or ticket_id in (select viewer_ticket())))');

-- A view is read with the rights of who reads it, or the owner's would see past all this.
alter view ticket set (security_invoker = true);
alter view event_message set (security_invoker = true);
alter view event_measure set (security_invoker = true);
grant select on complaint, progress to steward_report;

commit;
