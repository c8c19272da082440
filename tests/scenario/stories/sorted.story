# The review sorts: category, area, urgency, and the standard under which it is opened; closed when that one is met.
story "路面塌了一块"
city manual

resident submits unrouted at west.bridge as T
refused move_refused telling "nothing would change": operator reclassifies T sorted unrouted because "没有变化"
operator reclassifies T sorted road.pit urgency 2 because "是道路"
T has category road.pit
T has urgency 2
T is received
refused move_refused standard telling "there are 2, the first is pit-1": operator accepts T
refused unknown_standard standard telling "is received: category road.pit has no standard 'lid-1'; allowed: accept (": operator accepts T under lid-1
operator accepts T under pit-2 at west.bridge.home
T has standard pit-2
T has area west.bridge.home
operator reclassifies T under pit-1 because "是主干道"
T has standard pit-1
dispatcher dispatches T
T is held by urban
T is limited to 1d
refused missing_field reason: dispatcher reclassifies T urgency 1
dispatcher reclassifies T urgency 1 because "有人受伤"
urban.handler talks T saying "两小时内到场"
urban.handler signs T
dispatcher reclassifies T sorted road.lid because "其实是井盖"
T has category road.lid
T has standard lid-1
urban.handler talks T saying "配件下午到"
urban.handler handles T saying "已补齐" photos_before p1 photos_after p2,p3
event handled of T has photos_after p2,p3
grid.west verifies T photos p4
refused move_refused confirmed telling "closing condition": operator closes T saying "已修复"
refused move_refused confirmed: operator closes T saying "已修复" unconfirmed
operator closes T saying "已修复" noting "井盖厂家需约谈" confirmed
event closed of T has note "井盖厂家需约谈"
timeline of T is received reclassified accepted reclassified dispatched reclassified contacted signed reclassified contacted handled verified closed
