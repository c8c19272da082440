# A small wish is offered to those who may claim it: the first who does holds it.
story "独居老人想换个灯泡"
city full

resident submits wish at west.bridge as T
within 10s T is offered
tasks of T are offer:open:volunteers offer:open:alliance
claim clock of T is limited to 1h
refused not_allowed actor: operator claims T
refused move_refused actor telling "only an organisation to which it was offered": west.handler claims T
volunteer claims T
T is in_progress
T is held by volunteers
T is limited to 2d
tasks of T are offer:cancelled:volunteers offer:cancelled:alliance lead:signed:volunteers
claim clock of T is stopped
refused move_refused telling "is in_progress, held by volunteers": partner claims T
volunteer handles T saying "换好了"
grid.west verifies T
operator closes T saying "已换好"
resident rates T stars 5 saying "谢谢小伙子"
timeline of T is received offered claimed handled verified closed rated

resident submits wish at west.bridge as U
within 10s U is offered
dispatcher dispatches U to west.company because "老人着急"
U is dispatched
tasks of U are offer:cancelled:volunteers offer:cancelled:alliance lead:open:west.company
refused move_refused: volunteer claims U

resident submits wish at west.bridge as V
within 10s V is offered
refused not_allowed actor: operator voids V because "测试"
supervisor voids V because "测试"
tasks of V are offer:cancelled:volunteers offer:cancelled:alliance

resident submits wish at west.bridge as W
within 10s W is offered
resident withdraws W because "自己换了"
claim clock of W is stopped

resident submits unrouted at west.bridge as X
refused move_refused group: dispatcher offers X
dispatcher offers X with volunteers,alliance
X is offered
partner claims X
X is held by alliance
resident submits unrouted at west.bridge as Y
operator accepts Y
dispatcher offers Y with volunteers
volunteer claims Y
timeline of Y is received accepted offered claimed
