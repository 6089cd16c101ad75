"""Cards, lists and their buttons in Telegram, and questions that are edited."""

import re
from dataclasses import replace

from bot_api.driver import TelegramServer, units
from running import GROUP, Runs, alert, ask, tap

from knowledge import Document, Store

# --- cards, buttons, lists


async def test_a_task_is_a_card_whose_buttons_answer_in_place(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        card = await ask(server, "60项")
        assert card.text.splitlines() == [
            "第60项 推进2座污水处理厂新建扩建工程加快建设。",
            "牵头单位　区水务局",
            "配合单位　区住建委、东丽湖街",
            "分管区领导　孙晓光",
            "完成时限　年底前取得明显进展（2023-12-31）",
            "所属　六、坚持共建共享，聚焦品质提升，努力打造宜居、韧性、文明城区",
            "东丽2023 · 东丽政发〔2023〕4号 第60项",
        ]
        assert card.html and "<b>第60项</b>" in card.html
        assert card.labels == [
            "配合单位", "原文", "区水务局的任务", "🔔 提醒我", "上一项", "下一项",
        ]  # fmt: skip
        assert [len(row) for row in card.buttons] == [3, 1, 2]
        assert (await tap(server, "配合单位")).text.startswith("配合单位：区住建委、东丽湖街\n")
        assert "原文第512行" in (await tap(server, "原文")).text
        assert (await tap(server, "下一项")).text.startswith("第61项")
        assert (await tap(server, "上一项")).text.startswith("第60项")
        listed = await tap(server, "区水务局的任务")
        assert listed.text.startswith("区水务局　共")
        assert len(await server.replies(1)) == 1


async def test_a_fact_stands_in_bold(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        told = await ask(server, "停车难谁管")
    assert told.html and told.html.startswith("<b>区城管委 牵头</b>\n")
    assert "<b>停车</b>建设" in told.html


async def test_what_documents_and_people_write_is_escaped(
    server: TelegramServer, runs: Runs, documents: tuple[Document, ...]
) -> None:
    first, *rest = documents[0].tasks
    task = replace(first, text="建设<b>A&B</b>园区 &lt; \ud83d 10个<script>")
    altered = replace(documents[0], tasks=(task, *rest))
    async with runs(documents=(altered,)):
        card = await ask(server, "1项")
        assert "建设<b>A&B</b>园区 &lt; ? 10个<script>" in card.text
        assert "没有 /a&b<i>&amp; 这个命令" in (await ask(server, "/a&b<i>&amp;")).text


async def test_a_list_is_paged_in_place_also_after_a_restart_and_other_questions(
    server: TelegramServer, runs: Runs, store: Store
) -> None:
    async with runs(store=store):
        listed = await ask(server, "孙晓光分管哪些")
        assert "第1/3页" in listed.text and listed.labels == ["🔔 提醒我", "下一页"]
    async with runs(store=store):
        second = await tap(server, "下一页")
        assert "第2/3页" in second.text and second.labels == ["🔔 提醒我", "上一页", "下一页"]
        await ask(server, "59项谁牵头")
        await server.tap(1, "下一页", message_id=listed.message_id)
        third = await server.wait_edit(1, listed.message_id, second.text)
        assert "第3/3页" in third.text and third.labels == ["🔔 提醒我", "上一页"]
        # what was tapped last is what is spoken of now
        assert "第2/3页" in (await ask(server, "上一页")).text


async def test_without_a_document_chosen_the_documents_are_buttons(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs(scope=None):
        told = await ask(server, "第59项谁负责")
        assert told.text.startswith("3份文件都有第59项：")
        assert told.labels[:3] == ["只看东丽2023", "只看下陆2023", "只看西青2024"]
        chosen = await tap(server, "只看下陆2023")
    assert "区民政局" in chosen.text and "区城管委" not in chosen.text


async def test_a_unit_that_is_not_there_is_suggested_by_buttons(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        told = await ask(server, "城管局有哪些任务")
        assert "没有叫“城管局”的单位" in told.text and told.labels == ["区城管委有哪些任务"]
        assert (await tap(server, "区城管委有哪些任务")).text.startswith("区城管委　共11项")


async def test_a_reply_too_long_for_one_message_is_split_between_lines(
    server: TelegramServer, runs: Runs, documents: tuple[Document, ...]
) -> None:
    long = [replace(t, text=f"{t.number}{'𠮷' * 500}") for t in documents[0].tasks[:5]]
    async with runs(documents=(replace(documents[0], tasks=tuple(long)),)):
        await server.say("1-5项")
        shown = await server.wait_for(1, 2)
        assert all(units(s.text) <= 4096 for s in shown)
        assert [len(re.findall(r"^第\d项", s.text, re.M)) for s in shown] == [3, 2]
        assert not shown[0].labels


# --- what buttons may not do


async def test_a_tampered_or_expired_button_says_so(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        card = await ask(server, "60项")
        key = card.buttons[0][0].data or ""
        for data in (f"{key}9", key.replace("b:", "c:"), "b:AAAAAAAA:0", "b:" + "甲" * 20, "x"):
            assert "过期" in await alert(server, data, card.message_id), data
        assert (await server.replies(1))[0].text == card.text


async def test_a_button_acts_for_the_one_who_asked_only(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        await ask(server, "孙晓光分管哪些", chat=GROUP, person=1, mention=True)
        tapped = await server.tap(GROUP, "下一页", person=2)
        assert "提问人" in (await server.callback_answer(tapped.query_id))["text"]
        assert "第2/3页" in (await tap(server, "下一页", GROUP, person=1)).text


async def test_two_quick_taps_turn_one_page(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        listed = await ask(server, "孙晓光分管哪些")
        data = listed.buttons[-1][0].data or ""
        for _ in range(2):
            tapped = await server.tap_data(1, data, listed.message_id)
        assert not (await server.callback_answer(tapped.query_id)).get("text")
        assert "第2/3页" in (await server.wait_edit(1, listed.message_id, listed.text)).text
        await ask(server, "你好")
        assert "第2/3页" in (await server.replies(1))[0].text


# --- questions that change, and things that are no questions


async def test_an_edited_question_gets_its_reply_edited(server: TelegramServer, runs: Runs) -> None:
    async with runs():
        await ask(server, "59项谁牵头")
        sent = await server.say("配合单位呢")
        follow_up = (await server.wait_for(1, 2))[1]
        await server.say("什么时候完成", edit=sent.message_id)
        edited = await server.wait_edit(1, follow_up.message_id, follow_up.text)
        assert edited.text.startswith("10月底前完成（2023-10-31）\n第59项")
        await server.say("60项谁牵头", edit=sent.message_id)
        assert "第60项" in (await server.wait_edit(1, edited.message_id, edited.text)).text
        assert len(await server.replies(1)) == 2


async def test_an_edit_that_changes_nothing_changes_nothing(
    server: TelegramServer, runs: Runs
) -> None:
    async with runs():
        sent = await server.say("60项")
        before = await server.wait_for(1, 1)
        await server.say("60项", edit=sent.message_id)
        await ask(server, "你好")
        assert (await server.replies(1))[0].text == before[0].text
        assert not any("没有答成" in s.text for s in await server.replies(1))


async def test_a_reply_that_grows_and_shrinks_with_its_question(
    server: TelegramServer, runs: Runs, documents: tuple[Document, ...]
) -> None:
    long = [replace(t, text=f"{t.number}{'𠮷' * 500}") for t in documents[0].tasks[:9]]
    async with runs(documents=(replace(documents[0], tasks=tuple(long)),)):
        sent = await server.say("1项")
        await server.wait_for(1, 1)
        await server.say("1-5项", edit=sent.message_id)
        await server.wait_for(1, 2)
        await server.say("2项", edit=sent.message_id)

        async def is_one() -> bool:
            return len(await server.replies(1)) == 1

        await server.wait_until(is_one)
        assert (await server.replies(1))[0].text.startswith("第2项")


async def test_what_is_not_text_gets_one_friendly_line(server: TelegramServer, runs: Runs) -> None:
    media = {
        "voice": {"file_id": "v", "file_unique_id": "v", "duration": 3},
        "photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}],
        "location": {"latitude": 39.1, "longitude": 117.3},
    }
    person = {"id": 1, "is_bot": False, "first_name": "甲"}
    frame = {"chat": {"id": 1, "type": "private", "first_name": "甲"}, "from": person}
    async with runs():
        for number, (kind, value) in enumerate(media.items(), 1):
            await server.post({"message": {**frame, kind: value}})
            assert "只看得懂文字" in (await server.wait_for(1, number))[-1].text
        document = {"file_id": "d", "file_unique_id": "d", "file_name": "任务分解.docx"}
        await server.post({"message": {**frame, "document": document}})
        assert "zeren add" in (await server.wait_for(1, 4))[-1].text
        asked = {"photo": media["photo"], "caption": "60项谁牵头"}
        await server.post({"message": {**frame, **asked}})
        assert (await server.wait_for(1, 5))[-1].text.startswith("区水务局 牵头")
        for _ in range(3):
            album = {"media_group_id": "a", "photo": media["photo"]}
            await server.post({"message": {**frame, **album}})
        assert (await ask(server, "59项谁牵头")).text.startswith("区城管委 牵头")
        assert len(await server.replies(1)) == 7
