-- Questions to ticket.list in a city that lists.sql has filled, in a table list_question: every filter alone and in twos with
-- values that have much and values that have little, each in every order; page 1,000 of the same; what is open; words
-- alone and with filters; and on behalf of an operator, of who holds tasks, of who looks after areas.
\set ON_ERROR_STOP on
set client_min_messages = warning;
drop table if exists list_question;
create table list_question (of_group text, message text, asked jsonb, inner_asked jsonb); -- inner_asked: as ticket_list is asked it

create temp table choice (filter text, asked jsonb, inner_asked jsonb);
-- Of each filter the most frequent, some in between and the rarest.
insert into choice
select 'organisation', jsonb_build_object('organisation', o.code), jsonb_build_object('organisation', organisation_id)
from (select organisation_id, row_number() over (order by count(*) desc) as n from ticket_line group by 1) as l
join city on city.code = :'city' join organisation o using (city_id, organisation_id)
where n in (1, 3, 10, 30, 70)
union all
select 'handler', jsonb_build_object('handler', p.code), jsonb_build_object('handler', handler_id)
from (select handler_id, row_number() over (order by count(*) desc) as n from ticket_line where handler_id <> 0 group by 1) as l
join city on city.code = :'city' join person p on p.city_id = city.city_id and p.person_id = l.handler_id
where n in (1, 20, 200, 600)
union all
select 'area', jsonb_build_object('area', code), jsonb_build_object('area', area_id)
from (select a.*, row_number() over (partition by kind order by hashint4(area_id)) as n from area a join city using (city_id)
      where city.code = :'city' and parent_id is not null) as a
where n <= 2
union all
select 'category', jsonb_build_object('category', code), jsonb_build_object('category', category_id)
from (select c.*, row_number() over (partition by parent_id is null order by hashint4(category_id)) as n from category c join city using (city_id)
      where city.code = :'city') as c
where n <= 4
union all
select 'channel', jsonb_build_object('channel', channel.code), jsonb_build_object('channel', channel_id)
from channel join city using (city_id) where city.code = :'city' and channel_id in (1, 4, 10)
union all
select 'state', jsonb_build_object('state', name), jsonb_build_object('state', state)
from lifecycle_state where state in (1, 4, 7, 8, 10, 13, 18)
union all
select 'urgency', jsonb_build_object('urgency', n), jsonb_build_object('urgency', n) from generate_series(1, 4) as n
union all
select 'ended', jsonb_build_object('ended', yes), jsonb_build_object('ended', yes) from (values (true), (false)) as v (yes)
union all
select 'overdue', '{"overdue": true}', '{"overdue": true}'
union all
select name, jsonb_build_object(name, instant_message(at)), jsonb_build_object(name, instant_message(at) * 1000)
from (values ('due_before', now() + interval '3 days'), ('received_from', now() - interval '30 days'), ('received_from', now() - interval '2 days'),
             ('received_to', now() - interval '600 days'), ('received_to', now() - interval '728 days'), ('updated_from', now() - interval '7 days'),
             ('updated_to', now() - interval '300 days')) as v (name, at);

create temp table combination as
select asked, inner_asked, 1 as filters from choice
union all
select a.asked || b.asked, a.inner_asked || b.inner_asked, 2
from choice a join choice b on a.filter < b.filter
where not (a.filter = 'received_from' and b.filter = 'received_to') and not (a.filter = 'updated_from' and b.filter = 'updated_to'); -- none is in both
create temp table sorted as
select asked || jsonb_build_object('city', :'city', 'sort', sort) as asked,
       inner_asked || jsonb_build_object('sort', sort, 'descending', sort in ('received', 'updated')) as inner_asked, filters
from combination cross join (values ('received'), ('updated'), ('due'), ('urgency')) as sort (sort)
where filters = 1 or hashtext(asked::text || sort) & 3 = 0;

insert into list_question
select 'first', 'ticket.list', asked, inner_asked from sorted where not (asked ? 'ended' and asked->>'ended' = 'false');
insert into list_question
select 'open', 'ticket.list', asked, inner_asked from sorted where asked->>'ended' = 'false' or asked->>'sort' = 'due';
-- Where page 1,000 begins, or the last one.
insert into list_question
select 'deep', 'ticket.list', asked || jsonb_build_object('after', place)
from (select asked, inner_asked from sorted order by filters, md5(asked::text) limit 300) as s
cross join city
cross join lateral (select place from ticket_list(city_id, inner_asked || '{"limit": 49950}', '{}') with ordinality as f (ticket_id, place, n)
                    order by n desc limit 1) as found
where city.code = :'city';

create temp table word (said text);
insert into word values ('梯'), ('电梯'), ('电梯困'), ('电梯停运没人修'), ('楼道 老人'), ('垃圾'), ('12栋1单元'), ('路灯整夜不亮'), ('鼠'), ('僵尸车'), ('不'),
    ('水压太低洗不了澡 摔倒'), ('没有这样的话'), ('编号a3f'), ('编号00ab1'), ('3'), ('孩子上学要从这里走'), ('夜'), ('请尽快派人处理');
insert into list_question select 'search', 'ticket.list', jsonb_build_object('city', :'city', 'text', said) from word;
insert into list_question
select 'search', 'ticket.list', jsonb_build_object('city', :'city', 'address', area.name || n || '栋')
from area join city using (city_id) cross join generate_series(1, 40, 13) as n
where city.code = :'city' and kind = 'estate' and area_id % 6 = 0;
insert into list_question
select 'search', 'ticket.list', jsonb_build_object('city', :'city', 'text', ticket_id::text)
from (select ticket_id from ticket_line order by hashint8(ticket_id) limit 30) as t;
insert into list_question
select 'search', 'ticket.list', jsonb_build_object('city', :'city', 'text', said, 'after', 'number.0.0.' || greatest(newest - 50000, 1))
from word cross join (select max(ticket_id) as newest from ticket_line) as t;
insert into list_question
select 'filtered', 'ticket.list', jsonb_build_object('city', :'city', 'text', said) || asked
from word cross join choice where hashtext(said || asked::text) & 3 = 0;

-- On whose behalf: who sees all; heads and handlers, of whom some have much; grid workers.
insert into list_question
select 'operator', 'ticket.list', asked || jsonb_build_object('actor', actor)
from (select asked from sorted order by md5(asked::text) limit 200) as s
cross join (select min(code) as actor from person where roles & 16 > 0) as p;
insert into list_question
select of_group, 'ticket.list', asked || jsonb_build_object('actor', actor)
from (select asked from sorted order by filters, md5(asked::text) limit 60) as s
cross join (select case when roles & 4 > 0 then 'area' else 'holder' end as of_group, person.code as actor,
                   row_number() over (partition by roles & 4 order by md5(person.code)) as n
            from person join city using (city_id)
            where city.code = :'city' and (roles & 4 > 0 or (organisation_id is not null and roles & 64 > 0))) as p
where n <= 5;
