"""What the environment's variables make of the settings."""

from typing import Any, cast

import pytest

from thidua.config.environment import SettingError, database


def test_a_question_to_postgresql_is_planned_once_unless_a_pooler_forbids(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def options() -> dict[str, Any]:
        found = database("postgresql://an:secret@db.example:5433/thidua?sslmode=require")
        return cast("dict[str, Any]", found["OPTIONS"])

    assert options()["prepare_threshold"] > 0
    assert options()["server_side_binding"] is True
    assert options()["sslmode"] == "require"
    monkeypatch.setenv("THIDUA_DATABASE_PREPARED", "0")
    assert not {"prepare_threshold", "server_side_binding"} & set(options())
    monkeypatch.setenv("THIDUA_DATABASE_PREPARED", "perhaps")
    with pytest.raises(SettingError, match="THIDUA_DATABASE_PREPARED"):
        options()
