# The result does not hold: back to the same handler, found on site or before closing.
story "楼道保洁，查了两次"
city full

resident submits property.cleaning at west.bridge as T
within 10s T is dispatched
west.handler signs T
west.handler handles T saying "已扫"
refused missing_field reason: grid.west reworks T
grid.west reworks T because "三楼仍有垃圾"
T is in_progress
T is held by west.company
west.handler handles T saying "再扫"
grid.west verifies T
operator reworks T because "照片是旧的"
T is in_progress
west.handler handles T saying "三扫"
grid.west verifies T
chief closes T saying "已整改"
timeline of T is received dispatched signed handled reworked handled verified reworked handled verified closed
T is on_time
