# Where the pack says so, a task that ran out of time goes a level up by itself.
story "超期自动提级"
city hasty

resident submits test.quick at west.bridge as T
within 10s T is dispatched
T is held by west.company
west.handler signs T
within 10s T is held by bridge
T is dispatched
tasks of T are lead:escalated:west.company lead:open:bridge
event escalated of T has actor nothing
