# 督办: formal supervision with a limit of its own, until the ticket is closed.
story "媒体盯着的事"
city manual

resident submits city.garbage at west.bridge as T
dispatcher dispatches T
refused not_allowed actor: dispatcher supervises T because "我督办不了"
refused missing_field reason: supervisor supervises T
supervisor supervises T because "媒体报道"
supervision clock of T is limited to 3d
refused move_refused telling "already": supervisor2 supervises T because "再督一次"
urban.handler signs T
urban.handler handles T saying "已清"
supervision clock of T is running
supervisor verifies T
operator closes T saying "已清"
supervision clock of T is stopped
T is closed

resident submits city.garbage at west.bridge as U
dispatcher dispatches U
urban.head signs U
refused calendar_missing telling "is in_progress, held by urban: the city has no calendar to count its supervision limit by; allowed: handle": supervisor supervises U limit 3wd because "领导批示"
supervisor supervises U limit 4h because "领导批示"
supervision clock of U is limited to 4h

resident submits city.garbage at west.bridge as V
dispatcher dispatches V
urban.head signs V
urban.head gives V to urban.handler
refused out_of_range limit: supervisor supervises V limit soon because "期限不对"
supervisor supervises V limit 2h because "领导批示"

resident submits city.garbage at west.bridge as W
dispatcher dispatches W
urban.handler returns W because "推诿"
supervisor supervises W because "两家推诿"
W is returned
resident withdraws W because "不等了"
supervision clock of W is stopped
