# Does the result hold? A grid worker is sent to look; who asked decides on what they saw.
story "说是修好了，谁去看看"
city manual

resident submits property.cleaning at west.bridge as T
dispatcher dispatches T
west.handler signs T
west.handler handles T saying "已扫"
verification clock of T is running
operator asks_check T of grid.west because "照片看不清"
T is verifying
verification clock of T is stopped
refused move_refused actor: grid.bridge answers_check T holding saying "不是我"
grid.west answers_check T failing saying "三楼没扫"
T is handled
operator reworks T because "三楼没扫"
west.handler handles T saying "三楼已扫"
dispatcher asks_check T of grid.west because "再看"
supervisor drops_check T because "物业发来视频"
T is handled
supervisor verifies T
operator closes T saying "已清扫"
tasks of T are lead:done:west.company check:done check:cancelled
