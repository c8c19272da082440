-- Deploy steward:duplicates to pg
-- requires: spine
-- What finding near-duplicates reads: a row a ticket with its place, its time and the words of its title. report fills
-- it from the log, behind intake's back: taking complaints in pays nothing for these indexes.

begin;
set local search_path = steward, public;

create extension if not exists pg_trgm schema steward;
create extension if not exists btree_gist schema steward; -- numbers and times beside a text in one index

-- A text as it is compared: full-width and half-width are one, so are large and small letters, Chinese and Arabic
-- digits; and each Chinese character is a word of its own. pg_trgm makes trigrams of words, and of a run of Chinese,
-- which has no spaces, it finds next to nothing again when two people tell the same thing (docs/duplicates.md).
create function text_words(said text) returns text language sql immutable parallel safe as $$
    select btrim(regexp_replace(regexp_replace(
               translate(lower(normalize(said, NFKC)), '〇零一二两三四五六七八九', '001223456789'),
               '([\u3400-\u9fff\U00020000-\U0003134f])', ' \1 ', 'g'), '\s+', ' ', 'g'))
$$;

-- The square of the map that a place is in: 0.001 degrees, 111 m from south to north. Null where the place is.
create function place_cell(latitude double precision, longitude double precision) returns bigint
language sql immutable parallel safe as
'select floor(latitude * 1000)::bigint * 1000000 + floor(longitude * 1000)::bigint';

-- Metres between two places, as on a plane: right to a thousandth for the few kilometres of a city.
create function place_distance(latitude_1 double precision, longitude_1 double precision,
                               latitude_2 double precision, longitude_2 double precision) returns double precision
language sql immutable parallel safe as
'select 111195 * sqrt((latitude_1 - latitude_2) ^ 2
                      + ((longitude_1 - longitude_2) * cos(radians((latitude_1 + latitude_2) / 2))) ^ 2)';

create table similar_ticket (
    city_id     integer not null,
    ticket_id   bigint not null,
    received_at timestamptz not null,
    area_id     integer not null,
    category_id integer not null,
    cell        bigint,
    latitude    double precision,
    longitude   double precision,
    title       text not null,
    address     text,
    primary key (city_id, ticket_id)
) with (autovacuum_vacuum_insert_scale_factor = 0.02);
comment on table similar_ticket is 'What near-duplicates are found by: a row a ticket, kept by report from the log, later than the ticket by what it is behind';
comment on column similar_ticket.title is 'text_words of the title';
comment on column similar_ticket.address is 'text_words of the address; null where it is empty';
comment on column similar_ticket.cell is 'place_cell; null without a place, and where the area is the whole city: such a place is often the town hall''s';
-- Neighbours lie all over the table, a page each: they are judged by the index alone (which is why the table is vacuumed
-- often: only then is the index believed).
create index similar_ticket_cell on similar_ticket (city_id, cell, received_at)
    include (ticket_id, category_id, latitude, longitude) where cell is not null;
create index similar_ticket_address on similar_ticket (city_id, address, received_at) where address is not null;
-- The titles most like one, of an area and a time, nearest first.
create index similar_ticket_title on similar_ticket
    using gist (city_id, area_id, received_at, title gist_trgm_ops (siglen = 32));

grant select, insert on similar_ticket to steward_report;

commit;
