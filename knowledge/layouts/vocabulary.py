"""The words by which layouts tell cells and brackets apart. Data only."""

from typing import Literal

from knowledge.model import Field

Kind = Field | Literal["number", "section", "text", "other"]
"""What a column is for."""


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


UNIT_ENDINGS = words(
    """
    局 委 办 办公室 部 厅 院 署 社 公司 集团 中心 街 街道 街办 镇 乡 镇政府
    政府 村委会 居委会 分局 支队 大队 总队 中队 派出所 开发区 园区 高新区 经济区
    经开区 示范区 度假区 保税区 新区 片区 管委会 委员会 专班 指挥部 联社 总社
    联合会 协会 学会 商会 工会 银行 学校 医院 大学 学院 研究院 研究所 法院
    检察院 单位 部门 机构 成员 联盟 图书馆 文化馆 博物馆 档案馆 残联 妇联 文联
    科协 侨联 团委 红十字会 工商联 银保监会 证监会 外汇局 站 所 处 县区 区县
    镇街 街镇 地区 县市 乡镇 各区 各县 各市 党校 组委 协调办 总局 督查室 府办
    府辦 辦 辦公室 廳 總局 單位 部門 園區 開發區 縣區 區縣 街道辦 管委會 委員會
    總隊 大隊 支隊 鎮 鄉 鎮政府
    """
)
"""How the name of a body ends."""

COLLECTIVE_MARKS = words(
    """
    各 相关 有关 相關 有關 成员单位 成員單位 区直单位 县直单位 市直单位 沿线
    涉及街道
    """
)
"""What a party that stands for many has in its name."""

KINDS_WITHOUT_NAME = frozenset(
    words(
        """
        镇政府 街道办事处 街道办 街道 乡镇 镇街 街镇 园区 街道园区 乡镇政府
        镇人民政府 功能区 部门 单位
        """
    )
)
"""A kind of body with no name before it stands for all of that kind."""

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
    words(
        """
        欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 令狐 慕容 宇文 长孙
        司徒 端木 南宫 呼延 独孤 申屠 澹台
        """
    )
)

HEADER_WORDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        "number",
        words(
            """
            序号 编号 项次 序 任务序号 项目序号 任务编号 顺序号 序號 編號
            """
        ),
    ),
    (
        "other",
        words(
            """
            备注 进展 评价 完成情况 联系 电话 来源 依据 投资额 形象进度
            一季度 二季度 三季度 四季度 状态
            """
        ),
    ),
    (
        Field.DEADLINE,
        words(
            """
            时限 期限 完成时间 时间节点 时间要求 完成日期 时间安排 完成节点
            完成时序 時限 完成時間
            """
        ),
    ),
    (
        Field.LEADER,
        words(
            """
            领导 責任人 责任人 负责人 牵头人 区长 县长 市长 領導
            """
        ),
    ),
    (
        Field.SUPPORT,
        words(
            """
            配合 协办 协助 参与 参加 协同 协作 會同 參與 協辦
            """
        ),
    ),
    (
        Field.LEAD,
        words(
            """
            牵头 主办 主责 主要责任单位 第一责任 牽頭 主辦
            """
        ),
    ),
    (
        Field.RESPONSIBLE,
        words(
            """
            责任单位 责任部门 承办 落实单位 负责单位 负责部门 责任主体
            实施单位 责任分工 实施主体 責任單位 責任部門
            """
        ),
    ),
    (
        "text",
        words(
            """
            任务 工作 内容 事项 目标 举措 项目 措施 要点 任務 事項 目標
            類別 分类 类别 领域 板块 方面
            """
        ),
    ),
)
"""What a column's title says of it; the first line with a fitting word decides."""

SECTION_WORDS = words("主要任务 类别 分类 领域 板块 方面 總體 一级 類別 任务类型 工作类型 部分")
TASK_WORDS = words(
    """
    重点工作 工作内容 工作任务 具体任务 任务内容 具体内容 主要内容 任务 事项 项目
    内容
    """
)
