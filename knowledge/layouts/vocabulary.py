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
