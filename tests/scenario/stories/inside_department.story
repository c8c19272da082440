# The head gives the task to a handler, may take it back, and confirms the result; handed back only before submitting.
story "部门内部指派"
city manual

resident submits city.garbage at west.bridge as T
dispatcher dispatches T
urban.head signs T
refused not_allowed actor: urban.handler gives T to urban.handler2
refused move_refused actor: west.head gives T to urban.handler
refused move_refused handler telling "same organisation": urban.head gives T to west.handler
urban.head gives T to urban.handler
T is assigned
task 1 of T has handler urban.handler
task 1 of T has state given
refused move_refused actor: urban.handler2 handles T saying "不是给我的"
refused move_refused telling "allowed: handle (handler)": urban.head returns T because "先要撤销指派"
urban.handler talks T saying "明早到"
refused missing_field reason: urban.head takes_back T
refused move_refused actor: west.head takes_back T because "不是我们的"
urban.head takes_back T because "换人"
T is in_progress
urban.head gives T to urban.handler2
refused move_refused actor: urban.handler hands_back T because "不是我的"
urban.handler2 hands_back T because "请假"
T is in_progress
urban.head gives T to urban.handler
urban.handler handles T saying "已清运"
T is submitted
handling clock of T is running
refused move_refused: urban.handler hands_back T because "交了就不能退"
refused not_allowed actor: urban.handler confirms T
refused move_refused actor: west.head confirms T
urban.head sends_back T because "没有照片"
T is assigned
urban.handler handles T saying "已清运，照片补上" photos_after p1
urban.head confirms T
T is handled
task 1 of T has handler urban.handler
task 1 of T has result "已清运，照片补上"
handling clock of T is stopped
timeline of T is received dispatched signed given contacted taken_back given handed_back given handled sent_back handled confirmed

resident submits city.garbage at west.bridge as U
dispatcher dispatches U
urban.head signs U
urban.head gives U to urban.handler
supervisor voids U because "误报"
resident submits city.garbage at west.bridge as V
dispatcher dispatches V
urban.head signs V
urban.head gives V to urban.handler
resident withdraws V because "已解决"
resident submits city.garbage at west.bridge as W
dispatcher dispatches W
urban.head signs W
urban.head gives W to urban.handler
urban.handler handles W saying "已清"
supervisor voids W because "误报"
W is voided
resident submits city.garbage at west.bridge as X
dispatcher dispatches X
urban.head signs X
urban.head gives X to urban.handler
urban.handler handles X saying "已清"
resident withdraws X because "已解决"
X is withdrawn
tasks of X are lead:cancelled:urban

# Who has submitted a result needs no more time.
resident submits city.garbage at west.bridge as Y
dispatcher dispatches Y
urban.head signs Y
urban.head gives Y to urban.handler
urban.handler asks_extension Y for 1h because "缺车"
urban.handler handles Y saying "车来了，已清"
extension_decision clock of Y is stopped
urban.head sends_back Y because "没有照片"
refused move_refused telling "must have been asked for": dispatcher grants_extension Y
