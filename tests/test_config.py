"""Settings: what a file and the environment may say, and what is said of mistakes."""

from dataclasses import fields
from pathlib import Path

import pytest

from bot.config import (
    ClockConfig,
    Config,
    ConfigError,
    TelegramConfig,
    WebConfig,
    default_config_path,
    load_config,
)

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"


@pytest.fixture
def config_path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.fixture(autouse=True)
def user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_the_example_holds_every_setting_at_its_default() -> None:
    assert load_config(EXAMPLE, {}) == Config()
    text = EXAMPLE.read_text("utf-8")
    for kind in (Config, TelegramConfig, WebConfig, ClockConfig):
        names = [f.name for f in fields(kind)]
        assert all(f"\n{name} = " in text or f"\n[{name}]\n" in text for name in names), kind


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    config = load_config(None, {})
    assert config == Config()
    assert config.folder == tmp_path / "share/zeren"


def test_the_users_own_file_is_read(tmp_path: Path) -> None:
    path = default_config_path()
    assert path == tmp_path / "config/zeren/config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('default_document = "dongli-2023"\npage_size = 8\n', "utf-8")
    assert load_config(None, {}) == Config(default_document="dongli-2023", page_size=8)


def test_the_environment_names_the_file_and_an_argument_goes_before_it(tmp_path: Path) -> None:
    for size in (5, 6):
        (tmp_path / f"{size}.toml").write_text(f"page_size = {size}", "utf-8")
    environ = {"ZEREN_CONFIG": str(tmp_path / "5.toml")}
    assert load_config(None, environ).page_size == 5
    assert load_config(tmp_path / "6.toml", environ).page_size == 6
    assert load_config(None, {"ZEREN_CONFIG": "~/5.toml"}).page_size == 5


@pytest.mark.parametrize(
    ("written", "expected"),
    [("here", "{tmp}/here"), ("/srv/zeren", "/srv/zeren"), ("~/mine", "{tmp}/mine")],
)
def test_a_data_folder_stands_beside_the_file_that_names_it(
    tmp_path: Path, config_path: Path, written: str, expected: str
) -> None:
    config_path.write_text(f'data = "{written}"', "utf-8")
    assert load_config(config_path, {}).folder == Path(expected.format(tmp=tmp_path))


def test_the_environment_wins_over_the_data_folder_of_the_file(config_path: Path) -> None:
    config_path.write_text('data = "/srv/zeren"', "utf-8")
    assert load_config(config_path, {"ZEREN_DATA": "/tmp/other"}).folder == Path("/tmp/other")
    assert load_config(config_path, {"ZEREN_DATA": ""}).folder == Path("/srv/zeren")


def test_a_file_saved_by_a_windows_editor_is_read(config_path: Path) -> None:
    config_path.write_bytes("\ufeffpage_size = 5\r\n".encode())
    assert load_config(config_path, {}).page_size == 5


@pytest.mark.parametrize("name", ["argument", "environment"])
def test_a_named_file_must_be_there(config_path: Path, name: str) -> None:
    given = config_path if name == "argument" else None
    environ = {} if given else {"ZEREN_CONFIG": str(config_path)}
    with pytest.raises(ConfigError) as caught:
        load_config(given, environ)
    assert str(caught.value) == f"没有配置文件 {config_path}：请复制 config.example.toml"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("page_szie = 5", "没有“page_szie”这一项：是不是 page_size？"),
        ('"颜色" = 5', "没有“颜色”这一项：可用的有 data、default_document、"),
        ("[page_size]\nrows = 5", "的 page_size 应为整数，现为 {'rows': 5}：请改正"),
        ('page_size = "5"', "的 page_size 应为整数，现为 '5'：请改正"),
        ("page_size = true", "的 page_size 应为整数，现为 True：请改正"),
        ("remember_unanswered = 1", "的 remember_unanswered 应为true 或 false，现为 1：请改正"),
        ("data = 5", "的 data 应为文字，现为 5：请改正"),
        ("page_size = 0", "的 page_size 应在1到50之间，现为 0：请改正"),
        ("page_size = 51", "的 page_size 应在1到50之间，现为 51：请改正"),
        ("unanswered_limit = -1", "的 unanswered_limit 应在0到100000之间，现为 -1：请改正"),
        ("page_size =", "不合 TOML 格式"),
        ("telegram = 5", "的 telegram 应为一节 [telegram]，现为 5：请改正"),
        ("[telegram]\ntokn = ''", "没有“telegram.tokn”这一项：是不是 token？"),
        ("[telegram]\nadmins = 5", "admins 应为整数的列表，如 [123456789]，现为 5：请改正"),
        ("[telegram]\nadmins = ['a']", "admins 应为整数的列表"),
        ("[telegram]\naccess = 'all'", 'access 应为"open" 或 "members"，现为 \'all\'：请改正'),
        ("[telegram]\nwebhook_url = 'http://a.cn/x'", "webhook_url 应为以 https:// 开头"),
        ("[telegram]\nwebhook_url = 'https://a.cn'", "带路径的网址"),
        ("[telegram]\nbase_url = 'a'", "base_url 应为以 https:// 开头、带路径的网址"),
        ("[clock]\ntoday = '今天'", "的 clock.today 应为日期，如 2023-10-24，现为 '今天'：请改正"),
        ("[clock]\nholidays = ['1月1日']", "clock.holidays 应为日期的列表"),
        ("[clock]\nworkdays = [5]", "clock.workdays 应为文字的列表"),
        ("[web]\nport = 0", "的 web.port 应在1到65535之间，现为 0：请改正"),
    ],
)
def test_a_mistake_is_named_with_its_file(config_path: Path, text: str, sentence: str) -> None:
    config_path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(config_path, {})
    assert f"配置文件 {config_path} " in str(caught.value)
    assert sentence in str(caught.value)


@pytest.mark.parametrize("written", ["'12:ab cd'", "987650", "'secret'"])
def test_a_token_is_repeated_nowhere(config_path: Path, written: str) -> None:
    config_path.write_text(f"[telegram]\ntoken = {written}", "utf-8")
    with pytest.raises(ConfigError, match=r"telegram\.token 应为") as caught:
        load_config(config_path, {})
    assert written.strip("'") not in str(caught.value)
    environ = {"ZEREN_TELEGRAM_TOKEN": written}
    with pytest.raises(ConfigError, match="环境变量 ZEREN_TELEGRAM_TOKEN") as caught:
        load_config(None, environ)
    assert written not in str(caught.value)


def test_the_token_of_the_environment_wins_and_does_not_print(config_path: Path) -> None:
    config_path.write_text("[telegram]\ntoken = '1:file'\nwebhook_secret = 'hush'", "utf-8")
    assert load_config(config_path, {}).telegram.token == "1:file"
    config = load_config(config_path, {"ZEREN_TELEGRAM_TOKEN": "2:environment\n"})
    assert config.telegram.token == "2:environment"
    assert "2:environment" not in repr(config) and "hush" not in repr(config)


def test_the_sections_are_read(config_path: Path) -> None:
    config_path.write_text(
        "[telegram]\nadmins = [5, 6]\naccess = 'members'\n"
        "webhook_url = 'https://bot.example.cn/telegram/in'\n[web]\nport = 9000",
        "utf-8",
    )
    config = load_config(config_path, {})
    assert config.telegram.admins == (5, 6)
    assert config.telegram.webhook_path == "/telegram/in"
    assert config.web == WebConfig(port=9000)


def test_a_day_may_stand_without_quotes(config_path: Path) -> None:
    config_path.write_text(
        "[clock]\ntoday = 2023-10-24\nholidays = [2027-01-01, 2027-02-08]\n", "utf-8"
    )
    clock = load_config(config_path).clock
    assert (clock.today, clock.holidays) == ("2023-10-24", ("2027-01-01", "2027-02-08"))


def test_a_file_in_another_encoding_is_named(config_path: Path) -> None:
    config_path.write_bytes('data = "数据"'.encode("gb18030"))
    with pytest.raises(ConfigError, match="不合 TOML 格式"):
        load_config(config_path, {})


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="读不了配置文件"):
        load_config(tmp_path, {})
