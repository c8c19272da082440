# Who is asked to look: the grid worker on duty whose area is the most specific; nobody where nobody is on duty.
story "路口积水，派最近的网格员"
city manual

resident submits unrouted at east.hill as T
grid.east goes off duty
refused move_refused worker telling "none is on duty": operator asks_check T because "位置不清"
grid.east comes on duty
operator asks_check T because "位置不清"
task 1 of T has handler grid.east
event check_asked of T has worker grid.east
grid.east answers_check T failing saying "没有积水"
event check_answered of T has holds no
T is received
