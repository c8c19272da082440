# Rework lets the clock run on as if it had never stopped: it falls due at its first time, and only once.
story "返工不停表"
city full

resident submits test.soon at west.bridge as T
within 10s T is dispatched
west.handler signs T
west.handler handles T saying "敷衍"
grid.west reworks T because "没有办"
within 20s T has 1 alerts
T is late
west.handler handles T saying "又敷衍"
grid.west reworks T because "还是没有办"
after 2s T has 1 alerts
T is in_progress
timeline of T is received dispatched signed handled reworked overdue handled reworked
