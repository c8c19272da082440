-- Gives a city :tickets tickets of two years for its lists: two in a hundred are open, in every state and mostly of the last
-- months; most others are followed up. Departments answer for kinds of complaint, companies for estates, a few of each
-- have much and many little; each ticket has its lead task, its clock, and in the log its receipt and its last move (the
-- moves between are left out). While no service runs. What lists and search go by is made by the functions that tally
-- makes it by; in parts, so that no transaction is long.
\set ON_ERROR_STOP on
select city_id, pack_version, nextval('ticket_number') - 1 as first,
       coalesce((select max(pos) from event where event.city_id = city.city_id), 0) as head
from city where code = :'city' \gset

create temp table kind as
select row_number() over (order by hashint4(category_id)) - 1 as n, count(*) over () as kinds, category_id
from category where city_id = :city_id and parent_id is not null;
create temp table place as
select row_number() over (order by hashint4(area_id)) - 1 as n, count(*) over () as places, area_id, name
from area where city_id = :city_id and kind in ('estate', 'community', 'grid');
create temp table holder as
select row_number() over (order by hashint4(organisation_id)) - 1 as n, count(*) over () as holders, organisation_id,
       array_agg(person_id order by person_id) as people
from person where city_id = :city_id and organisation_id is not null group by organisation_id;
create temp table way as
select array_agg(channel_id order by channel_id) as channels from channel where city_id = :city_id;
create temp table part as
select array['栋1单元', '栋2单元', '栋楼下', '栋西侧', '栋东侧小路', '栋后面', '栋门口', '栋地下室', '栋北侧停车位', '栋垃圾亭旁'] as places,
       array['楼道灯不亮', '声控灯拍手也不亮', '电梯停运没人修', '电梯上行时咔咔响', '电梯关门夹人', '垃圾桶满了两天没清运', '垃圾溢出来流了一地',
             '污水井往外冒脏水', '一楼卫生间返水', '化粪池满了溢到路面', '草坪枯了一大片', '树枝伸进三楼阳台', '大树枝条压着电线', '路灯整夜不亮',
             '路面塌了一个坑', '井盖松动车一过就响', '消防通道被车堵住', '电动车进楼充电', '有人私搭棚子', '外墙瓷砖掉下来', '屋顶漏水渗到墙里',
             '单元门禁坏了一直敞着', '广场舞音响半夜扰民', '楼上装修早上六点就开工', '狗不牵绳追着孩子跑', '快递柜占了人行道', '僵尸车停了半年',
             '充电桩插上没反应', '自来水发黄有味道', '水压太低洗不了澡', '供暖管道滴水', '燃气表箱门掉了', '健身器材断了一根杆', '儿童滑梯裂了口',
             '监控坏了没人管', '道闸一直抬着', '保安亭夜里没有人', '公告栏玻璃碎了', '老鼠从下水道跑出来', '楼道堆满纸箱'] as problems,
       array['今天早上', '昨天晚上', '从昨天开始', '已经三天了', '上周开始', '下雨以后', '每天晚上十点以后', '从上个月起', '刚才路过看到', '半个月前报过一次'] as times,
       array['老人和孩子进出很不方便', '影响整栋楼的居民', '邻居们意见很大', '担心出安全事故', '已经有人摔倒过', '晚上没法休息', '气味很大窗户都不敢开',
             '打过物业电话没有人来', '家里有病人等不起', '孩子上学要从这里走'] as outcomes;
analyze kind; analyze place; analyze holder;

-- Chances, from 0 to 1: `roll` of a ticket and a purpose. Its square and cube make few of many.
create function pg_temp.roll(i bigint, purpose integer) returns double precision language sql immutable as
'select ((hashint8extended(i, purpose) & 1048575)::double precision) / 1048576';

create procedure pg_temp.fill(city_id integer, pack_version integer, first bigint, head bigint, since bigint, upto bigint, tickets bigint)
language plpgsql as $$
begin
    create temp table life on commit drop as
    select i, first + i as ticket_id, kind.category_id, place.area_id, place.name, holder.organisation_id, state, state in (7, 8, 10, 11, 12, 13) as ended,
           case when pg_temp.roll(i, 5) < 0.7 or state in (7, 8) then people[1 + floor(pg_temp.roll(i, 6) * array_length(people, 1))::integer] end as handler_id,
           channels[1 + floor(pg_temp.roll(i, 7) ^ 2 * array_length(channels, 1))::integer] as channel_id,
           case when pg_temp.roll(i, 8) < 0.01 then 1 when pg_temp.roll(i, 8) < 0.08 then 2 when pg_temp.roll(i, 8) < 0.9 then 3 else 4 end as urgency,
           received_at, received_at + interval '1 hour' * (1 + 300 * pg_temp.roll(i, 9) ^ 2) as moved_at,
           now() + interval '1 hour' * (-48 + 720 * pg_temp.roll(i, 10)) as due_at,
           1 + floor(pg_temp.roll(i, 11) * 40)::integer as house, 1 + floor(pg_temp.roll(i, 12) * 10)::integer as spot,
           1 + kind.n % 40 as problem, 1 + floor(pg_temp.roll(i, 13) * 10)::integer as since, 1 + floor(pg_temp.roll(i, 14) * 10)::integer as outcome
    from (select i, now() - interval '730 days' * (1 - i::double precision / tickets) as received_at,
                 case when pg_temp.roll(i, 1) < case when i > tickets * 0.9 then 0.18 else 0.0022 end
                      then (array[1, 2, 3, 4, 4, 4, 5, 6, 9, 14, 15, 16, 17, 18, 19])[1 + floor(pg_temp.roll(i, 2) * 15)::integer]
                      else case when pg_temp.roll(i, 2) < 0.25 then 7 when pg_temp.roll(i, 2) < 0.95 then 8
                                else (array[10, 11, 12, 13])[1 + floor(pg_temp.roll(i, 3) * 4)::integer] end end as state
          from generate_series(since, upto) as i) as rolled
    cross join way
    join kind on kind.n = floor(pg_temp.roll(i, 20) ^ 2 * kinds)
    join place on place.n = floor(pg_temp.roll(i, 21) ^ 1.5 * places)
    -- half of it by the kind (departments), half by the place (companies)
    join holder on holder.n = case when pg_temp.roll(i, 22) < 0.5 then kind.n % 17 else 17 + place.n % (holders - 17) end;
    insert into complaint (city_id, ticket_id, key, request_hash, channel_id, category_id, area_id, pack_version, received_at, title, description, address, reporter_id)
    select fill.city_id, ticket_id, 'lists-' || ticket_id, i, channel_id, category_id, area_id, fill.pack_version, received_at,
           house || places[spot] || problems[problem],
           times[life.since] || name || house || places[spot] || problems[problem] || '，' || outcomes[outcome] || '，请尽快派人处理。编号' || substr(md5(i::text), 1, 6),
           case when i % 3 = 0 then name || house || '栋' end, 0
    from life cross join part order by i;
    insert into progress (city_id, ticket_id, version, state, task_id, returns, organisation_id, tasks, clocks)
    select fill.city_id, ticket_id, 2, state, (state not in (1, 2, 14))::integer, 0, case when state not in (1, 2, 14) then organisation_id else 0 end, 1, 1
    from life order by i;
    insert into standing (city_id, ticket_id, category_id, area_id, urgency, urges, calls, asked_by, asked_ms, agreed_by, merged_into)
    select fill.city_id, ticket_id, category_id, area_id, urgency, 0, 0, 0, 0, 0, 0 from life where urgency <> 3 order by i;
    insert into task (city_id, ticket_id, task_id, organisation_id, handler_id, state, opened_at, signed_at)
    select fill.city_id, ticket_id, 1, organisation_id, handler_id, case when ended then 4 else 2 end, received_at, received_at
    from life where state not in (1, 2, 14) order by i;
    insert into clock (city_id, ticket_id, clock_id, task_id, kind, version, limit_kind, limit_ms, started_at, due_at, stopped_at,
                       organisation_id, pack_version, settled_at, used_ms, late_from, steps)
    select fill.city_id, ticket_id, 1, 1, 1, 1, 1, 86400000, received_at, case when ended then received_at + interval '10 days' else due_at end,
           case when ended then moved_at end, organisation_id, fill.pack_version, received_at, '{0,null,null,null}', due_at, array[instant_message(due_at)]
    from life where state not in (1, 2, 14) order by i;
    insert into event (city_id, pos, kind, from_state, to_state, version, organisation_id, area_id, category_id, channel_id, ticket_id, at)
    select fill.city_id, head + 2 * (i - 1) + move.version, move.kind, move.from_state, move.to_state, move.version, organisation_id,
           area_id, category_id, channel_id, ticket_id, case move.version when 1 then received_at else moved_at end
    from life cross join (values (1, 1, 0, 1), (2, 3, 1, 3)) as move (version, kind, from_state, to_state)
    order by i, move.version;
    insert into ticket_line select * from ticket_line_now(fill.city_id, array(select ticket_id from life order by i));
    insert into clock_line select * from clock_line_now(fill.city_id, array(select ticket_id from life where not ended order by i));
    insert into ticket_text select * from ticket_text_now(fill.city_id, array(select ticket_id from life order by i));
    drop table life;
end $$;

select format('call pg_temp.fill(%s, %s, %s, %s, %s, %s, %s)', :city_id, :pack_version, :first, :head, part, least(part + 19999, :tickets), :tickets)
from generate_series(1, :tickets, 20000) as part \gexec
select setval('ticket_number', ((:first + :tickets) / 1024 + 1) * 1024 + 1) \g /dev/null
insert into cursor (consumer, city_id, pos)
select consumer, :city_id, :head + 2 * :tickets from (values ('dispatch'), ('similar'), ('notify'), ('lines'), ('tally')) as known (consumer)
on conflict (consumer, city_id) do update set pos = excluded.pos;
