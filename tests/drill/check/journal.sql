-- What the clients were answered (tests/drill/journal.h), to be compared with what is stored. The views of this folder
-- list offences, a row each; summary.sql counts them.
create schema drill;

create table drill.journal (
    client integer not null, at_ms bigint not null, message text not null, city text not null, key text not null,
    purpose text not null, digest text not null, status text not null, error text, ticket bigint not null,
    version integer not null, state text);

-- Each acknowledged command, with what it has done.
create view drill.acknowledged as
select distinct c.city_id, j.message, a.action, j.key, j.ticket, j.version, s.state
from drill.journal j
join steward.city c on c.code = j.city
join steward.lifecycle_action a on 'ticket.' || a.name = j.message
left join steward.lifecycle_state s on s.name = j.state
where j.status = 'ok';

-- Each stored command that was done.
create view drill.stored as
select city_id, 1::smallint as action, key, ticket_id, 1 as version, 1::smallint as state from steward.ticket
union all
select c.city_id, e.kind, c.key, c.ticket_id, c.version, c.state
from steward.command c
left join steward.event e on e.city_id = c.city_id and e.ticket_id = c.ticket_id and e.version = c.version
                         and e.to_state = c.state and e.kind < 100
where c.refusal is null;
