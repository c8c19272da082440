-- plant (area, category, days ago, tickets, phone): puts complaints of a past day into the log, as an import would, for
-- tests of figures. Phone '' gives no contact. A function of the session.
set search_path = steward, public;
create function pg_temp.plant(of_area text, of_category text, ago integer, tickets integer, phone text) returns void
language plpgsql as $$
declare
    town city;
    head bigint;
    first bigint := nextval('ticket_number');
    came timestamptz;
begin
    select * into town from city where code = 'mini-manual';
    came := ((now() at time zone town.timezone)::date - ago + time '12:00') at time zone town.timezone;
    insert into complaint (city_id, ticket_id, key, request_hash, channel_id, category_id, area_id, pack_version,
                           received_at, latitude, longitude, title)
    select town.city_id, first + n, 'plant.' || (first + n), 0, 1,
           (select category_id from category where city_id = town.city_id and code = of_category),
           (select area_id from area where city_id = town.city_id and code = of_area), town.pack_version, came,
           32.7 + (n % 5) * 0.0001, 119.0, 'planted'
    from generate_series(0, tickets - 1) n;
    if phone <> '' then
        insert into contact_key (key_id, public_id, sealed) values (1, 'test', '') on conflict do nothing;
        insert into contact (city_id, ticket_id, anonymous, key_id, sealed, phone_index)
        select town.city_id, first + n, false, 1, '', convert_to(phone, 'UTF8') from generate_series(0, tickets - 1) n;
    end if;
    perform pg_advisory_xact_lock(1, town.city_id);
    head := coalesce((select max(pos) from event where city_id = town.city_id), 0);
    insert into event (city_id, pos, ticket_id, kind, from_state, to_state, version, area_id, category_id, channel_id, at)
    select town.city_id, head + 1 + n, c.ticket_id, 1, 0, 1, 1, c.area_id, c.category_id, c.channel_id, came
    from generate_series(0, tickets - 1) n
    join complaint c on c.city_id = town.city_id and c.ticket_id = first + n;
end $$;

-- hand_out (days ago, organisation, tickets): plants tickets of a past day that were dispatched to it at once.
create function pg_temp.hand_out(ago integer, of_organisation text, tickets integer) returns void
language plpgsql as $$
declare
    town integer := (select city_id from city where code = 'mini-manual');
    before bigint := coalesce((select max(pos) from event where city_id = town), 0);
begin
    perform pg_temp.plant('west.bridge.home', 'city.garbage', ago, tickets, '');
    insert into event (city_id, pos, ticket_id, kind, from_state, to_state, version, task_id, organisation_id, area_id, category_id,
                       channel_id, at)
    select town, before + tickets + row_number() over (order by e.pos), e.ticket_id, 3, 1, 3, 2, 1, o.organisation_id, e.area_id,
           e.category_id, e.channel_id, e.at
    from event e
    join organisation o on o.city_id = town and o.code = of_organisation
    where e.city_id = town and e.pos > before;
end $$;

-- strike_out (organisation): the oldest planted ticket that is still with it is voided today.
create function pg_temp.strike_out(of_organisation text) returns void
language plpgsql as $$
declare
    town integer := (select city_id from city where code = 'mini-manual');
begin
    perform pg_advisory_xact_lock(1, town);
    insert into event (city_id, pos, ticket_id, kind, from_state, to_state, version, task_id, organisation_id, area_id, category_id,
                       channel_id, at)
    select town, (select max(pos) + 1 from event where city_id = town), e.ticket_id, 12, 3,
           (select to_state from lifecycle_move where action = 12 and from_state = 3 limit 1), 3, 1, e.organisation_id, e.area_id,
           e.category_id, e.channel_id, now()
    from event e
    join organisation o on o.city_id = town and o.organisation_id = e.organisation_id and o.code = of_organisation
    where e.city_id = town and e.kind = 3
      and not exists (select from event v where v.city_id = town and v.ticket_id = e.ticket_id and v.kind = 12)
    order by e.pos
    limit 1;
end $$;
