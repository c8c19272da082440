# Nobody claims it in its time: it goes to the organisation of the rule.
story "没人接的微心愿"
city hasty

resident submits wish at west.bridge as T
within 10s T is offered
within 10s T is dispatched
T is held by west.company
tasks of T are offer:cancelled:volunteers offer:cancelled:alliance lead:open:west.company
claim clock of T is stopped
T is limited to 2d
refused move_refused telling "held by west.company": volunteer claims T
