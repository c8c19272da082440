# Who is asked to look: the grid worker on duty whose area is the most specific; nobody where nobody is on duty.
story "路口积水，派最近的网格员"
city manual

resident submits unrouted at east.hill as T
grid.east goes off duty
refused move_refused worker telling "or be on duty there": operator asks_check T because "位置不清"
grid.east comes on duty
operator asks_check T because "位置不清"
task 1 of T has handler grid.east
event check_asked of T has worker grid.east
grid.east answers_check T failing saying "没有积水"
event check_answered of T has holds no
T is received

# Who has handled it is nearest, and does not look at their own work.
resident submits property.cleaning at west.bridge.home as U
grid.west comes on duty
patrol comes on duty
operator asks_check U because "位置不清"
task 1 of U has handler patrol
patrol answers_check U holding saying "在三单元"
dispatcher dispatches U
patrol signs U
patrol handles U saying "已清扫"
refused move_refused worker telling "nobody looks at what they handled themselves": operator asks_check U of patrol because "看看"
operator asks_check U because "看看"
task 3 of U has handler grid.west
grid.west answers_check U holding saying "干净"
grid.west goes off duty
patrol goes off duty
