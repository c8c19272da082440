# Nobody verifies what they handled themselves, whatever else they are.
story "自己办自己核"
city full

resident submits property.cleaning at west.bridge as T
within 10s T is dispatched
foreman signs T
foreman handles T saying "已办"
refused move_refused actor: foreman verifies T
refused move_refused actor: foreman reworks T because "自查"
T is handled
supervisor verifies T
foreman closes T saying "已办结"
T is closed
