# Somebody claims in the moment in which the offer falls back: whoever is first has it, once.
story "接单撞上到期"
city hasty

resident submits wish at west.bridge as T
within 10s T is offered
hold T
first: volunteer claims T
within 10s alerts of T are claim:overdue
release
first is done
T is held by volunteers
after 500ms tasks of T are offer:cancelled:volunteers offer:cancelled:alliance lead:signed:volunteers
timeline of T is received offered overdue claimed

resident submits wish at west.bridge as U
within 10s U is offered
hold U
when 1 wait
first: volunteer claims U
release
first is refused move_refused telling "is dispatched, held by west.company: claim is not possible"
tasks of U are offer:cancelled:volunteers offer:cancelled:alliance lead:open:west.company
within 5s timeline of U is received offered overdue dispatched warning overdue escalated
