# Not theirs: handed back before or after sign-off, at most twice, then decided by the dispatcher.
story "路灯不亮，几家推诿"
city mini

resident submits city.garbage at west.bridge as T
within 10s T is dispatched
refused move_refused actor: west.handler returns T because "不是我们的"
refused unknown_organisation suggested: urban.handler returns T because "不是我们的" suggesting nobody
urban.handler returns T because "不属城管" suggesting west.company
T is returned
refused move_refused: operator closes T saying "不能办结"
dispatcher dispatches T to west.company
T is held by west.company
west.handler signs T
west.handler returns T because "属市政设施"
T is returned
supervisor dispatches T to housing
refused move_refused: housing.handler returns T because "第三次"
T is dispatched
housing.handler signs T
refused move_refused: housing.handler returns T because "第三次"
T is in_progress
timeline of T is received dispatched returned dispatched signed returned dispatched signed

resident submits city.garbage at west.bridge as U
within 10s U is dispatched
urban.handler returns U because "不在辖区"
dispatcher rejects U because "不在本市" saying "请向邻县反映"
U is rejected
