-- Tasks follow from where the ticket is: state, and which states its lead task may have in it.
create view drill.tasks_wrong as
with rule (state, lead) as (
    values (3, 1), (4, 2), (16, 7), (17, 8), (18, 2), (5, 3), (19, 3), (6, 3), (7, 4), (8, 4), (9, 5)
), counted as (
    select city_id, ticket_id,
           count(*) filter (where role = 1 and state in (1, 2, 3, 7, 8)) as leads,
           count(*) filter (where role = 2 and state in (1, 2, 7, 8)) as helpers,
           count(*) filter (where role = 3 and state in (1, 2, 7, 8)) as checks,
           count(*) filter (where role = 4 and state in (1, 2, 7, 8)) as offers,
           count(*) as tasks, max(task_id) as last_task
    from steward.task
    group by city_id, ticket_id
), together as (
    select t.city_id, t.ticket_id, t.state, t.organisation_id, t.task_id, rule.lead as wanted, k.state as lead_state,
           k.role as lead_role, k.organisation_id as lead_organisation,
           coalesce(c.leads, 0) as leads, coalesce(c.helpers, 0) as helpers, coalesce(c.checks, 0) as checks,
           coalesce(c.offers, 0) as offers, coalesce(c.tasks, 0) as tasks, coalesce(c.last_task, 0) as last_task
    from steward.ticket t
    left join rule using (state)
    left join steward.task k on k.city_id = t.city_id and k.ticket_id = t.ticket_id and k.task_id = t.task_id
    left join counted c on c.city_id = t.city_id and c.ticket_id = t.ticket_id
)
select *, case
        when lead_state is distinct from wanted and wanted is not null then 'the lead task is in another state'
        when wanted is not null and (lead_role, lead_organisation) is distinct from (1, organisation_id)
            then 'the ticket names another lead'
        when leads <> (state in (3, 4, 16, 17, 18, 5, 19, 6))::int then 'leads at work'
        when helpers > 0 and state not in (3, 4, 16, 17, 18) then 'a co-handler at work where none may be'
        when checks <> (state in (14, 19))::int then 'field checks under way'
        when (offers > 0) <> (state = 15) then 'offers that stand'
        else 'tasks are not numbered 1, 2, 3 …' end as why
from together
where (wanted is not null and (lead_state is distinct from wanted
                               or (lead_role, lead_organisation) is distinct from (1, organisation_id)))
   or leads <> (state in (3, 4, 16, 17, 18, 5, 19, 6))::int
   or (helpers > 0 and state not in (3, 4, 16, 17, 18))
   or checks <> (state in (14, 19))::int
   or (offers > 0) <> (state = 15)
   or tasks <> last_task;
