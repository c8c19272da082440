# A supervised ticket is closed in the moment in which its supervision is due. In time or late is decided under the lock.
story "办结撞上督办到期"
city manual

# Closed in time while the watcher sleeps: nothing is raised when it wakes after the time.
resident submits city.garbage at west.bridge as A
dispatcher dispatches A
deadline sleeps
supervisor supervises A limit 6s because "媒体盯着"
urban.handler signs A
urban.handler handles A saying "已清运"
supervisor verifies A
operator closes A saying "已清运"
supervision clock of A is stopped
after 6s deadline wakes
after 1s A has 0 alerts

# Closed late while the watcher sleeps: that it was late is a fact, and alerts once on the closed ticket.
resident submits city.garbage at west.bridge as B
dispatcher dispatches B
deadline sleeps
supervisor supervises B limit 1s because "媒体盯着"
urban.handler signs B
urban.handler handles B saying "已清运"
supervisor verifies B
after 1100ms operator closes B saying "已清运"
B has 0 alerts
deadline wakes
within 10s alerts of B are supervision:warning supervision:overdue
after 1s B has 2 alerts
timeline of B is received dispatched supervised signed handled verified closed warning overdue

# Sent before it was due, done after: overdue first, then closed, and nothing more.
resident submits city.garbage at west.bridge as C
dispatcher dispatches C
urban.handler signs C
supervisor supervises C limit 3s because "媒体盯着"
urban.handler handles C saying "已清运"
supervisor verifies C
hold C
first: operator closes C saying "已清运"
within 10s alerts of C are supervision:warning supervision:overdue
release
first is done
after 1s C has 2 alerts
timeline of C is received dispatched signed supervised handled verified warning overdue closed
