# Handled in time: the clock stops, and nothing is raised when the time comes.
story "及时反馈"
city full

resident submits test.soon at west.bridge as T
within 10s T is dispatched
west.handler signs T
west.handler handles T saying "马上办"
T is on_time
after 5s T has 0 alerts
T is on_time
timeline of T is received dispatched signed handled
