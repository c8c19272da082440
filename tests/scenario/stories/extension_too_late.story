# Never after it was due: neither asked for nor granted.
story "超期之后不再延期"
city full

resident submits test.quick at west.bridge as T
within 10s T is dispatched
west.handler signs T
west.handler asks_extension T for 2s because "快到期了"
within 10s alerts of T are handling:overdue
refused move_refused telling "never granted after": dispatcher grants_extension T
dispatcher refuses_extension T because "已超期"
refused move_refused telling "before it is due": west.handler asks_extension T for 1s because "太晚"
T is limited to 2s
