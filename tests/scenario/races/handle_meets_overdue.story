# The result comes in the moment in which it is due. In time or late is decided under the lock, and late alerts once.
story "踩着点反馈"
city full

# In time while the watcher sleeps: nothing is raised when it wakes after the time.
resident submits test.quick at west.bridge as A
within 10s A is dispatched
deadline sleeps
west.handler signs A
west.handler handles A saying "刚好"
A is on_time
after 2s deadline wakes
after 1s A has 0 alerts
A is on_time

# Late while the watcher sleeps: being late is a fact, and alerts once when it wakes, also on a closed ticket.
resident submits test.quick at west.bridge as B
within 10s B is dispatched
deadline sleeps
west.handler signs B
after 2s west.handler handles B saying "迟了"
B is late
supervisor verifies B
operator closes B saying "已办"
B has 0 alerts
deadline wakes
within 10s alerts of B are handling:overdue
after 1s B has 1 alerts
timeline of B is received dispatched signed handled verified closed overdue

# Sent before it was due, done after: the time under the lock counts.
resident submits test.quick at west.bridge as C
within 10s C is dispatched
west.handler signs C
hold C
first: west.handler handles C saying "排队"
within 10s alerts of C are handling:overdue
release
first is done
C is late
after 1s C has 1 alerts
timeline of C is received dispatched signed overdue handled

# Two close at once.
supervisor verifies C
hold C
first: operator closes C saying "甲"
second: chief closes C saying "乙"
release
first is done
second is refused move_refused telling "is closed: close is not possible"
event closed of C has answer "甲"
