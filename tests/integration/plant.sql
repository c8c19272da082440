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
