with stored as (
    insert into complaint (city_id, ticket_id, key, request_hash, channel_id, category_id, area_id,
                           pack_version, received_at, title, description, address)
    values (:city, :client_id::bigint * 100000000 + :n, '0193f2a0-0000-7000-8000-' || :client_id::text || '-' || :n::text,
            :n, 1, :category, :area, 1, now(), '@TITLE@', '@DESCRIPTION@', '@ADDRESS@')
    returning ticket_id
)
insert into event (city_id, pos, kind, from_state, to_state, version, actor_id, area_id, category_id, channel_id,
                   ticket_id, at)
select :city, nextval('bench_position'), 1, 0, 1, 1, 5, :area, :category, 1, ticket_id, now() from stored;
