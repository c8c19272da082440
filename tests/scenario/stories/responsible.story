# No rule covers it: it goes to who is responsible there on that day, else to who the standard says handles it.
story "没有规则，但有责任单位"
city full

resident submits drain at east.hill as A
within 10s A is held by urban
resident submits drain at west.bridge as B
within 10s B is held by street.west
timeline of B is received dispatched

resident submits lamp at west.bridge as C
within 10s C is held by urban
C has standard lamp-1
C is limited to 2d

# Sorted by the dispatcher, in the same step; and the dispatcher may decide otherwise.
resident submits unrouted at west.bridge as D
dispatcher dispatches D sorted lamp
D is held by urban
D is limited to 2d
resident submits unrouted at east.hill as E
dispatcher dispatches E to housing sorted drain
E is held by housing
