# No rule names anybody: the ticket waits, and the dispatcher has to say who.
story "井盖丢失，不知归谁"
city full

resident submits unrouted at west.bridge as T
after 1s T is received
refused move_refused organisation: dispatcher dispatches T
T is received
refused unknown_organisation organisation: dispatcher dispatches T to nobody
dispatcher dispatches T to housing
T is held by housing
