-- Keeps a standing report. One that is there already stays as it is. Days since 1970-01-01.
-- $1 city, $2 name, $3 first day, $4 last day, $5 title, $6 position, $7 channel, $8 roles, $9 summary, $10 answer
insert into standing_report (city_id, name, first_day, last_day, title, pos, channel, roles, summary, answer)
values ($1, $2, date '1970-01-01' + $3::integer, date '1970-01-01' + $4::integer, $5, $6, $7, $8, $9, $10::text::jsonb)
on conflict do nothing
