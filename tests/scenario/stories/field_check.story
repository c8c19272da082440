# Facts are missing: a grid worker looks on site before anybody judges it; the answer comes back to who asked.
story "说不清在哪里的积水"
city manual

resident submits unrouted at west.bridge as A
refused missing_field reason: operator asks_check A of grid.west
refused move_refused worker: operator asks_check A of west.handler because "不是网格员"
refused unknown_person worker: operator asks_check A of nobody because "没有这个人"
refused move_refused worker telling "a grid worker of its area": operator asks_check A of grid.east because "位置不清"
operator asks_check A of grid.west because "位置不清"
A is checking
tasks of A are check:open
task 1 of A has handler grid.west
check clock of A is limited to 2h
refused move_refused actor: grid.bridge answers_check A holding saying "不是我"
refused move_refused telling "answer_check (grid_worker)": operator accepts A
grid.west answers_check A holding saying "在桥头家园东门" photos p1,p2
A is received
event check_answered of A has asked_by operator
event check_answered of A has photos p1,p2
tasks of A are check:done
task 1 of A has result "在桥头家园东门"
check clock of A is stopped
operator asks_check A of grid.bridge because "再看一次"
refused missing_field reason: operator drops_check A
supervisor drops_check A because "照片已到"
A is received
tasks of A are check:done check:cancelled

resident submits unrouted at west.bridge as B
dispatcher asks_check B of grid.west because "位置不清"
refused not_allowed actor: operator voids B because "误报"
supervisor voids B because "误报"
B is voided
tasks of B are check:cancelled
check clock of B is stopped

resident submits unrouted at west.bridge as C
dispatcher asks_check C of grid.west because "位置不清"
resident withdraws C because "找到了"
C is withdrawn
refused move_refused: grid.west answers_check C holding saying "晚了"
timeline of A is received check_asked check_answered check_asked check_dropped
