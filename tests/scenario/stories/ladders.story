# Each wait of a ticket has its clock: warned before it is due, overdue once, and then once more to who is above.
story "每一步都有时限"
city hasty

resident submits unrouted at west.bridge as T
within 10s alerts of T are review:overdue
operator accepts T
within 10s T has 2 alerts
alerts of T are review:overdue dispatch:overdue
dispatcher dispatches T to urban
within 10s alerts of T are review:overdue dispatch:overdue sign:warning sign:overdue sign:escalation
urban.handler signs T
supervisor supervises T because "拖着"
urban.handler asks_extension T for 1d because "缺人"
within 10s alerts of T are review:overdue dispatch:overdue sign:warning sign:overdue sign:escalation supervision:warning supervision:overdue extension_decision:overdue supervision:escalation
urban.handler handles T saying "办了"
extension_decision clock of T is stopped
within 10s T has 10 alerts
supervisor asks_check T of grid.west because "看看"
within 10s T has 11 alerts
grid.west answers_check T holding saying "好的"
supervisor verifies T
operator closes T saying "办了"
within 10s alerts of T are review:overdue dispatch:overdue sign:warning sign:overdue sign:escalation supervision:warning supervision:overdue extension_decision:overdue supervision:escalation verification:overdue check:overdue follow_up:overdue
operator follows_up T reached solved satisfied
after 2s T has 12 alerts

resident submits unrouted at west.bridge as U
dispatcher dispatches U to urban
urban.handler returns U because "不是我们的"
within 10s event overdue of U has clock return_decision
dispatcher dispatches U to housing with urban
housing.handler signs U
within 10s event overdue of U has clock sign_in
urban.handler contributes U saying "帮了"
sign_in clock of U is stopped
