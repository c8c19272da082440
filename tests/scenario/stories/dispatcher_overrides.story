# The dispatcher may give it to another than the rule names; the rule's limit is not for them.
story "湖滨安静区噪音，交物业"
city manual

resident submits city.noise at east.lake as T
dispatcher dispatches T to east.company
T is held by east.company
T is limited to 7d
refused move_refused actor: urban.handler signs T
east.handler signs T
refused move_refused actor: urban.handler handles T saying "越权"
timeline of T is received dispatched signed
