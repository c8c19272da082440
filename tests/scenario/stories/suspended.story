# An objective obstacle: nobody may handle it and the clock rests, until a date, once; it resumes by itself.
story "冬季不能铺沥青"
city full

resident submits test.soon at west.bridge as T
within 10s T is dispatched
refused move_refused telling "allowed: sign": dispatcher suspends T until 1d because "还没签收"
west.handler signs T
refused missing_field reason: dispatcher suspends T until 1d
refused move_refused until: dispatcher suspends T until 400d because "太久"
refused move_refused until: dispatcher suspends T until -1s because "过去"
refused not_allowed actor: west.handler suspends T until 1d because "自己挂"
dispatcher suspends T until 6s because "冰冻"
T is suspended
handling clock of T is paused
suspension clock of T is running
refused move_refused telling "resume (system, dispatcher, supervisor)": west.handler handles T saying "挂账不能办"
after 4s T has 0 alerts
within 10s T is in_progress
T is on_time
suspension clock of T is stopped
ledger of handling of T is started paused resumed
refused move_refused: dispatcher suspends T until 1d because "第二次"
within 10s alerts of T are suspension:overdue handling:overdue
timeline of T is received dispatched signed suspended overdue resumed overdue

resident submits property.cleaning at west.bridge as U
within 10s U is dispatched
west.handler signs U
supervisor suspends U until 30d because "等招标"
dispatcher resumes U
U is in_progress
handling clock of U is running

resident submits property.cleaning at west.bridge as V
within 10s V is dispatched
west.handler signs V
supervisor suspends V until 30d because "等招标"
refused not_allowed actor: dispatcher voids V because "误报"
supervisor voids V because "误报"
handling clock of V is stopped
suspension clock of V is stopped

resident submits property.cleaning at west.bridge as W
within 10s W is dispatched
west.handler signs W
supervisor suspends W until 30d because "等招标"
resident withdraws W because "不等了"
W is withdrawn
