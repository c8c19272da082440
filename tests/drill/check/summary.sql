-- The drill's line, and whether it passed. Variables: kills stops missed doubted crashes archivists seed seconds.
with counted as (
    select (select count(*) from drill.acknowledged where action = 1) as acknowledged,
           (select count(*) from steward.ticket) as stored,
           (select count(*) from drill.lost) as lost,
           (select count(*) from drill.doubled) as doubled,
           (select count(*) from drill.alerts_missing) as alerts_missing,
           (select count(*) from drill.alerts_doubled) as alerts_doubled,
           (select count(*) from drill.alerts_early) as alerts_early,
           (select count(*) from drill.rollup_differences) as rollup_differences,
           :kills as kills,
           :seed as seed,
           :seconds as seconds,
           :stops as stops,
           :missed as strikes_missed,
           :doubted as doubted,
           :crashes as crashes,
           (select count(*) from drill.unanswered) as unanswered,
           (select count(*) from drill.acknowledged where action <> 1) as moves,
           (select count(*) from steward.event) as events,
           (select count(*) from steward.alert) as alerts,
           (select count(*) from drill.journal where status = 'conflict') as conflicts,
           (select count(*) from drill.conflicts_wrong) as conflicts_wrong,
           (select count(*) from drill.refused_wrongly) as refused_wrongly,
           (select count(*) from drill.refused_done) as refused_done,
           (select count(*) from drill.versions_missing) as versions_missing,
           (select count(*) from drill.positions_missing) as positions_missing,
           (select count(*) from drill.clocks_wrong) as clocks_wrong,
           (select count(*) from drill.clocks_unruly) as clocks_unruly,
           (select count(*) from drill.tasks_wrong) as tasks_wrong,
           (select count(*) from drill.folded) as clocks,
           (select count(*) from drill.step_come) as steps_come,
           (select count(distinct (from_state, kind, to_state)) from steward.event where kind < 100) as edges_taken,
           (select count(*) from drill.consumers_behind) as consumers_behind,
           (select count(*) from steward.log_archive) as archived,
           (select count(*) from steward.log_archive where state = 'back') as restored,
           :archivists as archivists_killed
)
select row_to_json(counted),
       lost + doubled + alerts_missing + alerts_doubled + alerts_early + rollup_differences + unanswered
       + conflicts_wrong + refused_wrongly + refused_done + versions_missing + positions_missing + clocks_wrong
       + clocks_unruly + tasks_wrong + consumers_behind + crashes = 0
       and restored = archived and (archived > 0 or :seconds < 60)
       and acknowledged > 0 and moves > 0 and clocks > 0 and steps_come > 0 and alerts > 0 and conflicts > 0 and :kills > 0
from counted;
