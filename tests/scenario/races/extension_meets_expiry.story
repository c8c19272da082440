# An extension is granted in the moment in which the task is due.
story "批准延期撞上超期"
city full

# Sent before it was due, done after: too late, and overdue once.
resident submits test.quick at west.bridge as T
within 10s T is dispatched
west.handler signs T
west.handler asks_extension T for 2s because "缺件"
hold T
first: dispatcher grants_extension T
within 10s alerts of T are handling:overdue
release
first is refused move_refused telling "never granted after"
T is limited to 2s
T is late
after 1s T has 1 alerts

# Granted in time while the watcher sleeps beyond the first due time: it alerts at the new one only.
resident submits test.quick at west.bridge as U
within 10s U is dispatched
west.handler signs U
west.handler asks_extension U for 2s because "缺件"
deadline sleeps
dispatcher grants_extension U
handling clock of U lasts 4s
after 2s deadline wakes
U has 0 alerts
U is on_time
within 10s alerts of U are handling:overdue
timeline of U is received dispatched signed extension_asked extended overdue

# Two decide at once.
resident submits property.cleaning at west.bridge as V
within 10s V is dispatched
west.handler signs V
west.handler asks_extension V for 1d because "缺件"
hold V
first: supervisor refuses_extension V because "不批"
second: dispatcher grants_extension V
release
first is done
second is refused move_refused telling "must have been asked for"
V is limited to 2d
