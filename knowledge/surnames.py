"""The names that Chinese persons begin with."""

SURNAMES = frozenset(
    """
    赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚
    范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余
    元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻
    强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房缪干解应宗丁宣邓郁单杭洪
    包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲封芮储靳邴松段富巫乌焦巴牧隗山谷车侯宓蓬全班仰秋仲伊宫
    宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍
    双闻莘党翟谭贡劳逄姬申扶堵冉宰雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎闫充慕连茹习艾鱼容
    向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那
    简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓仝佟付肖岳代母亓仉修原芦苑侬展帅战鹿练
    但玉初阳邸邰郇滑揭牟苟逢佘佴佀亢由门趙錢孫馮陳衛蔣韓楊許呂張嚴謝鄒竇雲蘇魯韋馬鳳鮑費賀湯羅
    畢鄔樂時齊顧黃蕭談龐紀項閔賈婁顏鍾駱萬盧應鄧單諸龔陸榮鄭劉葉龍賴喬蒼聞黨譚貢勞連習簡饒關遲
    閻
    """
) - {" ", "\n"}

DOUBLE_SURNAMES = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "夏侯",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "令狐",
        "慕容",
        "宇文",
        "长孙",
        "司徒",
        "端木",
        "南宫",
        "呼延",
        "独孤",
        "申屠",
        "澹台",
    ]
)


def is_like_a_person(name: str) -> bool:
    """Tell what may name a person by its length and surname: 王大力, 欧阳春."""
    if name[:2] in DOUBLE_SURNAMES:
        return 3 <= len(name) <= 4
    return 2 <= len(name) <= 3 and name[0] in SURNAMES


def is_like_a_surname(name: str) -> bool:
    """Tell what may be a surname by itself: 王, 欧阳."""
    return name in SURNAMES or name in DOUBLE_SURNAMES
