-- Keeps a standing report. One that is there already stays as it is. Days since 1970-01-01.
-- $1 city, $2 name, $3 first day, $4 last day, $5 title, $6 position, $7 channel, $8 roles, $9 summary, $10 answer,
-- $11 idempotency key of the command, $12 hash of its request; null: it was due
insert into standing_report (city_id, name, first_day, last_day, title, pos, channel, roles, summary, answer,
                             key, request_hash)
values ($1, $2, date '1970-01-01' + $3::integer, date '1970-01-01' + $4::integer, $5, $6, $7, $8, $9, $10::text::jsonb,
        $11, $12)
on conflict do nothing
