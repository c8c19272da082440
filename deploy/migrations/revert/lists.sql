-- Revert steward:lists from pg
begin;
set local search_path = steward, public;
create or replace function ticket_brief(t ticket) returns jsonb language sql stable parallel safe as $$
    select jsonb_strip_nulls(jsonb_build_object(
        'ticket', t.ticket_id,
        'state', (select name from lifecycle_state where state = t.state),
        'version', t.version,
        'channel', (select code from channel where city_id = t.city_id and channel_id = t.channel_id),
        'category', (select code from category where city_id = t.city_id and category_id = t.category_id),
        'area', (select code from area where city_id = t.city_id and area_id = t.area_id),
        'organisation', (select code from organisation where city_id = t.city_id and organisation_id = t.organisation_id),
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
drop function ticket_search(integer, jsonb, bigint[]);
drop function ticket_line_among(text, text, bigint[]);
drop function text_holds(text, text[], text[]);
drop function text_sought(text);
drop function text_likes(text);
drop function ticket_line_estimate(text);
drop function ticket_list(integer, jsonb, bigint[]);
drop function ticket_list_page(integer, text, text, text, text, bigint[], bigint);
drop function ticket_line_conditions(integer, jsonb);
drop function condition_of(text, anyelement);
drop function instant_of(bigint);
drop function viewer_keys(integer, jsonb);
drop function category_below(integer, integer);
drop function area_below(integer, integer);
drop function ticket_line_since(integer, bigint, bigint);
drop function ticket_line_take(integer, bigint, bigint);
drop function ticket_text_now(integer, bigint[]);
drop function ticket_line_now(integer, bigint[]);
drop table ticket_text;
drop function text_entries(text[], integer, bigint);
drop function text_grams(text, integer);
drop function text_stretch(bigint);
drop function text_plain(text);
drop table ticket_line;
drop function viewer_key(integer, integer);
delete from cursor where consumer = 'lines';
commit;
