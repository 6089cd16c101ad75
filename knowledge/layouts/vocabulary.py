"""The words by which layouts tell cells and brackets apart. Data only."""

from typing import Literal

from knowledge.model import Field

Kind = Field | Literal["number", "section", "text", "other"]
"""What a column is for."""


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


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
