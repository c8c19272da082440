-- Questions about figures, as messages have them. city, questions: how many with chance in them.
create table report_question (number serial, random boolean not null, asked json not null);
insert into report_question (random, asked)
select false, json_build_object('city', :'city', 'period', period, 'by', json_build_array(by), 'level', case by when 'area' then level end,
                                'compare', json_build_array('previous', 'rank'))
from unnest(array['yesterday', 'last_week', 'last_month', 'last_year']) as period
cross join (values ('organisation', null), ('area', 'street'), ('area', 'community'), ('category', null), ('channel', null)) as of (by, level)
cross join generate_series(1, 5);
select setseed(0.5);
insert into report_question (random, asked)
select true, json_strip_nulls(json_build_object(
    'city', :'city', 'from', first::date, 'to', (first + days * interval '1 day')::date, 'by', json_build_array(one, other),
    'level', case when 'area' in (one, other) then (array['street', 'community', 'estate', 'grid'])[1 + floor(chance * 4)::int] end,
    'top', 1000))
from (
    select current_date - floor(random() * 600 + 40)::int as first, (array[0, 6, 29, 29, 89])[1 + floor(random() * 5)::int] as days,
           random() as chance, pair.*
    from generate_series(1, :questions) as n
    cross join lateral (select one, other, random() + n as drawn
                        from unnest(array['organisation', 'area', 'category', 'channel', 'urgency']) as one,
                             unnest(array['organisation', 'area', 'category', 'channel', 'urgency']) as other
                        where one < other order by drawn limit 1) as pair
) as drawn;
update report_question set asked = (select json_object_agg(key, value) from json_each(asked) where value::text <> 'null');
