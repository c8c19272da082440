# Two claim at once: the first holds it, the other is told by whom it is held.
story "两家同时接单"
city full

resident submits wish at west.bridge as T
within 10s T is offered
hold T
first: volunteer claims T
second: partner claims T
release
first is done
second is refused move_refused telling "is in_progress, held by volunteers: claim is not possible"
T is held by volunteers
tasks of T are offer:cancelled:volunteers offer:cancelled:alliance lead:signed:volunteers
timeline of T is received offered claimed

resident submits wish at west.bridge as U
within 10s U is offered
hold U
first: partner claims U
second: volunteer claims U
release
first is done
second is refused move_refused telling "held by alliance"
timeline of U is received offered claimed
