"""The evening: a manager looks through the settings, words the receipt anew, and is guided through printer and scanner."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit

from app.actions.setting_up import WANTED, SettingUp, Step, Verdict
from app.domain.check_codes import NATIVE_CODE, TEST_CODE
from app.settings import MAKERS
from app.ui.counter.state import Notice
from app.ui.frame.rail import Page
from app.ui.settings.fields import Section, fields_of
from app.ui.settings.home import SettingsHome
from app.ui.settings.state import Note
from app.ui.theme import Mode
from installer.demo.day_pickups import need
from installer.demo.receipts import Receipts
from installer.demo.scene import Scene
from installer.demo.shop import MANAGER_PIN

Key = Qt.Key
FOOTER = "明早七点，新鲜豆腐到店"


def run(scene: Scene, receipts: Receipts) -> None:
    """Light and Chinese again afterwards; the shop's printer as it was."""
    _look(scene)
    _drawer(scene, receipts)
    _paper(scene)
    _printer(scene, receipts)
    _codes(scene, receipts)
    _doctor(scene)


def _home(scene: Scene) -> SettingsHome:
    scene.hands.wait(lambda: scene.window.settings is not None, "the settings")
    home = scene.window.settings
    if home is None:
        raise RuntimeError("there are no settings")
    return home


def _look(scene: Scene) -> None:
    def opened() -> str:
        scene.key(Key.Key_F12)
        scene.hands.wait(lambda: scene.window.page is Page.SETTINGS, "the settings")
        home = _home(scene)
        scene.hands.press(Key.Key_4)
        scene.hands.press(Key.Key_Left)
        scene.hands.wait(lambda: home.sections.look.theme.mode is Mode.LIGHT, "the light look")
        scene.hands.press(Key.Key_Down)
        scene.hands.press(Key.Key_Left)
        chinese = QLocale.Language.Chinese
        scene.hands.wait(lambda: QLocale().language() is chinese, "Chinese")
        scene.hands.wait(lambda: home.at_fields.state.note is Note.KEPT, "it to be kept")
        return "显示与声音"

    scene.step(
        "设置:外观和语言",
        did="按 F12、4,改回浅色和中文",
        expected="马上生效,已保存",
        act=opened,
        picture="settings-look",
    )

    def printers() -> str:
        scene.hands.press(Key.Key_1)
        home = _home(scene)
        scene.hands.wait(
            lambda: (
                home.at_fields.state.section is Section.PRINTER and not home.at_fields.state.note
            ),
            "the printer's settings",
        )
        return home.at_fields.printer.host

    scene.step(
        "设置:小票机",
        did="按 1",
        expected="每一项都有,带按键",
        act=printers,
        picture="settings-printer",
    )


def _drawer(scene: Scene, receipts: Receipts) -> None:
    def hung() -> str:
        home = _home(scene)
        names = [each.name for each in fields_of(Section.PRINTER, home.at_fields.state.settings, 0)]
        for _ in range(names.index("drawer.pin")):
            scene.hands.press(Key.Key_Down)
        scene.hands.press(Key.Key_Right)
        scene.hands.wait(home.pin.isVisible, "the manager to be asked for")
        scene.listened()
        scene.hands.type(MANAGER_PIN, enter=False)
        scene.hands.wait(lambda: home.at_fields.state.note is Note.KEPT, "it to be kept")
        return "2 号脚"

    scene.step(
        "接上钱箱",
        did="在小票机那页按 ↓ 到钱箱,按 →,店长输 PIN",
        expected="马上生效,不用重启",
        act=hung,
        picture="settings-drawer",
    )

    def asked() -> str:
        scene.key(Key.Key_F1)
        scene.control(Key.Key_D)
        dialog = scene.window.counter.drawer
        scene.hands.wait(lambda: dialog.isVisible() and dialog.listens, "the dialog to listen")
        return "为什么开"

    scene.step(
        "钱箱:为什么开", did="按 F1、Ctrl+D", expected="问原因", act=asked, picture="drawer-why"
    )

    def told_hq() -> list[object]:
        facts = scene.shop.hq.look("facts")
        return [row["body"] for row in facts if row["kind"] == "drawer.asked"]

    def opened() -> str:
        scene.key(Key.Key_1)
        scene.hands.wait(lambda: bool(receipts.kicks), "the drawer")
        scene.hands.wait(
            lambda: (said := scene.state.told) is not None and said.notice is Notice.DRAWER_TOLD,
            "the counter to say so",
        )
        (kick,) = receipts.kicks
        scene.hands.wait(lambda: bool(told_hq()), "the fact to be at HQ")
        facts = told_hq()
        need(that=facts == [{"reason": "change", "approved_by": None}], else_say=f"{facts}")
        return f"{kick.pin} 号脚,{kick.on_ms} 毫秒;总部有记录"

    scene.step(
        "钱箱弹开", did="按 1 找零", expected="脉冲一次,总部有记录", act=opened, picture="drawer"
    )

    def back() -> str:
        scene.key(Key.Key_F12)
        scene.hands.wait(lambda: scene.window.page is Page.SETTINGS, "the settings")
        return "设置"

    scene.step("回到设置", did="按 F12", expected="还在小票机那页", act=back)


def _paper(scene: Scene) -> None:
    def opened() -> str:
        scene.hands.press(Key.Key_2)
        papers = _home(scene).at_papers
        scene.hands.wait(lambda: bool(papers.state.picture), "the paper")
        return f"{len(papers.state.items)} 项"

    scene.step(
        "小票样式", did="按 2", expected="左边是内容,右边是纸", act=opened, picture="receipt-style"
    )

    def worded() -> str:
        papers = _home(scene).at_papers
        places = [item.place for item in papers.state.items]
        for _ in range(places.index("block.footer.lines.1")):
            scene.hands.press(Key.Key_Down)
        before = papers.state.picture
        scene.hands.press(Key.Key_Return)
        scene.hands.wait(_home(scene).pin.isVisible, "the manager to be asked for")
        scene.listened()
        scene.hands.type(MANAGER_PIN, enter=False)
        scene.hands.wait(lambda: papers.state.editing, "the field")
        editor = scene.window.focusWidget()
        if not isinstance(editor, QLineEdit):
            raise TypeError("no field has the keys")
        editor.selectAll()
        scene.hands.press(Key.Key_Tab)
        commit = QInputMethodEvent()
        commit.setCommitString(FOOTER)
        QCoreApplication.sendEvent(editor, commit)
        scene.hands.wait(lambda: papers.state.picture != before, "the paper to follow")
        return FOOTER

    scene.step(
        "改页脚",
        did="选中页脚,店长输 PIN,按 Tab 用输入法打字",
        expected="边打字,右边的纸边变",
        act=worded,
        picture="receipt-style-typing",
    )

    def mistaken() -> str:
        papers = _home(scene).at_papers
        picture = papers.state.picture
        scene.hands.type("{x", enter=False)
        scene.hands.wait(lambda: bool(papers.state.faults), "the mistake to be told")
        need(that=papers.state.picture == picture, else_say="the old paper is gone")
        return str(papers.state.faults[0].flaw)

    scene.step(
        "写错了",
        did="多打一个 {x",
        expected="说哪里错、错什么,右边还是原来的纸",
        act=mistaken,
        picture="receipt-style-mistake",
    )

    def kept() -> str:
        papers = _home(scene).at_papers
        scene.hands.press(Key.Key_Backspace)
        scene.hands.press(Key.Key_Backspace)
        scene.hands.press(Key.Key_Return)
        file = scene.shop.paths.receipts / "pickup.toml"
        scene.hands.wait(lambda: file.exists() and not papers.state.editing, "the paper to be kept")
        need(that=FOOTER in file.read_text(encoding="utf-8"), else_say="another footer")
        return FOOTER

    scene.step("存下来", did="改对,按 Enter", expected="下一张就这样打", act=kept)


def _at(scene: Scene) -> SettingUp:
    at = _home(scene).at_guide.state.at
    if at is None:
        raise RuntimeError("the guide has not begun")
    return at


def _until(scene: Scene, wanted: Step) -> None:
    scene.hands.wait(lambda: _at(scene).step is wanted, str(wanted))


def _printer(scene: Scene, receipts: Receipts) -> None:
    def begun() -> str:
        scene.hands.press(Key.Key_1)
        scene.hands.press(Key.Key_G)
        guide = _home(scene).at_guide
        scene.hands.wait(lambda: bool(guide.state.printers), "the printer to be found")
        return f"找到 {len(guide.state.printers or ())} 台"

    scene.step("设置向导", did="按 G", expected="找到小票机", act=begun, picture="guide-printer")

    def page() -> str:
        before = len(receipts.papers)
        scene.hands.press(Key.Key_Return)
        _until(scene, Step.CAME_OUT)
        scene.hands.wait(lambda: len(receipts.papers) > before, "the test page")
        scene.hands.press(Key.Key_Y)
        _until(scene, Step.CHINESE)
        scene.hands.wait(lambda: bool(_home(scene).at_guide.state.expected), "the page beside")
        return receipts.papers[-1].lines[0]

    scene.step(
        "测试页",
        did="按 Enter 打测试页,按 Y",
        expected="问中文看不看得清,右边是应该有的样子",
        act=page,
        picture="guide-chinese",
    )

    def width() -> str:
        scene.hands.press(Key.Key_Y)
        _until(scene, Step.WIDTH)
        return "纸宽"

    scene.step("看纸宽", did="按 Y", expected="问那行数字", act=width, picture="guide-width")


def _codes(scene: Scene, receipts: Receipts) -> None:
    def codes() -> str:
        scene.hands.press(Key.Key_1)
        _until(scene, Step.CUT)
        scene.hands.press(Key.Key_Y)
        _until(scene, Step.CODE)
        need(
            that=set(receipts.papers[-1].codes) == {TEST_CODE, NATIVE_CODE},
            else_say="not the two codes of the test page",
        )
        scene.scan(TEST_CODE)
        _until(scene, Step.NATIVE)
        scene.scan(NATIVE_CODE)
        _until(scene, Step.SCANNER)
        return "上下两个码都扫出来了"

    scene.step(
        "扫测试页上的码",
        did="扫上面的,再扫下面的",
        expected="轮到扫码枪",
        act=codes,
        picture="guide-scanner",
    )

    def sheet() -> str:
        guide, before = _home(scene).at_guide, len(receipts.papers)
        scene.hands.press(Key.Key_S)
        scene.hands.wait(lambda: guide.state.choosing_maker, "the makers")
        for _ in range(MAKERS.index("netum")):
            scene.hands.press(Key.Key_Down)
        scene.hands.press(Key.Key_Return)
        scene.hands.wait(lambda: guide.state.sheet_printed, "the sheet")
        scene.hands.wait(lambda: len(receipts.papers) == before + 1, "it on paper")
        paper = receipts.papers[-1]
        need(that=paper.codes[0] == "881001133.", else_say=f"{paper.codes}")
        need(that=paper.codes[-1] == "881001124.", else_say="no way back at its end")
        return f"{paper.lines[1]}:{len(paper.codes)} 个码"

    scene.step(
        "扫码枪设置单",
        did="按 S,选牌子,按 Enter",
        expected="打出换成串口的码,最后是换回键盘的码",
        act=sheet,
        picture="guide-sheet",
    )

    def taught() -> str:
        scene.scan("6901234010015")
        _until(scene, Step.DIGITS)
        scene.hands.wait(lambda: bool(_home(scene).at_guide.state.code), "the code on the screen")
        return "扫码枪会了"

    scene.step(
        "教扫码枪",
        did="随便扫一个码",
        expected="屏幕上给出要扫的码",
        act=taught,
        picture="guide-digits",
    )

    def done() -> str:
        for at in (Step.DIGITS, Step.LETTERS, Step.LENGTH):
            _until(scene, at)
            scene.scan(WANTED[at])
        _until(scene, Step.DONE)
        state = _at(scene)
        red = [item for item, verdict in state.verdicts if verdict is not Verdict.OK]
        need(that=not red, else_say=f"not green: {red}")
        return f"{len(state.verdicts)} 项全绿"

    scene.step(
        "检查单", did="扫完三个码", expected="全是绿的", act=done, picture="guide-check-list"
    )


def _doctor(scene: Scene) -> None:
    def asked() -> str:
        scene.hands.press(Key.Key_F)
        home = _home(scene)
        scene.hands.press(Key.Key_D)
        scene.hands.wait(lambda: home.at_fields.state.note is Note.EXAMINED, "the report")
        report = Path(home.at_fields.state.about).read_text(encoding="utf-8")
        need(that="DLE EOT 1 → 12" in report, else_say="the printer was not asked")
        need(that="13800001234" not in report, else_say="a whole phone in the report")
        return f"{len(report.splitlines())} 行"

    scene.step(
        "体检报告",
        did="按 D",
        expected="存好了,里面没有顾客",
        act=asked,
        picture="settings-doctor",
    )
