"""The only reader of environment variables: each setting is `FIRSTSEEN_` and its name in capitals."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from pydantic import AliasChoices, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from firstseen.errors import WrongUseError

__all__ = ["Settings", "settings"]


def _keys_at_home() -> Path | None:
    """`firstseen/keys` where programs keep what is the user's own (XDG Base Directory)."""
    named = Path(os.environ.get("XDG_DATA_HOME", ""))
    try:
        data = named if named.is_absolute() else Path.home() / ".local" / "share"
    except RuntimeError:
        return None
    return data / "firstseen" / "keys"


class Settings(BaseSettings):
    """What can be set from outside. Limits hold for one file in one worker."""

    model_config = SettingsConfigDict(env_prefix="FIRSTSEEN_", extra="ignore")

    workers: int = Field(default_factory=lambda: max(1, len(os.sched_getaffinity(0))), ge=1, le=256)
    """Worker processes that examine files; as many as there are cores."""
    worker_memory_mib: int = Field(default=2048, ge=512)
    """Address space a worker may use beyond what it needs to start, in MiB."""
    worker_seconds: float = Field(default=60.0, gt=0)
    """Time one file may take, in seconds."""
    without_sandbox: bool = False
    """Opens files even where not one wall can be put around the workers that do it."""
    max_pixels: int = Field(default=200_000_000, ge=1)
    """Pictures with more pixels are refused."""
    video_seconds: float = Field(default=1800.0, gt=0)
    """Time that examining one video or sound may take, in seconds; what was read until then is used."""
    max_video_seconds: float = Field(default=21_600.0, gt=0)
    """How much of a video or sound is read, in seconds of its own time (six hours)."""
    max_frame_pixels: int = Field(default=40_000_000, ge=1)
    """Videos whose frames have more pixels are refused (8K has 33 million)."""
    max_tracks: int = Field(default=32, ge=1)
    """Tracks of a video that are looked at."""
    read_seconds: float = Field(default=60.0, gt=0)
    """Time that reading the words printed on one page may take, in seconds."""
    tessdata: Path | None = Field(default=None, validation_alias=AliasChoices("FIRSTSEEN_TESSDATA", "TESSDATA_PREFIX"))
    """The folder of language packs for reading printed words; unset: the system's. Tesseract's own name counts too."""
    ocr_languages: str = Field(default="")
    """Languages to read printed words in, as the packs are named ("eng+ukr"); empty: those installed."""
    operator: str = Field(default="", max_length=1000)
    """Who works on the case, for the custody log; empty: the account's name."""
    machine: str = Field(default="", max_length=200)
    """The name of this machine, for the custody log; empty: the log does not say where a thing was done."""
    key_dir: Path | None = Field(default_factory=_keys_at_home)
    """The folder of the key that checkpoints of the custody log are signed with; made on first use. Never in a case.
    None where the account has no home."""


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process; raises `WrongUseError` naming the one that cannot be."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "FIRSTSEEN_" + "_".join(str(part) for part in first["loc"]).upper()
        raise WrongUseError(f"the setting {name} cannot be {first['input']!r}: {first['msg'].lower()}") from error
