# 小事不出网格、大事不出社区: what a level cannot solve goes up, company, community, street, city.
story "一级一级往上报"
city manual

resident submits property.cleaning at west.bridge as T
dispatcher dispatches T
refused move_refused actor: east.handler escalates T because "不是我们的"
refused missing_field reason: west.handler escalates T
west.handler escalates T because "管不了"
T is held by bridge
T is dispatched
bridge.handler signs T
bridge.handler escalates T because "社区没有执法权"
T is held by street.west
T is dispatched
supervisor escalates T because "跨街道"
T is held by centre
centre.handler signs T
refused move_refused telling "no higher level": supervisor escalates T because "还往上"
tasks of T are lead:escalated:west.company lead:escalated:bridge lead:escalated:street.west lead:signed:centre
event escalated of T has from street.west

resident submits city.garbage at west.bridge as U
dispatcher dispatches U
urban.head signs U
urban.head gives U to urban.handler
refused not_allowed actor: urban.handler escalates U because "指派后由督办定"
supervisor escalates U because "部门拖着"
U is held by bridge
U is dispatched
