-- Replies against what is stored: nothing that was acknowledged is lost, nothing is done twice, a key has one reply.

-- Acknowledged, but not stored: the complaint or the command with its key, or the event of what it did.
create view drill.lost as
select a.city_id, a.message, a.key, a.ticket, a.version,
       case when s.key is null then 'the key is not stored'
            when (s.action, s.ticket_id, s.version, s.state) is distinct from (a.action, a.ticket, a.version, a.state)
            then 'the key is stored with something else'
            else 'the event is missing' end as why
from drill.acknowledged a
left join drill.stored s using (city_id, key)
left join steward.event e on e.city_id = a.city_id and e.ticket_id = a.ticket and e.version = a.version
                         and e.kind = a.action and e.to_state = a.state
where s.key is null
   or (s.action, s.ticket_id, s.version, s.state) is distinct from (a.action, a.ticket, a.version, a.state)
   or e.pos is null;

-- More than one effect of a command, or more than one reply to a key.
create view drill.doubled as
select city_id, key as what, 'different replies to one key' as why
from drill.acknowledged
group by city_id, key
having count(*) > 1
union all
select distinct a.city_id, a.key, 'acknowledged, and refused as well'
from drill.acknowledged a
join drill.journal j on j.key = a.key and j.status = 'refused' and j.purpose <> 'clash'
union all
select c.city_id, j.key, 'acknowledged before, now answered with ' || j.status || coalesce(' ' || j.error, '')
from drill.journal j join steward.city c on c.code = j.city
where j.purpose = 'again' and j.status not in ('ok', 'unanswered')
union all
select city_id, 'ticket ' || ticket_id, 'version ' || version || ' has ' || count(*) || ' events'
from steward.event where kind < 100
group by city_id, ticket_id, version
having count(*) > 1
union all
select t.city_id, 'ticket ' || t.ticket_id, 'has ' || count(e.pos) || ' events of its submission'
from steward.ticket t
left join steward.event e on e.city_id = t.city_id and e.ticket_id = t.ticket_id and e.kind = 1
group by t.city_id, t.ticket_id
having count(e.pos) <> 1
union all
select city_id, 'ticket ' || ticket_id, moves || ' moves by persons, but ' || commands || ' commands'
from (select city_id, ticket_id, count(*) as moves
      from steward.event where kind between 2 and 99 and actor_id <> 0 group by city_id, ticket_id) as of_events
full join (select city_id, ticket_id, count(*) as commands
           from steward.command where refusal is null group by city_id, ticket_id) as of_commands using (city_id, ticket_id)
where moves is distinct from commands;

-- A key with another body must be a conflict, the same body never. (Of two that share a key at the same time, a clash,
-- either may be the one: that not both are done is for drill.doubled.)
create view drill.conflicts_wrong as
select c.city_id, j.key, j.purpose, j.status, j.error
from drill.journal j join steward.city c on c.code = j.city
where j.status <> 'unanswered' and j.purpose <> 'clash' and (j.purpose = 'other') <> (j.status = 'conflict');

-- A whole and allowed complaint is never refused.
create view drill.refused_wrongly as
select c.city_id, j.key, j.purpose, j.status, j.error
from drill.journal j join steward.city c on c.code = j.city
where j.message = 'ticket.submit' and j.status = 'refused' and j.purpose <> 'other';

-- Stored, but every reply to the key was a refusal: the sender believes that nothing happened.
create view drill.refused_done as
select s.city_id, s.key, s.ticket_id, s.version
from drill.stored s
where not exists (select from drill.acknowledged a where a.city_id = s.city_id and a.key = s.key)
  and exists (select from drill.journal j join steward.city c on c.code = j.city
              where c.city_id = s.city_id and j.key = s.key and j.status = 'refused');

-- Without a final answer at the end; or stored, and the sender never heard of it.
create view drill.unanswered as
select c.city_id, j.key, j.message
from drill.journal j join steward.city c on c.code = j.city
where j.status = 'unanswered'
union
select s.city_id, s.key, null
from drill.stored s
where not exists (select from drill.journal j join steward.city c on c.code = j.city
                  where c.city_id = s.city_id and j.key = s.key);
