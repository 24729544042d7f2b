"""The language of the messages: --lang first, then LC_ALL, then LANG."""

import pytest

from sim.base.errors import UserError
from sim.base.language import resolve_language


@pytest.mark.parametrize(
    ("asked", "environment", "expected"),
    [
        (None, {}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "ZH_TW"}, "zh"),
        (None, {"LANG": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.GBK"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("zh", {}, "zh"),
    ],
)
def test_resolve(asked, environment, expected):
    assert resolve_language(asked, environment) == expected


def test_the_environment_of_the_process_is_the_default(monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert resolve_language() == "zh"


def test_another_language_is_a_mistake_of_the_user():
    with pytest.raises(UserError) as caught:
        resolve_language("fr", {})
    assert "zh, en" in caught.value.text("en")
