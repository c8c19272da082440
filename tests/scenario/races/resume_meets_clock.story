# Somebody resumes it in the moment in which it resumes by itself: it resumes once.
story "恢复撞上到期自动恢复"
city full

resident submits property.cleaning at west.bridge as T
within 10s T is dispatched
west.handler signs T
dispatcher suspends T until 2s because "等料"
hold T
when 1 wait
first: dispatcher resumes T
release
first is refused move_refused telling "is in_progress, held by west.company: resume is not possible"
timeline of T is received dispatched signed suspended overdue resumed
ledger of handling of T is started paused resumed

resident submits property.cleaning at west.bridge as U
within 10s U is dispatched
west.handler signs U
dispatcher suspends U until 2s because "等料"
hold U
first: dispatcher resumes U
within 10s alerts of U are suspension:overdue
release
first is done
after 500ms timeline of U is received dispatched signed suspended overdue resumed
event resumed of U has actor dispatcher
ledger of handling of U is started paused resumed
