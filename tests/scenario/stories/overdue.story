# The limit runs out: overdue once, and the ticket goes on.
story "两秒到期，三秒才办"
city full

resident submits test.quick at west.bridge as T
within 10s T is dispatched
T is limited to 2s
within 20s alerts of T are handling:overdue
T is late
west.handler signs T
west.handler handles T saying "迟了"
grid.west verifies T
operator closes T saying "已办"
after 2s T has 1 alerts
T is late
timeline of T is received dispatched overdue signed handled verified closed
