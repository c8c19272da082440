# Handed to the wrong one: moved on, and the time that was spent counts for whoever has it now.
story "改派不重新计时"
city manual

resident submits city.garbage at west.bridge as T
dispatcher dispatches T
refused missing_field organisation: dispatcher transfers T because "没说给谁"
refused move_refused organisation: dispatcher transfers T to urban because "还是它"
dispatcher transfers T to west.company because "小区内"
T is held by west.company
handling clock of T lasts 1d
ledger of handling of T is started moved
refused move_refused actor: urban.handler signs T
west.handler signs T
west.handler asks_extension T for 1d because "缺车"
supervisor transfers T to housing because "物业已退出"
T is dispatched
handling clock of T lasts 1d
extension_decision clock of T is stopped
refused move_refused: dispatcher grants_extension T
tasks of T are lead:moved:urban lead:moved:west.company lead:open:housing
event transferred of T has from west.company
timeline of T is received dispatched transferred signed extension_asked transferred
