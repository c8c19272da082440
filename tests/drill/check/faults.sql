-- Does every check see a fault? One is made for each, looked for, and taken back. Run after a drill that has passed;
-- fails, naming the checks that are blind.
do $$
declare
    fault record;
    found bigint;
    blind text := '';
begin
    for fault in
        select * from (values
            ('lost', 'delete from steward.complaint t using (select * from drill.acknowledged where action = 1 limit 1) a
                      where (t.city_id, t.key) = (a.city_id, a.key)'),
            ('lost', 'delete from steward.command c using (select * from drill.acknowledged where action <> 1 limit 1) a
                      where (c.city_id, c.key) = (a.city_id, a.key)'),
            ('lost', 'delete from steward.event e using (select * from drill.acknowledged where action <> 1 limit 1) a
                      where (e.city_id, e.ticket_id, e.version, e.kind) = (a.city_id, a.ticket, a.version, a.action)'),
            ('doubled', 'insert into drill.journal
                         select client, at_ms, message, city, key, purpose, digest, status, error, ticket, version + 1, state
                         from drill.journal where status = ''ok'' limit 1'),
            ('doubled', 'insert into steward.event (city_id, pos, kind, from_state, to_state, version, actor_id, ticket_id, at)
                         select city_id, (select max(pos) + 1 from steward.event where city_id = e.city_id),
                                kind, from_state, to_state, version, actor_id, ticket_id, at
                         from steward.event e where kind = 4 limit 1'),
            ('doubled', 'update steward.command c set ticket_id = ticket_id + 1 from (select * from drill.acknowledged where action <> 1 limit 1) a
                         where (c.city_id, c.key) = (a.city_id, a.key)'),
            ('unanswered', 'delete from drill.journal where purpose = ''first'' and message = ''ticket.sign'''),
            ('conflicts_wrong', 'update drill.journal set status = ''ok'' where purpose = ''other'''),
            ('conflicts_wrong', 'update drill.journal set status = ''conflict'' where purpose = ''again'''),
            ('refused_wrongly', 'update drill.journal set status = ''refused'' where message = ''ticket.submit'''),
            ('refused_done', 'update drill.journal set status = ''refused'' where message = ''ticket.sign'''),
            ('versions_missing', 'update steward.progress set version = version + 1
                                  where ticket_id = (select min(ticket_id) from steward.progress)'),
            ('versions_missing', 'update steward.event set from_state = 1 where kind in (12, 13) and from_state = 3'),
            ('positions_missing', 'delete from steward.event where pos = 100'),
            ('positions_missing', 'update steward.event set version = 3 - version where version in (1, 2)'),
            ('consumers_behind', 'update steward.cursor set pos = pos - 1 where consumer = ''tally'''),
            ('alerts_missing', 'delete from steward.alert where ticket_id = (select min(ticket_id) from steward.alert)'),
            ('alerts_missing', 'delete from steward.event
                                where (city_id, pos) = (select city_id, pos from steward.event where kind = 100 limit 1)'),
            ('alerts_missing', 'delete from steward.alert where ctid = (select min(ctid) from steward.alert where kind = 1)'),
            ('alerts_doubled', 'insert into steward.event (city_id, pos, kind, task_id, ticket_id, at, due_at, data)
                                select city_id, (select max(pos) + 1 from steward.event where city_id = e.city_id),
                                       kind, task_id, ticket_id, at, due_at, data
                                from steward.event e where kind = 100 limit 1'),
            ('alerts_early', 'update steward.alert set raised_at = due_at - interval ''1 millisecond''
                              where ctid = (select min(ctid) from steward.alert)'),
            ('alerts_early', 'update steward.alert set due_at = due_at - interval ''1 millisecond''
                              where ctid = (select min(ctid) from steward.alert)'),
            ('alerts_early', 'insert into steward.alert (city_id, ticket_id, clock_id, step, kind, due_at, raised_at)
                              select city_id, ticket_id, clock_id, 12, 3, due_at, due_at from steward.clock
                              where stopped_at < due_at limit 1'),
            ('clocks_wrong', 'update steward.clock set stopped_at = null
                              where ctid = (select min(ctid) from steward.clock where stopped_at is not null)'),
            ('clocks_wrong', 'update steward.clock set due_at = due_at + interval ''1 millisecond''
                              where ctid = (select min(ctid) from steward.clock where due_at is not null)'),
            ('clocks_wrong', 'update steward.clock set used_ms[1] = used_ms[1] + 1
                              where ctid = (select min(ctid) from steward.clock where used_ms[1] is not null)'),
            ('clocks_wrong', 'delete from steward.clock_entry
                              where (city_id, ticket_id, clock_id, entry) = (select city_id, ticket_id, clock_id, max(entry)
                                     from steward.clock_entry group by 1, 2, 3 limit 1)'),
            ('clocks_unruly', 'update steward.clock c set stopped_at = null from steward.ticket t
                               where t.city_id = c.city_id and t.ticket_id = c.ticket_id and t.state in (11, 12)
                                 and c.stopped_at is not null'),
            ('clocks_unruly', 'update steward.clock set stopped_at = now() where stopped_at is null'),
            ('tasks_wrong', 'update steward.task set state = 2 where state = 4 and role = 1'),
            ('tasks_wrong', 'update steward.task k set state = 1 from steward.ticket t
                             where t.city_id = k.city_id and t.ticket_id = k.ticket_id and t.state in (7, 8) and k.role = 2'),
            ('tasks_wrong', 'update steward.task set state = 1 where role = 3 and state in (4, 6)'),
            ('tasks_wrong', 'update steward.task set state = 1 where role = 4 and state = 6'),
            ('tasks_wrong', 'update steward.progress set task_id = task_id - 1 where task_id > 1 and state = 7'),
            ('tasks_wrong', 'delete from steward.task where role = 4'),
            ('rollup_differences', 'update steward.rollup set cells = steward.rollup_with(cells, null, ''{"received": 1000}'')
                                    where cuboid = 13 and grain = 1'),
            ('rollup_differences', 'update steward.counted set measures = measures & ~(1::bigint << 46)
                                    where measures & (1::bigint << 46) <> 0 and measures <> 1::bigint << 46'),
            ('rollup_differences', 'update steward.task set signed_at = null where role = 2 and state = 4'),
            ('rollup_differences', 'update steward.rollup_state set tickets = tickets + 1 where state = 1')
        ) as faults (view, statement)
    loop
        begin
            execute fault.statement;
            execute format('select count(*) from drill.%I', fault.view) into found;
            if found = 0 then
                blind := blind || E'\n' || fault.view || ' after ' || fault.statement;
            end if;
            raise exception using errcode = 'P0999', message = 'taken back';
        exception
            when sqlstate 'P0999' then null;
        end;
    end loop;
    if blind <> '' then
        raise exception 'checks that saw no fault:%', blind;
    end if;
end $$;
