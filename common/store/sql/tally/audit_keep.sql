-- What a night's verification has found. $1 city, $2 its day, $3 first and $4 last day looked at, since 1970-01-01,
-- $5 position of the log, $6 how many differences, $7 the first of them
insert into figures_audit (city_id, night, first_day, last_day, pos, differences, first)
values ($1, date '1970-01-01' + $2::integer, date '1970-01-01' + $3::integer, date '1970-01-01' + $4::integer, $5, $6,
        nullif($7, ''))
on conflict (city_id) do update set night = excluded.night, first_day = excluded.first_day, last_day = excluded.last_day,
    pos = excluded.pos, differences = excluded.differences, first = excluded.first, at = excluded.at
