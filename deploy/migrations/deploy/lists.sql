-- Deploy steward:lists to pg
-- requires: duplicates_speed
-- What lists of tickets are found by: a narrow row a ticket and its words, kept by report from the log, behind the backs
-- of intake and dispatch, which pay nothing for these indexes (docs/lists.md).

begin;
set local search_path = steward, public;

-- -- One line a ticket -----------------------------------------------------------------------------------------
-- Open tickets are few and change; ended ones are many and rest: each has the indexes that it needs. Every filter of the
-- ended ones has an index in which the newest are found first; two filters are two of these, or one of them and a look
-- at the row.

create table ticket_line (
    city_id         integer not null,
    ticket_id       bigint not null,
    ended           boolean not null,
    state           smallint not null,
    urgency         smallint not null,
    organisation_id integer not null,
    handler_id      integer not null,
    area_id         integer not null,
    category_id     integer not null,
    channel_id      integer not null,
    received_at     timestamptz not null,
    updated_at      timestamptz not null,
    due_at          timestamptz,
    seen            integer[] not null,
    primary key (city_id, ticket_id, ended)
) partition by list (ended);
comment on table ticket_line is 'What lists are found by: a row a ticket, kept by report from the log, later than the ticket by what it is behind';
comment on column ticket_line.handler_id is 'Who has the lead task; 0: nobody';
comment on column ticket_line.updated_at is 'When it was moved last';
comment on column ticket_line.due_at is 'When the lead task falls due; null where its clock does not run';
comment on column ticket_line.seen is 'By whom, beside those who see all (viewer_key)';
create table ticket_line_open partition of ticket_line for values in (false)
    with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
create table ticket_line_ended partition of ticket_line for values in (true);

create index ticket_line_open_received on ticket_line_open (city_id, received_at, ticket_id);
create index ticket_line_open_updated on ticket_line_open (city_id, updated_at, ticket_id);
create index ticket_line_open_due on ticket_line_open (city_id, due_at, ticket_id) where due_at is not null;
create index ticket_line_open_organisation on ticket_line_open (city_id, organisation_id, received_at, ticket_id);
create index ticket_line_open_handler on ticket_line_open (city_id, handler_id, received_at, ticket_id) where handler_id <> 0;
create index ticket_line_open_area on ticket_line_open (city_id, area_id, received_at, ticket_id);
create index ticket_line_open_seen on ticket_line_open using gin (seen) with (fastupdate = off);

create index ticket_line_ended_received on ticket_line_ended (city_id, received_at, ticket_id);
create index ticket_line_ended_updated on ticket_line_ended (city_id, updated_at, ticket_id);
create index ticket_line_ended_state on ticket_line_ended (city_id, state, received_at, ticket_id);
create index ticket_line_ended_urgency on ticket_line_ended (city_id, urgency, received_at, ticket_id);
create index ticket_line_ended_organisation on ticket_line_ended (city_id, organisation_id, received_at, ticket_id);
create index ticket_line_ended_handler on ticket_line_ended (city_id, handler_id, received_at, ticket_id) where handler_id <> 0;
create index ticket_line_ended_area on ticket_line_ended (city_id, area_id, received_at, ticket_id);
create index ticket_line_ended_category on ticket_line_ended (city_id, category_id, received_at, ticket_id);
create index ticket_line_ended_channel on ticket_line_ended (city_id, channel_id, received_at, ticket_id);
create index ticket_line_ended_seen on ticket_line_ended using gin (seen);
-- Who holds what, where and of which kind hangs together: a department never has another's categories. Without knowing
-- that, a plan would look for what is not there through all tickets.
create statistics ticket_line_ended_kinds (mcv) on city_id, organisation_id, category_id from ticket_line_ended;
create statistics ticket_line_ended_places (mcv) on city_id, organisation_id, area_id from ticket_line_ended;
create statistics ticket_line_ended_states (mcv) on city_id, state, organisation_id from ticket_line_ended;

-- Who sees a ticket beside those who see all, as one number: organisations, areas, and who has reported it.
create function viewer_key(kind integer, id integer) returns integer language sql immutable parallel safe as
'select id * 3 + kind';
comment on function viewer_key(integer, integer) is 'kind: 0 organisation, 1 area, 2 person';

-- The lines of these tickets as they are now.
create function ticket_line_now(of_city integer, tickets bigint[]) returns setof ticket_line language sql stable as $$
    select t.city_id, t.ticket_id, state.ended, t.state, t.urgency, t.organisation_id, coalesce(k.handler_id, 0), t.area_id,
           t.category_id, t.channel_id, t.received_at, coalesce(moved.at, t.received_at),
           case when not state.ended and lead.stopped_at is null and not lead.paused then lead.due_at end,
           array(select viewer_key(0, task.organisation_id) from task
                 where task.city_id = t.city_id and task.ticket_id = t.ticket_id
                 union
                 select unnest(array[viewer_key(1, c.area_id), viewer_key(1, t.area_id), viewer_key(2, c.reporter_id)])
                 order by 1)
    from unnest(tickets) as asked (ticket_id)
    join complaint c on c.city_id = of_city and c.ticket_id = asked.ticket_id
    join ticket t on t.city_id = of_city and t.ticket_id = asked.ticket_id
    join lifecycle_state state on state.state = t.state
    left join task k on k.city_id = t.city_id and k.ticket_id = t.ticket_id and k.task_id = t.task_id
    left join lateral (
        select due_at, stopped_at, paused from clock
        where clock.city_id = t.city_id and clock.ticket_id = t.ticket_id and clock.task_id = t.task_id and clock.kind = 1
        order by clock_id desc
        limit 1
    ) as lead on true
    left join lateral (
        select e.at from event e
        where e.city_id = t.city_id and e.ticket_id = t.ticket_id and e.kind < 100
        order by e.pos desc
        limit 1
    ) as moved on true
$$;

-- -- Its words -------------------------------------------------------------------------------------------------
-- Found by every character and every two that stand together, whatever the language; what is found is then compared as
-- a text. An entry of the index also has the city and 65,536 numbers of tickets in it, so that words that are in
-- every tenth ticket are read from the newest on and not all at once.

-- A text as it is searched: full-width and half-width are one, so are large and small letters, Chinese and Arabic
-- digits; one line.
create function text_plain(said text) returns text language sql immutable parallel safe as $$
    select btrim(regexp_replace(translate(lower(normalize(coalesce(said, ''), NFKC)), '〇零一二两三四五六七八九',
                                          '001223456789'), '\s+', ' ', 'g'))
$$;

create function text_stretch(of_ticket bigint) returns bigint language sql immutable parallel safe as
'select of_ticket >> 16';

-- `shortest` 1: every character and every pair of a text; 2: pairs only.
create function text_grams(said text, shortest integer) returns text[] language sql immutable parallel safe cost 5000 as $$
    select coalesce(array_agg(distinct gram), '{}')
    from (select character, lead(character) over (order by n) as next
          from unnest(string_to_array(said, null)) with ordinality as each (character, n)) as pair
    cross join lateral (values (1, character), (2, character || next)) as grams (length, gram)
    where length >= shortest and character not in (' ', E'\n') and gram is not null
      and (length = 1 or next not in (' ', E'\n'))
$$;

create function text_entries(grams text[], of_city integer, stretch bigint) returns bigint[]
language sql immutable parallel safe as
$$ select array(select hashtextextended(gram, of_city * 4294967296 + stretch) from unnest(grams) as gram) $$;

create table ticket_text (
    city_id   integer not null,
    ticket_id bigint not null,
    said      text not null,
    primary key (city_id, ticket_id)
) with (autovacuum_vacuum_insert_scale_factor = 0.02);
comment on table ticket_text is 'What tickets are searched by: text_plain of title, description and address, a line each; kept by report from the log';
create index ticket_text_grams on ticket_text using gin (text_entries(text_grams(said, 1), city_id, text_stretch(ticket_id)))
    with (gin_pending_list_limit = 512);

create function ticket_text_now(of_city integer, tickets bigint[]) returns setof ticket_text language sql stable as $$
    select c.city_id, c.ticket_id, concat_ws(E'\n', text_plain(c.title), text_plain(c.description), text_plain(c.address))
    from complaint c
    where c.city_id = of_city and c.ticket_id = any (tickets)
$$;

-- -- Keeping both ----------------------------------------------------------------------------------------------

-- Takes a stretch of a city's log in and moves the cursor over it; false where the cursor is not at `since`.
create function ticket_line_take(of_city integer, since bigint, upto bigint) returns boolean language plpgsql as $$
declare
    touched bigint[];
begin
    update cursor set pos = upto where consumer = 'lines' and city_id = of_city and pos = since;
    if not found then
        return false;
    end if;
    touched := array(select distinct ticket_id from event
                     where city_id = of_city and pos > since and pos <= upto and ticket_id <> 0 order by ticket_id);
    delete from ticket_line where city_id = of_city and ticket_id = any (touched);
    insert into ticket_line select * from ticket_line_now(of_city, touched);
    insert into ticket_text
    select * from ticket_text_now(of_city, array(select ticket_id from event
                                                 where city_id = of_city and pos > since and pos <= upto and kind = 1))
    on conflict do nothing;
    return true;
end $$;

-- The tickets that the log has touched since: what a list must look at itself. Null where they are too many; then it is
-- as old as the cursor.
create function ticket_line_since(of_city integer, since bigint, head bigint) returns bigint[] language sql stable as $$
    select case when head - since <= 1000 then
        array(select distinct ticket_id from event where city_id = of_city and pos > since and ticket_id <> 0) end
$$;

-- -- Finding ---------------------------------------------------------------------------------------------------
-- What is asked comes as JSON (services/report/list.c). Only what is asked becomes a condition, as a constant, so that each
-- plan is made for its values.

create function area_below(of_city integer, of_area integer) returns integer[] language sql stable as $$
    with recursive below as (
        select of_area as area_id
        union
        select a.area_id from area a join below b on a.city_id = of_city and a.parent_id = b.area_id
    )
    select array_agg(area_id order by area_id) from below
$$;

create function category_below(of_city integer, of_category integer) returns integer[] language sql stable as $$
    with recursive below as (
        select of_category as category_id
        union
        select c.category_id from category c join below b on c.city_id = of_city and c.parent_id = b.category_id
    )
    select array_agg(category_id order by category_id) from below
$$;

create function viewer_keys(of_city integer, viewer jsonb) returns integer[] language sql stable as $$
    select array(select viewer_key(0, id::integer) from jsonb_array_elements_text(viewer->'organisations') as id
                 union
                 select viewer_key(1, below) from jsonb_array_elements_text(viewer->'areas') as id
                 cross join lateral unnest(area_below(of_city, id::integer)) as below
                 union
                 select viewer_key(2, (viewer->>'person')::integer))
$$;

create function instant_of(micros bigint) returns timestamptz language sql immutable parallel safe as
$$ select timestamptz 'epoch' + micros * interval '1 microsecond' $$;

-- format() where there is something to fill in, else null.
create function condition_of(pattern text, operand anyelement) returns text language sql immutable as
$$ select case when operand is not null then format(pattern, operand) end $$;

create function ticket_line_conditions(of_city integer, asked jsonb) returns text language sql stable as $$
    select string_agg(condition, ' and ')
    from (values
        (condition_of('l.city_id = %s', of_city)),
        (condition_of('l.ended = %L', (asked->>'ended')::boolean)),
        (condition_of('l.state = %s', (asked->>'state')::integer)),
        (condition_of('l.urgency = %s', (asked->>'urgency')::integer)),
        (condition_of('l.organisation_id = %s', (asked->>'organisation')::integer)),
        (condition_of('l.handler_id = %s and l.handler_id <> 0', (asked->>'handler')::integer)),
        (condition_of('l.channel_id = %s', (asked->>'channel')::integer)),
        (condition_of('l.area_id = any (%L)', case when asked ? 'area' then area_below(of_city, (asked->>'area')::integer) end)),
        (condition_of('l.category_id = any (%L)',
                      case when asked ? 'category' then category_below(of_city, (asked->>'category')::integer) end)),
        (condition_of('l.received_at >= %L', instant_of((asked->>'received_from')::bigint))),
        (condition_of('l.received_at < %L', instant_of((asked->>'received_to')::bigint))),
        (condition_of('l.updated_at >= %L', instant_of((asked->>'updated_from')::bigint))),
        (condition_of('l.updated_at < %L', instant_of((asked->>'updated_to')::bigint))),
        (condition_of('l.due_at < %L', instant_of((asked->>'due_before')::bigint))),
        (case asked->>'overdue' when 'true' then 'l.due_at < now()' when 'false' then '(l.due_at < now()) is not true' end),
        (condition_of('l.ticket_id = any (%L)', translate(asked->>'numbers', '[]', '{}'))),
        (condition_of('l.seen && %L', case when asked ? 'viewer' then viewer_keys(of_city, asked->'viewer') end)),
        (case when asked->>'overdue' = 'true' or asked ? 'due_before' or asked->>'sort' = 'due'
              then 'l.due_at is not null and not l.ended' end)
    ) as each (condition)
$$;

-- The statement of one page in order of `sorted`, a column: of what report has taken in, and of the tickets that are fresh.
-- `from_here` is the condition that leaves out the pages before, or empty.
create function ticket_list_page(of_city integer, conditions text, sorted text, way text, from_here text, fresh bigint[],
                                 most bigint) returns text language plpgsql immutable as $$
declare
    page text := 'select l.ticket_id, l.' || sorted || ' as at from %s l where ' || conditions || from_here || '%s order by l.'
                 || sorted || ' ' || way || ', l.ticket_id ' || way || ' limit ' || most;
begin
    if cardinality(fresh) = 0 then
        return format(page, 'ticket_line', '');
    end if;
    return format('select * from ((%s) union all (%s)) as part order by at %s, ticket_id %s limit %s',
                  format(page, 'ticket_line', format(' and l.ticket_id <> all (%L)', fresh)),
                  format(page, format('ticket_line_now(%s, %L)', of_city, fresh), ''), way, way, most);
end $$;

-- -- Searching -------------------------------------------------------------------------------------------------

-- About how many tickets there are, as the planner thinks.
create function ticket_line_estimate(conditions text) returns bigint language plpgsql as $$
declare
    plan jsonb;
begin
    execute 'explain (format json) select from ticket_line l where ' || conditions into plan;
    return (plan->0->'Plan'->>'Plan Rows')::bigint;
end $$;

create function text_likes(plain text) returns text[] language sql immutable parallel safe as $$
    select array(select '%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%' from unnest(string_to_array(plain, ' ')) as word
                 where word <> '')
$$;

create function text_sought(plain text) returns text[] language sql immutable parallel safe as $$
    select array(select distinct gram from unnest(string_to_array(plain, ' ')) as word
                 cross join lateral unnest(text_grams(word, least(2, length(word)))) as gram)
$$;

-- Do title, description and address hold each of the words, and the address each of its own?
create function text_holds(said text, likes text[], address_likes text[]) returns boolean language sql immutable parallel safe as
$$ select said like all (likes) and split_part(said, E'\n', 3) like all (address_likes) $$;

-- Those of the tickets that are as asked: of the taken in, or as they are now.
create function ticket_line_among(conditions text, source text, tickets bigint[]) returns bigint[] language plpgsql stable as $$
declare
    kept bigint[];
begin
    execute format('select array(select l.ticket_id from %s l where %s and l.ticket_id = any (%L))', source, conditions, tickets)
    into kept;
    return kept;
end $$;

-- Tickets whose words are sought, newest number first. Where the other conditions leave few tickets their words are
-- looked at; else what the index of words finds, stretch by stretch from the newest number on, is held to them.
create function ticket_search(of_city integer, asked jsonb, fresh bigint[]) returns table (ticket_id bigint, place text)
language plpgsql stable as $$
declare
    conditions text := ticket_line_conditions(of_city, asked);
    filtered boolean := conditions <> ticket_line_conditions(of_city, '{}');
    likes text[] := text_likes(text_plain(asked->>'text'));
    address_likes text[] := text_likes(text_plain(asked->>'address'));
    sought text[] := text_sought(text_plain(concat_ws(' ', asked->>'text', asked->>'address')));
    wanted bigint := (asked->>'limit')::bigint;
    before bigint := coalesce((asked->'after'->>'ticket')::bigint, 9223372036854775807);
    kept bigint[] := '{}';
    waiting bigint[] := '{}';
    newest bigint;
begin
    if filtered and ticket_line_estimate(conditions) < 20000 then
        execute format('select array(select l.ticket_id from ticket_line l join ticket_text t using (city_id, ticket_id)
                        where %s and l.ticket_id < %s and l.ticket_id <> all (%L) and text_holds(t.said, %L, %L)
                        order by l.ticket_id desc limit %s)', conditions, before, fresh, likes, address_likes, wanted) into kept;
    else
        newest := before;
        loop
            newest := (select max(t.ticket_id) from ticket_text t where t.city_id = of_city and t.ticket_id < newest);
            if newest is not null then
                waiting := waiting || array(
                    select t.ticket_id from ticket_text t
                    where t.city_id = of_city and text_holds(t.said, likes, address_likes) and t.ticket_id < before
                      and t.ticket_id <> all (fresh)
                      and text_entries(text_grams(t.said, 1), t.city_id, text_stretch(t.ticket_id))
                          @> text_entries(sought, of_city, text_stretch(newest)));
                newest := text_stretch(newest) << 16;
            end if;
            if newest is null or cardinality(waiting) >= 500 or not filtered then
                kept := kept || case when filtered then ticket_line_among(conditions, 'ticket_line', waiting) else waiting end;
                waiting := '{}';
            end if;
            exit when newest is null or cardinality(kept) >= wanted;
        end loop;
    end if;
    kept := kept || ticket_line_among(conditions, format('ticket_line_now(%s, %L)', of_city, fresh), array(
        select t.ticket_id from ticket_text_now(of_city, fresh) as t
        where text_holds(t.said, likes, address_likes) and t.ticket_id < before));
    if asked->>'text' ~ '^[0-9]{1,15}$' and not asked ? 'address' and (asked->>'text')::bigint < before then
        kept := kept || ticket_line_among(conditions, 'ticket_line', array[(asked->>'text')::bigint]);
    end if;
    return query select distinct number, 'number.0.0.' || number from unnest(kept) as number order by number desc limit wanted;
end $$;

-- -- Listing ---------------------------------------------------------------------------------------------------

-- A page of tickets with the place of each, for `after`. By urgency: the newest first of each. What words are sought in is
-- in order of the number.
create function ticket_list(of_city integer, asked jsonb, fresh bigint[]) returns table (ticket_id bigint, place text)
language plpgsql stable as $$
declare
    conditions text := ticket_line_conditions(of_city, asked);
    by_urgency boolean := asked->>'sort' = 'urgency';
    sorted text := case when by_urgency then 'received_at' else (asked->>'sort') || '_at' end;
    backwards boolean := (asked->>'descending')::boolean;
    way text := case when backwards or by_urgency then 'desc' else 'asc' end;
    from_here text := coalesce(format(' and (l.%s, l.ticket_id) %s (%L, %s)', sorted, case way when 'desc' then '<' else '>' end,
                                      instant_of((asked->'after'->>'at')::bigint), asked->'after'->>'ticket'), '');
    wanted bigint := (asked->>'limit')::bigint;
    of_urgency text := '';
    level integer;
    found_now bigint;
begin
    if asked ? 'text' or asked ? 'address' then
        return query select * from ticket_search(of_city, asked, fresh);
        return;
    end if;
    if not asked ? 'after' then
        from_here := '';
    end if;
    for level in select n from generate_series(1, case when by_urgency then 4 else 1 end) as n
                 order by case when backwards then -n else n end loop
        if by_urgency then
            of_urgency := ' and l.urgency = ' || level;
            continue when asked ? 'after' and (level < (asked->'after'->>'urgency')::integer) <> backwards
                          and level <> (asked->'after'->>'urgency')::integer;
        end if;
        return query execute format('select p.ticket_id, concat_ws(''.'', %L, %s, floor(extract(epoch from p.at) * 1000000)::bigint, p.ticket_id) from (%s) as p',
                                    asked->>'sort', case when by_urgency then level else 0 end,
                                    ticket_list_page(of_city, conditions || of_urgency, sorted, way,
                                        case when by_urgency and level is distinct from (asked->'after'->>'urgency')::integer then '' else from_here end,
                                        fresh, wanted));
        get diagnostics found_now = row_count;
        wanted := wanted - found_now;
        exit when wanted <= 0;
    end loop;
end $$;

-- A ticket as lists show it (ticket.list, ticket.show): its due time and handler are the lead task's.
create or replace function ticket_brief(t ticket) returns jsonb language sql stable parallel safe as $$
    select jsonb_strip_nulls(jsonb_build_object(
        'ticket', t.ticket_id,
        'state', (select name from lifecycle_state where state = t.state),
        'version', t.version,
        'channel', (select code from channel where city_id = t.city_id and channel_id = t.channel_id),
        'category', (select code from category where city_id = t.city_id and category_id = t.category_id),
        'area', (select code from area where city_id = t.city_id and area_id = t.area_id),
        'organisation', (select code from organisation where city_id = t.city_id and organisation_id = t.organisation_id),
        'handler', (select p.code from task k join person p on p.city_id = k.city_id and p.person_id = k.handler_id
                    where k.city_id = t.city_id and k.ticket_id = t.ticket_id and k.task_id = t.task_id),
        'urgency', t.urgency,
        'standard', t.standard,
        'merged_into', nullif(t.merged_into, 0),
        'title', t.title,
        'received', instant_message(t.received_at),
        'due', instant_message(lead.due_at),
        'late', coalesce(lead.stopped_at, now()) > lead.due_at))
    from (select 1) as one
    left join lateral (
        select c.due_at, c.stopped_at from clock c
        where c.city_id = t.city_id and c.ticket_id = t.ticket_id and c.task_id = t.task_id and c.kind = 1
        order by c.clock_id desc
        limit 1
    ) as lead on true
$$;

grant select, insert, delete on ticket_line to steward_report;
grant select, insert on ticket_text to steward_report;

commit;
