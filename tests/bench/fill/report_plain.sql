-- What a question by two dimensions over a month takes without sums: ms of each of five months.
create function pg_temp.plain(months integer) returns numeric language plpgsql as $$
declare
    began timestamptz := clock_timestamp();
    first date := date_trunc('month', current_date - months * interval '1 month');
begin
    perform organisation_id, category_id, count(*) filter (where measures & 1 <> 0), count(*) filter (where measures & 4 <> 0),
            count(*) filter (where measures & 64 <> 0), count(*) filter (where measures & 1024 <> 0),
            count(*) filter (where measures & 2048 <> 0), count(*) filter (where measures & 4096 <> 0),
            sum(handling_s) filter (where measures & 64 <> 0)
    from counted
    where city_id = (select city_id from city where code = current_setting('bench.city'))
      and day >= first and day < first + interval '1 month' and until_pos is null
    group by 1, 2;
    return round(extract(epoch from clock_timestamp() - began) * 1000, 1);
end $$;
select set_config('bench.city', :'city', false) \g /dev/null
select pg_temp.plain(n * 3 + 2) from generate_series(0, 4) as n;
