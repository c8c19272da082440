# Late for a reason that was not theirs: two reviewers agree, and it is exempt; that it was late stays a fact.
story "停电误了期"
city manual

importer submits city.garbage at west.bridge by 12345 as T on -10d
importer dispatches T to urban on -9d due -8d
importer signs T on -7d
importer handles T saying "已清" on -6d
importer verifies T on -5d
importer closes T saying "已清" on -4d
T is late
refused missing_field reason: urban.handler appeals T
refused move_refused actor telling "the organisation that closed it": west.handler appeals T because "不是我们的"
refused move_refused telling "must wait for its first reviewer": supervisor agrees_appeal T because "没有申诉"
urban.handler appeals T because "停电两天"
refused move_refused: urban.handler appeals T because "再申诉"
refused move_refused telling "agreed to by a first reviewer": supervisor grants_appeal T because "跳过初审"
supervisor agrees_appeal T because "属实"
refused move_refused: supervisor2 agrees_appeal T because "已初审"
refused move_refused telling "another person": supervisor grants_appeal T because "同一个人"
supervisor2 grants_appeal T because "属实"
task 1 of T has exempt yes
T is late
T is closed
refused move_refused: supervisor refuses_appeal T because "已通过"
ledger of handling of T is started stopped exempted
within 10s alerts of T are handling:overdue
event exempted of T has actor supervisor2

importer submits city.garbage at west.bridge by 12345 as U on -10d
importer dispatches U to urban on -9d due -8d
importer signs U on -7d
importer handles U saying "已清" on -6d
importer verifies U on -5d
importer closes U saying "已清" on -4d
urban.handler appeals U because "停电两天"
supervisor refuses_appeal U because "没有停电"
refused move_refused: urban.handler appeals U because "再申诉"
operator follows_up U reached solved satisfied

importer submits city.garbage at west.bridge by 12345 as V on -10d
importer dispatches V to urban on -9d due -8d
importer signs V on -7d
importer handles V saying "已清" on -6d
importer verifies V on -5d
importer closes V saying "已清" on -4d
importer follows_up V reached solved satisfied on -3d
urban.head appeals V because "停电两天"
supervisor agrees_appeal V because "属实"
supervisor2 grants_appeal V because "属实"
task 1 of V has exempt yes
V is followed_up

importer submits city.garbage at west.bridge by 12345 as W on -10d
importer dispatches W to west.company on -9d due -8d
importer signs W on -7d
importer handles W saying "已清" on -6d
importer verifies W on -5d
importer closes W saying "已清" on -4d
importer follows_up W reached solved satisfied on -3d
foreman appeals W because "自己申诉"
refused move_refused telling "another person": foreman agrees_appeal W because "自己审"
refused move_refused: foreman refuses_appeal W because "自己审"
supervisor2 refuses_appeal W because "不属实"

importer submits city.garbage at west.bridge by 12345 as X on -10d
importer dispatches X to urban on -9d due -5d
importer signs X on -8d
importer handles X saying "已清" on -7d
importer verifies X on -6d
importer closes X saying "已清" on -6d
refused move_refused telling "closed it late": urban.handler appeals X because "没有超期"
importer submits city.garbage at west.bridge by 12345 as Y on -60d
importer dispatches Y to urban on -59d due -58d
importer signs Y on -57d
importer handles Y saying "已清" on -56d
importer verifies Y on -55d
importer closes Y saying "已清" on -50d
refused move_refused telling "within the pack's days": urban.handler appeals Y because "太晚"
