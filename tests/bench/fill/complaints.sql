-- Fills a city with :complaints complaints of one year, one as likely as another in each estate and community, as people
-- write them: a place, what is wrong, since when, what comes of it. Received and no more; no service runs. All cursors
-- are at the head but for `similar`, which has all of it before it.
\set ON_ERROR_STOP on
begin;
create temp table part on commit drop as
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

create temp table estate on commit drop as
select row_number() over (order by area_id) - 1 as n, count(*) over () as estates, city.city_id, city.pack_version, area_id,
       area.name, 32.60 + (hashint4(area_id) & 1023) * 0.0001 as latitude, 118.95 + (hashint4(area_id * 7) & 1023) * 0.0001 as longitude
from area join city using (city_id)
where city.code = :'city' and area.kind in ('estate', 'community');

create temp table kind on commit drop as
select array_agg(category_id order by category_id) as categories from category join city using (city_id)
where city.code = :'city' and category.parent_id is not null;

create temp table said on commit drop as
select i, city_id, area_id, pack_version, categories[1 + problem % array_length(categories, 1)] as category_id,
       now() - (:complaints - i) * (interval '365 days' / :complaints) as received_at,
       latitude + (roll & 511) * 0.00001 as latitude, longitude + ((roll >> 9) & 511) * 0.00001 as longitude,
       house || places[place] || problems[problem] as title,
       times[1 + (roll >> 3 & 1023) % 10] || name || house || places[place] || problems[problem] || '，'
           || outcomes[1 + (roll >> 5 & 1023) % 10] || '，请尽快派人处理。' as description,
       case when i % 3 = 0 then name || house || '栋' end as address
from (select i, hashint8(i) as roll, 1 + (hashint8(i * 3) & 1048575) % 40 as house, 1 + (hashint8(i * 5) & 1048575) % 10 as place,
             1 + (hashint8(i * 7) & 1048575) % 40 as problem
      from generate_series(1, :complaints) as i) as rolled
cross join part cross join kind
join estate on estate.n = (hashint8(i * 11) & 1048575) % estate.estates;
analyze said;

insert into complaint (city_id, ticket_id, key, request_hash, channel_id, category_id, area_id, pack_version, received_at,
                       latitude, longitude, title, description, address)
select city_id, i, '01000000-' || lpad(to_hex(i), 12, '0') || '-' || substr(md5(i::text), 1, 14), i, 1, category_id, area_id,
       pack_version, received_at, latitude, longitude, title, description, address
from said order by i;

insert into event (city_id, pos, kind, from_state, to_state, version, area_id, category_id, channel_id, ticket_id, at)
select city_id, head.pos + i, 1, 0, 1, 1, area_id, category_id, 1, i, received_at
from said cross join (select coalesce(max(pos), 0) as pos from event
                      where city_id = (select city_id from city where code = :'city')) as head
order by i;
select setval('ticket_number', (:complaints / 1024 + 1) * 1024 + 1);

insert into cursor (consumer, city_id, pos)
select consumer, city.city_id, (select max(pos) from event where event.city_id = city.city_id)
from (values ('dispatch'), ('tally')) as known (consumer) cross join city
where city.code = :'city'
on conflict (consumer, city_id) do update set pos = excluded.pos;
commit;
