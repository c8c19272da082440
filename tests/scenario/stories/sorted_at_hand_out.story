# The dispatcher sorts in the same step in which they hand it out or offer it; the rule of what it is now decides.
story "一步派单"
city manual

resident submits unrouted at west.bridge as T
refused move_refused standard: dispatcher dispatches T sorted road.pit
dispatcher dispatches T sorted road.pit under pit-2 urgency 1 area east.hill
T has category road.pit
T has standard pit-2
T has urgency 1
T has area east.hill
T is held by urban
T is limited to 3d

resident submits unrouted at west.bridge as U
dispatcher offers U sorted wish
T has urgency 1
U has category wish
tasks of U are offer:open:volunteers offer:open:alliance

resident submits unrouted at west.bridge as V
refused unknown_category category: operator accepts V sorted nothing
refused unknown_area area: operator accepts V area nowhere
refused out_of_range urgency: operator accepts V urgency 5
operator accepts V sorted flood urgency 1
dispatcher dispatches V
tasks of V are lead:open:street.west co:open:urban co:open:west.company
resident submits unrouted at west.bridge as W
refused out_of_range group telling "cannot be its own co-handler": dispatcher dispatches W to urban with housing,urban
dispatcher dispatches W to urban with housing
tasks of W are lead:open:urban co:open:housing
