# From the complaint to the follow-up, each step by whoever it is for.
story "垃圾堆积三天无人清运"
city full

resident submits city.garbage at west.bridge.home as T
within 10s T is dispatched
T is held by urban
T is limited to 1d
urban.handler signs T
T is in_progress
urban.handler handles T saying "已清运，增设两个垃圾桶"
grid.west verifies T
operator closes T saying "垃圾已清运，谢谢您的反映"
T is closed
T is on_time
operator follows_up T reached solved satisfied
T is followed_up
timeline of T is received dispatched signed handled verified closed followed_up
T has 0 alerts
